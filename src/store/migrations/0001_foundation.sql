-- Everything that the engine keeps. Times are seconds since 1970 in UTC unless said; `key`, hashes
-- and ids are 64-bit. Counts in `feed` are kept by the writer, never counted at start.

PRAGMA application_id = 0x74696469; -- "tidi": tells our files from those of other programs

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value ANY
) STRICT, WITHOUT ROWID;

CREATE TABLE category (
    id        INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES category (id),
    title     TEXT NOT NULL,
    position  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX category_name ON category (ifnull(parent_id, 0), title);

CREATE TABLE feed (
    id             INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice: the index names feeds by it
    url            TEXT NOT NULL,
    subscribed     INTEGER NOT NULL DEFAULT 1, -- 0: unsubscribed, kept for its starred entries and for undo
    removed        INTEGER,                    -- when it was unsubscribed from
    title          TEXT,                       -- the publisher's
    title_override TEXT,                       -- the person's
    site_url       TEXT,
    category_id    INTEGER REFERENCES category (id),
    position       INTEGER NOT NULL DEFAULT 0,
    interval_s     INTEGER,                    -- the person's fixed interval
    full_text      TEXT,                       -- manual | on-open | always | never
    reach          TEXT,                       -- public | private, decided by the first fetch
    state          TEXT NOT NULL DEFAULT 'active', -- active | gone
    not_before     INTEGER,                    -- Retry-After
    etag           BLOB,
    last_modified  BLOB,
    body_hash      INTEGER,                    -- of the decoded body
    last_attempt   INTEGER,
    last_success   INTEGER,
    next_check     INTEGER,
    adaptive_s     INTEGER,                    -- the interval that was last found fitting
    failures       INTEGER NOT NULL DEFAULT 0,
    error          TEXT,
    unread         INTEGER NOT NULL DEFAULT 0,
    total          INTEGER NOT NULL DEFAULT 0,
    starred        INTEGER NOT NULL DEFAULT 0,
    added          INTEGER NOT NULL
) STRICT;
CREATE INDEX feed_url ON feed (url);
-- A feed that was unsubscribed from does not hold its address against another one.
CREATE UNIQUE INDEX feed_subscribed_url ON feed (url) WHERE subscribed = 1;

CREATE TABLE entry (
    id           INTEGER PRIMARY KEY,          -- order of arrival; never used twice (meta: last_entry)
    feed_id      INTEGER NOT NULL REFERENCES feed (id),
    key          INTEGER NOT NULL,             -- identity within the feed
    at           INTEGER NOT NULL,             -- sorts; decided at arrival, never changed
    read         INTEGER NOT NULL DEFAULT 0,
    starred      INTEGER NOT NULL DEFAULT 0,
    completeness INTEGER NOT NULL,             -- 0 headline, 1 snippet, 2 feed-text, 3 full-text
    content_hash INTEGER NOT NULL,
    published    INTEGER,
    updated      INTEGER,
    fetched      INTEGER NOT NULL,
    title        TEXT NOT NULL,
    publisher    TEXT,
    author       TEXT,
    url          TEXT,
    comments_url TEXT,
    language     TEXT,
    extra        TEXT                          -- JSON: enclosures, related, categories
) STRICT;
CREATE UNIQUE INDEX entry_key ON entry (feed_id, key);
CREATE INDEX entry_at ON entry (at);
CREATE INDEX entry_feed_at ON entry (feed_id, at);
CREATE INDEX entry_unread ON entry (at) WHERE read = 0;
CREATE INDEX entry_feed_unread ON entry (feed_id, at) WHERE read = 0;
CREATE INDEX entry_starred ON entry (at) WHERE starred = 1;

-- The feed's own text: zstd, with the dictionary that the frame names.
CREATE TABLE body (
    id INTEGER PRIMARY KEY,                    -- the entry
    z  BLOB NOT NULL
) STRICT;

-- Fetched articles.
CREATE TABLE full_text (
    id      INTEGER PRIMARY KEY,               -- the entry
    z       BLOB NOT NULL,
    url     TEXT NOT NULL,
    fetched INTEGER NOT NULL
) STRICT;

CREATE TABLE dict (
    id    INTEGER PRIMARY KEY,                 -- never deleted while a frame names it
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE tag (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE
) STRICT;
CREATE TABLE entry_tag (
    tag_id   INTEGER NOT NULL REFERENCES tag (id),
    at       INTEGER NOT NULL,                 -- the entry's, so that a tag lists newest first
    entry_id INTEGER NOT NULL,
    PRIMARY KEY (tag_id, at, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_tag_entry ON entry_tag (entry_id);

-- The search index. A document's id is its entry's `at` plus the steps to the next free id, so that
-- the newest hits stream out of the index without a sort. Words are cut, folded and marked before
-- they come here (`store/index/tokens.rs`), so the tokenizer only has to split at spaces.
CREATE TABLE doc (
    id       INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL
) STRICT;
CREATE VIRTUAL TABLE fts USING fts5 (
    body, title, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE fts_term USING fts5vocab ('fts', 'row');

-- What the person changed, with what it replaced.
CREATE TABLE change (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    count  INTEGER NOT NULL,
    label  TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0,
    detail BLOB NOT NULL                       -- zstd of JSON: what to set on undo and on redo
) STRICT;
CREATE INDEX change_undone ON change (id) WHERE undone = 1;

-- Entries of feeds that were unsubscribed from, until their line of the journal is dropped.
CREATE TABLE removed_entry (
    id INTEGER PRIMARY KEY, feed_id INTEGER NOT NULL, key INTEGER NOT NULL, at INTEGER NOT NULL,
    read INTEGER NOT NULL, starred INTEGER NOT NULL, completeness INTEGER NOT NULL,
    content_hash INTEGER NOT NULL, published INTEGER, updated INTEGER, fetched INTEGER NOT NULL,
    title TEXT NOT NULL, publisher TEXT, author TEXT, url TEXT, comments_url TEXT, language TEXT,
    extra TEXT,
    tags TEXT                                  -- ids of its tags, with commas between
) STRICT;
CREATE INDEX removed_entry_feed ON removed_entry (feed_id);

-- Entries whose place in the index is to be made anew in the background: they came back.
CREATE TABLE reindex (
    id INTEGER PRIMARY KEY
) STRICT;
