import { parseArgs } from 'node:util';
import { createAccess } from '../access/access.ts';
import { ConfigError, readConfig } from '../config.ts';
import { isHostName } from '../https/settings.ts';
import { openDatabase } from '../store/postgres/open.ts';
import { postgresStore } from '../store/postgres/store.ts';
import type { Commune } from '../tenants/communes.ts';
import {
  type Installation,
  installationOf,
  openInstallationPool,
  prepareInstallation,
} from '../tenants/installation.ts';
import { isCommuneId } from '../tenants/relay-view.ts';
import { sayTo } from '../terminal.ts';
import { dataWords } from './data-words.ts';

const complain = sayTo(process.stderr);

/** Ends with a sentence and exit code 2 (wrong use). */
function wrongUse(vi: string, en: string): never {
  complain(vi, en);
  process.exit(2);
}

const use = `npm run --silent commune -- list
npm run --silent commune -- add --id xa-sa-loong --name "Xã Sa Loong" --hosts saloong.tinh.gov.vn [--superior ID]
npm run --silent commune -- change --id ID [--name …] [--hosts a,b] [--superior ID]
npm run --silent commune -- link --id ID [--base URL]`;

const options = {
  id: { type: 'string' },
  name: { type: 'string' },
  hosts: { type: 'string' },
  superior: { type: 'string' },
  base: { type: 'string' },
} as const;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    return { values, command: positionals.join(' ') };
  } catch {
    return wrongUse(`Lệnh chưa đúng. Cách dùng:\n${use}`, 'Wrong use; see above.');
  }
}

function readHostNames(text: string): string[] {
  const hosts = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((host) => host !== '');
  const wrong = hosts.find((host) => !isHostName(host));
  if (wrong !== undefined)
    wrongUse(
      `${wrong} không phải là tên miền. Hãy ghi các tên miền của xã, cách nhau bằng dấu phẩy, không có cổng.`,
      `${wrong} is no host name. Give the commune’s host names, separated by commas, without ports.`,
    );
  return [...new Set(hosts)];
}

function needId(id: string | undefined): string {
  if (id !== undefined && isCommuneId(id)) return id;
  return wrongUse(
    'Hãy ghi --id: mã của xã gồm chữ thường không dấu, chữ số và dấu gạch nối, ví dụ xa-sa-loong.',
    'Give --id: the commune’s code of small letters, digits and hyphens, e.g. xa-sa-loong.',
  );
}

function checkSuperior(communes: readonly Commune[], id: string, superior: string): void {
  if (superior === '' || (superior !== id && communes.some((commune) => commune.id === superior))) return;
  wrongUse(
    `Không có đơn vị cấp trên với mã ${superior} (xem: npm run --silent commune -- list).`,
    `There is no superior with the id ${superior} (see: npm run --silent commune -- list).`,
  );
}

function list(communes: readonly Commune[]): void {
  for (const { id, name, hosts, superior } of communes)
    process.stdout.write(`${id}\t${name}\t${hosts.join(',')}\t${superior}\n`);
}

/** One that answers to every host must get names of its own before a second comes: it would answer to none. */
function checkOthersHaveHosts(communes: readonly Commune[]): void {
  const nameless = communes.find(({ hosts }) => hosts.length === 0);
  if (nameless)
    wrongUse(
      `Xã ${nameless.id} chưa có tên miền riêng. Khi có nhiều xã, mỗi xã chỉ mở ở tên miền của mình, nên hãy ghi trước: npm run --silent commune -- change --id ${nameless.id} --hosts TÊN-MIỀN`,
      `The commune ${nameless.id} has no host name. Of several communes each opens at its own names only, so give it one first: npm run --silent commune -- change --id ${nameless.id} --hosts NAME`,
    );
}

async function add({ communes }: Installation, values: Partial<Record<keyof typeof options, string>>) {
  const known = await communes.list();
  const id = needId(values.id);
  const hosts = readHostNames(values.hosts ?? '');
  if (hosts.length === 0)
    wrongUse('Hãy ghi --hosts: các tên miền của xã.', 'Give --hosts: the commune’s host names.');
  checkOthersHaveHosts(known);
  const superior = values.superior ?? '';
  checkSuperior(known, id, superior);
  const name = (values.name ?? '').normalize('NFC').trim();
  if (!(await communes.add({ id, name, hosts, superior, createdAt: new Date().toISOString() })))
    wrongUse(`Mã ${id} đã được dùng.`, `The id ${id} is taken.`);
  return id;
}

async function change({ communes }: Installation, values: Partial<Record<keyof typeof options, string>>) {
  const known = await communes.list();
  const id = needId(values.id);
  const before = known.find((commune) => commune.id === id);
  if (!before) return noSuchCommune(id);
  const hosts = values.hosts === undefined ? before.hosts : readHostNames(values.hosts);
  if (known.length > 1 && hosts.length === 0)
    wrongUse(
      'Khi có nhiều xã, mỗi xã cần ít nhất một tên miền.',
      'Of several communes each needs a host name.',
    );
  const superior = values.superior ?? before.superior;
  checkSuperior(known, id, superior);
  await communes.change({ id, name: values.name?.normalize('NFC').trim() ?? before.name, hosts, superior });
}

function noSuchCommune(id: string): never {
  return wrongUse(
    `Không có xã với mã ${id} (xem: npm run --silent commune -- list).`,
    `There is no commune with the id ${id} (see: npm run --silent commune -- list).`,
  );
}

async function main(): Promise<void> {
  const { values, command } = readArguments();
  const config = readConfig(process.env);
  if (!config.province)
    wrongUse(
      'Lệnh này dùng cho nhiều xã trên PostgreSQL: hãy đặt DATABASE_URL như của máy chủ.',
      'This command is for many communes on PostgreSQL: set DATABASE_URL as for the server.',
    );
  const { databaseUrl } = config.province;
  const books = await openDatabase(databaseUrl, { max: 2 });
  const pool = openInstallationPool(databaseUrl, { warn: () => undefined });
  await prepareInstallation(pool);
  const installation = installationOf(pool);

  async function printLink(id: string): Promise<void> {
    const commune = (await installation.communes.list()).find((one) => one.id === id) ?? noSuchCommune(id);
    const store = postgresStore(books, id);
    const { token } = await createAccess(store).giveLink({
      role: 'organizer',
      dialogueId: '',
      label: 'commune',
    });
    const base =
      values.base ?? (commune.hosts[0] === undefined ? config.publicUrl : `https://${commune.hosts[0]}`);
    process.stdout.write(`${base.replace(/\/+$/, '')}/join#${token}\n`);
  }

  try {
    if (command === 'list') list(await installation.communes.list());
    else if (command === 'add') await printLink(await add(installation, values));
    else if (command === 'change') await change(installation, values);
    else if (command === 'link') await printLink(needId(values.id));
    else wrongUse(`Lệnh chưa đúng. Cách dùng:\n${use}`, 'Wrong use; see above.');
  } finally {
    await pool.end();
    books.close();
  }
}

try {
  await main();
} catch (error) {
  const aboutData = dataWords(error, process.env.DATA_DIR ?? 'data');
  if (aboutData) complain(...aboutData);
  else if (error instanceof ConfigError) complain(error.vi, error.message);
  else complain(`Lệnh không thực hiện được: ${String(error)}`, `The command failed: ${String(error)}`);
  process.exit(1);
}
