import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  type Fetch,
  FetchFailure,
  fetchAll,
  fetchFile,
  hasTypeOf,
  type Shelf,
  type ShippedFile,
} from '../../../client/offline/files.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const script = (text: string) => new Response(text, { headers: { 'content-type': 'text/javascript' } });
const html = (text: string) =>
  new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8' } });

function shelf(): Shelf & { texts(): Promise<Record<string, string>> } {
  const held = new Map<string, Response>();
  return {
    match: async (path) => held.get(path)?.clone(),
    put: async (path, response) => {
      held.set(path, response.clone());
    },
    async texts() {
      const texts: Record<string, string> = {};
      for (const [path, response] of held) texts[path] = await response.clone().text();
      return texts;
    },
  };
}

const part: ShippedFile = { path: '/assets/part-Ab1.js', hash: hashOf('part') };
const page: ShippedFile = { path: '/index.html', hash: hashOf('page') };
const why = (fetch: Fetch, file = part) =>
  fetchFile(file, fetch).then(
    () => 'taken',
    (error: unknown) => (error instanceof FetchFailure ? error.why : 'another error'),
  );

describe('a file is taken only as it was built', () => {
  test.each<[string, () => Promise<Response>, string]>([
    ['the file', async () => script('part'), 'taken'],
    ['a Wi-Fi’s page with status 200', async () => html('part'), 'wrong'],
    ['other bytes of the right type', async () => script('other'), 'wrong'],
    ['a file that is missing', async () => new Response('not found', { status: 404 }), 'wrong'],
    ['an error of the server', async () => new Response('part', { status: 500 }), 'wrong'],
    ['a part of it', async () => new Response('part', { status: 206 }), 'wrong'],
    ['no answer', () => Promise.reject(new TypeError('network')), 'network'],
  ])('%s', async (_name, answer, expected) => {
    expect(await why(answer)).toBe(expected);
  });

  test('an answer that was led elsewhere is none', async () => {
    const redirected = script('part');
    Object.defineProperty(redirected, 'redirected', { value: true });
    expect(await why(async () => redirected)).toBe('wrong');
  });

  test('what a browser’s cache has wrong is fetched past it', async () => {
    const asked: (RequestCache | undefined)[] = [];
    const fetch: Fetch = async (_path, { cache }) => {
      asked.push(cache);
      return cache === 'reload' ? script('part') : html('Wi-Fi');
    };
    expect(await why(fetch)).toBe('taken');
    expect(asked).toEqual(['default', 'reload']);
  });

  test('a page itself is never taken from the browser’s cache unasked', async () => {
    const asked: (RequestCache | undefined)[] = [];
    await fetchFile(page, async (_path, { cache }) => {
      asked.push(cache);
      return html('page');
    });
    expect(asked).toEqual(['no-cache']);
  });

  test('types that nobody named are none', () => {
    expect(hasTypeOf('/assets/x.exe', script('x'))).toBe(false);
    expect(hasTypeOf('/x.svg', new Response('', { headers: { 'content-type': 'image/svg+xml' } }))).toBe(
      true,
    );
  });
});

describe('a build', () => {
  test('takes what another build has, when it is the very same, and fetches the rest', async () => {
    const [own, other] = [shelf(), shelf()];
    await other.put(part.path, script('part'));
    await other.put(page.path, html('another page'));
    const stale: ShippedFile = { path: '/assets/stale-Cd2.js', hash: hashOf('stale') };
    await other.put(stale.path, script('not the same'));
    const asked: string[] = [];
    await fetchAll([part, stale, page], own, [other], async (path) => {
      asked.push(path);
      return path === page.path ? html('page') : script('stale');
    });
    expect(asked.sort()).toEqual([stale.path, page.path].sort());
    expect(await own.texts()).toEqual({ [part.path]: 'part', [stale.path]: 'stale', [page.path]: 'page' });
  });

  test('goes on where it was stopped', async () => {
    const own = shelf();
    await own.put(part.path, script('part'));
    await own.put(page.path, html('half'));
    const asked: string[] = [];
    await fetchAll([part, page], own, [], async (path) => {
      asked.push(path);
      return html('page');
    });
    expect(asked).toEqual([page.path]);
    expect((await own.texts())[page.path]).toBe('page');
  });

  test('that lacks one file is none, and asks for no more', async () => {
    const files = Array.from({ length: 50 }, (_, at) => ({ ...part, path: `/assets/${at}.js` }));
    let asked = 0;
    const fetching = fetchAll(files, shelf(), [], async (path) => {
      asked += 1;
      return path === '/assets/3.js' ? new Response('', { status: 404 }) : script('part');
    });
    await expect(fetching).rejects.toThrow(FetchFailure);
    expect(asked).toBeLessThan(20);
  });
});
