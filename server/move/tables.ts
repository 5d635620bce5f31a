import { DatabaseSync } from 'node:sqlite';
import { migrate } from '../store/sqlite/schema.ts';

/**
 * Every table of a hall is in one of these lists, and a test compares them with the schemas of both engines: a table
 * that is in none is a table whose rows a move would lose.
 */

/** Copied row by row, in this order: a row comes after those that it points to, and after those that must be before it. */
export const copiedTables = [
  'office',
  'plan',
  'plan_version',
  'plan_event',
  'dialogue',
  'preparation',
  'person',
  'duty',
  'link',
  'session',
  'passkey',
  'pin',
  'device',
  'device_person',
  'petition_number',
  'petition',
  // Before its records: no value is added to one that is there.
  'freeze_personal',
  'freeze',
  'imported',
  'freeze_despite',
  'review_event',
  'sign_off',
  'sign_off_proof',
  'reopening',
  'moment',
  'room_writer',
  'paper',
  'audit',
  'audit_head',
  'erasure',
  'erased_place',
  'retention',
  'hall_device',
  'device_visit',
  // Before the decisions: nothing is added to what was decided.
  'late_part',
  'late_decision',
  'rebuilt',
  'village',
  'household',
  'household_member',
  'household_year',
  'list_import',
  'list_change',
  'list_mapping',
  'reach',
  'letter',
  'inbox_item',
  'inbox_citizen',
  'inbox_usual_unit',
  'follow_up',
  'answer_file',
] as const;

/** Made anew from the others when the hall is opened. */
export const derivedTables = [
  'petition_fact',
  'search_row',
  'search_name',
  'search_finished',
  'search_text',
  'search_vocabulary',
  'search_word',
] as const;

/** What the rooms' documents stand in, copied by room (rooms.ts). */
export const roomTables = ['update_room', 'update_log', 'update_index', 'update_mark'] as const;

/** What a commune of a database has in tables and a data folder has not: keys, papers, who works on it and was at what. */
export const communeTables = ['commune_key', 'paper_part', 'paper_file', 'steward', 'attempt'] as const;

/** What a commune shares with its superior in the same installation: it belongs to both, and stays where both are. */
export const sharedTables = ['escalation', 'escalation_act', 'escalation_file'] as const;

/** Rows that may only be put in as they were before an erasure, and then be erased: the trigger takes no other. */
export const erasedAfterwards: ReadonlySet<string> = new Set(['late_part', 'follow_up']);

/** A table as it is copied. */
export interface CopiedTable {
  name: string;
  columns: readonly string[];
  /** The primary key, in its order: the order of the rows. */
  keys: readonly { name: string; isText: boolean }[];
}

/** Tables of an SQLite database, without those that the engine or a full-text index keeps for itself. */
export function tablesIn(database: DatabaseSync): string[] {
  return database
    .prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%'`,
    )
    .all()
    .map(({ name }) => String(name))
    .sort();
}

function readTable(database: DatabaseSync, name: string): CopiedTable {
  const columns = database.prepare('SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid').all(name);
  const keys = columns.filter(({ pk }) => Number(pk) > 0).sort((a, b) => Number(a.pk) - Number(b.pk));
  return {
    name,
    columns: columns.map((column) => String(column.name)),
    keys: keys.map((column) => ({ name: String(column.name), isText: column.type === 'TEXT' })),
  };
}

/** The copied tables with their columns, as this version's schema has them; the same names in both engines. */
export function readCopiedTables(): CopiedTable[] {
  const database = new DatabaseSync(':memory:');
  try {
    migrate(database);
    return copiedTables.map((name) => readTable(database, name));
  } finally {
    database.close();
  }
}
