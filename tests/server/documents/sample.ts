import type { Attendee } from '../../../shared/docs/register.ts';
import { categories, petitionNumber } from '../../../shared/petition.ts';
import type { DialogueRecord, RecordPetition } from '../../../shared/record.ts';
import type { RichNode } from '../../../shared/rich-text.ts';
import { sampleRows } from './sample-petitions.ts';

/** A frozen record of an invented dialogue, for the tests of the documents. */

export const emptyPetition: RecordPetition = {
  id: 'p0',
  number: '',
  raisedAt: '2023-05-20T02:00:00.000Z',
  raisedBy: 'Thư ký 1',
  content: '',
  answer: '',
  field: '',
  channel: 'spoken',
  village: '',
  category: 'other',
  unit: '',
  state: 'raised',
  outcome: '',
  dueDate: '',
  dueReason: '',
  authority: '',
  answeredBy: '',
  replyWish: 'none',
  replyDate: '',
  replyNumber: '',
  toldHow: '',
  toldAt: '',
  mergedInto: '',
  history: [],
  petitioner: null,
};

function petitionOf(row: (typeof sampleRows)[number], index: number): RecordPetition {
  const [name, village, field, category, channel, content, outcome, answer, more = {}] = row;
  const state = more.state ?? (outcome || 'raised');
  const replied = state === 'replied' || state === 'closed';
  return {
    ...emptyPetition,
    id: `p${index + 1}`,
    number: petitionNumber(index + 1),
    raisedAt: new Date(Date.UTC(2023, 4, 20, 2, index * 3)).toISOString(),
    content,
    answer,
    field,
    channel,
    village,
    category,
    unit: more.unit ?? '',
    state,
    outcome,
    dueDate: more.due ?? '',
    dueReason: index === 3 ? 'chờ khảo sát thực địa' : '',
    authority: more.authority ?? '',
    answeredBy: answer ? 'Nguyễn Hữu Bảng – Chủ tịch UBND xã' : '',
    replyWish: index % 5 === 0 ? 'written' : 'none',
    replyNumber: replied ? '45/UBND-VP' : '',
    replyDate: replied ? '2023-06-05' : '',
    toldHow: state === 'closed' ? 'thông báo qua thôn trưởng' : '',
    toldAt: state === 'closed' ? '2023-06-07' : '',
    mergedInto: more.merged ?? '',
    petitioner: { name, phone: '0900000123', address: '', attendeeId: '', showName: false },
  };
}

export const samplePetitions = sampleRows.map(petitionOf);

const groups = [
  'Thường trực Đảng ủy',
  'Thường trực HĐND, Thường trực UB MTTQ xã',
  'Đại diện các ban, ngành, đoàn thể xã; cán bộ, công chức xã',
  'Bí thư Chi bộ, Thôn trưởng các thôn',
  'Các hộ nghèo, hộ cận nghèo năm 2022',
];

const attendees: Attendee[] = Array.from({ length: 72 }, (_, index) => ({
  id: `a${index}`,
  name: `Công dân ${index}`,
  title: '',
  village: 'Đăk Vang',
  group: groups[index < 3 ? 0 : index < 6 ? 1 : index < 18 ? 2 : index < 30 ? 3 : 4] ?? '',
  category: categories[index % categories.length] ?? 'other',
  phone: '0900000456',
  present: index % 9 !== 4,
  walkIn: index % 17 === 16,
  checkedInAt: '',
}));

/** Shorthands for ProseMirror's JSON. */
export const t = (text: string, ...marks: ('bold' | 'italic' | 'underline')[]): RichNode => ({
  type: 'text',
  text,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
});
export const p = (...content: RichNode[]): RichNode => ({ type: 'paragraph', content });
export const h = (level: number, text: string): RichNode => ({
  type: 'heading',
  attrs: { level },
  content: [t(text)],
});
export const mention = (petitionId: string): RichNode => ({ type: 'petition', attrs: { petitionId } });
export const speech = (speakerId: string): RichNode => ({ type: 'speaker', attrs: { speakerId } });
export const node = (type: string, ...content: RichNode[]): RichNode => ({ type, content });

const body: RichNode = node(
  'doc',
  h(1, 'Thành phần tham dự'),
  node(
    'bulletList',
    node('listItem', p(t('Đại diện Thường trực Đảng ủy, Thường trực HĐND, Ủy ban MTTQ Việt Nam xã;'))),
    node(
      'listItem',
      p(t('Đại diện các thôn:')),
      node('bulletList', node('listItem', p(t('Bí thư Chi bộ, Thôn trưởng các thôn;')))),
    ),
    node('listItem', p(t('Các hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo trên địa bàn xã.'))),
  ),
  h(1, 'Diễn biến hội nghị'),
  h(2, 'Khai mạc'),
  p(
    t('Ông '),
    t('Nguyễn Hữu Bảng', 'bold'),
    t(' tuyên bố lý do, giới thiệu đại biểu và nêu '),
    t('mục đích', 'italic'),
    t(', yêu cầu của buổi đối thoại; đề nghị bà con phát biểu '),
    t('thẳng thắn, cởi mở', 'underline'),
    t('.'),
  ),
  node(
    'table',
    node(
      'tableRow',
      { type: 'tableHeader', attrs: { colspan: 1, rowspan: 1 }, content: [p(t('Thời gian'))] },
      { type: 'tableHeader', attrs: { colspan: 2, rowspan: 1 }, content: [p(t('Nội dung'))] },
    ),
    node(
      'tableRow',
      { type: 'tableCell', attrs: { rowspan: 2 }, content: [p(t('08 giờ 30 phút'))] },
      node('tableCell', p(t('Báo cáo kết quả rà soát hộ nghèo năm 2022'))),
      node('tableCell', p(t('Lao động – Thương binh và Xã hội'))),
    ),
    node('tableRow', node('tableCell', p(t('Trao đổi, thảo luận'))), node('tableCell', p(t('Chủ trì')))),
  ),
  h(2, 'Ý kiến, kiến nghị của công dân và trả lời'),
  ...samplePetitions.slice(0, 24).map((petition) => mention(petition.id)),
  p(t('Chủ trì nhắc lại nội dung kiến nghị '), mention('p1'), t(' để các bộ phận lưu ý.')),
  h(1, 'Kết luận của chủ trì'),
  node(
    'orderedList',
    node('listItem', p(t('Tiếp thu đầy đủ ý kiến của bà con; giao các bộ phận trả lời đúng thời hạn.'))),
    node(
      'listItem',
      p(t('Văn phòng – thống kê tổng hợp, báo cáo cấp có thẩm quyền những nội dung vượt thẩm quyền.')),
    ),
  ),
);

export const sampleRecord: DialogueRecord = {
  recipients: [],
  format: 'doi-thoai/record',
  version: 1,
  id: 'rec0000001',
  dialogue: {
    id: 'dlg0000001',
    planId: '',
    title: 'Đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo',
    year: 2023,
    quarter: 'II',
    topic: '',
    groups,
    fields: ['Giảm nghèo', 'Lao động – việc làm', 'Đất đai – môi trường', 'Giao thông – thủy lợi'],
    place: 'Hội trường Nhà Văn hóa xã Sa Loong',
    heldOn: '2023-05-20',
    chairName: 'Nguyễn Hữu Bảng',
    chairTitle: 'Chủ tịch UBND xã',
    secretaries: ['Trần Thị Ngọc Ánh'],
    state: 'frozen',
  },
  office: {
    superior: '',
    body: 'ỦY BAN NHÂN DÂN XÃ SA LOONG',
    bodySign: 'UBND',
    place: 'Sa Loong',
    authority: 'TM. ỦY BAN NHÂN DÂN',
    signerTitle: 'CHỦ TỊCH',
    signerName: 'Nguyễn Hữu Bảng',
    villages: ['Giang Lố I', 'Giang Lố II', 'Đăk Vang', 'Bun Ngai', 'Cao Sơn', 'Hòa Bình'],
    units: ['Văn phòng – thống kê', 'Địa chính – Xây dựng'],
    authorities: ['Sở Giao thông vận tải'],
    holidays: [],
  },
  frozenAt: '2023-05-20T05:10:00.000Z',
  frozenBy: 'Văn phòng',
  previous: null,
  minutes: {
    facts: {
      startedAt: '2023-05-20T01:30:00.000Z',
      endedAt: '2023-05-20T04:45:00.000Z',
      place: 'Hội trường Nhà Văn hóa xã Sa Loong',
      chair: 'Nguyễn Hữu Bảng – Chủ tịch UBND xã',
      secretaries: 'Trần Thị Ngọc Ánh, A Kơn',
      copies: '2',
    },
    body,
  },
  petitions: samplePetitions,
  attendees,
  yjs: { minutes: '', board: '', register: '' },
};
