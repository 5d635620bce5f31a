import * as v from 'valibot';
import type { Sql } from '../store/sql/sql.ts';
import { moveProgressTable } from '../store/sqlite/database.ts';

const place = v.array(v.union([v.string(), v.number()]));
/** Of a table or of all papers: the last key that is there; `done`: nothing comes after it. */
const part = v.object({ after: v.nullable(place), done: v.boolean() });
const begun = v.object({ source: v.string() });

export type PartProgress = v.InferOutput<typeof part>;

/**
 * How far a move has come, in its target and in the same transactions as what it copies: after a kill what is noted is
 * there, and what is not noted is not.
 */
export interface Progress {
  /** The hash of what this move copies; null: none has begun. */
  source(): Promise<string | null>;
  begin(source: string): Promise<void>;
  of(name: string): Promise<PartProgress>;
  note(name: string, at: PartProgress): Promise<void>;
}

/** `move`: the move as a whole; `table …`, `room …`, `papers`: its parts. */
export function openProgress(sql: Sql): Progress {
  const read = sql.prepare(`SELECT body FROM ${moveProgressTable} WHERE part = ?`);
  const put = sql.prepare(`INSERT INTO ${moveProgressTable} (part, body) VALUES (?, ?)`);
  const change = sql.prepare(`UPDATE ${moveProgressTable} SET body = ?2 WHERE part = ?1`);
  async function write(name: string, body: unknown): Promise<void> {
    const text = JSON.stringify(body);
    if ((await change.run(name, text)).changes === 0) await put.run(name, text);
  }
  async function stored(name: string): Promise<unknown> {
    const row = await read.get(name);
    return row === undefined ? null : JSON.parse(String(row.body));
  }
  return {
    async source() {
      const found = await stored('move');
      return found === null ? null : v.parse(begun, found).source;
    },
    begin: (source) => write('move', { source }),
    async of(name) {
      const found = await stored(name);
      return found === null ? { after: null, done: false } : v.parse(part, found);
    },
    note: write,
  };
}
