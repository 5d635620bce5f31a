import '../../../server/documents/fonts.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { toPdf } from '../../../server/documents/typst.ts';
import { minutesTree } from '../../../shared/documents/minutes.ts';
import { reportTree } from '../../../shared/documents/report.ts';
import { boxOf, draw, find, fontsOf, infoOf, lineBetween, type Page, readPages } from './pdf.ts';
import { sampleRecord } from './sample.ts';

/** Decree 30/2020/NĐ-CP, Annex I, measured on the page: lengths in mm from its upper left corner. */

const tolerance = 0.6;
const documents: Record<'minutes' | 'report', { pdf: Uint8Array; pages: Page[] }> = {
  minutes: { pdf: new Uint8Array(), pages: [] },
  report: { pdf: new Uint8Array(), pages: [] },
};

beforeAll(() => {
  const record = {
    ...sampleRecord,
    office: { ...sampleRecord.office, superior: 'ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI' },
  };
  for (const [kind, tree] of [
    ['minutes', minutesTree(sampleRecord)],
    ['report', reportTree(record)],
  ] as const) {
    const pdf = toPdf(tree);
    documents[kind] = { pdf, pages: readPages(pdf) };
  }
});

const near = (value: number, wanted: number) => expect(Math.abs(value - wanted)).toBeLessThan(tolerance);
const middle = (box: { left: number; right: number }) => (box.left + box.right) / 2;

describe.each(['minutes', 'report'] as const)('the %s on paper', (kind) => {
  const pages = () => documents[kind].pages;
  const firstPage = () => pages()[0] as Page;

  it('is A4, upright, and keeps the margins 20, 20, 30, 20', () => {
    const upright = pages().filter((page) => page.width < page.height);
    for (const page of upright) {
      near(page.width, 210);
      near(page.height, 297);
      const body = page.words.filter((word) => word.top > 19);
      const box = boxOf(body);
      expect(box.left).toBeGreaterThan(30 - tolerance);
      expect(box.right).toBeLessThan(190 + tolerance);
      expect(box.top).toBeGreaterThan(20 - tolerance);
      expect(box.bottom).toBeLessThan(277 + tolerance);
    }
    const widest = boxOf(upright.flatMap((page) => page.words));
    near(widest.left, 30);
    near(widest.right, 190);
  });

  it('numbers its pages from the second on, in the middle of the top margin', () => {
    const inMargin = pages().map((page) => page.words.filter((word) => word.bottom < 19));
    expect(inMargin[0]).toEqual([]);
    const upright = pages().filter((page) => page.width < page.height).length;
    for (let index = 1; index < upright; index++) {
      const [number, ...others] = inMargin[index] ?? [];
      expect(others).toEqual([]);
      expect(number?.text).toBe(String(index + 1));
      if (!number) continue;
      // The middle of the text, 160 mm wide from 30 mm on; type of 13 pt.
      near(middle(number), 110);
      near((number.top + number.bottom) / 2, 10);
    }
  });

  it('has the national title on one line in the right half, the motto under it', () => {
    const title = find(pages(), 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    const box = boxOf(title);
    for (const word of title) near(word.top, box.top);
    expect(box.top).toBeGreaterThan(20);
    expect(box.top).toBeLessThan(22);
    const mottoBox = boxOf(find(pages(), 'Độc lập - Tự do - Hạnh phúc'));
    expect(mottoBox.top).toBeGreaterThan(box.top + 4);
    near(middle(mottoBox), middle(box));
    expect(mottoBox.left).toBeGreaterThan(105);
  });

  it('draws a line as long as the motto under it', () => {
    const box = boxOf(find(pages(), 'Độc lập - Tự do - Hạnh phúc'));
    const rule = lineBetween(draw(documents[kind].pdf, 1), box.bottom - 0.5, box.bottom + 3, 80, 200);
    expect(rule).not.toBeNull();
    expect(rule?.y ?? 0).toBeGreaterThan(box.bottom + 0.4);
    near(rule?.left ?? 0, box.left);
    near(rule?.right ?? 0, box.right);
  });

  it('draws a line of a third to a half under the issuing body and under the subject', () => {
    const picture = draw(documents[kind].pdf, 1);
    const words = firstPage().words;
    const number = boxOf(find(pages(), 'Số:'));
    const bodyEnd = boxOf(find(pages(), 'XÃ SA LOONG')).bottom;
    const underBody = lineBetween(picture, bodyEnd - 0.5, number.top, 28, 95);
    const bodyWidth =
      boxOf(find(pages(), 'ỦY BAN NHÂN DÂN')).right - boxOf(find(pages(), 'ỦY BAN NHÂN DÂN')).left;
    const length = (underBody?.right ?? 0) - (underBody?.left ?? 0);
    expect(length / bodyWidth).toBeGreaterThan(0.3);
    expect(length / bodyWidth).toBeLessThan(0.52);
    const kindWord = boxOf(find(pages(), kind === 'minutes' ? 'BIÊN BẢN' : 'BÁO CÁO'));
    near(middle(kindWord), 110);
    const next = words.find((word) => ['Vào', 'Ủy'].includes(word.text) && word.top > kindWord.bottom + 8);
    const underSubject = lineBetween(picture, kindWord.bottom + 5, next?.top ?? 0, 30, 190);
    expect(underSubject).not.toBeNull();
    near(middle(underSubject ?? { left: 0, right: 0 }), 110);
  });

  it('puts the number under the issuing body, place and date under the motto', () => {
    const body = boxOf(find(pages(), 'XÃ SA LOONG'));
    const sign = kind === 'minutes' ? '/BB-UBND' : '/BC-UBND';
    const words = firstPage().words;
    const number = words.filter((word) => word.text === 'Số:' || word.text === sign);
    expect(number).toHaveLength(2);
    near(middle(boxOf(number)), middle(body));
    expect(boxOf(number).top).toBeGreaterThan(body.bottom);
    const place = boxOf(find(pages(), 'Sa Loong, ngày'));
    expect(place.left).toBeGreaterThan(95);
    near(place.bottom, boxOf(number).bottom + 0.3);
  });

  it('indents first lines by 10 mm and justifies the others to the margin', () => {
    const lefts = pages().flatMap((page) => page.words.map((word) => word.left));
    expect(lefts.filter((left) => Math.abs(left - 40) < 0.1).length).toBeGreaterThan(20);
    const rights = pages().flatMap((page) => page.words.map((word) => word.right));
    expect(rights.filter((right) => Math.abs(right - 190) < 0.2).length).toBeGreaterThan(20);
  });

  it('is PDF/A with Tinos embedded and nothing else', () => {
    const { pdf } = documents[kind];
    const fonts = fontsOf(pdf);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) {
      expect(font.name).toMatch(/^[A-Z]{6}\+Tinos-/);
      expect(font.embedded).toBe(true);
    }
    expect(infoOf(pdf).get('PDF version')).toBe('1.7');
    const raw = Buffer.from(pdf).toString('latin1');
    expect(raw).toMatch(/<pdfaid:part>3<\/pdfaid:part>/);
    expect(raw).toMatch(/<pdfaid:conformance>B<\/pdfaid:conformance>/);
    expect(raw).toContain('/OutputIntents');
  });
});

describe('the minutes', () => {
  it('say the true number of pages', () => {
    const { pdf, pages } = documents.minutes;
    const count = Number(infoOf(pdf).get('Pages'));
    expect(count).toBe(pages.length);
    expect(find(pages, `mỗi bản gồm ${String(count).padStart(2, '0')} trang.`)).toHaveLength(5);
  });

  it('have the secretaries on the left and the chair on the right, on one level', () => {
    const last = documents.minutes.pages.slice(-1);
    const left = boxOf(find(last, 'THƯ KÝ'));
    const right = boxOf(find(last, 'CHỦ TRÌ'));
    near(left.top, right.top);
    expect(left.right).toBeLessThan(105);
    expect(right.left).toBeGreaterThan(105);
    const signatures = last[0]?.words.filter((word) => word.top > left.bottom) ?? [];
    const name = signatures.filter((word) => word.left > 105);
    expect(name.map((word) => word.text).join(' ')).toBe('Nguyễn Hữu Bảng');
    near(middle(boxOf(name)), middle(right));
    expect(boxOf(name).top - right.bottom).toBeGreaterThan(20);
  });
});

describe('the report', () => {
  it('has the recipients on the left, level with the signature', () => {
    const { pages } = documents.report;
    const recipients = boxOf(find(pages, 'Nơi nhận:'));
    const authority = boxOf(find(pages, 'TM. ỦY BAN NHÂN DÂN'));
    expect(recipients.page).toBe(authority.page);
    near(recipients.top, authority.top);
    near(recipients.left, 30);
    expect(authority.left).toBeGreaterThan(105);
    const title = boxOf(find(pages, 'CHỦ TỊCH'));
    near(middle(title), middle(authority));
  });

  it('has its superior above the issuing body', () => {
    const { pages } = documents.report;
    const superior = boxOf(find(pages, 'TỈNH QUẢNG NGÃI'));
    const body = boxOf(find(pages, 'XÃ SA LOONG'));
    expect(superior.bottom).toBeLessThan(body.top);
    near(middle(superior), middle(body));
  });

  it('has an annex across the page that counts its own pages and repeats the header row', () => {
    const annex = documents.report.pages.filter((page) => page.width > page.height);
    expect(annex.length).toBeGreaterThan(2);
    annex.forEach((page, index) => {
      near(page.width, 297);
      near(page.height, 210);
      const box = boxOf(page.words.filter((word) => word.top > 19));
      expect(box.left).toBeGreaterThan(30 - tolerance);
      expect(box.right).toBeLessThan(277 + tolerance);
      expect(box.bottom).toBeLessThan(190 + tolerance);
      expect(find([page], 'STT')).toHaveLength(1);
      const number = page.words.filter((word) => word.bottom < 19).map((word) => word.text);
      expect(number).toEqual(index === 0 ? [] : [String(index + 1)]);
    });
  });

  it('does not split rows of the annex', () => {
    const annex = documents.report.pages.filter((page) => page.width > page.height);
    const rows = annex.map((page) =>
      page.words.filter((word) => /^KN-\d+$/.test(word.text) && word.left < 46),
    );
    expect(rows.flat()).toHaveLength(sampleRecord.petitions.length);
    // A row that had been split would begin a page with text that stands above its own number.
    for (const [index, page] of annex.entries()) {
      const header = boxOf(find([page], 'STT'));
      const first = rows[index]?.[0];
      const early = page.words.filter(
        (word) => word.top > header.bottom + 9 && word.top < (first?.top ?? 0) - 6,
      );
      expect(early.filter((word) => word.left > 60 && word.left < 110).map((word) => word.text)).toEqual([]);
    }
  });
});
