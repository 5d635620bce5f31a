import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFreezer } from '../../../server/freeze/freeze.ts';
import { openSigningKey } from '../../../server/freeze/key.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import { startRelay } from '../relay/test-relay.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** A freezer between a real relay on a port of its own and a real store in a folder of its own. */
export async function freezeStand() {
  const dir = mkdtempSync(join(tmpdir(), 'doithoai-freeze-'));
  const store = await openSqliteStore(dir, createUpdateLog);
  const key = openSigningKey(dir);
  const { relay, url, close } = await startRelay({ log: store.updates });
  const freezer = createFreezer({
    relay,
    dialogues: store.dialogues,
    office: store.office,
    plans: store.plans,
    freezes: store.freezes,
    numbers: store.numbers,
    key,
    amendment: async () => null,
    settleNumbers: async () => undefined,
    frozen: () => undefined,
    logger: quiet,
  });
  return {
    dir,
    store,
    key,
    relay,
    url,
    freezer,
    async close() {
      await close();
      await store.close();
      rmSync(dir, { recursive: true });
    },
  };
}

export const openDialogue = {
  id: 'dialogue0001',
  planId: '',
  title: 'Đối thoại',
  year: 2023,
  quarter: 'II',
  topic: '',
  groups: ['Hộ nghèo'],
  fields: ['Vay vốn'],
  place: '',
  heldOn: '',
  chairName: '',
  chairTitle: '',
  secretaries: [],
  state: 'open',
} as const;
