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
  // INSERT OR REPLACE deletes without asking a trigger on DELETE, so the triggers on INSERT refuse it.
  `
  CREATE TABLE review_event (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, dialogue_id TEXT NOT NULL, freeze_id TEXT NOT NULL,
    thread_id TEXT NOT NULL, kind TEXT NOT NULL, place TEXT, body TEXT NOT NULL, made_by TEXT NOT NULL,
    role TEXT NOT NULL, made_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX review_event_by_dialogue ON review_event (dialogue_id);
  CREATE TABLE sign_off (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, dialogue_id TEXT NOT NULL, freeze_id TEXT NOT NULL,
    hash TEXT NOT NULL, capacity TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, signed_at TEXT NOT NULL,
    drawing TEXT NOT NULL, UNIQUE (hash, capacity)
  ) STRICT;
  CREATE INDEX sign_off_by_dialogue ON sign_off (dialogue_id);
  CREATE TABLE reopening (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, dialogue_id TEXT NOT NULL, freeze_id TEXT NOT NULL,
    kind TEXT NOT NULL, reason TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX reopening_by_dialogue ON reopening (dialogue_id);
  CREATE TRIGGER review_event_kept BEFORE DELETE ON review_event
    BEGIN SELECT RAISE(ABORT, 'a comment is never deleted'); END;
  CREATE TRIGGER review_event_fixed BEFORE UPDATE ON review_event
    BEGIN SELECT RAISE(ABORT, 'a comment is never changed'); END;
  CREATE TRIGGER review_event_once BEFORE INSERT ON review_event
    WHEN EXISTS (SELECT 1 FROM review_event WHERE id = NEW.id OR seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'a comment is never replaced'); END;
  CREATE TRIGGER sign_off_kept BEFORE DELETE ON sign_off
    BEGIN SELECT RAISE(ABORT, 'a signature is never deleted'); END;
  CREATE TRIGGER sign_off_fixed BEFORE UPDATE ON sign_off
    BEGIN SELECT RAISE(ABORT, 'a signature is never changed'); END;
  CREATE TRIGGER sign_off_once BEFORE INSERT ON sign_off
    WHEN EXISTS (SELECT 1 FROM sign_off WHERE id = NEW.id OR seq = NEW.seq OR (hash = NEW.hash AND capacity = NEW.capacity))
    BEGIN SELECT RAISE(ABORT, 'a signature is never replaced'); END;
  CREATE TRIGGER reopening_kept BEFORE DELETE ON reopening
    BEGIN SELECT RAISE(ABORT, 'a reopening is never deleted'); END;
  CREATE TRIGGER reopening_fixed BEFORE UPDATE ON reopening
    BEGIN SELECT RAISE(ABORT, 'a reopening is never changed'); END;
  CREATE TRIGGER reopening_once BEFORE INSERT ON reopening
    WHEN EXISTS (SELECT 1 FROM reopening WHERE id = NEW.id OR seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'a reopening is never replaced'); END;
  `,
  `
  CREATE TABLE moment (
    seq INTEGER PRIMARY KEY, room TEXT NOT NULL, at TEXT NOT NULL, snapshot BLOB NOT NULL
  ) STRICT;
  CREATE INDEX moment_by_room ON moment (room);
  CREATE TABLE room_writer (
    room TEXT NOT NULL, client INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (room, client)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE preparation (
    dialogue_id TEXT PRIMARY KEY, revision INTEGER NOT NULL, body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // As above: the triggers on INSERT refuse what INSERT OR REPLACE would delete.
  `
  ALTER TABLE freeze ADD COLUMN public_key TEXT;
  ALTER TABLE freeze ADD COLUMN signature TEXT;
  CREATE TRIGGER freeze_once BEFORE INSERT ON freeze
    WHEN EXISTS (SELECT 1 FROM freeze WHERE id = NEW.id OR hash = NEW.hash OR seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'a frozen record is never replaced'); END;
  CREATE TABLE freeze_personal (
    freeze_id TEXT NOT NULL, path TEXT NOT NULL, salt TEXT, value TEXT, erased_at TEXT,
    PRIMARY KEY (freeze_id, path),
    CHECK ((salt IS NULL) = (value IS NULL)), CHECK ((value IS NULL) = (erased_at IS NOT NULL))
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER freeze_personal_first BEFORE INSERT ON freeze_personal
    WHEN EXISTS (SELECT 1 FROM freeze WHERE id = NEW.freeze_id)
      OR EXISTS (SELECT 1 FROM freeze_personal WHERE freeze_id = NEW.freeze_id AND path = NEW.path)
    BEGIN SELECT RAISE(ABORT, 'no value is added to a frozen record'); END;
  CREATE TRIGGER freeze_personal_kept BEFORE DELETE ON freeze_personal
    BEGIN SELECT RAISE(ABORT, 'a personal value is erased, its row stays'); END;
  CREATE TRIGGER freeze_personal_erased BEFORE UPDATE ON freeze_personal
    WHEN OLD.value IS NULL OR NEW.value IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.erased_at IS NULL
      OR NEW.freeze_id <> OLD.freeze_id OR NEW.path <> OLD.path
    BEGIN SELECT RAISE(ABORT, 'a personal value is erased or left as it is'); END;
  `,
  `
  CREATE TABLE imported (
    hash TEXT PRIMARY KEY, dialogue_id TEXT NOT NULL, imported_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE sign_off_proof (
    sign_off_id TEXT PRIMARY KEY, public_key TEXT NOT NULL, value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER sign_off_proof_kept BEFORE DELETE ON sign_off_proof
    BEGIN SELECT RAISE(ABORT, 'a proof is never deleted'); END;
  CREATE TRIGGER sign_off_proof_fixed BEFORE UPDATE ON sign_off_proof
    BEGIN SELECT RAISE(ABORT, 'a proof is never changed'); END;
  CREATE TRIGGER sign_off_proof_once BEFORE INSERT ON sign_off_proof
    WHEN EXISTS (SELECT 1 FROM sign_off_proof WHERE sign_off_id = NEW.sign_off_id)
    BEGIN SELECT RAISE(ABORT, 'a proof is never replaced'); END;
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
