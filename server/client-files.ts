import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';
import { entryFiles, entryOf } from '../shared/entries.ts';
import { keptEnds } from '../shared/kept-pages.ts';
import type { Env } from './api/context.ts';
import { workerPolicy } from './api/headers.ts';

/** Files beside the pages: icons, what a device installs them by, and the script of the page for citizens. */
const besides = [
  '/receipt.js',
  '/icon.svg',
  '/icon-192.png',
  '/icon-512.png',
  '/icon-maskable-512.png',
  '/apple-touch-icon.png',
  '/manifest.webmanifest',
];

/**
 * In place of a worker that does harm: it takes over from that one, removes the pages kept on the device, and itself.
 * Pages that are open go on. Asked by one of them (client/offline/link.ts) it says what it is, and the page does all that
 * by itself: a browser lets a worker take over only when the one before has nothing to do.
 */
const endOfWorker = `addEventListener('install', (event) => event.waitUntil(skipWaiting()));
addEventListener('message', (event) => {
  event.ports[0]?.postMessage('${keptEnds}');
  event.waitUntil(skipWaiting());
});
addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (/^doithoai-(page-|builds$)/.test(name)) await caches.delete(name);
  await registration.unregister();
})()));
`;

/**
 * Serves the built client: hashed files for a year, each compressed as it was when it was built; the files beside the
 * pages and the worker's script as they are now; every other path the page that it opens, which reads the path.
 * Without `keptPages` devices keep no pages, and what they keep ends.
 */
export function serveClient(app: Hono<Env>, dir: string, { keptPages }: { keptPages: boolean }): void {
  app.use(
    '/assets/*',
    serveStatic({
      root: dir,
      precompressed: true,
      onFound: (_path, c) => {
        c.header('cache-control', 'public, max-age=31536000, immutable');
        c.header('vary', 'Accept-Encoding');
      },
    }),
  );
  app.get('/assets/*', (c) => c.text('not found', 404));
  for (const path of besides)
    app.use(path, serveStatic({ root: dir, onFound: (_path, c) => c.header('cache-control', 'no-cache') }));
  app.get('/worker.js', async (c) => {
    const path = join(dir, 'worker.js');
    if (keptPages && !existsSync(path)) return c.text('not found', 404);
    c.header('cache-control', 'no-cache');
    c.header('content-type', 'text/javascript; charset=utf-8');
    c.header('content-security-policy', workerPolicy);
    return c.body(keptPages ? await readFile(path, 'utf8') : endOfWorker);
  });
  app.get('*', async (c) => {
    c.header('cache-control', 'no-cache');
    // A device that keeps the pages asks for them by their files' names.
    const named = entryFiles.find((file) => c.req.path === `/${file}`);
    return c.html(await readFile(join(dir, named ?? entryOf(c.req.path)), 'utf8'));
  });
}
