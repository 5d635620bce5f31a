import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { dataFolder } from '../e2e/server.ts';
import type { FixtureFacts } from './fixture-work.ts';

const samples = fileURLToPath(new URL('../samples/upgrades', import.meta.url));

/** Names of all fixtures of earlier versions' data. */
export const fixtureNames = readdirSync(samples).sort();

/** A fixture as a data folder of its own, to be removed by `remove`. */
export interface OpenedFixture {
  dir: string;
  facts: FixtureFacts;
  remove(): void;
}

/** What a fixture tells of its data. */
export function fixtureFacts(name: string): FixtureFacts {
  return JSON.parse(readFileSync(join(samples, name, 'facts.json'), 'utf8'));
}

/** A file that the version handed out; null when it had none of that kind. */
export function fixtureFile(name: string, file: 'record.json' | 'session.json'): Uint8Array | null {
  const path = join(samples, name, `${file}.br`);
  return existsSync(path) ? new Uint8Array(brotliDecompressSync(readFileSync(path))) : null;
}

/** Unpacks a fixture. */
export function openFixture(name: string): OpenedFixture {
  const { dir, remove } = dataFolder();
  const from = join(samples, name);
  writeFileSync(
    join(dir, 'doithoai.sqlite'),
    brotliDecompressSync(readFileSync(join(from, 'doithoai.sqlite.br'))),
  );
  for (const entry of readdirSync(from))
    if (entry === 'papers' || entry.endsWith('.pem'))
      cpSync(join(from, entry), join(dir, entry), { recursive: true });
  return { dir, facts: fixtureFacts(name), remove };
}
