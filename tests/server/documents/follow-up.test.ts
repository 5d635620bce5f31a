import { beforeAll, describe, expect, it } from 'vitest';
import { toDocx } from '../../../server/documents/docx.ts';
import { type DocumentKind, kinds } from '../../../server/documents/kinds.ts';
import { toPdf } from '../../../server/documents/typst.ts';
import { conclusionOf } from '../../../shared/documents/conclusion.ts';
import type { SourceOf } from '../../../shared/documents/source.ts';
import type { OfficialDocument } from '../../../shared/documents/tree.ts';
import { worklists } from '../../../shared/worklists.ts';
import { boxOf, draw, find, fontsOf, lineBetween, type Page, readPages, squeeze, textOf } from './pdf.ts';
import { h, mention, p, sampleRecord, t } from './sample.ts';
import { blockText, bodyText } from './tree-text.ts';
import { readZip } from './zip.ts';

/* The papers that follow a dialogue: what they say, and Decree 30's measures on the page, in mm. */

const held: SourceOf<'held'> = { from: 'held', record: sampleRecord, draft: false };
const year: SourceOf<'year'> = {
  from: 'year',
  year: 2023,
  quarter: 'II',
  office: sampleRecord.office,
  madeAt: '2023-07-05T02:00:00.000Z',
  dialogues: [{ dialogue: sampleRecord.dialogue, petitions: sampleRecord.petitions, draft: false }],
};
const rows: SourceOf<'worklist'>['rows'] = sampleRecord.petitions.map((petition, index) => ({
  petition,
  dialogue: sampleRecord.dialogue,
  citizens: index % 2 ? `${petition.petitioner?.name ?? ''}\n0905 123 456` : '',
  place: worklists[index % worklists.length] ?? 'soon',
}));
const list: SourceOf<'worklist'> = {
  from: 'worklist',
  of: 'Đăk Vang',
  rows,
  office: sampleRecord.office,
  madeAt: '2023-07-05T02:00:00.000Z',
};
const trees = {
  blankNote: kinds.blankNote(held),
  note: kinds.note({ ...held, petitionId: 'p1' }),
  conclusion: kinds.conclusion(held),
  transfers: kinds.transfers(held),
  reply: kinds.reply({ ...held, petitionId: 'p8' }),
  progress: kinds.progress(year),
  reminders: kinds.reminders(list),
  dueList: kinds.dueList({
    ...list,
    of: 'Địa chính – nông nghiệp',
    rows: rows.map((row) => ({ ...row, citizens: '' })),
  }),
} satisfies Partial<Record<DocumentKind, OfficialDocument>>;
type Made = keyof typeof trees;
const names = Object.keys(trees) as Made[];

const made = new Map<Made, { pdf: Uint8Array; pages: Page[]; text: string }>();
const of = (kind: Made) => made.get(kind) ?? { pdf: new Uint8Array(), pages: [], text: '' };

beforeAll(() => {
  for (const kind of names) {
    const pdf = toPdf(trees[kind]);
    made.set(kind, { pdf, pages: readPages(pdf), text: textOf(pdf) });
  }
});

const tolerance = 0.6;
const near = (value: number, wanted: number) => expect(Math.abs(value - wanted)).toBeLessThan(tolerance);
const middle = (box: { left: number; right: number }) => (box.left + box.right) / 2;

describe.each(names)('the paper %s', (kind) => {
  it('is A4 within the margins 20, 20, 30, 20, in Tinos alone, PDF/A-3b', () => {
    const { pages, pdf } = of(kind);
    for (const page of pages) {
      near(page.width, 210);
      near(page.height, 297);
      const box = boxOf(page.words.filter((word) => word.top > 19));
      expect(box.left).toBeGreaterThan(30 - tolerance);
      expect(box.right).toBeLessThan(190 + tolerance);
      expect(box.top).toBeGreaterThan(20 - tolerance);
      expect(box.bottom).toBeLessThan(277 + tolerance);
    }
    for (const font of fontsOf(pdf)) {
      expect(font.name).toMatch(/^[A-Z]{6}\+Tinos-/);
      expect(font.embedded).toBe(true);
    }
    const raw = Buffer.from(pdf).toString('latin1');
    expect(raw).toMatch(/<pdfaid:part>3<\/pdfaid:part>/);
    expect(raw).toMatch(/<pdfaid:conformance>B<\/pdfaid:conformance>/);
  });

  it('has the national title on one line and a rule as long as the motto', () => {
    const { pages, pdf } = of(kind);
    const title = find(pages, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    for (const word of title) near(word.top, boxOf(title).top);
    const motto = boxOf(find(pages, 'Độc lập - Tự do - Hạnh phúc'));
    near(middle(motto), middle(boxOf(title)));
    const rule = lineBetween(draw(pdf, 1), motto.bottom - 0.5, motto.bottom + 3, 80, 200);
    near(rule?.left ?? 0, motto.left);
    near(rule?.right ?? 0, motto.right);
  });

  it('has both sides of its foot on one level', () => {
    const { pages } = of(kind);
    const note = kind === 'blankNote' || kind === 'note';
    const list = kind === 'reminders' || kind === 'dueList';
    const foot = list ? 'NGƯỜI LẬP DANH SÁCH' : 'Nơi nhận:';
    const left = boxOf(find(pages, note ? 'NGƯỜI TIẾP NHẬN' : foot));
    const right = boxOf(find(pages, note ? 'NGƯỜI GHI Ý KIẾN' : 'TM. ỦY BAN NHÂN DÂN'));
    expect(left.page).toBe(right.page);
    near(left.top, right.top);
    expect(left.right).toBeLessThan(105);
    expect(right.left).toBeGreaterThan(105);
  });

  it('says the same in Word', async () => {
    const { files } = readZip(await toDocx(trees[kind], 1));
    const xml = files.get('word/document.xml') ?? '';
    const text = squeeze(
      [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1]).join(''),
    ).replaceAll('&quot;', '"');
    const lines = bodyText(trees[kind]).flatMap((block) => block.split(/\n| \| |\{pages\}/));
    // The value of a chart's bar stands beside its label.
    const bars = trees[kind].body.flatMap((block) => (block.type === 'chart' ? block.bars : []));
    const asDrawn = new Map(bars.map(({ label, value }) => [`${label}: ${value}`, `${label}${value}`]));
    for (const line of lines.map((one) => asDrawn.get(one) ?? one)) {
      expect(text).toContain(squeeze(line).replaceAll('&', '&amp;'));
    }
  });
});

describe('the opinion note', () => {
  it('fits one page, with lines to write on and every box empty when it is blank', () => {
    const { pages, text } = of('blankNote');
    expect(pages).toHaveLength(1);
    for (const label of ['Họ và tên:', 'Thôn:', 'Đối tượng:', 'Lĩnh vực:', 'Nội dung ý kiến, kiến nghị:'])
      expect(text).toContain(squeeze(label));
    for (const field of sampleRecord.dialogue.fields) expect(text).toContain(squeeze(field));
    expect(text).not.toContain('KN-');
    expect(text).not.toContain(squeeze('Y Hlơi'));
    const boxes = JSON.stringify(trees.blankNote.body);
    expect(boxes).not.toContain('"ticked":true');
    expect(boxes.match(/"type":"leader"/g)?.length).toBeGreaterThan(9);
  });

  /** Words behind the boxes that are ticked. */
  const tickedIn = (tree: OfficialDocument) =>
    tree.body
      .flatMap((block) => {
        const runs = 'runs' in block ? block.runs : [];
        return runs.flatMap((run, index) => {
          const words = runs[index + 1];
          return run.type === 'box' && run.ticked && words?.type === 'text' ? [words.text] : [];
        });
      })
      .map((words) => words.replaceAll('\u00a0', ' ').trim());

  it('is filled from the petition and its citizen, each choice with its own box', () => {
    const { text } = of('note');
    expect(text).toContain(squeeze('Kiến nghị số: KN-01'));
    expect(text).toContain(squeeze('Họ và tên: Y Hlơi'));
    expect(text).toContain(squeeze('Thôn: Giang Lố I'));
    expect(text).toContain(squeeze('Sa Loong, ngày 20 tháng 5 năm 2023'));
    // Consent is recorded, a refusal is not: where there is no consent neither box is ticked.
    expect(tickedIn(trees.note)).toEqual(['Hộ nghèo', 'Giảm nghèo', 'Bằng văn bản']);
    expect(text).not.toContain('0900000');
  });

  it('ticks that the name may be shown where the citizen agreed', () => {
    const petitions = sampleRecord.petitions.map((one) => ({
      ...one,
      petitioner: one.petitioner && { ...one.petitioner, showName: true },
    }));
    const tree = kinds.note({ ...held, record: { ...sampleRecord, petitions }, petitionId: 'p1' });
    expect(tickedIn(tree)).toContain('Đồng ý');
  });

  it('ticks no answer for a citizen who is not known', () => {
    const petitions = sampleRecord.petitions.map((one) => ({ ...one, petitioner: null }));
    const tree = kinds.note({ ...held, record: { ...sampleRecord, petitions }, petitionId: 'p2' });
    const last = tree.body.at(-1);
    expect(last && JSON.stringify(last)).not.toContain('"ticked":true');
  });
});

describe('the notice of conclusions', () => {
  it('holds the chair’s words and every petition’s answer with unit and due date, and names no citizen', () => {
    const { text } = of('conclusion');
    expect(text).toContain(squeeze('Kết luận của Chủ tịch UBND xã tại hội nghị đối thoại với hộ nghèo'));
    expect(text).toContain(squeeze('1. Tiếp thu đầy đủ ý kiến của bà con'));
    const live = sampleRecord.petitions.filter(({ state }) => state !== 'withdrawn' && state !== 'merged');
    const lines = bodyText(trees.conclusion).join('\n').split('\n');
    for (const petition of live) {
      expect(text).toContain(squeeze(petition.number));
      if (petition.outcome === 'escalated') continue;
      const row = lines.find((line) => line.startsWith(`${petition.number} | `));
      expect(row).toContain(petition.answer);
      if (petition.state !== 'deferred') continue;
      expect(row).toContain(petition.unit);
      expect(row).toContain(petition.dueDate.split('-').reverse().join('/'));
    }
    for (const { petitioner } of live) expect(text).not.toContain(squeeze(petitioner?.name ?? '?'));
  });

  it('finds the conclusion by its heading, up to the next of its level', () => {
    const doc = {
      type: 'doc',
      content: [
        h(1, 'NỘI DUNG'),
        h(2, 'Kết luận từng vấn đề'),
        p(t('không lấy')),
        h(1, 'KẾT LUẬN CỦA CHỦ TRÌ'),
        p(t('một')),
        h(2, 'Về đất đai'),
        p(t('hai')),
        h(1, 'Bế mạc'),
        p(t('không lấy')),
      ],
    };
    expect(JSON.stringify(conclusionOf(doc))).not.toContain('không lấy');
    expect(conclusionOf(doc)).toHaveLength(3);
    expect(conclusionOf({ type: 'doc', content: [p(t('gì đó'))] })).toEqual([]);
  });

  it('tells a mentioned petition in a line and says when nothing was concluded', () => {
    const withBody = (...content: ReturnType<typeof p>[]) => ({
      ...held,
      record: { ...sampleRecord, minutes: { ...sampleRecord.minutes, body: { type: 'doc', content } } },
    });
    const mentioned = kinds.conclusion(withBody(h(1, 'Kết luận'), p(t('Giao làm ngay '), mention('p5'))));
    expect(bodyText(mentioned)).toContain(
      'KN-05: Kênh thủy lợi thôn Đăk Vang bị sạt đoạn cuối, gần 3 ha lúa nước không có nước vụ đông xuân.',
    );
    expect(bodyText(kinds.conclusion(withBody(p(t('gì đó')))))).toContain(
      '(Biên bản chưa ghi kết luận của chủ trì.)',
    );
  });
});

describe('the transfer sheets', () => {
  it('are one for each authority, each from a page of its own, together holding every escalated petition', () => {
    const sheets = [trees.transfers, ...(trees.transfers.following ?? [])];
    const escalated = sampleRecord.petitions.filter(({ outcome }) => outcome === 'escalated');
    expect(sheets).toHaveLength(new Set(escalated.map(({ authority }) => authority)).size);
    const { pages, text } = of('transfers');
    expect(pages).toHaveLength(sheets.length);
    for (const page of pages) expect(find([page], 'PHIẾU CHUYỂN')).toHaveLength(2);
    for (const petition of escalated) {
      const sheet = sheets.find((one) => bodyText(one)[0] === `Kính gửi: ${petition.authority}`);
      expect(sheet?.body.map(blockText).join('\n')).toContain(petition.content);
      expect(text).toContain(squeeze(petition.petitioner?.name ?? '?'));
    }
    expect(text).toContain(squeeze('Số: /PC-UBND'));
  });

  it('are made for one authority alone, and not at all where there is nothing', () => {
    const one = kinds.transfers({ ...held, authority: 'Hội Nông dân tỉnh' });
    expect(one.following).toBeUndefined();
    expect(bodyText(one)[0]).toBe('Kính gửi: Hội Nông dân tỉnh');
    expect(() => kinds.transfers({ ...held, authority: 'Sở Y tế' })).toThrow(RangeError);
  });
});

describe('the letter of reply', () => {
  it('is an official letter: V/v under the number, no kind, the answer whole', () => {
    const { pages, text } = of('reply');
    expect(trees.reply.title).toBeNull();
    const number = boxOf(find(pages, 'Số: 45/UBND-VP'));
    const about = boxOf(find(pages, 'V/v trả lời kiến nghị của công dân'));
    expect(about.top).toBeGreaterThan(number.bottom);
    expect(about.right).toBeLessThan(93 + tolerance);
    expect(text).toContain(squeeze('Kính gửi: Ông (bà) A Nghĩa, thôn Cao Sơn'));
    expect(text).toContain(squeeze(sampleRecord.petitions[7]?.answer ?? '?'));
    expect(text).toContain(squeeze('Sa Loong, ngày 05 tháng 6 năm 2023'));
    expect(text).toContain('./.');
  });

  it('leaves room for a number that was not given, and tells who goes on with what is open', () => {
    const letter = kinds.reply({ ...held, petitionId: 'p1' });
    expect(letter.head.number.replace(/\s+/gu, ' ')).toBe('Số: /UBND-VP');
    expect(bodyText(letter)).toContain(
      'Nội dung này được giao Lao động – Thương binh và Xã hội giải quyết và trả lời Ông (bà) trước ngày 30/06/2023.',
    );
    const beyond = bodyText(kinds.reply({ ...held, petitionId: 'p4' })).join('\n');
    expect(beyond).toContain('vượt thẩm quyền giải quyết của Ủy ban nhân dân xã Sa Loong');
    expect(beyond).toContain('Sở Giao thông vận tải');
  });

  it('tells by what paper a higher authority answered, and bears no number but the office’s own', () => {
    const petitions = sampleRecord.petitions.map((one) =>
      one.id === 'p4'
        ? { ...one, state: 'replied' as const, replyNumber: '77/SGTVT-KH', replyDate: '2023-07-03' }
        : one,
    );
    const source = { ...held, record: { ...sampleRecord, petitions }, petitionId: 'p4' };
    const letter = kinds.reply({ ...source, returned: ['p4'] });
    expect(letter.head.number.replace(/\s+/gu, ' ')).toBe('Số: /UBND-VP');
    expect(letter.head.placeDate).not.toContain('03');
    expect(bodyText(letter)).toContain(
      'Sở Giao thông vận tải đã trả lời kiến nghị này tại Văn bản số 77/SGTVT-KH ngày 03/07/2023.',
    );
    expect(kinds.reply(source).head.number).toBe('Số: 77/SGTVT-KH');
  });

  it('answers a merged petition with the answer to the one it was merged into', () => {
    const merged = sampleRecord.petitions.find(({ state }) => state === 'merged');
    const petitions = sampleRecord.petitions.map((one) =>
      one.id === merged?.mergedInto ? { ...one, answer: 'Xã đã làm việc với Điện lực.' } : one,
    );
    const record = { ...sampleRecord, petitions };
    const letter = bodyText(kinds.reply({ ...held, record, petitionId: merged?.id ?? '' }));
    expect(letter[0]).toContain(merged?.petitioner?.name);
    expect(letter.join('\n')).toContain(merged?.content.replace(/[\s.]+$/u, ''));
    expect(letter).toContain('Xã đã làm việc với Điện lực.');
  });
});

/** The box, in mm, around runs of the draft mark's grey, which no letter's edge is long enough to make. */
function greyBox(pdf: Uint8Array, page: number) {
  const { pixels, width, height, perMm } = draw(pdf, page, 72);
  const box = { left: Number.POSITIVE_INFINITY, right: 0, top: Number.POSITIVE_INFINITY, bottom: 0 };
  for (let y = 0; y < height; y++) {
    for (let x = 4; x < width; x++) {
      const at = y * width + x;
      if (!pixels.subarray(at - 4, at).every((value) => value === 0xe2)) continue;
      box.left = Math.min(box.left, x / perMm);
      box.right = Math.max(box.right, x / perMm);
      box.top = Math.min(box.top, y / perMm);
      box.bottom = Math.max(box.bottom, y / perMm);
    }
  }
  return box;
}

describe('a draft', () => {
  it('wears BẢN DỰ THẢO across every page, in PDF and in Word; a final paper does not', async () => {
    const draft = kinds.conclusion({ ...held, draft: true });
    const pdf = toPdf(draft);
    const pages = readPages(pdf);
    expect(pages.length).toBeGreaterThan(1);
    for (let number = 1; number <= pages.length; number++) {
      const box = greyBox(pdf, number);
      // From below on the left to above on the right, about the middle of the page.
      expect(box.right - box.left).toBeGreaterThan(100);
      expect(box.bottom - box.top).toBeGreaterThan(120);
      near(middle(box) / 4, 105 / 4);
    }
    expect(greyBox(of('conclusion').pdf, 1)).toMatchObject({ right: 0, bottom: 0 });
    const { files } = readZip(await toDocx(draft, pages.length));
    const headers = [...files].filter(([name]) => name.startsWith('word/header'));
    expect(headers).toHaveLength(2);
    for (const [, xml] of headers) {
      expect(xml).toContain('PowerPlusWaterMarkObject');
      expect(xml).toContain('string="BẢN DỰ THẢO"');
    }
    const batch = readZip(await toDocx(kinds.transfers({ ...held, draft: true }), 4)).files;
    const marked = [...batch].filter(([, xml]) => xml.includes('PowerPlusWaterMarkObject'));
    expect(marked).toHaveLength(2 * (1 + (trees.transfers.following?.length ?? 0)));
    const final = readZip(await toDocx(trees.conclusion, 4)).files;
    for (const [, xml] of final) expect(xml).not.toContain('WaterMark');
  });

  it('is every paper of what is not final; a year is a draft when one of its dialogues is', () => {
    const open = { ...held, draft: true };
    const marks = [
      kinds.note({ ...open, petitionId: 'p1' }),
      kinds.transfers(open),
      kinds.reply({ ...open, petitionId: 'p1' }),
      kinds.progress({ ...year, dialogues: year.dialogues.map((one) => ({ ...one, draft: true })) }),
    ].map(({ mark }) => mark);
    expect(marks).toEqual(marks.map(() => 'BẢN DỰ THẢO'));
    for (const tree of Object.values(trees)) expect(tree.mark).toBeUndefined();
    const empty = {
      ...year,
      dialogues: [...year.dialogues, { ...year.dialogues[0], petitions: [], draft: true }],
    };
    expect(kinds.progress(empty as typeof year).mark).toBeUndefined();
  });
});

describe('the progress report', () => {
  it('draws how petitions stand by unit and by field, with patterns that black and white paper can tell apart', async () => {
    const { files } = readZip(await toDocx(trees.progress, 1));
    const xml = files.get('word/document.xml') ?? '';
    for (const pattern of ['diagStripe', 'diagCross'])
      expect(xml.toLowerCase()).toContain(pattern.toLowerCase());
    const charts = trees.progress.body.filter((block) => block.type === 'chart');
    expect(charts.map(({ caption }) => caption.split('.')[0])).toEqual(['Biểu đồ 1', 'Biểu đồ 2']);
    for (const { bars } of charts) expect(bars.reduce((sum, { value }) => sum + value, 0)).toBe(30);
  });

  it('counts, and lists the late ones with the days, naming no citizen', () => {
    const { text } = of('progress');
    expect(text).toContain(squeeze('qua đối thoại quý II năm 2023'));
    expect(text).toContain(squeeze('tính đến ngày 30 tháng 6 năm 2023'));
    expect(text).toContain(squeeze('Tiếp nhận: 32 ý kiến, kiến nghị'));
    expect(text).toContain(squeeze('Chưa giải quyết, quá hạn 10 ngày'));
    for (const { petitioner } of sampleRecord.petitions)
      expect(text).not.toContain(squeeze(petitioner?.name ?? '?'));
  });
});

describe('the lists over dialogues', () => {
  it('say whom of a village to tell what, and what a unit has to answer by when', () => {
    const reminders = squeeze(of('reminders').text);
    expect(reminders).toContain(squeeze('Kiến nghị đã có kết quả, cần báo cho công dân thôn Đăk Vang'));
    expect(reminders).toContain(squeeze('0905 123 456'));
    const due = squeeze(of('dueList').text);
    expect(due).toContain(squeeze('Kiến nghị cần giải quyết của Địa chính – nông nghiệp'));
    expect(due).not.toContain(squeeze('0905 123 456'));
    expect(due).toContain(squeeze('Tính đến ngày 05 tháng 7 năm 2023'));
  });
});
