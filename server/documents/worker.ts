import { stepBack } from '../step-back.ts';
import { kinds } from './kinds.ts';
import type { RenderAnswer, RenderJob } from './pool.ts';
import { printedProof } from './proof.ts';
import { LayoutError } from './typesetter.ts';
import { countPages, toPdf } from './typst.ts';
import { slipsToPdf } from './typst-slips.ts';

/** The process that makes documents: a RenderJob in, a RenderAnswer out. */

async function make({ source, kind, format, proof }: RenderJob): Promise<Uint8Array> {
  const tree = kinds[kind](source);
  if ('slips' in tree) {
    if (format === 'pdf') return slipsToPdf(tree);
    return (await import('./docx-slips.ts')).slipsToDocx(tree);
  }
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

stepBack();
process.on('message', async (job: RenderJob) => {
  const result = await answer(job);
  process.send?.(result);
});
// The server has gone, perhaps without a word.
process.on('disconnect', () => process.exit());
