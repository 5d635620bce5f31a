import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const docs = join(import.meta.dirname, '../../docs');

/** Replaces what stands between two lines of a page of docs/, docs/benchmarks.md if none is named; all around it stays. */
export function replaceSection(begin: string, end: string, text: string, name = 'benchmarks.md'): void {
  const page = join(docs, name);
  const before = existsSync(page) ? readFileSync(page, 'utf8') : `# Benchmarks\n\n${begin}\n${end}\n`;
  const from = before.indexOf(begin);
  const to = before.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/${name} has lost the line ${begin} or ${end}`);
  writeFileSync(page, `${before.slice(0, from)}${begin}\n\n${text}\n${before.slice(to)}`);
}
