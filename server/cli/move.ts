import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, type ProvinceSettings, readConfig } from '../config.ts';
import { isHostName } from '../https/settings.ts';
import { discardMove, removeMoved } from '../move/clear.ts';
import { openCommune } from '../move/commune.ts';
import { MoveError } from '../move/error.ts';
import { openSourceFolder, openTargetFolder } from '../move/folder.ts';
import { type Moved, moveHall } from '../move/move.ts';
import type { HallPlace } from '../move/place.ts';
import { openDatabase } from '../store/postgres/open.ts';
import {
  HostTakenError,
  type Installation,
  installationOf,
  openInstallationPool,
  prepareInstallation,
} from '../tenants/installation.ts';
import { readKeySeal } from '../tenants/key-seal.ts';
import { isCommuneId } from '../tenants/relay-view.ts';
import { sayTo } from '../terminal.ts';
import { dataWords } from './data-words.ts';

/** `npm run move`: a hall's data folder becomes a commune of a province's database, or the other way round. */

const say = sayTo(process.stdout);
const complain = sayTo(process.stderr);

/** Ends with a sentence and exit code 2 (wrong use). */
function wrongUse(vi: string, en: string): never {
  complain(vi, en);
  process.exit(2);
}

const useVi = `Cách dùng (đặt DATABASE_URL, dừng máy chủ):
  npm run move -- --commune MÃ --data THƯ_MỤC [--hosts TÊN_MIỀN --name "TÊN XÃ"]   thư mục → cơ sở dữ liệu
  npm run move -- --commune MÃ --data THƯ_MỤC_TRỐNG --back                         cơ sở dữ liệu → thư mục
  npm run move -- --commune MÃ --discard MÃ                    bỏ lần chuyển vào cơ sở dữ liệu còn dở
  npm run move -- --commune MÃ --data THƯ_MỤC --remove MÃ      xóa khỏi cơ sở dữ liệu, khi thư mục có đúng dữ liệu đó
Sau --discard và --remove, ghi lại mã xã để xác nhận.`;
const useEn = `Use (DATABASE_URL set, servers stopped):
  npm run move -- --commune ID --data FOLDER [--hosts HOST --name "NAME"]   folder → database
  npm run move -- --commune ID --data EMPTY_FOLDER --back                   database → folder
  npm run move -- --commune ID --discard ID              take back an unfinished move into the database
  npm run move -- --commune ID --data FOLDER --remove ID   remove from the database what the folder holds
After --discard and --remove the commune’s id is repeated, to confirm it.`;

interface Order {
  commune: string;
  what: 'in' | 'back' | 'discard' | 'remove';
  /** Absolute path; of no meaning for `discard`. */
  folder: string;
  hosts: string[];
  name: string;
}

function readArguments(): Order {
  try {
    const { values } = parseArgs({
      options: {
        commune: { type: 'string', default: '' },
        data: { type: 'string', default: '' },
        back: { type: 'boolean', default: false },
        discard: { type: 'string' },
        remove: { type: 'string' },
        hosts: { type: 'string', default: '' },
        name: { type: 'string', default: '' },
      },
    });
    const hosts = values.hosts
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((host) => host !== '');
    const { back, discard, remove, commune } = values;
    const asked = [
      back && 'back',
      discard !== undefined && 'discard',
      remove !== undefined && 'remove',
    ] as const;
    const [what = 'in', more] = asked.filter((one) => one !== false);
    const isConfirmed = [discard, remove].every((said) => said === undefined || said === commune);
    const hasFolder = (values.data !== '') === (what !== 'discard');
    if (isCommuneId(commune) && more === undefined && isConfirmed && hasFolder && hosts.every(isHostName))
      return {
        commune,
        what,
        folder: resolve(values.data),
        hosts,
        name: values.name.normalize('NFC').trim(),
      };
  } catch {
    // The same sentence says how it is used.
  }
  return wrongUse(useVi, useEn);
}

const partWords: Record<string, readonly [vi: string, en: string]> = {
  read: ['Đang đọc và tính mã băm dữ liệu nguồn…', 'Reading and hashing the source…'],
  rooms: ['Các bảng đã xong; đang chuyển tài liệu…', 'The tables are there; the documents follow…'],
  papers: ['Đang chuyển phiếu giấy…', 'The papers follow…'],
  proof: ['Đang kiểm tra: so mã băm hai bên…', 'Proving: comparing the hashes of both sides…'],
};

function sayDone({ hashes, how, proved }: Moved): void {
  const rows = [...hashes.tables.values()].reduce((sum, table) => sum + table.rows, 0);
  const { whole, lost } = hashes.papers;
  if (how === 'there')
    say('Dữ liệu đã ở đó từ trước, giống hệt.', 'The data were there already, and are the same.');
  if (how === 'continued')
    say('Đã chuyển tiếp từ chỗ dở dang lần trước.', 'Went on from where the last move was broken off.');
  say(
    `Đã chuyển và kiểm tra: ${hashes.tables.size} bảng (${rows} dòng), ${hashes.rooms.size} tài liệu, ${whole.length} phiếu giấy, khóa ký và khóa giấy hẹn; mã băm hai bên giống nhau.`,
    `Moved and proved: ${hashes.tables.size} tables (${rows} rows), ${hashes.rooms.size} documents, ${whole.length} papers, the signing key and the receipts’ key; the hashes of both sides are the same.`,
  );
  say(
    `Hồ sơ đã chốt: ${proved.records}, đúng mã băm, chữ ký và chuỗi; nhật ký: ${proved.auditRows} dòng, đúng chuỗi.`,
    `Frozen records: ${proved.records}, with the right hash, signature and chain; audit log: ${proved.auditRows} rows, chain whole.`,
  );
  if (lost.length > 0)
    complain(
      `Thiếu ${lost.length} phiếu giấy đã mất hoặc hỏng từ trước trong dữ liệu nguồn.`,
      `${lost.length} papers are missing; they were gone or damaged in the source before.`,
    );
}

/** The commune is in the installation's list, or can be put there when its data are whole. */
async function checkCommune({ communes }: Installation, { commune, hosts, what }: Order): Promise<boolean> {
  const known = await communes.list();
  if (known.some(({ id }) => id === commune)) return true;
  if (what === 'in' && hosts.length > 0) {
    const taken = known.flatMap((other) => other.hosts).find((host) => hosts.includes(host));
    if (taken !== undefined) throw new HostTakenError(taken);
    return false;
  }
  return wrongUse(
    `Chưa có xã với mã ${commune} (xem: npm run --silent commune -- list). Khi chuyển vào một xã mới, hãy ghi thêm --hosts TÊN_MIỀN --name "TÊN XÃ".`,
    `There is no commune with the id ${commune} (see: npm run --silent commune -- list). To move into a new one, give --hosts HOST --name "NAME" too.`,
  );
}

async function addCommune({ communes }: Installation, { commune, hosts, name }: Order): Promise<void> {
  await communes.add({ id: commune, name, hosts, superior: '', createdAt: new Date().toISOString() });
  say(
    `Đã ghi xã ${commune} vào danh sách; xã mở ở https://${hosts[0]}.`,
    `The commune ${commune} is in the list now; it opens at https://${hosts[0]}.`,
  );
}

function sayWhatNow({ what, folder, commune }: Order): void {
  if (what === 'back')
    say(
      `Từ nay hãy dùng thư mục ${folder} (DATA_DIR). Dữ liệu của xã ${commune} vẫn còn trong cơ sở dữ liệu: đừng cho ai làm việc ở đó nữa, vì hai nơi sẽ khác nhau. Muốn xóa khỏi cơ sở dữ liệu, trước khi dùng thư mục: npm run move -- --commune ${commune} --data ${folder} --remove ${commune}`,
      `Work with the folder ${folder} (DATA_DIR) from now on. The data of ${commune} are still in the database: let nobody work there any more, or the two will differ. To remove them from the database, before the folder is used: npm run move -- --commune ${commune} --data ${folder} --remove ${commune}`,
    );
  else
    say(
      `Thư mục ${folder} không thay đổi: hãy cất đi làm bản sao và đừng chạy máy chủ trên đó nữa, vì hai nơi sẽ khác nhau.`,
      `The folder ${folder} was not changed: keep it as a copy, and start no server on it any more, or the two will differ.`,
    );
}

/** Opens both ends, moves, and gives both up. */
async function moveBetween(folder: HallPlace, commune: HallPlace, back: boolean): Promise<Moved> {
  const [from, to] = back ? [commune, folder] : [folder, commune];
  return moveHall({
    from,
    to,
    onPart(part) {
      const words = partWords[part];
      if (words) say(...words);
    },
  });
}

/** Opens the database, works, and gives it up with the commune where `work` opened it. */
async function withCommune(
  { databaseUrl, keyFile }: ProvinceSettings,
  id: string,
  work: (installation: Installation, open: () => Promise<HallPlace>) => Promise<void>,
): Promise<void> {
  const books = await openDatabase(databaseUrl, { max: 4 });
  const pool = openInstallationPool(databaseUrl, { warn: () => undefined });
  const opened: HallPlace[] = [];
  try {
    await prepareInstallation(pool);
    await work(installationOf(pool), async () => {
      const commune = await openCommune(books, id, readKeySeal(keyFile));
      opened.push(commune);
      return commune;
    });
  } finally {
    for (const commune of opened) await commune.close();
    await pool.end();
    books.close();
  }
}

async function main(): Promise<void> {
  const order = readArguments();
  const { province } = readConfig(process.env);
  if (!province) return wrongUse(`Chưa đặt DATABASE_URL. ${useVi}`, `DATABASE_URL is not set. ${useEn}`);
  if (order.what === 'discard')
    return withCommune(province, order.commune, async (_installation, open) => {
      await discardMove(await open());
      say(
        `Đã bỏ lần chuyển còn dở: xã ${order.commune} không còn dữ liệu nào trong cơ sở dữ liệu.`,
        `The unfinished move was taken back: the database holds no data of ${order.commune} any more.`,
      );
    });
  const folder =
    order.what === 'back' ? openTargetFolder(order.folder) : await openSourceFolder(order.folder);
  try {
    await withCommune(province, order.commune, async (installation, open) => {
      if (order.what === 'remove') {
        await removeMoved(await open(), folder, () => installation.communes.remove(order.commune));
        say(
          `Đã xóa dữ liệu của xã ${order.commune} khỏi cơ sở dữ liệu và khỏi danh sách; thư mục ${order.folder} giữ đủ dữ liệu đó.`,
          `The data of ${order.commune} were removed from the database, and it from the list; the folder ${order.folder} holds all of them.`,
        );
        return;
      }
      const isListed = await checkCommune(installation, order);
      sayDone(await moveBetween(folder, await open(), order.what === 'back'));
      if (!isListed) await addCommune(installation, order);
      sayWhatNow(order);
    });
  } finally {
    await folder.close();
  }
}

try {
  await main();
} catch (error) {
  const aboutData = dataWords(error, process.env.DATA_DIR ?? 'data');
  if (error instanceof MoveError) {
    complain(error.vi, error.message);
    for (const place of error.places.slice(0, 20)) process.stderr.write(`       - ${place}\n`);
  } else if (aboutData) complain(...aboutData);
  else if (error instanceof ConfigError) complain(error.vi, error.message);
  else
    complain(
      `Chưa chuyển xong: ${String(error)}. Hãy chạy lại đúng lệnh này; lệnh sẽ chuyển tiếp phần còn lại.`,
      `The move is not finished: ${String(error)}. Run the same command again; it goes on with the rest.`,
    );
  process.exit(1);
}
