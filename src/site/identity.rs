//! Hashes that identify entries of sites whose guids do not stay. The rule which parts make an
//! identity stands in the file of the site.

use xxhash_rust::xxh3::Xxh3;

use crate::feed::ParsedEntry;

/// A 64-bit identity of `parts` in `space`. Parts cannot run into each other.
pub(super) fn key(space: &str, parts: &[&str]) -> u64 {
    let mut hash = Xxh3::new();
    for part in std::iter::once(&space).chain(parts) {
        hash.update(&(part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.digest()
}

/// Makes `key` the identity of `entry`; what it was before becomes the last alias.
pub(super) fn rekey(entry: &mut ParsedEntry, key: u64, also: &[u64]) {
    let before = std::mem::replace(&mut entry.key, key);
    let known: Vec<u64> = also.iter().copied().chain([before]).collect();
    for alias in known {
        if alias != key && !entry.aliases.contains(&alias) {
            entry.aliases.push(alias);
        }
    }
}

/// Letters and digits in lower case, words apart by one space: survives another case, other quotes,
/// dashes and spaces. Text without any letter is only folded.
pub(super) fn normalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '‘' | 'ʼ') && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    if out.is_empty() { folded(text) } else { out }
}

/// Lower case, runs of white space as one space: for comparing names.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
