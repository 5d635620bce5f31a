import { Client, Pool as DirectPool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Pool } from '../../../server/store/postgres/pool.ts';
import { relayLog } from '../../../server/store/postgres/update-log.ts';
import { prepareInstallation } from '../../../server/tenants/installation.ts';
import { postgresOfFile } from './postgres-stand.ts';

/*
 * Communes are kept apart by PostgreSQL itself: each table is asked for what is not there to be seen, by the role that
 * owns it. Tables are taken from the catalogue, so that one without a policy is found here.
 */

let pool: Pool;
let url = '';
let adminUrl = '';
let client: Client;
beforeAll(async () => {
  ({ pool, url, adminUrl } = await postgresOfFile());
  const direct = new DirectPool({ connectionString: url });
  await prepareInstallation(direct).finally(() => direct.end());
  client = new Client({ connectionString: url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  pool.close();
});

/**
 * What is the installation's, so that any connection may read it: each table with all its columns, and why no commune's
 * affairs can be in them. A column more is a question to be asked anew.
 */
const common: Readonly<Record<string, { columns: readonly string[]; why: string }>> = {
  schema_step: {
    columns: ['step', 'is_extension', 'taken_at'],
    why: 'which changes the tables have had, and when',
  },
  commune: {
    columns: ['id', 'name', 'superior', 'created_at'],
    why: 'what a commune calls itself on every page and letterhead: every process finds it before it knows which one is asked for',
  },
  commune_host: {
    columns: ['host', 'commune', 'place'],
    why: 'public names, as the DNS has them; by them the commune of a request is found',
  },
  steward: {
    columns: ['tenant', 'generation', 'url', 'since', 'ended'],
    why: 'which process works for a commune, and since when: nothing of what it does',
  },
  process_order: {
    columns: ['id', 'sender', 'body', 'at'],
    why: 'which connections are to be closed, by ids that are drawn by chance, and why, in words of the program: each process reads the orders of all communes',
  },
  installation_secret: {
    columns: ['name', 'value'],
    why: 'what processes know each other by; whoever can read it has the password of the role, and with it more',
  },
};
/** What the relay sees of all communes. */
const relayTables = ['update_room', 'update_log'];
/** By what is between communes the superior finds what arrived, whoever sent it. */
const bySuperior = ['escalation_by_superior'];

async function rowsOf(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await client.query(text, values)).rows;
}

/** Sets what the connection is for; null leaves a setting as a new connection has it. */
async function become(tenant: string, relay = ''): Promise<void> {
  await rowsOf("SELECT set_config('doithoai.tenant', $1, false), set_config('doithoai.relay', $2, false)", [
    tenant,
    relay,
  ]);
}

/** Whatever rows can be read from, by its kind. */
async function relations(...kinds: string[]): Promise<string[]> {
  const rows = await rowsOf(
    `SELECT c.relname FROM pg_class c WHERE c.relkind = ANY ($1) AND c.relnamespace = current_schema()::regnamespace
     ORDER BY c.relname`,
    [kinds],
  );
  return rows.map(({ relname }) => String(relname));
}

/** The tables of communes: all but those of the installation. */
const tables = async () => (await relations('r', 'p')).filter((name) => !Object.hasOwn(common, name));

async function columnsOf(table: string): Promise<{ name: string; type: string }[]> {
  const rows = await rowsOf(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [`"${table}"`],
  );
  return rows.map(({ name, type }) => ({ name: String(name), type: String(type) }));
}

const sample: Record<string, string> = {
  text: "'x'",
  bigint: '1',
  bytea: "'\\x00'",
  tsvector: "''",
  xid8: "'1'",
};

/**
 * Puts one row of a commune into a table, past policies, keys and triggers, as its superuser may: what is tried is
 * whether others can reach it.
 */
async function plant(admin: Client, table: string, tenant: string): Promise<void> {
  const columns = await columnsOf(table);
  const values = columns.map(({ name, type }) => {
    if (name === 'tenant') return `'${tenant}'`;
    if (table === 'freeze_personal' && name === 'erased_at') return 'NULL';
    // Not the number that the database would give the first one.
    if (table === 'update_room' && name === 'id') return '-1';
    return sample[type];
  });
  expect(values, `${table}: a type of column that this test has no value for`).not.toContain(undefined);
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  await admin.query(
    `INSERT INTO "${table}" (${names}) OVERRIDING SYSTEM VALUE VALUES (${values.join(', ')})`,
  );
}

test('what is under no policy is a closed list of tables, each with columns that tell nothing of a commune', async () => {
  const open = await rowsOf(
    `SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
     AND NOT (relrowsecurity AND relforcerowsecurity)`,
  );
  expect(open.map(({ relname }) => relname).sort()).toEqual(Object.keys(common).sort());
  for (const [table, { columns, why }] of Object.entries(common))
    expect(
      (await columnsOf(table)).map(({ name }) => name),
      `${table}: ${why}`,
    ).toEqual(columns);
  // A view, a materialized one or a table from elsewhere would show rows past the policies of the tables.
  expect(await relations('v', 'm', 'f')).toEqual([]);
});

test('every table has its commune in every key, and policies that hold for its owner too', async () => {
  const all = await tables();
  expect(all.length).toBeGreaterThan(50);
  for (const table of all) {
    const [policy] = await rowsOf(
      'SELECT relrowsecurity AND relforcerowsecurity AS holds FROM pg_class WHERE oid = $1::regclass',
      [`"${table}"`],
    );
    expect(policy?.holds, table).toBe(true);
    expect((await columnsOf(table)).at(-1)?.name, `${table}: the commune is the last column`).toBe('tenant');
  }
  const keys = await rowsOf(
    `SELECT c.conrelid::regclass::text AS table, c.conname AS key, a.attname AS first FROM pg_constraint c
     JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype IN ('p', 'u', 'f') AND c.connamespace = current_schema()::regnamespace`,
  );
  const isCommunes = ({ table }: Record<string, unknown>) => !Object.hasOwn(common, String(table));
  expect(keys.filter((key) => key.first !== 'tenant' && isCommunes(key))).toEqual([]);
  const indexes = await rowsOf(
    `SELECT i.indexrelid::regclass::text AS index, i.indrelid::regclass::text AS table, a.attname AS first
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
     WHERE c.relnamespace = current_schema()::regnamespace`,
  );
  const others = indexes.filter((each) => each.first !== 'tenant' && isCommunes(each));
  expect(others.map(({ index }) => index)).toEqual(bySuperior);
});

test('text is ordered by its bytes, as in the embedded store', async () => {
  const other = await rowsOf(
    `SELECT a.attrelid::regclass::text AS table, a.attname AS column FROM pg_attribute a
     JOIN pg_class c ON c.oid = a.attrelid JOIN pg_collation l ON l.oid = a.attcollation
     WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND l.collname <> 'C'`,
  );
  // The installation's own are in no order but that of their times and numbers.
  expect(other.filter(({ table }) => !Object.hasOwn(common, String(table)))).toEqual([]);
});

describe('a commune reaches nothing of another', () => {
  beforeAll(async () => {
    const admin = new Client({ connectionString: adminUrl });
    await admin.connect();
    try {
      // Neither triggers nor foreign keys: rows are planted as no server would write them.
      await admin.query('SET session_replication_role = replica');
      for (const table of await tables()) await plant(admin, table, 'a.test');
    } finally {
      await admin.end();
    }
  });

  test('by no statement, in no table', async () => {
    for (const table of await tables()) {
      await become('a.test');
      expect((await rowsOf(`SELECT * FROM "${table}"`)).length, `${table}: its own row`).toBe(1);
      await become('b.test');
      expect(await rowsOf(`SELECT * FROM "${table}"`), table).toEqual([]);
      expect(await rowsOf(`SELECT * FROM "${table}" WHERE tenant = 'a.test'`), table).toEqual([]);
      const [first] = await columnsOf(table);
      const [updated, deleted] = [
        await client.query(`UPDATE "${table}" SET "${first?.name}" = "${first?.name}"`).catch(notGenerated),
        await client.query(`DELETE FROM "${table}"`),
      ];
      expect([updated.rowCount, deleted.rowCount], table).toEqual([0, 0]);
      // As itself into the other's rows, and its own row into the other's hands.
      await expect(client.query(`INSERT INTO "${table}" (tenant) VALUES ('a.test')`), table).rejects.toThrow(
        /row-level security|not-null|never|behind the last/,
      );
      await expect(client.query(`TRUNCATE "${table}" CASCADE`), table).rejects.toThrow(
        /never removed at once/,
      );
      await become('a.test');
      expect((await rowsOf(`SELECT * FROM "${table}"`)).length, `${table}: still there`).toBe(1);
    }
  });

  /** Some columns are the database's own to give; the row that would change is not there all the same. */
  function notGenerated(error: unknown): { rowCount: number } {
    if (error instanceof Error && /can only be updated to DEFAULT/.test(error.message))
      return { rowCount: 0 };
    throw error;
  }

  test('a row is not written for another commune, nor handed over to it', async () => {
    await become('b.test');
    await rowsOf("INSERT INTO plan (id, year, body) VALUES ('own', 1, '')");
    await expect(
      rowsOf("INSERT INTO plan (id, year, body, tenant) VALUES ('other', 1, '', 'a.test')"),
    ).rejects.toThrow(/row-level security/);
    await expect(rowsOf("UPDATE plan SET tenant = 'a.test' WHERE id = 'own'")).rejects.toThrow(
      /row-level security/,
    );
    // Nor is it told by a key that the other has such a row.
    await rowsOf("INSERT INTO plan (id, year, body) VALUES ('x', 1, '')");
    // Nor does a foreign key lead to it.
    await expect(
      rowsOf(
        `INSERT INTO duty (id, person_id, role, dialogue_id, unit, village, given_at, ended_at)
         VALUES ('d', 'x', '', '', '', '', '', '')`,
      ),
    ).rejects.toThrow(/foreign key/);
  });

  test('a connection that is for nobody sees nothing and writes nothing', async () => {
    const fresh = new Client({ connectionString: url });
    await fresh.connect();
    try {
      for (const table of await tables()) {
        const asked = fresh.query(`SELECT * FROM "${table}"`);
        // The relay's tables ask for the relay's setting first; what is for nobody has no rows.
        if (relayTables.includes(table)) expect((await asked).rows, table).toEqual([]);
        else await expect(asked, table).rejects.toThrow(/unrecognized configuration parameter/);
      }
      await fresh.query("SET doithoai.tenant = ''");
      for (const table of await tables())
        expect((await fresh.query(`SELECT * FROM "${table}"`)).rows, table).toEqual([]);
      await expect(fresh.query("INSERT INTO plan (id, year, body) VALUES ('x', 1, '')")).rejects.toThrow(
        /check constraint/,
      );
    } finally {
      await fresh.end();
    }
  });

  test('the relay sees the logs of all communes, and no other row of any', async () => {
    await become('', 'all');
    for (const table of await tables())
      expect((await rowsOf(`SELECT * FROM "${table}"`)).length, table).toBe(
        relayTables.includes(table) ? 1 : 0,
      );
    // No other word admits it.
    for (const word of ['on', 'true', 'ALL', 'a.test']) {
      await become('b.test', word);
      for (const table of relayTables) expect(await rowsOf(`SELECT * FROM ${table}`), word).toEqual([]);
    }
    const log = relayLog(pool);
    await log.append([
      { room: 'a.test/r', update: Uint8Array.of(1) },
      { room: 'b.test/r', update: Uint8Array.of(2) },
    ]);
    await become('b.test');
    expect((await rowsOf('SELECT body FROM update_log')).map(({ body }) => body)).toEqual([Buffer.of(2)]);
  });
});
