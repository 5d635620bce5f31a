import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { DeviceStore } from '../../../client/sync/device-store.ts';
import { setVault } from '../../../client/vault/own-key.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  setVault('none');
});

test('a document given up before its key is known makes no database: it may have been removed meanwhile', async () => {
  const open = vi.fn(() => {
    throw new Error('no database is asked for');
  });
  vi.stubGlobal('indexedDB', { open });
  setVault('locked');
  const store = new DeviceStore('aaaaaaaaaaaa/minutes', new Y.Doc(), () => undefined);
  const loading = store.load();
  store.close();
  setVault('none');
  await loading;
  expect(open).not.toHaveBeenCalled();
  expect(store.problem).toBe('');
});
