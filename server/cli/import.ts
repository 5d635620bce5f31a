import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import { ImportError } from '../export/import-error.ts';
import { importPapers, importSession } from '../export/import-session.ts';
import { readSession } from '../export/read-session.ts';
import { paperFiles } from '../papers/files.ts';
import { createPaperStore } from '../papers/papers.ts';
import { lockStore, StoreInUseError } from '../store/sqlite/database.ts';
import { openSqliteStore } from '../store/sqlite/store.ts';
import { createUpdateLog } from '../store/sqlite/update-log.ts';
import { sayTo } from '../terminal.ts';
import { dataWords } from './data-words.ts';

const say = sayTo(process.stdout);
const complain = sayTo(process.stderr);

/** Ends with a sentence and exit code 2 (wrong use). */
function wrongUse(vi: string, en: string): never {
  complain(vi, en);
  process.exit(2);
}

function readArguments(): { file: string; papers: string } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { papers: { type: 'string' } },
    });
    const [file, more] = positionals;
    if (file && more === undefined) return { file, papers: values.papers ?? dirname(file) };
  } catch {
    // The same sentence says how it is used.
  }
  return wrongUse(
    'Cách dùng: npm run import -- TỆP.json [--papers THƯ_MỤC]. Phiếu giấy được tìm trong thư mục của tệp nếu không ghi --papers.',
    'Use: npm run import -- FILE.json [--papers FOLDER]. Without --papers the papers are looked for beside the file.',
  );
}

/** Reads a session's file and stores it as an archived session. The server must not be running on the same data. */
async function main(): Promise<void> {
  const { file, papers } = readArguments();
  const { dataDir } = readConfig(process.env);
  const text = await readFile(file, 'utf8').catch(() =>
    wrongUse(`Không đọc được tệp ${file}.`, `The file ${file} cannot be read.`),
  );
  const session = await readSession(text);
  const unlock = lockStore(dataDir);
  const store = await openSqliteStore(dataDir, createUpdateLog);
  try {
    await importSession(store, session);
    const { record, freezes } = session;
    say(
      `Đã nhập “${record.dialogue.title}”: ${record.petitions.length} kiến nghị, ${freezes.length} bản chốt.`,
      `Imported “${record.dialogue.title}”: ${record.petitions.length} petitions, ${freezes.length} records.`,
    );
    const keys = new Set(freezes.map(({ fingerprint }) => fingerprint).filter((name) => name !== ''));
    for (const key of keys)
      say(
        `Chữ ký đúng. Hãy so vân tay khóa với cơ quan đã xuất hồ sơ: ${key}`,
        `The signature holds. Compare the key’s fingerprint with the office that exported it: ${key}`,
      );
    const paperStore = createPaperStore({ files: paperFiles(join(dataDir, 'papers')), book: store.papers });
    const { named, stored } = await importPapers(paperStore, record, papers);
    if (named > 0)
      say(`Phiếu giấy: nhận ${stored}/${named} tệp.`, `Papers: ${stored} of ${named} files were found.`);
  } finally {
    await store.close();
    unlock();
  }
}

try {
  await main();
} catch (error) {
  const aboutData = dataWords(error, process.env.DATA_DIR ?? 'data');
  if (error instanceof ConfigError || error instanceof ImportError) complain(error.vi, error.message);
  else if (error instanceof StoreInUseError)
    complain(
      'Máy chủ đang chạy trên thư mục dữ liệu này. Hãy dừng máy chủ rồi nhập lại.',
      'A server is running on this data folder. Stop it, then import again.',
    );
  else if (aboutData) complain(...aboutData);
  else complain(`Không nhập được: ${String(error)}`, `The import failed: ${String(error)}`);
  process.exit(1);
}
