import '../../../server/documents/fonts.ts';
import { describe, expect, it } from 'vitest';
import { reportTree } from '../../../shared/documents/report.ts';
import { isOpen } from '../../../shared/petition.ts';
import type { DialogueRecord } from '../../../shared/record.ts';
import { emptyPetition, samplePetitions, sampleRecord } from './sample.ts';
import { blockText, bodyText, partOf, rowsOf, tablesOf } from './tree-text.ts';

const tree = reportTree(sampleRecord);
const part = (number: string, record: DialogueRecord = sampleRecord) =>
  partOf(reportTree(record), number).map(blockText);

describe('the report', () => {
  it('has the six parts in order', () => {
    const parts = tree.body.filter((block) => block.type === 'heading' && block.level === 1).map(blockText);
    expect(parts).toEqual([
      'I. DIỄN BIẾN CHUNG',
      'II. KẾT QUẢ TIẾP NHẬN, TRẢ LỜI',
      'III. NỘI DUNG Ý KIẾN, KIẾN NGHỊ VÀ TRẢ LỜI',
      'IV. KIẾN NGHỊ VƯỢT THẨM QUYỀN',
      'V. KIẾN NGHỊ ĐANG TIẾP TỤC GIẢI QUYẾT',
      'VI. ĐỀ XUẤT, KIẾN NGHỊ',
    ]);
    expect(bodyText(tree).at(-1)).toMatch(/\.\/\.$/);
    expect(tree.title).toEqual({
      kind: 'BÁO CÁO',
      subject:
        'Tổng hợp ý kiến, kiến nghị tại hội nghị đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo',
    });
  });

  it('leaves number and date open, as they are given when it is signed', () => {
    expect(tree.head.number.replace(/\u00a0+/, ' ')).toBe('Số: /BC-UBND');
    expect(tree.head.placeDate.replace(/\u00a0+/g, ' ')).toBe('Sa Loong, ngày tháng năm 2023');
  });

  it('I: time, place, chair, and those present by group in the order of the invitation', () => {
    expect(part('I.').slice(1, 4)).toEqual([
      '- Thời gian: từ 08 giờ 30 phút đến 11 giờ 45 phút, ngày 20 tháng 5 năm 2023.',
      '- Địa điểm: tại hội trường Nhà Văn hóa xã Sa Loong.',
      '- Chủ trì: Nguyễn Hữu Bảng – Chủ tịch UBND xã.',
    ]);
    const [table] = tablesOf(partOf(tree, 'I.'));
    const rows = table ? rowsOf(table).slice(1) : [];
    const { attendees, dialogue } = sampleRecord;
    expect(rows.slice(0, -1).map((row) => row[1])).toEqual(dialogue.groups);
    for (const [, group, invited, present, walkIns] of rows.slice(0, -1)) {
      const inGroup = attendees.filter((attendee) => attendee.group === group);
      expect(Number(invited)).toBe(inGroup.filter((attendee) => !attendee.walkIn).length);
      expect(Number(present)).toBe(inGroup.filter((attendee) => attendee.present).length);
      expect(Number(walkIns)).toBe(inGroup.filter((attendee) => attendee.present && attendee.walkIn).length);
    }
    expect(rows.at(-1)).toEqual(['', 'Tổng cộng', '68', '64', '3']);
  });

  it('II: four counts that each add up to all petitions, two of them with a chart', () => {
    const blocks = partOf(tree, 'II.');
    const tables = tablesOf(blocks).map(rowsOf);
    expect(tables.map((rows) => rows[0]?.[0])).toEqual(['Lĩnh vực', 'Đối tượng', 'Hình thức', 'Kết quả']);
    for (const rows of tables) {
      const counts = rows.slice(1, -1).map((row) => Number(row[1]));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(samplePetitions.length);
      expect(rows.at(-1)).toEqual(['Tổng cộng', String(samplePetitions.length), '100%']);
    }
    expect(tables[0]?.slice(1, -1).map((row) => row.slice(0, 2))).toEqual([
      ['Giảm nghèo', '10'],
      ['Lao động – việc làm', '7'],
      ['Đất đai – môi trường', '6'],
      ['Giao thông – thủy lợi', '7'],
      ['Văn hóa – thông tin', '1'],
      ['Chưa phân lĩnh vực', '1'],
    ]);
    expect(tables[3]?.slice(1, -1).map((row) => row.slice(0, 2))).toEqual([
      ['Trả lời trực tiếp', '7'],
      ['Giải thích', '5'],
      ['Hướng dẫn lập thủ tục', '5'],
      ['Ghi nhận, giải trình sau', '6'],
      ['Trình cấp có thẩm quyền', '4'],
      ['Chưa có kết luận', '3'],
      ['Công dân rút', '1'],
      ['Gộp vào kiến nghị khác', '1'],
    ]);
    const charts = blocks.filter((block) => block.type === 'chart');
    expect(charts.map((chart) => chart.bars.map((bar) => bar.value))).toEqual([
      [10, 7, 6, 7, 1, 1],
      [7, 5, 5, 6, 4, 3, 1, 1],
    ]);
  });

  it('III: every petition with its answer, under its field', () => {
    const text = part('III.');
    let heading = '';
    const found = new Map<string, string>();
    for (const line of text) {
      if (/^\d\. /.test(line)) heading = line;
      const number = /^(KN-\d+)\. /.exec(line)?.[1];
      if (number) found.set(number, `${heading} ${line}`);
    }
    for (const petition of samplePetitions) {
      expect(found.get(petition.number)).toContain(petition.content);
      if (petition.field) {
        expect(found.get(petition.number)?.toLowerCase()).toContain(petition.field.toLowerCase());
      }
      if (petition.answer) expect(text.some((line) => line.endsWith(petition.answer))).toBe(true);
    }
    expect(text[0]).toBe('1. Lĩnh vực giảm nghèo (10 kiến nghị)');
  });

  it('IV: those beyond authority, by the body they go to', () => {
    const text = part('IV.');
    expect(text.filter((line) => /^\d\. /.test(line))).toEqual([
      '1. Chuyển Sở Giao thông vận tải (01 kiến nghị)',
      '2. Chuyển Sở Tài nguyên và Môi trường (01 kiến nghị)',
      '3. Chuyển Sở Lao động – Thương binh và Xã hội (01 kiến nghị)',
      '4. Chuyển Hội Nông dân tỉnh (01 kiến nghị)',
    ]);
    expect(text[1]).toMatch(/^- KN-04: Đường vào khu sản xuất.* Thời hạn: 15\/07\/2023/);
  });

  it('V: open ones with unit and due date', () => {
    const [table] = tablesOf(partOf(tree, 'V.'));
    const rows = table ? rowsOf(table).slice(1) : [];
    expect(rows.map((row) => row[0])).toEqual(
      samplePetitions.filter((petition) => isOpen(petition.state)).map((petition) => petition.number),
    );
    expect(rows[0]?.slice(2)).toEqual([
      'Lao động – Thương binh và Xã hội',
      '30/06/2023',
      'Ghi nhận, giải trình sau',
    ]);
    expect(rows.find((row) => row[0] === 'KN-29')?.slice(2)).toEqual([
      'Chưa giao',
      'Chưa định',
      'Mới tiếp nhận',
    ]);
  });

  it('VI: what is asked of authorities and units', () => {
    expect(part('VI.')).toContain(
      '- Đề nghị Sở Giao thông vận tải xem xét, giải quyết 01 kiến nghị (KN-04) và thông báo kết quả để trả lời công dân.',
    );
    expect(part('VI.')).toContain(
      '- Đề nghị Địa chính – Xây dựng giải quyết đúng thời hạn 02 kiến nghị (KN-05, KN-14) và trả lời công dân.',
    );
  });

  it('has an annex with one row for each petition and ten columns', () => {
    const [annex] = tree.annexes;
    const [table] = tablesOf(annex?.body ?? []);
    const rows = table ? rowsOf(table) : [];
    expect(rows[0]).toEqual([
      'STT',
      'Người kiến nghị',
      'Thôn',
      'Nội dung',
      'Lĩnh vực',
      'Hình thức',
      'Trả lời',
      'Đơn vị giải quyết',
      'Thời hạn',
      'Trạng thái',
    ]);
    expect(rows).toHaveLength(samplePetitions.length + 1);
    samplePetitions.forEach((petition, index) => {
      const row = rows[index + 1] ?? [];
      expect(row[0]).toBe(`${index + 1}\n${petition.number}`);
      expect(row[1]?.split('\n')[0]).toBe(petition.petitioner?.name);
      expect(row[3]).toBe(petition.content);
      expect(row[6]).toContain(petition.answer);
    });
    expect(annex?.landscape).toBe(true);
  });

  it('goes to those who have something to do, and to the archive last', () => {
    const { left, right } = tree.signing;
    if (left.type !== 'recipients') throw new Error('no recipients');
    expect(left.lines[0]).toBe('Sở Giao thông vận tải (b/c)');
    expect(left.lines).toContain('Đoàn Thanh niên (t/h)');
    expect(left.lines.at(-1)).toBe('Lưu: VT');
    expect(right).toMatchObject({
      titles: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
      names: ['Nguyễn Hữu Bảng'],
    });
  });

  it('counts a petition without a field, and a field that no petition has', () => {
    const record = {
      ...sampleRecord,
      dialogue: { ...sampleRecord.dialogue, fields: ['Giảm nghèo', 'Y tế'] },
      petitions: [{ ...emptyPetition, id: 'x', number: 'KN-01', content: 'một' }],
    };
    const [table] = tablesOf(partOf(reportTree(record), 'II.'));
    expect(table && rowsOf(table).slice(1)).toEqual([
      ['Giảm nghèo', '0', '0%'],
      ['Y tế', '0', '0%'],
      ['Chưa phân lĩnh vực', '1', '100%'],
      ['Tổng cộng', '1', '100%'],
    ]);
  });

  it('says so when there was no petition, and then has no annex', () => {
    const empty = { ...sampleRecord, petitions: [] };
    expect(part('II.', empty)).toEqual(['Hội nghị không tiếp nhận ý kiến, kiến nghị nào.']);
    expect(part('V.', empty)).toEqual(['Không còn kiến nghị nào đang giải quyết.']);
    expect(reportTree(empty).annexes).toEqual([]);
    expect(bodyText(reportTree(empty)).at(-1)).not.toContain('Phụ lục');
  });

  it('never prints a phone number', () => {
    expect(JSON.stringify(tree)).not.toContain('0900000');
  });
});
