import { Client } from 'pg';
import { afterEach, expect, test } from 'vitest';
import { dataWords } from '../../../server/cli/data-words.ts';
import { Connection } from '../../../server/store/postgres/connection.ts';
import { postgresEngine } from '../../../server/store/postgres/engine.ts';
import { DatabaseRefusedError } from '../../../server/store/postgres/errors.ts';
import { openDatabase } from '../../../server/store/postgres/open.ts';
import { applicationName, migrate } from '../../../server/store/postgres/schema.ts';
import { type Step, steps } from '../../../server/store/postgres/steps.ts';
import { NewerDataError, UpgradeFailedError } from '../../../server/store/sqlite/schema.ts';
import { freePort } from '../../setup/ports.ts';
import { testDatabase } from '../../setup/shared-postgres.ts';

const connections: Connection[] = [];
afterEach(() => {
  for (const connection of connections.splice(0)) connection.end();
});

async function connect(url: string, name = applicationName): Promise<Connection> {
  const connection = new Connection({ connectionString: url, application_name: name });
  connections.push(connection);
  await connection.connect();
  return connection;
}

async function refusalOf(url: string): Promise<DatabaseRefusedError> {
  const error: unknown = await openDatabase(url).then(
    (pool) => pool.close(),
    (caught: unknown) => caught,
  );
  if (!(error instanceof DatabaseRefusedError)) throw error;
  const words = dataWords(error, '') ?? [];
  expect(words.length, error.reason).toBe(2);
  return error;
}

test('a database that cannot keep communes apart, or cannot be used, is refused in both languages', async () => {
  const { url, adminUrl } = await testDatabase();
  expect((await refusalOf(adminUrl)).reason).toBe('superuser');
  expect((await refusalOf('mysql://x@y/z')).reason).toBe('url');
  expect((await refusalOf('bí mật')).reason).toBe('url');
  const wrong = new URL(url);
  wrong.password = 'mat-khau-sai';
  const refused = await refusalOf(wrong.href);
  expect(refused.reason).toBe('refused');
  expect(JSON.stringify([refused, refused.message, dataWords(refused, '')])).not.toContain('mat-khau-sai');
  wrong.href = url;
  wrong.pathname = '/khong-co';
  expect((await refusalOf(wrong.href)).reason).toBe('refused');
  wrong.href = url;
  wrong.port = String(await freePort());
  expect((await refusalOf(wrong.href)).reason).toBe('unreachable');
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  const name = new URL(url).pathname.slice(1);
  await admin.query(
    `CREATE DATABASE ${name}l OWNER doithoai TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'`,
  );
  // A role of its own: roles are those of all databases of the server, which other files use at the same time.
  await admin.query(`CREATE ROLE ${name}b LOGIN BYPASSRLS PASSWORD '${new URL(url).password}'`);
  await admin.end();
  wrong.href = url;
  wrong.username = `${name}b`;
  expect((await refusalOf(wrong.href)).reason).toBe('superuser');
  wrong.href = url;
  wrong.pathname = `/${name}l`;
  expect((await refusalOf(wrong.href)).reason).toBe('encoding');
  (await openDatabase(url)).close();
});

test('servers that start at the same time make the tables once', async () => {
  const { url } = await testDatabase();
  const pools = await Promise.all(Array.from({ length: 4 }, () => openDatabase(url)));
  for (const pool of pools) pool.close();
  const { rows } = await (await connect(url)).query('SELECT step FROM schema_step ORDER BY step', []);
  expect(rows).toEqual(steps.map((_, n) => ({ step: n + 1 })));
});

const made: Step = { isExtension: false, sql: 'CREATE TABLE one (n bigint)' };
const extended: Step = { isExtension: true, sql: 'CREATE TABLE two (n bigint)' };
const broken: Step = { isExtension: false, sql: 'ALTER TABLE one RENAME TO three' };

test('an older server goes on with tables that were only extended, and not with others', async () => {
  const { url } = await testDatabase();
  const newer = await connect(url, 'doithoai/3');
  await migrate(newer, [made, extended]);
  const older = await connect(url, 'doithoai/1');
  await migrate(older, [made]);
  expect((await older.query('SELECT * FROM one', [])).rows).toEqual([]);
  // While it runs its tables are not taken away from it.
  await expect(migrate(newer, [made, extended, broken])).rejects.toThrow('older-servers');
  older.end();
  await expect.poll(() => migrate(newer, [made, extended, broken]).then(() => 'done', String)).toBe('done');
  await expect(migrate(await connect(url), [made])).rejects.toThrow(NewerDataError);
  await expect(migrate(await connect(url), [made, extended])).rejects.toThrow(NewerDataError);
});

test('steps are taken together or not at all', async () => {
  const { url } = await testDatabase();
  const connection = await connect(url);
  const wrong: Step = { isExtension: true, sql: 'CREATE TABLE two (n bigint); SELECT no_such_function()' };
  await expect(migrate(connection, [made, wrong])).rejects.toThrow(UpgradeFailedError);
  await expect(connection.query('SELECT * FROM one', [])).rejects.toThrow('does not exist');
  await migrate(connection, [made, extended]);
  expect((await connection.query('SELECT * FROM two', [])).rows).toEqual([]);
});

test('a statement that was prepared before the tables were extended is prepared anew', async () => {
  const { url } = await testDatabase();
  const pool = await openDatabase(url, { max: 1 });
  const sql = postgresEngine(pool, 'a.test');
  const all = sql.prepare('SELECT * FROM retention');
  const put = sql.prepare('INSERT INTO retention (one, years) VALUES (1, ?) RETURNING *');
  expect(await all.all()).toEqual([]);
  await (await connect(url)).execute('ALTER TABLE retention ADD COLUMN note bigint NOT NULL DEFAULT 7');
  expect(await all.all()).toEqual([]);
  await put.run(5);
  await (await connect(url)).execute('ALTER TABLE retention ADD COLUMN more bigint NOT NULL DEFAULT 8');
  expect(await sql.transaction(() => all.get())).toMatchObject({ years: 5, note: 7, more: 8 });
  pool.close();
});
