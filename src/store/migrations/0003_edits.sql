-- What a person arranges in the reader: categories of their own, smart feeds, notes.

-- A category is there while a subscribed feed stands in it or below it, or while it is `made`. Rows are
-- never deleted, so that an id never means another category; one that is not there does not hold its
-- name against one that is.
ALTER TABLE category ADD COLUMN made INTEGER NOT NULL DEFAULT 0; -- 1: by the person, stays without feeds
DROP INDEX category_name;
CREATE INDEX category_name ON category (ifnull(parent_id, 0), title);

-- 1: this line could not be walked (undone or done again); undo and redo pass over it.
ALTER TABLE change ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0;

CREATE TABLE smart_feed (
    id       INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
    title    TEXT NOT NULL UNIQUE COLLATE NOCASE,
    query    TEXT NOT NULL,                     -- as it prints
    position INTEGER NOT NULL
) STRICT;

-- What the person wrote about entries. Apart from `entry`, which feeds write.
CREATE TABLE note (
    id   INTEGER PRIMARY KEY,                   -- the entry
    text TEXT NOT NULL
) STRICT;
