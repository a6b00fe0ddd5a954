//! The outlets of the edition: their templates, articles and addresses.

use super::article::Article;
use super::template::{escaped, fill};
use super::{ATOM, DemoPage, HTML, RSS, page};
use crate::domain::Timestamp;

pub(super) struct Outlet {
    /// Name, as its pages write it.
    pub name: &'static str,
    /// Front page, with a slash at the end.
    pub home: &'static str,
    /// Path of its articles below the front page.
    pub folder: &'static str,
    /// Template of a page.
    pub page: &'static str,
    /// Its feed; an outlet without one is only known through Google News.
    pub feed: Option<Feed>,
    /// Articles, newest first.
    pub articles: &'static [&'static str],
}

pub(super) struct Feed {
    pub url: &'static str,
    pub content_type: &'static str,
    pub category: &'static str,
    /// Template around the items.
    pub envelope: &'static str,
    /// Template of an item.
    pub item: &'static str,
}

/// A file of `assets/demo`.
macro_rules! asset {
    ($path:literal) => {
        include_str!(concat!("../../../assets/demo/", $path))
    };
}

const HOME: &str = asset!("home.html");

pub(super) const ALL: &[Outlet] = &[
    Outlet {
        name: "The Harbour Post",
        home: "https://harbourpost.example/",
        folder: "stories/",
        page: asset!("harbour-post/page.html"),
        feed: Some(Feed {
            url: "https://harbourpost.example/feed.xml",
            content_type: RSS,
            category: "News",
            envelope: asset!("harbour-post/feed.xml"),
            item: asset!("harbour-post/item.xml"),
        }),
        articles: &[
            asset!("harbour-post/01-reactor-restart.html"),
            asset!("harbour-post/02-electric-ferry.html"),
            asset!("harbour-post/03-cable-break.html"),
            asset!("harbour-post/04-corvid-lease.html"),
            asset!("harbour-post/05-library-nights.html"),
            asset!("harbour-post/06-storm-season.html"),
            asset!("harbour-post/07-kelp-bread.html"),
            asset!("harbour-post/08-tide-gauge.html"),
            asset!("harbour-post/09-council-budget.html"),
            asset!("harbour-post/10-chess-final.html"),
            asset!("harbour-post/11-corrections.html"),
            asset!("harbour-post/12-lamp-keeper-review.html"),
        ],
    },
    Outlet {
        name: "Systems Weekly",
        home: "https://systemsweekly.example/",
        folder: "",
        page: asset!("systems-weekly/page.html"),
        feed: Some(Feed {
            url: "https://systemsweekly.example/atom.xml",
            content_type: ATOM,
            category: "Technology",
            envelope: asset!("systems-weekly/feed.xml"),
            item: asset!("systems-weekly/item.xml"),
        }),
        articles: &[
            asset!("systems-weekly/01-palisade.html"),
            asset!("systems-weekly/02-cable.html"),
            asset!("systems-weekly/03-heat.html"),
            asset!("systems-weekly/04-deutsch.html"),
            asset!("systems-weekly/05-grep.html"),
            asset!("systems-weekly/06-time.html"),
            asset!("systems-weekly/07-interview.html"),
            asset!("systems-weekly/08-cache.html"),
            asset!("systems-weekly/09-terminal.html"),
            asset!("systems-weekly/10-japanese.html"),
            asset!("systems-weekly/11-jobs.html"),
        ],
    },
    wire(
        "Isle Courier",
        "https://islecourier.example/",
        "news/",
        &[
            asset!("wire/courier-reactor.html"),
            asset!("wire/courier-ferry.html"),
            asset!("wire/courier-cable.html"),
        ],
    ),
    wire(
        "Northern Ledger",
        "https://northernledger.example/",
        "regions/",
        &[asset!("wire/ledger-reactor.html"), asset!("wire/ledger-corvid.html")],
    ),
    wire("Coastline", "https://coastline.example/", "business/", &[asset!("wire/coastline-corvid.html")]),
    wire(
        "Data Current",
        "https://datacurrent.example/",
        "",
        &[asset!("wire/current-corvid.html"), asset!("wire/current-palisade.html")],
    ),
];

/// An outlet with pages but no feed of its own.
const fn wire(
    name: &'static str,
    home: &'static str,
    folder: &'static str,
    articles: &'static [&'static str],
) -> Outlet {
    Outlet { name, home, folder, page: asset!("wire/page.html"), feed: None, articles }
}

impl Outlet {
    /// The front page, the articles and the feed.
    pub fn pages(&self, now: Timestamp) -> Vec<DemoPage> {
        let articles: Vec<(Article<'_>, String)> = self
            .articles
            .iter()
            .map(|text| Article::parse(text))
            .map(|article| {
                let url = format!("{}{}{}", self.home, self.folder, article.field("slug"));
                (article, url)
            })
            .collect();
        let link = |(article, url): &(Article<'_>, String)| {
            format!("<li><a href=\"{url}\">{}</a></li>", escaped(article.field("title")))
        };
        let front: String = articles.iter().map(link).collect();
        let most_read: String = articles.iter().take(5).map(link).collect();
        let values = [("outlet", self.name), ("links", most_read.as_str())];

        let mut pages: Vec<DemoPage> = articles
            .iter()
            .map(|(article, url)| page(url, HTML, article.fill(self.page, url, &values, now)))
            .collect();
        let alternate = self.feed.as_ref().map(Feed::link_tag).unwrap_or_default();
        let home = fill(HOME, &[("outlet", self.name), ("links", &front), ("alternate", &alternate)], now);
        pages.push(page(self.home, HTML, home));
        if let Some(feed) = &self.feed {
            let items: String = articles.iter().map(|(a, url)| a.fill(feed.item, url, &[], now)).collect();
            pages.push(page(feed.url, feed.content_type, fill(feed.envelope, &[("items", &items)], now)));
        }
        pages
    }
}

impl Feed {
    fn link_tag(&self) -> String {
        let media_type = self.content_type.split(';').next().unwrap_or_default();
        format!("<link rel=\"alternate\" type=\"{media_type}\" href=\"{}\">", self.url)
    }
}
