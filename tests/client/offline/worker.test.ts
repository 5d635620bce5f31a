import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { whiteSeconds } from '../../../client/offline/limits.ts';
import { filesOf, openStand } from './worker-stand.ts';

let stand: ReturnType<typeof openStand>;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] });
  stand = openStand();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function take(build: string): Promise<void> {
  stand.serve(build);
  expect(await stand.install(build)).toBe(true);
  await stand.activate();
}

/** A device that has worked with A, on which B has just taken over. */
async function onTrial(): Promise<void> {
  await take('A');
  await stand.open('/', 'old');
  await take('B');
  stand.tabs.clear();
}

describe('what the worker answers', () => {
  test('pages and their files from the device, nothing that is the server’s own', async () => {
    await take('A');
    stand.server.clear();
    stand.fetched.length = 0;
    for (const path of ['/', '/dialogues/x', '/sign-in', '/no/such/page'])
      expect((await stand.open(path, path)).text, path).toBe('page A');
    expect(await stand.ask('/assets/main-A.js')).toBe('script A');
    for (const path of [
      '/api/session',
      '/sync/x',
      '/metrics',
      '/healthz',
      '/trust',
      '/address',
      '/worker.js',
    ])
      expect((await stand.open(path, path)).text, path).toBeNull();
    for (const path of ['/api/papers/1', '/other.png', 'https://elsewhere.vn/assets/main-A.js'])
      expect(await stand.ask(path), path).toBeNull();
    expect(await stand.ask('/assets/main-A.js', 'POST')).toBeNull();
    expect(stand.fetched).toEqual([]);
  });

  test('from the server what the device has lost', async () => {
    await take('A');
    stand.wipe();
    expect((await stand.open('/', 'one')).text).toBe('not found');
    expect(await stand.ask('/assets/main-A.js')).toBe('script A');
    expect(stand.builds()).toEqual([]);
  });
});

describe('a new build', () => {
  test('that lacks a file, or has other bytes, changes nothing', async () => {
    await take('A');
    stand.locks.push('doithoai-page-A');
    stand.serve('B');
    stand.server.delete('/assets/main-B.js');
    expect(await stand.install('B')).toBe(false);
    stand.serve('B');
    stand.server.set('/index.html', '<title>Wi-Fi</title>');
    expect(await stand.install('B')).toBe(false);
    expect(stand.builds()).toEqual(['A']);
    expect((await stand.open('/', 'one')).text).toBe('page A');
  });

  test('waits while a page is open, and takes over when none is', async () => {
    await take('A');
    stand.locks.push('doithoai-page-A');
    const before = stand.skipped();
    stand.serve('B');
    await stand.install('B');
    expect(stand.skipped()).toBe(before);
    stand.locks.length = 0;
    stand.serve('C');
    await stand.install('C');
    expect(stand.skipped()).toBe(before + 1);
  });

  test('leaves the parts of an old page that is still open, until it is closed', async () => {
    await take('A');
    stand.locks.push('doithoai-page-A');
    await take('B');
    await stand.open('/', 'new');
    await stand.say({ type: 'up', build: 'B' }, 'new');
    await stand.say({ type: 'proved', build: 'B' }, 'new');
    expect(await stand.ask('/assets/main-A.js')).toBe('script A');
    stand.locks.length = 0;
    await stand.say({ type: 'proved', build: 'B' }, 'new');
    expect(stand.builds()).toEqual(['B']);
  });

  test('whose page stays white is left for the one before', async () => {
    await onTrial();
    const { text, tab } = await stand.open('/dialogues/x', 'white');
    expect(text).toBe('page B');
    await vi.advanceTimersByTimeAsync((whiteSeconds - 2) * 1000);
    expect(tab.navigated).toEqual([]);
    await vi.advanceTimersByTimeAsync(3000);
    expect(tab.navigated).toEqual([tab.url]);
    expect((await stand.open('/dialogues/x', 'next')).text).toBe('page A');
  });

  test('whose page was closed before it came up keeps the worker busy no longer', async () => {
    await onTrial();
    const { tab, done } = await stand.open('/', 'closed');
    let isOver = false;
    void done.then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(2000);
    expect(isOver).toBe(false);
    stand.tabs.clear();
    await vi.advanceTimersByTimeAsync(3000);
    expect(isOver).toBe(true);
    expect(tab.navigated).toEqual([]);
    expect((await stand.open('/', 'next')).text).toBe('page B');
  });

  test('whose page came up is not left, nor is one that nobody looks at', async () => {
    await onTrial();
    const { tab } = await stand.open('/', 'good');
    await stand.say({ type: 'up', build: 'B' }, 'good');
    const hidden = (await stand.open('/', 'hidden')).tab;
    hidden.visibilityState = 'hidden';
    await vi.advanceTimersByTimeAsync(120_000);
    expect([...tab.navigated, ...hidden.navigated]).toEqual([]);
    expect((await stand.open('/', 'next')).text).toBe('page B');
  });

  test('that fails says so itself and is left at once; it is not taken again by itself', async () => {
    await onTrial();
    const { tab } = await stand.open('/', 'failing');
    const state = await stand.say({ type: 'failed', build: 'B', drawn: false }, 'failing');
    expect(tab.navigated).toEqual([tab.url]);
    expect(state).toMatchObject({ build: 'B', builds: { current: 'A', broken: ['B'] } });
    expect(await stand.install('B')).toBe(true);
    await stand.activate();
    expect((await stand.open('/', 'next')).text).toBe('page A');
    await stand.say({ type: 'again' });
    expect((await stand.open('/', 'again')).text).toBe('page B');
  });

  test('a page that is drawn but for a part is replaced on trial only', async () => {
    await onTrial();
    const { tab } = await stand.open('/', 'one');
    await stand.say({ type: 'up', build: 'B' }, 'one');
    await stand.say({ type: 'failed', build: 'A', drawn: true }, 'one');
    expect(tab.navigated).toEqual([]);
    await stand.say({ type: 'failed', build: 'B', drawn: true }, 'one');
    expect(tab.navigated).toEqual([tab.url]);
    await take('C');
    await stand.say({ type: 'proved', build: 'C' });
    await stand.say({ type: 'failed', build: 'C', drawn: true }, 'one');
    expect(tab.navigated).toHaveLength(1);
    expect(tab.heard).toContainEqual({ type: 'stays' });
  });

  test('that is opened again and again without coming up is left', async () => {
    await onTrial();
    const texts: (string | null)[] = [];
    for (let at = 0; at < 4; at++) {
      texts.push((await stand.open('/', `${at}`)).text);
      stand.tabs.clear();
      await vi.advanceTimersByTimeAsync(4000);
    }
    expect(texts).toEqual(['page B', 'page B', 'page B', 'page A']);
  });

  test('an older one, of a server that was restored, is a new one', async () => {
    await onTrial();
    await take('A');
    expect((await stand.open('/', 'one')).text).toBe('page A');
    expect(await stand.say({ type: 'ask' })).toMatchObject({ builds: { current: 'A', broken: [] } });
  });

  test('fetches what has changed only', async () => {
    await take('A');
    stand.serve('B');
    const list = { ...filesOf('A'), '/index.html': 'page B' };
    stand.server.set('/index.html', 'page B');
    stand.fetched.length = 0;
    expect(await stand.install('B', list)).toBe(true);
    expect(stand.fetched).toEqual(['/index.html']);
  });
});
