//! A store in memory for tests: the schema, rows as the writer would leave them, and a generator of
//! entries that exercise every field of the query language.

use rusqlite::Connection;

use crate::domain::{EntryId, Moment};
use crate::query::Query;
use crate::store::bodies::Packer;
use crate::store::compile::{self, judge::Judge};
use crate::store::{index, schema};
use crate::text::Markup;

/// The instant of all tests: 2026-05-07 12:00 in UTC.
pub(crate) const NOW: i64 = 1_778_155_200;

/// An entry to insert.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample {
    pub(crate) feed: i64,
    pub(crate) at: i64,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) publisher: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) extra: Option<String>,
    pub(crate) read: bool,
    pub(crate) starred: bool,
    pub(crate) completeness: i64,
}

pub(crate) struct Fixture {
    pub(crate) connection: Connection,
    packer: Packer,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        let connection = Connection::open_in_memory().expect("memory");
        connection.execute_batch("PRAGMA temp_store = MEMORY;").expect("pragma");
        for step in schema::STEPS {
            connection.execute_batch(step).expect("the schema");
        }
        let packer = Packer::current(&connection).expect("a packer");
        Self { connection, packer }
    }

    pub(crate) fn category(&self, parent: Option<i64>, title: &str) -> i64 {
        self.insert("INSERT INTO category (parent_id, title) VALUES (?1, ?2)", (parent, title))
    }

    pub(crate) fn feed(&self, title: &str, url: &str, category: Option<i64>) -> i64 {
        let sql = "INSERT INTO feed (url, title, category_id, added) VALUES (?1, ?2, ?3, 0)";
        self.insert(sql, (url, title, category))
    }

    pub(crate) fn entry(&mut self, sample: &Sample) -> i64 {
        let id = self.insert(
            "INSERT INTO entry (feed_id, key, at, read, starred, completeness, content_hash, fetched,
                 title, publisher, author, url, language, extra)
             VALUES (?1, (SELECT ifnull(max(id), 0) + 1 FROM entry), ?2, ?3, ?4, ?5, 0, ?2, ?6, ?7, ?8, ?9, ?10, ?11)",
            rusqlite::params![
                sample.feed,
                sample.at,
                sample.read,
                sample.starred,
                sample.completeness,
                sample.title,
                sample.publisher,
                sample.author,
                sample.url,
                sample.language,
                sample.extra
            ],
        );
        if !sample.body.is_empty() {
            let packed = self.packer.pack(&Markup::clean(&sample.body));
            self.insert("INSERT INTO body (id, z) VALUES (?1, ?2)", (id, packed.0));
        }
        id
    }

    pub(crate) fn full_text(&mut self, entry: i64, html: &str) {
        let packed = self.packer.pack(&Markup::clean(html));
        let sql =
            "INSERT OR REPLACE INTO full_text (id, z, url, fetched) VALUES (?1, ?2, 'https://a.example/', 0)";
        self.insert(sql, (entry, packed.0));
    }

    pub(crate) fn tag(&self, name: &str, entry: i64) {
        self.insert("INSERT OR IGNORE INTO tag (name) VALUES (?1)", [name]);
        let sql = "INSERT OR IGNORE INTO entry_tag (tag_id, at, entry_id)
             SELECT t.id, e.at, e.id FROM tag AS t, entry AS e WHERE t.name = ?1 AND e.id = ?2";
        self.insert(sql, (name, entry));
    }

    /// Sets the kept counts and indexes everything up to the id `last`.
    pub(crate) fn settle(&self, last: i64) {
        self.connection
            .execute_batch(
                "UPDATE feed SET
                     total = (SELECT count(*) FROM entry AS e WHERE e.feed_id = feed.id),
                     unread = (SELECT count(*) FROM entry AS e WHERE e.feed_id = feed.id AND read = 0),
                     starred = (SELECT count(*) FROM entry AS e WHERE e.feed_id = feed.id AND starred = 1);",
            )
            .expect("counts");
        while let mark = index::Extent::load(&self.connection).expect("an extent").mark
            && mark < last
        {
            let limit = usize::try_from(last - mark).expect("a size").min(200);
            if index::step(&self.connection, limit).expect("a step") == 0 {
                break;
            }
        }
    }

    pub(crate) fn moment() -> Moment {
        let now = jiff::Timestamp::from_second(NOW).expect("an instant");
        Moment { now, zone: jiff::tz::TimeZone::UTC }
    }

    /// What fits a query, newest first, found by looking at every entry.
    pub(crate) fn oracle(&self, query: &Query) -> Vec<i64> {
        let node = compile::compile(&self.connection, query, &Self::moment()).expect("compiles");
        let mut judge = Judge::new(&self.connection);
        let mut statement =
            self.connection.prepare("SELECT id FROM entry ORDER BY at DESC, id DESC").expect("sql");
        let all = statement.query_map([], |row| row.get(0)).expect("rows");
        all.map(|id| id.expect("an id"))
            .filter(|id| judge.matches(&node, EntryId(*id)).expect("a verdict"))
            .collect()
    }

    fn insert(&self, sql: &str, params: impl rusqlite::Params) -> i64 {
        self.connection.prepare_cached(sql).expect(sql).execute(params).expect(sql);
        self.connection.last_insert_rowid()
    }
}

/// Numbers that look random and are the same every time.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % n
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// From frequent to rare.
pub(crate) const WORDS: [&str; 24] = [
    "the",
    "of",
    "and",
    "market",
    "Compute",
    "energy",
    "Berlin",
    "compact",
    "company",
    "comet",
    "café",
    "state",
    "art",
    "AI",
    "election",
    "rust",
    "zqf1",
    "東京大学",
    "研究",
    "naïve",
    "Straße",
    "R2-D2",
    "c++",
    "unicorn",
];

/// `n` entries of eight feeds in three categories, with every property that a query may ask for.
pub(crate) fn generated(n: usize, seed: u64) -> Fixture {
    let mut fixture = Fixture::new();
    let news = fixture.category(None, "News");
    let tech = fixture.category(Some(news), "Tech");
    let other = fixture.category(None, "Newsletters");
    let categories = [Some(news), Some(tech), Some(tech), Some(other), None, Some(news), Some(tech), None];
    let feeds: Vec<i64> = categories
        .iter()
        .enumerate()
        .map(|(i, category)| {
            fixture.feed(&format!("Feed {i} Würze"), &format!("https://f{i}.example/rss"), *category)
        })
        .collect();
    let mut dice = Dice::new(seed);
    for _ in 0..n {
        let sample = sample(&mut dice, &feeds);
        let id = fixture.entry(&sample);
        if dice.one_in(20) {
            fixture.tag(dice.pick(&["ai", "Later", "Ärger"]), id);
        }
        if dice.one_in(40) {
            fixture.full_text(id, &format!("<p>{} fulltext</p>", text(&mut dice, 12)));
        }
    }
    fixture
}

fn sample(dice: &mut Dice, feeds: &[i64]) -> Sample {
    // Many at the same second, so that documents are moved from their place.
    let age = if dice.one_in(3) { 86_400 * i64::try_from(dice.below(4)).expect("small") } else { 0 };
    let at =
        NOW - age - i64::try_from(dice.below(20)).expect("small") * if dice.one_in(2) { 1 } else { 7_000 };
    let headline = dice.one_in(6);
    let image = if dice.one_in(9) { "<img src=x>" } else { "" };
    let length = dice.below(25) + 1;
    let paragraphs = (text(dice, length), text(dice, 5));
    Sample {
        feed: feeds[dice.below(feeds.len())],
        at,
        title: text(dice, 4),
        body: if headline {
            String::new()
        } else {
            format!("<p>{}</p>{image}<p>{}", paragraphs.0, paragraphs.1)
        },
        publisher: dice.one_in(2).then(|| dice.pick(&["Reuters", "The Verge", "Würze"]).to_owned()),
        author: dice.one_in(2).then(|| dice.pick(&["Ann Lee", "bot", "José"]).to_owned()),
        url: dice.one_in(2).then(|| format!("https://x{}.example/Path", dice.below(9))),
        language: dice.one_in(2).then(|| dice.pick(&["de", "de-AT", "en", "den"]).to_owned()),
        extra: dice.one_in(5).then(|| r#"{"enclosures":[{"url":"https://a.example/a.mp3"}]}"#.to_owned()),
        read: !dice.one_in(3),
        starred: dice.one_in(10),
        completeness: if headline { 0 } else { i64::try_from(dice.below(3)).expect("small") + 1 },
    }
}

fn text(dice: &mut Dice, n: usize) -> String {
    let words: Vec<&str> = (0..n)
        .map(|_| {
            // The first words are the frequent ones.
            let end = dice.below(WORDS.len()) + 1;
            WORDS[dice.below(end)]
        })
        .collect();
    words.join(" ")
}
