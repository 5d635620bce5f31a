import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './transaction.ts';

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
  `
  CREATE TABLE person (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, unit TEXT NOT NULL, account TEXT NOT NULL,
    created_at TEXT NOT NULL, left_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX person_by_account ON person (account) WHERE account <> '' AND left_at = '';
  CREATE TABLE duty (
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person (id), role TEXT NOT NULL, dialogue_id TEXT NOT NULL,
    unit TEXT NOT NULL, village TEXT NOT NULL, given_at TEXT NOT NULL, ended_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX duty_by_person ON duty (person_id);
  ALTER TABLE link ADD COLUMN unit TEXT NOT NULL DEFAULT '';
  ALTER TABLE link ADD COLUMN village TEXT NOT NULL DEFAULT '';
  ALTER TABLE link ADD COLUMN duty_id TEXT NOT NULL DEFAULT '';
  ALTER TABLE session ADD COLUMN unit TEXT NOT NULL DEFAULT '';
  ALTER TABLE session ADD COLUMN village TEXT NOT NULL DEFAULT '';
  ALTER TABLE session ADD COLUMN person_id TEXT NOT NULL DEFAULT '';
  ALTER TABLE session ADD COLUMN duty_id TEXT NOT NULL DEFAULT '';
  CREATE INDEX session_by_person ON session (person_id);
  CREATE TABLE passkey (
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person (id), host TEXT NOT NULL,
    public_key BLOB NOT NULL, counter INTEGER NOT NULL, transports TEXT NOT NULL, label TEXT NOT NULL, created_at TEXT NOT NULL,
    used_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX passkey_by_person ON passkey (person_id);
  CREATE TABLE pin (
    person_id TEXT PRIMARY KEY REFERENCES person (id), salt TEXT NOT NULL, hash TEXT NOT NULL,
    wrong INTEGER NOT NULL, locked_until TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE device (id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, known_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE device_person (
    device_id TEXT NOT NULL REFERENCES device (id), person_id TEXT NOT NULL REFERENCES person (id),
    PRIMARY KEY (device_id, person_id)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE link ADD COLUMN uses INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE link ADD COLUMN last_used_at TEXT NOT NULL DEFAULT '';
  UPDATE link SET uses = 1, last_used_at = used_at WHERE used_at <> '';
  `,
  // The audit log, what was erased, and how long personal data are kept. As above: INSERT OR REPLACE is refused too.
  `
  CREATE TABLE audit (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, session_id TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
    role TEXT NOT NULL, act TEXT NOT NULL, dialogue_id TEXT NOT NULL, about TEXT NOT NULL, previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE, public_key TEXT NOT NULL, signature TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_by_dialogue ON audit (dialogue_id);
  CREATE TABLE audit_head (
    one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL, public_key TEXT NOT NULL,
    signature TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER audit_kept BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'a row of the audit log is never deleted'); END;
  CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'a row of the audit log is never changed'); END;
  CREATE TRIGGER audit_once BEFORE INSERT ON audit
    WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit) OR EXISTS (SELECT 1 FROM audit WHERE hash = NEW.hash)
    BEGIN SELECT RAISE(ABORT, 'a row of the audit log stands behind the last one'); END;
  CREATE TRIGGER audit_head_kept BEFORE DELETE ON audit_head
    BEGIN SELECT RAISE(ABORT, 'the head of the audit log is never deleted'); END;
  CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head WHEN NEW.seq <> OLD.seq + 1
    BEGIN SELECT RAISE(ABORT, 'the head of the audit log goes on by one'); END;
  CREATE TRIGGER audit_head_once BEFORE INSERT ON audit_head WHEN EXISTS (SELECT 1 FROM audit_head)
    BEGIN SELECT RAISE(ABORT, 'the head of the audit log is never replaced'); END;
  CREATE TABLE erasure (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, ground TEXT NOT NULL, requested_on TEXT NOT NULL, note TEXT NOT NULL,
    done_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE erased_place (
    dialogue_id TEXT NOT NULL, kind TEXT NOT NULL, entry TEXT NOT NULL, erasure_id TEXT NOT NULL,
    PRIMARY KEY (dialogue_id, kind, entry)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE retention (one INTEGER PRIMARY KEY CHECK (one = 1), years INTEGER NOT NULL) STRICT;
  `,
  // Devices and what they hold; late text and what became of it. As above: INSERT OR REPLACE is refused too.
  `
  CREATE TABLE hall_device (
    id TEXT PRIMARY KEY, key_hash TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, number INTEGER NOT NULL,
    name TEXT NOT NULL, known_at TEXT NOT NULL, UNIQUE (kind, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE device_visit (
    dialogue_id TEXT NOT NULL, device_id TEXT NOT NULL REFERENCES hall_device (id), visit TEXT NOT NULL,
    who TEXT NOT NULL, role TEXT NOT NULL, connected INTEGER NOT NULL, seen_at TEXT NOT NULL, saved_at TEXT NOT NULL,
    left_at TEXT NOT NULL, held TEXT NOT NULL, PRIMARY KEY (dialogue_id, device_id, visit)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX device_visit_by_device ON device_visit (device_id);
  CREATE TABLE freeze_despite (
    freeze_id TEXT NOT NULL, dialogue_id TEXT NOT NULL, device_id TEXT NOT NULL, device TEXT NOT NULL, who TEXT NOT NULL,
    waiting INTEGER NOT NULL, since TEXT NOT NULL, PRIMARY KEY (freeze_id, device_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER freeze_despite_kept BEFORE DELETE ON freeze_despite
    BEGIN SELECT RAISE(ABORT, 'what a freeze left out is never forgotten'); END;
  CREATE TRIGGER freeze_despite_fixed BEFORE UPDATE ON freeze_despite
    BEGIN SELECT RAISE(ABORT, 'what a freeze left out is never changed'); END;
  CREATE TRIGGER freeze_despite_once BEFORE INSERT ON freeze_despite
    WHEN EXISTS (SELECT 1 FROM freeze_despite WHERE freeze_id = NEW.freeze_id AND device_id = NEW.device_id)
    BEGIN SELECT RAISE(ABORT, 'what a freeze left out is never replaced'); END;
  CREATE TABLE late_part (
    seq INTEGER PRIMARY KEY, proposal_id TEXT NOT NULL, dialogue_id TEXT NOT NULL, freeze_id TEXT NOT NULL,
    kind TEXT NOT NULL, device_id TEXT NOT NULL, device TEXT NOT NULL, who TEXT NOT NULL, role TEXT NOT NULL,
    changes INTEGER NOT NULL, typed_from TEXT NOT NULL, handed_at TEXT NOT NULL, body BLOB NOT NULL,
    erased_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX late_part_by_dialogue ON late_part (dialogue_id);
  CREATE INDEX late_part_by_proposal ON late_part (proposal_id);
  CREATE TRIGGER late_part_kept BEFORE DELETE ON late_part
    BEGIN SELECT RAISE(ABORT, 'late text is never deleted'); END;
  CREATE TRIGGER late_part_erased BEFORE UPDATE ON late_part
    WHEN NEW.erased_at = '' OR NEW.seq <> OLD.seq OR NEW.proposal_id <> OLD.proposal_id
      OR NEW.dialogue_id <> OLD.dialogue_id OR NEW.freeze_id <> OLD.freeze_id OR NEW.kind <> OLD.kind
      OR NEW.device_id <> OLD.device_id OR NEW.device <> OLD.device OR NEW.who <> OLD.who OR NEW.role <> OLD.role
      OR NEW.changes <> OLD.changes OR NEW.typed_from <> OLD.typed_from OR NEW.handed_at <> OLD.handed_at
    BEGIN SELECT RAISE(ABORT, 'late text is never changed but by an erasure'); END;
  CREATE TRIGGER late_part_once BEFORE INSERT ON late_part
    WHEN NEW.erased_at <> '' OR EXISTS (SELECT 1 FROM late_part WHERE seq = NEW.seq)
      OR EXISTS (SELECT 1 FROM late_decision WHERE proposal_id = NEW.proposal_id)
    BEGIN SELECT RAISE(ABORT, 'late text is added while nobody has decided'); END;
  CREATE TABLE late_decision (
    proposal_id TEXT PRIMARY KEY, state TEXT NOT NULL, reason TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER late_decision_kept BEFORE DELETE ON late_decision
    BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;
  CREATE TRIGGER late_decision_fixed BEFORE UPDATE ON late_decision
    BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;
  CREATE TRIGGER late_decision_once BEFORE INSERT ON late_decision
    WHEN EXISTS (SELECT 1 FROM late_decision WHERE proposal_id = NEW.proposal_id)
    BEGIN SELECT RAISE(ABORT, 'a decision is never replaced'); END;
  `,
  // Dialogues made anew from what devices kept, or from a backup: what comes back to them wears its number already.
  'CREATE TABLE rebuilt (dialogue_id TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;',
  // A dialogue's body may say since when it is in the archive; an older server would open it.
  '',
  // What is counted of each petition (shared/numbers.ts), filled from `petition` when the store opens. `seq` grows with
  // each writing, so that a reader takes up what changed.
  `
  CREATE TABLE petition_fact (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, dialogue_id TEXT NOT NULL, petition_id TEXT NOT NULL, state TEXT NOT NULL,
    outcome TEXT NOT NULL, field TEXT NOT NULL, village TEXT NOT NULL, unit TEXT NOT NULL, category TEXT NOT NULL,
    channel TEXT NOT NULL, authority TEXT NOT NULL, raised_on TEXT NOT NULL, due_on TEXT NOT NULL,
    solved_on TEXT NOT NULL, replied_on TEXT NOT NULL, told_on TEXT NOT NULL, closed_on TEXT NOT NULL,
    promised INTEGER NOT NULL, UNIQUE (dialogue_id, petition_id)
  ) STRICT;
  CREATE INDEX petition_fact_by_unit ON petition_fact (unit, state, due_on);
  CREATE INDEX petition_fact_by_village ON petition_fact (village, state);
  CREATE INDEX petition_fact_by_authority ON petition_fact (authority) WHERE authority <> '';
  CREATE INDEX petition_fact_by_due ON petition_fact (state, due_on);
  `,
  // Households, members, what each year's lists say of them, villages, and the lists that were taken in.
  `
  CREATE TABLE village (id TEXT PRIMARY KEY, name TEXT NOT NULL, spellings TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE household (
    id TEXT PRIMARY KEY, code TEXT NOT NULL, village_id TEXT NOT NULL, address TEXT NOT NULL, revision INTEGER NOT NULL,
    changed_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX household_by_village ON household (village_id);
  CREATE TABLE household_member (
    id TEXT PRIMARY KEY, household_id TEXT NOT NULL REFERENCES household (id), place INTEGER NOT NULL, name TEXT NOT NULL,
    folded TEXT NOT NULL, birth TEXT NOT NULL, gender TEXT NOT NULL, relation TEXT NOT NULL, head INTEGER NOT NULL,
    phone TEXT NOT NULL, union_member INTEGER NOT NULL, note TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX household_member_by_household ON household_member (household_id);
  CREATE TABLE household_year (
    household_id TEXT NOT NULL REFERENCES household (id), year INTEGER NOT NULL, category TEXT NOT NULL,
    PRIMARY KEY (household_id, year)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX household_year_by_year ON household_year (year, category);
  CREATE TABLE list_import (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, body TEXT NOT NULL, undone_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE list_change (
    import_id TEXT NOT NULL REFERENCES list_import (id), seq INTEGER NOT NULL, kind TEXT NOT NULL, row_id TEXT NOT NULL,
    household_id TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, PRIMARY KEY (import_id, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX list_change_by_row ON list_change (kind, row_id);
  CREATE INDEX list_change_by_household ON list_change (household_id);
  CREATE TABLE list_mapping (shape TEXT PRIMARY KEY, mapping TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // How the office is reached and reaches its units by e-mail, and each letter of a day, so that none is sent twice.
  `
  CREATE TABLE reach (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL) STRICT;
  CREATE TABLE letter (
    day TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL,
    changed_at TEXT NOT NULL, failure TEXT NOT NULL, due INTEGER NOT NULL, overdue INTEGER NOT NULL,
    PRIMARY KEY (day, kind, name)
  ) STRICT, WITHOUT ROWID;
  `,
  // What villages and units hand in before the day; citizens apart, until they stand in a dialogue's register.
  `
  CREATE TABLE inbox_item (
    id TEXT PRIMARY KEY, revision INTEGER NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER inbox_item_kept BEFORE DELETE ON inbox_item
    BEGIN SELECT RAISE(ABORT, 'what was handed in is never deleted'); END;
  CREATE TABLE inbox_citizen (
    item_id TEXT PRIMARY KEY, name TEXT NOT NULL, phone TEXT NOT NULL, address TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE inbox_usual_unit (field TEXT PRIMARY KEY, unit TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // What becomes of petitions after a freeze, and the files of answers. As above: INSERT OR REPLACE is refused too.
  `
  CREATE TABLE follow_up (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, dialogue_id TEXT NOT NULL, petition_id TEXT NOT NULL,
    at TEXT NOT NULL, made_by TEXT NOT NULL, role TEXT NOT NULL, made_for TEXT NOT NULL, was TEXT NOT NULL,
    act TEXT NOT NULL, erased_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX follow_up_by_dialogue ON follow_up (dialogue_id);
  CREATE TRIGGER follow_up_kept BEFORE DELETE ON follow_up
    BEGIN SELECT RAISE(ABORT, 'what became of a petition is never deleted'); END;
  CREATE TRIGGER follow_up_erased BEFORE UPDATE ON follow_up
    WHEN NEW.erased_at = '' OR NEW.seq <> OLD.seq OR NEW.id <> OLD.id OR NEW.dialogue_id <> OLD.dialogue_id
      OR NEW.petition_id <> OLD.petition_id OR NEW.at <> OLD.at OR NEW.made_by <> OLD.made_by OR NEW.role <> OLD.role
      OR NEW.made_for <> OLD.made_for OR NEW.was <> OLD.was
    BEGIN SELECT RAISE(ABORT, 'what became of a petition is never changed but by an erasure'); END;
  CREATE TRIGGER follow_up_once BEFORE INSERT ON follow_up
    WHEN NEW.erased_at <> '' OR EXISTS (SELECT 1 FROM follow_up WHERE id = NEW.id OR seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'what became of a petition is never replaced'); END;
  CREATE TABLE answer_file (
    dialogue_id TEXT NOT NULL, petition_id TEXT NOT NULL, hash TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,
    handed_by TEXT NOT NULL, stored_at TEXT NOT NULL, PRIMARY KEY (dialogue_id, petition_id, hash)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX answer_file_by_hash ON answer_file (hash);
  `,
  // Plans are edited in live documents; versions as they were issued, and what calendar files told of their events.
  `
    CREATE TABLE plan_version (
      id TEXT PRIMARY KEY, plan_id TEXT NOT NULL, name TEXT NOT NULL, number TEXT NOT NULL, issued_on TEXT NOT NULL,
      kept_at TEXT NOT NULL, kept_by TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX plan_version_of ON plan_version (plan_id, kept_at);
    CREATE TRIGGER plan_version_kept BEFORE UPDATE ON plan_version
    BEGIN SELECT RAISE(ABORT, 'a version of a plan never changes'); END;
    CREATE TRIGGER plan_version_stays BEFORE DELETE ON plan_version
    BEGIN SELECT RAISE(ABORT, 'a version of a plan is never removed'); END;
    CREATE TABLE plan_event (
      plan_id TEXT NOT NULL, uid TEXT NOT NULL, sequence INTEGER NOT NULL, changed_at TEXT NOT NULL,
      cancelled INTEGER NOT NULL, facts TEXT NOT NULL, PRIMARY KEY (plan_id, uid)
    ) STRICT, WITHOUT ROWID;
  `,
];

/** The steps that this version knows: what `PRAGMA user_version` of its data is. */
export const schemaVersion = steps.length;

/** Thrown when the data were written by a newer version than this one. */
export class NewerDataError extends Error {
  constructor(found: number, known = schemaVersion) {
    super(`the data are of schema ${found}, this version knows up to ${known}`);
    this.name = 'NewerDataError';
  }
}

/** Thrown when the data are of an older version and may not be upgraded from here. */
export class OlderDataError extends Error {
  constructor(found: number) {
    super(`the data are of schema ${found}, older than ${schemaVersion}`);
    this.name = 'OlderDataError';
  }
}

/** Thrown when a step failed; the data are as they were before the first one. */
export class UpgradeFailedError extends Error {
  constructor(found: number, step: number, cause: unknown) {
    super(`step ${step + 1} on data of schema ${found} failed; nothing was changed`, { cause });
    this.name = 'UpgradeFailedError';
  }
}

/** How many steps the tables of a database have taken; 0: there are none. */
export function schemaOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
}

/**
 * Brings the tables to this version, all missing steps in one transaction: they are taken together or not at all.
 * Throws NewerDataError on data from the future, UpgradeFailedError when a step fails.
 */
export function migrate(database: DatabaseSync, taken: readonly string[] = steps): void {
  const found = schemaOf(database);
  if (found > taken.length) throw new NewerDataError(found, taken.length);
  if (found === taken.length) return;
  transaction(database, () => {
    // Another process may have been quicker.
    for (let step = schemaOf(database); step < taken.length; step += 1) {
      try {
        database.exec(`${taken[step]} PRAGMA user_version = ${step + 1};`);
      } catch (error) {
        throw new UpgradeFailedError(found, step, error);
      }
    }
  });
}
