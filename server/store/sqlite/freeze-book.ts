import type { DatabaseSync } from 'node:sqlite';
import type { FreezeSummary } from '../../../shared/record.ts';
import { type PersonalPart, registerPath } from '../../../shared/verify/personal.ts';
import type { RecordSignature } from '../../../shared/verify/record-file.ts';
import { text, textOrNull } from '../sql/rows.ts';
import type { Row } from '../sql/sql.ts';
import type { FreezeBook } from '../store.ts';
import { transaction } from './transaction.ts';

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

/** Frozen records; the tables' triggers refuse every change and deletion but the erasure of personal values. */
export function freezeBook(database: DatabaseSync): FreezeBook {
  const columns = 'id, dialogue_id, hash, previous, frozen_at, frozen_by';
  const whole = `${columns}, canonical, public_key, signature`;
  const insert = database.prepare(`INSERT INTO freeze (${whole}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const one = database.prepare(`SELECT ${whole} FROM freeze WHERE id = ?`);
  const list = database.prepare(`SELECT ${columns} FROM freeze WHERE dialogue_id = ? ORDER BY seq`);
  // Records of other installations are links of their chain, and nobody here vouches for their keys.
  const own = 'hash NOT IN (SELECT hash FROM imported)';
  const last = database.prepare(`SELECT hash FROM freeze WHERE ${own} ORDER BY seq DESC LIMIT 1`);
  const byHash = database.prepare('SELECT 1 FROM freeze WHERE hash = ?');
  const keys = database.prepare(
    `SELECT DISTINCT public_key FROM freeze WHERE public_key IS NOT NULL AND ${own} ORDER BY public_key`,
  );
  const insertPersonal = database.prepare(
    'INSERT INTO freeze_personal (freeze_id, path, salt, value, erased_at) VALUES (?, ?, ?, ?, ?)',
  );
  const personal = database.prepare('SELECT path, salt, value FROM freeze_personal WHERE freeze_id = ?');
  const erase = database.prepare(
    `UPDATE freeze_personal SET salt = NULL, value = NULL, erased_at = ?
     WHERE freeze_id = ? AND path = ? AND value IS NOT NULL`,
  );
  const seal = database.prepare(
    `UPDATE dialogue SET state = 'frozen', body = json_set(body, '$.state', 'frozen') WHERE id = ?`,
  );
  return {
    async add(freeze) {
      transaction(database, () => {
        // Values first: once the record stands, the triggers let none be added to it.
        for (const [path, entry] of Object.entries(freeze.personal)) {
          const value = entry ? JSON.stringify(entry.value) : null;
          insertPersonal.run(freeze.id, path, entry?.salt ?? null, value, entry ? null : freeze.frozenAt);
        }
        insert.run(
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
        seal.run(freeze.dialogueId);
      });
    },
    async read(id) {
      const row = one.get(id);
      if (!row) return null;
      return {
        ...readSummary(row),
        canonical: text(row, 'canonical'),
        signature: readSignature(row),
        personal: readPersonal(personal.all(id)),
      };
    },
    async list(dialogueId) {
      return list.all(dialogueId).map(readSummary);
    },
    async lastHash() {
      const row = last.get();
      return row ? text(row, 'hash') : null;
    },
    async hasHash(hash) {
      return byHash.get(hash) !== undefined;
    },
    async keys() {
      return keys.all().map((row) => text(row, 'public_key'));
    },
    async erase(id, paths, at) {
      // What is erased is overwritten on the disk as well, in the database and in its log.
      database.exec('PRAGMA secure_delete = ON');
      try {
        return transaction(database, () => {
          const count = (path: string) => Number(erase.run(at, id, path).changes);
          const erased = paths.reduce((total, path) => total + count(path), 0);
          return erased > 0 ? erased + count(registerPath) : 0;
        });
      } finally {
        database.exec('PRAGMA secure_delete = OFF; PRAGMA wal_checkpoint(TRUNCATE)');
      }
    },
  };
}
