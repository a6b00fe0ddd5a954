//! Which feeds of the catalogue are chosen. They are remembered by address, so that the catalogue can be
//! read anew; a feed that is subscribed to already is never chosen.

use std::collections::HashSet;

use crate::domain::{Offer, Pack, PackFeed, Pick};

/// The pack whose edition can be chosen.
const GOOGLE_NEWS: &str = "google-news";

/// What is chosen.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Addresses of feeds.
    chosen: HashSet<String>,
    /// Feeds of Google News that are to be chosen again in another edition.
    carried: Vec<usize>,
}

/// How much of a pack is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Feeds that are chosen.
    pub chosen: usize,
    /// Feeds that can be.
    pub free: usize,
}

/// True for the pack whose edition can be chosen.
#[must_use]
pub fn is_google_news(pack: &Pack) -> bool {
    pack.id == GOOGLE_NEWS
}

impl Choice {
    /// True if the feed is chosen.
    #[must_use]
    pub fn has(&self, feed: &PackFeed) -> bool {
        self.chosen.contains(&feed.address)
    }

    /// How much of a pack is chosen.
    #[must_use]
    pub fn share(&self, pack: &Pack, offer: &Offer) -> Share {
        Share {
            chosen: free(pack, offer).filter(|feed| self.has(feed)).count(),
            free: free(pack, offer).count(),
        }
    }

    /// What is chosen, in the order of the catalogue, each address once.
    #[must_use]
    pub fn picks(&self, offer: &Offer) -> Vec<Pick> {
        let mut seen = HashSet::new();
        let feeds = offer.packs.iter().flat_map(|pack| free(pack, offer).map(move |feed| (pack, feed)));
        let picked = feeds.filter(|(_, feed)| self.has(feed) && seen.insert(&feed.address));
        picked.map(|(pack, feed)| pack.pick(feed)).collect()
    }

    /// Chooses a feed, or no longer; false if it is subscribed to already.
    pub fn toggle(&mut self, feed: &PackFeed, offer: &Offer) -> bool {
        let is_free = !offer.known.contains(&feed.address);
        if is_free && !self.chosen.remove(&feed.address) {
            self.chosen.insert(feed.address.clone());
        }
        is_free
    }

    /// Chooses a whole pack, or gives up one that is chosen in whole; false if all of it is subscribed to
    /// already.
    pub fn toggle_pack(&mut self, pack: &Pack, offer: &Offer) -> bool {
        let share = self.share(pack, offer);
        for feed in free(pack, offer) {
            if share.chosen == share.free {
                self.chosen.remove(&feed.address);
            } else {
                self.chosen.insert(feed.address.clone());
            }
        }
        share.free > 0
    }

    /// Another edition of Google News will be read: what was chosen of this one is kept in mind.
    pub fn leave_edition(&mut self, offer: &Offer) {
        for (at, feed) in google_feeds(offer).iter().enumerate() {
            if self.chosen.remove(&feed.address) {
                self.carried.push(at);
            }
        }
    }

    /// Another edition was read: the same sections are chosen of it.
    pub fn enter_edition(&mut self, offer: &Offer) {
        let carried = std::mem::take(&mut self.carried).into_iter();
        self.chosen.extend(carried.filter_map(|at| Some(google_feeds(offer).get(at)?.address.clone())));
    }
}

/// The feeds of a pack that are not subscribed to.
fn free<'a>(pack: &'a Pack, offer: &'a Offer) -> impl Iterator<Item = &'a PackFeed> {
    pack.feeds.iter().filter(|feed| !offer.known.contains(&feed.address))
}

fn google_feeds(offer: &Offer) -> &[PackFeed] {
    offer.packs.iter().find(|pack| is_google_news(pack)).map_or(&[], |pack| &pack.feeds)
}
