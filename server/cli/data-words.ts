import { join } from 'node:path';
import { CommuneServedError } from '../stewards/claim.ts';
import { DataFolderError, StoreInUseError, UnfinishedMoveError } from '../store/sqlite/database.ts';
import { NewerDataError, OlderDataError, UpgradeFailedError } from '../store/sqlite/schema.ts';
import { copyFolder, UpgradeCopyError } from '../store/sqlite/upgrade-copy.ts';
import { databaseWords } from './database-words.ts';

function copyWords(needed: number, dataDir: string): readonly [vi: string, en: string] {
  const megabytes = Math.ceil(needed / 1e6);
  const folder = join(dataDir, copyFolder);
  return needed > 0
    ? [
        `Không đủ chỗ trống để giữ một bản sao trước khi nâng cấp dữ liệu: cần ${megabytes} MB trống tại ${dataDir}. Dữ liệu không bị thay đổi. Hãy giải phóng dung lượng rồi chạy lại.`,
        `There is no room to keep a copy before the data are upgraded: ${megabytes} MB must be free at ${dataDir}. The data were not touched. Free some space and start again.`,
      ]
    : [
        `Không ghi được bản sao trước khi nâng cấp dữ liệu, nên chưa nâng cấp. Dữ liệu không bị thay đổi. Hãy kiểm tra thư mục ${folder} và quyền ghi vào đó.`,
        `The copy before the upgrade could not be written, so nothing was upgraded. The data were not touched. Check the folder ${folder} and the right to write there.`,
      ];
}

/** Why a data folder or a database cannot be used, as a sentence in both languages; null for any other error. */
export function dataWords(error: unknown, dataDir: string): readonly [vi: string, en: string] | null {
  if (error instanceof StoreInUseError)
    return [
      `Thư mục dữ liệu ${dataDir} đang được một máy chủ Đối Thoại khác sử dụng. Hãy tắt máy chủ đó, hoặc đặt DATA_DIR khác.`,
      `The data folder ${dataDir} is in use by another Đối Thoại server. Stop that one, or set another DATA_DIR.`,
    ];
  if (error instanceof DataFolderError)
    return [
      `Không dùng được thư mục dữ liệu ${dataDir}. Hãy kiểm tra DATA_DIR: phải là thư mục ghi được, không phải tệp.`,
      `The data folder ${dataDir} cannot be used. Check DATA_DIR: it must be a folder that can be written, not a file.`,
    ];
  if (error instanceof NewerDataError)
    return [
      'Dữ liệu này do phiên bản mới hơn ghi. Hãy chạy phiên bản mới; dữ liệu không bị thay đổi.',
      'These data were written by a newer version. Run the newer version; the data were not touched.',
    ];
  if (error instanceof OlderDataError)
    return [
      'Dữ liệu này do phiên bản cũ hơn ghi và chưa được nâng cấp. Hãy khởi động (lại) máy chủ bằng phiên bản này rồi làm lại.',
      'These data were written by an older version and are not upgraded yet. Start the server with this version, then try again.',
    ];
  if (error instanceof CommuneServedError)
    return [
      'Một máy chủ đang phục vụ xã này. Hãy dừng các máy chủ dùng cơ sở dữ liệu này rồi chạy lại.',
      'A server works on this commune. Stop the servers of this database, then run this again.',
    ];
  if (error instanceof UnfinishedMoveError)
    return [
      `Dữ liệu mới được chuyển một phần vào ${dataDir}. Hãy chạy lại đúng lệnh npm run move đã dùng; lệnh sẽ chuyển tiếp phần còn lại.`,
      `Only a part of the data has been moved into ${dataDir}. Run the same npm run move again; it goes on with the rest.`,
    ];
  if (error instanceof UpgradeCopyError) return copyWords(error.needed, dataDir);
  if (error instanceof UpgradeFailedError)
    return [
      `Chưa nâng cấp được dữ liệu; dữ liệu vẫn như trước. Hãy chạy lại phiên bản cũ và báo lỗi này: ${error.message}: ${String(error.cause)}`,
      `The data could not be upgraded; they are as they were. Run the earlier version again and report this: ${error.message}: ${String(error.cause)}`,
    ];
  return databaseWords(error);
}
