import { DatabaseSync } from 'node:sqlite';
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';

/**
 * Hocuspocus as its documentation starts it; with DATA, with the schema and the statements of its SQLite extension.
 * That extension needs better-sqlite3, which must be compiled for the running Node; here Node's own SQLite stands in.
 */
function storage(path: string): Database {
  const database = new DatabaseSync(path);
  database.exec(
    'CREATE TABLE IF NOT EXISTS "documents" ("name" varchar(255) NOT NULL, "data" blob NOT NULL, UNIQUE(name))',
  );
  const select = database.prepare('SELECT data FROM "documents" WHERE name = $name ORDER BY rowid DESC');
  const upsert = database.prepare(
    'INSERT INTO "documents" ("name", "data") VALUES ($name, $data) ON CONFLICT(name) DO UPDATE SET data = $data',
  );
  return new Database({
    fetch: async ({ documentName }) => {
      const data = select.get({ name: documentName })?.data;
      return data instanceof Uint8Array ? data : null;
    },
    store: async ({ documentName, state }) => {
      upsert.run({ name: documentName, data: state });
    },
  });
}

const { PORT, DATA } = process.env;
const server = new Server({
  port: Number(PORT),
  address: '127.0.0.1',
  quiet: true,
  extensions: DATA === undefined ? [] : [storage(`${DATA}/hocuspocus.sqlite`)],
});
await server.listen();
