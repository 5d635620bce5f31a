import * as Y from 'yjs';
import { bodyOf } from './docs/minutes.ts';

/** The section of the minutes that a place lies in: its number as the printed text bears it, and its heading. */
export interface Section {
  /** `II`, `II.2`, `II.2.b`; empty before the first heading. */
  number: string;
  /** The heading's words; may hold whatever somebody typed. */
  title: string;
}

const romans = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
const letters = 'abcdđeghiklmnopqrstuvxy';

/** The sign of the n-th heading (from 1) of a level. */
function sign(level: number, n: number): string {
  if (level === 1) return romans[n] ?? String(n);
  return level === 2 ? String(n) : (letters[n - 1] ?? String(n));
}

function levelOf(block: unknown): number {
  if (!(block instanceof Y.XmlElement) || block.nodeName !== 'heading') return 0;
  const level = Number(block.getAttribute('level'));
  return level >= 1 && level <= 3 ? level : 1;
}

/** The text of a heading without its marks. */
function wordsOf(block: Y.XmlElement): string {
  return block
    .toArray()
    .map((child) =>
      child instanceof Y.XmlText
        ? child
            .toDelta()
            .map(({ insert }: { insert: unknown }) => (typeof insert === 'string' ? insert : ''))
            .join('')
        : '',
    )
    .join('')
    .normalize('NFC')
    .trim();
}

/** The block of the text that a type lies in, or null when it lies elsewhere. */
export function blockAround(doc: Y.Doc, type: unknown): Y.XmlElement | null {
  const body: unknown = bodyOf(doc);
  let at: unknown = type;
  while (at instanceof Y.XmlElement || at instanceof Y.XmlText) {
    const { parent } = at;
    if ((parent as unknown) === body) return at instanceof Y.XmlElement ? at : null;
    at = parent;
  }
  return null;
}

/** The sections of some blocks of the text, found in one walk over it. */
export function sectionsOf(doc: Y.Doc, blocks: ReadonlySet<unknown>): Section[] {
  const counts = [0, 0, 0];
  let heading: Y.XmlElement | null = null;
  let level = 0;
  const found: Section[] = [];
  let number = '';
  for (const block of bodyOf(doc).toArray()) {
    const own = levelOf(block);
    if (own > 0 && block instanceof Y.XmlElement) {
      [heading, level] = [block, own];
      counts[own - 1] = (counts[own - 1] ?? 0) + 1;
      counts.fill(0, own);
      number = counts
        .slice(0, level)
        .flatMap((n, index) => (n > 0 ? [sign(index + 1, n)] : []))
        .join('.');
    }
    if (!blocks.has(block)) continue;
    found.push({ number, title: heading ? wordsOf(heading) : '' });
    if (found.length === blocks.size) break;
  }
  return found;
}
