import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { asBackupError } from '../backup/error.ts';
import { ConfigError, readConfig } from '../config.ts';
import { examine } from '../doctor/examine.ts';
import { type Finding, worstOf } from '../doctor/finding.ts';
import { type SavedTable, saveFolder } from '../doctor/save.ts';
import { StoreInUseError } from '../store/sqlite/database.ts';
import { sayTo } from '../terminal.ts';
import { refuseDatabase } from './in-database.ts';

/**
 * `npm run doctor`: looks at a data folder, also while its server runs, and changes nothing. `--save FOLDER` writes all
 * that can be read of a damaged one into a new folder. Exit code 0: well; 3: something to see to; 1: damage.
 */

const say = sayTo(process.stdout);
const complain = sayTo(process.stderr);
const exitCodes = { good: 0, warn: 3, bad: 1 } as const;
const signs = { good: '[ ok ]', warn: '[ !  ]', bad: '[ !! ]' } as const;
/** Names shown of one check; the rest is counted. */
const mostItems = 20;

function readArguments() {
  try {
    return parseArgs({ options: { data: { type: 'string' }, save: { type: 'string' } } }).values;
  } catch {
    complain(
      'Cách dùng: npm run doctor -- [--data THƯ_MỤC] [--save THƯ_MỤC_MỚI]',
      'Use: npm run doctor -- [--data FOLDER] [--save NEW_FOLDER]',
    );
    return process.exit(2);
  }
}

function print({ what, level, said, items }: Finding): void {
  process.stdout.write(`${signs[level]} ${what[0]}: ${said[0]}\n       ${what[1]}: ${said[1]}\n`);
  for (const item of items.slice(0, mostItems)) process.stdout.write(`       - ${item}\n`);
  if (items.length > mostItems) process.stdout.write(`       … +${items.length - mostItems}\n`);
}

function printSaved({ table, rows, lostRows, badPages }: SavedTable): void {
  const isWhole = lostRows === 0 && badPages === 0;
  process.stdout.write(
    `${isWhole ? signs.good : signs.bad} ${table}: ${rows} (mất / lost: ${lostRows} dòng/rows, ${badPages} trang/pages)\n`,
  );
}

async function save(dataDir: string, target: string): Promise<void> {
  const saved = await saveFolder(dataDir, target);
  for (const table of saved.tables.filter(({ rows, lostRows, badPages }) => rows + lostRows + badPages > 0))
    printSaved(table);
  if (saved.mendedRooms.length > 0) {
    say(
      `Tài liệu thiếu một phần: ${saved.mendedRooms.length}. Máy nào đã mở tài liệu đó sẽ tự gửi lại phần thiếu khi kết nối; chữ không ghép lại được nằm trong thư mục rescued-text.`,
      `Documents of which a part is gone: ${saved.mendedRooms.length}. A device that had one open sends what is missing by itself once it is connected; text that fits nowhere is in the folder rescued-text.`,
    );
    for (const room of saved.mendedRooms) process.stdout.write(`       - ${room}\n`);
  }
  say(
    `Đã ghi vào ${target}: ${saved.papers} phiếu giấy. Thư mục cũ không thay đổi.`,
    `Written to ${target}: ${saved.papers} papers. The old folder was not changed.`,
  );
}

async function main(): Promise<void> {
  const values = readArguments();
  const config = readConfig(process.env);
  if (values.data === undefined) refuseDatabase(config);
  const dataDir = values.data === undefined ? config.dataDir : resolve(values.data);
  let looked = dataDir;
  if (values.save !== undefined) {
    looked = resolve(values.save);
    await save(dataDir, looked);
  }
  const findings = await examine({ dataDir: looked, diskWarning: config.diskWarning, now: new Date() });
  for (const finding of findings) print(finding);
  process.exitCode = exitCodes[worstOf(findings)];
}

try {
  await main();
} catch (error) {
  if (error instanceof ConfigError) complain(error.vi, error.message);
  else if (error instanceof StoreInUseError)
    complain(
      'Máy chủ đang chạy trên thư mục dữ liệu này. Hãy dừng máy chủ rồi chạy lại với --save.',
      'A server is running on this data folder. Stop it, then run again with --save.',
    );
  else {
    const { vi, message, detail } = asBackupError(error);
    complain(vi, message);
    if (detail) process.stderr.write(`${detail}\n`);
  }
  process.exit(1);
}
