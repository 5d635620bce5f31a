import '../../../server/documents/fonts.ts';
import { readFileSync } from 'node:fs';
import mammoth from 'mammoth';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoOffice } from '../../../server/demo/office.ts';
import { toDocx } from '../../../server/documents/docx.ts';
import { toPdf } from '../../../server/documents/typst.ts';
import { planTree } from '../../../shared/documents/plan.ts';
import { parsePlan } from '../../../shared/plan/parse.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { plan2023 } from '../../../shared/plan/plan-2023.ts';
import { readPages, squeeze, textOf, type Word } from './pdf.ts';
import { bodyText } from './tree-text.ts';

const madeAt = '2023-02-05T02:00:00.000Z';
const source = (plan: Plan) => ({ from: 'plan' as const, plan, office: demoOffice, madeAt });
const tree = (changes: Partial<Plan> = {}) => planTree(source({ ...plan2023, ...changes }));

/** The commune's own plan: each line without its numbering glyphs (numbers, bullets, signs of emphasis). No line is excepted. */
const sample = readFileSync(new URL('../../samples/plan/plan-2023.txt', import.meta.url), 'utf8').normalize();
const glyphs = /^[\s*+-]*(?:(?:[IVX]+\.|\d+(?:\.\d+)*\.)\s+)?|\*\*/gu;
const bare = (line: string) => squeeze(line.replace(glyphs, ''));
const sampleLines = sample
  .split('\n')
  .map((line) => ({ line, text: bare(line) }))
  .filter(({ text }) => text !== '');

/** Where the foot begins: recipients and signature stand side by side, their lines in no order. */
const footAt = sampleLines.findIndex(({ line }) => line.startsWith('Nơi nhận'));

/** The PDF's text with the head read column by column: the left half of its lines, then the right half. */
function columnText(pdf: Uint8Array): string {
  const pages = readPages(pdf);
  const inHead = (word: Word) => word.page === 1 && word.bottom < 45;
  const words = pages.flatMap((page) => page.words.filter((word) => word.bottom > 19));
  const head = words.filter(inHead);
  return squeeze(
    [
      ...head.filter((word) => word.right < 93),
      ...head.filter((word) => word.right >= 93),
      ...words.filter((word) => !inHead(word)),
    ]
      .map((word) => word.text)
      .join(''),
  );
}

describe.each(['pdf', 'docx'] as const)('the plan of 2023 made again from its data, as %s', (format) => {
  let held = '';
  beforeAll(async () => {
    if (format === 'pdf') held = columnText(toPdf(tree()));
    else {
      const buffer = Buffer.from(await toDocx(tree(), 4));
      held = squeeze((await mammoth.extractRawText({ buffer })).value);
    }
  });

  it('holds every line of the model, the body in its order', () => {
    const lost: string[] = [];
    let from = 0;
    sampleLines.forEach(({ line, text }, index) => {
      const at = held.indexOf(text, index >= 5 && index < footAt ? from : 0);
      if (at < 0) lost.push(line);
      else if (index >= 5 && index < footAt) from = at + text.length;
    });
    expect(sampleLines.length).toBeGreaterThan(75);
    expect(lost).toEqual([]);
  });

  it('holds nothing that the model does not have but the head and the numbers', () => {
    let rest = held;
    const added = ['ỦYBANNHÂNDÂN', 'XÃSALOONG', 'CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM', 'Độclập-Tựdo-Hạnhphúc'];
    const texts = sampleLines.map(({ text }) => text).sort((a, b) => b.length - a.length);
    for (const text of [...texts, ...added]) rest = rest.replace(text, '\n');
    const left = rest.split('\n').filter((part) => !/^(?:[IVX]+\.|[\d.]*|[-+*])*$/u.test(part));
    expect(left).toEqual([]);
  });
});

describe('the plan as a document', () => {
  it('is read back by the reader of plans as the same plan', () => {
    const { signing, bases, title, head } = tree();
    const text = [
      head.number,
      head.placeDate,
      title?.kind,
      title?.subject,
      `${bases.join('; ')}.`,
      ...bodyText(tree()),
      'Nơi nhận:',
      ...(signing.left.type === 'recipients' ? signing.left.lines.map((line) => `- ${line};`) : []),
      ...signing.right.titles,
      ...signing.right.names,
    ].join('\n');
    const again = parsePlan(text).plan;
    expect(again.unplaced).toEqual([]);
    for (const key of ['purposes', 'requirements', 'methods', 'forms', 'tasks', 'recipients'] as const)
      expect(again[key], key).toEqual(plan2023[key]);
    expect(
      again.dialogues.map(({ communeLevel, villageLevel, topic }) => [communeLevel, villageLevel, topic]),
    ).toEqual(
      plan2023.dialogues.map(({ communeLevel, villageLevel, topic }) => [communeLevel, villageLevel, topic]),
    );
  });

  it('leaves fields out that the tool proposed itself', () => {
    expect(textOf(toPdf(tree()))).not.toContain(squeeze('Lĩnh vực liên kết'));
  });

  it('writes number, date, bodies and funding where the plan has them', () => {
    const made = tree({
      number: '05/KH-UBND',
      date: '2023-02-05',
      issuingBody: 'UBND tỉnh Kon Tum\nỦy ban nhân dân xã Sa Loong',
      funding: ['Từ ngân sách xã.'],
    });
    expect(made.head).toMatchObject({
      number: 'Số: 05/KH-UBND',
      placeDate: 'Sa Loong, ngày 05 tháng 02 năm 2023',
      superior: ['UBND TỈNH KON TUM'],
      body: ['ỦY BAN NHÂN DÂN', 'XÃ SA LOONG'],
    });
    const lines = bodyText(made);
    expect(lines).toContain('IV. KINH PHÍ');
    expect(lines).toContain('V. TỔ CHỨC THỰC HIỆN');
  });

  it('says the place at each dialogue when they differ, and the day when it is known', () => {
    const [first, second] = plan2023.dialogues;
    if (!first || !second) throw new Error('two dialogues');
    const lines = bodyText(
      tree({
        dialogues: [
          { ...first, heldOn: '2023-06-14' },
          { ...second, place: 'Nhà rông thôn Đăk Vang', heldOn: '2023-09-13' },
        ],
      }),
    );
    expect(lines).toContain('- Thời gian: Hoàn thành trong quý II/2023 (ngày 14 tháng 6 năm 2023)');
    expect(lines).toContain('- Thời gian: Ngày 13 tháng 9 năm 2023');
    expect(lines.filter((line) => line.startsWith('- Địa điểm:'))).toEqual([
      '- Địa điểm: Tại hội trường Nhà Văn hóa xã Sa Loong.',
      '- Địa điểm: Nhà rông thôn Đăk Vang.',
    ]);
  });

  it('comes out for a plan with nothing in it', () => {
    const bare = {
      ...plan2023,
      dialogues: [],
      bases: [],
      purposes: [],
      tasks: [],
      recipients: [],
      intro: '',
      closing: '',
    };
    expect(readPages(toPdf(planTree(source(bare)))).length).toBeGreaterThan(0);
  });
});
