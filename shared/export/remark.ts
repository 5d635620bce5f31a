import { officialDate, officialTime } from '../vietnamese/dates.ts';

/** Personal data that a table or a session may hold, in the office's words. */
const kinds = 'họ tên, số điện thoại, địa chỉ, đối tượng hộ và nội dung kiến nghị của công dân';

/** Who took a file, and when (ISO 8601 instant). */
export interface Exported {
  by: string;
  at: string;
}

/** What a file with personal data says of itself. */
export function personalRemark({ by, at }: Exported): string {
  const when = [officialTime(at), officialDate(at)].filter(Boolean).join(' ');
  return `Tệp này có dữ liệu cá nhân: ${kinds}; xuất bởi ${by}, lúc ${when}.`;
}

/** What goes into the name of a file that has no place for a remark: CSV and JSON are read by programs. */
export const personalName = 'co-du-lieu-ca-nhan';
