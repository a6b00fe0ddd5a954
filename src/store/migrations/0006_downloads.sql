-- Entries whose texts and pictures the person takes along. A program that ends before all of them are
-- there leaves the rest to the next one.
CREATE TABLE download (
    entry_id INTEGER PRIMARY KEY,
    state    TEXT NOT NULL DEFAULT 'waiting',  -- waiting | done | failed
    reason   TEXT                              -- why there is no text
) STRICT;
CREATE INDEX download_waiting ON download (entry_id) WHERE state = 'waiting';
