import type { DatabaseSync } from 'node:sqlite';

/**
 * The embedded store's tables, as numbered steps; `PRAGMA user_version` counts the steps taken.
 * A step that has landed is never edited: a change is a new step.
 */
const steps: readonly string[] = [
  `
  CREATE TABLE office (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL) STRICT;
  CREATE TABLE plan (id TEXT PRIMARY KEY, year INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE dialogue (
    id TEXT PRIMARY KEY, year INTEGER NOT NULL, quarter TEXT NOT NULL, held_on TEXT NOT NULL,
    state TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE link (
    id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, role TEXT NOT NULL, dialogue_id TEXT NOT NULL,
    label TEXT NOT NULL, created_at TEXT NOT NULL, expires_at TEXT NOT NULL, revoked_at TEXT NOT NULL,
    used_at TEXT NOT NULL, one_time INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE session (
    id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, link_id TEXT NOT NULL, role TEXT NOT NULL,
    dialogue_id TEXT NOT NULL, name TEXT NOT NULL, created_at TEXT NOT NULL, expires_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX session_by_link ON session (link_id);
  CREATE TABLE petition_number (
    dialogue_id TEXT NOT NULL, petition_id TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (dialogue_id, petition_id), UNIQUE (dialogue_id, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER petition_number_kept BEFORE DELETE ON petition_number
    BEGIN SELECT RAISE(ABORT, 'a petition number is never taken back'); END;
  CREATE TRIGGER petition_number_fixed BEFORE UPDATE ON petition_number
    BEGIN SELECT RAISE(ABORT, 'a petition number is never changed'); END;
  CREATE TABLE petition (
    dialogue_id TEXT NOT NULL, petition_id TEXT NOT NULL, state TEXT NOT NULL, field TEXT NOT NULL,
    village TEXT NOT NULL, due_date TEXT NOT NULL, folded TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (dialogue_id, petition_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE freeze (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, dialogue_id TEXT NOT NULL, hash TEXT NOT NULL UNIQUE,
    previous TEXT, frozen_at TEXT NOT NULL, frozen_by TEXT NOT NULL, canonical TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER freeze_kept BEFORE DELETE ON freeze
    BEGIN SELECT RAISE(ABORT, 'a frozen record is never deleted'); END;
  CREATE TRIGGER freeze_fixed BEFORE UPDATE ON freeze
    BEGIN SELECT RAISE(ABORT, 'a frozen record is never changed'); END;
  `,
  `
  CREATE TABLE search_row (
    id INTEGER PRIMARY KEY, dialogue_id TEXT NOT NULL, kind TEXT NOT NULL, item TEXT NOT NULL,
    number INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (dialogue_id, kind, item)
  ) STRICT;
  CREATE INDEX search_row_by_number ON search_row (number) WHERE number > 0;
  CREATE VIRTUAL TABLE search_text USING fts5 (
    scope, number, matter, answer, place,
    content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0'
  );
  CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab (search_text, 'row');
  CREATE TABLE search_name (
    dialogue_id TEXT NOT NULL, petition_id TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
    PRIMARY KEY (dialogue_id, petition_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE search_finished (dialogue_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE paper (
    dialogue_id TEXT NOT NULL, hash TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,
    stored_at TEXT NOT NULL, PRIMARY KEY (dialogue_id, hash)
  ) STRICT, WITHOUT ROWID;
  `,
];

/** Thrown when the data were written by a newer version than this one. */
export class NewerDataError extends Error {
  constructor(found: number) {
    super(`the data are of schema ${found}, this version knows up to ${steps.length}`);
    this.name = 'NewerDataError';
  }
}

/** Brings the tables to this version, one transaction a step. Throws NewerDataError on data from the future. */
export function migrate(database: DatabaseSync): void {
  const row = database.prepare('PRAGMA user_version').get();
  const found = Number(row?.user_version ?? 0);
  if (found > steps.length) throw new NewerDataError(found);
  for (let step = found; step < steps.length; step += 1) {
    database.exec(`BEGIN IMMEDIATE; ${steps[step]} PRAGMA user_version = ${step + 1}; COMMIT;`);
  }
}
