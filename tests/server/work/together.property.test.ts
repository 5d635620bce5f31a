import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { moveTo, petitionsOf, petitionText, readPetition, setPetition } from '../../../shared/docs/board.ts';
import type { StateChange } from '../../../shared/petition.ts';
import type { RulingState } from '../../../shared/work.ts';
import { type Peer, until } from '../../e2e/peer.ts';
import { formOf, mapOf, openWorkHall, shownTo, units, type WorkHall } from './hall.ts';

/*
 * Officers answer while recorders type in the same petition and the chair rules on it. Whatever the order in which it
 * comes together (the seed gives the steps, the network their order): every word that a recorder or an officer was told
 * is taken stands in the petition, and every change of state that anybody made or was told of stands in its history,
 * once. Without the chair each begins where the one before it ended.
 */
let hall: WorkHall;
let boards: Peer[];
let officers: string[];

beforeAll(async () => {
  hall = await openWorkHall();
  boards = [hall.board, await hall.openBoard()];
  officers = [
    await hall.enter('officer', 'Trần Công Chức', { unit: units.land }),
    await hall.enter('officer', 'Đỗ Phó Phòng', { unit: units.land }),
  ];
});
afterAll(() => {
  boards?.[1]?.close();
  return hall?.close();
});

const outcome = fc.constantFrom('answered', 'explained', 'guided', 'deferred' as const);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ who: fc.constantFrom(0, 1), does: fc.constant('types' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ who: fc.constantFrom(0, 1), does: fc.constant('answers' as const), outcome }),
  },
  { weight: 1, arbitrary: fc.record({ who: fc.constantFrom(0, 1), does: fc.constant('sets' as const) }) },
  { weight: 1, arbitrary: fc.record({ who: fc.constantFrom(0, 1), does: fc.constant('rules' as const) }) },
);

type Step =
  | { who: number; does: 'types' }
  | { who: number; does: 'sets' }
  | { who: number; does: 'rules' }
  | { who: number; does: 'answers'; outcome: RulingState };

/** What was said in one petition: by recorders, by officers whose answer was taken; and how many were refused. */
interface Said {
  /** Changes of state that somebody made or was told of, as JSON. */
  changes: string[];
  typed: string[];
  accepted: string[];
  refused: number;
}

/** A word in the middle of the text as this recorder has it, letter by letter. */
function type(board: Peer, id: string, word: string): void {
  const text = petitionText(mapOf(board.doc, id), 'answer');
  let place = Math.floor((text?.length ?? 0) / 2);
  while (place > 0 && text?.toString()[place - 1] !== ' ') place--;
  for (const letter of ` ${word} `) text?.insert(place++, letter);
}

/** Resolves to the petition's history as the officer is told it, or null when the answer is refused. */
async function answer(
  officer: string,
  id: string,
  outcome: RulingState,
  word: string,
): Promise<StateChange[] | null> {
  const shown = await shownTo(hall, officer, id);
  const form = formOf(shown, { outcome, answer: `${shown.answer} ${word}` });
  const path = `/dialogues/${hall.dialogueId}/work/${id}/ruling`;
  const { status, json } = await hall.ask(officer, 'POST', path, form);
  if (status === 200) return json.history ?? [];
  // With what stands there now, or with what is wrong.
  const why = json.error === 'changedMeanwhile' ? json.now?.id : json.problems?.join();
  expect([id, 'dueReason']).toContain(why);
  return null;
}

async function take(each: Step, at: number, id: string, said: Said): Promise<void> {
  const [board, officer] = [boards[each.who], officers[each.who]];
  if (!board || officer === undefined) throw new Error('nobody is there');
  if (each.does === 'types') {
    said.typed.push(`từ${at}x`);
    type(board, id, `từ${at}x`);
  } else if (each.does === 'sets') {
    setPetition(board.doc, mapOf(board.doc, id), { dueReason: `lý do ${at}`, category: 'poor' });
  } else if (each.does === 'rules') {
    // The chair, whose device is a recorder's here: the same document, the same functions.
    moveTo(board.doc, mapOf(board.doc, id), 'guided', 'Chủ tịch', `2026-11-26T00:00:${at + 10}.000Z`);
    const own = readPetition(id, mapOf(board.doc, id)).history;
    said.changes.push(...own.map((change) => JSON.stringify(change)));
  } else {
    let history: StateChange[] | null = null;
    // Whoever is told that the petition changed meanwhile answers what stands there now.
    for (let tries = 0; history === null && tries < 5; tries++) {
      history = await answer(officer, id, each.outcome, `đáp${at}x`);
      if (history === null) said.refused++;
    }
    if (history) said.accepted.push(`đáp${at}x`);
    said.changes.push(...(history ?? []).map((change) => JSON.stringify(change)));
  }
}

function checkHistory(id: string): void {
  const { history, state } = hall.petition(id);
  let from = 'raised';
  for (const change of history) {
    expect(change.from).toBe(from);
    expect(['Trần Công Chức', 'Đỗ Phó Phòng']).toContain(change.by);
    from = change.to;
  }
  expect(state).toBe(from);
}

test('nothing that anybody wrote is lost, and the history is whole', async () => {
  let taken = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const id = await hall.raise({
        unit: units.land,
        field: 'Vay vốn',
        village: 'Đăk Vang',
        content: 'Xin',
      });
      for (const { doc } of boards) await until(doc, () => petitionsOf(doc).has(id));
      const said: Said = { changes: [], typed: [], accepted: [], refused: 0 };
      await Promise.all(steps.map((each, at) => take(each, at, id, said)));
      const words = [...said.typed, ...said.accepted];
      await expect
        .poll(() => words.filter((word) => !hall.petition(id).answer.includes(word)), { timeout: 5000 })
        .toEqual([]);
      if (steps.every(({ does }) => does !== 'rules')) checkHistory(id);
      const changes = () => hall.petition(id).history.map((change) => JSON.stringify(change));
      await expect.poll(() => said.changes.filter((change) => !changes().includes(change))).toEqual([]);
      expect(changes()).toEqual([...new Set(changes())]);
      taken += said.accepted.length;
      refused += said.refused;
    }),
    { numRuns: 30, seed: 20261126 },
  );
  expect(taken).toBeGreaterThan(15);
  expect(refused).toBeGreaterThan(5);
}, 120_000);
