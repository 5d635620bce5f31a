import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type AuditRow, auditActs, erasureGrounds, type Place, placeKinds } from '../../../shared/privacy.ts';
import { fold } from '../../../shared/vietnamese/fold.ts';
import type { AuditBook, Erasure, ErasureBook } from '../../privacy/contract.ts';
import { integer, known, text } from '../sql/rows.ts';
import type { Row } from '../sql/sql.ts';
import { transaction } from './transaction.ts';
import { removeUpgradeCopies } from './upgrade-copy.ts';

function readRow(row: Row): AuditRow {
  return {
    seq: integer(row, 'seq'),
    at: text(row, 'at'),
    sessionId: text(row, 'session_id'),
    name: text(row, 'name'),
    role: text(row, 'role'),
    act: known(row, 'act', auditActs),
    dialogueId: text(row, 'dialogue_id'),
    about: JSON.parse(text(row, 'about')),
    previous: text(row, 'previous'),
    hash: text(row, 'hash'),
    publicKey: text(row, 'public_key'),
    signature: text(row, 'signature'),
  };
}

/** The audit log; the tables' triggers refuse every change and deletion. */
export function auditBook(database: DatabaseSync): AuditBook {
  const last = database.prepare('SELECT * FROM audit ORDER BY seq DESC LIMIT 1');
  const insert = database.prepare(
    `INSERT INTO audit (seq, at, session_id, name, folded, role, act, dialogue_id, about, previous, hash, public_key, signature)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const readHead = database.prepare('SELECT * FROM audit_head');
  const firstHead = database.prepare('INSERT INTO audit_head VALUES (1, ?, ?, ?, ?)');
  const nextHead = database.prepare(
    'UPDATE audit_head SET seq = ?, hash = ?, public_key = ?, signature = ? WHERE one = 1',
  );
  const list = database.prepare(
    `SELECT * FROM audit WHERE (?1 = '' OR dialogue_id = ?1) AND (?2 = '' OR instr(folded, ?2) > 0)
       AND (?3 = 0 OR seq < ?3) ORDER BY seq DESC LIMIT ?4`,
  );
  const after = database.prepare('SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?');
  return {
    async add(make) {
      transaction(database, () => {
        const before = last.get();
        const { row, head } = make(before ? readRow(before) : null);
        insert.run(
          row.seq,
          row.at,
          row.sessionId,
          row.name,
          fold(row.name),
          row.role,
          row.act,
          row.dialogueId,
          JSON.stringify(row.about),
          row.previous,
          row.hash,
          row.publicKey,
          row.signature,
        );
        const write = readHead.get() ? nextHead : firstHead;
        write.run(head.seq, head.hash, head.publicKey, head.signature);
      });
    },
    async list({ dialogueId, who, before, limit }) {
      return list.all(dialogueId, who, before, limit).map(readRow);
    },
    async after(seq, limit) {
      return after.all(seq, limit).map(readRow);
    },
    async head() {
      const row = readHead.get();
      if (!row) return null;
      return {
        seq: integer(row, 'seq'),
        hash: text(row, 'hash'),
        publicKey: text(row, 'public_key'),
        signature: text(row, 'signature'),
      };
    },
  };
}

function readErasure(row: Row): Erasure {
  return {
    id: text(row, 'id'),
    at: text(row, 'at'),
    ground: known(row, 'ground', erasureGrounds),
    requestedOn: text(row, 'requested_on'),
    note: text(row, 'note'),
    doneAt: text(row, 'done_at'),
  };
}

function readPlace(row: Row): Place {
  return {
    dialogueId: text(row, 'dialogue_id'),
    kind: known(row, 'kind', placeKinds),
    id: text(row, 'entry'),
  };
}

/** What was ordered to be erased, and how long personal data are kept. */
export function erasureBook(database: DatabaseSync): ErasureBook {
  const insert = database.prepare(
    `INSERT INTO erasure (id, at, ground, requested_on, note, done_at) VALUES (?, ?, ?, ?, ?, '')`,
  );
  const insertPlace = database.prepare('INSERT OR IGNORE INTO erased_place VALUES (?, ?, ?, ?)');
  const finish = database.prepare('UPDATE erasure SET done_at = ? WHERE id = ?');
  const list = database.prepare('SELECT * FROM erasure ORDER BY at, id');
  const places = database.prepare('SELECT * FROM erased_place WHERE erasure_id = ?');
  const ofDialogue = database.prepare('SELECT * FROM erased_place WHERE dialogue_id = ?');
  const dialogues = database.prepare('SELECT DISTINCT dialogue_id FROM erased_place');
  const paper = database.prepare(
    `SELECT 1 FROM erased_place WHERE dialogue_id = ? AND kind = 'paper' AND entry = ?`,
  );
  const years = database.prepare('SELECT years FROM retention');
  const setYears = database.prepare('INSERT OR REPLACE INTO retention VALUES (1, ?)');
  return {
    async begin({ id, at, ground, requestedOn, note }, chosen) {
      transaction(database, () => {
        insert.run(id, at, ground, requestedOn, note);
        for (const place of chosen) insertPlace.run(place.dialogueId, place.kind, place.id, id);
      });
    },
    async finish(id, at) {
      finish.run(at, id);
    },
    async list() {
      return list.all().map(readErasure);
    },
    async placesOf(id) {
      return places.all(id).map(readPlace);
    },
    async erasedIn(dialogueId) {
      return ofDialogue.all(dialogueId).map(readPlace);
    },
    async dialogues() {
      return new Set(dialogues.all().map((row) => text(row, 'dialogue_id')));
    },
    async isErasedPaper(dialogueId, hash) {
      return paper.get(dialogueId, hash) !== undefined;
    },
    async retentionYears() {
      return integer(years.get() ?? { years: 0 }, 'years');
    },
    async setRetentionYears(value) {
      setYears.run(value);
    },
    async sweep() {
      const path = database.location();
      // Copies of before an upgrade still hold what was erased.
      if (path !== null) removeUpgradeCopies(dirname(path));
      // The index keeps the words of deleted rows until its parts are merged; VACUUM leaves no free page behind.
      database.exec(`INSERT INTO search_text (search_text) VALUES ('optimize')`);
      database.exec('VACUUM');
      // Somebody who reads meanwhile, as a backup does, keeps the old log alive.
      const { busy } = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() ?? { busy: 1 };
      if (busy !== 0) throw new Error('the log of the database is being read');
    },
  };
}
