import type { DatabaseSync } from 'node:sqlite';
import { roles } from '../../../shared/access.ts';
import { answerFileTypes, type FollowUpEvent } from '../../../shared/follow-up.ts';
import type { FollowUpBook, StoredAnswer } from '../../follow-up/contract.ts';
import { integer, known, text } from '../sql/rows.ts';
import type { Row } from '../sql/sql.ts';
import { transaction } from './transaction.ts';

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
export function followUpBook(database: DatabaseSync): FollowUpBook {
  const insert = database.prepare(
    `INSERT INTO follow_up (id, dialogue_id, petition_id, at, made_by, role, made_for, was, act, erased_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')`,
  );
  const list = database.prepare('SELECT * FROM follow_up WHERE dialogue_id = ? ORDER BY seq');
  const rewrite = database.prepare('UPDATE follow_up SET act = ?, erased_at = ? WHERE id = ?');
  const addAnswer = database.prepare('INSERT OR IGNORE INTO answer_file VALUES (?, ?, ?, ?, ?, ?, ?)');
  const answer = database.prepare(
    'SELECT * FROM answer_file WHERE dialogue_id = ? AND petition_id = ? AND hash = ?',
  );
  const answers = database.prepare('SELECT * FROM answer_file WHERE dialogue_id = ?');
  const removeAnswer = database.prepare(
    'DELETE FROM answer_file WHERE dialogue_id = ? AND petition_id = ? AND hash = ?',
  );
  const named = database.prepare(
    'SELECT 1 FROM answer_file WHERE hash = ?1 UNION ALL SELECT 1 FROM paper WHERE hash = ?1',
  );
  // The narrow table says which, so that only these are read whole.
  const ended = database.prepare(
    `SELECT p.dialogue_id, p.body FROM (
       SELECT dialogue_id, petition_id FROM petition_fact
       WHERE state IN ('closed', 'withdrawn') AND dialogue_id IN (SELECT value FROM json_each(?))
       ORDER BY max(told_on, closed_on) DESC, seq DESC LIMIT ?
     ) f JOIN petition p ON p.dialogue_id = f.dialogue_id AND p.petition_id = f.petition_id`,
  );
  return {
    async add(events) {
      transaction(database, () => {
        for (const { id, dialogueId, petitionId, at, by, role, of, was, act } of events)
          insert.run(id, dialogueId, petitionId, at, by, role, of, JSON.stringify(was), JSON.stringify(act));
      });
    },
    async events(dialogueId) {
      return list.all(dialogueId).map(readEvent);
    },
    async erase(dialogueId, change, at) {
      return transaction(database, () => {
        let count = 0;
        for (const row of list.all(dialogueId)) {
          const act = JSON.stringify(change(readEvent(row)).act);
          if (act === row.act) continue;
          rewrite.run(act, at, text(row, 'id'));
          count += 1;
        }
        return count;
      });
    },
    async ended(dialogueIds, limit) {
      return ended.all(JSON.stringify(dialogueIds), limit).map((row) => ({
        dialogueId: text(row, 'dialogue_id'),
        petition: JSON.parse(text(row, 'body')),
      }));
    },
    async addAnswer({ dialogueId, petitionId, hash, type, size, handedBy, storedAt }) {
      addAnswer.run(dialogueId, petitionId, hash, type, size, handedBy, storedAt);
    },
    async answer(dialogueId, petitionId, hash) {
      const row = answer.get(dialogueId, petitionId, hash);
      return row ? readAnswer(row) : null;
    },
    async answers(dialogueId) {
      return answers.all(dialogueId).map(readAnswer);
    },
    async removeAnswer(dialogueId, petitionId, hash) {
      removeAnswer.run(dialogueId, petitionId, hash);
      return named.get(hash) === undefined;
    },
  };
}
