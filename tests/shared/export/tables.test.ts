import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csv } from '../../../shared/export/csv.ts';
import { dayNumber, instantNumber } from '../../../shared/export/day-number.ts';
import { plainName, sessionName } from '../../../shared/export/file-names.ts';
import { attendanceTable, petitionTable } from '../../../shared/export/petition-table.ts';
import { personalRemark } from '../../../shared/export/remark.ts';
import type { CellKind, Table } from '../../../shared/export/table.ts';
import { joined, xlsx } from '../../../shared/export/xlsx.ts';
import { samplePetitions, sampleRecord } from '../../server/documents/sample.ts';
import { readZip } from '../../server/documents/zip.ts';

const seed = 20_261_126;

function oneColumn(kind: CellKind, ...values: (string | number)[]): Table<string | number> {
  return {
    name: 'Bảng',
    title: 'Bảng',
    rows: values,
    columns: [{ title: 'Cột', width: 10, kind, value: (value) => value }],
  };
}

/** A reader of RFC 4180, written for the test alone. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 1;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (text[at] === '"') at += 1;
        cell += text[at];
      }
      at += 1;
    } else while (at < text.length && text[at] !== ',' && text[at] !== '\r') cell += text[at++];
    row.push(cell);
    if (text[at] === ',') at += 1;
    else {
      expect(text.slice(at, at + 2)).toBe('\r\n');
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

async function sheetOf(table: Table<string | number>): Promise<string> {
  const { files } = readZip(await joined(xlsx(table, '2026-03-12')));
  return files.get('xl/worksheets/sheet1.xml') ?? '';
}

const textOf = (xml: string) =>
  xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('_x005F_', '_');

describe('days as numbers', () => {
  test('as Excel counts them, in the hall’s time', () => {
    expect(dayNumber('1900-03-01')).toBe(61);
    expect(dayNumber('2026-03-12')).toBe(46093);
    expect(instantNumber('2026-03-12T01:30:00Z')).toBeCloseTo(46093 + 8.5 / 24, 9);
    // Half past midnight in Viet Nam is the day before in UTC.
    expect(instantNumber('2026-03-11T17:30:00Z')).toBeCloseTo(46093 + 0.5 / 24, 9);
    for (const none of ['', '2026-02-30', '1900-02-28', '12/03/2026', '2026-13-01', 'x2026-03-12'])
      expect(dayNumber(none)).toBeNull();
  });
});

describe('CSV', () => {
  test('any text comes back as it was cleaned, but for the apostrophe before a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (values) => {
        const rows = readCsv(csv(oneColumn('text', ...values)));
        expect(rows).toHaveLength(values.length + 1);
        for (const [cell = ''] of rows) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
      { seed },
    );
    expect(readCsv(csv(oneColumn('text', 'a,"b"\nc', ' ;', '')))).toEqual([
      ['Cột'],
      ['a,"b"\nc'],
      [' ;'],
      [''],
    ]);
  });

  test('starts with the byte order mark, parts lines by CRLF, writes days that every country reads', () => {
    const text = csv(oneColumn('day', '2026-03-12', 'không rõ'));
    expect(text).toBe('\ufeffCột\r\n2026-03-12\r\nkhông rõ\r\n');
    expect(csv(oneColumn('instant', '2026-03-11T17:30:00Z'))).toContain('2026-03-12 00:30\r\n');
  });

  test.each(['=1+1', '+84900', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1'])(
    'a cell that begins with %j is never run',
    (value) => {
      const [, [cell = ''] = []] = readCsv(csv(oneColumn('text', value)));
      expect(cell.replace(/^[ \n]/, '')).toMatch(/^['=]/);
      expect(cell).not.toMatch(/^[=+\-@\t\r\n＝]/);
    },
  );
});

describe('XLSX', () => {
  test('every text stands in the sheet as a text, whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (value) => {
        const xml = await sheetOf(oneColumn('text', value));
        expect(xml).not.toContain('<f>');
        const [, shown = ''] = [...xml.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].map(
          ([, t]) => t ?? '',
        );
        expect(csv(oneColumn('text', textOf(shown)))).toBe(csv(oneColumn('text', value)));
      }),
      { seed, numRuns: 60 },
    );
  });

  test('dates are numbers with the format of a date, numbers are numbers, nonsense stays text', async () => {
    const dates = await sheetOf(oneColumn('day', '2026-03-12', 'sắp tới'));
    expect(dates).toContain('<c r="A2" s="4"><v>46093</v></c>');
    expect(dates).toContain('t="inlineStr"><is><t xml:space="preserve">sắp tới</t>');
    expect(await sheetOf(oneColumn('number', 7))).toContain('<c r="A2" s="3"><v>7</v></c>');
  });

  test('what looks like a formula is marked as a text; a long text is cut with a word', async () => {
    const xml = await sheetOf(oneColumn('text', '=HYPERLINK("http://x")', 'x'.repeat(40_000), '_x0041_'));
    expect(xml).toContain('<c r="A2" s="6" t="inlineStr">');
    const texts = [...xml.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].map(([, t]) => t ?? '');
    expect(texts[2]).toHaveLength(32_767);
    expect(texts[2]).toContain('xem đủ');
    expect(texts[3]).toBe('_x005F_x0041_');
  });

  test('head frozen and filtered, printed on each page, Vietnamese; equal tables give equal bytes', async () => {
    const table = petitionTable(sampleRecord.dialogue, samplePetitions);
    const bytes = await joined(xlsx(table, '2023-05-20'));
    const { files, dates } = readZip(bytes);
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain(`<autoFilter ref="A1:Y${samplePetitions.length + 1}"/>`);
    expect(sheet).toContain('Nội dung kiến nghị');
    expect(files.get('xl/workbook.xml')).toContain('_xlnm.Print_Titles');
    expect(dates.size).toBe(1);
    expect(await joined(xlsx(table, '2023-05-20'))).toEqual(bytes);
  });
});

describe('tables of a session', () => {
  test('hold every petition and everybody, with what the citizen is owed', () => {
    const rows = readCsv(csv(petitionTable(sampleRecord.dialogue, samplePetitions)));
    expect(rows).toHaveLength(samplePetitions.length + 1);
    for (const [index, petition] of samplePetitions.entries()) {
      expect(rows[index + 1]).toContain(petition.number);
      expect(rows[index + 1]).toContain(petition.petitioner?.name ?? '');
    }
    expect(readCsv(csv(attendanceTable(sampleRecord.dialogue, sampleRecord.attendees)))).toHaveLength(
      sampleRecord.attendees.length + 1,
    );
  });
});

describe('names', () => {
  test('of a session: day, quarter and commune, without marks', () => {
    const dialogue = { ...sampleRecord.dialogue, quarter: 'I' };
    expect(sessionName(dialogue, sampleRecord.office, '2026-03-12')).toBe(
      '2026-03-12_Doi-thoai_Q1_xa-Sa-Loong',
    );
    const dak = { body: 'ỦY BAN NHÂN DÂN XÃ ĐĂK KAN', place: 'Đăk Kan' };
    expect(sessionName({ quarter: '' }, dak, '2026-03-12')).toBe('2026-03-12_Doi-thoai_xa-Dak-Kan');
  });

  test('whatever was typed, no sign that a system reserves and no more than 60 letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (body, quarter) => {
        const name = sessionName({ quarter }, { body, place: '' }, '2026-03-12');
        expect(name).toMatch(/^[A-Za-z0-9_-]{1,60}$/);
        expect(plainName(body)).toMatch(/^[A-Za-z0-9-]*$/);
      }),
      { seed },
    );
  });
});

describe('a file with personal data says so', () => {
  const exported = { by: 'Lê Văn "<Phòng>', at: '2026-11-26T03:17:00.000Z' };
  const table = oneColumn('text', 'x');

  test('on a sheet of its own behind the table, which stays as it is', async () => {
    const { files } = readZip(await joined(xlsx(table, '2026-03-12', personalRemark(exported))));
    const remark = textOf(files.get('xl/worksheets/sheet2.xml') ?? '');
    expect(remark).toContain('Tệp này có dữ liệu cá nhân: họ tên, số điện thoại');
    expect(remark).toMatch(/xuất bởi Lê Văn "<Phòng>, lúc 10 giờ 17 .*26.*11.*2026/);
    expect(files.get('xl/workbook.xml')).toContain('<sheet name="Lưu ý" sheetId="2" r:id="rId3"/>');
    expect(files.get('xl/_rels/workbook.xml.rels')).toContain('Target="worksheets/sheet2.xml"');
    expect(files.get('[Content_Types].xml')).toContain('/xl/worksheets/sheet2.xml');
    expect(files.get('xl/worksheets/sheet1.xml')).toBe(await sheetOf(table));
  });

  test('not where there is nothing to say', async () => {
    const { files } = readZip(await joined(xlsx(table, '2026-03-12')));
    expect([...files.keys()]).not.toContain('xl/worksheets/sheet2.xml');
    expect(files.get('xl/workbook.xml')).not.toContain('rId3');
  });
});
