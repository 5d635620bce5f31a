import type { DatabaseSync } from 'node:sqlite';
import { fold } from '../../../shared/vietnamese/fold.ts';
import type { NumberBook, PetitionTable } from '../../board/contract.ts';
import { integer, text } from '../sql/rows.ts';
import { factWriter, fillFacts, petitionLister } from './fact-tables.ts';
import { searchWriter } from './search-tables.ts';
import { transaction } from './transaction.ts';

/** Petition numbers: given once, in order, never changed (the table's triggers refuse it). */
export function numberBook(database: DatabaseSync): NumberBook {
  const all = database.prepare('SELECT petition_id, number FROM petition_number WHERE dialogue_id = ?');
  const one = database.prepare(
    'SELECT number FROM petition_number WHERE dialogue_id = ? AND petition_id = ?',
  );
  const last = database.prepare(
    'SELECT coalesce(max(number), 0) AS last FROM petition_number WHERE dialogue_id = ?',
  );
  const holder = database.prepare('SELECT 1 FROM petition_number WHERE dialogue_id = ? AND number = ?');
  const insert = database.prepare('INSERT INTO petition_number VALUES (?, ?, ?)');
  return {
    numbersOf(dialogueId) {
      return new Map(all.all(dialogueId).map((row) => [text(row, 'petition_id'), integer(row, 'number')]));
    },
    assign(dialogueId, petitionIds, claims = new Map()) {
      return transaction(database, () => {
        for (const id of petitionIds) {
          const claimed = claims.get(id);
          if (claimed !== undefined && !one.get(dialogueId, id) && !holder.get(dialogueId, claimed))
            insert.run(dialogueId, id, claimed);
        }
        const numbers = new Map<string, number>();
        let next = integer(last.get(dialogueId) ?? { last: 0 }, 'last') + 1;
        for (const id of petitionIds) {
          const given = one.get(dialogueId, id);
          if (given) {
            numbers.set(id, integer(given, 'number'));
            continue;
          }
          insert.run(dialogueId, id, next);
          numbers.set(id, next);
          next += 1;
        }
        return numbers;
      });
    },
  };
}

/** The table of petitions, written from the board's documents, and with it the search index and what is counted. */
export function petitionIndex(database: DatabaseSync): PetitionTable {
  fillFacts(database);
  const search = searchWriter(database);
  const count = factWriter(database);
  const put = database.prepare('INSERT OR REPLACE INTO petition VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const one = database.prepare('SELECT body FROM petition WHERE dialogue_id = ? AND petition_id = ?');
  const refs = database.prepare('SELECT dialogue_id, petition_id FROM petition');
  const size = database.prepare('SELECT count(*) AS n FROM petition');
  return {
    upsert(dialogueId, petitions) {
      transaction(database, () => {
        for (const petition of petitions) {
          const body = JSON.stringify(petition);
          // After a start every petition comes again, most of them as they were.
          if (one.get(dialogueId, petition.id)?.body === body) continue;
          search.petition(dialogueId, petition);
          count(dialogueId, petition);
          put.run(
            dialogueId,
            petition.id,
            petition.state,
            petition.field,
            petition.village,
            petition.dueDate,
            fold(`${petition.number} ${petition.content} ${petition.answer}`),
            body,
          );
        }
      });
    },
    last(dialogueId, petitionId) {
      const row = one.get(dialogueId, petitionId);
      return row ? JSON.parse(text(row, 'body')) : null;
    },
    list: petitionLister(database),
    refs() {
      return refs.all().map((row) => ({
        dialogueId: text(row, 'dialogue_id'),
        petitionId: text(row, 'petition_id'),
      }));
    },
    size() {
      return integer(size.get() ?? { n: 0 }, 'n');
    },
  };
}
