//! Which entries tell one event, and which events matter: pure engines over headlines and first lines.
//! No database, no network, no clock; the same entries in the same batches give the same stories.
//! `service` feeds [`Clusterer`] after a refresh and asks for the order of the top stories.

mod cluster;
mod frequency;
mod language;
mod near;
mod postings;
mod rank;
mod tokens;
mod vector;

use xxhash_rust::xxh3::xxh3_64;

pub use cluster::{Clusterer, Group, Item, Member, Rules, WINDOW_S};
pub use frequency::Frequencies;
pub use near::Sketch;
pub use rank::{Facts, rank};

/// Content words from which on a headline is about one event.
const TELLING_WORDS: usize = 4;

/// The name of an article by its address, for [`Item::links`].
#[must_use]
pub fn link_of_address(address: &str) -> u64 {
    xxh3_64(address.as_bytes())
}

/// The name of an article by its headline and outlet; `None` for a headline that says too little: an
/// outlet writes "Morning briefing" over many.
#[must_use]
pub fn link_of_headline(title: &str, outlet: &str) -> Option<u64> {
    let words = tokens::content(title, usize::MAX);
    (words.len() >= TELLING_WORDS).then(|| {
        let mut name = crate::text::words::fold(outlet.trim());
        for word in words {
            name.push(' ');
            name.push_str(&word.number().to_string());
        }
        xxh3_64(name.as_bytes())
    })
}
