import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { factory, Refusal } from '../../../server/api/context.ts';
import { planRoutes } from '../../../server/api/plan.ts';
import type { PlanKeeper } from '../../../server/plan/contract.ts';
import { createPlanKeeper } from '../../../server/plan/keeper.ts';
import { createRelay } from '../../../server/relay/relay.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import type { Store } from '../../../server/store/store.ts';
import type { Role } from '../../../shared/access.ts';
import { planRoom } from '../../../shared/dialogue.ts';
import { orderedEntries, plannedOf, readPlan } from '../../../shared/docs/plan.ts';
import { addPlanned, setValue } from '../../../shared/docs/plan-write.ts';
import type { KeptPlan, Plan } from '../../../shared/plan/plan.ts';
import { plan2023 } from '../../../shared/plan/plan-2023.ts';
import { sessionAs } from '../session-as.ts';

const { id: _id, revision: _revision, ...draft } = plan2023;

let dir = '';
let store: Store;
let relay: ReturnType<typeof createRelay>;
let plans: PlanKeeper;
let prepared: string[];
let changed: string[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'doithoai-plan-'));
  store = await openSqliteStore(dir, createUpdateLog);
  prepared = [];
  changed = [];
  const quiet = () => undefined;
  const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  relay = createRelay({ log: store.updates, isSealed: () => false, logger });
  plans = createPlanKeeper({
    ...store,
    relay,
    logger,
    prepareDialogue: async ({ id }) => {
      prepared.push(id);
    },
    dialogueChanged: (id) => changed.push(id),
  });
});
afterEach(async () => {
  await plans.close();
  await relay.close();
  await store.close();
  rmSync(dir, { recursive: true });
});

function apiAs(role: Role) {
  const session = sessionAs(role);
  const routes = planRoutes({ plans });
  const app = factory
    .createApp()
    .use(async (c, next) => {
      c.set('session', session);
      await next();
    })
    .route('/plans', routes)
    .onError((error, c) => {
      if (error instanceof Refusal) return c.json({ error: error.code }, error.status);
      return c.json({ error: String(error) }, 500);
    });
  return {
    async call<T>(method: string, path: string, content?: unknown): Promise<{ status: number; answer: T }> {
      const response = await app.request(`/plans${path}`, {
        method,
        ...(content instanceof FormData
          ? { body: content }
          : content === undefined
            ? {}
            : { body: JSON.stringify(content), headers: { 'content-type': 'application/json' } }),
      });
      return { status: response.status, answer: await response.json() };
    },
  };
}

/** What a device of an organizer writes into a plan's room. */
async function edit(planId: string, change: (doc: Y.Doc) => void): Promise<void> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await relay.read(planRoom(planId)));
  const before = Y.encodeStateVector(doc);
  doc.transact(() => change(doc));
  await relay.write(planRoom(planId), Y.encodeStateAsUpdate(doc, before));
}

describe('proposing', () => {
  it('reads a text, and stores nothing', async () => {
    const { status, answer } = await apiAs('organizer').call('POST', '/propose', {
      text: 'KẾ HOẠCH\nĐối thoại\nI. MỤC ĐÍCH\n- Lắng nghe.',
    });
    expect(status).toBe(200);
    expect(answer).toMatchObject({ plan: { purposes: ['Lắng nghe.'] } });
    expect(await store.isEmpty()).toBe(true);
  });

  it('reads a file', async () => {
    const form = new FormData();
    form.set('file', new File(['KẾ HOẠCH\nĐối thoại\nI. MỤC ĐÍCH\n- Lắng nghe.'], 'a.txt'));
    const { status, answer } = await apiAs('organizer').call('POST', '/propose/file', form);
    expect([status, answer]).toMatchObject([200, { plan: { title: 'Đối thoại' } }]);
  });

  it.each([
    ['an empty text', { text: ' \n' }, 400, 'empty'],
    ['a text beyond the bound', { text: 'a'.repeat(500_001) }, 413, 'tooLarge'],
    ['no text', { text: 5 }, 400, 'badInput'],
  ])('refuses %s', async (_name, content, status, error) => {
    expect(await apiAs('organizer').call('POST', '/propose', content)).toEqual({ status, answer: { error } });
  });

  it.each([
    ['a file that is none', 'a.docx', 'hello', 400, 'notDocx'],
    ['an empty file', 'a.txt', '', 400, 'empty'],
  ])('refuses %s', async (_name, name, content, status, error) => {
    const form = new FormData();
    form.set('file', new File([content], name));
    expect(await apiAs('organizer').call('POST', '/propose/file', form)).toEqual({
      status,
      answer: { error },
    });
  });

  it('refuses a form without a file', async () => {
    const form = new FormData();
    form.set('file', 'text');
    expect(await apiAs('organizer').call('POST', '/propose/file', form)).toMatchObject({ status: 400 });
    expect(await apiAs('organizer').call('POST', '/propose/file', {})).toMatchObject({ status: 400 });
  });
});

describe('saving', () => {
  it('makes the plan and its dialogues', async () => {
    const { status, answer } = await apiAs('organizer').call<KeptPlan>('POST', '', draft);
    expect(status).toBe(201);
    const ids = answer.plan.dialogues.map(({ dialogueId }) => dialogueId);
    expect(answer.dialogues.map(({ id }) => id)).toEqual(ids);
    expect(prepared).toEqual(ids);
    expect(await store.plans.read(answer.plan.id)).toEqual(answer.plan);
    const stored = await Promise.all(ids.map((id) => store.dialogues.read(id)));
    expect(stored.map((dialogue) => dialogue?.fields.length)).toEqual([2, 5]);
    expect(stored.every((dialogue) => dialogue?.planId === answer.plan.id)).toBe(true);
    expect((await apiAs('organizer').call<Plan[]>('GET', '')).answer).toEqual([answer.plan]);
  });

  it('carries a change to the dialogues, keeps what was set there, makes new ones', async () => {
    const organizer = apiAs('organizer');
    const { plan, dialogues } = (await organizer.call<KeptPlan>('POST', '', draft)).answer;
    const [first, second] = dialogues;
    if (!first || !second) throw new Error('two dialogues');
    await store.dialogues.write({ ...first, heldOn: '2023-06-14' });
    await store.dialogues.write({ ...second, state: 'frozen' });
    await edit(plan.id, (doc) => {
      for (const [, entry] of orderedEntries(plannedOf(doc))) {
        setValue(entry, 'topic', 'Vay vốn');
        setValue(entry, 'heldOn', '2023-06-01');
        setValue(entry, 'startsAt', '08:00');
      }
      const third = addPlanned(doc, 'third');
      setValue(third, 'title', 'Đối thoại với thanh niên');
      setValue(third, 'year', 2023);
      // The dialogue of another entry: not this one's to write over.
      setValue(third, 'dialogueId', second.id);
    });
    const after = await plans.settled(plan.id);
    expect(after?.revision).toBe(plan.revision + 1);
    expect(after?.dialogues[2]).toMatchObject({ title: 'Đối thoại với thanh niên', dialogueId: '' });
    expect(await store.dialogues.read(first.id)).toMatchObject({ topic: 'Vay vốn', heldOn: '2023-06-14' });
    expect((await store.preparations.read(first.id)).startsAt).toBe('08:00');
    expect(await store.dialogues.read(second.id)).toMatchObject({ topic: second.topic, state: 'frozen' });
    expect(changed).toEqual([first.id]);
    const made = (await organizer.call<KeptPlan>('POST', `/${plan.id}/dialogues`)).answer;
    const added = made.dialogues[2];
    expect(added?.title).toBe('Đối thoại với thanh niên');
    expect([first.id, second.id]).not.toContain(added?.id);
    expect(await store.dialogues.list()).toHaveLength(3);
    expect((await organizer.call<KeptPlan>('POST', `/${plan.id}/dialogues`)).answer).toEqual(made);
  });

  it('an entry without a title waits, and a dialogue of another plan is never written over', async () => {
    const organizer = apiAs('organizer');
    const { dialogues } = (await organizer.call<KeptPlan>('POST', '', draft)).answer;
    const other = (await organizer.call<KeptPlan>('POST', '', { ...draft, year: 2024, dialogues: [] })).answer
      .plan;
    await edit(other.id, (doc) => {
      const forged = addPlanned(doc, 'forged');
      setValue(forged, 'title', 'Của kế hoạch khác');
      setValue(forged, 'year', 2024);
      setValue(forged, 'dialogueId', dialogues[0]?.id ?? '');
      addPlanned(doc, 'empty');
    });
    const { answer } = await organizer.call<KeptPlan>('POST', `/${other.id}/dialogues`);
    expect(answer.plan.dialogues.map(({ title, dialogueId }) => [title, dialogueId !== ''])).toEqual([
      ['Của kế hoạch khác', true],
      ['', false],
    ]);
    expect(await store.dialogues.read(dialogues[0]?.id ?? '')).toEqual(dialogues[0]);
    expect(await store.dialogues.list()).toHaveLength(3);
  });

  it('makes a dialogue that a crash left out', async () => {
    const organizer = apiAs('organizer');
    const { plan } = (await organizer.call<KeptPlan>('POST', '', draft)).answer;
    await edit(plan.id, (doc) => {
      const [[, entry] = ['', null]] = orderedEntries(plannedOf(doc));
      if (entry) setValue(entry, 'dialogueId', 'left0out');
    });
    await plans.settled(plan.id);
    expect(await store.dialogues.read('left0out')).toMatchObject({ quarter: 'II' });
  });

  it('fills the document of a plan that an older version stored, once', async () => {
    const { tasks: _tasks, ...older } = plan2023;
    await store.plans.write({ ...older, tasks: plan2023.tasks });
    await plans.ready(plan2023.id);
    const state = await relay.read(planRoom(plan2023.id));
    await plans.ready(plan2023.id);
    expect(await relay.read(planRoom(plan2023.id))).toEqual(state);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state);
    expect(readPlan(doc).bases).toEqual(plan2023.bases);
    expect((await plans.settled(plan2023.id))?.tasks[0]?.tasks?.[0]?.lines).toEqual([
      plan2023.tasks[0]?.duties[0],
    ]);
  });

  it('refuses what is no plan, and a plan that is not there', async () => {
    const organizer = apiAs('organizer');
    expect((await organizer.call('POST', '', { ...draft, year: 0 })).answer).toEqual({ error: 'badInput' });
    expect(await organizer.call('GET', '/nothing')).toEqual({ status: 404, answer: { error: 'notFound' } });
    expect((await organizer.call('POST', '/nothing/dialogues')).status).toBe(404);
  });
});

it.each(['recorder', 'screen'] as const)('is not for the role %s', async (role) => {
  const api = apiAs(role);
  const calls = [
    api.call('GET', ''),
    api.call('POST', '', draft),
    api.call('POST', '/propose', { text: 'a' }),
  ];
  for (const { status } of await Promise.all(calls)) expect(status).toBe(403);
});
