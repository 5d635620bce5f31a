import type { DatabaseSync } from 'node:sqlite';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { emptyPreparation, type Preparation } from '../../../shared/preparation.ts';
import { text } from '../sql/rows.ts';
import type { DialogueBook, OfficeBook, PlanBook, PreparationBook } from '../store.ts';

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

/** The office's own data; until it is edited, the neutral form. `…Now`: within a transaction of another book. */
export function officeBook(
  database: DatabaseSync,
): OfficeBook & { readNow(): Office; writeNow(office: Office): void } {
  const get = database.prepare('SELECT body FROM office WHERE id = 1');
  const put = database.prepare('INSERT OR REPLACE INTO office (id, body) VALUES (1, ?)');
  function readNow(): Office {
    const row = get.get();
    const stored: Partial<Office> = row ? JSON.parse(text(row, 'body')) : {};
    return { ...emptyOffice, ...stored };
  }
  const writeNow = (office: Office) => void put.run(JSON.stringify(office));
  return {
    readNow,
    writeNow,
    async read() {
      return readNow();
    },
    async write(office) {
      writeNow(office);
    },
  };
}

/** The plans of the years. */
export function planBook(database: DatabaseSync): PlanBook {
  const all = database.prepare('SELECT body FROM plan ORDER BY year DESC, id');
  const one = database.prepare('SELECT body FROM plan WHERE id = ?');
  const put = database.prepare('INSERT OR REPLACE INTO plan (id, year, body) VALUES (?, ?, ?)');
  return {
    async list() {
      return all.all().map((row): Plan => JSON.parse(text(row, 'body')));
    },
    async read(id) {
      const row = one.get(id);
      return row ? JSON.parse(text(row, 'body')) : null;
    },
    async write(plan) {
      put.run(plan.id, plan.year, JSON.stringify(plan));
    },
  };
}

/** The dialogues. */
export function dialogueBook(database: DatabaseSync): DialogueBook {
  const all = database.prepare('SELECT body FROM dialogue ORDER BY year DESC, quarter, held_on, id');
  const one = database.prepare('SELECT body FROM dialogue WHERE id = ?');
  const put = database.prepare(
    'INSERT OR REPLACE INTO dialogue (id, year, quarter, held_on, state, body) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return {
    async list() {
      return all.all().map((row): Dialogue => JSON.parse(text(row, 'body')));
    },
    async read(id) {
      const row = one.get(id);
      return row ? JSON.parse(text(row, 'body')) : null;
    },
    async write(dialogue) {
      put.run(
        dialogue.id,
        dialogue.year,
        dialogue.quarter,
        dialogue.heldOn,
        dialogue.state,
        JSON.stringify(dialogue),
      );
    },
  };
}

/** What is prepared for dialogues; rows of older versions get what they lack. */
export function preparationBook(database: DatabaseSync): PreparationBook {
  const one = database.prepare('SELECT body FROM preparation WHERE dialogue_id = ?');
  const first = database.prepare(
    'INSERT INTO preparation (dialogue_id, revision, body) VALUES (?, 1, ?) ON CONFLICT (dialogue_id) DO NOTHING',
  );
  const next = database.prepare(
    'UPDATE preparation SET revision = ?, body = ? WHERE dialogue_id = ? AND revision = ?',
  );
  return {
    async read(dialogueId) {
      const row = one.get(dialogueId);
      const stored: Partial<Preparation> = row ? JSON.parse(text(row, 'body')) : {};
      return { ...emptyPreparation, ...stored };
    },
    async write(dialogueId, preparation) {
      const before = preparation.revision;
      const kept: Preparation = { ...preparation, revision: before + 1 };
      const body = JSON.stringify(kept);
      const { changes } =
        before === 0 ? first.run(dialogueId, body) : next.run(kept.revision, body, dialogueId, before);
      return Number(changes) === 1 ? kept : null;
    },
  };
}
