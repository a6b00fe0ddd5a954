//! Checks single entries against a [`Node`], exactly and for every kind of test; reads of an entry
//! only what the tests need. What the index cannot decide is decided here, and the tests of the store
//! take it as the truth.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::domain::{Completeness, Enclosure, EntryId};
use crate::store::Result;
use crate::store::bodies::Bodies;
use crate::store::compile::node::{Node, Place, Test};
use crate::store::compile::words::Search;
use crate::store::index::plain_text;
use crate::store::{columns, rows};
use crate::text::words::fold;

/// Checks entries; keeps what can be used again.
pub(crate) struct Judge<'c> {
    connection: &'c Connection,
    pub(crate) bodies: Bodies,
}

impl<'c> Judge<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        Self { connection, bodies: Bodies::new() }
    }

    /// Whether an entry fits; one that is gone does not.
    pub(crate) fn matches(&mut self, node: &Node, entry: EntryId) -> Result<bool> {
        match node {
            Node::Always => Ok(true),
            Node::Never => Ok(false),
            _ => {
                let Some(head) = head(self.connection, entry)? else { return Ok(false) };
                let mut facts = Facts { judge: self, entry, head, row: None, body: None };
                facts.fit(node)
            }
        }
    }

    /// The text of an entry for searches; empty for a headline.
    pub(crate) fn text(&mut self, entry: EntryId) -> Result<String> {
        Ok(self
            .bodies
            .load_best(self.connection, entry)?
            .map(|source| plain_text(&source))
            .unwrap_or_default())
    }

    /// The headline of an entry; empty if it is gone.
    pub(crate) fn title(&self, entry: EntryId) -> Result<String> {
        let mut statement = self.connection.prepare_cached("SELECT title FROM entry WHERE id = ?1")?;
        Ok(statement.query_row([entry.0], |row| row.get(0)).optional()?.unwrap_or_default())
    }
}

/// Whether one text passes a test of words or an expression; other tests do not hold for a text.
pub(crate) fn text_matches(condition: &Test, text: &str) -> bool {
    match condition {
        Test::Words { words, .. } => Search::new(words).look(text, false),
        Test::Regex { regex, .. } => regex.is_match(text),
        _ => false,
    }
}

/// Numbers of an entry's row.
struct Head {
    at: i64,
    feed: i64,
    read: bool,
    starred: bool,
    completeness: Completeness,
}

fn head(connection: &Connection, entry: EntryId) -> Result<Option<Head>> {
    let mut statement = connection
        .prepare_cached("SELECT at, feed_id, read, starred, completeness FROM entry WHERE id = ?1")?;
    let head = statement.query_row([entry.0], |row| {
        Ok(Head {
            at: row.get(0)?,
            feed: row.get(1)?,
            read: row.get(2)?,
            starred: row.get(3)?,
            completeness: rows::completeness(row.get(4)?),
        })
    });
    Ok(head.optional()?)
}

/// Texts of an entry's row.
struct Texts {
    title: String,
    publisher: Option<String>,
    author: Option<String>,
    url: Option<String>,
    language: Option<String>,
    extra: Option<String>,
}

impl Texts {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            title: row.get(0)?,
            publisher: row.get(1)?,
            author: row.get(2)?,
            url: row.get(3)?,
            language: row.get(4)?,
            extra: row.get(5)?,
        })
    }
}

/// The stored text of an entry.
#[derive(Default)]
struct Body {
    text: String,
    has_image: bool,
}

/// The part of `entry.extra` that queries ask for.
#[derive(Default, serde::Deserialize)]
struct Extra {
    #[serde(default)]
    enclosures: Vec<Enclosure>,
}

/// One entry, read as far as the tests need it.
struct Facts<'j, 'c> {
    judge: &'j mut Judge<'c>,
    entry: EntryId,
    head: Head,
    row: Option<Texts>,
    body: Option<Body>,
}

impl Facts<'_, '_> {
    fn fit(&mut self, node: &Node) -> Result<bool> {
        match node {
            Node::Always => Ok(true),
            Node::Never => Ok(false),
            Node::Not(inner) => Ok(!self.fit(inner)?),
            Node::All(parts) => {
                for part in parts {
                    if !self.fit(part)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Node::Any(parts) => {
                for part in parts {
                    if self.fit(part)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Node::Is(test) => self.pass(test),
        }
    }

    fn pass(&mut self, test: &Test) -> Result<bool> {
        Ok(match test {
            Test::Read(read) => self.head.read == *read,
            Test::Starred => self.head.starred,
            Test::Completeness(completeness) => self.head.completeness == *completeness,
            Test::At(span) => span.holds(self.head.at),
            Test::Feeds(feeds) => feeds.contains(&self.head.feed),
            Test::Tags(tags) => self.has_tag(tags)?,
            Test::Words { place, words } => self.has_words(*place, &mut Search::new(words))?,
            Test::Regex { place, regex } => self.is_like(*place, regex)?,
            Test::Url(part) => self.row()?.url.as_ref().is_some_and(|url| fold(url).contains(part.as_str())),
            Test::Language(name) => self.row()?.language.as_ref().is_some_and(|own| speaks(own, name)),
            Test::NoPublisher => self.row()?.publisher.is_none(),
            Test::Enclosure => !self.enclosures()?.is_empty(),
            Test::Image => self.enclosures()?.iter().any(is_image) || self.body()?.has_image,
            Test::WordCount(compare, n) => {
                let words = self.body()?.text.split_whitespace().count();
                compare.holds(u64::try_from(words).unwrap_or(u64::MAX), *n)
            }
            Test::Story(story) => self.story()?.is_some_and(|(own, _)| own == *story),
            Test::Outlets(compare, n) => compare.holds(self.story()?.map_or(1, |(_, outlets)| outlets), *n),
        })
    }

    /// The story that the entry tells with others, and how many outlets do.
    fn story(&self) -> Result<Option<(i64, u64)>> {
        let sql = "SELECT s.id, s.outlets FROM telling AS t JOIN story AS s ON s.id = t.story_id
             WHERE t.id = ?1 AND s.entries > 1";
        let mut statement = self.judge.connection.prepare_cached(sql)?;
        let story = statement.query_row([self.entry.0], |row| Ok((row.get(0)?, columns::count(row.get(1)?))));
        Ok(story.optional()?)
    }

    fn has_tag(&self, tags: &std::collections::BTreeSet<i64>) -> Result<bool> {
        let mut statement =
            self.judge.connection.prepare_cached("SELECT tag_id FROM entry_tag WHERE entry_id = ?1")?;
        let mut rows = statement.query([self.entry.0])?;
        while let Some(row) = rows.next()? {
            if tags.contains(&row.get(0)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn has_words(&mut self, place: Place, search: &mut Search<'_>) -> Result<bool> {
        if place == Place::Text {
            return Ok(search.look(&self.body()?.text, false));
        }
        let row = self.row()?;
        let mut look = |text: Option<&String>| text.is_some_and(|text| search.look(text, false));
        let found = match place {
            Place::Title => return Ok(search.look(&row.title, true)),
            Place::Author => return Ok(look(row.author.as_ref())),
            Place::Publisher => return Ok(look(row.publisher.as_ref())),
            Place::Url => return Ok(look(row.url.as_ref())),
            Place::Language => return Ok(look(row.language.as_ref())),
            Place::Any | Place::Text => {
                search.look(&row.title, true)
                    || [&row.author, &row.publisher]
                        .into_iter()
                        .flatten()
                        .any(|name| search.look(name, false))
            }
        };
        Ok(found || search.look(&self.body()?.text, false))
    }

    fn is_like(&mut self, place: Place, regex: &regex::Regex) -> Result<bool> {
        let is_match = |text: Option<&String>| text.is_some_and(|text| regex.is_match(text));
        let row = self.row()?;
        Ok(match place {
            Place::Title => regex.is_match(&row.title),
            Place::Author => is_match(row.author.as_ref()),
            Place::Publisher => is_match(row.publisher.as_ref()),
            Place::Url => is_match(row.url.as_ref()),
            Place::Language => is_match(row.language.as_ref()),
            Place::Text => regex.is_match(&self.body()?.text),
            Place::Any => regex.is_match(&row.title) || regex.is_match(&self.body()?.text),
        })
    }

    fn enclosures(&mut self) -> Result<Vec<Enclosure>> {
        let extra = self.row()?.extra.as_deref();
        Ok(extra.and_then(|json| serde_json::from_str::<Extra>(json).ok()).unwrap_or_default().enclosures)
    }

    fn row(&mut self) -> Result<&Texts> {
        if self.row.is_none() {
            let mut statement = self.judge.connection.prepare_cached(
                "SELECT title, publisher, author, url, language, extra FROM entry WHERE id = ?1",
            )?;
            self.row = Some(statement.query_row([self.entry.0], Texts::from_row)?);
        }
        Ok(self.row.as_ref().expect("it was read above"))
    }

    fn body(&mut self) -> Result<&Body> {
        if self.body.is_none() {
            let source = self.judge.bodies.load_best(self.judge.connection, self.entry)?;
            let body =
                source.map(|source| Body { has_image: source.contains("<img"), text: plain_text(&source) });
            self.body = Some(body.unwrap_or_default());
        }
        Ok(self.body.as_ref().expect("it was read above"))
    }
}

/// `de-AT` speaks `de`.
fn speaks(own: &str, name: &str) -> bool {
    let own = fold(own);
    own.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
}

fn is_image(enclosure: &Enclosure) -> bool {
    let by_type = enclosure.media_type.as_ref().map(|media| media.as_str().starts_with("image/"));
    by_type.unwrap_or_else(|| {
        let url = enclosure.url.as_str().to_ascii_lowercase();
        let path = url.split(['?', '#']).next().unwrap_or_default();
        [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"].iter().any(|ending| path.ends_with(ending))
    })
}
