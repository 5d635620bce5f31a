import { joinBytes } from '../../shared/papers/byte-parts.ts';
import type { Row, Sql } from '../store/sql/sql.ts';
import type { PaperFiles } from './contract.ts';

/** There is no such file, in the words of the system, which those who read files know. */
class NoSuchPaperError extends Error {
  override readonly name = 'NoSuchPaperError';
  readonly code = 'ENOENT';
}

const bytesIn = ({ bytes }: Row): Uint8Array => {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('no bytes in a row of a paper');
  return bytes;
};

const joined = (rows: readonly Row[]) => joinBytes(rows.map(bytesIn));

/**
 * Papers in the commune's own rows, for several processes: pieces as they came, `paper_part` while they arrive and
 * `paper_file` when they are whole. A piece is no larger than a step of an upload.
 */
export function sqlPaperFiles(sql: Sql, now: () => number = Date.now): PaperFiles {
  const size = sql.prepare('SELECT coalesce(max(start + size), 0) AS size FROM paper_part WHERE name = ?');
  const sizes = sql.prepare(
    'SELECT name, sum(size) AS size FROM paper_part WHERE substr(name, 1, ?) = ? GROUP BY name ORDER BY name',
  );
  const add = sql.prepare(
    'INSERT INTO paper_part (name, start, size, bytes, written_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name, start) DO NOTHING',
  );
  const pieces = sql.prepare('SELECT bytes FROM paper_part WHERE name = ? ORDER BY start');
  const drop = sql.prepare('DELETE FROM paper_part WHERE name = ?');
  const dropOld = sql.prepare(
    'DELETE FROM paper_part WHERE name IN (SELECT name FROM paper_part GROUP BY name HAVING max(written_at) < ?)',
  );
  const keep = sql.prepare(
    'INSERT INTO paper_file (hash, start, bytes) SELECT ?, start, bytes FROM paper_part WHERE name = ? ON CONFLICT (hash, start) DO NOTHING',
  );
  const whole = sql.prepare('SELECT bytes FROM paper_file WHERE hash = ? ORDER BY start');
  const piece = sql.prepare(
    'SELECT start, bytes FROM paper_file WHERE hash = ? AND start >= ? ORDER BY start LIMIT 1',
  );
  const remove = sql.prepare('DELETE FROM paper_file WHERE hash = ?');

  return {
    async partSize(name) {
      return Number((await size.get(name))?.size ?? 0);
    },
    async parts(prefix) {
      const rows = await sizes.all(prefix.length, prefix);
      return rows.map((row) => ({ name: String(row.name), size: Number(row.size) }));
    },
    async append(name, offset, bytes) {
      const { changes } = await add.run(name, offset, bytes.length, bytes, now());
      if (changes === 0) throw new Error('another piece of this paper is there already');
    },
    async readPart(name) {
      const rows = await pieces.all(name);
      if (rows.length === 0) throw new NoSuchPaperError(name);
      return joined(rows);
    },
    async removePart(name) {
      await drop.run(name);
    },
    async removeOldParts(before) {
      await dropOld.run(before);
    },
    keep: (name, hash) =>
      sql.transaction(async () => {
        // What is there under the hash has the same bytes, perhaps in other pieces.
        await remove.run(hash);
        await keep.run(hash, name);
        await drop.run(name);
      }),
    async remove(hash) {
      await remove.run(hash);
    },
    async *readParts(hash) {
      for (let at = 0; ; ) {
        const row = await piece.get(hash, at);
        if (!row && at === 0) throw new NoSuchPaperError(hash);
        if (!row) return;
        const bytes = bytesIn(row);
        yield bytes;
        at = Number(row.start) + bytes.length;
      }
    },
    async read(hash) {
      const rows = await whole.all(hash);
      return rows.length === 0 ? null : joined(rows);
    },
  };
}
