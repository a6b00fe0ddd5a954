-- Links that lead to an article only through a third party, and where they lead.

-- What a link stands for never changes.
CREATE TABLE resolved_link (
    url    TEXT PRIMARY KEY,                    -- the link without its query
    target TEXT NOT NULL,                       -- the publisher's address
    at     INTEGER NOT NULL                     -- when that was told
) STRICT, WITHOUT ROWID;

-- Links of which that could not be found out: they are left alone for a time.
CREATE TABLE unresolved_link (
    url    TEXT PRIMARY KEY,
    reason TEXT NOT NULL,                       -- a word of the program's
    tries  INTEGER NOT NULL,
    at     INTEGER NOT NULL                     -- the last one
) STRICT, WITHOUT ROWID;
