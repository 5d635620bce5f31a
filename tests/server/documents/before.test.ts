import { inflateSync } from 'node:zlib';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { codePicture } from '../../../server/documents/code-picture.ts';
import { toDocx } from '../../../server/documents/docx.ts';
import { kinds } from '../../../server/documents/kinds.ts';
import { toPdf } from '../../../server/documents/typst.ts';
import type { Attendee } from '../../../shared/docs/register.ts';
import { attendanceTree, delegatesTree } from '../../../shared/documents/attendance-lists.ts';
import { estimateTree } from '../../../shared/documents/estimate.ts';
import { invitationsTree } from '../../../shared/documents/invitations.ts';
import { noticeTree } from '../../../shared/documents/notice.ts';
import type { OfficialDocument } from '../../../shared/documents/tree.ts';
import { invitationCode, spacedCode } from '../../../shared/invitation-code.ts';
import { live, madeAt, office, people, preparation } from './office-papers.ts';
import { boxOf, find, fontsOf, readPages, squeeze, textOf } from './pdf.ts';
import { sampleRecord } from './sample.ts';
import { bodyText, rowsOf, tablesOf } from './tree-text.ts';
import { readZip } from './zip.ts';

/** A PNG of one bit a pixel, as a picture that a reader of codes takes, with light room around it. */
function pixelsOf(png: Uint8Array): { data: Uint8ClampedArray; side: number } {
  const view = new DataView(png.buffer, png.byteOffset);
  const [width, length] = [view.getUint32(16), view.getUint32(33)];
  const raw = inflateSync(png.subarray(41, 41 + length));
  const room = 40;
  const side = width + 2 * room;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < width; y += 1)
    for (let x = 0; x < width; x += 1) {
      const byte = raw[y * (Math.ceil(width / 8) + 1) + 1 + (x >> 3)] ?? 0;
      const value = byte & (0x80 >> (x & 7)) ? 255 : 0;
      data.fill(value, ((y + room) * side + x + room) * 4, ((y + room) * side + x + room) * 4 + 3);
    }
  return { data, side };
}

/* The papers made before a dialogue: what they say, and where it stands on the page (mm). */
const near = (value: number, wanted: number, tolerance = 0.6) =>
  expect(Math.abs(value - wanted)).toBeLessThan(tolerance);
const middle = (box: { left: number; right: number }) => (box.left + box.right) / 2;
const listRows = (tree: OfficialDocument) =>
  rowsOf(
    tablesOf(tree.body)[0] ?? {
      type: 'table',
      widths: [],
      size: 12,
      header: [],
      rows: [],
      keepTogether: false,
    },
  );

describe('invitations', () => {
  it('say to whom, what, when and where, in the words of offices', () => {
    expect(bodyText(invitationsTree(live()))).toEqual([
      'Ủy ban nhân dân xã Sa Loong trân trọng kính mời: Thường trực Đảng ủy xã',
      'Tới dự: hội nghị đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo.',
      'Nội dung: Các lĩnh vực: giảm nghèo; lao động – việc làm; đất đai – môi trường; giao thông – thủy lợi.',
      'Chủ trì: Nguyễn Hữu Bảng – Chủ tịch UBND xã.',
      'Thời gian: 07 giờ 30 phút, ngày 14 tháng 6 năm 2023.',
      'Địa điểm: tại hội trường Nhà Văn hóa xã Sa Loong.',
      'Lưu ý:',
      '- Đại biểu mang theo giấy mời.',
      'Rất mong sự có mặt đầy đủ, đúng thời gian để hội nghị thành công./.',
    ]);
  });

  it('go to the units, then to the invited of the chosen groups by given name, not to who came by himself', () => {
    const tree = invitationsTree(live());
    const all = [tree, ...(tree.following ?? [])].map((one) => bodyText(one)[0]?.split('kính mời: ')[1]);
    expect(all).toEqual([
      'Thường trực Đảng ủy xã',
      'Ông (bà) A Dũng, Bí thư Chi bộ, thôn Đăk Vang',
      'Ông (bà) Nguyễn Văn Ước, Bí thư Chi bộ, thôn Hào Lý',
    ]);
  });

  it('bear a code for the door that names nobody: its picture says the digits beside it, in PDF and Word', async () => {
    const tree = invitationsTree(live());
    const codes = [tree, ...(tree.following ?? [])].map(({ signing }) =>
      signing.left.type === 'recipients' ? signing.left.code : undefined,
    );
    const digits = invitationCode(live().dialogue.id, 'c');
    expect(codes.map((code) => code?.digits)).toEqual([
      undefined,
      digits,
      invitationCode(live().dialogue.id, 'a'),
    ]);
    const { data, side } = pixelsOf(codePicture(digits));
    expect(decodeQR({ width: side, height: side, data })).toBe(digits);
    expect(textOf(toPdf(tree))).toContain(`Mãgiấymời:${digits}`);
    expect(codes[1]?.lines[0]).toContain(spacedCode(digits));
    const [one, two] = [await toDocx(tree, 3), await toDocx(tree, 3)];
    expect(one).toEqual(two);
    expect([...readZip(one).files.keys()].filter((path) => /^word\/media\/.+png$/.test(path))).toHaveLength(
      2,
    );
  });

  it('are a page each, every page with its own head and foot, none numbered', () => {
    const pages = readPages(toPdf(invitationsTree(live())));
    expect(pages).toHaveLength(3);
    for (const page of pages) {
      const title = boxOf(find([page], 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'));
      expect(title.top).toBeGreaterThan(20);
      expect(title.bottom - title.top).toBeLessThan(7);
      near(middle(boxOf(find([page], 'GIẤY MỜI'))), 110);
      near(boxOf(find([page], 'Nơi nhận:')).top, boxOf(find([page], 'TM. ỦY BAN NHÂN DÂN')).top, 1);
      expect(page.words.filter((word) => word.bottom < 19)).toEqual([]);
    }
  });

  it('leave room for what is not known yet, and give one blank paper when nobody is chosen', () => {
    const empty = live({
      preparation: { ...preparation, guests: [], groups: [], startsAt: '' },
      dialogue: { ...sampleRecord.dialogue, heldOn: '', place: '' },
      attendees: [],
    });
    const tree = invitationsTree(empty);
    expect(tree.following).toEqual([]);
    const text = bodyText(tree).join('\n');
    expect(text).toMatch(/kính mời: …{20,}/u);
    expect(text).toContain('Thời gian: …… giờ …… phút, ngày');
    expect(readPages(toPdf(tree))).toHaveLength(1);
  });

  it('a paper longer than a page does not number the next one on', () => {
    const contents = Array.from({ length: 60 }, (_, index) => `Nội dung thứ ${index + 1}`);
    const pages = readPages(toPdf(invitationsTree(live({ preparation: { ...preparation, contents } }))));
    const numbers = pages.map((page) =>
      page.words
        .filter((word) => word.bottom < 19)
        .map((word) => word.text)
        .join(),
    );
    expect(numbers.slice(0, 3)).toEqual(['', '2', '3']);
    expect(numbers).toEqual([...numbers.slice(0, 3), ...numbers.slice(0, 3), ...numbers.slice(0, 3)]);
  });
});

describe('the notice to the villages', () => {
  it('names the plan, the villages and what they are asked for', () => {
    const lines = bodyText(
      noticeTree(live({ preparation: { ...preparation, duties: ['Mời đúng thành phần'] } })),
    );
    expect(lines.slice(0, 2)).toEqual([
      'Kính gửi: Ban quản lý các thôn Đăk Vang, Hào Lý.',
      'Thực hiện Kế hoạch số 05/KH-UBND ngày 05/02/2023 của Ủy ban nhân dân xã Sa Loong, Ủy ban nhân dân xã Sa Loong thông báo về việc tổ chức hội nghị đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo như sau:',
    ]);
    expect(lines).toContain('4. Đề nghị các thôn');
    expect(lines).toContain('- Mời đúng thành phần.');
    expect(lines.at(-1)).toMatch(/thực hiện\.\/\.$/u);
  });

  it('bears the sign that the office set, and its usual recipients', () => {
    const own = { ...office, kindSigns: { notice: 'TBao' }, recipients: ['Đảng ủy xã (b/c);', 'Lưu: VT.'] };
    const tree = noticeTree(live({ office: own }));
    expect(tree.head.number).toMatch(/^Số:\s+\/TBao-UBND$/u);
    expect(tree.signing.left).toEqual({
      type: 'recipients',
      lines: ['Các thôn (t/h)', 'Đảng ủy xã (b/c)', 'Lưu: VT'],
    });
  });
});

describe('lists with a column to sign', () => {
  it('the delegates: all invited by given name, with title or village and group, without phones', () => {
    const rows = listRows(delegatesTree(live())).filter(([, name]) => name !== '');
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ['STT', 'Họ và tên', 'Chức vụ hoặc thôn', 'Thành phần'],
      ['1', 'A Dũng', 'Bí thư Chi bộ, thôn Đăk Vang', 'Bí thư Chi bộ'],
      ['2', 'Y Đào', 'thôn Đăk Vang', 'Hộ nghèo'],
      ['3', 'Nguyễn Văn Ước', 'Bí thư Chi bộ, thôn Hào Lý', 'Bí thư Chi bộ'],
    ]);
    expect(textOf(toPdf(delegatesTree(live())))).not.toContain('0900');
  });

  it('those present: with the time they came, late ones so marked, and two of one name told apart', () => {
    const at = (minute: string) => `2023-06-14T00:${minute}:00.000Z`;
    const [first, second] = people;
    const attendees = [
      { ...(first ?? people[0]), present: true, checkedInAt: at('20'), birthYear: '1961' },
      { ...(first ?? people[0]), id: 'z', present: true, checkedInAt: at('45'), birthYear: '1987' },
      { ...second, present: true, checkedInAt: at('30'), birthYear: '1990' },
    ] as Attendee[];
    const rows = listRows(attendanceTree(live({ attendees })));
    expect(rows[0]).toContain('Giờ đến');
    expect(rows.slice(1, 4).map((row) => [row[1], row[4]])).toEqual([
      ['Y Đào', '07:30'],
      ['Nguyễn Văn Ước (sinh 1961)', '07:20'],
      ['Nguyễn Văn Ước (sinh 1987)', '07:45 (muộn)'],
    ]);
  });

  it('those present: with who came uninvited, and the counts of both', () => {
    const tree = attendanceTree(live());
    const names = listRows(tree)
      .slice(1)
      .map(([, name]) => name)
      .filter(Boolean);
    expect(names).toEqual(['Trần Thị Ánh', 'Y Đào', 'Nguyễn Văn Ước']);
    expect(bodyText(tree).at(-1)).toBe(
      'Danh sách có 03 người có mặt (được mời: 02 người; đến thêm: 01 người).',
    );
  });

  it('repeats the header on each page and gives every row a hand’s height', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      ...people[1],
      id: `m${index}`,
      name: `A Số ${index}`,
    }));
    const pages = readPages(toPdf(delegatesTree(live({ attendees: many as typeof people }))));
    expect(pages.length).toBeGreaterThan(2);
    const withRows = pages.filter((page) => page.words.some((word) => word.text === 'A'));
    for (const page of withRows) {
      expect(find([page], 'STT')).toHaveLength(1);
      const tops = page.words.filter((word) => word.text === 'A').map((word) => word.top);
      const gaps = tops.slice(1).map((top, index) => top - (tops[index] ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThan(9);
    }
  });

  it('an empty list has lines to write on', () => {
    expect(listRows(delegatesTree(live({ attendees: [] })))).toHaveLength(21);
  });
});

describe('the estimate', () => {
  const line = (item: string, quantity: number, unitPrice: number) => ({
    item,
    unit: 'người',
    quantity,
    unitPrice,
    note: '',
  });
  const costs = (...estimates: ReturnType<typeof line>[][]) =>
    estimateTree({
      from: 'costs',
      year: 2023,
      office,
      dialogues: estimates.map((estimate) => ({
        dialogue: sampleRecord.dialogue,
        preparation: { ...preparation, estimate },
      })),
      madeAt,
    });

  it('has amounts, sums and the total in words', () => {
    const tree = costs(
      [line('Nước uống', 80, 15_000), line('Thuê loa', 0.5, 1_200_055)],
      [line('In giấy', 3, 7)],
    );
    expect(
      listRows(tree)
        .slice(1)
        .map((row) => row.join('|')),
    ).toEqual([
      'I|Đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo|1.800.028|',
      '1|Nước uống|người|80|15.000|1.200.000|',
      '2|Thuê loa|người|0,5|1.200.055|600.028|',
      'II|Đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo|21|',
      '1|In giấy|người|3|7|21|',
      '|Tổng cộng|1.800.049|',
    ]);
    expect(bodyText(tree).at(-1)).toBe('Bằng chữ: Một triệu tám trăm nghìn không trăm bốn mươi chín đồng.');
  });

  it('is exact where numbers are not', () => {
    const tree = costs([line('Lớn', 999_999.99, 99_999_999_999)]);
    expect(listRows(tree).at(-1)).toEqual(['', 'Tổng cộng', '99.999.998.999.000.000', '']);
  });

  it('sets amounts to the right edge of their columns', () => {
    const pages = readPages(toPdf(costs([line('Nước uống', 80, 15_000), line('In giấy', 3, 7)])));
    const amounts = ['1.200.000', '21', '1.200.021'].map((text) => boxOf(find(pages, text)).right);
    for (const right of amounts) near(right, amounts[0] ?? 0, 0.2);
  });

  it('says so when nothing was estimated', () => {
    expect(bodyText(costs([]))).toEqual(['Chưa lập dự toán.']);
  });
});

describe('every paper', () => {
  const sources = {
    invitations: live(),
    notice: live(),
    delegates: live(),
    attendance: live(),
    specimen: { from: 'office', office, madeAt },
  } as const;

  it.each(Object.keys(sources) as (keyof typeof sources)[])(
    '%s is PDF/A within the margins, and Word',
    async (kind) => {
      const tree = kinds[kind](sources[kind]);
      const pdf = toPdf(tree);
      expect(Buffer.from(pdf).toString('latin1')).toContain('<pdfaid:part>3</pdfaid:part>');
      for (const font of fontsOf(pdf)) expect(font).toMatchObject({ embedded: true });
      const box = boxOf(readPages(pdf).flatMap((page) => page.words.filter((word) => word.bottom > 19)));
      expect(box.left).toBeGreaterThan(29.4);
      expect(box.right).toBeLessThan(190.6);
      expect(box.bottom).toBeLessThan(277.6);
      expect(textOf(pdf)).toContain(squeeze('Độc lập - Tự do - Hạnh phúc'));
      const docx = await toDocx(tree, 1);
      expect(Buffer.compare(docx, await toDocx(kinds[kind](sources[kind]), 1))).toBe(0);
    },
  );

  it('takes hostile text as text', () => {
    const hostile = '#panic("x") $\\alpha$ <b>‮đảo</b> \ud800 Ễ\u0301';
    const source = live({
      preparation: {
        ...preparation,
        guests: [hostile],
        contents: [hostile],
        notes: [hostile],
        duties: [hostile],
      },
      attendees: [{ ...(people[1] as (typeof people)[number]), name: hostile, title: hostile }],
      dialogue: { ...sampleRecord.dialogue, title: hostile, place: hostile },
    });
    for (const tree of [invitationsTree, noticeTree, delegatesTree]) {
      expect(textOf(toPdf(tree(source)))).toContain(squeeze('#panic("x")'));
    }
  });

  it('is not made from another source', () => {
    expect(() => kinds.plan(live())).toThrow(TypeError);
  });
});
