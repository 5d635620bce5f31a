import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCategory, readPaste, splitTable } from '../../../client/register/paste.ts';
import { isPhone } from '../../../client/register/phone.ts';
import type { Attendee } from '../../../shared/docs/register.ts';

const person = (values: Partial<Attendee>): Attendee => ({
  id: 'a',
  name: '',
  title: '',
  village: '',
  group: '',
  category: 'other',
  phone: '',
  present: false,
  walkIn: false,
  checkedInAt: '',
  ...values,
});

describe('splitTable', () => {
  it('reads what Excel puts on the clipboard', () => {
    const text = 'A Kháp\tThôn 1\r\n"Y ""Nhung"""\t"dòng 1\ndòng 2"\r\n\t\r\nA Đôn\t\r\n';
    expect(splitTable(text).map(({ cells }) => cells)).toEqual([
      ['A Kháp', 'Thôn 1'],
      ['Y "Nhung"', 'dòng 1\ndòng 2'],
      ['A Đôn', ''],
    ]);
  });

  it('leaves quotes inside a cell alone', () => {
    expect(splitTable('12" ống\tx\n"chưa đóng').map(({ cells }) => cells)).toEqual([
      ['12" ống', 'x'],
      ['"chưa đóng'],
    ]);
  });

  it('gives back every table that is written as Excel writes it', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ấ', '"', '\t', '\n', ' ', '1'), maxLength: 6 });
    const quote = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }),
        fc.constantFrom('\n', '\r\n'),
        (rows, end) => {
          const text = rows.map((cells) => cells.map(quote).join('\t') + end).join('');
          const kept = rows.filter((cells) => cells.some((each) => each.trim() !== ''));
          expect(splitTable(text).map(({ cells }) => cells)).toEqual(kept);
        },
      ),
      { seed: 5, numRuns: 500 },
    );
  });
});

describe('readPaste', () => {
  it('knows the columns by their names', () => {
    const { rows } = readPaste(
      'STT\tHọ và tên\tĐối tượng\tThôn, làng\tSĐT\n1\tA Kháp\tHộ cận nghèo\tThôn Cao Sơn\t0912 345 678\n',
      [],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ line: 2, problems: [] });
    expect(rows[0]?.values).toEqual({
      name: 'A Kháp',
      title: '',
      village: 'Thôn Cao Sơn',
      group: '',
      category: 'nearPoor',
      phone: '0912 345 678',
    });
  });

  it('takes the usual order without a header, with or without running numbers', () => {
    const plain = readPaste('Y Nhung\t\tThôn Bun Ngai\tHội viên\tHộ nghèo\t0912345678', []);
    const numbered = readPaste('1\tY Nhung\t\tThôn Bun Ngai\tHội viên\tHộ nghèo\t0912345678', []);
    expect(plain.rows[0]?.values).toMatchObject({ name: 'Y Nhung', group: 'Hội viên', category: 'poor' });
    expect(numbered.rows[0]?.values).toEqual(plain.rows[0]?.values);
  });

  it('does not take a person for a header', () => {
    expect(readPaste('Lê Văn Thôn\tTrưởng thôn', []).rows).toHaveLength(1);
    expect(readPaste('Họ và tên\nLê Văn Tám', []).rows.map(({ values }) => values.name)).toEqual([
      'Lê Văn Tám',
    ]);
  });

  it('says by row what is wrong, and keeps the row as it was', () => {
    const source = [
      '\t\tThôn 1',
      'Y Nhung\t\tThôn 1\t\tHộ giàu\t12',
      'NguyÔn V¨n An',
      'A\tb\tc\td\t\t\tthừa',
    ];
    const { rows } = readPaste(source.join('\n'), []);
    expect(rows.map(({ problems }) => problems)).toEqual([
      ['noName'],
      ['phone', 'category'],
      ['encoding'],
      ['columns'],
    ]);
    expect(rows.map((row) => row.source)).toEqual(source);
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  });

  it('finds people who are on the list or twice among the rows', () => {
    const known = [person({ name: 'A Kháp', village: 'Thôn Cao Sơn' })];
    const { rows } = readPaste('a kháp\t\tTHÔN CAO SƠN\nA Kháp\t\tThôn Hào Lý\nA Kháp\t\tThôn Hào Lý', known);
    expect(rows.map(({ problems }) => problems)).toEqual([['known'], [], ['twice']]);
  });

  it('writes NFC', () => {
    const [row] = readPaste('Nguyễn Thị Ấn'.normalize('NFD'), []).rows;
    expect(row?.values.name).toBe('Nguyễn Thị Ấn');
  });
});

describe('readCategory', () => {
  it('reads the words of the offices', () => {
    expect(
      ['Hộ nghèo', 'HỘ CẬN NGHÈO', 'mới thoát nghèo', 'Hội viên Hội Nông dân', '', 'Khác', 'giàu'].map(
        readCategory,
      ),
    ).toEqual(['poor', 'nearPoor', 'escapedPoverty', 'farmerMember', 'other', 'other', null]);
  });
});

describe('isPhone', () => {
  it('takes numbers as they are written', () => {
    for (const good of ['0905123456', '0905 123 456', '+84 905.123.456', '(0260) 3821-123']) {
      expect(isPhone(good)).toBe(true);
    }
    for (const bad of ['', '12', '0905 123 45a', '1234567890123456']) expect(isPhone(bad)).toBe(false);
  });
});
