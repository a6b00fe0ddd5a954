//! Use cases: what the command line and the reader both call. It knows no screen and prints nothing;
//! progress and facts go to a [`Reporter`].

mod analyze;
mod answers;
mod article;
mod book;
mod brief;
pub mod clock;
pub mod demo;
mod download;
mod fulltext;
mod incoming;
pub mod inspect;
mod lock;
mod lookup;
mod offline;
mod outlook;
pub mod page;
mod parsers;
pub mod pictures;
mod places;
mod preview;
mod refresh;
mod resolve;
mod salvage;
mod save;
mod schedule;
mod starter;
mod stories;
mod subscribe;
mod transfer;
mod versions;

use std::sync::{Arc, OnceLock};

use crate::config::{Paths, Settings};
use crate::domain::{Clock, WebUrl};
use crate::extract::SiteRules;
use crate::media;
use crate::net;
use crate::site;
use crate::store::{self, Store};

pub use analyze::{FetchedStory, analyze, fetch_story};
pub use article::site_rules;
pub use book::{MOST_CHAPTERS, make as make_book};
pub use brief::brief;
pub use download::{DownloadReport, DownloadScope, MOST_DOWNLOADED, download};
pub use fulltext::{fetch_again, fetch_full_text};
pub use preview::preview;
pub use refresh::{FeedError, RefreshReport, RefreshRequest, RefreshScope, Reporter, refresh};
pub use resolve::{Unresolved, known_address};
pub use salvage::salvage;
pub use save::{save_book, save_page, write_file};
pub use starter::{
    ManySubscribed, default_edition, google_news_editions, google_news_pack, offer, subscribe_many,
};
pub use stories::{count_top_stories, coverage, group_stories, listed_top_stories, top_stories};
pub use subscribe::{AddedFeed, SubscribeOptions, subscribe};
pub use transfer::{ImportReport, LARGEST_LIST, export_opml, import, plan_import, read_list};
pub use versions::edits;

/// Everything a use case needs. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    /// The truth.
    pub store: Store,
    /// The network.
    pub net: net::Client,
    /// Now.
    pub clock: Arc<dyn Clock>,
    /// Configuration.
    pub settings: Arc<Settings>,
    /// Files.
    pub paths: Paths,
    /// Which network [`Services::net`] is on.
    pub network: Network,
    /// What grouping remembers between refreshes.
    stories: stories::Memory,
    /// What is known of single sites; read when it is first needed.
    site_rules: Arc<OnceLock<Arc<SiteRules>>>,
}

/// Which network is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// The internet.
    Real,
    /// The built-in demo edition.
    Demo,
}

/// Why a use case failed: what happened, to what, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store did not do it.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The network did not bring it.
    #[error("{url}: {reason}")]
    Net {
        /// What was asked for.
        url: WebUrl,
        /// Why it did not come.
        reason: net::Error,
    },
    /// What was typed is no address.
    #[error(transparent)]
    Address(#[from] site::Error),
    /// An address leads nowhere.
    #[error("nothing is at {url} ({status}): check the address, or give the front page of the site")]
    NothingThere {
        /// What was asked for.
        url: WebUrl,
        /// 404 or 410.
        status: u16,
    },
    /// A page where a feed was expected.
    #[error(
        "{url} is a page that names no feed: look on it for a link called RSS or feed and give that \
         address, or try the front page of the site"
    )]
    NoFeedNamed {
        /// The page.
        url: WebUrl,
    },
    /// Neither a feed nor a page.
    #[error("{url}: {reason}; give the address of a feed, or of a page that names one")]
    NotAFeed {
        /// What was asked for.
        url: WebUrl,
        /// What it is.
        reason: String,
    },
    /// Another tidings is refreshing the same feeds.
    #[error("another tidings is refreshing these feeds; try again when it is done")]
    RefreshRunning,
    /// A file of our own could not be used.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        reason: std::io::Error,
    },
    /// Bytes are no list of subscriptions.
    #[error("{0}")]
    Import(crate::feed::Error),
    /// A file is no picture that can be shown.
    #[error(transparent)]
    Picture(#[from] media::Error),
    /// No article text could be had.
    #[error("{0}")]
    NoText(String),
    /// A book of nothing.
    #[error("no entry was chosen, so there is nothing to put into a book")]
    NothingChosen,
    /// The address of the article is not known.
    #[error("{0}; the original opens in the browser")]
    Unresolved(#[from] resolve::Unresolved),
    /// Bytes that were given cannot be read as what they should be.
    #[error("{0}")]
    Unreadable(String),
    /// Work on another thread ended early.
    #[error("the work was stopped before it was done")]
    Stopped,
}

impl Services {
    /// Opens the store of the profile and the network, which connects only when it is used.
    pub fn open(paths: Paths, settings: Settings, network: Network) -> Result<Self, Error> {
        Self::with_clock(paths, settings, network, Arc::new(clock::SystemClock::new()))
    }

    /// The same with a clock of the caller's.
    pub fn with_clock(
        paths: Paths,
        settings: Settings,
        network: Network,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Error> {
        let settings = match network {
            Network::Real => settings,
            Network::Demo => demo::settings(settings),
        };
        let store = match network {
            Network::Real => Store::open(&paths.database())?,
            Network::Demo => demo::open_store(&paths, &*clock)?,
        };
        let options = net_options(&settings, network);
        let net = match network {
            Network::Real => net::Client::real(options),
            Network::Demo => net::Client::over(Arc::new(demo::transport(&store, clock.now())?), options),
        };
        let net = net.with_clock(Arc::clone(&clock));
        let site_rules = Arc::default();
        Ok(Self {
            store,
            net,
            clock,
            settings: Arc::new(settings),
            paths,
            network,
            site_rules,
            stories: Arc::default(),
        })
    }

    /// The rules for single sites, the person's own merged over those of tidings.
    pub(crate) fn site_rules(&self) -> Arc<SiteRules> {
        let rules = self.site_rules.get_or_init(|| {
            let (rules, mistakes) = site_rules(&self.paths.site_rules());
            for mistake in mistakes {
                tracing::warn!(%mistake, "a site rule is not used");
            }
            Arc::new(rules)
        });
        Arc::clone(rules)
    }

    /// What `site` needs of the settings.
    pub(crate) fn site_options(&self) -> site::Options {
        site_options(&self.settings)
    }
}

fn site_options(settings: &Settings) -> site::Options {
    site::Options {
        google_base: settings.google_news.base.clone(),
        locale: settings.google_news.locale.clone(),
    }
}

fn net_options(settings: &Settings, network: Network) -> net::Options {
    net::Options {
        user_agent: concat!("tidings/", env!("CARGO_PKG_VERSION"), " (terminal news reader)").to_owned(),
        hosts: match network {
            Network::Real => site::host_rules(&site_options(settings)),
            Network::Demo => site::demo_host_rules(),
        },
        limit_loopback: settings.refresh.limit_loopback,
    }
}
