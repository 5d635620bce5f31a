import { contactLength } from '../mail.ts';
import { numericDate, officialTime } from '../vietnamese/dates.ts';
import { bodyLines } from './frame.ts';
import { cleanLine, shorten } from './plain.ts';
import type { SourceOf } from './source.ts';
import type { Slip, SlipSheets } from './tree.ts';
import { eventName, fieldName, runningBody } from './wording.ts';

/** Giấy biên nhận kiến nghị: what a citizen takes home, with the code by which to see what becomes of it. */

/** A petition as its receipt tells it; nothing of its citizen. */
export interface ReceiptSource {
  /** `KN-05`. */
  number: string;
  /** ISO 8601 instant. */
  raisedAt: string;
  /** Names and numbers of people are taken out already. */
  matter: string;
  field: string;
  unit: string;
  /** `YYYY-MM-DD`; empty while no day was promised. */
  dueDate: string;
  /** As it is printed. */
  code: string;
  /** The page with the code, to be scanned; empty where no address leads to it. */
  link: string;
}

/** Letters of each part, so that every slip has room on a quarter of an A4 sheet. */
const room = { body: 34, event: 80, matter: 115, name: 45, contact: contactLength, address: 60 } as const;

const line = (label: string, value: string) => (value === '' ? [] : [{ label, value }]);

function slipOf(
  { dialogue, office, contact, address }: SourceOf<'receipts'>,
  { number, raisedAt, matter, field, unit, dueDate, code, link }: ReceiptSource,
): Slip {
  const time = officialTime(raisedAt);
  const received = [numericDate(raisedAt), time && `lúc ${time}`].filter(Boolean).join(', ');
  const day = numericDate(dialogue.heldOn);
  const due = numericDate(dueDate);
  const ask = shorten(contact, room.contact) || `Văn phòng ${runningBody(office)}`;
  return {
    body: bodyLines(office.body, 'bold', 12).map((each) => shorten(each, room.body)),
    title: due ? 'PHIẾU HẸN TRẢ LỜI KIẾN NGHỊ' : 'GIẤY BIÊN NHẬN KIẾN NGHỊ',
    number: cleanLine(number),
    lines: [
      ...line('Tại', shorten(eventName(dialogue), room.event) + (day ? `, ngày ${day}` : '')),
      ...line('Tiếp nhận', received),
      ...line('Lĩnh vực', field && shorten(fieldName(field).replace(/^lĩnh vực\s+/u, ''), room.name)),
      ...line('Nội dung', shorten(matter, room.matter)),
      ...line('Đơn vị phụ trách', shorten(unit, room.name)),
      ...line('Hẹn trả lời', due && `chậm nhất ngày ${due}`),
    ],
    link,
    codeLabel: 'Mã tra cứu',
    code: cleanLine(code),
    address: shorten(address, room.address),
    notes: [
      link
        ? 'Quét mã, hoặc mở trang trên và gõ mã tra cứu, để biết kiến nghị đang được giải quyết đến đâu.'
        : 'Đọc mã tra cứu cho cán bộ để biết kiến nghị đang được giải quyết đến đâu.',
      `Hỏi thêm: ${ask}. Hãy giữ phiếu: ai có mã đều tra cứu được, nhưng không thấy tên của ông/bà.`,
    ],
    sign: 'Người tiếp nhận (ký)',
  };
}

/** Receipts, in the order they are given. */
export function receiptsTree(source: SourceOf<'receipts'>): SlipSheets {
  const { office, madeAt, receipts, sheet } = source;
  const [only, ...more] = receipts;
  return {
    sheet,
    info: {
      title:
        only && more.length === 0 ? `Biên nhận kiến nghị ${cleanLine(only.number)}` : 'Biên nhận kiến nghị',
      author: runningBody(office),
      createdAt: madeAt,
    },
    slips: receipts.map((receipt) => slipOf(source, receipt)),
  };
}
