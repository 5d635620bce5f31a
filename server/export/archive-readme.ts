import { cleanLine } from '../../shared/documents/plain.ts';
import { runningBody } from '../../shared/documents/wording.ts';
import { type Exported, personalRemark } from '../../shared/export/remark.ts';
import type { DialogueRecord } from '../../shared/record.ts';
import { officialDate, officialTime } from '../../shared/vietnamese/dates.ts';
import { archiveNames } from './names.ts';

/** A file that is in the archive. */
export interface Listed {
  name: string;
  /** What it is; empty where its folder says it. */
  what: string;
  /** Bytes. */
  size: number;
  /** SHA-256, hex. */
  hash: string;
}

interface Contents {
  record: DialogueRecord;
  /** SHA-256 of the record, hex. */
  hash: string;
  event: string;
  listed: readonly Listed[];
  /** A line for each file that should be there and is not. */
  missing: readonly string[];
  /** Who took it, when known. */
  exported?: Exported | undefined;
}

function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} byte`;
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${value.toFixed(1).replace('.', ',')} ${unit}`;
}

/**
 * What is in the archive, for whoever opens it in ten years: UTF-8 with a byte order mark and lines as Windows parts
 * them, so that Notepad shows it right.
 */
export function readme({ record, hash, event, listed, missing, exported }: Contents): string {
  const { dialogue, office, petitions, attendees, papers = [] } = record;
  const held = officialDate(record.minutes.facts.startedAt) || officialDate(dialogue.heldOn);
  const inPapers = (name: string) => name.startsWith(`${archiveNames.papers.file}/`);
  const lines = [
    'HỒ SƠ BUỔI ĐỐI THOẠI',
    cleanLine(event),
    `Cơ quan: ${runningBody(office)}`,
    ...(held ? [`Tổ chức ${held}`] : []),
    `Chốt lúc ${officialTime(record.frozenAt)} ${officialDate(record.frozenAt)}, người chốt: ${cleanLine(record.frozenBy)}`,
    `Gồm ${petitions.length} kiến nghị, ${attendees.length} người trong danh sách điểm danh, ${papers.length} phiếu giấy.`,
    '',
    'CÓ DỮ LIỆU CÁ NHÂN',
    'Hồ sơ này có họ tên, số điện thoại, địa chỉ, hoàn cảnh hộ nghèo và nội dung kiến nghị của công dân.',
    'Đây là dữ liệu cá nhân được Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 bảo vệ.',
    'Chỉ dùng cho việc giải quyết kiến nghị và lưu trữ; không đăng công khai, không gửi qua mạng xã hội,',
    'không chép cho người không có trách nhiệm. Để nơi có khóa hoặc mã hóa; xóa bản chép khi xong việc.',
    ...(exported ? [personalRemark(exported)] : []),
    '',
    'TRONG HỒ SƠ CÓ',
    ...listed
      .filter(({ name }) => !inPapers(name))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, what, size }) => `- ${name}: ${what} (${sizeText(size)})`),
    ...(listed.some(({ name }) => inPapers(name))
      ? [
          `- Thư mục ${archiveNames.papers.file}: ${archiveNames.papers.title}, ${listed.filter(({ name }) => inPapers(name)).length} tệp;`,
          '  tên tệp bắt đầu bằng số của kiến nghị.',
        ]
      : []),
    ...(missing.length > 0 ? ['', 'CÒN THIẾU', ...missing.map((line) => `- ${line}`)] : []),
    '',
    'CÁCH DÙNG',
    '- Ngày trong bảng Excel là ngày thật (sắp xếp, lọc được). Trong tệp CSV, ô bắt đầu bằng = + - @ có thêm',
    '  dấu nháy đơn ở đầu để phần mềm bảng tính không hiểu thành công thức.',
    `- Kiểm tra hồ sơ còn nguyên: thả tệp ${archiveNames.record.file}.json, hoặc PDF của biên bản hay báo cáo tổng hợp,`,
    `  vào trang Kiểm tra hồ sơ của phần mềm, hoặc chạy npm run verify -- ${archiveNames.record.file}.json. Mã băm SHA-256 của hồ sơ:`,
    `  ${hash}`,
    `- Nhập lại vào một máy chủ Đối Thoại khác (khi máy chủ dừng): npm run import -- ${archiveNames.session.file}.json`,
    '  (các phiếu giấy trong thư mục bên cạnh được nhận theo).',
    '',
    'MÃ BĂM SHA-256 CỦA TỪNG TỆP',
    ...listed.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, hash: sum }) => `${sum}  ${name}`),
  ];
  return `\ufeff${lines.join('\r\n')}\r\n`;
}
