//! Which item is which, from one fetch to the next: the key of an entry within its feed, and the
//! hash that shows an edit. Pure; called by `finish` and by `site` where a site names its items in
//! its own way. The feed itself is no part of a key (the store has it in a column of its own).

use std::collections::{HashMap, HashSet};

use xxhash_rust::xxh3::Xxh3;

use super::ParsedEntry;
use crate::domain::Timestamp;

/// The key of an entry: its guid, else its link, else its content.
#[must_use]
pub fn entry_key(id: Option<&str>, link: Option<&str>, content_hash: u64) -> u64 {
    let given = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    match (given(id), given(link)) {
        (Some(id), _) => hash(&[b"id", id.as_bytes()]),
        (None, Some(link)) => hash(&[b"link", link.as_bytes()]),
        (None, None) => hash(&[b"content", &content_hash.to_le_bytes()]),
    }
}

/// Changes when the publisher edits title or text.
#[must_use]
pub fn content_hash(title: Option<&str>, text: Option<&str>) -> u64 {
    hash(&[title.unwrap_or_default().as_bytes(), text.unwrap_or_default().as_bytes()])
}

/// Keeps entries apart that came under one key: the oldest keeps the key, as it had it when it was
/// alone, and each other one gets a key of its own out of link and title, then content.
pub fn separate(entries: &mut [ParsedEntry]) {
    let mut groups: HashMap<u64, Vec<usize>> = HashMap::with_capacity(entries.len());
    for (i, entry) in entries.iter().enumerate() {
        groups.entry(entry.key).or_default().push(i);
    }
    if groups.len() == entries.len() {
        return;
    }
    let mut used: HashSet<u64> = groups.keys().copied().collect();
    let mut doubled: Vec<Vec<usize>> = groups.into_values().filter(|group| group.len() > 1).collect();
    doubled.sort_unstable();
    let mut copies: HashMap<u64, u64> = HashMap::new();
    for mut group in doubled {
        // Without dates the later one in the document is the older one.
        group.sort_by_key(|&i| (age(&entries[i]), std::cmp::Reverse(i)));
        for &i in &group[1..] {
            let key = extended_key(&entries[i], &used, &mut copies);
            used.insert(key);
            entries[i].key = key;
        }
    }
}

fn age(entry: &ParsedEntry) -> Option<Timestamp> {
    entry.published.or(entry.updated)
}

fn extended_key(entry: &ParsedEntry, used: &HashSet<u64>, copies: &mut HashMap<u64, u64>) -> u64 {
    let link = entry.link.as_ref().map(crate::domain::WebUrl::as_str).unwrap_or_default();
    let title = entry.title.as_ref().map(crate::text::SafeText::as_str).unwrap_or_default();
    let base = hash(&[b"twin", &entry.key.to_le_bytes(), link.as_bytes(), title.as_bytes()]);
    if !used.contains(&base) {
        return base;
    }
    let base = hash(&[b"content", &base.to_le_bytes(), &entry.content_hash.to_le_bytes()]);
    let copy = copies.entry(base).or_default();
    let mut key = base;
    while used.contains(&key) {
        *copy += 1;
        key = hash(&[b"copy", &base.to_le_bytes(), &copy.to_le_bytes()]);
    }
    key
}

/// Each part with its length, so that no two lists of parts look alike.
fn hash(parts: &[&[u8]]) -> u64 {
    let mut hasher = Xxh3::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.digest()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SafeText;

    fn entry(key: u64, title: &str, published: Option<&str>) -> ParsedEntry {
        ParsedEntry {
            key,
            title: Some(SafeText::new(title)),
            published: published.map(|text| text.parse().expect("a timestamp")),
            ..ParsedEntry::default()
        }
    }

    #[test]
    fn guid_wins_over_link_and_link_over_content() {
        let by_id = entry_key(Some("a"), Some("https://a.example/"), 1);
        assert_eq!(by_id, entry_key(Some(" a "), None, 2));
        assert_ne!(by_id, entry_key(None, Some("a"), 1));
        assert_eq!(entry_key(None, Some("x"), 1), entry_key(Some(" "), Some("x"), 2));
        assert_ne!(entry_key(None, None, 1), entry_key(None, None, 2));
    }

    #[test]
    fn an_edit_changes_the_content_hash_and_moving_a_word_does_too() {
        assert_ne!(content_hash(Some("ab"), Some("c")), content_hash(Some("a"), Some("bc")));
        assert_eq!(content_hash(None, None), content_hash(Some(""), None));
    }

    #[test]
    fn twins_stay_two_and_keep_their_keys_when_a_third_arrives() {
        let older = entry(7, "old", Some("2026-01-01T00:00:00Z"));
        let newer = entry(7, "new", Some("2026-01-02T00:00:00Z"));
        let mut first = vec![newer.clone(), older.clone()];
        separate(&mut first);
        assert_eq!(first[1].key, 7, "the oldest keeps the key that it had alone");
        assert_ne!(first[0].key, 7);

        let mut second = vec![entry(7, "newest", Some("2026-01-03T00:00:00Z")), newer, older];
        separate(&mut second);
        assert_eq!((second[1].key, second[2].key), (first[0].key, first[1].key));
    }

    #[test]
    fn exact_copies_stay_two() {
        let mut copies = vec![entry(7, "same", None), entry(7, "same", None), entry(7, "same", None)];
        separate(&mut copies);
        let keys: HashSet<u64> = copies.iter().map(|entry| entry.key).collect();
        assert_eq!(keys.len(), 3);
    }
}
