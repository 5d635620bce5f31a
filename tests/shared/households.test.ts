import { expect, test } from 'vitest';
import { findVillage, type Household, type Member } from '../../shared/households.ts';
import { guessField } from '../../shared/import/fields.ts';
import { previewList, type ReadList } from '../../shared/import/preview.ts';
import { readBirth, readCategory, readName, readPhone } from '../../shared/import/values.ts';

const villages = [
  { name: 'Thôn Hào Lý', spellings: [] },
  { name: 'Thôn Hảo Lý', spellings: [] },
  { name: 'Thôn 1', spellings: ['Làng Rẽ'] },
  { name: 'Tổ 1', spellings: [] },
  { name: 'Đăk Vang', spellings: [] },
];

test('a village is found by what is written, and never when two could be meant', () => {
  const find = (written: string) => findVillage(written, villages)?.name ?? null;
  expect(find('hào lý')).toBe('Thôn Hào Lý');
  expect(find('THÔN HẢO LÝ.')).toBe('Thôn Hảo Lý');
  expect(find('hao ly')).toBeNull();
  expect(find('Thôn 1')).toBe('Thôn 1');
  expect(find('tổ 1')).toBe('Tổ 1');
  expect(find('1')).toBeNull();
  expect(find('làng rẽ')).toBe('Thôn 1');
  expect(find('dak vang')).toBe('Đăk Vang');
  expect(find('Đắc Vang')).toBeNull();
  expect(find('')).toBeNull();
});

test('reads births, names, phones and categories as lists write them', () => {
  const births = [
    '1970',
    '05/02/1970',
    '5.2.70',
    '2/1970',
    '00/00/1970',
    '1970-02-05',
    '25569',
    '12/31/1980',
    'SN 1965',
  ];
  expect(births.map((text) => readBirth(text, 2023))).toEqual([
    '1970',
    '1970-02-05',
    '1970-02-05',
    '1970',
    '1970',
    '1970-02-05',
    '1970-01-01',
    '1980-12-31',
    '1965',
  ]);
  for (const text of ['31/02/1970', '1830', '2024', '45', 'không', '1/2/3/1970', '99999'])
    expect(readBirth(text, 2023), text).toBeNull();
  expect(['NGUYỄN  VĂN AN', 'y h’blang', 'A', 'Lê thị bé'].map(readName)).toEqual([
    'Nguyễn Văn An',
    'Y H’Blang',
    'A',
    'Lê Thị Bé',
  ]);
  expect(['905123456', '0905 123 456', '12'].map(readPhone)).toEqual(['0905123456', '0905 123 456', '12']);
  expect(
    ['Hộ cận nghèo', 'HN', 'mới thoát nghèo', 'HV Hội Nông dân', 'Không nghèo', 'Người có công', 'nghoè'].map(
      readCategory,
    ),
  ).toEqual([
    { category: 'nearPoor', union: false },
    { category: 'poor', union: false },
    { category: 'escapedPoverty', union: false },
    { category: '', union: true },
    { category: '', union: false },
    { category: '', union: false },
    null,
  ]);
});

test('knows columns by the words of their heads, numbers of identity papers as not to be taken', () => {
  const words: [string, string | null][] = [
    ['Họ và tên', 'name'],
    ['Họ và tên chủ hộ', 'headName'],
    ['Quan hệ với chủ hộ', 'relation'],
    ['Số hộ khẩu', 'code'],
    ['Mã hộ', 'code'],
    ['Ngày tháng năm sinh', 'birth'],
    ['Năm sinh Nam', 'male'],
    ['Năm sinh Nữ', 'female'],
    ['Thôn/xóm', 'village'],
    ['Đối tượng', 'category'],
    ['SĐT', 'phone'],
    ['Số CCCD', 'ignore'],
    ['Số thẻ BHYT', 'ignore'],
    ['Hội viên nông dân', 'union'],
    ['Cột 7', null],
  ];
  for (const [title, field] of words) expect(guessField(title), title).toBe(field);
});

const member = (id: string, name: string): Member => ({
  id,
  name,
  birth: '1970',
  gender: '',
  relation: '',
  head: false,
  phone: '',
  unionMember: true,
  note: '',
});

test('the whole list of the union tells which members have left it', () => {
  const stored: Household[] = [
    {
      id: 'h1',
      code: '',
      villageId: 'v',
      address: '',
      members: [member('a', 'A Thuận'), member('b', 'Y Bình')],
      years: [],
      revision: 1,
    },
  ];
  const list: ReadList = {
    rows: [
      ['Họ tên hội viên', 'Năm sinh'],
      ['A Thuận', '1970'],
    ],
    spans: new Map(),
    detected: 'unicode',
    code: 'unicode',
    codes: [],
    sheets: [],
    sheet: 0,
    cut: false,
  };
  const known = {
    villages: [{ id: 'v', name: 'Đăk Vang', spellings: [] }],
    stored,
    mappings: new Map(),
    now: 2023,
    newId: () => 'n',
  };
  const choices = {
    headRow: 1,
    category: 'farmerMember',
    villageId: 'v',
    leaving: { complete: true, as: '' },
  } as const;
  const { preview, changes } = previewList(list, choices, known);
  expect(preview.left.map(({ memberId }) => memberId)).toEqual(['b']);
  expect(changes.map(({ id, after }) => [id, after && 'unionMember' in after && after.unionMember])).toEqual([
    ['b', false],
  ]);
});
