import { joined, xlsx } from '../../../shared/export/xlsx.ts';
import { zip } from '../../../shared/export/zip.ts';

/** Lists as files, for tests. */

/** A list made by the product's own writer. */
export function madeXlsx(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  days: readonly string[] = [],
): Promise<Uint8Array> {
  return joined(
    xlsx<readonly (string | number)[]>(
      {
        name: 'Danh sách',
        title: 'Danh sách',
        rows,
        columns: head.map((title, column) => ({
          title,
          width: 20,
          kind: days.includes(title) ? ('day' as const) : ('text' as const),
          value: (row) => row[column] ?? '',
        })),
      },
      '2023-01-05',
    ),
  );
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What a raw cell is: a text in a font, a number in a format, or nothing. */
export type RawCell =
  | string
  | number
  | null
  | { text: string; font?: string }
  | { day: number }
  | { formula: string; value: string };

export interface RawSheet {
  rows: readonly (readonly RawCell[])[];
  merges?: readonly string[];
}

const letters = (column: number) => String.fromCharCode(65 + column);

/**
 * A workbook as Excel writes it: shared texts, fonts by style, merged cells. `extra` are parts that replace the usual ones.
 */
export async function rawXlsx(
  { rows, merges = [] }: RawSheet,
  extra: Record<string, string> = {},
): Promise<Uint8Array> {
  const texts: string[] = [];
  const fonts = ['Times New Roman'];
  const fontOf = (font: string) => {
    if (!fonts.includes(font)) fonts.push(font);
    return fonts.indexOf(font);
  };
  const shared = (text: string) => {
    if (!texts.includes(text)) texts.push(text);
    return texts.indexOf(text);
  };
  const cell = (value: RawCell, at: string): string => {
    if (value === null) return '';
    if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
    if (typeof value === 'string') return `<c r="${at}" t="s"><v>${shared(value)}</v></c>`;
    if ('day' in value) return `<c r="${at}" s="1"><v>${value.day}</v></c>`;
    if ('formula' in value)
      return `<c r="${at}" t="str"><f>${escaped(value.formula)}</f><v>${escaped(value.value)}</v></c>`;
    const style = value.font ? fontOf(value.font) + 1 : 0;
    return `<c r="${at}" s="${style}" t="s"><v>${shared(value.text)}</v></c>`;
  };
  const body = rows
    .map(
      (row, index) =>
        `<row r="${index + 1}">${row.map((value, column) => cell(value, `${letters(column)}${index + 1}`)).join('')}</row>`,
    )
    .join('');
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Hộ nghèo" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${body}</sheetData>${merges.length > 0 ? `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : ''}</worksheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts>${fonts.map((font) => `<font><sz val="12"/><name val="${font}"/></font>`).join('')}</fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/>${fonts
      .slice(1)
      .map((_, index) => `<xf numFmtId="0" fontId="${index + 1}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    ...extra,
  };
  const encoder = new TextEncoder();
  const files = Object.entries(parts).map(([name, text]) => ({ name, bytes: [encoder.encode(text)] }));
  return joined(zip(files, { day: '2023-01-05' }));
}

/** The head of `householdRows`. */
export const rowHead = [
  'STT',
  'Họ và tên',
  'Ngày sinh',
  'Quan hệ với chủ hộ',
  'Thôn',
  'Đối tượng',
  'Điện thoại',
];
const families = ['Nguyễn Văn', 'Trần Thị', 'Lê Đình', 'Y', 'A', 'Đặng Quỳnh', 'Hoàng Hữu'];
const given = ['Ánh', 'Bảng', 'Cường', 'Đức', 'Ước', 'Tuyết', 'Huệ', 'Thuận', 'Khuyến', 'Yến'];

/** Poor households of four people each: a whole commune's. `variant` gives other people. */
export function householdRows(count: number, variant = 0): string[][] {
  return Array.from({ length: count }, (_, n) => {
    const isHead = n % 4 === 0;
    const name = `${families[n % 7]} ${given[Math.floor(n / 7) % 10]} ${given[(Math.floor(n / 70) + variant) % 10]}`;
    const year = 1940 + variant + Math.floor(n / 700) * 20 + (n % 19);
    return [
      isHead ? String(n / 4 + 1) : '',
      name,
      `${year}-02-0${(n % 9) + 1}`,
      isHead ? 'Chủ hộ' : 'Con',
      n % 8 < 4 ? 'Hào Lý' : 'Giang Lố 1',
      isHead ? 'Hộ nghèo' : '',
      isHead ? `09050${String(10_000 + n)}` : '',
    ];
  });
}
