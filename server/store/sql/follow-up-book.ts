import { roles } from '../../../shared/access.ts';
import { answerFileTypes, type FollowUpEvent } from '../../../shared/follow-up.ts';
import type { FollowUpBook, StoredAnswer } from '../../follow-up/contract.ts';
import { integer, known, text } from './rows.ts';
import { append, insert, places, type Row, type Sql } from './sql.ts';

function readEvent(row: Row): FollowUpEvent {
  return {
    id: text(row, 'id'),
    dialogueId: text(row, 'dialogue_id'),
    petitionId: text(row, 'petition_id'),
    at: text(row, 'at'),
    by: text(row, 'made_by'),
    role: known(row, 'role', roles),
    of: text(row, 'made_for'),
    was: JSON.parse(text(row, 'was')),
    act: JSON.parse(text(row, 'act')),
  };
}

function readAnswer(row: Row): StoredAnswer {
  return {
    dialogueId: text(row, 'dialogue_id'),
    petitionId: text(row, 'petition_id'),
    hash: text(row, 'hash'),
    type: known(row, 'type', answerFileTypes),
    size: integer(row, 'size'),
    handedBy: text(row, 'handed_by'),
    storedAt: text(row, 'stored_at'),
  };
}

/** The book of what follows; the tables' triggers refuse every change but an erasure's, and every deletion of an act. */
export function followUpBook(sql: Sql): FollowUpBook {
  const add = sql.prepare(
    append('follow_up', [
      'id',
      'dialogue_id',
      'petition_id',
      'at',
      'made_by',
      'role',
      'made_for',
      'was',
      'act',
      'erased_at',
    ]),
  );
  const list = sql.prepare('SELECT * FROM follow_up WHERE dialogue_id = ? ORDER BY seq');
  const rewrite = sql.prepare('UPDATE follow_up SET act = ?, erased_at = ? WHERE id = ?');
  const addAnswer = sql.prepare(
    `${insert('answer_file', ['dialogue_id', 'petition_id', 'hash', 'type', 'size', 'handed_by', 'stored_at'])} ON CONFLICT DO NOTHING`,
  );
  const answer = sql.prepare(
    'SELECT * FROM answer_file WHERE dialogue_id = ? AND petition_id = ? AND hash = ?',
  );
  const answers = sql.prepare('SELECT * FROM answer_file WHERE dialogue_id = ? ORDER BY petition_id, hash');
  const removeAnswer = sql.prepare(
    'DELETE FROM answer_file WHERE dialogue_id = ? AND petition_id = ? AND hash = ?',
  );
  const named = sql.prepare(
    'SELECT 1 FROM answer_file WHERE hash = ?1 UNION ALL SELECT 1 FROM paper WHERE hash = ?1',
  );
  // The narrow table says which, so that only these are read whole.
  const toldOn = 'CASE WHEN told_on > closed_on THEN told_on ELSE closed_on END';
  const ended = (dialogues: number) =>
    sql.prepare(
      `SELECT p.dialogue_id, p.body FROM (
         SELECT dialogue_id, petition_id, ${toldOn} AS ended_on, seq FROM petition_fact
         WHERE state IN ('closed', 'withdrawn') AND dialogue_id IN (${places(dialogues)})
         ORDER BY ended_on DESC, seq DESC LIMIT ?
       ) f JOIN petition p ON p.dialogue_id = f.dialogue_id AND p.petition_id = f.petition_id
       ORDER BY f.ended_on DESC, f.seq DESC`,
    );
  return {
    async add(events) {
      await sql.transaction(async () => {
        for (const { id, dialogueId, petitionId, at, by, role, of, was, act } of events)
          await add.run(
            id,
            dialogueId,
            petitionId,
            at,
            by,
            role,
            of,
            JSON.stringify(was),
            JSON.stringify(act),
            '',
          );
      });
    },
    async events(dialogueId) {
      return (await list.all(dialogueId)).map(readEvent);
    },
    async erase(dialogueId, change, at) {
      return sql.transaction(async () => {
        let count = 0;
        for (const row of await list.all(dialogueId)) {
          const act = JSON.stringify(change(readEvent(row)).act);
          if (act === row.act) continue;
          await rewrite.run(act, at, text(row, 'id'));
          count += 1;
        }
        return count;
      });
    },
    async ended(dialogueIds, limit) {
      if (dialogueIds.length === 0) return [];
      return (await ended(dialogueIds.length).all(...dialogueIds, limit)).map((row) => ({
        dialogueId: text(row, 'dialogue_id'),
        petition: JSON.parse(text(row, 'body')),
      }));
    },
    async addAnswer({ dialogueId, petitionId, hash, type, size, handedBy, storedAt }) {
      await addAnswer.run(dialogueId, petitionId, hash, type, size, handedBy, storedAt);
    },
    async answer(dialogueId, petitionId, hash) {
      const row = await answer.get(dialogueId, petitionId, hash);
      return row ? readAnswer(row) : null;
    },
    async answers(dialogueId) {
      return (await answers.all(dialogueId)).map(readAnswer);
    },
    async removeAnswer(dialogueId, petitionId, hash) {
      return sql.transaction(async () => {
        await removeAnswer.run(dialogueId, petitionId, hash);
        return (await named.get(hash)) === undefined;
      });
    },
  };
}
