import '../../../server/documents/fonts.ts';
import mammoth from 'mammoth';
import { beforeAll, describe, expect, it } from 'vitest';
import { toDocx } from '../../../server/documents/docx.ts';
import { toPdf } from '../../../server/documents/typst.ts';
import { signing } from '../../../shared/documents/frame.ts';
import { minutesTree } from '../../../shared/documents/minutes.ts';
import { clean, linesOf } from '../../../shared/documents/plain.ts';
import { reportTree } from '../../../shared/documents/report.ts';
import { emptyRecord, hostileRecord, hostileTexts } from './hostile.ts';
import { boxOf, readPages, squeeze, textOf } from './pdf.ts';
import { samplePetitions, sampleRecord } from './sample.ts';

const trees = { minutes: minutesTree, report: reportTree };
const kinds = ['minutes', 'report'] as const;

/** The petitions' texts line by line, as the PDF is to hold them. */
const printedLines = Object.values(hostileTexts)
  .flatMap(linesOf)
  .map((line) =>
    line.replace('👍🏽', '[U+1F44D][U+1F3FD]').replace('☑', '[U+2611]').replace('漢字', '[U+6F22][U+5B57]'),
  );

describe.each(kinds)('the %s with hostile text', (kind) => {
  let pdf: Uint8Array;
  beforeAll(() => {
    pdf = toPdf(trees[kind](hostileRecord));
  });

  it('comes out as PDF with every text as it was written', () => {
    const text = textOf(pdf);
    for (const line of printedLines) expect(text).toContain(squeeze(line));
  });

  it('stays within the margins', () => {
    for (const page of readPages(pdf)) {
      const { left, right, bottom } = boxOf(page.words);
      expect(left).toBeGreaterThan(29);
      expect(right).toBeLessThan(page.width - 19);
      expect(bottom).toBeLessThan(page.height - 19);
    }
  });

  it('keeps any number of signatures and recipients on the page', () => {
    const many = Array.from({ length: 40 }, (_, index) => `Thư ký thứ ${index}`);
    const tree = trees[kind](sampleRecord);
    const { right } = tree.signing;
    const signed = toPdf({
      ...tree,
      body: [],
      annexes: [],
      signing: signing(
        kind === 'minutes'
          ? { type: 'signature', titles: ['THƯ KÝ'], names: many }
          : { type: 'recipients', lines: many.flatMap((name) => [name, `${name} `.repeat(30)]) },
        right,
      ),
    });
    const pages = readPages(signed);
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(boxOf(page.words).bottom).toBeLessThan(278);
    const text = textOf(signed);
    for (const name of many) expect(text).toContain(squeeze(name));
  });

  it('comes out as Word with every text as it was written', async () => {
    const docx = await toDocx(trees[kind](hostileRecord), 1);
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(docx) });
    const text = squeeze(value);
    for (const line of Object.values(hostileTexts).flatMap(linesOf)) expect(text).toContain(squeeze(line));
  });

  it('comes out when nothing was written at all', async () => {
    const tree = trees[kind](emptyRecord);
    expect(textOf(toPdf(tree))).toContain(squeeze('Độc lập - Tự do - Hạnh phúc'));
    expect((await toDocx(tree, 1)).length).toBeGreaterThan(1000);
  });
});

describe('marks on letters', () => {
  it('are all in the PDF’s text', () => {
    const letters = 'AĂÂEÊIOÔƠUƯY';
    const marks = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
    const alphabet = [...letters, ...letters.toLowerCase()]
      .flatMap((letter) => marks.map((mark) => (letter + mark).normalize('NFC')))
      .join(' ');
    const record = {
      ...sampleRecord,
      petitions: samplePetitions
        .slice(0, 1)
        .map((petition) => ({ ...petition, content: `${alphabet} Đ đ`.normalize('NFD') })),
    };
    for (const kind of kinds) {
      const text = textOf(toPdf(trees[kind](record)));
      expect(text).toContain(squeeze(`${alphabet} Đ đ`));
      expect(text.normalize('NFC')).toBe(text);
    }
    expect(clean(alphabet)).toBe(alphabet);
  });

  it('lose nothing of any petition or answer', () => {
    for (const kind of kinds) {
      const text = textOf(toPdf(trees[kind](sampleRecord)));
      for (const petition of samplePetitions) {
        expect(text).toContain(squeeze(petition.number));
        expect(text).toContain(squeeze(petition.content));
        expect(text).toContain(squeeze(petition.answer));
        expect(text).toContain(squeeze(petition.petitioner?.name ?? ''));
      }
    }
  });
});
