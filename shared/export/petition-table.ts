import type { Dialogue } from '../dialogue.ts';
import type { Attendee } from '../docs/register.ts';
import { numberOf, petitionBook, stateText } from '../documents/petition-text.ts';
import { categoryWords, channelWords, eventName, outcomeWords } from '../documents/wording.ts';
import type { RecordPetition } from '../record.ts';
import type { Table } from './table.ts';

const wishWords = { none: '', inPerson: 'Trả lời trực tiếp', written: 'Bằng văn bản' } as const;

/**
 * The table of petitions with their citizens, one row each, in the order given: personal data. `all` are the
 * petitions that a merged one may lead to.
 */
export function petitionTable(
  dialogue: Pick<Dialogue, 'title'>,
  rows: readonly RecordPetition[],
  all: readonly RecordPetition[] = rows,
): Table<RecordPetition> {
  const book = petitionBook(all);
  return {
    name: 'Kiến nghị',
    title: `Bảng kiến nghị – ${eventName(dialogue)}`,
    rows,
    columns: [
      { title: 'STT', width: 6, kind: 'number', value: (_, index) => index + 1 },
      { title: 'Số kiến nghị', width: 11, kind: 'text', value: numberOf },
      { title: 'Họ và tên', width: 22, kind: 'text', value: (one) => one.petitioner?.name ?? '' },
      { title: 'Số điện thoại', width: 14, kind: 'text', value: (one) => one.petitioner?.phone ?? '' },
      { title: 'Địa chỉ', width: 20, kind: 'text', value: (one) => one.petitioner?.address ?? '' },
      { title: 'Thôn', width: 16, kind: 'text', value: (one) => one.village },
      { title: 'Đối tượng', width: 18, kind: 'text', value: (one) => categoryWords[one.category] },
      { title: 'Lĩnh vực', width: 20, kind: 'text', value: (one) => one.field },
      { title: 'Hình thức', width: 12, kind: 'text', value: (one) => channelWords[one.channel] },
      { title: 'Thời điểm ghi', width: 17, kind: 'instant', value: (one) => one.raisedAt },
      { title: 'Người ghi', width: 18, kind: 'text', value: (one) => one.raisedBy },
      { title: 'Nội dung kiến nghị', width: 60, kind: 'text', value: (one) => one.content },
      { title: 'Nội dung trả lời', width: 60, kind: 'text', value: (one) => one.answer },
      { title: 'Người trả lời', width: 24, kind: 'text', value: (one) => one.answeredBy },
      {
        title: 'Kết quả tại hội nghị',
        width: 22,
        kind: 'text',
        value: (one) => (one.outcome ? outcomeWords[one.outcome] : ''),
      },
      { title: 'Trạng thái', width: 22, kind: 'text', value: (one) => stateText(one, book) },
      { title: 'Đơn vị giải quyết', width: 24, kind: 'text', value: (one) => one.unit },
      { title: 'Cơ quan có thẩm quyền', width: 24, kind: 'text', value: (one) => one.authority },
      { title: 'Thời hạn', width: 12, kind: 'day', value: (one) => one.dueDate },
      { title: 'Lý do định thời hạn', width: 22, kind: 'text', value: (one) => one.dueReason },
      {
        title: 'Muốn nhận trả lời',
        width: 16,
        kind: 'text',
        value: (one) => wishWords[one.replyWish],
      },
      { title: 'Số văn bản trả lời', width: 16, kind: 'text', value: (one) => one.replyNumber },
      { title: 'Ngày trả lời', width: 12, kind: 'day', value: (one) => one.replyDate },
      { title: 'Đã báo công dân bằng', width: 22, kind: 'text', value: (one) => one.toldHow },
      { title: 'Ngày báo công dân', width: 12, kind: 'day', value: (one) => one.toldAt },
    ],
  };
}

/** The attendance, one row for each person, in the order given: personal data. */
export function attendanceTable(
  dialogue: Pick<Dialogue, 'title'>,
  rows: readonly Attendee[],
): Table<Attendee> {
  return {
    name: 'Điểm danh',
    title: `Danh sách điểm danh – ${eventName(dialogue)}`,
    rows,
    columns: [
      { title: 'STT', width: 6, kind: 'number', value: (_, index) => index + 1 },
      { title: 'Họ và tên', width: 26, kind: 'text', value: (one) => one.name },
      { title: 'Chức vụ', width: 24, kind: 'text', value: (one) => one.title },
      { title: 'Thôn', width: 18, kind: 'text', value: (one) => one.village },
      { title: 'Thành phần', width: 34, kind: 'text', value: (one) => one.group },
      { title: 'Đối tượng', width: 20, kind: 'text', value: (one) => categoryWords[one.category] },
      { title: 'Số điện thoại', width: 14, kind: 'text', value: (one) => one.phone },
      { title: 'Có mặt', width: 10, kind: 'text', value: (one) => (one.present ? 'Có' : 'Vắng') },
      {
        title: 'Ngoài danh sách mời',
        width: 14,
        kind: 'text',
        value: (one) => (one.walkIn ? 'Có' : ''),
      },
      { title: 'Giờ điểm danh', width: 17, kind: 'instant', value: (one) => one.checkedInAt },
    ],
  };
}
