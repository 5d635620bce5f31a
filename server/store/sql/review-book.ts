import {
  type CommentPlace,
  capacities,
  isSigned,
  type Reopening,
  type ReviewEvent,
  reviewEventKinds,
  type SignOff,
} from '../../../shared/review.ts';
import type { RecordSignature } from '../../../shared/verify/record-file.ts';
import type { ReviewBook } from '../../review/contract.ts';
import { stateWriter } from './books.ts';
import { readSignature } from './freeze-book.ts';
import { known, text, textOrNull } from './rows.ts';
import { append, type Row, type Sql } from './sql.ts';

function readEvent(row: Row): ReviewEvent {
  const place = textOrNull(row, 'place');
  return {
    id: text(row, 'id'),
    dialogueId: text(row, 'dialogue_id'),
    recordId: text(row, 'freeze_id'),
    threadId: text(row, 'thread_id'),
    kind: known(row, 'kind', reviewEventKinds),
    place: place === null ? null : (JSON.parse(place) as CommentPlace),
    text: text(row, 'body'),
    by: text(row, 'made_by'),
    role: text(row, 'role'),
    at: text(row, 'made_at'),
  };
}

function readSignOff(row: Row): SignOff {
  return {
    id: text(row, 'id'),
    dialogueId: text(row, 'dialogue_id'),
    recordId: text(row, 'freeze_id'),
    hash: text(row, 'hash'),
    capacity: known(row, 'capacity', capacities),
    name: text(row, 'name'),
    title: text(row, 'title'),
    at: text(row, 'signed_at'),
    drawing: text(row, 'drawing'),
  };
}

function readReopening(row: Row): Reopening {
  return {
    id: text(row, 'id'),
    dialogueId: text(row, 'dialogue_id'),
    recordId: text(row, 'freeze_id'),
    kind: known(row, 'kind', ['correct', 'amend'] as const),
    reason: text(row, 'reason'),
    by: text(row, 'made_by'),
    at: text(row, 'made_at'),
  };
}

/** Writes a signature's row. The caller holds the transaction. */
export function signOffWriter(sql: Sql): (signOff: SignOff) => Promise<void> {
  const add = sql.prepare(
    append('sign_off', [
      'id',
      'dialogue_id',
      'freeze_id',
      'hash',
      'capacity',
      'name',
      'title',
      'signed_at',
      'drawing',
    ]),
  );
  return async ({ id, dialogueId, recordId, hash, capacity, name, title, at, drawing }) => {
    await add.run(id, dialogueId, recordId, hash, capacity, name, title, at, drawing);
  };
}

/** Comments, signatures and reopenings; the tables' triggers refuse every change and deletion. */
export function reviewBook(sql: Sql): ReviewBook {
  const addEvent = sql.prepare(
    append('review_event', [
      'id',
      'dialogue_id',
      'freeze_id',
      'thread_id',
      'kind',
      'place',
      'body',
      'made_by',
      'role',
      'made_at',
    ]),
  );
  const events = sql.prepare('SELECT * FROM review_event WHERE dialogue_id = ? ORDER BY seq');
  const newest = sql.prepare('SELECT id, hash FROM freeze WHERE dialogue_id = ? ORDER BY seq DESC LIMIT 1');
  const state = sql.prepare('SELECT state FROM dialogue WHERE id = ?');
  const addSignOff = signOffWriter(sql);
  const signOffs = sql.prepare('SELECT * FROM sign_off WHERE dialogue_id = ? ORDER BY seq');
  const ofRecord = sql.prepare('SELECT * FROM sign_off WHERE hash = ? ORDER BY seq');
  const proofs = sql.prepare(
    `SELECT sign_off_id, public_key, value AS signature FROM sign_off_proof
     JOIN sign_off ON sign_off.id = sign_off_id WHERE dialogue_id = ? ORDER BY seq`,
  );
  const addReopening = sql.prepare(
    append('reopening', ['id', 'dialogue_id', 'freeze_id', 'kind', 'reason', 'made_by', 'made_at']),
  );
  const setState = stateWriter(sql);
  // What is written from now on has to be found again after a restart.
  const indexAgain = sql.prepare('DELETE FROM search_finished WHERE dialogue_id = ?');
  const reopenings = sql.prepare('SELECT * FROM reopening WHERE dialogue_id = ? ORDER BY seq');

  /** The newest record of a dialogue that is closed, or null. */
  async function closedRecord(dialogueId: string): Promise<{ id: string; hash: string } | null> {
    if ((await state.get(dialogueId))?.state !== 'frozen') return null;
    const row = await newest.get(dialogueId);
    return row ? { id: text(row, 'id'), hash: text(row, 'hash') } : null;
  }

  return {
    async addEvent(event) {
      const place = event.place === null ? null : JSON.stringify(event.place);
      const { id, dialogueId, recordId, threadId, kind, by, role, at } = event;
      await sql.transaction(() =>
        addEvent.run(id, dialogueId, recordId, threadId, kind, place, event.text, by, role, at),
      );
    },
    async events(dialogueId) {
      return (await events.all(dialogueId)).map(readEvent);
    },
    async sign(signOff) {
      return sql.transaction(async () => {
        const record = await closedRecord(signOff.dialogueId);
        if (record?.id !== signOff.recordId || record.hash !== signOff.hash) return 'recordChanged';
        const before = (await ofRecord.all(signOff.hash)).map(readSignOff);
        if (before.some(({ capacity }) => capacity === signOff.capacity)) return 'alreadySigned';
        await addSignOff(signOff);
        return 'signed';
      });
    },
    async signOffs(dialogueId) {
      return (await signOffs.all(dialogueId)).map(readSignOff);
    },
    async signOffProofs(dialogueId) {
      const found = new Map<string, RecordSignature>();
      for (const row of await proofs.all(dialogueId)) {
        const proof = readSignature(row);
        if (proof) found.set(text(row, 'sign_off_id'), proof);
      }
      return found;
    },
    async reopen({ id, dialogueId, recordId, kind, reason, by, at }) {
      return sql.transaction(async () => {
        const record = await closedRecord(dialogueId);
        if (record?.id !== recordId) return false;
        if (isSigned((await ofRecord.all(record.hash)).map(readSignOff)) !== (kind === 'amend')) return false;
        await addReopening.run(id, dialogueId, recordId, kind, reason, by, at);
        await setState(dialogueId, 'open');
        await indexAgain.run(dialogueId);
        return true;
      });
    },
    async reopenings(dialogueId) {
      return (await reopenings.all(dialogueId)).map(readReopening);
    },
  };
}
