/**
 * One entry for each version; `PRAGMA user_version` counts those that a file has. Entries are never changed, only added.
 *
 * `recent` holds events as they come; once a place has enough of them they go into a block: about 1,000 events in order
 * of time, envelopes and records compressed apart, so that what the envelope rules out is never unpacked.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    UNIQUE (account, region)
  );
  CREATE TABLE recent (
    place INTEGER NOT NULL,
    event TEXT NOT NULL,
    time_ms INTEGER NOT NULL,
    envelope TEXT NOT NULL,
    record TEXT,
    UNIQUE (place, event)
  );
  CREATE TABLE block (
    id INTEGER PRIMARY KEY,
    place INTEGER NOT NULL,
    oldest_ms INTEGER NOT NULL,
    newest_ms INTEGER NOT NULL,
    events INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    envelopes BLOB NOT NULL,
    records BLOB NOT NULL
  );
  CREATE INDEX block_time ON block (place, newest_ms);
  CREATE TABLE coverage (
    place INTEGER NOT NULL,
    filter TEXT NOT NULL,
    from_s INTEGER NOT NULL,
    to_s INTEGER NOT NULL,
    as_of INTEGER NOT NULL,
    PRIMARY KEY (place, filter, from_s)
  ) WITHOUT ROWID;
  `,
];
