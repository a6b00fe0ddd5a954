//! Lists of addresses, one a line: newsboat's `urls` file and plain lists. Called by `opml`, which
//! tells them from OPML.

use std::collections::HashSet;

use crate::domain::{ListFormat, Outline, WebUrl};
use crate::text::SafeText;

use super::Error;
use super::opml::Imported;

/// Longest line that is looked at; addresses are shorter.
const MAX_LINE: usize = 8192;

/// What newsboat understands and tidings does not run or know, with the reason.
const FOREIGN: &[(&str, &str)] = &[
    ("query:", "a query feed of newsboat; make a smart feed of it"),
    ("exec:", "a program to run; tidings runs none for a feed"),
    ("filter:", "a program to run; tidings runs none for a feed"),
    ("file:", "a file; only http and https addresses are feeds"),
];

/// Reads a list. Lines that are no addresses are skipped with a reason; a list without any address
/// is an error.
pub(super) fn read_urls(text: &str) -> Result<Imported, Error> {
    let mut imported = Imported::default();
    let mut known = HashSet::new();
    for (i, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line.len() > MAX_LINE {
            imported.skip(i + 1, "the line is too long for an address");
            continue;
        }
        let words = words(line);
        let Some((address, rest)) = words.split_first() else { continue };
        if let Some((_, reason)) = FOREIGN.iter().find(|(start, _)| address.starts_with(start)) {
            imported.format = ListFormat::Newsboat;
            imported.skip(i + 1, reason);
            continue;
        }
        let Some(url) = WebUrl::parse(address) else {
            imported.skip(i + 1, &format!("not an http or https address: {address}"));
            continue;
        };
        if !known.insert(url.clone()) {
            imported.skip(i + 1, &format!("listed twice: {url}"));
            continue;
        }
        if !rest.is_empty() {
            imported.format = ListFormat::Newsboat;
        }
        imported.feeds.push(outline(url, rest));
    }
    if imported.feeds.is_empty()
        && imported.skipped.iter().all(|skipped| skipped.reason.as_str().starts_with("not an"))
    {
        return Err(Error::NotAFeed("no address of a feed is in this list".into()));
    }
    Ok(imported)
}

/// `"~Title"` is the title, `!` hides a feed in newsboat, the first other word is the category.
fn outline(url: WebUrl, words: &[String]) -> Outline {
    let title = words.iter().find_map(|word| word.strip_prefix('~'));
    let category = words.iter().find(|word| !word.starts_with(['~', '!']) && !word.is_empty());
    let shown = |text: &str| Some(SafeText::folded(text, 300)).filter(|text| !text.is_empty());
    Outline {
        url,
        title: title.and_then(shown),
        category: category.and_then(|category| shown(category.trim_matches(['/', ' ']))),
        site_url: None,
    }
}

/// Words as newsboat reads them: quotes hold words together, `\"` is a quote.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let (mut quoted, mut begun) = (false, false);
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => word.extend(chars.next()),
            '"' => {
                quoted = !quoted;
                begun = true;
            }
            c if c.is_whitespace() && !quoted => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            '#' if !quoted && !begun => break,
            c => {
                word.push(c);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}
