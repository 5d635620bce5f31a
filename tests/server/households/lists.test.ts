import { expect, test } from 'vitest';
import { readListFile } from '../../../server/households/read/read-file.ts';
import type { Household, Member } from '../../../shared/households.ts';
import type { Mapping } from '../../../shared/import/fields.ts';
import { type ListChoices, previewList, type Surroundings } from '../../../shared/import/preview.ts';
import { bytesOf, to1258, toTcvn3, toVni } from '../../shared/vietnamese/old-codes.ts';
import { madeXlsx, type RawCell, rawXlsx } from './list-file.ts';

const villages = [
  { id: 'v1', name: 'Thôn Hào Lý', spellings: [] },
  { id: 'v2', name: 'Thôn Giang Lố 1', spellings: ['GL1'] },
];

function surroundings(stored: Household[] = [], mappings = new Map<string, Mapping>()): Surroundings {
  let n = 0;
  const newId = () => {
    n += 1;
    return `new${n}`;
  };
  return { villages, stored, mappings, now: 2023, newId };
}

const look = (file: Uint8Array, choices: ListChoices = {}, known = surroundings()) =>
  previewList(readListFile(file, choices), choices, known);

const names = ({ preview }: ReturnType<typeof look>) => preview.rows.map(({ name }) => name);

/** A list as an office has it: titles, a head in two rows, villages as rows, members below their head, a sum, signatures. */
const officeList: RawCell[][] = [
  ['ỦY BAN NHÂN DÂN XÃ SA LOONG', null, null, null, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
  ['DANH SÁCH HỘ NGHÈO NĂM 2022'],
  [],
  ['STT', 'Họ và tên', 'Năm sinh', null, 'Quan hệ với chủ hộ', 'Số CCCD', 'Điện thoại', 'Mã hộ'],
  [null, null, 'Nam', 'Nữ'],
  ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)'],
  ['I', 'Thôn Hào Lý'],
  [1, 'NGUYỄN VĂN BẢNG', 1960, null, 'Chủ hộ', '062060001234', 905123456, 'HN-01'],
  [null, 'Trần Thị Huệ', null, { day: 22_000 }, 'Vợ', null, null, null],
  [null, 'Nguyễn thị bé', null, '05/02/1990', 'Con', null, null, null],
  [2, 'A Cường', '1975', null, 'Chủ hộ', null, '0912 345 678', 'HN-02'],
  ['II', 'Thôn Giang Lố 1'],
  [3, 'Y H’BLANG', null, '32/13/1980', 'Chủ hộ', null, null, 'HN-03'],
  [4, 'A Thuận', 1980, null, 'Chủ hộ', null, null, 'HN-04'],
  [null, 'Tổng cộng', null, null, '6 người'],
  [null, 'NGƯỜI LẬP BIỂU', null, null, 'TM. ỦY BAN NHÂN DÂN'],
];
const merges = ['A1:D1', 'A4:A5', 'B4:B5', 'C4:D4', 'E4:E5', 'F4:F5', 'G4:G5', 'H4:H5', 'A8:A10', 'H8:H10'];

test('reads an office’s list as it is: titles, merged head, villages and members as rows, serial days, sums, signatures', async () => {
  const { preview, changes } = look(await rawXlsx({ rows: officeList, merges }));
  expect(preview.headRow).toBe(4);
  expect(preview.columns.map(({ field }) => field)).toEqual([
    'ordinal',
    'name',
    'male',
    'female',
    'relation',
    'ignore',
    'phone',
    'code',
  ]);
  expect(preview.settings).toEqual({ year: 2022, category: 'poor', villageId: '' });
  expect(
    preview.rows.map((row) => [row.row, row.name, row.birth, row.village, row.code, row.household, row.head]),
  ).toEqual([
    [8, 'Nguyễn Văn Bảng', '1960', 'Thôn Hào Lý', 'HN-01', 0, true],
    [9, 'Trần Thị Huệ', '1960-03-25', 'Thôn Hào Lý', 'HN-01', 0, false],
    [10, 'Nguyễn Thị Bé', '1990-02-05', 'Thôn Hào Lý', 'HN-01', 0, false],
    [11, 'A Cường', '1975', 'Thôn Hào Lý', 'HN-02', 1, true],
    [13, 'Y H’Blang', '', 'Thôn Giang Lố 1', 'HN-03', 2, true],
    [14, 'A Thuận', '1980', 'Thôn Giang Lố 1', 'HN-04', 3, true],
  ]);
  expect(preview.rows[0]?.phone).toBe('0905123456');
  expect(
    preview.rows.filter(({ problems }) => problems.length > 0).map(({ row, problems }) => [row, problems]),
  ).toEqual([[13, [{ code: 'badBirth', value: '32/13/1980' }]]]);
  expect(preview.skipped).toEqual([1, 2, 4, 5, 6, 7, 12, 15, 16]);
  expect(preview.counts).toMatchObject({ all: 6, bad: 1, rows: 5, households: 3, members: 5 });
  // Numbers of identity papers are not kept anywhere.
  expect(JSON.stringify(changes)).not.toContain('062060001234');
  const kinds = changes.map(({ kind, after }) => [kind, after && 'category' in after ? after.category : '']);
  expect(kinds.filter(([kind]) => kind === 'year')).toEqual([
    ['year', 'poor'],
    ['year', 'poor'],
    ['year', 'poor'],
  ]);
});

const head = ['STT', 'Họ và tên chủ hộ', 'Ngày sinh', 'Thôn', 'Đối tượng', 'Số điện thoại'];
const people = [
  ['1', 'Nguyễn Hữu Bảng', '05/02/1960', 'Thôn Hào Lý', 'Hộ nghèo', '0905123456'],
  ['2', 'Trần Thị Ánh Tuyết', '1971', 'hào lý', 'Hộ cận nghèo', ''],
  ['3', 'Đặng Quỳnh Ước', '1.1.1980', 'GL1', 'Mới thoát nghèo', ''],
  ['4', 'Lê Đình Khuyến', '1985', 'Giang Lố 1', 'Hội viên Hội Nông dân', ''],
];
const text = (separator: string, rows = [head, ...people]) =>
  rows.map((row) => row.join(separator)).join('\r\n');
const utf8 = (value: string) => new TextEncoder().encode(value);
const signed = (value: string) =>
  Uint8Array.from([
    0xff,
    0xfe,
    ...new Uint8Array(Uint16Array.from([...value], (sign) => sign.charCodeAt(0)).buffer),
  ]);

const files: [string, () => Uint8Array | Promise<Uint8Array>, string][] = [
  ['xlsx', () => madeXlsx(head, people), 'unicode'],
  [
    'xlsx, marks apart',
    () =>
      madeXlsx(
        head,
        people.map((row) => row.map((cell) => cell.normalize('NFD'))),
      ),
    'unicode',
  ],
  [
    'xlsx in TCVN3',
    () =>
      madeXlsx(
        head.map(toTcvn3),
        people.map((row) => row.map(toTcvn3)),
      ),
    'tcvn3',
  ],
  [
    'xlsx in VNI',
    () =>
      madeXlsx(
        head.map(toVni),
        people.map((row) => row.map(toVni)),
      ),
    'vni',
  ],
  ['CSV in UTF-8', () => utf8(text(',')), 'utf-8'],
  ['CSV in UTF-8 with a mark, semicolons', () => utf8(`\ufeff${text(';')}`), 'utf-8'],
  ['TSV in UTF-16', () => signed(text('\t')), 'utf-16le'],
  ['CSV in Windows-1258', () => to1258(text(';')), 'windows-1258'],
  ['CSV in TCVN3', () => bytesOf(toTcvn3(text(','))), 'tcvn3'],
  ['CSV in VNI', () => bytesOf(toVni(text(','))), 'vni'],
  ['CSV with marks apart', () => utf8(text(',').normalize('NFD')), 'utf-8'],
];

test.each(files)('%s gives the same people', async (_, make, code) => {
  const { preview } = look(await make());
  expect(preview.code).toBe(code);
  expect(preview.counts).toMatchObject({ all: 4, bad: 0, households: 4, members: 4 });
  expect(
    preview.rows.map(({ name, birth, village, category, unionMember }) => [
      name,
      birth,
      village,
      category,
      unionMember,
    ]),
  ).toEqual([
    ['Nguyễn Hữu Bảng', '1960-02-05', 'Thôn Hào Lý', 'poor', false],
    ['Trần Thị Ánh Tuyết', '1971', 'Thôn Hào Lý', 'nearPoor', false],
    ['Đặng Quỳnh Ước', '1980-01-01', 'Thôn Giang Lố 1', 'escapedPoverty', false],
    ['Lê Đình Khuyến', '1985', 'Thôn Giang Lố 1', '', true],
  ]);
});

test('cells of one workbook in several fonts; what a wrong choice gives can be seen and corrected', async () => {
  const font = (value: string, name: string): RawCell => ({ text: value, font: name });
  const file = await rawXlsx({
    rows: [
      ['Họ và tên', 'Thôn', 'Năm sinh'],
      [font(toTcvn3('nguyễn văn bảng'), '.VnTimeH'), font(toTcvn3('Hào Lý'), '.VnTime'), '1960'],
      [font(toVni('Trần Thị Huệ'), 'VNI-Times'), 'Hào Lý', '1961'],
      ['Lê Hòa', 'Thôn Hào Lý', '1962'],
    ],
  });
  expect(names(look(file))).toEqual(['Nguyễn Văn Bảng', 'Trần Thị Huệ', 'Lê Hòa']);
  expect(look(file).preview.counts.bad).toBe(0);
  expect(names(look(file, { code: 'vni' }))[0]).not.toBe('Nguyễn Văn Bảng');
});

test('says of each row what is wrong, in the columns that were chosen by hand, and remembers them by the head', async () => {
  const file = utf8(
    text(',', [
      ['Cột 1', 'Cột 2', 'Cột 3'],
      ['Nguyễn Văn A', '1960', 'Thôn Ma'],
      ['', '1970', 'Hào Lý'],
      ['Lê Văn C', '2200', 'Hào Lý'],
    ]),
  );
  const mapping: Mapping = ['name', 'birth', 'village'];
  const { preview } = look(file, { headRow: 1, mapping });
  expect(preview.rows.map(({ row, problems }) => [row, ...problems.map(({ code }) => code)])).toEqual([
    [2, 'unknownVillage'],
    [3, 'noName'],
    [4, 'badBirth'],
  ]);
  expect(preview.unknownVillages).toEqual([{ written: 'Thôn Ma', rows: 1 }]);
  const again = look(file, { headRow: 1 }, surroundings([], new Map([[preview.shape, mapping]])));
  expect(again.preview.remembered).toBe(true);
  expect(again.preview.columns.map(({ field }) => field)).toEqual(mapping);
});

const member = (id: string, name: string, birth: string, more: Partial<Member> = {}): Member => ({
  id,
  name,
  birth,
  gender: '',
  relation: '',
  head: true,
  phone: '',
  unionMember: false,
  note: '',
  ...more,
});
const stored = (
  id: string,
  villageId: string,
  members: Member[],
  years: Household['years'] = [],
): Household => ({
  id,
  code: '',
  villageId,
  address: '',
  members,
  years,
  revision: 1,
});

test('finds who is known by folded name, village and year of birth, and does what was chosen', async () => {
  const known = [
    stored('h1', 'v1', [member('m1', 'Nguyen Van Bang', '1960')]),
    stored('h2', 'v1', [member('m2', 'Lê Thị Hoa', '')]),
    stored('h3', 'v2', [member('m3', 'A Thuận', '1980')]),
    stored('h4', 'v1', [member('m4', 'A Thuận', '1980')]),
  ];
  const file = utf8(
    text(',', [
      ['Họ tên', 'Năm sinh', 'Thôn', 'SĐT'],
      ['Nguyễn Văn Bảng', '05/02/1960', 'Hào Lý', '0905'],
      ['Lê Thị Hoa', '1970', 'Hào Lý', ''],
      ['A Thuận', '1981', 'Hào Lý', ''],
      ['Nguyễn Văn Bảng', '1960', 'Hào Lý', '0999'],
      ['Nguyễn Văn Bảng', '1960', 'Giang Lố 1', ''],
    ]),
  );
  const first = look(file, {}, surroundings(known));
  expect(
    first.preview.rows.map(({ row, duplicate, decision }) => [row, duplicate?.of, duplicate?.sure, decision]),
  ).toEqual([
    [2, 'stored', true, 'merge'],
    [3, 'stored', false, 'merge'],
    [4, undefined, undefined, 'keep'],
    [5, 'file', true, 'skip'],
    [6, undefined, undefined, 'keep'],
  ]);
  const bang = first.changes.find(({ id }) => id === 'm1');
  expect(bang?.before).toMatchObject({ name: 'Nguyen Van Bang', birth: '1960', phone: '' });
  expect(bang?.after).toMatchObject({ name: 'Nguyễn Văn Bảng', birth: '1960-02-05', phone: '0905' });
  const other = look(file, { decisions: { 2: 'keep', 3: 'skip', 5: 'merge' } }, surroundings(known));
  expect(other.preview.counts).toMatchObject({ rows: 4, households: 3, members: 3 });
  expect(other.changes.some(({ id }) => id === 'm1' || id === 'm2')).toBe(false);
  const added = other.changes.filter(
    ({ kind, after }) => kind === 'member' && after && 'phone' in after && after.phone === '0999',
  );
  expect(added).toHaveLength(1);
});

test('the next year’s list shows who is new and who has left, and may say what became of these', async () => {
  const known = [
    stored('h1', 'v1', [member('m1', 'Nguyễn Văn Bảng', '1960')], [{ year: 2022, category: 'poor' }]),
    stored('h2', 'v1', [member('m2', 'Lê Thị Hoa', '1970')], [{ year: 2022, category: 'poor' }]),
    stored('h4', 'v1', [member('m4', 'Vũ Thị Cận', '1970')], [{ year: 2022, category: 'nearPoor' }]),
    stored('h3', 'v2', [member('m3', 'A Thuận', '1980')], [{ year: 2022, category: 'poor' }]),
  ];
  const file = utf8(
    text(',', [
      ['DANH SÁCH HỘ NGHÈO NĂM 2023', '', ''],
      ['Họ tên chủ hộ', 'Năm sinh', 'Thôn'],
      ['Nguyễn Văn Bảng', '1960', 'Hào Lý'],
      ['Trần Văn Mới', '1990', 'Hào Lý'],
    ]),
  );
  const plain = look(file, {}, surroundings(known));
  expect(plain.preview.settings).toMatchObject({ year: 2023, category: 'poor' });
  expect(plain.preview.entered).toBe(1);
  expect(plain.preview.left).toEqual([]);
  const whole = look(file, { leaving: { complete: true, as: 'escapedPoverty' } }, surroundings(known));
  // The list says nothing of the village of A Thuận.
  expect(whole.preview.left).toEqual([
    { householdId: 'h2', memberId: '', name: 'Lê Thị Hoa', villageId: 'v1', category: 'poor' },
  ]);
  expect(whole.changes).toContainEqual({
    kind: 'year',
    id: 'h2/2023',
    before: null,
    after: { householdId: 'h2', year: 2023, category: 'escapedPoverty' },
  });
});

test('formulas are their last values; ticks in columns; heads named beside their people; two columns of one name', async () => {
  const { preview } = look(
    await rawXlsx({
      rows: [
        [
          'Họ đệm',
          'Tên',
          'Ngày tháng năm sinh',
          'Chủ hộ',
          'Thôn (xóm)',
          'Hộ nghèo',
          'Hộ cận nghèo',
          'Hội viên nông dân',
        ],
        [
          'Nguyễn Văn',
          { formula: '1+1', value: 'Bảng' },
          25_569,
          'Nguyễn Văn Bảng',
          'Hào Lý',
          'x',
          null,
          null,
        ],
        ['Trần Thị', 'Huệ', '1972', 'Nguyễn Văn Bảng', 'Hào Lý', null, null, 'X'],
        ['A', 'Thuận', '1980', 'A Thuận', 'Hào Lý', null, 'x', null],
      ],
    }),
  );
  expect(
    preview.rows.map(({ name, birth, household, head, category, unionMember }) => [
      name,
      birth,
      household,
      head,
      category,
      unionMember,
    ]),
  ).toEqual([
    ['Nguyễn Văn Bảng', '1970-01-01', 0, true, 'poor', false],
    ['Trần Thị Huệ', '1972', 0, false, '', true],
    ['A Thuận', '1980', 1, true, 'nearPoor', false],
  ]);
});
