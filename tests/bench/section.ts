import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const page = join(import.meta.dirname, '../../docs/benchmarks.md');

/** Replaces what stands between two lines of docs/benchmarks.md; all around it stays. */
export function replaceSection(begin: string, end: string, text: string): void {
  const before = existsSync(page) ? readFileSync(page, 'utf8') : `# Benchmarks\n\n${begin}\n${end}\n`;
  const from = before.indexOf(begin);
  const to = before.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has lost the line ${begin} or ${end}`);
  writeFileSync(page, `${before.slice(0, from)}${begin}\n\n${text}\n${before.slice(to)}`);
}
