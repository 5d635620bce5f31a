import { texts } from './index.ts';

/** Bytes as a person reads them; decimal units, as file managers of today show them. */
function amount(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${value.toLocaleString(locale, { maximumFractionDigits: 1 })} ${unit}`;
}

/** The server's own state: backups and the room on its disk. */
export const operationTexts = texts(
  {
    title: 'Máy chủ: sao lưu và dung lượng đĩa',
    amount: (bytes: number) => amount(bytes, 'vi'),
    disk: (free: string, total: string) => `Đĩa của máy chủ còn trống ${free} trên ${total}.`,
    low: (free: string) =>
      `Đĩa của máy chủ sắp đầy, còn trống ${free}. Hãy xóa bớt tệp không cần trên máy chủ trước khi họp.`,
    full: 'Đĩa của máy chủ đã đầy hoặc bị lỗi: chưa lưu thêm được gì. Chữ đang gõ được giữ trên các máy và tự gửi khi máy chủ có chỗ. Hãy xóa bớt tệp trên máy chủ ngay.',
    last: (when: string, size: string) => `Bản sao lưu gần nhất: ${when}, ${size}.`,
    none: 'Chưa có bản sao lưu nào.',
    stale: 'Đã hơn hai ngày chưa có bản sao lưu mới.',
    missing: (n: number) => `Bản này thiếu ${n} phiếu giấy mà tệp gốc đã mất hoặc hỏng.`,
    daily: (n: number, folder: string) =>
      `Tự sao lưu hằng ngày khi không ai gõ, giữ ${n} bản mới nhất trong thư mục ${folder} của máy chủ.`,
    off: 'Sao lưu hằng ngày đang tắt (BACKUP_KEEP=0).',
    sameDisk:
      'Bản sao lưu nằm cùng đĩa với dữ liệu: hỏng đĩa là mất cả hai. Hãy chép tệp sang USB hoặc máy khác, hoặc đặt BACKUP_DIR ở ổ đĩa khác.',
    encrypted: 'Bản sao lưu được mã hóa bằng mật khẩu trong cài đặt của máy chủ.',
    plain:
      'Bản sao lưu không mã hóa, có tên và số điện thoại của người dân: giữ như giữ hồ sơ giấy, hoặc đặt BACKUP_PASSPHRASE.',
    failed: (when: string, why: string) => `Lần sao lưu lúc ${when} không thành công. ${why}`,
    pageLeft: (n: number) =>
      `Bản mới của trang không chạy được trên ${n} máy; các máy đó đang dùng bản trước. Hãy báo người phụ trách máy chủ.`,
    now: 'Sao lưu ngay',
    making: 'Đang sao lưu…',
    made: 'Đã sao lưu xong.',
    more: 'Xem ở trang Cơ quan',
  },
  {
    title: 'The server: backups and room on its disk',
    amount: (bytes) => amount(bytes, 'en'),
    disk: (free, total) => `The server’s disk has ${free} free of ${total}.`,
    low: (free) =>
      `The server’s disk is nearly full, ${free} free. Remove files it does not need before the meeting.`,
    full: 'The server’s disk is full or fails: nothing more can be stored. What is typed is kept on the devices and sent by itself once there is room. Remove files from the server now.',
    last: (when, size) => `Newest backup: ${when}, ${size}.`,
    none: 'There is no backup yet.',
    stale: 'There was no new backup for more than two days.',
    missing: (n) => `It lacks ${n} papers whose files were gone or damaged.`,
    daily: (n, folder) =>
      `Made every day while nobody types; the newest ${n} are kept in the server’s folder ${folder}.`,
    off: 'Daily backups are switched off (BACKUP_KEEP=0).',
    sameDisk:
      'The backups lie on the disk of the data: both are lost with it. Copy them to a stick or another machine, or set BACKUP_DIR to another disk.',
    encrypted: 'Backups are encrypted with the passphrase of the server’s settings.',
    plain:
      'Backups are not encrypted and hold names and phone numbers of citizens: keep them like the paper files, or set BACKUP_PASSPHRASE.',
    failed: (when, why) => `The backup at ${when} failed. ${why}`,
    pageLeft: (n) =>
      `The new version of the page does not work on ${n} devices; they use the one before. Tell whoever looks after the server.`,
    now: 'Back up now',
    making: 'Backing up…',
    made: 'The backup is made.',
    more: 'See the page Office',
  },
);
