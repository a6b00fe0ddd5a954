-- Stories: one event as several entries tell it. An entry that tells its event alone has no row here.

CREATE TABLE story (
    id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
    title      TEXT NOT NULL,                     -- the best telling's
    first_seen INTEGER NOT NULL,                  -- `at` of the first and of the last telling
    last_seen  INTEGER NOT NULL,
    outlets    INTEGER NOT NULL,                  -- distinct ones
    entries    INTEGER NOT NULL                   -- below 2 for a story whose other tellings left
) STRICT;
CREATE INDEX story_last_seen ON story (last_seen);

CREATE TABLE telling (
    id       INTEGER PRIMARY KEY,                 -- the entry
    story_id INTEGER NOT NULL,
    at       INTEGER NOT NULL,                    -- the entry's
    copy_of  INTEGER                              -- the earlier telling with the same text
) STRICT;
CREATE INDEX telling_story ON telling (story_id, at);
CREATE INDEX telling_at ON telling (at);
-- The story of an entry that is away with its feed.
ALTER TABLE removed_entry ADD COLUMN story_id INTEGER;

-- What the person said of two entries: that they tell one event, or that they do not.
CREATE TABLE story_rule (
    one      INTEGER NOT NULL,                    -- the lower id
    other    INTEGER NOT NULL,
    together INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

-- In how many entries a word stands (hash of the word), of those that were grouped.
CREATE TABLE story_word (
    word INTEGER PRIMARY KEY,
    n    INTEGER NOT NULL
) STRICT;
