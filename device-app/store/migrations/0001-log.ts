import type { Migration } from './migration.ts';

/**
 * The log, the live session and a reserve.
 * `hash` must follow `text`: the two lie side by side in the file, which lets salvage prove a record without the tree around it.
 */
export const migration0001: Migration = {
  version: 1,
  sql: `
    CREATE TABLE epochs (
      number INTEGER PRIMARY KEY,
      epoch TEXT NOT NULL UNIQUE,
      device_id TEXT NOT NULL,
      reason TEXT NOT NULL,
      begun_at INTEGER NOT NULL,
      acked_seq INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE entries (
      id INTEGER PRIMARY KEY,
      epoch INTEGER NOT NULL REFERENCES epochs (number),
      seq INTEGER NOT NULL,
      at INTEGER NOT NULL,
      text TEXT NOT NULL,
      hash TEXT NOT NULL,
      UNIQUE (epoch, seq)
    ) STRICT;

    CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
    BEGIN
      SELECT RAISE (ABORT, 'a log entry never changes');
    END;

    CREATE TRIGGER entries_stay_until_confirmed BEFORE DELETE ON entries
    WHEN OLD.epoch = (SELECT max(number) FROM epochs)
      AND OLD.seq > (SELECT acked_seq FROM epochs WHERE number = OLD.epoch)
    BEGIN
      SELECT RAISE (ABORT, 'an unconfirmed log entry stays');
    END;

    CREATE TABLE live_session (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      snapshot TEXT NOT NULL
    ) STRICT;

    CREATE TABLE reserve (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      filler BLOB NOT NULL
    ) STRICT;
  `,
};
