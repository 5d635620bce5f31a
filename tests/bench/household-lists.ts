import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLists } from '../../server/households/look.ts';
import { openSqliteStore } from '../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../server/store/sqlite/update-log.ts';
import { newId } from '../../shared/ids.ts';
import { householdRows, madeXlsx, rowHead } from '../server/households/list-file.ts';

/*
 * How long a list of 2,000 people takes from the bytes of its .xlsx to its preview, and to the store: first into an empty
 * store, then the same list against 10,000 people who are stored. `node tests/bench/household-lists.ts` prints it.
 */

const dir = mkdtempSync(join(tmpdir(), 'lists-'));
const store = await openSqliteStore(dir, createUpdateLog);
const lists = createLists();
const office = await store.office.read();
await store.office.write({ ...office, villages: ['Thôn Hào Lý', 'Thôn Giang Lố 1'] });
const said: string[] = [];

async function look(file: Uint8Array) {
  const answer = await lists.look({
    file: new Uint8Array(file),
    name: '',
    choices: { year: 2022 },
    villages: await store.households.villages(),
    stored: await store.households.all(),
    mappings: new Map(),
    now: 2022,
  });
  if ('code' in answer) throw new Error(answer.code);
  return answer;
}

async function measure(what: string, file: Uint8Array): Promise<void> {
  const begun = performance.now();
  const { preview } = await look(file);
  const seen = performance.now();
  // Taking in looks at the list once more.
  const { changes } = await look(file);
  const again = performance.now();
  const id = newId();
  await store.households.take(id, () => ({
    list: { id, at: '', by: '', file: '', year: 2022, ...preview.counts, undoneAt: '' },
    changes,
  }));
  const stored = performance.now();
  const ms = (from: number, to: number) => `${Math.round(to - from)} ms`;
  said.push(
    `${what}: ${preview.counts.all} rows, ${file.length} bytes; preview ${ms(begun, seen)}, import ${ms(seen, stored)} (of it the store ${ms(again, stored)}, ${changes.length} changes)`,
  );
}

try {
  await measure('into an empty store', await madeXlsx(rowHead, householdRows(2000), ['Ngày sinh']));
  for (let n = 0; n < 4; n += 1)
    await measure('a further list', await madeXlsx(rowHead, householdRows(2000, n + 1), ['Ngày sinh']));
  await measure('the same list again', await madeXlsx(rowHead, householdRows(2000), ['Ngày sinh']));
} finally {
  await store.close();
  rmSync(dir, { recursive: true });
}
process.stdout.write(`${said.join('\n')}\n`);
