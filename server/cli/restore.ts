import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { asBackupError } from '../backup/error.ts';
import { givenPassphrase } from '../backup/passphrase.ts';
import { restoreBackup } from '../backup/restore.ts';
import { ConfigError, readConfig } from '../config.ts';
import { sayTo } from '../terminal.ts';
import { refuseDatabase } from './in-database.ts';

/** `npm run restore -- FILE`: an empty folder becomes the data folder of a backup. */

const say = sayTo(process.stdout);
const complain = sayTo(process.stderr);

/** Ends with a sentence and exit code 2 (wrong use). */
function wrongUse(): never {
  complain(
    'Cách dùng: npm run restore -- TỆP [--data THƯ_MỤC_TRỐNG]',
    'Use: npm run restore -- FILE [--data EMPTY_FOLDER]',
  );
  process.exit(2);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { data: { type: 'string' } },
    });
    const [file, more] = positionals;
    if (file && more === undefined) return { ...values, file: resolve(file) };
  } catch {
    // The same sentence says how it is used.
  }
  return wrongUse();
}

async function main(): Promise<void> {
  const { file, data } = readArguments();
  const config = readConfig(process.env);
  if (data === undefined) refuseDatabase(config);
  const dataDir = data === undefined ? config.dataDir : resolve(data);
  const { madeAt, parts, missingPapers } = await restoreBackup({
    file,
    dataDir,
    passphrase: givenPassphrase,
  });
  say(
    `Đã khôi phục vào ${dataDir}: dữ liệu lúc ${madeAt}, ${parts.length} phần đều đúng.`,
    `Restored to ${dataDir}: the data of ${madeAt}, all ${parts.length} parts proved.`,
  );
  say(
    'Liên kết đã thu hồi, thông tin cá nhân đã xóa sau thời điểm đó nay có trở lại: hãy thu hồi, xóa lại. Chữ gõ sau đó mà còn trên các máy sẽ tự gửi lại.',
    'Links that were revoked and personal data that were erased after that moment are back: revoke and erase them again. Text typed after it that is still on devices is sent again by itself.',
  );
  if (missingPapers.length > 0)
    complain(
      `Thiếu ${missingPapers.length} phiếu giấy đã mất hoặc hỏng trước khi sao lưu.`,
      `${missingPapers.length} papers are missing; they were gone or damaged before the backup.`,
    );
}

try {
  await main();
} catch (error) {
  if (error instanceof ConfigError) complain(error.vi, error.message);
  else {
    const { vi, message, detail } = asBackupError(error);
    complain(vi, message);
    if (detail) process.stderr.write(`${detail}\n`);
  }
  process.exit(1);
}
