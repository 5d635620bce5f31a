import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ListAnswer } from '../../../server/households/list-worker.ts';
import { createLists } from '../../../server/households/look.ts';
import { readXlsx } from '../../../server/households/read/xlsx.ts';
import { rawXlsx } from './list-file.ts';

const known = { name: '', choices: {}, villages: [], stored: [], mappings: new Map(), now: 2023 };
const codeOf = (answer: ListAnswer) => ('code' in answer ? answer.code : 'read');
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A zip whose one part inflates to `size` bytes of the same letter, whatever its directory says. */
function bomb(size: number, claimed: number): Uint8Array {
  const name = Buffer.from('xl/workbook.xml');
  const packed = deflateRawSync(Buffer.alloc(size, 'a'));
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(claimed, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(claimed, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return new Uint8Array(Buffer.concat([local, name, packed, central, name, end]));
}

test('zip bombs, whatever their directory says, and what is no workbook', async () => {
  const lists = createLists();
  const look = async (file: Uint8Array) => codeOf(await lists.look({ file, ...known }));
  expect(await look(bomb(100 * 1024 * 1024, 100 * 1024 * 1024))).toBe('tooLarge');
  expect(await look(bomb(100 * 1024 * 1024, 10))).toBe('tooLarge');
  expect(await look(Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 1, 2, 3))).toBe('notList');
  expect(await look(new Uint8Array(11 * 1024 * 1024))).toBe('tooLarge');
});

test('entities are refused, nothing outside is fetched, formulas are not run', async () => {
  const rows = [
    ['Họ và tên', 'Năm sinh', 'Thôn'],
    ['Nguyễn Văn A', '1960', 'Hào Lý'],
  ];
  const laughs = `<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst xmlns="${main}"><si><t>&b;</t></si></sst>`;
  const lists = createLists();
  expect(
    codeOf(await lists.look({ file: await rawXlsx({ rows }, { 'xl/sharedStrings.xml': laughs }), ...known })),
  ).toBe('notList');
  const [sheet] = readXlsx(
    Buffer.from(await rawXlsx({ rows: [[{ formula: 'WEBSERVICE("http://a")', value: '=1+1' }]] })),
  );
  expect(sheet?.rows[0]?.[0]?.text).toBe('=1+1');
});

test('cells beyond the bounds, references that lie, and a sheet without end are cut', async () => {
  const rows = Array.from(
    { length: 12_000 },
    (_, n) => `<row r="${n + 1}"><c r="A${n + 1}"><v>${n}</v></c></row>`,
  ).join('');
  const body = `<row r="1"><c r="XFD1"><v>1</v></c><c r="B1" t="s"><v>99999</v></c><c r="C1" s="77"><v>1e999</v></c><c r="!!" t="inlineStr"><is><t>&#0;&#xFFFFFFF;x</t></is></c></row>${rows}`;
  const sheet = `<worksheet xmlns="${main}"><sheetData>${body}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`;
  const [read] = readXlsx(Buffer.from(await rawXlsx({ rows: [] }, { 'xl/worksheets/sheet1.xml': sheet })));
  expect(read?.cut).toBe(true);
  expect(read?.rows.length).toBe(10_000);
  expect(Math.max(...(read?.rows.map((row) => row.length) ?? []))).toBeLessThanOrEqual(60);
});

test('a list that takes too long is given up, others have their turn', async () => {
  const rows = Array.from({ length: 9000 }, (_, n) => [`Nguyễn Văn ${n}`, '1960', 'Hào Lý']);
  const file = await rawXlsx({ rows: [['Họ và tên', 'Năm sinh', 'Thôn'], ...rows.slice(0, 50)] });
  expect(codeOf(await createLists(1).look({ file, ...known }))).toBe('tooLarge');
  const lists = createLists();
  const all = await Promise.all([1, 2, 3, 4].map(() => lists.look({ file, ...known })));
  expect(all.map(codeOf)).toEqual(['read', 'read', 'read', 'read']);
});
