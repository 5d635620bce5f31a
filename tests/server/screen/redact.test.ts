import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KnownPeople, Redactor } from '../../../server/screen/redact.ts';
import { fold } from '../../../shared/vietnamese/fold.ts';

const people: KnownPeople = {
  citizens: [
    'Nguyễn Thị Mẫu',
    'Trần Văn Thử',
    'A Thử',
    'Y Ví Dụ',
    'Lê Văn Côn',
    'Phạm Thế',
    'Y Tế',
    'Nguyễn Văn A',
  ],
  officials: ['Nguyễn Hữu Bảng', 'Hoàng Thị Mẫn'],
  phones: ['0260 386 21'],
};
const redactor = new Redactor(people);
const redact = (text: string, consented?: string) => redactor.redact(text, consented);

describe('names of citizens', () => {
  it.each([
    [
      'Bà Nguyễn Thị Mẫu ở thôn Giang Lố 1 đề nghị sửa đường.',
      'Một người dân ở thôn Giang Lố 1 đề nghị sửa đường.',
    ],
    ['Hộ ông Trần Văn Thử chưa được vay vốn', 'Hộ một người dân chưa được vay vốn'],
    ['đất của Y Ví Dụ bị sạt lở', 'đất của một người dân bị sạt lở'],
    ['A Thử hỏi về cây giống', 'Một người dân hỏi về cây giống'],
    ['Họp xong. Anh A Thử hỏi.', 'Họp xong. Một người dân hỏi.'],
    ['vợ chồng anh chị Mẫu xin vay', 'vợ chồng một người dân xin vay'],
    ['chị Thị Mẫu', 'Một người dân'],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'NGUYỄN THỊ MẪU',
    'nguyen thi mau',
    'Nguyễn  Thị\nMẫu',
    'Nguyễn Thị Mẫu'.normalize('NFD'),
    'Nguyễn-Thị-Mẫu',
    'Nguyễn.Thị.Mẫu',
    'NguyễnThịMẫu',
    'Ng\u200buyễn Th\u00adị Mẫu',
    'nguyễn thi MẪU',
    'ong Mau',
    'ÔNG MẪU',
    'bà mẫu',
    'cô  Mẫu',
    'bác\u00a0Mẫu',
  ])('finds %j', (written) => {
    const redacted = redact(`theo lời ${written}, đường bị hỏng`);
    expect(redacted).toBe('theo lời một người dân, đường bị hỏng');
  });

  it('hides a name half typed at the end of the text', () => {
    expect(redact('đề nghị của Nguyễn Th')).toBe('đề nghị của một người dân');
    expect(redact('đề nghị của Y Ví')).toBe('đề nghị của một người dân');
  });

  it('hides a stranger named after a word of address', () => {
    expect(redact('Hộ bà Hiên ở Cao Sơn, ông Đinh Văn Lạ và anh Bảy')).toBe(
      'Hộ một người dân ở Cao Sơn, một người dân và một người dân',
    );
  });

  it('leaves officials, titles, places and everyday words alone', () => {
    for (const text of [
      'Ông Nguyễn Hữu Bảng trả lời, ông Bảng hứa xem xét; cô Mẫn ghi nhận.',
      'Đề nghị ông Chủ tịch xã và bà Trưởng thôn giải thích.',
      'Bà con nông dân, anh em, chị em, các em học sinh, bác sĩ trạm y tế, cụ thể là chú ý phòng dịch.',
      'Gương Bác Hồ; chi hội nông dân; có thể, ba tháng, cơ chế, thế chấp.',
      'Chị ạ, tôi thử hai lần theo mẫu đơn.',
      'Đội A, thử nghiệm giống lúa mới.',
    ])
      expect(redact(text)).toBe(text);
  });

  it('keeps only the name that was agreed to, and only in its own petition', () => {
    const text = 'Bà Nguyễn Thị Mẫu và chị Mẫu cùng ông Trần Văn Thử';
    expect(redact(text, 'Nguyễn Thị Mẫu')).toBe('Bà Nguyễn Thị Mẫu và chị Mẫu cùng một người dân');
    expect(redact(text)).not.toContain('Mẫu');
  });

  it('hides a given name that two citizens share although one of them agreed', () => {
    expect(redact('anh Thử đề nghị', 'Trần Văn Thử')).toBe('Một người dân đề nghị');
    expect(redact('anh Trần Văn Thử đề nghị', 'Trần Văn Thử')).toBe('anh Trần Văn Thử đề nghị');
  });

  it('leaves no name behind, however it is written', () => {
    const word = fc.constantFrom(
      'Nguyễn',
      'Thị',
      'Văn',
      'Mẫu',
      'Thử',
      'Đỗ',
      'Ngọc',
      'Hường',
      'Ẩn',
      'Y',
      'Quỳnh',
      'Diễm',
    );
    const name = fc.array(word, { minLength: 2, maxLength: 4 }).map((words) => words.join(' '));
    const write = fc.constantFrom<(name: string) => string>(
      (text) => text,
      (text) => text.toUpperCase(),
      (text) => text.toLowerCase(),
      fold,
      (text) => text.normalize('NFD'),
      (text) => text.replaceAll(' ', '  '),
      (text) => text.replaceAll(' ', '-'),
    );
    const around = fc.constantFrom('', 'Hộ ', 'ông ', 'Bà ', 'của chị ', '(', 'gồm: ');
    const after = fc.constantFrom('', '.', ', thôn Cao Sơn', ' xin vay vốn', ')', '; sđt 0912345678');
    fc.assert(
      fc.property(name, write, around, after, (full, how, before, behind) => {
        const result = new Redactor({ citizens: [full], officials: [], phones: [] }).redact(
          `${before}${how(full)}${behind}`,
        );
        expect(fold(result).replace(/[^\p{L}]/gu, '')).not.toContain(fold(full).replaceAll(' ', ''));
        expect(result).not.toContain('0912345678');
      }),
      { seed: 5, numRuns: 2000 },
    );
  });
});

describe('numbers and addresses', () => {
  it.each([
    '0912345678',
    '0912.345.678',
    '0912 345 678',
    '(0912) 345-678',
    '+84 912 345 678',
    '0 9 1 2 3 4 5 6 7 8',
    '0912 - 345 - 678',
    '0912,345,678',
    '０９１２３４５６７８',
    '231234567',
    '062 123 456 789',
    '062.123.456.789',
    '1903 4567 8901 2345',
    '02603 862 123',
    'nguyen.mau@example.com',
    'mau @ example.com',
  ])('hides %s', (written) => {
    expect(redact(`Liên lạc ${written}, cảm ơn`)).toBe('Liên lạc [đã ẩn], cảm ơn');
  });

  it('hides a short number that is announced, or that the register knows', () => {
    expect(redact('SĐT: 3862 123')).toBe('SĐT: [đã ẩn]');
    expect(redact('số tài khoản là 71105')).toBe('số tài khoản là [đã ẩn]');
    expect(redact('máy 0260-38621 nhé')).toBe('máy [đã ẩn] nhé');
  });

  it('hides a number still being typed', () => {
    expect(redact('gọi số 0912 3')).toBe('gọi số [đã ẩn]');
  });

  it('leaves dates, years, money, land and document numbers alone', () => {
    for (const text of [
      'Từ 01/01/2023 - 31/12/2023, các năm 2021, 2022, 2023 và giai đoạn 2021-2025, 2026-2030.',
      'Vay 50.000.000 đồng, tổng 1.250.000.000 đồng; mức 5.000.000 - 10.000.000 đồng; 500.000.000đ.',
      'Quyết định số 1408-QĐ/TU ngày 25/9/2014, Luật số 91/2025/QH15, thửa 123 tờ bản đồ 45.',
      'Diện tích 1.200 m2, 3,5 ha, 120 hộ với 450 nhân khẩu năm 2023',
    ])
      expect(redact(text)).toBe(text);
  });

  it('hides what only looks like money', () => {
    expect(redact('123.456.789 là số của tôi')).toBe('[đã ẩn] là số của tôi');
  });
});

it('stays quick on hostile text', () => {
  const started = performance.now();
  for (const hostile of [
    'a@'.repeat(1000),
    '1 '.repeat(1000),
    'ông '.repeat(500),
    'Nguyễn Thị '.repeat(180),
    ' '.repeat(2000),
  ])
    redact(hostile);
  expect(performance.now() - started).toBeLessThan(1000);
});
