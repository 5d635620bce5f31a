import { execFile } from 'node:child_process';
import { getPriority, setPriority } from 'node:os';
import { kinds } from './kinds.ts';
import type { RenderAnswer, RenderJob } from './pool.ts';
import { printedProof } from './proof.ts';
import { countPages, LayoutError, toPdf } from './typst.ts';

/** The process that makes documents: a RenderJob in, a RenderAnswer out. */

async function make({ source, kind, format, proof }: RenderJob): Promise<Uint8Array> {
  const tree = kinds[kind](source);
  if (format === 'pdf') return toPdf(tree, proof ? printedProof(proof) : null);
  // A large library, loaded when the first Word file is asked for.
  const { toDocx } = await import('./docx.ts');
  return toDocx(tree, countPages(tree));
}

/** What may be logged: our own words, or the kind and place of another fault; a message might quote the text. */
function reasonOf(error: unknown): string {
  if (error instanceof LayoutError) return error.message;
  if (!(error instanceof Error)) return 'unknown fault';
  const place = /\bat .*$/mu.exec(error.stack ?? '')?.[0] ?? '';
  return `${error.name} ${place.replace(/\(?file:.*\/(?=[^/]+$)/u, '(')}`.trim();
}

async function answer(job: RenderJob): Promise<RenderAnswer> {
  try {
    return { ok: true, bytes: await make(job) };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

/** Steps of niceness, of which the lowest priority has 19. */
const stepsBack = 10;
const lowest = 19;

/**
 * What people type goes first. On Linux the process runs when nobody else wants a core (SCHED_IDLE: whoever wakes
 * takes it at once, where a merely nice process ends its turn of some ms first); elsewhere it is a nice one.
 */
function stepBack(): void {
  try {
    setPriority(Math.min(lowest, getPriority() + stepsBack));
  } catch {
    // Not allowed: it runs like the others.
  }
  // The threads that are there already, too. No such command, or not allowed: it stays nice.
  execFile('chrt', ['--all-tasks', '--idle', '--pid', '0', String(process.pid)], () => undefined);
}

stepBack();
process.on('message', async (job: RenderJob) => {
  const result = await answer(job);
  process.send?.(result);
});
// The server has gone, perhaps without a word.
process.on('disconnect', () => process.exit());
