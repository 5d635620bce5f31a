import { Database } from '@hocuspocus/extension-database';
import { Redis } from '@hocuspocus/extension-redis';
import { Server } from '@hocuspocus/server';
import { Pool } from 'pg';

/**
 * One of several Hocuspocus servers, as its documentation sets them up: the Redis extension between them, the database
 * extension with `fetch` and `store` that keep each document's state as one row, its own waits before storing.
 */
const { PORT, DATABASE_URL, REDIS_URL } = process.env;
const pool = new Pool({ connectionString: DATABASE_URL, max: 10 });
await pool.query('CREATE TABLE IF NOT EXISTS documents (name text PRIMARY KEY, data bytea NOT NULL)');
const redis = new URL(REDIS_URL ?? '');

const server = new Server({
  port: Number(PORT),
  address: '127.0.0.1',
  quiet: true,
  extensions: [
    new Redis({ host: redis.hostname, port: Number(redis.port) }),
    new Database({
      fetch: async ({ documentName }) => {
        const found = await pool.query('SELECT data FROM documents WHERE name = $1', [documentName]);
        return found.rows[0]?.data ?? null;
      },
      store: async ({ documentName, state }) => {
        await pool.query(
          'INSERT INTO documents (name, data) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET data = excluded.data',
          [documentName, state],
        );
      },
    }),
  ],
});
await server.listen();
