import type { DatabaseSync } from 'node:sqlite';
import { type Fact, factOf } from '../../../shared/numbers.ts';
import { categories, channels, outcomes, type Petition, petitionStates } from '../../../shared/petition.ts';
import type { PetitionQuery, PlacedPetition } from '../../board/contract.ts';
import { integer, known, text } from '../sql/rows.ts';
import type { Row } from '../sql/sql.ts';
import { transaction } from './transaction.ts';

/** What is counted of the petitions: a narrow row each, so that 20,000 are looked through without reading their texts. */

const columns = [
  'dialogue_id',
  'petition_id',
  'state',
  'outcome',
  'field',
  'village',
  'unit',
  'category',
  'channel',
  'authority',
  'raised_on',
  'due_on',
  'solved_on',
  'replied_on',
  'told_on',
  'closed_on',
  'promised',
] as const;

/** Petitions that are filled in at once. */
const fillStep = 500;

/** Writes what is counted of a petition. The caller holds the transaction. */
export function factWriter(database: DatabaseSync): (dialogueId: string, petition: Petition) => void {
  const put = database.prepare(
    `INSERT OR REPLACE INTO petition_fact (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  return (dialogueId, petition) => {
    const fact = factOf(dialogueId, petition);
    put.run(
      fact.dialogueId,
      fact.petitionId,
      fact.state,
      fact.outcome,
      fact.field,
      fact.village,
      fact.unit,
      fact.category,
      fact.channel,
      fact.authority,
      fact.raisedOn,
      fact.dueOn,
      fact.solvedOn,
      fact.repliedOn,
      fact.toldOn,
      fact.closedOn,
      Number(fact.promised),
    );
  };
}

/** Counts what is in the table of petitions and was not counted yet: all of it after an upgrade, else nothing. */
export function fillFacts(database: DatabaseSync): void {
  const missing = database.prepare(
    `SELECT dialogue_id, body FROM petition p WHERE NOT EXISTS (
       SELECT 1 FROM petition_fact f WHERE f.dialogue_id = p.dialogue_id AND f.petition_id = p.petition_id
     ) LIMIT ${fillStep}`,
  );
  const some = database.prepare(
    'SELECT (SELECT count(*) FROM petition) > (SELECT count(*) FROM petition_fact) AS missing',
  );
  if (integer(some.get() ?? { missing: 0 }, 'missing') === 0) return;
  const write = factWriter(database);
  let filled: number;
  do {
    filled = transaction(database, () => {
      const rows = missing.all();
      for (const row of rows) write(text(row, 'dialogue_id'), JSON.parse(text(row, 'body')));
      return rows.length;
    });
  } while (filled > 0);
}

/** A row of `petition_fact`. */
export function factIn(row: Row): Fact {
  return {
    dialogueId: text(row, 'dialogue_id'),
    petitionId: text(row, 'petition_id'),
    state: known(row, 'state', petitionStates),
    outcome: known(row, 'outcome', [...outcomes, '']),
    field: text(row, 'field'),
    village: text(row, 'village'),
    unit: text(row, 'unit'),
    category: known(row, 'category', categories),
    channel: known(row, 'channel', channels),
    authority: text(row, 'authority'),
    raisedOn: text(row, 'raised_on'),
    dueOn: text(row, 'due_on'),
    solvedOn: text(row, 'solved_on'),
    repliedOn: text(row, 'replied_on'),
    toldOn: text(row, 'told_on'),
    closedOn: text(row, 'closed_on'),
    promised: integer(row, 'promised') === 1,
  };
}

/** Petitions as they stand, over all dialogues. */
export function petitionLister(database: DatabaseSync): (query: PetitionQuery) => PlacedPetition[] {
  return ({ dialogueIds, unit, village, authority, states, dueBefore }) => {
    const wheres: string[] = [];
    const values: string[] = [];
    const where = (condition: string, value: string) => {
      wheres.push(condition);
      values.push(value);
    };
    if (dialogueIds) where('f.dialogue_id IN (SELECT value FROM json_each(?))', JSON.stringify(dialogueIds));
    if (unit !== undefined) where('f.unit = ?', unit);
    if (village !== undefined) where('f.village = ?', village);
    if (authority !== undefined) where("f.outcome = 'escalated' AND f.authority = ?", authority);
    if (states) where('f.state IN (SELECT value FROM json_each(?))', JSON.stringify(states));
    if (dueBefore !== undefined) where("f.due_on <> '' AND f.due_on < ?", dueBefore);
    const rows = database
      .prepare(
        `SELECT f.dialogue_id, p.body FROM petition_fact f
         JOIN petition p ON p.dialogue_id = f.dialogue_id AND p.petition_id = f.petition_id
         ${wheres.length > 0 ? `WHERE ${wheres.join(' AND ')}` : ''}
         ORDER BY f.dialogue_id, f.raised_on, f.petition_id`,
      )
      .all(...values);
    return rows.map((row) => ({
      dialogueId: text(row, 'dialogue_id'),
      petition: JSON.parse(text(row, 'body')),
    }));
  };
}
