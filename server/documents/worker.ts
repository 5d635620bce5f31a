import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { kinds } from './kinds.ts';
import type { RenderAnswer, RenderJob } from './pool.ts';
import { printedProof } from './proof.ts';
import { countPages, LayoutError, toPdf } from './typst.ts';

/** The thread that makes documents: a RenderJob in, a RenderAnswer out. */

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
    // A copy of its own: what is handed over must not be a part of a larger buffer.
    return { ok: true, bytes: new Uint8Array(await make(job)) };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

/** Steps of niceness, of which the lowest priority has 19. */
const stepsBack = 10;
const lowest = 19;

/**
 * What people type goes first: on Linux a thread may have a priority of its own, and those it starts inherit it.
 * Elsewhere the thread runs like the others.
 */
function stepBack(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    if (thread > 0) setPriority(thread, Math.min(lowest, getPriority(thread) + stepsBack));
  } catch {
    // No such folder: another system.
  }
}

stepBack();
parentPort?.on('message', async (job: RenderJob) => {
  const result = await answer(job);
  parentPort?.postMessage(result, result.ok ? [result.bytes.buffer as ArrayBuffer] : []);
});
