import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../shared/plan/parse.ts';
import { plan2023 } from '../../../shared/plan/plan-2023.ts';
import type { PlanProposal } from '../../../shared/plan/proposal.ts';
import { sample } from './samples.ts';

const { id: _id, revision: _revision, ...whole } = plan2023;
const real = sample('plan-2023');
const codes = (proposal: PlanProposal) => proposal.notes.map((note) => note.code);

describe('the real plan of 2023', () => {
  const proposal = parsePlan(real);

  it('comes out whole: dialogues, groups, fields, tasks, recipients, bases, signature', () => {
    expect(proposal.plan).toEqual(whole);
  });

  it('places every line that is not empty', () => {
    const written = proposal.lines.filter((line) => line.text.trim() !== '');
    expect(written).toHaveLength(84);
    expect(written.filter((line) => line.place === null || line.unplaced)).toEqual([]);
    expect(proposal.plan.unplaced).toEqual([]);
  });

  it('keeps the words of every line that is no heading', () => {
    const kept = JSON.stringify(proposal.plan).toLowerCase();
    const lost = proposal.lines
      .filter(({ place, text }) => place && !place.heading && text.trim() !== '')
      .flatMap(({ text }) => text.toLowerCase().match(/[\p{L}\p{N}/-]+/gu) ?? [])
      .filter((word) => !kept.includes(word));
    // The words by which a line says what it is: `Số:`, `Thời gian:`, `Địa điểm:`, and the numbers in front.
    const labels = /^(số|[1-4]|3\.?[12]?|-|điểm|lĩnh|ngày|tháng)$/;
    expect(lost.filter((word) => !labels.test(word))).toEqual([]);
  });

  it('shows for each line the part and the dialogue it went to', () => {
    const at = (start: string, nth = 0) =>
      proposal.lines.filter(({ text }) => text.includes(start)).at(nth)?.place ?? null;
    expect(at('Hội viên Hội Nông dân (Do')).toEqual({ part: 'villageLevel', dialogue: 1, heading: false });
    expect(at('Lĩnh vực lao động')).toEqual({ part: 'fields', dialogue: 0, heading: false });
    expect(at('Quý III/2023.')).toEqual({ part: 'dialogue', dialogue: 1, heading: true });
    expect(at('Ban quản lý thôn:')).toEqual({ part: 'tasks', dialogue: -1, heading: false });
    expect(at('IV. TỔ CHỨC')).toEqual({ part: 'tasks', dialogue: -1, heading: true });
  });

  it('says what it inferred: the fields of dialogue 2 and the place of dialogue 1', () => {
    expect(proposal.notes).toEqual([
      { code: 'sharedPlace', dialogue: 0 },
      { code: 'derivedFields', dialogue: 1 },
    ]);
    expect(proposal.plan.dialogues[1]?.fields.every((field) => field.derived)).toBe(true);
    expect(proposal.plan.dialogues[0]?.fields.some((field) => field.derived)).toBe(false);
  });
});

describe('the same plan as other programs leave it', () => {
  const changed: [name: string, change: (text: string) => string][] = [
    ['decomposed letters (NFD)', (text) => text.normalize('NFD')],
    ['Windows line ends and a byte order mark', (text) => `\ufeff${text.replaceAll('\n', '\r\n')}`],
    ['no emphasis marks', (text) => text.replaceAll('*', '')],
    ['tabs before and behind bullets', (text) => text.replace(/^(\s*)- /gm, '\t$1-\t')],
    ['bullets of Word', (text) => text.replace(/^\s*- \+ /gm, '\uf0a7\t').replace(/^\s*- /gm, '\uf0b7\t')],
    ['hard spaces', (text) => text.replace(/(\d\.) /g, '$1\u00a0')],
    ['no empty lines', (text) => text.replace(/\n{2,}/g, '\n')],
    ['other numbering', (text) => text.replace(/^1\.1\./gm, '7.9)').replace(/^2\.2\./gm, 'b)')],
    ['no numbers at all', (text) => text.replace(/^(?:[IVX]+|\d(?:\.\d)?)\. /gm, '')],
    ['headings of Markdown', (text) => text.replace(/^([IVX]+\.)/gm, '## $1')],
  ];
  const noSigns = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll('"+ ', '"'));

  it.each(changed)('%s', (_name, change) => {
    expect(noSigns(parsePlan(change(real)).plan)).toEqual(noSigns(whole));
  });

  it('finds both dialogues when the quarters have no headings', () => {
    const text = real.replace(/^\d\. Quý I+\/2023\.$/gm, '');
    const { plan, notes } = parsePlan(text);
    expect(plan.dialogues).toEqual(whole.dialogues);
    expect(notes).toContainEqual({ code: 'assumedDialogue', dialogue: 0 });
    expect(notes).toContainEqual({ code: 'assumedDialogue', dialogue: 1 });
  });

  it('joins lines that a PDF has broken', () => {
    const broken = real.replace(/(.{60,80}[\p{Ll},]) (?=\p{Ll})/gu, '$1\n');
    expect(broken.split('\n').length).toBeGreaterThan(real.split('\n').length + 30);
    expect(parsePlan(broken).plan.purposes).toEqual(whole.purposes);
    expect(parsePlan(broken).plan.tasks).toEqual(whole.tasks);
  });
});

describe('plans of other communes', () => {
  it('reads a plan of one meeting, with its head and its end in two columns', () => {
    const { plan, notes } = parsePlan(sample('mot-hoi-nghi'));
    expect(plan).toMatchObject({
      year: 2024,
      number: '27/KH-UBND',
      place: 'Hòa Bình',
      date: '2024-03-04',
      issuingBody: 'ỦY BAN NHÂN DÂN XÃ HÒA BÌNH',
      intro: 'Ủy ban nhân dân xã Hòa Bình ban hành Kế hoạch tổ chức đối thoại năm 2024 như sau:',
      funding: ['Từ nguồn ngân sách xã năm 2024 và các nguồn hợp pháp khác.'],
      recipients: ['TT Đảng ủy, HĐND xã', 'Như mục VI', 'Lưu: VT'],
      signature: {
        authority: 'TM. ỦY BAN NHÂN DÂN',
        title: 'KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH',
        name: 'Trần Thị Minh Thử',
      },
    });
    expect(plan.bases).toHaveLength(3);
    expect(plan.dialogues).toHaveLength(1);
    expect(plan.dialogues[0]).toMatchObject({
      quarter: 'II',
      heldOn: '2024-06-15',
      chair: 'Đồng chí Chủ tịch UBND xã',
      place: 'Hội trường UBND xã',
      villageLevel: ['Trưởng thôn và đại diện 100 hộ gia đình ở 05 thôn.'],
    });
    expect(plan.dialogues[0]?.fields.map((field) => field.name)).toEqual([
      'Đất đai',
      'Môi trường',
      'Giao thông',
      'Thủ tục hành chính',
    ]);
    expect(plan.tasks.map((task) => task.unit)).toEqual([
      'Công chức Văn phòng – Thống kê',
      'Đề nghị Ủy ban MTTQ Việt Nam xã và các đoàn thể',
      'Các thôn',
    ]);
    expect(plan.unplaced).toEqual(['V. CHẾ ĐỘ BÁO CÁO', 'Các đơn vị báo cáo kết quả trước ngày 30/6/2024.']);
    expect(notes.map((note) => note.code)).toContain('unplacedLines');
  });

  it('reads rounds with their own topic, fields, time and place', () => {
    const { plan } = parsePlan(sample('nhieu-dot'));
    expect(plan.dialogues.map(({ title, quarter, place }) => [title, quarter, place])).toEqual([
      ['Đối thoại với đoàn viên, thanh niên', 'I', 'Nhà văn hóa xã'],
      ['Đối thoại với hộ kinh doanh', 'III', 'Hội trường UBND xã'],
    ]);
    expect(plan.dialogues[0]).toMatchObject({
      topic: 'Thanh niên khởi nghiệp',
      fields: [
        { name: 'Việc làm', contents: ['Vay vốn khởi nghiệp.'], derived: false },
        { name: 'Chuyển đổi số', contents: ['Kỹ năng số cho thanh niên.'], derived: false },
      ],
    });
    expect(plan.tasks.map((task) => task.unit)).toEqual(['Văn phòng', 'Đoàn Thanh niên']);
    expect(plan.unplaced).toEqual([]);
  });

  it('reads tasks from the rows of a table', () => {
    const text =
      'KẾ HOẠCH\nĐối thoại năm 2024\nI. TỔ CHỨC THỰC HIỆN\n1\tVăn phòng\tSoạn giấy mời\n2\tThôn 1\tBáo tin';
    expect(parsePlan(text).plan.tasks).toEqual([
      { unit: 'Văn phòng', duties: ['Soạn giấy mời'] },
      { unit: 'Thôn 1', duties: ['Báo tin'] },
    ]);
  });

  it('takes no measure for a number of a heading', () => {
    const text = 'KẾ HOẠCH\nĐối thoại năm 2024\nI. MỤC ĐÍCH\n- 2.5 ha đất được nêu.\n19.6.2024 là ngày họp.';
    expect(parsePlan(text).plan.purposes).toEqual(['2.5 ha đất được nêu.', '19.6.2024 là ngày họp.']);
  });
});

describe('what is no plan', () => {
  it.each(['', ' \n\t\r\n \u200b'])('says that a text is empty: %j', (text) => {
    const proposal = parsePlan(text);
    expect(codes(proposal)).toEqual(['empty']);
    expect(proposal.plan.unplaced).toEqual([]);
  });

  it('leaves another text unplaced, line for line', () => {
    const text = 'Cách nấu phở bò\n\nNguyên liệu: xương bò, quế, hồi.\n1. Ninh xương.\nNội dung: khác.';
    const proposal = parsePlan(text);
    expect(codes(proposal)).toEqual(['notAPlan']);
    expect(proposal.plan.unplaced).toEqual(text.split('\n').filter(Boolean));
    expect(proposal.plan.dialogues).toEqual([]);
    expect(proposal.lines.every(({ place }) => place === null)).toBe(true);
  });
});
