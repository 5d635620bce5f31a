import { describe, expect, test } from 'vitest';
import type { Listed } from '../../../client/routes/people/model.ts';
import { importRows, readPeople, readRole } from '../../../client/routes/people/paste.ts';

const office = {
  units: ['Văn phòng – thống kê', 'Địa chính – nông nghiệp'],
  villages: ['Hào Lý', 'Đăk Vang'],
};
const known: Listed = {
  id: 'person000001',
  name: 'Phạm Thị Thư',
  title: 'Công chức',
  unit: 'Văn phòng – thống kê',
  account: 'thu@xa.vn',
  createdAt: '',
  leftAt: '',
  duties: [
    {
      id: 'duty00000001',
      personId: 'person000001',
      role: 'recorder',
      dialogueId: 'dialogue0001',
      unit: '',
      village: '',
      givenAt: '',
      endedAt: '',
    },
  ],
};
const read = (text: string, dialogueId = 'dialogue0001') =>
  readPeople(text, { known: [known], office, dialogueId });
const problems = (text: string, dialogueId?: string) =>
  read(text, dialogueId).rows.map((row) => row.problems);

describe('a list as Excel gives it', () => {
  test('with a header, in any order, with running numbers and the spelling of the office’s lists', () => {
    const { header, rows } = read(
      [
        'STT\tĐơn vị\tHọ và tên\tNhiệm vụ\tThôn\tChức vụ',
        '1\tdia chinh - nong nghiep\tNguyễn  Văn An\tCán bộ chuyên môn\t\tChuyên viên',
        '2\t\tY Mai\tTrưởng thôn\tthôn hào lý\tTrưởng thôn',
      ].join('\r\n'),
    );
    expect(header).toContain('STT');
    expect(rows).toMatchObject([
      {
        line: 2,
        name: 'Nguyễn Văn An',
        title: 'Chuyên viên',
        unit: 'Địa chính – nông nghiệp',
        duty: { role: 'officer', unit: 'Địa chính – nông nghiệp', village: '', dialogueId: 'dialogue0001' },
        problems: [],
      },
      { line: 3, name: 'Y Mai', duty: { role: 'village', unit: '', village: 'Hào Lý' }, problems: [] },
    ]);
  });

  test('without a header', () => {
    expect(read('1\tA Tuấn\tKế toán\tVăn phòng\tTài chính – kế toán\t').rows).toMatchObject([
      {
        line: 1,
        name: 'A Tuấn',
        title: 'Kế toán',
        unit: 'Văn phòng',
        duty: { role: 'finance' },
        problems: [],
      },
    ]);
  });

  test.each([
    ['Thư ký 1', 'recorder'],
    ['Chủ trì', 'chair'],
    ['Thôn trưởng', 'village'],
    ['Tổ trưởng tổ dân phố', 'village'],
    ['Tài chính – kế toán', 'finance'],
    ['Người rà soát', 'reviewer'],
    ['Công chức, ban ngành', 'officer'],
    ['Văn phòng (tổ chức)', 'organizer'],
    ['Village head', 'village'],
    ['thợ hàn', null],
  ])('%s is the role %s', (words, role) => expect(readRole(words)).toBe(role));

  test('what is wrong is said row by row', () => {
    const head = 'Họ tên\tĐơn vị\tVai trò\tThôn\n';
    expect(
      problems(
        `${head}\tVăn phòng\t\t
A\t\tthợ hàn\t
B\t\tVăn phòng\t
C\t\tCông chức\t
D\t\tTrưởng thôn\tKhông Có
NguyÔn §×nh H¶i\t\t\t
E\t\t\t\tthừa
F\t\t\t
f\t\t\t`,
      ),
    ).toEqual([
      ['noName'],
      ['role'],
      ['organizer'],
      ['noUnit'],
      ['noVillage'],
      ['encoding'],
      ['columns'],
      [],
      ['twice'],
    ]);
    expect(problems(`${head}A\t\tThư ký\t`, '')).toEqual([['noDialogue']]);
  });

  test('whoever is in the list already is given the duty, and nothing twice', () => {
    const head = 'Họ tên\tĐơn vị\tVai trò\n';
    const { rows } = read(
      `${head}pham thi thu\t\tThư ký\nPhạm Thị Thư\t\tRà soát\nPhạm Thị Thư\tĐịa chính\tRà soát`,
    );
    expect(rows.map(({ personId, problems }) => [personId, problems])).toEqual([
      [known.id, ['known']],
      [known.id, []],
      ['', []],
    ]);
  });

  test('an account is one person’s', () => {
    const head = 'Họ tên\tEmail\n';
    expect(problems(`${head}A\tA@xa.vn\nB\ta@xa.vn\nC\tthu@xa.vn\nA\ta@xa.vn`)).toEqual([
      [],
      ['account'],
      ['account'],
      ['twice'],
    ]);
  });

  test('two rows of one person are one person with two duties', () => {
    const { rows } = read('Họ tên\tVai trò\nY Mai\tThư ký\nY Mai\tRà soát\nA Tuấn\t');
    expect(
      importRows(rows).map(({ person, duties }) => [person?.name, duties.map(({ role }) => role)]),
    ).toEqual([
      ['Y Mai', ['recorder', 'reviewer']],
      ['A Tuấn', []],
    ]);
  });
});
