//! Subscribed feeds as the rest of the program sees them. Read only; changes stand in
//! `subscriptions` and `fetches`. Called by the methods of `Store`.

use rusqlite::{Connection, Row};

use super::error::Result;
use super::{categories, columns};
use crate::domain::{
    Category, CategoryId, Counts, Feed, FeedId, FeedState, Health, Subscription, Timestamp, WebUrl,
};
use crate::text::SafeText;

/// Columns are read by their place: looking each one up by name costs more than the rest of a row.
pub(super) const FEEDS: &str = "
    SELECT id, url, title, title_override, site_url, category_id, interval_s, full_text, state,
           not_before, last_success, last_attempt, next_check, failures, error, unread, total,
           starred, position
    FROM feed WHERE subscribed = 1";

/// All subscribed feeds by position, then title.
pub(super) fn load_all(conn: &Connection) -> Result<Vec<Feed>> {
    let paths = categories::load_all(conn)?;
    let mut statement = conn.prepare_cached(FEEDS)?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(18)?, to_feed(row)?)))?;
    let mut feeds: Vec<(i64, Feed)> = rows
        .filter_map(|row| row.map(|(position, feed)| Some((position, feed?))).transpose())
        .collect::<rusqlite::Result<_>>()?;
    feeds.sort_by_cached_key(|(position, feed)| (*position, feed.title.as_str().to_lowercase(), feed.id));
    let with_path = |(_, mut feed): (i64, Feed)| {
        let category: Option<&Category> = feed.subscription.category.and_then(|id| paths.get(&id.0));
        feed.subscription.category_path = category.map(|category| category.path.clone());
        feed
    };
    Ok(feeds.into_iter().map(with_path).collect())
}

/// A feed by id, address (also as it is shown, with `***`) or exact title, in this order.
pub(super) fn find(conn: &Connection, name: &str) -> Result<Option<Feed>> {
    let name = name.trim();
    let feeds = load_all(conn)?;
    let id: Option<FeedId> = name.parse().ok();
    let url = WebUrl::parse(name);
    let is_id = |feed: &Feed| Some(feed.id) == id;
    let is_url = |feed: &Feed| Some(&feed.url) == url.as_ref() || feed.url.as_str() == name;
    let is_shown = |feed: &Feed| feed.url.to_string() == name;
    let is_title = |feed: &Feed| feed.title.as_str() == name;
    let ways: [&dyn Fn(&Feed) -> bool; 4] = [&is_id, &is_url, &is_shown, &is_title];
    let position = ways.iter().find_map(|is| feeds.iter().position(is));
    Ok(position.and_then(|position| feeds.into_iter().nth(position)))
}

/// The person's title, else the publisher's, else the host.
pub(super) fn shown_title(person: Option<&str>, publisher: Option<&str>, url: &WebUrl) -> SafeText {
    columns::text(person).or_else(|| columns::text(publisher)).unwrap_or_else(|| SafeText::new(&url.host()))
}

/// The state in its columns. A feed that was asked to wait says until when; whether that is still
/// ahead is for the caller, who knows the time.
pub(super) fn state(name: &str, not_before: Option<i64>) -> FeedState {
    match (name, not_before) {
        ("gone", _) => FeedState::Gone,
        (_, Some(until)) => FeedState::Waiting { until: columns::instant(until) },
        (_, None) => FeedState::Active,
    }
}

/// A row as a feed; `None` where its address is none (which the writer never lets in).
fn to_feed(row: &Row<'_>) -> rusqlite::Result<Option<Feed>> {
    let Some(url) = columns::web_url(columns::str(row, 1)?) else { return Ok(None) };
    let title_override = columns::str(row, 3)?;
    let title = shown_title(title_override, columns::str(row, 2)?, &url);
    let count = |column: usize| row.get::<_, i64>(column).map(columns::count);
    Ok(Some(Feed {
        id: FeedId(row.get(0)?),
        title,
        site_url: columns::web_url(columns::str(row, 4)?),
        subscription: Subscription {
            category: row.get::<_, Option<i64>>(5)?.map(CategoryId),
            category_path: None,
            title_override: columns::text(title_override),
            interval: columns::duration(row.get(6)?),
            full_text: columns::mode(row.get(7)?),
        },
        health: to_health(row)?,
        counts: Counts { unread: count(15)?, total: count(16)?, starred: count(17)? },
        url,
    }))
}

fn to_health(row: &Row<'_>) -> rusqlite::Result<Health> {
    let instant = |column: usize| -> rusqlite::Result<Option<Timestamp>> {
        Ok(row.get::<_, Option<i64>>(column)?.map(columns::instant))
    };
    Ok(Health {
        state: state(row.get_ref(8)?.as_str().unwrap_or_default(), row.get(9)?),
        last_success: instant(10)?,
        last_attempt: instant(11)?,
        next_check: instant(12)?,
        failures: row.get(13)?,
        error: columns::text(columns::str(row, 14)?),
    })
}
