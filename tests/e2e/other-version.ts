import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { visitorEntries, workEntry } from '../../shared/entries.ts';
import { pageMeta, writeVersion } from '../../shared/version.ts';
import { writeShipped } from '../../vite/shipped.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A later version of the program in a folder of its own: its server, and its built page. */
export interface OtherVersion {
  program: string;
  remove(): void;
}

export function replaceIn(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/**
 * Copies the program as the next version: another build of the page, whose parts all have other names, and a server of
 * `protocol` that works with pages of no other.
 */
export function otherVersion({
  build,
  protocol,
  change,
  spoil,
}: {
  build: string;
  protocol: number;
  /** Changes the built page, as its builder might. */
  change?: (dist: string) => void;
  /** Changes files after they were listed, so that the list is wrong. */
  spoil?: (dist: string) => void;
}): OtherVersion {
  const program = mkdtempSync(join(tmpdir(), 'doithoai-version-'));
  for (const name of ['server', 'shared', 'dist', 'package.json'])
    cpSync(join(root, name), join(program, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(program, 'node_modules'));
  replaceIn(join(program, 'shared', 'version.ts'), (text) =>
    text.replace(/export const (protocol|leastProtocol) = \d+;/g, `export const $1 = ${protocol};`),
  );
  const assets = join(program, 'dist', 'assets');
  const parts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const renamed = (name: string) => name.replace(/\.js$/, `-${build}.js`);
  const renameAll = (text: string) => parts.reduce((all, name) => all.replaceAll(name, renamed(name)), text);
  // What was compressed when it was built is that of the page before.
  for (const name of readdirSync(assets)) if (/\.(?:br|gz)$/.test(name)) rmSync(join(assets, name));
  for (const name of parts) {
    replaceIn(join(assets, name), renameAll);
    renameSync(join(assets, name), join(assets, renamed(name)));
  }
  for (const entry of [workEntry, ...visitorEntries])
    replaceIn(join(program, 'dist', entry), (text) =>
      renameAll(text).replace(
        new RegExp(`name="${pageMeta}" content="[^"]*"`),
        `name="${pageMeta}" content="${writeVersion({ build, protocol })}"`,
      ),
    );
  const dist = join(program, 'dist');
  change?.(dist);
  writeShipped(dist, build);
  spoil?.(dist);
  return { program, remove: () => rmSync(program, { recursive: true, force: true }) };
}
