import { describe, expect, test } from 'vitest';
import { slipsToDocx } from '../../../server/documents/docx-slips.ts';
import '../../../server/documents/fonts.ts';
import { slipsToPdf } from '../../../server/documents/typst-slips.ts';
import { type ReceiptSource, receiptsTree } from '../../../shared/documents/receipts.ts';
import { hallDialogue, hallOffice } from '../../e2e/kit.ts';
import { readPages } from './pdf.ts';
import { scanned } from './scan.ts';
import { readZip } from './zip.ts';

const long = (letters: number) => 'Đường ở thôn Đăk Vang hỏng nặng '.repeat(40).slice(0, letters);
const receipt = (n: number, change: Partial<ReceiptSource> = {}): ReceiptSource => ({
  number: `KN-0${n}`,
  raisedAt: '2026-11-26T02:05:00.000Z',
  matter: 'Xin sửa đường vào thôn',
  field: 'Xây dựng nông thôn mới',
  unit: 'Địa chính – nông nghiệp',
  dueDate: '2026-12-10',
  code: '4F7KM-9X2CT',
  link: 'https://doithoai.saloong.gov.vn/tra-cuu#4F7KM9X2CT',
  ...change,
});
const longest = { number: 'KN-9999', matter: long(900), field: long(200), unit: long(200) };

function tree(sheet: 'A5' | 'A4', receipts: ReceiptSource[], contact = '') {
  return receiptsTree({
    from: 'receipts',
    sheet,
    dialogue: { ...hallDialogue, id: 'dialogue1', state: 'open', heldOn: '2026-11-26' },
    office: {
      superior: '',
      bodySign: 'UBND',
      authority: '',
      signerTitle: '',
      holidays: [],
      body: '',
      place: '',
      signerName: '',
      villages: [],
      units: [],
      authorities: [],
      ...hallOffice,
    },
    receipts,
    address: 'doithoai.saloong.gov.vn/tra-cuu',
    contact,
    madeAt: '2026-11-26T03:00:00.000Z',
  });
}

describe('receipts', () => {
  test('the printed code is scanned as the page’s address with the code in its fragment', () => {
    expect(scanned(slipsToPdf(tree('A5', [receipt(1)])))).toBe(
      'https://doithoai.saloong.gov.vn/tra-cuu#4F7KM9X2CT',
    );
  });

  test.each(['A5', 'A4'] as const)('the longest texts stay within their slip on %s', (sheet) => {
    const each = sheet === 'A5' ? 1 : 4;
    const slips = Array.from({ length: 5 }, (_, n) => receipt(n + 1, longest));
    const pages = readPages(slipsToPdf(tree(sheet, slips, long(300))));
    expect(pages.length).toBe(Math.ceil(slips.length / each));
    const words = pages[0]?.words ?? [];
    // The last line of each is there, so nothing was cut off.
    const signs = words.filter(({ text }) => text === '(ký)');
    expect(signs.length).toBe(each);
    const height = sheet === 'A5' ? 210 : 297 / 2;
    for (const { bottom } of signs) expect(bottom % height).toBeLessThan(height - 8);
    for (const { left, right } of words) {
      const width = sheet === 'A5' ? 148 : 105;
      expect(Math.floor(left / width), 'over the cut').toBe(Math.floor(right / width));
    }
  });

  test('a day that was promised makes it a promise; without a day or a unit it says nothing of them', () => {
    const { slips } = tree('A5', [receipt(1), receipt(2, { dueDate: '', unit: '' })]);
    expect(slips.map(({ title }) => title)).toEqual([
      'PHIẾU HẸN TRẢ LỜI KIẾN NGHỊ',
      'GIẤY BIÊN NHẬN KIẾN NGHỊ',
    ]);
    expect(slips[0]?.lines.at(-1)?.value).toBe('chậm nhất ngày 10/12/2026');
    expect(slips[1]?.lines.map(({ label }) => label)).toEqual(['Tại', 'Tiếp nhận', 'Lĩnh vực', 'Nội dung']);
    expect(slips[0]?.notes.join(' ')).toContain('Văn phòng Ủy ban nhân dân xã Sa Loong');
  });

  test('equal receipts give equal files; the Word file has each code as a picture', async () => {
    const slips = tree('A4', [receipt(1), receipt(2), receipt(3), receipt(4), receipt(5)]);
    expect(slipsToPdf(slips)).toEqual(slipsToPdf(slips));
    const [one, two] = [await slipsToDocx(slips), await slipsToDocx(slips)];
    expect(one).toEqual(two);
    const names = [...readZip(one).files.keys()];
    expect(names.some((path) => /^word\/media\/.+png$/.test(path))).toBe(true);
  });
});
