import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { command, dataFolder, startServer } from '../e2e/server.ts';
import { type FixtureFacts, workInSession } from './fixture-work.ts';

/*
 * npm run fixture -- NAME [--session FILE] [--to FOLDER]: the data of this version as the fixture
 * tests/samples/upgrades/NAME. The server of this checkout makes them in a folder of its own, out of the demonstration
 * and some work: a fixture never comes from an office's data. FILE is another installation's session, to be imported.
 */

const samples = fileURLToPath(new URL('../samples/upgrades', import.meta.url));

function packed(bytes: Uint8Array): Uint8Array {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
}

/** Folds the log into the database's file; links and sessions do not end, whenever the fixture is opened. */
function settle(path: string): number {
  const database = new DatabaseSync(path);
  try {
    for (const table of ['link', 'session'])
      database.exec(`UPDATE ${table} SET expires_at = '2999-12-31T00:00:00.000Z'`);
    database.exec('VACUUM; PRAGMA wal_checkpoint (TRUNCATE); PRAGMA journal_mode = DELETE;');
    return Number(database.prepare('PRAGMA user_version').get()?.user_version);
  } finally {
    database.close();
  }
}

async function makeFixture(target: string, session: string | undefined): Promise<void> {
  const data = dataFolder();
  try {
    const server = await startServer({ dataDir: data.dir, args: ['--demo'] });
    const work = await workInSession(server);
    await server.stop();
    if (session !== undefined) {
      const imported = command('import', [session], { DATA_DIR: data.dir });
      if (imported.code !== 0) throw new Error(imported.err);
      const { records } = JSON.parse(readFileSync(session, 'utf8'));
      const { id, title } = (records.at(-1).record ?? records.at(-1)).dialogue;
      work.facts.dialogues.push({ id, title, state: 'frozen' });
    }
    const schema = settle(join(data.dir, 'doithoai.sqlite'));
    const facts: FixtureFacts = { schema, ...work.facts };
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'facts.json'), `${JSON.stringify(facts, null, 2)}\n`);
    writeFileSync(
      join(target, 'doithoai.sqlite.br'),
      packed(readFileSync(join(data.dir, 'doithoai.sqlite'))),
    );
    writeFileSync(join(target, `${work.file.name}.br`), packed(Buffer.from(work.file.text)));
    for (const name of readdirSync(data.dir))
      if (name === 'papers' || name.endsWith('.pem'))
        cpSync(join(data.dir, name), join(target, name), { recursive: true });
    rmSync(join(target, 'papers', 'parts'), { recursive: true, force: true });
  } finally {
    data.remove();
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { session: { type: 'string' }, to: { type: 'string', default: samples } },
});
const [name = ''] = positionals;
if (!/^[\w.-]+$/.test(name) || (values.session && !existsSync(values.session))) {
  process.stderr.write('Use: npm run fixture -- NAME [--session FILE.json] [--to FOLDER]\n');
  process.exit(2);
}
await makeFixture(join(values.to, name), values.session);
process.stdout.write(`${join(values.to, name)}\n`);
