import { parseArgs } from 'node:util';
import { roles } from '../../shared/access.ts';
import { isPlaced } from '../../shared/people.ts';
import { createAccess } from '../access/access.ts';
import { ConfigError, readConfig } from '../config.ts';
import { hallAddresses } from '../https/addresses.ts';
import { openOfficeCertificate } from '../https/office-certificate.ts';
import { readHttpsSettings } from '../https/settings.ts';
import { openSqliteStore } from '../store/sqlite/store.ts';
import { createUpdateLog } from '../store/sqlite/update-log.ts';
import { sayTo } from '../terminal.ts';
import { openCommuneStore } from './commune-store.ts';
import { dataWords } from './data-words.ts';

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
        unit: { type: 'string', default: '' },
        village: { type: 'string', default: '' },
        base: { type: 'string' },
        commune: { type: 'string' },
        https: { type: 'boolean', default: false },
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
  const opened = config.province && (await openCommuneStore(config.province, values.commune));
  // A server may be at work on the data: only a server that starts brings them to another version.
  const store =
    opened?.store ?? (await openSqliteStore(config.dataDir, createUpdateLog, { mayUpgrade: false }));
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
    const scope = { unit: values.unit.normalize('NFC'), village: values.village.normalize('NFC') };
    if (!isPlaced({ role, ...scope }))
      wrongUse(
        'Vai trò officer cần --unit (đơn vị), vai trò village cần --village (thôn); các vai trò khác không ghi.',
        'The role officer needs --unit, the role village needs --village; no other role has them.',
      );
    const access = createAccess(store);
    const { token } = await access.giveLink({
      role,
      dialogueId: values.dialogue,
      label: values.label,
      ...scope,
    });
    const https = readHttpsSettings(process.env, values.https);
    const { home, network } = hallAddresses({
      host: config.host,
      doors: { port: config.port, httpPort: null },
      protocol: https ? 'https' : 'http',
      officeNames: https?.office ? openOfficeCertificate({ ...https.office, now: Date.now }).names() : null,
    });
    const host = opened?.commune.hosts[0];
    const own = host === undefined ? config.publicUrl || network[0] || home : `https://${host}`;
    const base = (values.base ?? own).replace(/\/+$/, '');
    process.stdout.write(`${base}/join#${token}\n`);
  } finally {
    await (opened ?? store).close();
  }
}

try {
  await main();
} catch (error) {
  const aboutData = dataWords(error, process.env.DATA_DIR ?? 'data');
  if (aboutData) complain(...aboutData);
  else if (error instanceof ConfigError) complain(error.vi, error.message);
  else complain(`Không tạo được liên kết: ${String(error)}`, `The link could not be made: ${String(error)}`);
  process.exit(1);
}
