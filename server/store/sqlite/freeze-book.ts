import type { DatabaseSync } from 'node:sqlite';
import type { FreezeSummary } from '../../../shared/record.ts';
import type { FreezeBook } from '../store.ts';
import { type Row, text, textOrNull } from './rows.ts';
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

/** Frozen records; the table's triggers refuse every change and deletion. */
export function freezeBook(database: DatabaseSync): FreezeBook {
  const columns = 'id, dialogue_id, hash, previous, frozen_at, frozen_by';
  const insert = database.prepare(`INSERT INTO freeze (${columns}, canonical) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const one = database.prepare(`SELECT ${columns}, canonical FROM freeze WHERE id = ?`);
  const list = database.prepare(`SELECT ${columns} FROM freeze WHERE dialogue_id = ? ORDER BY seq`);
  const last = database.prepare('SELECT hash FROM freeze ORDER BY seq DESC LIMIT 1');
  const seal = database.prepare(
    `UPDATE dialogue SET state = 'frozen', body = json_set(body, '$.state', 'frozen') WHERE id = ?`,
  );
  return {
    async add(freeze) {
      transaction(database, () => {
        insert.run(
          freeze.id,
          freeze.dialogueId,
          freeze.hash,
          freeze.previous,
          freeze.frozenAt,
          freeze.frozenBy,
          freeze.canonical,
        );
        seal.run(freeze.dialogueId);
      });
    },
    async read(id) {
      const row = one.get(id);
      return row ? { ...readSummary(row), canonical: text(row, 'canonical') } : null;
    },
    async list(dialogueId) {
      return list.all(dialogueId).map(readSummary);
    },
    async lastHash() {
      const row = last.get();
      return row ? text(row, 'hash') : null;
    },
  };
}
