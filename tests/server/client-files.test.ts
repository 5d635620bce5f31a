import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { factory } from '../../server/api/context.ts';
import { safeHeaders } from '../../server/api/headers.ts';
import { serveClient } from '../../server/client-files.ts';
import { entryFiles, entryOf, isPagePath } from '../../shared/entries.ts';
import { keptEnds } from '../../shared/kept-pages.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'doithoai-dist-'));
  for (const name of entryFiles) writeFileSync(join(dir, name), `<title>${name}</title>`);
  writeFileSync(join(dir, 'worker.js'), 'the worker');
  writeFileSync(join(dir, 'manifest.webmanifest'), '{}');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function served(keptPages = true) {
  const app = factory.createApp();
  app.use(safeHeaders);
  serveClient(app, dir, { keptPages });
  return app;
}

describe('what devices keep the pages by', () => {
  test('each page by the name of its file, for the device that fetches all of them', async () => {
    for (const name of entryFiles)
      expect(await (await served().request(`/${name}`)).text()).toBe(`<title>${name}</title>`);
    expect(await (await served().request('/screen/x')).text()).toContain('screen.html');
  });

  test('the worker’s script is asked for each time, and may fetch from this server and nothing else', async () => {
    const { headers } = await served().request('/worker.js');
    expect(headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(headers.get('cache-control')).toBe('no-cache');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
  });

  test('the manifest has its type', async () => {
    const { headers } = await served().request('/manifest.webmanifest');
    expect(headers.get('content-type')).toMatch(/^application\/manifest\+json/);
  });

  test('switched off, the script that ends what was kept is there in its place', async () => {
    const script = await (await served(false).request('/worker.js')).text();
    expect(script).toContain('registration.unregister()');
    expect(script).toContain(`postMessage('${keptEnds}')`);
    expect(script).not.toContain('the worker');
    expect(() => new Function(script)).not.toThrow();
  });
});

test.each([
  ['/', true],
  ['/dialogues/x/register', true],
  ['/apiary', true],
  ['/trusted', true],
  ['/api', false],
  ['/api/session', false],
  ['/sync/x/minutes', false],
  ['/trust/doi-thoai.crt', false],
  ['/metrics', false],
  ['/assets/x.js', false],
  ['/icon.svg', false],
  ['/worker.js', false],
])('%s is a page: %s', (path, expected) => {
  expect(isPagePath(path)).toBe(expected);
  if (expected) expect(entryOf(path)).toBe('index.html');
});
