import type { Config } from '../config.ts';
import { sayTo } from '../terminal.ts';

/**
 * For commands that work on a data folder: with DATABASE_URL, and no folder named, says what is done instead and ends
 * with exit code 2.
 */
export function refuseDatabase({ province }: Pick<Config, 'province'>): void {
  if (!province) return;
  sayTo(process.stderr)(
    'DATABASE_URL đang được đặt: dữ liệu, phiếu giấy và khóa của các xã đều nằm trong PostgreSQL, nên lệnh này không dùng ở đây. Sao lưu bằng tài khoản quản trị: pg_dump --format=custom --file=TỆP TÊN_CSDL; khôi phục vào một cơ sở dữ liệu trống: pg_restore --dbname=TÊN_CSDL TỆP. Nếu có KEY_FILE, hãy giữ tệp đó ở một nơi khác: không có nó thì khóa trong bản sao không mở được. Xem docs/scale.md. Để làm việc với một thư mục dữ liệu, hãy ghi --data THƯ_MỤC.',
    'DATABASE_URL is set: data, papers and keys of the communes are all in PostgreSQL, and this command is not for it. Back up as the administrator: pg_dump --format=custom --file=FILE DATABASE; restore into an empty database: pg_restore --dbname=DATABASE FILE. If there is a KEY_FILE, keep it in another place: without it the keys in the copy cannot be opened. See docs/scale.md. To work on a data folder, give --data FOLDER.',
  );
  process.exit(2);
}
