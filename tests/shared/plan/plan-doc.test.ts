import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { seedOf } from '../../../server/plan/seed.ts';
import {
  dialogueTexts,
  dialogueValues,
  entriesIn,
  entryIn,
  orderedEntries,
  planMapOf,
  plannedOf,
  planTextOf,
  planTexts,
  readPlan,
  textIn,
  unitsOf,
} from '../../../shared/docs/plan.ts';
import {
  addField,
  addPlanned,
  addTask,
  addUnit,
  markTask,
  moveEntry,
  setRemoved,
  setText,
  setValue,
  writePlan,
} from '../../../shared/docs/plan-write.ts';
import { parsePlan } from '../../../shared/plan/parse.ts';
import type { Plan, PlanDraft } from '../../../shared/plan/plan.ts';
import { emptyPlan } from '../../../shared/plan/plan.ts';
import { plan2023 } from '../../../shared/plan/plan-2023.ts';
import { sample } from './samples.ts';

const seed = 20261126;

/** A plan without what only its live document knows. */
function bare(plan: PlanDraft): PlanDraft {
  const { id: _id, revision: _revision, ...draft } = plan as Plan;
  return {
    ...draft,
    dialogues: draft.dialogues.map(({ id: _own, startsAt: _from, endsAt: _to, ...rest }) => ({
      ...rest,
      fields: rest.fields.map(({ id: _field, ...field }) => field),
    })),
    tasks: draft.tasks.map(({ unit, duties }) => ({ unit, duties })),
  };
}

function docOf(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc;
}

describe('the document of a plan', () => {
  it('says the office’s own plan line for line', () => {
    expect(bare(readPlan(docOf(seedOf(plan2023))))).toEqual(bare(plan2023));
  });

  it.each(['plan-2023', 'mot-hoi-nghi', 'nhieu-dot'] as const)(
    'keeps every line of a pasted text: %s',
    (name) => {
      const { plan } = parsePlan(sample(name));
      const doc = new Y.Doc();
      writePlan(doc, plan);
      expect(bare(readPlan(doc))).toEqual(bare(plan));
    },
  );

  it('begins with the same bytes each time, so that a room filled twice holds everything once', () => {
    const once = seedOf(plan2023);
    expect(seedOf(structuredClone(plan2023))).toEqual(once);
    const twice = docOf(once);
    Y.applyUpdate(twice, seedOf(plan2023));
    expect(readPlan(twice)).toEqual(readPlan(docOf(once)));
  });

  it('writing what is there already changes nothing', () => {
    const doc = docOf(seedOf(plan2023));
    let updates = 0;
    doc.on('update', () => {
      updates += 1;
    });
    writePlan(doc, readPlan(doc));
    expect(updates).toBe(0);
  });

  it('keeps what somebody typed in a dialogue that another removed meanwhile', () => {
    const [here, there] = [docOf(seedOf(plan2023)), docOf(seedOf(plan2023))];
    const [[id, entry] = ['', null]] = orderedEntries(plannedOf(here));
    if (!entry) throw new Error('a dialogue');
    setRemoved(entry, true);
    textIn(entryIn(plannedOf(there), id), 'contents')?.insert(0, 'Nước sạch ở thôn.\n');
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
    expect(readPlan(here).dialogues).toHaveLength(1);
    setRemoved(entry, false);
    expect(readPlan(here).dialogues[0]?.contents).toContain('Nước sạch ở thôn.');
  });

  it('reads whatever a peer wrote as the declared types', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (value, key) => {
        const doc = docOf(seedOf(plan2023));
        writeEverywhere(doc, value, key);
        expectPlan(readPlan(doc));
      }),
      { seed, numRuns: 60 },
    );
  });
});

/** Puts a value where a plan keeps its own. */
function writeEverywhere(doc: Y.Doc, value: unknown, key: string): void {
  const first = (entries: ReturnType<typeof plannedOf>) => orderedEntries(entries)[0]?.[1];
  const maps = [planMapOf(doc), plannedOf(doc), unitsOf(doc), first(plannedOf(doc)), first(unitsOf(doc))];
  const names = [key, ...dialogueTexts, ...dialogueValues, 'year', 'order', 'fields', 'tasks', 'd1'];
  for (const map of maps)
    for (const name of names)
      try {
        map?.set(name, value);
      } catch {
        // What Yjs itself cannot hold cannot come from a peer.
      }
}

function expectPlan({ year, dialogues, tasks }: PlanDraft): void {
  expect(typeof year).toBe('number');
  for (const dialogue of dialogues) {
    for (const name of dialogueValues) expect(typeof dialogue[name]).toBe('string');
    for (const { name, contents } of dialogue.fields)
      expect([typeof name, contents]).toEqual(['string', contents.map(String)]);
  }
  for (const { unit, tasks: marked } of tasks)
    expect([typeof unit, marked?.every(({ doneBy }) => typeof doneBy === 'string')]).toEqual([
      'string',
      true,
    ]);
}

/** One edit, as the form makes it; `at` and `where` choose what it is made on. */
interface Edit {
  what: number;
  at: number;
  where: number;
  text: string;
}
const edit: fc.Arbitrary<Edit> = fc.record({
  what: fc.nat(11),
  at: fc.nat(50),
  where: fc.nat(400),
  text: fc.constantFrom('Đường liên thôn', 'a\nb', '', 'Nước – 🚰', 'vay vốn\n'),
});

let made = 0;
function freshId(doc: Y.Doc): string {
  made += 1;
  return `x${doc.clientID}x${made}`;
}

function pick<T>(all: readonly T[], at: number): T | undefined {
  return all[at % Math.max(1, all.length)];
}

function type(text: Y.Text | null, { where, text: typed }: Edit): void {
  if (!text) return;
  const at = Math.min(where, text.length);
  if (typed === '') text.delete(at, Math.min(3, text.length - at));
  else text.insert(at, typed);
}

function act(doc: Y.Doc, one: Edit): void {
  const planned = pick(orderedEntries(plannedOf(doc)), one.at);
  const unit = pick(orderedEntries(unitsOf(doc)), one.at);
  const tasks = entriesIn(unit?.[1] ?? null, 'tasks');
  const task = pick(orderedEntries(tasks), one.where);
  const acts = [
    () => type(planTextOf(doc, pick(planTexts, one.at) ?? 'bases'), one),
    () => type(textIn(planned?.[1] ?? null, pick(dialogueTexts, one.where) ?? 'groups'), one),
    () => planned && setValue(planned[1], pick(dialogueValues, one.where) ?? 'title', one.text),
    () => addPlanned(doc, freshId(doc)),
    () => planned && setRemoved(planned[1], true),
    () => planned && moveEntry(plannedOf(doc), planned[0], one.where % 2 === 0 ? 1 : -1),
    () => {
      const fields = entriesIn(planned?.[1] ?? null, 'fields');
      if (fields) setValue(addField(fields, freshId(doc)), 'name', one.text);
    },
    () => setValue(addUnit(doc, freshId(doc)), 'unit', one.text),
    () => tasks && setText(textIn(addTask(tasks, freshId(doc)), 'text') ?? new Y.Text(), one.text),
    () => task && markTask(task[1], one.where % 2 === 0, 'Lê Văn Phòng', '2023-05-02T01:00:00.000Z'),
    () => type(textIn(task?.[1] ?? null, 'text'), one),
    () => {
      const plan = readPlan(doc);
      writePlan(doc, { ...plan, recipients: [...plan.recipients, one.text.trim() || 'Lưu: VT'] });
    },
  ];
  doc.transact(() => acts[one.what]?.());
}

it('any order of edits of two editors ends in the same plan with both and in the server', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.boolean(), edit, fc.nat(3)), { minLength: 1, maxLength: 40 }),
      fc.constantFrom<PlanDraft>(plan2023, emptyPlan(2024)),
      (edits, start) => {
        const begin = seedOf({ ...start, id: 'kehoach2023', revision: 1 });
        const docs = [docOf(begin), docOf(begin)] as const;
        const server = docOf(begin);
        const sent: Uint8Array[][] = [[], []];
        docs.forEach((doc, at) => {
          doc.on('update', (update: Uint8Array, origin) => origin !== 'hall' && sent[at]?.push(update));
        });
        // What waits goes out at times of its own, and what one sent reaches the other through the server.
        const send = (from: number) => {
          for (const update of sent[from]?.splice(0) ?? []) {
            Y.applyUpdate(server, update);
            Y.applyUpdate(docs[from === 0 ? 1 : 0], update, 'hall');
          }
        };
        for (const [first, one, wire] of edits) {
          act(docs[first ? 0 : 1], one);
          if (wire < 2) send(wire);
        }
        send(1);
        send(0);
        const plan = readPlan(server);
        expect(readPlan(docs[0])).toEqual(plan);
        expect(readPlan(docs[1])).toEqual(plan);
        expect(readPlan(docOf(Y.encodeStateAsUpdate(docs[0])))).toEqual(plan);
      },
    ),
    { seed, numRuns: 200 },
  );
});

it('a text becomes another by its smallest change, pairs of surrogates whole', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'đ', '\n', '🚰', '🚱', 'ế'), maxLength: 12 });
  fc.assert(
    fc.property(letters, letters, (before, after) => {
      const text = new Y.Doc().getText('t');
      text.insert(0, before);
      setText(text, after);
      expect(text.toString()).toBe(after);
      expect(text.toDelta().every(({ insert }: { insert: string }) => insert.isWellFormed())).toBe(true);
    }),
    { seed, numRuns: 1000 },
  );
});
