import { readState } from '../backup/state.ts';
import type { Config } from '../config.ts';
import { examine } from '../doctor/examine.ts';
import type { StoreDamagedError } from '../store/sqlite/check.ts';
import { sayTo } from '../terminal.ts';

const complain = sayTo(process.stderr);
const mostLines = 10;

/** Says that the server does not run on a damaged database, what of it cannot be read, and what can be done. */
export async function explainDamage(config: Config, { problems }: StoreDamagedError): Promise<void> {
  const { dataDir, diskWarning } = config;
  complain(
    `Cơ sở dữ liệu trong ${dataDir} bị hỏng. Máy chủ không chạy để không làm hỏng thêm; chưa có gì bị thay đổi.`,
    `The database in ${dataDir} is damaged. The server does not run, so as not to make it worse; nothing was changed.`,
  );
  for (const line of problems.slice(0, mostLines)) process.stderr.write(`  ${line}\n`);
  const findings = await examine({ dataDir, diskWarning, now: new Date() }).catch(() => []);
  for (const { what, said, items } of findings.filter(({ level }) => level === 'bad').slice(1)) {
    complain(`${what[0]}: ${said[0]}`, `${what[1]}: ${said[1]}`);
    for (const item of items.slice(0, mostLines)) process.stderr.write(`  - ${item}\n`);
  }
  const { last } = await readState(dataDir);
  if (last)
    complain(
      `Bản sao lưu gần nhất: ${last.file} (${last.at}). Khôi phục vào thư mục mới: npm run restore -- ${last.file} --data THƯ_MỤC_MỚI`,
      `The newest backup: ${last.file} (${last.at}). Restore it into a new folder: npm run restore -- ${last.file} --data NEW_FOLDER`,
    );
  complain(
    'Cứu những gì còn đọc được vào thư mục mới: npm run doctor -- --save THƯ_MỤC_MỚI',
    'Save all that can be read into a new folder: npm run doctor -- --save NEW_FOLDER',
  );
}
