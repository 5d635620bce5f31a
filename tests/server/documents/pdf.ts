import { execFileSync } from 'node:child_process';

/** Reads PDFs with poppler's tools, as an office's reader would see them. */

const mmPerPoint = 25.4 / 72;

/** A word and the box that it takes, in mm from the page's upper left corner. */
export interface Word {
  page: number;
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Page {
  width: number;
  height: number;
  words: Word[];
}

function run(tool: string, args: string[], pdf: Uint8Array): string {
  return execFileSync(tool, args, { input: pdf, encoding: 'utf8', maxBuffer: 1 << 28 });
}

const entities: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
};

function attribute(tag: string, name: string): number {
  return Number(new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1]) * mmPerPoint;
}

/** All pages with their words in reading order. */
export function readPages(pdf: Uint8Array): Page[] {
  const pages: Page[] = [];
  for (const line of run('pdftotext', ['-bbox', '-', '-'], pdf).split('\n')) {
    if (line.includes('<page ')) {
      pages.push({ width: attribute(line, 'width'), height: attribute(line, 'height'), words: [] });
    }
    const word = /<word ([^>]*)>(.*)<\/word>/.exec(line);
    if (!word) continue;
    const [, tag = '', text = ''] = word;
    pages.at(-1)?.words.push({
      page: pages.length,
      text: text.replace(/&(?:lt|gt|amp|quot|apos);/g, (entity) => entities[entity] ?? entity),
      left: attribute(tag, 'xMin'),
      right: attribute(tag, 'xMax'),
      top: attribute(tag, 'yMin'),
      bottom: attribute(tag, 'yMax'),
    });
  }
  return pages;
}

/** Text in which lines and pages make no difference: no spaces at all, and no page numbers. */
export function textOf(pdf: Uint8Array): string {
  return readPages(pdf)
    .flatMap((page) => page.words.filter((word) => word.bottom > 19))
    .map((word) => word.text)
    .join('')
    .replace(/\s/gu, '');
}

/** The same of a text to look for. */
export function squeeze(text: string): string {
  return text.normalize('NFC').replace(/\s/gu, '');
}

/** `pdfinfo`'s lines by their names. */
export function infoOf(pdf: Uint8Array): Map<string, string> {
  const lines = run('pdfinfo', ['-'], pdf).split('\n');
  return new Map(lines.map((line) => [line.split(':')[0] ?? '', line.slice(line.indexOf(':') + 1).trim()]));
}

/** Names of the fonts in the file, and whether each is embedded. */
export function fontsOf(pdf: Uint8Array): { name: string; embedded: boolean }[] {
  return run('pdffonts', ['-'], pdf)
    .split('\n')
    .slice(2)
    .filter((line) => line.trim() !== '')
    .map((line) => ({
      name: line.split(/\s+/)[0] ?? '',
      embedded: /\s(yes|no)\s+(yes|no)\s+(yes|no)\s/.exec(line)?.[1] === 'yes',
    }));
}

/** The words that `phrase` is made of, where it stands first on a page. */
export function find(pages: Page[], phrase: string): Word[] {
  const wanted = phrase.split(' ');
  for (const { words } of pages) {
    for (let start = 0; start + wanted.length <= words.length; start++) {
      if (wanted.every((text, index) => words[start + index]?.text === text)) {
        return words.slice(start, start + wanted.length);
      }
    }
  }
  throw new Error(`not in the PDF: ${phrase}`);
}

/** The box around words. */
export function boxOf(words: Word[]): Omit<Word, 'text'> {
  return {
    page: words[0]?.page ?? 0,
    left: Math.min(...words.map((word) => word.left)),
    right: Math.max(...words.map((word) => word.right)),
    top: Math.min(...words.map((word) => word.top)),
    bottom: Math.max(...words.map((word) => word.bottom)),
  };
}

/** A page as grey pixels. */
export interface Picture {
  width: number;
  height: number;
  pixels: Uint8Array;
  perMm: number;
}

/** Draws a page; `dpi` dots per inch. */
export function draw(pdf: Uint8Array, page: number, dpi = 150): Picture {
  const number = String(page);
  const bytes = execFileSync('pdftoppm', ['-gray', '-r', String(dpi), '-f', number, '-l', number, '-'], {
    input: pdf,
    maxBuffer: 1 << 28,
  });
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 40));
  if (!header) throw new Error('pdftoppm gave no picture');
  return {
    width: Number(header[1]),
    height: Number(header[2]),
    pixels: bytes.subarray(header[0].length),
    perMm: dpi / 25.4,
  };
}

/** The longest dark horizontal line between two heights, in mm; null when there is none of 5 mm. */
export function lineBetween(
  picture: Picture,
  top: number,
  bottom: number,
  left: number,
  right: number,
): { left: number; right: number; y: number } | null {
  const { pixels, width, perMm } = picture;
  let best = { start: 0, length: 0, y: 0 };
  for (let y = Math.round(top * perMm); y <= bottom * perMm; y++) {
    let length = 0;
    for (let x = Math.round(left * perMm); x <= right * perMm; x++) {
      length = (pixels[y * width + x] ?? 255) < 140 ? length + 1 : 0;
      if (length > best.length) best = { start: x - length + 1, length, y };
    }
  }
  if (best.length < 5 * perMm) return null;
  return { left: best.start / perMm, right: (best.start + best.length) / perMm, y: best.y / perMm };
}

/** A part of BẢN DỰ THẢO, which stands across a draft's pages and which `pdftotext` puts between other words. */
export function isWatermark(word: string): boolean {
  return /^[BẢNDỰTHO]{1,2}$/u.test(word);
}
