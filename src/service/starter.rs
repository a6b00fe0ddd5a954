//! The welcome's choices: starter packs, editions of Google News, and subscribing to many feeds at
//! once. Nothing is fetched here; the caller refreshes what was added.

use std::collections::HashSet;

use super::lookup::parse_address;
use super::{Error, Services};
use crate::config::Settings;
use crate::domain::{Edition, FeedId, Offer, Pack, Pick};
use crate::site::{self, google_news};
use crate::store::NewFeed;
use crate::text::SafeText;

/// What became of many picks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManySubscribed {
    /// Feeds that are new.
    pub added: Vec<FeedId>,
    /// How many were subscribed to before.
    pub already: usize,
    /// Picks whose address is none, and why.
    pub wrong: Vec<(SafeText, SafeText)>,
}

/// The catalogue with Google News in this edition (`de-AT`), and what of it is subscribed to already.
pub fn offer(services: &Services, edition: &str) -> Result<Offer, Error> {
    let google = google_news_pack(edition)?;
    let packs: Vec<Pack> = std::iter::once(google).chain(site::starter_packs()).collect();
    let subscribed: HashSet<_> = services.store.feeds()?.into_iter().map(|feed| feed.url).collect();
    let addresses = packs.iter().flat_map(|pack| &pack.feeds).map(|feed| feed.address.as_str());
    let is_known =
        |address: &&str| parse_address(services, address).is_ok_and(|url| subscribed.contains(&url));
    let known = addresses.filter(is_known).map(str::to_owned).collect();
    Ok(Offer { packs, edition: edition.to_owned(), editions: google_news_editions(), known })
}

/// The locale of the edition that is meant without a choice: `locale` is that of the environment; the
/// setting `google_news.locale` wins where it was changed.
#[must_use]
pub fn default_edition(services: &Services, locale: Option<&str>) -> String {
    let configured = &services.settings.google_news.locale;
    let is_own = *configured != Settings::default().google_news.locale;
    google_news::default_locale(is_own.then_some(configured.as_str()), locale)
}

/// The editions that can be chosen.
#[must_use]
pub fn google_news_editions() -> &'static [Edition] {
    google_news::EDITIONS
}

/// Top stories and sections of an edition (`de-AT`).
pub fn google_news_pack(locale: &str) -> Result<Pack, Error> {
    Ok(google_news::pack(locale)?)
}

/// Subscribes to all picks in one line of the journal, so that one undo takes them back. Addresses are
/// taken as those of feeds; nothing is fetched.
pub async fn subscribe_many(services: &Services, picks: &[Pick]) -> Result<ManySubscribed, Error> {
    let mut done = ManySubscribed::default();
    let mut feeds = Vec::new();
    for pick in picks {
        match parse_address(services, &pick.address) {
            Ok(url) => feeds.push(NewFeed {
                url,
                title: pick.title.clone(),
                category: pick.category.clone(),
                site_url: None,
            }),
            Err(error) => {
                let reason = SafeText::new(&error.to_string());
                done.wrong.push((SafeText::folded(&pick.address, 200), reason));
            }
        }
    }
    if !feeds.is_empty() {
        let subscribed = services.store.subscribe(feeds, services.clock.now()).await?;
        done.already = subscribed.iter().filter(|feed| feed.already).count();
        done.added = subscribed.iter().filter(|feed| !feed.already).map(|feed| feed.id).collect();
    }
    Ok(done)
}
