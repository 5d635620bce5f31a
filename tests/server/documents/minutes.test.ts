import '../../../server/documents/fonts.ts';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Correction } from '../../../shared/docs/corrections.ts';
import { readSpeaker, type Speaker } from '../../../shared/docs/speakers.ts';
import { minutesTree } from '../../../shared/documents/minutes.ts';
import type { DialogueRecord } from '../../../shared/record.ts';
import { emptyPetition, h, mention, node, p, samplePetitions, sampleRecord, speech, t } from './sample.ts';
import { bodyText, partOf, rowsOf, tablesOf } from './tree-text.ts';

const lines = (changes: Partial<DialogueRecord> = {}) =>
  bodyText(minutesTree({ ...sampleRecord, ...changes }));
const withBody = (...content: Parameters<typeof node>[1][]) =>
  lines({ minutes: { ...sampleRecord.minutes, body: node('doc', ...content) } });
const withFacts = (facts: Partial<DialogueRecord['minutes']['facts']>) =>
  lines({ minutes: { ...sampleRecord.minutes, facts: { ...sampleRecord.minutes.facts, ...facts } } });

describe('the minutes: form around the text', () => {
  it('opens with time, date, place, chair and secretaries', () => {
    expect(lines().slice(0, 4)).toEqual([
      'Vào hồi 08 giờ 30 phút, ngày 20 tháng 5 năm 2023, tại hội trường Nhà Văn hóa xã Sa Loong, Ủy ban nhân dân xã Sa Loong tổ chức hội nghị đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo.',
      '- Chủ trì: Nguyễn Hữu Bảng – Chủ tịch UBND xã',
      '- Thư ký: Trần Thị Ngọc Ánh, A Kơn',
      '- Số người có mặt theo điểm danh: 64 người (được mời: 68 người).',
    ]);
  });

  it('ends with end time, copies and pages, and the closing sentence', () => {
    expect(lines().slice(-3)).toEqual([
      'Hội nghị kết thúc vào hồi 11 giờ 45 phút, cùng ngày.',
      'Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bản gồm {pages} trang.',
      'Biên bản đã được đọc lại cho mọi người cùng nghe, nhất trí thông qua./.',
    ]);
  });

  it('tells what was corrected when the minutes were read out, and who asked; open ones are not printed', () => {
    const correction: Correction = {
      id: 'c1',
      anchor: 'open-0',
      excerpt: 'Vào hồi',
      asked: 'sửa thành 08 giờ 45.',
      askedBy: 'Y Hương',
      attendeeId: '',
      village: 'Đăk Vang',
      notedBy: 'Thư ký',
      notedAt: '2023-05-20T04:50:00Z',
      state: 'done',
      settledBy: 'Thư ký',
      settledAt: '2023-05-20T04:52:00Z',
      reason: '',
    };
    const corrections: Correction[] = [
      correction,
      {
        ...correction,
        id: 'c2',
        askedBy: '',
        village: '',
        asked: 'bỏ mục 2',
        state: 'declined',
        reason: 'đúng',
      },
      { ...correction, id: 'c3', asked: 'chưa xong', state: 'open' },
    ];
    expect(lines({ corrections }).slice(-4)).toEqual([
      'Khi đọc lại biên bản, hội nghị đề nghị sửa:',
      '- Y Hương, thôn Đăk Vang: sửa thành 08 giờ 45 (đã sửa).',
      '- Người dự hội nghị: bỏ mục 2 (không sửa, lý do: đúng).',
      'Biên bản đã được đọc lại cho mọi người cùng nghe, nhất trí thông qua./.',
    ]);
    const open = lines({ corrections: corrections.slice(2) });
    expect(open.join('\n')).not.toContain('đề nghị sửa:');
  });

  it('names the day when the dialogue ended on another one', () => {
    expect(withFacts({ endedAt: '2023-05-21T01:00:00Z' }).at(-3)).toBe(
      'Hội nghị kết thúc vào hồi 08 giờ 00 phút, ngày 21 tháng 5 năm 2023.',
    );
  });

  it('leaves room for what is not known yet', () => {
    const open = withFacts({ startedAt: '', endedAt: '', copies: '' });
    expect(open[0]).toMatch(/^Vào hồi …… giờ …… phút, ngày 20 tháng 5 năm 2023/);
    expect(open.at(-3)).toBe('Hội nghị kết thúc vào hồi …… giờ …… phút, cùng ngày.');
    expect(open.at(-2)).toContain('lập thành …… bản');
  });

  it('takes the planned chair and secretaries when the form has none', () => {
    const tree = minutesTree({
      ...sampleRecord,
      minutes: {
        ...sampleRecord.minutes,
        facts: { ...sampleRecord.minutes.facts, chair: '', secretaries: '' },
      },
    });
    expect(bodyText(tree)).toContain('- Chủ trì: Nguyễn Hữu Bảng – Chủ tịch UBND xã');
    expect(tree.signing.left).toMatchObject({ titles: ['THƯ KÝ'], names: ['Trần Thị Ngọc Ánh'] });
    expect(tree.signing.right).toMatchObject({ titles: ['CHỦ TRÌ'], names: ['Nguyễn Hữu Bảng'] });
  });

  it('heads the page as the decree says, number and kind in place', () => {
    const { head, title } = minutesTree(sampleRecord);
    expect(head.body).toEqual(['ỦY BAN NHÂN DÂN', 'XÃ SA LOONG']);
    expect(head.number.replace(/\u00a0+/, ' ')).toBe('Số: /BB-UBND');
    expect(head.placeDate).toBe('Sa Loong, ngày 20 tháng 5 năm 2023');
    expect(title).toEqual({
      kind: 'BIÊN BẢN',
      subject: 'Hội nghị đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo',
    });
  });
});

describe('the minutes: text', () => {
  it('numbers headings in the order of the decree', () => {
    const headings = withBody(
      h(1, 'Thành phần'),
      h(2, 'Cấp xã'),
      h(3, 'Lãnh đạo'),
      h(3, 'Công chức'),
      h(2, 'Các thôn'),
      h(3, 'Trưởng thôn'),
      h(1, 'Nội dung'),
      h(2, 'Khai mạc'),
    ).slice(4, 12);
    expect(headings).toEqual([
      'I. THÀNH PHẦN',
      '1. Cấp xã',
      'a) Lãnh đạo',
      'b) Công chức',
      '2. Các thôn',
      'a) Trưởng thôn',
      'II. NỘI DUNG',
      '1. Khai mạc',
    ]);
  });

  it('leaves numbers that were typed', () => {
    const headings = withBody(h(1, 'I. Thành phần'), h(2, 'Cấp xã'), h(1, 'II. Nội dung'));
    expect(headings.slice(4, 7)).toEqual(['I. THÀNH PHẦN', '1. Cấp xã', 'II. NỘI DUNG']);
    expect(headings).toContain('III. CÁC KIẾN NGHỊ ĐÃ GHI NHẬN');
  });

  it('marks lists with -, + and letters of the Vietnamese alphabet', () => {
    const item = (text: string, ...more: ReturnType<typeof node>[]) => node('listItem', p(t(text)), ...more);
    const letters = node('orderedList', ...Array.from({ length: 6 }, (_, index) => item(`điểm ${index}`)));
    const text = withBody(
      node('bulletList', item('một', node('bulletList', item('một một')))),
      node('orderedList', item('hai', letters)),
    );
    expect(text.slice(4, 13)).toEqual([
      '- một',
      '+ một một',
      '1. hai',
      'a) điểm 0',
      'b) điểm 1',
      'c) điểm 2',
      'd) điểm 3',
      'đ) điểm 4',
      'e) điểm 5',
    ]);
  });

  it('keeps bold, italic, underline and line breaks', () => {
    const tree = minutesTree({
      ...sampleRecord,
      minutes: {
        ...sampleRecord.minutes,
        body: node('doc', p(t('a', 'bold'), t('b', 'italic', 'underline'), { type: 'hardBreak' }, t('c'))),
      },
    });
    expect(tree.body[4]).toMatchObject({
      runs: [
        { text: 'a', bold: true },
        { text: 'b', italic: true, underline: true },
        { type: 'break' },
        { text: 'c' },
      ],
    });
  });

  it('keeps the content of nodes it does not know', () => {
    expect(withBody(node('blockquote', p(t('lời trích'))), t('chữ rời')).slice(4, 6)).toEqual([
      'lời trích',
      'chữ rời',
    ]);
  });

  it('keeps tables with their spans', () => {
    const [table] = tablesOf(partOf(minutesTree(sampleRecord), 'II.'));
    if (!table) throw new Error('no table');
    expect(table.header).toHaveLength(1);
    expect(rowsOf(table)).toEqual([
      ['Thời gian', 'Nội dung'],
      ['08 giờ 30 phút', 'Báo cáo kết quả rà soát hộ nghèo năm 2022', 'Lao động – Thương binh và Xã hội'],
      ['Trao đổi, thảo luận', 'Chủ trì'],
    ]);
    expect(table.rows[0]?.cells[0]?.rowspan).toBe(2);
  });
});

describe('the minutes: speakers', () => {
  const speaker = (id: string, values: Partial<Speaker>): Speaker => ({
    ...readSpeaker(id, new Y.Doc().getMap('none')),
    ...values,
  });
  const speakers = [
    speaker('s1', { name: 'Y Hương', village: 'Đăk Vang', group: 'Hội viên Hội Nông dân' }),
    speaker('s2', { name: 'A Thiu', village: 'Làng Rắc' }),
    speaker('s3', { village: 'thôn Bun Ngai' }),
    speaker('s4', { name: '  Nguyễn\nVăn   A ' }),
  ];
  const said = (...ids: string[]) =>
    lines({
      speakers,
      petitions: [],
      minutes: {
        ...sampleRecord.minutes,
        body: node('doc', ...ids.map((id) => p(speech(id), t(': đề nghị xã xem xét.')))),
      },
    }).slice(4, -3);

  it('names the speaker as the register did, with village and group', () => {
    expect(said('s1', 's2', 's4')).toEqual([
      'Y Hương, thôn Đăk Vang (Hội viên Hội Nông dân): đề nghị xã xem xét.',
      'A Thiu, làng Rắc: đề nghị xã xem xét.',
      'Nguyễn Văn A: đề nghị xã xem xét.',
    ]);
  });

  it('prints a neutral word for a speaker who was removed or has no name', () => {
    expect(said('xóa', 's3')).toEqual([
      'Người phát biểu: đề nghị xã xem xét.',
      'Người phát biểu, thôn Bun Ngai: đề nghị xã xem xét.',
    ]);
  });

  it('prints a record from before there was a queue, and a mention wherever it stands', () => {
    const body = node('doc', speech('s1'), h(2, 'Ý kiến'), node('table', node('tableRow', speech('s2'))));
    const older = lines({ petitions: [], minutes: { ...sampleRecord.minutes, body } });
    expect(older[4]).toBe('Người phát biểu');
    const tree = minutesTree({ ...sampleRecord, speakers, minutes: { ...sampleRecord.minutes, body } });
    expect(JSON.stringify(tree.body)).toContain('Y Hương, thôn Đăk Vang');
  });
});

describe('the minutes: petitions', () => {
  it('prints number, citizen, village, way, field, content, answer and outcome', () => {
    const text = withBody(mention('p4'));
    const at = text.findIndex((line) => line.startsWith('KN-04'));
    expect(text.slice(at, at + 3)).toEqual([
      'KN-04. A Bắc, thôn Đăk Vang (phát biểu; lĩnh vực giao thông – thủy lợi): Đường vào khu sản xuất Đăk Wang mưa xuống là lầy, xe công nông không vào được, sắn thu hoạch xong phải gùi bộ hơn 2 km.',
      'Nguyễn Hữu Bảng – Chủ tịch UBND xã trả lời: Tuyến đường vượt khả năng ngân sách xã. Ủy ban nhân dân xã lập tờ trình đề nghị cấp trên đầu tư.',
      'Kết quả: Trình cấp có thẩm quyền; cơ quan có thẩm quyền: Sở Giao thông vận tải; đơn vị giải quyết: Địa chính – Xây dựng; thời hạn: 15/07/2023 (chờ khảo sát thực địa).',
    ]);
  });

  it('says what became of those answered later, withdrawn and merged', () => {
    const text = lines();
    expect(text).toContain(
      'Kết quả: Ghi nhận, giải trình sau; đã kết thúc; đơn vị giải quyết: Địa chính – Xây dựng; thời hạn: 25/06/2023; văn bản trả lời số 45/UBND-VP ngày 05/06/2023; đã thông báo cho công dân: thông báo qua thôn trưởng, 07/06/2023.',
    );
    expect(text).toContain('Kết quả: Đã gộp vào KN-14.');
    expect(text).toContain('Kết quả: Công dân rút.');
  });

  it('holds every petition once in full, mentioned in the text or not', () => {
    const text = lines();
    for (const petition of samplePetitions) {
      const full = text.filter((line) => line.startsWith(`${petition.number}. `));
      expect(full, petition.number).toHaveLength(1);
      expect(full[0]).toContain(petition.content);
      if (petition.answer) expect(text.some((line) => line.endsWith(petition.answer))).toBe(true);
    }
    const others = text.indexOf('IV. CÁC KIẾN NGHỊ KHÁC ĐÃ GHI NHẬN');
    expect(others).toBeGreaterThan(text.findIndex((line) => line.startsWith('KN-24.')));
    expect(others).toBeLessThan(text.findIndex((line) => line.startsWith('KN-25.')));
  });

  it('has no closing list when the text mentions them all', () => {
    const text = withBody(...samplePetitions.map((petition) => mention(petition.id)));
    expect(text.join('\n')).not.toContain('ĐÃ GHI NHẬN');
  });

  it('prints the number where a line mentions a petition, and the petition after the line', () => {
    const text = withBody(p(t('Xét '), mention('p2'), t(' trước.')), mention('p2'));
    expect(text[4]).toBe('Xét KN-02 trước.');
    expect(text[5]).toMatch(/^KN-02\. A Thiu/);
    expect(text).toContain('Kiến nghị KN-02: đã ghi ở trên.');
  });

  it('says so when a mentioned petition is not on the board', () => {
    expect(withBody(mention('xóa'))[4]).toBe('(Kiến nghị không có trên bảng.)');
  });

  it('prints a petition of which nothing is known yet', () => {
    const text = lines({
      petitions: [emptyPetition],
      minutes: { ...sampleRecord.minutes, body: node('doc') },
    });
    expect(text.slice(4, 7)).toEqual([
      'CÁC KIẾN NGHỊ ĐÃ GHI NHẬN',
      'KN chưa có số. Công dân (phát biểu): (chưa ghi nội dung)',
      'Kết quả: Mới tiếp nhận.',
    ]);
  });

  it('never prints a phone number', () => {
    expect(JSON.stringify(minutesTree(sampleRecord))).not.toContain('0900000');
  });
});
