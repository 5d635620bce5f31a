import { parseArgs } from 'node:util';
import { roles } from '../../shared/access.ts';
import { createAccess } from '../access/access.ts';
import { ConfigError, readConfig } from '../config.ts';
import { openSqliteStore } from '../store/sqlite/store.ts';
import { createUpdateLog } from '../store/sqlite/update-log.ts';
import { networkAddresses, sayTo } from '../terminal.ts';

const complain = sayTo(process.stderr);

/** Ends with a sentence and exit code 2 (wrong use). */
function wrongUse(vi: string, en: string): never {
  complain(vi, en);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        role: { type: 'string' },
        dialogue: { type: 'string', default: '' },
        label: { type: 'string', default: '' },
        base: { type: 'string' },
        list: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    return wrongUse(`Lệnh chưa đúng: ${reason}`, `Wrong use: ${reason}`);
  }
}

async function main(): Promise<void> {
  const values = readArguments();
  const config = readConfig(process.env);
  const store = openSqliteStore(config.dataDir, createUpdateLog);
  try {
    if (values.list) {
      for (const { id, state, title } of await store.dialogues.list())
        process.stdout.write(`${id}\t${state}\t${title}\n`);
      return;
    }
    const role = roles.find((known) => known === values.role);
    if (!role)
      wrongUse(
        `Hãy ghi --role là một trong: ${roles.join(', ')}; hoặc --list để xem mã các buổi đối thoại.`,
        `Give --role as one of: ${roles.join(', ')}; or --list to see the dialogues' ids.`,
      );
    if (role !== 'organizer' && !(await store.dialogues.read(values.dialogue)))
      wrongUse(
        'Hãy ghi --dialogue là mã của một buổi đối thoại (xem: npm run --silent link -- --list).',
        'Give --dialogue as the id of a dialogue (see: npm run --silent link -- --list).',
      );
    const access = createAccess({ links: store.links, sessions: store.sessions });
    const { token } = await access.giveLink({ role, dialogueId: values.dialogue, label: values.label });
    const address = config.host === '0.0.0.0' ? (networkAddresses()[0] ?? '127.0.0.1') : config.host;
    const base = (values.base ?? `http://${address}:${config.port}`).replace(/\/+$/, '');
    process.stdout.write(`${base}/join#${token}\n`);
  } finally {
    await store.close();
  }
}

try {
  await main();
} catch (error) {
  if (error instanceof ConfigError) complain(error.vi, error.message);
  else complain(`Không tạo được liên kết: ${String(error)}`, `The link could not be made: ${String(error)}`);
  process.exit(1);
}
