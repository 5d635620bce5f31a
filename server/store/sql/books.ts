import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { emptyPreparation, type Preparation } from '../../../shared/preparation.ts';
import type { DialogueBook, OfficeBook, PlanBook, PreparationBook } from '../store.ts';
import { text } from './rows.ts';
import { type Sql, upsert } from './sql.ts';

const emptyOffice: Office = {
  superior: '',
  body: 'ỦY BAN NHÂN DÂN XÃ …',
  bodySign: 'UBND',
  place: '',
  authority: 'TM. ỦY BAN NHÂN DÂN',
  signerTitle: 'CHỦ TỊCH',
  signerName: '',
  villages: [],
  units: [],
  authorities: [],
  holidays: [],
};

/** The office's own data; until it is edited, the neutral form. */
export function officeBook(sql: Sql): OfficeBook {
  const get = sql.prepare('SELECT body FROM office WHERE id = 1');
  const put = sql.prepare(upsert('office', ['id', 'body'], ['id']));
  return {
    async read() {
      const row = await get.get();
      const stored: Partial<Office> = row ? JSON.parse(text(row, 'body')) : {};
      return { ...emptyOffice, ...stored };
    },
    async write(office) {
      await put.run(1, JSON.stringify(office));
    },
  };
}

/** The plans of the years. */
export function planBook(sql: Sql): PlanBook {
  const all = sql.prepare('SELECT body FROM plan ORDER BY year DESC, id');
  const one = sql.prepare('SELECT body FROM plan WHERE id = ?');
  const put = sql.prepare(upsert('plan', ['id', 'year', 'body'], ['id']));
  return {
    async list() {
      return (await all.all()).map((row): Plan => JSON.parse(text(row, 'body')));
    },
    async read(id) {
      const row = await one.get(id);
      return row ? JSON.parse(text(row, 'body')) : null;
    },
    async write(plan) {
      await put.run(plan.id, plan.year, JSON.stringify(plan));
    },
  };
}

/** The dialogues. */
export function dialogueBook(sql: Sql): DialogueBook {
  const all = sql.prepare('SELECT body FROM dialogue ORDER BY year DESC, quarter, held_on, id');
  const one = sql.prepare('SELECT body FROM dialogue WHERE id = ?');
  const put = sql.prepare(upsert('dialogue', ['id', 'year', 'quarter', 'held_on', 'state', 'body'], ['id']));
  const change = sql.prepare(
    'UPDATE dialogue SET year = ?, quarter = ?, held_on = ?, body = ? WHERE id = ? AND state = ?',
  );
  return {
    async list() {
      return (await all.all()).map((row): Dialogue => JSON.parse(text(row, 'body')));
    },
    async read(id) {
      const row = await one.get(id);
      return row ? JSON.parse(text(row, 'body')) : null;
    },
    async write(dialogue) {
      await put.run(
        dialogue.id,
        dialogue.year,
        dialogue.quarter,
        dialogue.heldOn,
        dialogue.state,
        JSON.stringify(dialogue),
      );
    },
    async update(dialogue) {
      const { id, year, quarter, heldOn, state } = dialogue;
      return (await change.run(year, quarter, heldOn, JSON.stringify(dialogue), id, state)).changes === 1;
    },
  };
}

/** What is prepared for dialogues; rows of older versions get what they lack. */
export function preparationBook(sql: Sql): PreparationBook {
  const one = sql.prepare('SELECT body FROM preparation WHERE dialogue_id = ?');
  const first = sql.prepare(
    'INSERT INTO preparation (dialogue_id, revision, body) VALUES (?, 1, ?) ON CONFLICT (dialogue_id) DO NOTHING',
  );
  const next = sql.prepare(
    'UPDATE preparation SET revision = ?, body = ? WHERE dialogue_id = ? AND revision = ?',
  );
  return {
    async read(dialogueId) {
      const row = await one.get(dialogueId);
      const stored: Partial<Preparation> = row ? JSON.parse(text(row, 'body')) : {};
      return { ...emptyPreparation, ...stored };
    },
    async write(dialogueId, preparation) {
      const before = preparation.revision;
      const kept: Preparation = { ...preparation, revision: before + 1 };
      const body = JSON.stringify(kept);
      const { changes } =
        before === 0
          ? await first.run(dialogueId, body)
          : await next.run(kept.revision, body, dialogueId, before);
      return changes === 1 ? kept : null;
    },
  };
}

/**
 * Sets the state of a dialogue, in its column and its body. The caller holds the transaction; the row is its own from the
 * first statement on.
 */
export function stateWriter(sql: Sql): (id: string, state: Dialogue['state']) => Promise<void> {
  const setState = sql.prepare('UPDATE dialogue SET state = ? WHERE id = ? RETURNING body');
  const setBody = sql.prepare('UPDATE dialogue SET body = ? WHERE id = ?');
  return async (id, state) => {
    const row = await setState.get(state, id);
    if (row) await setBody.run(JSON.stringify({ ...JSON.parse(text(row, 'body')), state }), id);
  };
}
