import '../../../server/documents/fonts.ts';
import { describe, expect, it } from 'vitest';
import { minutesTree } from '../../../shared/documents/minutes.ts';
import { reportTree } from '../../../shared/documents/report.ts';
import type { DialogueRecord, RecordPetition } from '../../../shared/record.ts';
import { emptyPetition, sampleRecord } from './sample.ts';
import { blockText, bodyText, rowsOf, tablesOf } from './tree-text.ts';

const petition = (n: number, name: string, village: string, into = ''): RecordPetition => ({
  ...emptyPetition,
  id: `petition000${n}`,
  number: `KN-0${n}`,
  content: `Nội dung số ${n}`,
  field: 'Giảm nghèo',
  village,
  state: into ? 'merged' : 'answered',
  outcome: into ? '' : 'answered',
  mergedInto: into && `petition000${into}`,
  petitioner: { name, phone: '', address: '', attendeeId: '', showName: false },
});
const record: DialogueRecord = {
  ...sampleRecord,
  petitions: [
    petition(1, 'Y Hương', 'Hào Lý', '2'),
    petition(2, 'A Bắc', 'Đăk Vang', '3'),
    petition(3, 'Trần Thị Lan', 'Cao Sơn'),
    petition(4, 'Y Ngọc', 'Hào Lý'),
  ],
};

describe('merged petitions in the documents', () => {
  for (const [name, tree] of [
    ['the minutes', minutesTree(record)],
    ['the report', reportTree(record)],
  ] as const) {
    it(`${name}: the kept one names all citizens, each merged one says where it is answered`, () => {
      const text = bodyText(tree).join('\n');
      expect(text).toContain(
        'KN-03. Trần Thị Lan, thôn Cao Sơn; Y Hương, thôn Hào Lý (KN-01); A Bắc, thôn Đăk Vang (KN-02) (',
      );
      expect(text).toContain('KN-01. Y Hương, thôn Hào Lý (');
      expect(text).toContain('Kết quả: Đã gộp vào KN-03 (qua KN-02).');
      expect(text).toContain('Kết quả: Đã gộp vào KN-03.');
      expect(text).toContain('KN-04. Y Ngọc, thôn Hào Lý (');
    });
  }

  it('the annex: all citizens and villages in the row of the kept one', () => {
    const [table] = tablesOf(reportTree(record).annexes.flatMap(({ body }) => body));
    const rows = table ? rowsOf(table) : [];
    const kept = rows.find((row) => row[0]?.includes('KN-03'));
    expect(kept?.[1]).toMatch(/Trần Thị Lan\s*Y Hương \(KN-01\)\s*A Bắc \(KN-02\)/);
    expect(kept?.[2]).toMatch(/Cao Sơn\s*Hào Lý \(KN-01\)\s*Đăk Vang \(KN-02\)/);
    expect(rows.find((row) => row[0]?.includes('KN-01'))?.at(-1)).toBe('Đã gộp vào KN-03 (qua KN-02)');
  });

  it('a circle in a record of an older version prints, without a number', () => {
    const circle = {
      ...record,
      petitions: [petition(1, 'A', 'Hào Lý', '2'), petition(2, 'B', 'Hào Lý', '1')],
    };
    expect(reportTree(circle).body.map(blockText).join('\n')).toContain('Kết quả: Đã gộp.');
  });
});
