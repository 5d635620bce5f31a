import type { EventBook, PlanVersion, PlanVersionBook } from '../../plan/contract.ts';
import { integer, text } from './rows.ts';
import { insert, type Row, type Sql, upsert } from './sql.ts';

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
export function planVersionBook(sql: Sql): PlanVersionBook {
  const all = sql.prepare('SELECT * FROM plan_version WHERE plan_id = ? ORDER BY kept_at, id');
  const one = sql.prepare('SELECT * FROM plan_version WHERE plan_id = ? AND id = ?');
  const put = sql.prepare(
    insert('plan_version', ['id', 'plan_id', 'name', 'number', 'issued_on', 'kept_at', 'kept_by', 'body']),
  );
  return {
    async list(planId) {
      return (await all.all(planId)).map(versionOf);
    },
    async read(planId, id) {
      const row = await one.get(planId, id);
      return row ? { ...versionOf(row), plan: JSON.parse(text(row, 'body')) } : null;
    },
    async add(version, plan) {
      const { id, planId, name, number, issuedOn, keptAt, keptBy } = version;
      await put.run(id, planId, name, number, issuedOn, keptAt, keptBy, JSON.stringify(plan));
    },
  };
}

/** What calendar files told. */
export function eventBook(sql: Sql): EventBook {
  const all = sql.prepare('SELECT * FROM plan_event WHERE plan_id = ? ORDER BY uid');
  const put = sql.prepare(
    upsert(
      'plan_event',
      ['plan_id', 'uid', 'sequence', 'changed_at', 'cancelled', 'facts'],
      ['plan_id', 'uid'],
    ),
  );
  return {
    async told(planId) {
      return (await all.all(planId)).map((row) => ({
        uid: text(row, 'uid'),
        sequence: integer(row, 'sequence'),
        changedAt: text(row, 'changed_at'),
        cancelled: integer(row, 'cancelled') === 1,
        facts: JSON.parse(text(row, 'facts')),
      }));
    },
    async tell(planId, events) {
      await sql.transaction(async () => {
        for (const { uid, sequence, changedAt, cancelled, facts } of events)
          await put.run(planId, uid, sequence, changedAt, cancelled ? 1 : 0, JSON.stringify(facts));
      });
    },
  };
}
