-- What articles said before their publishers edited them.

-- When an entry was edited, until the person has looked at it.
ALTER TABLE entry ADD COLUMN edited INTEGER;
ALTER TABLE removed_entry ADD COLUMN edited INTEGER;

-- Former titles and texts, in the order in which they were replaced. Some of them only: the first and the
-- newest of an entry.
CREATE TABLE version (
    id       INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL,
    origin   TEXT NOT NULL,                    -- feed | page
    since    INTEGER NOT NULL,                 -- when tidings first saw it
    until    INTEGER NOT NULL,                 -- when it was edited
    title    TEXT NOT NULL,
    z        BLOB                              -- the text, as in body; NULL for none
) STRICT;
CREATE INDEX version_entry ON version (entry_id);
