import type { FreezeSummary } from '../../../shared/record.ts';
import { type PersonalPart, registerPath } from '../../../shared/verify/personal.ts';
import type { RecordSignature } from '../../../shared/verify/record-file.ts';
import type { FreezeBook } from '../store.ts';
import { stateWriter } from './books.ts';
import { text, textOrNull } from './rows.ts';
import { append, insert, type Row, type Sql } from './sql.ts';

function readSummary(row: Row): FreezeSummary {
  return {
    id: text(row, 'id'),
    dialogueId: text(row, 'dialogue_id'),
    hash: text(row, 'hash'),
    previous: textOrNull(row, 'previous'),
    frozenAt: text(row, 'frozen_at'),
    frozenBy: text(row, 'frozen_by'),
  };
}

/** The signature in a row's columns `public_key` and `signature`; null: a record of version 1. */
export function readSignature(row: Row): RecordSignature | null {
  const publicKey = textOrNull(row, 'public_key');
  const value = textOrNull(row, 'signature');
  return publicKey !== null && value !== null ? { algorithm: 'Ed25519', publicKey, value } : null;
}

function readPersonal(rows: readonly Row[]): PersonalPart {
  const personal: PersonalPart = {};
  for (const row of rows) {
    const salt = textOrNull(row, 'salt');
    const value = textOrNull(row, 'value');
    personal[text(row, 'path')] = salt !== null && value !== null ? { salt, value: JSON.parse(value) } : null;
  }
  return personal;
}

/** Runs `work` in one transaction; what it erased is nowhere on the disk afterwards, as far as the engine can do that. */
export type Overwriting = <T>(work: () => Promise<T>) => Promise<T>;

/** Frozen records; the tables' triggers refuse every change and deletion but the erasure of personal values. */
export function freezeBook(sql: Sql, overwriting: Overwriting = (work) => sql.transaction(work)): FreezeBook {
  const columns = ['id', 'dialogue_id', 'hash', 'previous', 'frozen_at', 'frozen_by'];
  const whole = [...columns, 'canonical', 'public_key', 'signature'];
  const add = sql.prepare(append('freeze', whole));
  const one = sql.prepare(`SELECT ${whole.join(', ')} FROM freeze WHERE id = ?`);
  const list = sql.prepare(`SELECT ${columns.join(', ')} FROM freeze WHERE dialogue_id = ? ORDER BY seq`);
  // Records of other installations are links of their chain, and nobody here vouches for their keys.
  const own = 'hash NOT IN (SELECT hash FROM imported)';
  const last = sql.prepare(`SELECT hash FROM freeze WHERE ${own} ORDER BY seq DESC LIMIT 1`);
  const byHash = sql.prepare('SELECT 1 FROM freeze WHERE hash = ?');
  const keys = sql.prepare(
    `SELECT DISTINCT public_key FROM freeze WHERE public_key IS NOT NULL AND ${own} ORDER BY public_key`,
  );
  const insertPersonal = sql.prepare(
    insert('freeze_personal', ['freeze_id', 'path', 'salt', 'value', 'erased_at']),
  );
  const personal = sql.prepare(
    'SELECT path, salt, value FROM freeze_personal WHERE freeze_id = ? ORDER BY path',
  );
  const erase = sql.prepare(
    `UPDATE freeze_personal SET salt = NULL, value = NULL, erased_at = ?
     WHERE freeze_id = ? AND path = ? AND value IS NOT NULL`,
  );
  const setState = stateWriter(sql);
  return {
    async add(freeze) {
      await sql.transaction(async () => {
        // Values first: once the record stands, the triggers let none be added to it.
        for (const [path, entry] of Object.entries(freeze.personal)) {
          const value = entry ? JSON.stringify(entry.value) : null;
          await insertPersonal.run(
            freeze.id,
            path,
            entry?.salt ?? null,
            value,
            entry ? null : freeze.frozenAt,
          );
        }
        await add.run(
          freeze.id,
          freeze.dialogueId,
          freeze.hash,
          freeze.previous,
          freeze.frozenAt,
          freeze.frozenBy,
          freeze.canonical,
          freeze.signature?.publicKey ?? null,
          freeze.signature?.value ?? null,
        );
        await setState(freeze.dialogueId, 'frozen');
      });
    },
    async read(id) {
      const row = await one.get(id);
      if (!row) return null;
      return {
        ...readSummary(row),
        canonical: text(row, 'canonical'),
        signature: readSignature(row),
        personal: readPersonal(await personal.all(id)),
      };
    },
    async list(dialogueId) {
      return (await list.all(dialogueId)).map(readSummary);
    },
    async lastHash() {
      const row = await last.get();
      return row ? text(row, 'hash') : null;
    },
    async hasHash(hash) {
      return (await byHash.get(hash)) !== undefined;
    },
    async keys() {
      return (await keys.all()).map((row) => text(row, 'public_key'));
    },
    erase(id, paths, at) {
      return overwriting(async () => {
        let erased = 0;
        for (const path of paths) erased += (await erase.run(at, id, path)).changes;
        if (erased > 0) erased += (await erase.run(at, id, registerPath)).changes;
        return erased;
      });
    },
  };
}
