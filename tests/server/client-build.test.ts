import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildClientIfStale } from '../../server/build-client.ts';
import { clientDir } from '../../server/client-build.ts';

/** A warning that only Solid's development build has; it is larger, slower, and keeps what was drawn from being freed. */
const developmentOnly = 'multiple instances of Solid';

it('is built for use, whatever the process that builds it runs as', { timeout: 120_000 }, async () => {
  await buildClientIfStale();
  const assets = join(clientDir, 'assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  expect(scripts).not.toEqual([]);
  const development = scripts.filter((name) =>
    readFileSync(join(assets, name), 'utf8').includes(developmentOnly),
  );
  expect(development).toEqual([]);
});
