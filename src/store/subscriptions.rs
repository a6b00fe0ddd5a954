//! What the person decides about feeds: subscribing, settings, resuming. Each function runs inside
//! its caller's transaction; the journal's lines are written by `changes`, which calls these again
//! for undo and redo.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use super::error::{Error, Result};
use super::interface::{FeedSettings, NewFeed, Subscribed};
use super::{categories, columns, feeds, removal};
use crate::domain::{FeedId, FullTextMode, Timestamp, WebUrl};
use crate::text::SafeText;

/// Subscribes to `new`; a feed that was unsubscribed from comes back with its entries.
pub(super) fn subscribe(conn: &Connection, new: &NewFeed, now: Timestamp) -> Result<Subscribed> {
    let known: Option<(i64, bool)> = conn
        .prepare_cached(
            "SELECT id, subscribed FROM feed WHERE url = ?1 ORDER BY subscribed DESC, id DESC LIMIT 1",
        )?
        .query_row([new.url.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let id = match known {
        Some((id, true)) => return Ok(Subscribed { id: FeedId(id), already: true }),
        Some((id, false)) => {
            removal::restore(conn, FeedId(id))?;
            id
        }
        None => {
            conn.prepare_cached("INSERT INTO feed (url, added) VALUES (?1, ?2)")?
                .execute((new.url.as_str(), now.as_second()))?;
            conn.last_insert_rowid()
        }
    };
    let category =
        new.category.as_ref().map(|path| categories::at_path(conn, path.as_str())).transpose()?.flatten();
    conn.prepare_cached(
        "UPDATE feed SET title_override = coalesce(?2, title_override), category_id = coalesce(?3, category_id),
            site_url = coalesce(?4, site_url), state = 'active', not_before = NULL, next_check = NULL
         WHERE id = ?1",
    )?
    .execute((id, columns::as_str(new.title.as_ref()), category, new.site_url.as_ref().map(WebUrl::as_str)))?;
    Ok(Subscribed { id: FeedId(id), already: false })
}

/// What keeps a feed from being asked, and the failure that is shown for it; kept in the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pause {
    state: String,
    not_before: Option<i64>,
    next_check: Option<i64>,
    failures: i64,
    error: Option<SafeText>,
}

impl Pause {
    /// None: the feed is active and due.
    pub(super) fn none() -> Self {
        Self { state: "active".to_owned(), ..Self::default() }
    }

    /// As it stands for a subscribed feed.
    pub(super) fn load(conn: &Connection, feed: FeedId) -> Result<Self> {
        let row = |row: &Row<'_>| {
            Ok(Self {
                state: row.get(0)?,
                not_before: row.get(1)?,
                next_check: row.get(2)?,
                failures: row.get(3)?,
                error: columns::text(columns::str(row, 4)?),
            })
        };
        let sql = "SELECT state, not_before, next_check, failures, error FROM feed
             WHERE id = ?1 AND subscribed = 1";
        conn.prepare_cached(sql)?.query_row([feed.0], row).optional()?.ok_or(Error::NoFeed(feed))
    }

    /// Writes it.
    pub(super) fn save(&self, conn: &Connection, feed: FeedId) -> Result<()> {
        let error = columns::as_str(self.error.as_ref());
        conn.prepare_cached(
            "UPDATE feed SET state = ?2, not_before = ?3, next_check = ?4, failures = ?5, error = ?6 WHERE id = ?1",
        )?
        .execute((feed.0, &self.state, self.not_before, self.next_check, self.failures, error))?;
        Ok(())
    }
}

/// The shown titles of feeds, for the labels of the journal.
pub(super) fn title(conn: &Connection, feed: FeedId) -> Result<SafeText> {
    let row = |row: &Row<'_>| {
        let Some(url) = columns::web_url(columns::str(row, 2)?) else { return Ok(None) };
        Ok(Some(feeds::shown_title(columns::str(row, 0)?, columns::str(row, 1)?, &url)))
    };
    let found = conn
        .prepare_cached("SELECT title_override, title, url FROM feed WHERE id = ?1")?
        .query_row([feed.0], row)
        .optional()?;
    found.flatten().ok_or(Error::NoFeed(feed))
}

/// Everything that [`FeedSettings`] can change, as it stands; kept in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Standing {
    url: String,
    title: Option<SafeText>,
    category: Option<SafeText>,
    /// The row of `category`; a path alone may fit several (see `categories`).
    #[serde(default)]
    category_id: Option<i64>,
    interval: Option<u64>,
    full_text: Option<FullTextMode>,
}

impl Standing {
    /// The settings of a subscribed feed.
    pub(super) fn load(conn: &Connection, feed: FeedId) -> Result<Self> {
        let row = |row: &Row<'_>| {
            let category: Option<i64> = row.get("category_id")?;
            let interval: Option<i64> = row.get("interval_s")?;
            let standing = Self {
                url: row.get("url")?,
                title: columns::text(row.get_ref("title_override")?.as_str_or_null()?),
                category: None,
                category_id: None,
                interval: interval.and_then(|seconds| u64::try_from(seconds).ok()),
                full_text: columns::mode(row.get("full_text")?),
            };
            Ok((category, standing))
        };
        let found = conn
            .prepare_cached(
                "SELECT url, title_override, category_id, interval_s, full_text
                 FROM feed WHERE id = ?1 AND subscribed = 1",
            )?
            .query_row([feed.0], row)
            .optional()?;
        let (category, mut standing) = found.ok_or(Error::NoFeed(feed))?;
        if let Some(id) = category {
            standing.category = categories::load_all(conn)?.remove(&id).map(|category| category.path);
            standing.category_id = Some(id);
        }
        Ok(standing)
    }

    /// These settings with `changes` made.
    pub(super) fn with(&self, changes: &FeedSettings) -> Self {
        let filled = |text: &Option<SafeText>| text.clone().filter(|text| !text.is_empty());
        let category = changes.category.as_ref().map_or_else(|| self.category.clone(), filled);
        Self {
            category_id: self.category_id.filter(|_| category == self.category),
            url: changes.url.as_ref().map_or_else(|| self.url.clone(), |url| url.as_str().to_owned()),
            title: changes.title.as_ref().map_or_else(|| self.title.clone(), filled),
            category,
            interval: changes
                .interval
                .map_or(self.interval, |interval| interval.as_ref().map(Duration::as_secs)),
            full_text: changes.full_text.unwrap_or(self.full_text),
        }
    }

    /// Writes these settings. A new address loses what belonged to the old one's answers.
    pub(super) fn save(&self, conn: &Connection, feed: FeedId) -> Result<()> {
        let interval = self.interval.map(Duration::from_secs).map(columns::seconds);
        conn.prepare_cached(
            "UPDATE feed SET title_override = ?2, category_id = ?3, interval_s = ?4, full_text = ?5 WHERE id = ?1",
        )?
        .execute((
            feed.0,
            columns::as_str(self.title.as_ref()),
            self.place(conn)?,
            interval,
            self.full_text.map(columns::mode_name),
        ))?;
        if let Some(url) = WebUrl::parse(&self.url) {
            set_address(conn, feed, &url)?;
        }
        Ok(())
    }

    /// The row of the category: the known one while it has the path, else the one of the path.
    fn place(&self, conn: &Connection) -> Result<Option<i64>> {
        let Some(path) = &self.category else { return Ok(None) };
        if let Some(id) = self.category_id {
            let known = categories::load_all(conn)?.remove(&id);
            if known.is_some_and(|known| known.path == *path) {
                return Ok(Some(id));
            }
        }
        categories::at_path(conn, path.as_str())
    }

    /// One line about the way from these settings to `after`.
    pub(super) fn describe(&self, title: &SafeText, after: &Self) -> String {
        let mut said = Vec::new();
        if self.title != after.title {
            let new = after.title.as_ref();
            said.push(new.map_or_else(
                || format!("took the own title of {title} away"),
                |new| format!("renamed {title} to {new}"),
            ));
        }
        if self.category != after.category {
            let place = after.category.as_ref().map_or("the top", SafeText::as_str);
            said.push(format!("moved {title} to {place}"));
        }
        if self.interval != after.interval {
            said.push(format!("set the interval of {title}"));
        }
        if self.full_text != after.full_text {
            said.push(format!("set the full text of {title}"));
        }
        if self.url != after.url {
            said.push(format!("changed the address of {title}"));
        }
        if said.len() == 1 { said.remove(0) } else { format!("changed the settings of {title}") }
    }
}

fn set_address(conn: &Connection, feed: FeedId, url: &WebUrl) -> Result<()> {
    let other: Option<i64> = conn
        .query_row(
            "SELECT id FROM feed WHERE url = ?1 AND subscribed = 1 AND id <> ?2",
            (url.as_str(), feed.0),
            |row| row.get(0),
        )
        .optional()?;
    if other.is_some() {
        return Err(Error::AddressTaken(url.clone()));
    }
    conn.execute(
        "UPDATE feed SET url = ?2, etag = NULL, last_modified = NULL, body_hash = NULL, reach = NULL,
            state = 'active', not_before = NULL, next_check = NULL, failures = 0, error = NULL
         WHERE id = ?1 AND url <> ?2",
        (feed.0, url.as_str()),
    )?;
    Ok(())
}
