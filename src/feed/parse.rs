//! The way from bytes to a feed, in one function. Called by `service` and, through it, everywhere.

use super::decode::decode;
use super::draft::FeedDraft;
use super::finish::finish;
use super::reader::{self, Verdict, keep_newest};
use super::repair::Repairs;
use super::{Error, Hints, ParsedFeed, json};

/// Parses a feed. Never panics, whatever the bytes are.
pub fn parse(bytes: &[u8], hints: &Hints<'_>) -> Result<ParsedFeed, Error> {
    let mut repairs = Repairs::default();
    let text = decode(bytes, hints.content_type, &mut repairs);
    let start = text.trim_start_matches(['\u{feff}', '\0']).trim_start();
    if start.is_empty() {
        return Err(Error::NotAFeed("the document is empty".into()));
    }
    if start.starts_with(['{', '[']) {
        let Some(draft) = json::read(start, &mut repairs) else {
            return Err(Error::NotAFeed("this is JSON, but no JSON Feed".into()));
        };
        return Ok(complete(draft, 0, repairs, hints));
    }
    let reading = reader::read(start, hints.base);
    match reading.verdict {
        Verdict::Page => Err(Error::Page),
        Verdict::Other => Err(Error::NotAFeed(unknown(start))),
        Verdict::Feed => {
            repairs.merge(reading.repairs);
            Ok(complete(reading.feed, reading.left_out, repairs, hints))
        }
    }
}

fn complete(mut draft: FeedDraft<'_>, left_out: usize, repairs: Repairs, hints: &Hints<'_>) -> ParsedFeed {
    let left_out = left_out + keep_newest(&mut draft.entries);
    ParsedFeed { repairs: repairs.lines(), left_out, ..finish(draft, hints.base) }
}

fn unknown(start: &str) -> String {
    if start.starts_with("%PDF") {
        "this is a PDF".into()
    } else if start.starts_with('<') {
        "this is XML, but neither RSS nor Atom".into()
    } else {
        "neither RSS, Atom nor JSON Feed".into()
    }
}
