import { texts } from './index.ts';

/** Texts of what leaves the tool as files for other programs. */
export const t = texts(
  {
    take: 'Tải bảng',
    takeTitle: 'Tải bảng kiến nghị đang hiện',
    rows: (shown: number, all: number) =>
      shown === all
        ? `Cả ${all} kiến nghị trên bảng.`
        : `${shown} trong ${all} kiến nghị: những gì đang lọc.`,
    live: 'Bảng lúc này, chưa chốt. Sau khi chốt, hãy lấy bảng ở trang hồ sơ.',
    personal:
      'Tệp có họ tên, số điện thoại của công dân: chỉ giữ trên máy của cơ quan, không gửi qua mạng xã hội.',
    excel: 'Excel (.xlsx)',
    csv: 'CSV',
    failed: 'Chưa tạo được tệp. Hãy thử lại.',
    saved: (name: string) => `Đã tạo tệp ${name}.`,
    awayTitle: 'Lấy hồ sơ ra ngoài',
    petitions: 'Bảng kiến nghị',
    whole: 'Toàn bộ hồ sơ (ZIP)',
    wholeLead:
      'Biên bản, báo cáo, bảng kiến nghị, điểm danh, phiếu giấy, dữ liệu gốc trong một tệp ZIP, đặt tên theo cách lưu trữ.',
    open: 'Dữ liệu mở (JSON)',
    openLead: 'Nhập lại được vào máy chủ khác mà mã băm không đổi.',
  },
  {
    take: 'Download table',
    takeTitle: 'Download the petitions shown',
    rows: (shown, all) =>
      shown === all
        ? `All ${all} petitions of the board.`
        : `${shown} of ${all} petitions: what the filter shows.`,
    live: 'The board as it is now, not frozen. Once it is frozen, take the table from the records page.',
    personal:
      'The file holds names and phone numbers of citizens: keep it on the office’s own machines, never on social networks.',
    excel: 'Excel (.xlsx)',
    csv: 'CSV',
    failed: 'The file could not be made. Try again.',
    saved: (name) => `The file ${name} was made.`,
    awayTitle: 'Take the record with you',
    petitions: 'Petitions',
    whole: 'The whole session (ZIP)',
    wholeLead:
      'Minutes, report, petitions, attendance, papers and the original data in one ZIP file, named for an archive.',
    open: 'Open data (JSON)',
    openLead: 'Another installation can import it; the hash stays the same.',
  },
);
