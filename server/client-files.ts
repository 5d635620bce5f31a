import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';
import type { Env } from './api/context.ts';

/** Serves the built client: hashed files for a year, every other path the page itself (its router reads the path). */
export function serveClient(app: Hono<Env>, dir: string): void {
  app.use(
    '/assets/*',
    serveStatic({
      root: dir,
      onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
    }),
  );
  app.get('/assets/*', (c) => c.text('not found', 404));
  app.use('/icon.svg', serveStatic({ root: dir }));
  app.get('*', async (c) => {
    c.header('cache-control', 'no-cache');
    return c.html(await readFile(join(dir, 'index.html'), 'utf8'));
  });
}
