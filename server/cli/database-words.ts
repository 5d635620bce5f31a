import { DatabaseRefusedError, StoreAwayError } from '../store/postgres/errors.ts';
import { HostTakenError } from '../tenants/installation.ts';
import { KeySealError } from '../tenants/key-seal.ts';

type Words = readonly [vi: string, en: string];

const keySealWords: Record<KeySealError['reason'], Words> = {
  file: [
    'KEY_FILE không đọc được hoặc có dưới 32 ký tự. Hãy ghi đường dẫn tới tệp chứa khóa của tỉnh, giống nhau ở mọi tiến trình.',
    'KEY_FILE cannot be read or holds less than 32 characters. Give the path of the file with the province’s key, the same for all processes.',
  ],
  missing: [
    'Khóa của các xã trong cơ sở dữ liệu đã được niêm phong. Hãy đặt KEY_FILE như khi niêm phong.',
    'The communes’ keys in the database are sealed. Set KEY_FILE as it was when they were.',
  ],
  other: [
    'Khóa của các xã được niêm phong bằng tệp khác, hoặc đã hỏng. Hãy đặt KEY_FILE là tệp ban đầu.',
    'The communes’ keys are sealed with another file, or damaged. Set KEY_FILE to the first one.',
  ],
};

/** Why the database of DATABASE_URL, or what a province has in it, cannot be used, as a sentence in both languages; null for any other error. */
export function databaseWords(error: unknown): Words | null {
  if (error instanceof StoreAwayError)
    return [
      'Không kết nối được với PostgreSQL. Hãy kiểm tra máy chủ cơ sở dữ liệu rồi làm lại.',
      'PostgreSQL cannot be reached. Check the database server, then try again.',
    ];
  if (error instanceof KeySealError) return keySealWords[error.reason];
  if (error instanceof HostTakenError)
    return [`Tên miền ${error.host} đã là của xã khác.`, `The host name ${error.host} is another commune’s.`];
  if (!(error instanceof DatabaseRefusedError)) return null;
  const { detail } = error;
  const words: Record<DatabaseRefusedError['reason'], Words> = {
    url: [
      'DATABASE_URL không đúng. Mẫu: postgres://tên:mật-khẩu@máy-chủ:5432/tên-cơ-sở-dữ-liệu',
      'DATABASE_URL is wrong. It looks like this: postgres://user:password@host:5432/database',
    ],
    unreachable: [
      `Không kết nối được với PostgreSQL ở DATABASE_URL (${detail}). Hãy kiểm tra địa chỉ, cổng và máy chủ cơ sở dữ liệu.`,
      `PostgreSQL at DATABASE_URL cannot be reached (${detail}). Check address, port and the database server.`,
    ],
    refused: [
      `PostgreSQL từ chối kết nối (${detail}). Hãy kiểm tra tên, mật khẩu và tên cơ sở dữ liệu trong DATABASE_URL.`,
      `PostgreSQL refuses the connection (${detail}). Check user, password and database in DATABASE_URL.`,
    ],
    standby: [
      'DATABASE_URL dẫn đến máy dự phòng chỉ đọc được. Hãy trỏ đến máy chủ chính của PostgreSQL.',
      'DATABASE_URL leads to a standby, which can only be read. Let it lead to the primary of PostgreSQL.',
    ],
    version: [
      `Cần PostgreSQL 15 trở lên; máy chủ này là ${detail}.`,
      `PostgreSQL 15 or later is needed; this one is ${detail}.`,
    ],
    encoding: [
      `Cơ sở dữ liệu phải dùng mã UTF8, không phải ${detail}. Hãy tạo lại: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.`,
      `The database must be encoded in UTF8, not ${detail}. Make it anew: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.`,
    ],
    superuser: [
      `Tài khoản ${detail} là quản trị (SUPERUSER hoặc BYPASSRLS) nên PostgreSQL không tách được dữ liệu của các xã. Hãy dùng tài khoản thường là chủ của cơ sở dữ liệu: CREATE ROLE doithoai LOGIN PASSWORD '…'; ALTER DATABASE … OWNER TO doithoai.`,
      `The role ${detail} is a superuser or has BYPASSRLS, so PostgreSQL would not keep the communes apart. Use a plain role that owns the database: CREATE ROLE doithoai LOGIN PASSWORD '…'; ALTER DATABASE … OWNER TO doithoai.`,
    ],
    rights: [
      `Tài khoản ${detail} không được tạo bảng trong cơ sở dữ liệu này. Hãy cho tài khoản làm chủ: ALTER DATABASE … OWNER TO ${detail}.`,
      `The role ${detail} may make no tables in this database. Let it own it: ALTER DATABASE … OWNER TO ${detail}.`,
    ],
    'older-servers': [
      'Các máy chủ phiên bản cũ vẫn đang chạy trên cơ sở dữ liệu này, và bản nâng cấp này thay đổi bảng của chúng. Hãy tắt hết rồi khởi động lại; dữ liệu chưa bị thay đổi.',
      'Servers of an older version still run on this database, and this upgrade changes their tables. Stop all of them, then start again; the data were not touched.',
    ],
  };
  return words[error.reason];
}
