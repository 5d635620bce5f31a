import { afterEach, expect, test, vi } from 'vitest';
import { providers, Y } from '../../bench/clients.ts';
import { startRelay, until } from './test-relay.ts';

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

test('the clients are of the three lines that are in use', () => {
  expect(providers.map(({ version }) => version)).toEqual(['1.5.4', '2.1.0', '3.1.0']);
});

test('unmodified y-websocket clients 1.5, 2.1 and 3.x sync edits, presence and offline work through it', async () => {
  const running = await startRelay();
  cleanups.push(() => running.close());
  // What they say of each message that they do not know, before they pass it over.
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  cleanups.push(() => said.mockRestore());
  const clients = providers.map(({ version, WebsocketProvider }) => {
    const doc = new Y.Doc();
    const provider = new WebsocketProvider(running.url, 'chung', doc, { disableBc: true });
    cleanups.push(() => provider.destroy());
    return { version, doc, provider, text: doc.getText('text') };
  });
  await until(() => clients.every(({ provider }) => provider.synced), 'all synced');

  for (const { version, text } of clients) text.insert(text.length, `${version} `);
  const length = providers.reduce((sum, { version }) => sum + version.length + 1, 0);
  const allHave = (count: number): boolean => clients.every(({ text }) => text.length === count);
  await until(() => allHave(length), 'all have what each typed');
  expect(new Set(clients.map(({ text }) => text.toString())).size).toBe(1);

  for (const { version, provider } of clients) provider.awareness.setLocalStateField('user', { version });
  await until(
    () => clients.every(({ provider }) => provider.awareness.getStates().size === clients.length),
    'all see each other',
  );

  for (const { provider } of clients) provider.disconnect();
  await until(async () => (await running.relay.metrics()).includes('relay_connections 0'), 'all are offline');
  for (const { text } of clients) text.insert(0, 'ngoại tuyến ');
  for (const { provider } of clients) provider.connect();
  await until(() => allHave(length + clients.length * 12), 'all have what was typed offline');
  expect(new Set(clients.map(({ text }) => text.toString())).size).toBe(1);
  await until(
    () => clients.every(({ provider }) => provider.awareness.getStates().size === clients.length),
    'all see each other again',
  );
  expect(new Set(said.mock.calls.map(([line]) => line))).toEqual(new Set(['Unable to compute message']));
});
