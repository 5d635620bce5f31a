import type { DatabaseSync } from 'node:sqlite';
import type { EventBook, PlanVersion, PlanVersionBook } from '../../plan/contract.ts';
import { integer, text } from '../sql/rows.ts';
import type { Row } from '../sql/sql.ts';
import { transaction } from './transaction.ts';

function versionOf(row: Row): PlanVersion {
  return {
    id: text(row, 'id'),
    planId: text(row, 'plan_id'),
    name: text(row, 'name'),
    number: text(row, 'number'),
    issuedOn: text(row, 'issued_on'),
    keptAt: text(row, 'kept_at'),
    keptBy: text(row, 'kept_by'),
  };
}

/** Versions of plans. */
export function planVersionBook(database: DatabaseSync): PlanVersionBook {
  const all = database.prepare('SELECT * FROM plan_version WHERE plan_id = ? ORDER BY kept_at, id');
  const one = database.prepare('SELECT * FROM plan_version WHERE plan_id = ? AND id = ?');
  const put = database.prepare(
    'INSERT INTO plan_version (id, plan_id, name, number, issued_on, kept_at, kept_by, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  return {
    async list(planId) {
      return all.all(planId).map(versionOf);
    },
    async read(planId, id) {
      const row = one.get(planId, id);
      return row ? { ...versionOf(row), plan: JSON.parse(text(row, 'body')) } : null;
    },
    async add(version, plan) {
      const { id, planId, name, number, issuedOn, keptAt, keptBy } = version;
      put.run(id, planId, name, number, issuedOn, keptAt, keptBy, JSON.stringify(plan));
    },
  };
}

/** What calendar files told. */
export function eventBook(database: DatabaseSync): EventBook {
  const all = database.prepare('SELECT * FROM plan_event WHERE plan_id = ? ORDER BY uid');
  const put = database.prepare(
    'INSERT OR REPLACE INTO plan_event (plan_id, uid, sequence, changed_at, cancelled, facts) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return {
    async told(planId) {
      return all.all(planId).map((row) => ({
        uid: text(row, 'uid'),
        sequence: integer(row, 'sequence'),
        changedAt: text(row, 'changed_at'),
        cancelled: integer(row, 'cancelled') === 1,
        facts: JSON.parse(text(row, 'facts')),
      }));
    },
    async tell(planId, events) {
      transaction(database, () => {
        for (const { uid, sequence, changedAt, cancelled, facts } of events)
          put.run(planId, uid, sequence, changedAt, cancelled ? 1 : 0, JSON.stringify(facts));
      });
    },
  };
}
