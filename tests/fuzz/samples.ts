import { readFileSync } from 'node:fs';
import { emptyPlan } from '../../shared/plan/plan.ts';
import { hallDialogue } from '../e2e/kit.ts';
import type { Stand } from './stand.ts';

const planText = readFileSync(new URL('../samples/plan/plan-2023.txt', import.meta.url), 'utf8').normalize();

/** Ids that are there, for the places in paths. */
export interface KnownIds {
  dialogue: string;
  other: string;
  freeze: string;
  otherFreeze: string;
  plan: string;
}

/** What routes take, so that attacks get past the first check of a body. `[path, body]`. */
export type Samples = readonly (readonly [path: RegExp, body: unknown])[];

/** Keys that bodies have: for routes that have no sample. */
const anything = {
  token: 'A'.repeat(43),
  name: 'Nguyễn Văn A',
  title: 'Thư ký',
  unit: '',
  village: '',
  account: 'a',
  role: 'recorder',
  dialogueId: '',
  dutyId: 'abcdefabcdef',
  label: 'x',
  text: 'Đề nghị sửa đường',
  reason: 'sửa lỗi',
  q: 'ho ngheo',
  pin: '123456',
  response: { id: 'x', rawId: 'x', type: 'public-key', response: {} },
  code: 'x',
  state: 'x',
};

/** Freezes both dialogues and makes a plan; what can be asked for is then there. */
export async function prepare(stand: Stand): Promise<{ ids: KnownIds; samples: Samples }> {
  const { dialogueId, otherId, call } = stand;
  const made = async (path: string, json?: unknown) =>
    ((await (await call('POST', path, json)).json()) as { id: string }).id;
  const proposed = (await (await call('POST', '/plans/propose', { text: planText })).json()) as object;
  const plan = { ...emptyPlan(2023), ...('plan' in proposed ? (proposed.plan as object) : proposed) };
  const stored = (await (await call('POST', '/plans', { ...plan, title: 'Kế hoạch' })).json()) as {
    plan: { id: string };
  };
  const ids: KnownIds = {
    dialogue: dialogueId,
    other: otherId,
    freeze: await made(`/dialogues/${dialogueId}/freezes`),
    otherFreeze: await made(`/dialogues/${otherId}/freezes`),
    plan: stored.plan.id,
  };
  await call('POST', `/freezes/${ids.freeze}/reopening`, { reason: 'sửa lỗi' });
  const office: unknown = await (await call('GET', '/office')).json();
  const preparation: unknown = await (await call('GET', `/dialogues/${dialogueId}/preparation`)).json();
  const samples: Samples = [
    [/\/office(\/specimen\.pdf)?$/, office],
    [/\/preparation$/, preparation],
    [/\/plans\/propose$/, { text: planText }],
    [/\/plans$/, plan],
    [/\/plans\/:id\/versions$/, { name: 'Bản ban hành', number: '05/KH-UBND', issuedOn: '2023-02-05' }],
    [/\/tasks\/:taskId$/, { done: true, seen: { lines: ['Chuẩn bị kinh phí'], dueOn: '', doneAt: '' } }],
    [/\/dialogues(\/:id)?$/, hallDialogue],
    [/\/links$/, { role: 'recorder', label: 'x' }],
    [/\/similar$/, { text: 'hộ nghèo không được vay vốn' }],
    [/\/threads$/, { place: { kind: 'passage', passage: 0, quote: 'x' }, text: 'Sai số' }],
    [/\/threads\/:thread$/, { kind: 'replied', text: 'Đã sửa' }],
    [/\/signatures$/, { hash: 'a'.repeat(64), name: 'A', title: '', drawing: '' }],
    [/./, anything],
  ];
  return { ids, samples };
}
