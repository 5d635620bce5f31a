import { amountOf, type EstimateLine, totalOf } from '../preparation.ts';
import { groupedDigits } from '../vietnamese/money.ts';
import { dongInWords } from '../vietnamese/money-words.ts';
import { quantityText } from '../vietnamese/typed-numbers.ts';
import { paragraph, plainParagraph, roman, text } from './build.ts';
import { head } from './frame.ts';
import { dateOrBlank } from './held.ts';
import { measures, textWidth } from './measures.ts';
import { officeSigning } from './occasion.ts';
import { cleanLine } from './plain.ts';
import { recipientsOf } from './signs.ts';
import type { PreparedDialogue, SourceOf } from './source.ts';
import { cell, table } from './table.ts';
import type { Block, Cell, OfficialDocument } from './tree.ts';
import { eventName, inSentence, runningBody } from './wording.ts';

/** Dự toán kinh phí (DT): the cost of dialogues, line by line, with the total in digits and in words. */

/** STT, nội dung chi, đơn vị tính, số lượng, đơn giá, thành tiền, ghi chú. */
const columns = [12, 50, 17, 17, 24, 28, 22];
const header = [
  'STT',
  'Nội dung chi',
  'Đơn vị tính',
  'Số lượng',
  'Đơn giá (đồng)',
  'Thành tiền (đồng)',
  'Ghi chú',
];

const right = { align: 'right' } as const;
const center = { align: 'center' } as const;

function lineRow(one: EstimateLine, number: string): Cell[] {
  return [
    cell(number, center),
    cell(one.item),
    cell(one.unit, center),
    cell(quantityText(one.quantity), center),
    cell(groupedDigits(one.unitPrice), right),
    cell(groupedDigits(amountOf(one)), right),
    cell(one.note),
  ];
}

/** A row of a sum: its words over the first columns, the amount under the amounts. */
function sumRow(words: string, amount: bigint, options: { number?: string; last?: boolean } = {}): Cell[] {
  const { number = '', last = false } = options;
  return [
    cell(number, { align: 'center', bold: true }),
    { ...cell(words, { align: last ? 'center' : 'left', bold: true }), colspan: 4 },
    cell(groupedDigits(amount), { align: 'right', bold: true }),
    cell(''),
  ];
}

function estimateTable(dialogues: readonly PreparedDialogue[]) {
  const several = dialogues.length > 1;
  const rows = dialogues.flatMap(({ dialogue, preparation }, group) => {
    const { estimate } = preparation;
    const title = cleanLine(dialogue.title);
    return [
      ...(several ? [sumRow(title, totalOf(estimate), { number: roman(group + 1) })] : []),
      ...estimate.map((one, index) => lineRow(one, String(index + 1))),
    ];
  });
  const total = totalOf(dialogues.flatMap(({ preparation }) => preparation.estimate));
  return table(header, [...rows, sumRow('Tổng cộng', total, { last: true })], {
    columns,
    width: textWidth,
    size: measures.table.size,
    whole: false,
  });
}

/** The estimate as a content tree; dialogues without an estimate are left out. */
export function estimateTree({ year, office, dialogues, madeAt }: SourceOf<'costs'>): OfficialDocument {
  const costed = dialogues.filter(({ preparation }) => preparation.estimate.length > 0);
  const total = totalOf(costed.flatMap(({ preparation }) => preparation.estimate));
  const [only] = costed;
  const subject =
    only && costed.length === 1
      ? `Tổ chức ${inSentence(eventName(only.dialogue))}`
      : `Tổ chức các hội nghị đối thoại năm ${year}`;
  const body = runningBody(office);
  const blocks: Block[] =
    costed.length === 0
      ? [plainParagraph('Chưa lập dự toán.')]
      : [
          estimateTable(costed),
          paragraph(
            [
              text('Bằng chữ: ', { italic: true }),
              text(`${dongInWords(total)}.`, { italic: true, bold: true }),
            ],
            {
              keepWithNext: true,
            },
          ),
        ];
  return {
    info: { title: `Dự toán kinh phí ${inSentence(subject)}`, author: body, createdAt: madeAt },
    head: head({ office }, 'estimate', dateOrBlank('', year)),
    title: { kind: 'DỰ TOÁN KINH PHÍ', subject },
    bases: [],
    body: blocks,
    signing: officeSigning(office, recipientsOf(office, [])),
    annexes: [],
  };
}
