import { texts } from './index.ts';

/** A dialogue in the archive. */
export const archiveTexts = texts(
  {
    inArchive: 'Lưu trữ',
    title: 'Đưa vào lưu trữ',
    lead: 'Khi mọi việc của buổi này đã xong: biên bản, kiến nghị và danh sách chỉ còn xem ở Hồ sơ. Các máy xóa bản làm việc của buổi này khi kết nối lần tới; phần chưa gửi thì vẫn ở lại máy.',
    put: 'Đưa vào lưu trữ',
    archivedLead: 'Buổi này đang ở trong lưu trữ: chỉ xem ở Hồ sơ, không sửa, không mở lại.',
    take: 'Lấy ra khỏi lưu trữ',
    closed:
      'Buổi đối thoại này đã đưa vào lưu trữ nên không mở để làm việc nữa. Biên bản và kiến nghị đã chốt vẫn đủ trong Hồ sơ. Nếu máy này còn nội dung chưa gửi, nội dung đó vẫn nằm trên máy; hãy báo Văn phòng.',
    records: 'Xem hồ sơ',
  },
  {
    inArchive: 'Archived',
    title: 'Put into the archive',
    lead: 'When all work on this dialogue is done: minutes, petitions and lists are read in the records only. Devices remove their working copy when they next connect; what was not sent stays on them.',
    put: 'Put into the archive',
    archivedLead:
      'This dialogue is in the archive: it is read in the records, not changed, not opened again.',
    take: 'Take out of the archive',
    closed:
      'This dialogue is in the archive and no longer opens for work. The frozen minutes and petitions are whole in the records. If this device still holds something that was not sent, it stays here; tell the office.',
    records: 'Read the records',
  },
);
