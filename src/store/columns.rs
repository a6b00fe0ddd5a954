//! How values stand in columns: instants as seconds, hashes as signed integers, addresses and texts
//! as text that passes the sanitiser again on its way out. Used by the files that hold SQL.

use std::time::Duration;

use rusqlite::Row;

use crate::domain::{Completeness, FullTextMode, Reach, Timestamp, WebUrl};
use crate::text::SafeText;

/// An instant from its column.
pub(crate) fn instant(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A duration from its column; a negative one is none.
pub(crate) fn duration(seconds: Option<i64>) -> Option<Duration> {
    seconds.and_then(|s| u64::try_from(s).ok()).map(Duration::from_secs)
}

/// A duration as whole seconds.
pub(crate) fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}

/// A count from its column.
pub(crate) fn count(column: i64) -> u64 {
    u64::try_from(column).unwrap_or_default()
}

/// The text of a column where it lies: a list of feeds is read without a copy of each text.
pub(crate) fn str<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<Option<&'r str>> {
    Ok(row.get_ref(column)?.as_str_or_null()?)
}

/// A text that may be shown; an empty one is none.
pub(crate) fn text(column: Option<&str>) -> Option<SafeText> {
    column.map(SafeText::new).filter(|text| !text.is_empty())
}

/// An address of the web; anything else is none.
pub(crate) fn web_url(column: Option<&str>) -> Option<WebUrl> {
    column.and_then(WebUrl::from_stored)
}

/// The text of an optional safe text.
pub(crate) fn as_str(text: Option<&SafeText>) -> Option<&str> {
    text.map(SafeText::as_str)
}

/// Completeness as the number of its column.
pub(crate) fn completeness(value: Completeness) -> i64 {
    match value {
        Completeness::Headline => 0,
        Completeness::Snippet => 1,
        Completeness::FeedText => 2,
        Completeness::FullText => 3,
    }
}

/// The name of a full-text mode.
pub(crate) fn mode_name(mode: FullTextMode) -> &'static str {
    match mode {
        FullTextMode::Manual => "manual",
        FullTextMode::OnOpen => "on-open",
        FullTextMode::Always => "always",
        FullTextMode::Never => "never",
    }
}

/// The full-text mode of a name.
pub(crate) fn mode(name: Option<String>) -> Option<FullTextMode> {
    use FullTextMode::{Always, Manual, Never, OnOpen};
    let name = name?;
    [Manual, OnOpen, Always, Never].into_iter().find(|mode| mode_name(*mode) == name)
}

/// The name of a reach.
pub(crate) fn reach_name(reach: Reach) -> &'static str {
    match reach {
        Reach::Public => "public",
        Reach::Private => "private",
    }
}

/// The reach of a name.
pub(crate) fn reach(name: Option<String>) -> Option<Reach> {
    let name = name?;
    [Reach::Public, Reach::Private].into_iter().find(|reach| reach_name(*reach) == name)
}
