import type { Check, Finding, Part, Report, Verdict } from './report.ts';

/** What a verification found, in plain words: Vietnamese and English, for the page and the terminal. */

export type Both = readonly [vi: string, en: string];

export const verdictWords: Record<Verdict, Both> = {
  whole: ['Nguyên vẹn', 'Whole'],
  changed: ['Đã bị thay đổi', 'Changed'],
  unknown: ['Chưa xác định được', 'Unknown'],
  extended: [
    'Bản gốc nguyên vẹn, có phần ghi thêm phía sau',
    'Whole as made, with something written behind it',
  ],
};

const verdictSentences: Record<Verdict, Both> = {
  whole: [
    'Mọi phần của tệp đúng như khi cơ quan chốt và ký hồ sơ.',
    'Every part of the file is as it was when the office froze and signed the record.',
  ],
  changed: [
    'Có phần không còn như khi chốt. Đừng dùng tệp này làm căn cứ; hãy xin cơ quan cấp lại.',
    'Some part is no longer as it was frozen. Do not rely on this file; ask the office for another copy.',
  ],
  unknown: [
    'Không thấy dấu hiệu bị sửa, nhưng chưa đủ căn cứ để nói là nguyên vẹn. Xem từng mục bên dưới.',
    'No sign of a change was found, but not enough was at hand to call it whole. See each line below.',
  ],
  extended: [
    'Phần cơ quan lập còn nguyên vẹn. Phía sau có phần do công cụ khác ghi thêm (ví dụ chữ ký số): phần đó chưa được kiểm tra và có thể làm trang hiện ra khác đi. Muốn chắc chắn, hãy lấy lại bản gốc để đối chiếu.',
    'What the office made is whole. Another tool wrote something behind it (a digital signature, for example): that part was not checked and could make the pages look different. To be sure, take out the original and compare.',
  ],
};

const noRecord: Both = [
  'Trong tệp này không có hồ sơ của phần mềm Đối Thoại.',
  'There is no record of Đối Thoại in this file.',
];

const newerRecord: Both = [
  'Tệp ghi là hồ sơ của một phiên bản phần mềm mới hơn, nên ở đây chưa kiểm tra được gì. Hãy kiểm tra bằng phiên bản mới.',
  'The file says that it is a record of a newer version of the program, so nothing could be checked here. Verify it with the newer version.',
];

/** The sentence under the verdict. */
export function sentenceOf(report: Report): Both {
  const isNewer = report.checks.some(({ part, finding }) => part === 'form' && finding === 'unknown');
  if (isNewer && report.verdict === 'unknown') return newerRecord;
  return report.kind === 'none' ? noRecord : verdictSentences[report.verdict];
}

export const partWords: Record<Part, Both> = {
  form: ['Hình thức tệp', 'Form of the file'],
  record: ['Nội dung hồ sơ', 'Text of the record'],
  hash: ['Mã băm ghi trong tệp', 'Hash written in the file'],
  personal: ['Dữ liệu cá nhân kèm theo', 'Personal data beside it'],
  signature: ['Chữ ký của hồ sơ', 'Signature of the record'],
  key: ['Khóa ký', 'Signing key'],
  chain: ['Liên kết với hồ sơ liền trước', 'Link to the record before'],
  embedded: ['Hồ sơ trong tệp PDF', 'Record inside the PDF'],
  pages: ['Các trang PDF', 'Pages of the PDF'],
  appended: ['Phần ghi thêm sau bản gốc', 'Written behind the original'],
};

export const findingWords: Record<Finding, Both> = {
  whole: ['Nguyên vẹn', 'Whole'],
  changed: ['Đã bị thay đổi', 'Changed'],
  erased: ['Đã xóa theo quy định', 'Erased by the office'],
  withheld: ['Không kèm theo', 'Left out'],
  unchecked: ['Chưa kiểm tra', 'Not checked'],
  unknown: ['Chưa rõ', 'Unknown'],
};

type Reasons = Partial<Record<`${Part}.${Finding}`, Both>>;

const reasons: Reasons = {
  'form.changed': [
    'Tệp không còn đúng dạng như khi xuất: bị hỏng, bị sửa hoặc được một chương trình khác lưu lại.',
    'The file is not laid out as it was exported: damaged, edited, or saved again by another program.',
  ],
  'form.unknown': [
    'Do một phiên bản phần mềm mới hơn lập; phiên bản này chưa đọc được.',
    'Made by a newer version of the program; this one cannot read it.',
  ],
  'record.changed': [
    'Nội dung không khớp với mã băm đã ký.',
    'The text does not agree with the hash that was signed.',
  ],
  'record.unknown': [
    'Hồ sơ phiên bản 1 chưa có chữ ký. Hãy so mã băm với mã mà cơ quan đã công bố, hoặc kiểm tra trên máy chủ của cơ quan.',
    'A record of version 1 bears no signature. Compare its hash with the one the office published, or verify on the office’s server.',
  ],
  'hash.changed': [
    'Mã băm ghi trong tệp khác với mã tính lại từ nội dung.',
    'The hash written in the file is not the one computed from the text.',
  ],
  'personal.changed': [
    'Giá trị hoặc muối không khớp với cam kết trong hồ sơ.',
    'Value or salt does not agree with the commitment in the record.',
  ],
  'personal.erased': [
    'Cơ quan đã xóa các mục này; phần còn lại của hồ sơ vẫn kiểm tra được.',
    'The office erased these; the rest of the record can still be verified.',
  ],
  'personal.withheld': [
    'Bản này được cấp không kèm dữ liệu cá nhân; hồ sơ vẫn kiểm tra được.',
    'This copy was given without personal data; the record can still be verified.',
  ],
  'signature.changed': [
    'Chữ ký, khóa hoặc mã băm không khớp nhau.',
    'Signature, key and hash do not belong together.',
  ],
  'key.whole': ['Là khóa của cơ quan này.', 'It is the key of this office.'],
  'chain.whole': [
    'Hồ sơ liền trước khớp, hoặc đây là hồ sơ đầu tiên.',
    'The record before it agrees, or this is the first one.',
  ],
  'key.unknown': [
    'Trang này không biết khóa đã ký. Hãy so dấu vân tay của khóa với dấu mà cơ quan công bố.',
    'The key that signed is not known here. Compare its fingerprint with the one the office published.',
  ],
  'chain.unchecked': [
    'Chưa có hồ sơ liền trước để so. Hãy kiểm tra cùng lúc cả hai tệp.',
    'The record before this one was not at hand. Verify both files together.',
  ],
  'chain.changed': [
    'Có hai hồ sơ khác nhau cùng nối sau một hồ sơ.',
    'Two different records follow the same record.',
  ],
  'embedded.changed': [
    'Phần đính kèm không đọc được, hoặc có hơn một hồ sơ trong tệp.',
    'What is embedded cannot be read, or there is more than one record in the file.',
  ],
  'embedded.unknown': ['Tệp PDF này không kèm hồ sơ.', 'This PDF carries no record.'],
  'pages.whole': [
    'Từng byte đúng như tệp mà cơ quan đã lập và đóng dấu.',
    'Every byte is as the office made and sealed it.',
  ],
  'pages.changed': [
    'Các byte của tệp không khớp với dấu của cơ quan.',
    'The bytes of the file do not agree with the office’s seal.',
  ],
  'pages.unknown': [
    'Không có dấu của cơ quan trên các trang, hoặc dấu của một khóa không biết: chữ trên trang chưa được kiểm tra, chỉ kiểm tra hồ sơ bên trong.',
    'The pages bear no seal of the office, or one of an unknown key: what they say was not checked, only the record inside.',
  ],
  'appended.unchecked': [
    'Công cụ khác đã ghi thêm vào cuối tệp. Chữ ký số do công cụ đó tạo phải kiểm tra bằng phần mềm ký số.',
    'Another tool wrote behind the end of the file. A digital signature made by it is to be checked with signing software.',
  ],
};

/** Why a check found what it found, or null when its name says it all. */
export function reasonOf({ part, finding }: Check): Both | null {
  return reasons[`${part}.${finding}`] ?? null;
}

const places: Record<string, (n: number) => Both> = {
  minutes: (n) => [`đoạn thứ ${n} của biên bản`, `paragraph ${n} of the minutes`],
  petitions: (n) => [`kiến nghị thứ ${n}`, `petition ${n}`],
  attendees: (n) => [`người dự thứ ${n}`, `attendee ${n}`],
  speakers: (n) => [`người phát biểu thứ ${n}`, `speaker ${n}`],
  corrections: (n) => [`ý kiến đề nghị sửa thứ ${n}`, `correction ${n}`],
  papers: (n) => [`tờ giấy thứ ${n}`, `paper ${n}`],
  recipients: (n) => [`nơi nhận thứ ${n}`, `recipient ${n}`],
};

const wholes: Record<string, Both> = {
  '/minutes/facts': ['thông tin đầu biên bản', 'facts of the minutes'],
  '/dialogue': ['thông tin buổi đối thoại', 'the dialogue'],
  '/office': ['thông tin cơ quan', 'the office'],
  '/frozenAt': ['thời điểm chốt', 'time of the freeze'],
  '/frozenBy': ['người chốt', 'who froze it'],
  '/previous': ['mã băm hồ sơ liền trước', 'hash of the record before'],
  '/parts': ['bảng mã kiểm tra từng phần', 'digests of the parts'],
  '/yjs/minutes': ['bản soạn thảo của biên bản', 'editing state of the minutes'],
  '/yjs/board': ['bản soạn thảo của bảng kiến nghị', 'editing state of the board'],
  '/yjs/register': ['bản soạn thảo của sổ điểm danh', 'editing state of the register'],
};

const fields: Record<string, Both> = {
  name: ['họ tên', 'name'],
  title: ['chức danh', 'title'],
  phone: ['số điện thoại', 'phone'],
  address: ['địa chỉ', 'address'],
  category: ['đối tượng', 'household category'],
  birthYear: ['năm sinh', 'year of birth'],
  askedBy: ['người đề nghị', 'who asked'],
  asked: ['nội dung đề nghị', 'what was asked'],
  reason: ['lý do', 'reason'],
};

/** `kiến nghị thứ 4: họ tên`: a path of the record in words; the path itself where there is no word for it. */
export function pathWords(path: string): Both {
  const whole = wholes[path];
  if (whole) return whole;
  const [, list, index, ...rest] = path.replace('/minutes/body/content', '/minutes').split('/');
  const place = list === undefined ? undefined : places[list];
  if (!place || !/^\d{1,7}$/.test(index ?? '')) return [path, path];
  const [vi, en] = place(Number(index) + 1);
  const field = fields[rest.at(-1) ?? ''];
  return field ? [`${vi}: ${field[0]}`, `${en}: ${field[1]}`] : [vi, en];
}
