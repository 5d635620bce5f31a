import { fold } from '../../../shared/vietnamese/fold.ts';
import type { NumberBook, PetitionTable } from '../../board/contract.ts';
import { factWriter, petitionLister } from './fact-tables.ts';
import { integer, text } from './rows.ts';
import type { SearchWriter } from './search-tables.ts';
import { type Sql, upsert } from './sql.ts';

/** Petition numbers: given once, in order, never changed (the table's triggers refuse it). */
export function numberBook(sql: Sql): NumberBook {
  const all = sql.prepare('SELECT petition_id, number FROM petition_number WHERE dialogue_id = ?');
  const insert = sql.prepare(
    'INSERT INTO petition_number (dialogue_id, petition_id, number) VALUES (?, ?, ?)',
  );

  async function numbersOf(dialogueId: string): Promise<Map<string, number>> {
    const rows = await all.all(dialogueId);
    return new Map(rows.map((row) => [text(row, 'petition_id'), integer(row, 'number')]));
  }

  return {
    numbersOf,
    assign(dialogueId, petitionIds, claims = new Map()) {
      return sql.transaction(async () => {
        const given = await numbersOf(dialogueId);
        const taken = new Set(given.values());
        const give = async (id: string, number: number) => {
          await insert.run(dialogueId, id, number);
          given.set(id, number);
          taken.add(number);
        };
        for (const id of petitionIds) {
          const claimed = claims.get(id);
          if (claimed !== undefined && !given.has(id) && !taken.has(claimed)) await give(id, claimed);
        }
        let next = taken.values().reduce((most, number) => Math.max(most, number), 0) + 1;
        const numbers = new Map<string, number>();
        for (const id of petitionIds) {
          const known = given.get(id);
          if (known === undefined) await give(id, next);
          numbers.set(id, known ?? next);
          if (known === undefined) next += 1;
        }
        return numbers;
      });
    },
  };
}

const columns = [
  'dialogue_id',
  'petition_id',
  'state',
  'field',
  'village',
  'due_date',
  'folded',
  'body',
] as const;

/**
 * The table of petitions, written from the board's documents, and with it what is counted and the search index, which
 * is each engine's own.
 */
export function petitionIndex(sql: Sql, search: Pick<SearchWriter, 'petition'>): PetitionTable {
  const count = factWriter(sql);
  const put = sql.prepare(upsert('petition', columns, ['dialogue_id', 'petition_id']));
  const one = sql.prepare('SELECT body FROM petition WHERE dialogue_id = ? AND petition_id = ?');
  const refs = sql.prepare('SELECT dialogue_id, petition_id FROM petition');
  const size = sql.prepare('SELECT count(*) AS n FROM petition');
  return {
    async upsert(dialogueId, petitions) {
      if (petitions.length === 0) return;
      await sql.transaction(async () => {
        for (const petition of petitions) {
          const body = JSON.stringify(petition);
          // After a start every petition comes again, most of them as they were.
          if ((await one.get(dialogueId, petition.id))?.body === body) continue;
          await count(dialogueId, petition);
          await search.petition(dialogueId, petition);
          await put.run(
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
    async last(dialogueId, petitionId) {
      const row = await one.get(dialogueId, petitionId);
      return row ? JSON.parse(text(row, 'body')) : null;
    },
    list: petitionLister(sql),
    async refs() {
      return (await refs.all()).map((row) => ({
        dialogueId: text(row, 'dialogue_id'),
        petitionId: text(row, 'petition_id'),
      }));
    },
    async size() {
      return integer((await size.get()) ?? { n: 0 }, 'n');
    },
  };
}
