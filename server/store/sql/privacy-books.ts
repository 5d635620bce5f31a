import { type AuditRow, auditActs, erasureGrounds, type Place, placeKinds } from '../../../shared/privacy.ts';
import { fold } from '../../../shared/vietnamese/fold.ts';
import type { AuditBook, Erasure, ErasureBook } from '../../privacy/contract.ts';
import { integer, known, text } from './rows.ts';
import { insert, type Row, type Sql, upsert } from './sql.ts';

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
export function auditBook(sql: Sql): AuditBook {
  const last = sql.prepare('SELECT * FROM audit ORDER BY seq DESC LIMIT 1');
  const add = sql.prepare(
    insert('audit', [
      'seq',
      'at',
      'session_id',
      'name',
      'folded',
      'role',
      'act',
      'dialogue_id',
      'about',
      'previous',
      'hash',
      'public_key',
      'signature',
    ]),
  );
  const readHead = sql.prepare('SELECT * FROM audit_head');
  const firstHead = sql.prepare(insert('audit_head', ['seq', 'hash', 'public_key', 'signature', 'one']));
  const nextHead = sql.prepare(
    'UPDATE audit_head SET seq = ?, hash = ?, public_key = ?, signature = ? WHERE one = ?',
  );
  const list = sql.prepare(
    `SELECT * FROM audit WHERE (?1 = '' OR dialogue_id = ?1) AND folded LIKE ?2 ESCAPE '!'
       AND (?3 = 0 OR seq < ?3) ORDER BY seq DESC LIMIT ?4`,
  );
  const after = sql.prepare('SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?');
  return {
    async add(make) {
      await sql.transaction(async () => {
        const before = await last.get();
        const { row, head } = make(before ? readRow(before) : null);
        await add.run(
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
        const write = (await readHead.get()) ? nextHead : firstHead;
        await write.run(head.seq, head.hash, head.publicKey, head.signature, 1);
      });
    },
    async list({ dialogueId, who, before, limit }) {
      return (await list.all(dialogueId, `%${who.replace(/[!%_]/g, '!$&')}%`, before, limit)).map(readRow);
    },
    async after(seq, limit) {
      return (await after.all(seq, limit)).map(readRow);
    },
    async head() {
      const row = await readHead.get();
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

/** What was ordered to be erased, and how long personal data are kept. `sweep` is the engine's. */
export function erasureBook(sql: Sql, sweep: ErasureBook['sweep']): ErasureBook {
  const add = sql.prepare(insert('erasure', ['id', 'at', 'ground', 'requested_on', 'note', 'done_at']));
  const insertPlace = sql.prepare(
    `${insert('erased_place', ['dialogue_id', 'kind', 'entry', 'erasure_id'])} ON CONFLICT DO NOTHING`,
  );
  const finish = sql.prepare('UPDATE erasure SET done_at = ? WHERE id = ?');
  const list = sql.prepare('SELECT * FROM erasure ORDER BY at, id');
  const places = sql.prepare(
    'SELECT * FROM erased_place WHERE erasure_id = ? ORDER BY dialogue_id, kind, entry',
  );
  const ofDialogue = sql.prepare('SELECT * FROM erased_place WHERE dialogue_id = ? ORDER BY kind, entry');
  const dialogues = sql.prepare('SELECT DISTINCT dialogue_id FROM erased_place');
  const paper = sql.prepare(
    `SELECT 1 FROM erased_place WHERE dialogue_id = ? AND kind = 'paper' AND entry = ?`,
  );
  const years = sql.prepare('SELECT years FROM retention');
  const setYears = sql.prepare(upsert('retention', ['one', 'years'], ['one']));
  return {
    async begin({ id, at, ground, requestedOn, note }, chosen) {
      await sql.transaction(async () => {
        await add.run(id, at, ground, requestedOn, note, '');
        for (const place of chosen) await insertPlace.run(place.dialogueId, place.kind, place.id, id);
      });
    },
    async finish(id, at) {
      await finish.run(at, id);
    },
    async list() {
      return (await list.all()).map(readErasure);
    },
    async placesOf(id) {
      return (await places.all(id)).map(readPlace);
    },
    async erasedIn(dialogueId) {
      return (await ofDialogue.all(dialogueId)).map(readPlace);
    },
    async dialogues() {
      return new Set((await dialogues.all()).map((row) => text(row, 'dialogue_id')));
    },
    async isErasedPaper(dialogueId, hash) {
      return (await paper.get(dialogueId, hash)) !== undefined;
    },
    async retentionYears() {
      return integer((await years.get()) ?? { years: 0 }, 'years');
    },
    async setRetentionYears(value) {
      await setYears.run(1, value);
    },
    sweep,
  };
}
