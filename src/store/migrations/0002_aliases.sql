-- Other identities under which an item came or may come again: a site that gives new guids, or words a
-- headline anew, still names the entry by one of them. Kept while a feed is unsubscribed from; an
-- identity counts only while its entry is there.
CREATE TABLE entry_alias (
    feed_id  INTEGER NOT NULL,
    key      INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    PRIMARY KEY (feed_id, key)
) STRICT, WITHOUT ROWID;
