import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { factory, Refusal } from '../../../server/api/context.ts';
import { planRoutes } from '../../../server/api/plan.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import type { Store } from '../../../server/store/store.ts';
import type { Role } from '../../../shared/access.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { plan2023 } from '../../../shared/plan/plan-2023.ts';

const { id: _id, revision: _revision, ...draft } = plan2023;
type Kept = { plan: Plan; dialogues: Dialogue[] };

let dir = '';
let store: Store;
let prepared: string[];
let changed: string[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'doithoai-plan-'));
  store = openSqliteStore(dir, createUpdateLog);
  prepared = [];
  changed = [];
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

function apiAs(role: Role) {
  const session = {
    id: 's',
    tokenHash: '',
    linkId: '',
    role,
    dialogueId: '',
    name: '',
    createdAt: '',
    expiresAt: '',
  };
  const routes = planRoutes({
    store,
    prepareDialogue: async ({ id }) => {
      prepared.push(id);
    },
    dialogueChanged: (id) => changed.push(id),
  });
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
    const { status, answer } = await apiAs('organizer').call<Kept>('POST', '', draft);
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
    const { plan, dialogues } = (await organizer.call<Kept>('POST', '', draft)).answer;
    const [first, second] = dialogues;
    if (!first || !second) throw new Error('two dialogues');
    await store.dialogues.write({ ...first, heldOn: '2023-06-14' });
    await store.dialogues.write({ ...second, state: 'frozen' });
    const edited = plan.dialogues.map((dialogue) => ({
      ...dialogue,
      topic: 'Vay vốn',
      heldOn: '2023-06-01',
    }));
    const third = { ...edited[0], dialogueId: second.id, title: 'Đối thoại với thanh niên' };
    const { status, answer } = await organizer.call<Kept>('PUT', `/${plan.id}`, {
      revision: plan.revision,
      plan: { ...plan, dialogues: [...edited, third] },
    });
    expect(status).toBe(200);
    expect(answer.plan.revision).toBe(2);
    expect(await store.dialogues.read(first.id)).toMatchObject({ topic: 'Vay vốn', heldOn: '2023-06-14' });
    expect(await store.dialogues.read(second.id)).toMatchObject({ topic: second.topic, state: 'frozen' });
    expect(changed).toEqual([first.id]);
    const added = answer.dialogues[2];
    expect(added?.title).toBe('Đối thoại với thanh niên');
    expect([first.id, second.id]).not.toContain(added?.id);
    expect(await store.dialogues.list()).toHaveLength(3);
  });

  it('makes a dialogue that a crash left out', async () => {
    const organizer = apiAs('organizer');
    const { plan } = (await organizer.call<Kept>('POST', '', draft)).answer;
    const lost = {
      ...plan,
      dialogues: plan.dialogues.map((one, index) => (index === 0 ? { ...one, dialogueId: 'left0out' } : one)),
    };
    await store.plans.write(lost);
    await organizer.call('PUT', `/${plan.id}`, { revision: 1, plan: lost });
    expect(await store.dialogues.read('left0out')).toMatchObject({ quarter: 'II' });
  });

  it('refuses the second of two who edited the same state', async () => {
    const organizer = apiAs('organizer');
    const { plan } = (await organizer.call<Kept>('POST', '', draft)).answer;
    const edit = (title: string) =>
      organizer.call('PUT', `/${plan.id}`, { revision: 1, plan: { ...plan, title } });
    const answers = await Promise.all([edit('Một'), edit('Hai')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.answer).toEqual({ error: 'changedMeanwhile' });
    expect((await store.plans.read(plan.id))?.revision).toBe(2);
  });

  it('refuses what is no plan, and a plan that is not there', async () => {
    const organizer = apiAs('organizer');
    expect((await organizer.call('POST', '', { ...draft, year: 0 })).answer).toEqual({ error: 'badInput' });
    expect(await organizer.call('GET', '/nothing')).toEqual({ status: 404, answer: { error: 'notFound' } });
    expect((await organizer.call('PUT', '/nothing', { revision: 1, plan: draft })).status).toBe(404);
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
