import { type Fact, factOf } from '../../../shared/numbers.ts';
import { categories, channels, outcomes, type Petition, petitionStates } from '../../../shared/petition.ts';
import type { PetitionQuery, PlacedPetition } from '../../board/contract.ts';
import { integer, known, text } from './rows.ts';
import { append, places, type Row, type Sql } from './sql.ts';

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

/**
 * Writes what is counted of a petition. The caller holds the transaction: since a commune's transactions are made one
 * after the other, `seq` grows in the order of the commits, and a reader that has seen one has missed none below it.
 */
export function factWriter(sql: Sql): (dialogueId: string, petition: Petition) => Promise<void> {
  const keys = ['dialogue_id', 'petition_id'];
  const changed = columns.filter((column) => !keys.includes(column));
  const put = sql.prepare(
    `${append('petition_fact', columns)}
     ON CONFLICT (${keys.join(', ')}) DO UPDATE
     SET seq = excluded.seq, ${changed.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  );
  return async (dialogueId, petition) => {
    const fact = factOf(dialogueId, petition);
    await put.run(
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
export async function fillFacts(sql: Sql): Promise<void> {
  const missing = sql.prepare(
    `SELECT p.dialogue_id, p.body FROM petition p WHERE NOT EXISTS (
       SELECT 1 FROM petition_fact f WHERE f.dialogue_id = p.dialogue_id AND f.petition_id = p.petition_id
     ) LIMIT ${fillStep}`,
  );
  const count = sql.prepare(
    'SELECT (SELECT count(*) FROM petition) - (SELECT count(*) FROM petition_fact) AS missing',
  );
  if (integer((await count.get()) ?? { missing: 0 }, 'missing') <= 0) return;
  const write = factWriter(sql);
  let filled: number;
  do {
    filled = await sql.transaction(async () => {
      const rows = await missing.all();
      for (const row of rows) await write(text(row, 'dialogue_id'), JSON.parse(text(row, 'body')));
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
export function petitionLister(sql: Sql): (query: PetitionQuery) => Promise<PlacedPetition[]> {
  return async ({ dialogueIds, unit, village, authority, states, dueBefore }) => {
    const wheres: string[] = [];
    const values: string[] = [];
    const where = (condition: string, ...given: readonly string[]) => {
      wheres.push(condition);
      values.push(...given);
    };
    const oneOf = (column: string, given: readonly string[]) =>
      where(given.length === 0 ? '1 = 0' : `${column} IN (${places(given.length)})`, ...given);
    if (dialogueIds) oneOf('f.dialogue_id', dialogueIds);
    if (unit !== undefined) where('f.unit = ?', unit);
    if (village !== undefined) where('f.village = ?', village);
    if (authority !== undefined) where("f.outcome = 'escalated' AND f.authority = ?", authority);
    if (states) oneOf('f.state', states);
    if (dueBefore !== undefined) where("f.due_on <> '' AND f.due_on < ?", dueBefore);
    const rows = await sql
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
