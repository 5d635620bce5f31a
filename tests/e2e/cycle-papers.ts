import { expect } from 'vitest';
import { isWatermark, readPages, squeeze, type Word } from '../server/documents/pdf.ts';
import { readZip } from '../server/documents/zip.ts';
import type { Visitor } from './browser.ts';

/** One document, opened as PDF and as Word file. */
export interface OpenedPaper {
  /** The Word file's text in its order, without spaces. */
  text: string;
  /** Pages of the PDF, each its words in reading order. */
  pages: string[][];
}

export interface Expected {
  /** What both files say, each in one piece. */
  says: readonly string[];
  /** What neither says. */
  hides?: readonly string[];
  /** Whether BẢN DỰ THẢO stands across both. */
  draft?: boolean;
  /** What the PDF alone says: in the foot of a record's paper, by what it is known. */
  onlyPdf?: readonly string[];
}

const draftMark = 'BẢN DỰ THẢO';
/** Page numbers stand above this height, mm; so does the head of a slip. */
const bodyTop = 19;
/** No letter of a text is as tall, mm. */
const tallest = 8;

const isMark = ({ text, top, bottom }: Word) => isWatermark(text) && bottom - top > tallest;

/** Letters and digits, one word each; lines, cells, leaders and boxes make no difference. */
const wordsOf = (text: string): string[] => text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** The words of `some` that are not in `others`, each as often as it is there more. */
function surplus(some: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const word of others) left.set(word, (left.get(word) ?? 0) + 1);
  return some.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count <= 0;
  });
}

/** The same letters, wherever a long word was parted at the end of a line. */
const letters = (words: readonly string[]) => [...words.join('')].sort().join('');

async function fetched(person: Visitor, url: string): Promise<Uint8Array> {
  const answer = await person.context.request.get(url, { timeout: 60_000 });
  const body = await answer.body();
  expect(answer.status(), `${url}: ${answer.ok() ? '' : body.toString().slice(0, 200)}`).toBe(200);
  return new Uint8Array(body);
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text of a part of a Word file, a line for each paragraph. */
const textIn = (xml: string) =>
  xml
    .replace(/<w:(?:tab|br)\b[^>]*\/>/g, ' ')
    .replace(/<\/w:p>/g, '\n')
    .replace(/<w:instrText[^>]*>[^<]*<\/w:instrText>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => entities[name] ?? '');

/** The Word file's text in its order, the heads of its tables, and whether it bears the mark of a draft. */
function readDocx(docx: Uint8Array): { text: string; heads: string[]; isMarked: boolean } {
  const { files } = readZip(docx);
  const xml = files.get('word/document.xml') ?? '';
  const rows = xml.match(/<w:tr[ >].*?<\/w:tr>/gs) ?? [];
  const heads = rows.filter((row) => row.includes('<w:tblHeader')).map(textIn);
  const isMarked = [...files].some(
    ([name, part]) => /^word\/header\d*\.xml$/.test(name) && part.includes(draftMark),
  );
  return { text: textIn(xml), heads, isMarked };
}

/** What is left of words after the heads of tables, which a PDF prints again on each page. */
function withoutHeads(words: string[], heads: readonly string[]): string[] {
  let left = words;
  for (const head of heads.map(wordsOf)) {
    while (head.length > 0 && surplus(head, left).length === 0) left = surplus(left, head);
  }
  return left;
}

/**
 * Opens a document in both formats and holds one against the other and both against what they are to say.
 * @param url address without its ending, with its query after `?`
 */
export async function openPaper(
  person: Visitor,
  url: string,
  { says, hides = [], draft = false, onlyPdf = [] }: Expected,
): Promise<OpenedPaper> {
  const [path = '', query] = url.split('?');
  const at = (format: string) => `${path}.${format}${query ? `?${query}` : ''}`;
  const name = path.split('/').at(-1);
  const read = readPages(await fetched(person, at('pdf')));
  const docx = readDocx(await fetched(person, at('docx')));
  const text = squeeze(docx.text);
  const marks = read.flatMap(({ words }) => words.filter(isMark));
  const pages = read.map(({ words }) =>
    words
      .filter((word) => !isMark(word) && (word.bottom > bodyTop || !/^\d+$/.test(word.text)))
      .map((word) => word.text),
  );
  const inPdf = pages.flat().flatMap(wordsOf);
  const inDocx = [docx.text, ...onlyPdf].flatMap(wordsOf);
  expect(inPdf.length, `${name} is not empty`).toBeGreaterThan(30);
  const more = withoutHeads(surplus(inPdf, inDocx), docx.heads);
  const less = surplus(inDocx, inPdf);
  expect(letters(more), `${name}: only the PDF says ${more.join(' ')}; only Word ${less.join(' ')}`).toBe(
    letters(less),
  );
  for (const fact of says) expect(text, `${name} says`).toContain(squeeze(fact));
  for (const secret of hides) expect(text, `${name} says nothing of`).not.toContain(squeeze(secret));
  for (const slip of ['undefined', 'NaN', 'null', '[object', 'Invalid Date'])
    expect(docx.text, `${name} has a slip`).not.toContain(slip);
  expect([docx.isMarked, marks.length > 5], `${name}: ${draft ? 'a draft' : 'no draft'}`).toEqual([
    draft,
    draft,
  ]);
  return { text, pages };
}
