import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, type ProvinceSettings, readConfig } from '../config.ts';
import { ImportError } from '../export/import-error.ts';
import { importPapers, importSession } from '../export/import-session.ts';
import { readSession } from '../export/read-session.ts';
import type { PaperFiles } from '../papers/contract.ts';
import { paperFiles } from '../papers/files.ts';
import { createPaperStore } from '../papers/papers.ts';
import { sqlPaperFiles } from '../papers/sql-files.ts';
import { claimCommune } from '../stewards/claim.ts';
import { lockStore, StoreInUseError } from '../store/sqlite/database.ts';
import { openSqliteStore } from '../store/sqlite/store.ts';
import { createUpdateLog } from '../store/sqlite/update-log.ts';
import type { Store } from '../store/store.ts';
import { sayTo } from '../terminal.ts';
import { openCommuneStore } from './commune-store.ts';
import { dataWords } from './data-words.ts';

const say = sayTo(process.stdout);
const complain = sayTo(process.stderr);

/** Ends with a sentence and exit code 2 (wrong use). */
function wrongUse(vi: string, en: string): never {
  complain(vi, en);
  process.exit(2);
}

function readArguments(): { file: string; papers: string; commune: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { papers: { type: 'string' }, commune: { type: 'string' } },
    });
    const [file, more] = positionals;
    if (file && more === undefined)
      return { file, papers: values.papers ?? dirname(file), commune: values.commune };
  } catch {
    // The same sentence says how it is used.
  }
  return wrongUse(
    'Cách dùng: npm run import -- TỆP.json [--papers THƯ_MỤC] [--commune MÃ_XÃ]. Phiếu giấy được tìm trong thư mục của tệp nếu không ghi --papers.',
    'Use: npm run import -- FILE.json [--papers FOLDER] [--commune ID]. Without --papers the papers are looked for beside the file.',
  );
}

/** Where a session goes: a data folder or a commune, claimed while it is open. */
interface Place {
  store: Store;
  files: PaperFiles;
  close(): Promise<void>;
}

async function openFolder(dataDir: string): Promise<Place> {
  const unlock = lockStore(dataDir);
  const store = await openSqliteStore(dataDir, createUpdateLog);
  return {
    store,
    files: paperFiles(join(dataDir, 'papers')),
    async close() {
      await store.close();
      unlock();
    },
  };
}

async function openInDatabase(province: ProvinceSettings, id: string | undefined): Promise<Place> {
  const { commune, books, sql, store, close } = await openCommuneStore(province, id);
  try {
    const release = await claimCommune(books, commune.id);
    return {
      store,
      files: sqlPaperFiles(sql),
      async close() {
        await release();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Reads a session's file and stores it as an archived session. No server must be working on the same data. */
async function main(): Promise<void> {
  const { file, papers, commune } = readArguments();
  const { dataDir, province } = readConfig(process.env);
  const text = await readFile(file, 'utf8').catch(() =>
    wrongUse(`Không đọc được tệp ${file}.`, `The file ${file} cannot be read.`),
  );
  const session = await readSession(text);
  const { store, files, close } = await (province ? openInDatabase(province, commune) : openFolder(dataDir));
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
    const paperStore = createPaperStore({ files, book: store.papers });
    const { named, stored } = await importPapers(paperStore, record, papers);
    if (named > 0)
      say(`Phiếu giấy: nhận ${stored}/${named} tệp.`, `Papers: ${stored} of ${named} files were found.`);
  } finally {
    await close();
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
