import type { Dialogue } from '../../../shared/dialogue.ts';
import {
  categories,
  channels,
  type Outcome,
  outcomes,
  type Petition,
  type PetitionState,
  petitionStates,
  type StateChange,
} from '../../../shared/petition.ts';
import { type Maker, petitionMaker } from '../../bench/petition-maker.ts';
import { Random } from '../relay/random.ts';

/** Petitions of many dialogues in every state, with days that fit and days that do not; the same seed, the same ones. */

const quarters = ['I', 'II', 'III', 'IV', ''] as const;
const units = ['Địa chính – Xây dựng', ' Địa chính –  Xây dựng', 'Văn phòng – Thống kê', 'Công an xã', ''];
const villages = ['Hào Lý', 'Đăk Vang', 'Giang Lố I', ''];
const fields = ['Đất đai', 'Giảm nghèo', 'Vay vốn', ''];
const authorities = ['UBND tỉnh', 'Điện lực', ''];

const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

export interface ManyPetitions {
  dialogues: Dialogue[];
  petitionsOf(dialogue: Dialogue): Petition[];
}

export function dialogueOf(n: number, values: Partial<Dialogue> = {}): Dialogue {
  return {
    id: `dialogue${String(n).padStart(4, '0')}`,
    planId: '',
    title: `Đối thoại với hộ nghèo lần ${n}`,
    year: 2020 + Math.floor(n / 4),
    quarter: quarters[n % 4] ?? '',
    topic: '',
    groups: [],
    fields: [],
    place: '',
    heldOn: `${2020 + Math.floor(n / 4)}-${String(((n * 3) % 12) + 2).padStart(2, '0')}-14`,
    chairName: '',
    chairTitle: '',
    secretaries: [],
    state: 'open',
    ...values,
  };
}

function historyOf(random: Random, state: PetitionState, outcome: Outcome | '', day: string): StateChange[] {
  const change = (to: PetitionState, days: number): StateChange => ({
    at: `${dayAfter(day, days)}T${random.chance(0.2) ? '18' : '03'}:00:00.000Z`,
    by: 'Chủ tịch',
    from: 'raised',
    to,
  });
  const history: StateChange[] = [];
  if (random.chance(0.3)) history.push(change('deferred', 0));
  if (outcome !== '' && random.chance(0.9)) history.push(change(outcome, random.below(3) * random.below(9)));
  if (state !== outcome && random.chance(0.9)) history.push(change(state, random.below(40)));
  return history;
}

function petitionOf(random: Random, maker: Maker, id: string, n: number, dialogue: Dialogue): Petition {
  const day = dialogue.heldOn || `${dialogue.year}-06-01`;
  const state = random.pick(petitionStates);
  const isOutcome = (outcomes as readonly string[]).includes(state);
  const outcome = isOutcome ? (state as Outcome) : random.chance(0.8) ? random.pick(outcomes) : '';
  return {
    ...maker.petition(id, n),
    state,
    outcome,
    raisedAt: `${dayAfter(day, -random.below(2) * random.below(20))}T02:00:00.000Z`,
    unit: random.pick(units),
    village: random.pick(villages),
    field: random.pick(fields),
    category: random.pick(categories),
    channel: random.pick(channels),
    authority: random.pick(authorities),
    dueDate: random.chance(0.7) ? dayAfter(day, random.below(30)) : random.pick(['', 'sớm']),
    replyDate: random.chance(0.5) ? dayAfter(day, random.below(45)) : '',
    replyNumber: '12/UBND',
    history: historyOf(random, state, outcome, day),
  };
}

/** `count` petitions spread over `dialogues`. */
export function manyPetitions(seed: number, dialogues: readonly Dialogue[], count: number): ManyPetitions {
  const random = new Random(seed);
  const maker = petitionMaker(seed);
  const all = new Map<string, Petition[]>(dialogues.map(({ id }) => [id, []]));
  for (let n = 0; n < count; n += 1) {
    const dialogue = random.pick(dialogues);
    const ones = all.get(dialogue.id) ?? [];
    ones.push(petitionOf(random, maker, `petition${n}`, ones.length + 1, dialogue));
  }
  return { dialogues: [...dialogues], petitionsOf: ({ id }) => all.get(id) ?? [] };
}
