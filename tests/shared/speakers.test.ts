import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  allSpeakers,
  calledNow,
  moveSpeaker,
  nextToCall,
  queueSpeaker,
  removeSpeaker,
  reorderSpeaker,
  type SpeakerState,
  setSpeaker,
  setSpeakingSeconds,
  speakerStates,
  speakersOf,
  speakingNow,
  speakingSeconds,
} from '../../shared/docs/speakers.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 25, 1, 0, second)).toISOString();
const nobody = { name: '', village: '', group: '', attendeeId: '' };

function hall(...names: string[]): Y.Doc {
  const doc = new Y.Doc();
  for (const [index, name] of names.entries()) queueSpeaker(doc, name, { ...nobody, name }, at(index));
  return doc;
}

function sync(a: Y.Doc, b: Y.Doc): void {
  const [ofA, ofB] = [Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b)];
  Y.applyUpdate(a, ofB);
  Y.applyUpdate(b, ofA);
}

function copyOf(doc: Y.Doc, clientId: number): Y.Doc {
  const copy = new Y.Doc();
  copy.clientID = clientId;
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

const order = (doc: Y.Doc) => allSpeakers(doc).map(({ id }) => id);
const stateOf = (doc: Y.Doc, id: string) => allSpeakers(doc).find((speaker) => speaker.id === id)?.state;
/** Both ways of breaking a tie in Yjs. */
const clients = [
  [1, 2],
  [2, 1],
] as const;

describe('the queue at one device', () => {
  test('called, speaking, done; one at a time', () => {
    const doc = hall('a', 'b', 'c');
    moveSpeaker(doc, 'a', 'called', at(10));
    expect(calledNow(allSpeakers(doc))).toMatchObject({ id: 'a', calledAt: at(10) });
    moveSpeaker(doc, 'b', 'called', at(11));
    expect(allSpeakers(doc).map(({ state }) => state)).toEqual(['waiting', 'called', 'waiting']);
    moveSpeaker(doc, 'b', 'speaking', at(12));
    moveSpeaker(doc, 'c', 'speaking', at(20));
    expect(stateOf(doc, 'b')).toBe('done');
    expect(allSpeakers(doc)[1]).toMatchObject({ startedAt: at(12), endedAt: at(20) });
    expect(speakingNow(allSpeakers(doc))?.id).toBe('c');
    moveSpeaker(doc, 'c', 'done', at(30));
    expect(speakingNow(allSpeakers(doc))).toBeNull();
    moveSpeaker(doc, 'b', 'speaking', at(40));
    expect(allSpeakers(doc)[1]).toMatchObject({ state: 'speaking', startedAt: at(40), endedAt: '' });
  });

  test('"call next" goes on behind the one called, and from the start again at the end', () => {
    const doc = hall('a', 'b', 'c');
    const called: (string | undefined)[] = [];
    for (let turn = 0; turn < 4; turn++) {
      const next = nextToCall(allSpeakers(doc));
      called.push(next?.id);
      if (next) moveSpeaker(doc, next.id, 'called', at(10 + turn));
    }
    expect(called).toEqual(['a', 'b', 'c', 'a']);
    expect(nextToCall([])).toBeNull();
  });

  test('reorders to any place, as often as one likes', () => {
    const doc = hall('a', 'b', 'c', 'd');
    reorderSpeaker(doc, 'd', 'a');
    expect(order(doc)).toEqual(['d', 'a', 'b', 'c']);
    reorderSpeaker(doc, 'd', '');
    expect(order(doc)).toEqual(['a', 'b', 'c', 'd']);
    reorderSpeaker(doc, 'a', 'nobody');
    reorderSpeaker(doc, 'c', 'c');
    expect(order(doc)).toEqual(['b', 'c', 'd', 'a']);
    for (let turn = 0; turn < 200; turn++) {
      const [first, second, third] = order(doc);
      reorderSpeaker(doc, third ?? '', second ?? '');
      expect(order(doc).slice(0, 3)).toEqual([first, third, second]);
    }
  });

  test('what was removed comes back as it was, and in its place', () => {
    const doc = hall('a', 'b', 'c');
    moveSpeaker(doc, 'b', 'speaking', at(10));
    const before = allSpeakers(doc);
    const undo = removeSpeaker(doc, 'b', at(11));
    expect(order(doc)).toEqual(['a', 'c']);
    undo?.();
    undo?.();
    expect(allSpeakers(doc)).toEqual(before);
    expect(removeSpeaker(doc, 'nobody', at(12))).toBeNull();
  });

  test('the speaking time stays within its bounds, whatever a peer wrote', () => {
    const doc = new Y.Doc();
    expect(speakingSeconds(doc)).toBe(300);
    setSpeakingSeconds(doc, 180);
    expect(speakingSeconds(doc)).toBe(180);
    for (const [wrote, read] of [
      [1, 30],
      [1e9, 3600],
      [Number.NaN, 300],
    ] as const) {
      setSpeakingSeconds(doc, wrote);
      expect(speakingSeconds(doc)).toBe(read);
    }
  });

  test('hostile values come out as the declared types', () => {
    const doc = hall('a', 'b');
    const map = speakersOf(doc).get('a') as unknown as Y.Map<unknown>;
    for (const [key, value] of [
      ['name', 7],
      ['order', 1e300],
      ['showName', 'yes'],
      ['turn.1', { n: 1e300, state: 'king', call: 'x', start: -4, startedAt: 3 }],
      ['turn.2', 'speaking'],
      ['turn.3', null],
      ['turn.4', new Y.Map()],
    ] as const)
      map.set(key, value);
    (speakersOf(doc) as unknown as Y.Map<unknown>).set('c', 'no map');
    const [b, a] = allSpeakers(doc);
    expect(b?.id).toBe('b');
    expect(a).toMatchObject({ name: '', state: 'waiting', showName: false, startedAt: '' });
    moveSpeaker(doc, 'b', 'speaking', at(1));
    moveSpeaker(doc, 'a', 'speaking', at(2));
    expect(speakingNow(allSpeakers(doc))?.id).toBe('a');
    removeSpeaker(doc, 'a', at(3))?.();
    expect(order(doc)).toEqual(['b', 'a']);
  });
});

describe.each(clients)('two devices at once (clients %i and %i)', (one, two) => {
  function apart(...names: string[]) {
    const start = hall(...names);
    return [copyOf(start, one), copyOf(start, two)] as const;
  }

  test('both start somebody: the later start counts, the other waits again', () => {
    const [a, b] = apart('x', 'y', 'z');
    moveSpeaker(a, 'x', 'speaking', at(10));
    moveSpeaker(b, 'y', 'speaking', at(11));
    sync(a, b);
    for (const doc of [a, b]) {
      expect(speakingNow(allSpeakers(doc))?.id).toBe('y');
      expect(stateOf(doc, 'x')).toBe('waiting');
    }
    moveSpeaker(a, 'y', 'done', at(20));
    sync(a, b);
    for (const doc of [a, b]) expect(speakingNow(allSpeakers(doc))).toBeNull();
  });

  test('both call the next: it is one call', () => {
    const [a, b] = apart('x', 'y', 'z');
    for (const doc of [a, b]) moveSpeaker(doc, nextToCall(allSpeakers(doc))?.id ?? '', 'called', at(10));
    sync(a, b);
    expect(allSpeakers(a).map(({ state }) => state)).toEqual(['called', 'waiting', 'waiting']);
  });

  test('a device that comes back with an old call does not undo what was done since', () => {
    const [a, b] = apart('x', 'y', 'z');
    // Its clock is ahead, too: the number decides, not the time.
    moveSpeaker(b, 'x', 'called', at(99));
    for (const state of ['called', 'speaking', 'done'] as const) moveSpeaker(a, 'x', state, at(11));
    moveSpeaker(a, 'y', 'called', at(50));
    sync(a, b);
    expect(allSpeakers(b).map(({ state }) => state)).toEqual(['done', 'called', 'waiting']);
  });

  test('who was overtaken does not come back when the other is removed', () => {
    const [a, b] = apart('x', 'y');
    moveSpeaker(a, 'x', 'speaking', at(10));
    moveSpeaker(b, 'y', 'speaking', at(11));
    sync(a, b);
    moveSpeaker(a, 'y', 'done', at(12));
    removeSpeaker(a, 'y', at(13));
    sync(a, b);
    for (const doc of [a, b]) expect(allSpeakers(doc).map(({ state }) => state)).toEqual(['waiting']);
  });

  test('both put somebody into the same place: afterwards either can be moved past the other', () => {
    const [a, b] = apart('x', 'y', 'v', 'w');
    reorderSpeaker(a, 'v', 'y');
    reorderSpeaker(b, 'w', 'y');
    sync(a, b);
    expect(order(a)).toEqual(['x', 'v', 'w', 'y']);
    reorderSpeaker(a, 'w', 'v');
    expect(order(a)).toEqual(['x', 'w', 'v', 'y']);
  });
});

/** One thing that somebody does at one of the devices; `who` and `before` pick from those on that device's list. */
type Op =
  | { do: 'queue'; device: number }
  | { do: 'move'; device: number; who: number; to: SpeakerState }
  | { do: 'next'; device: number }
  | { do: 'reorder'; device: number; who: number; before: number }
  | { do: 'remove'; device: number; who: number; undo: boolean }
  | { do: 'rename'; device: number; who: number }
  | { do: 'meet'; device: number; other: number };

const devices = 4;
const device = fc.nat(devices - 1);
const op: fc.Arbitrary<Op> = fc.oneof(
  fc.record({ do: fc.constant('queue' as const), device }),
  fc.record({
    do: fc.constant('move' as const),
    device,
    who: fc.nat(9),
    to: fc.constantFrom(...speakerStates),
  }),
  fc.record({ do: fc.constant('next' as const), device }),
  fc.record({ do: fc.constant('reorder' as const), device, who: fc.nat(9), before: fc.nat(9) }),
  fc.record({ do: fc.constant('remove' as const), device, who: fc.nat(9), undo: fc.boolean() }),
  fc.record({ do: fc.constant('rename' as const), device, who: fc.nat(9) }),
  fc.record({ do: fc.constant('meet' as const), device, other: device }),
);

/** Devices whose clocks are wrong by so many seconds, and what was done at each. */
class Devices {
  readonly docs: Y.Doc[];
  readonly queued = new Set<string>();
  readonly removed = new Set<string>();
  readonly #wrong: readonly number[];
  #second = 0;

  constructor(clientIds: readonly number[], wrong: readonly number[]) {
    const start = hall('p', 'q');
    for (const id of order(start)) this.queued.add(id);
    this.docs = clientIds.map((clientId) => copyOf(start, clientId));
    this.#wrong = wrong;
  }

  run(step: Op): void {
    const doc = this.docs[step.device] ?? new Y.Doc();
    const now = at(this.#second++ + (this.#wrong[step.device] ?? 0));
    const list = order(doc);
    const pick = (index: number) => list[index % Math.max(1, list.length)] ?? 'nobody';
    switch (step.do) {
      case 'queue': {
        const id = `s${this.#second}`;
        this.queued.add(id);
        queueSpeaker(doc, id, { ...nobody, name: id }, now);
        break;
      }
      case 'move':
        this.#move(doc, pick(step.who), step.to, now);
        break;
      case 'next':
        this.#move(doc, nextToCall(allSpeakers(doc))?.id ?? 'nobody', 'called', now);
        break;
      case 'reorder':
        reorderSpeaker(doc, pick(step.who), pick(step.before));
        break;
      case 'remove': {
        const undo = removeSpeaker(doc, pick(step.who), now);
        if (undo && step.undo) undo();
        else this.removed.add(pick(step.who));
        break;
      }
      case 'rename':
        setSpeaker(doc, pick(step.who), { name: `tên ${this.#second}` });
        break;
      case 'meet':
        sync(doc, this.docs[step.other] ?? doc);
        break;
    }
  }

  /** Whatever was moved last at a device stands there as it was moved. */
  #move(doc: Y.Doc, id: string, to: SpeakerState, now: string): void {
    moveSpeaker(doc, id, to, now);
    if (order(doc).includes(id)) expect(stateOf(doc, id)).toBe(to);
  }

  meetAll(): void {
    for (let round = 0; round < 2; round++)
      for (const doc of this.docs) for (const other of this.docs) if (doc !== other) sync(doc, other);
  }
}

function checkSane(doc: Y.Doc): void {
  const all = allSpeakers(doc);
  const count = (state: SpeakerState) => all.filter((speaker) => speaker.state === state).length;
  expect(count('speaking')).toBeLessThanOrEqual(1);
  expect(count('called')).toBeLessThanOrEqual(1);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const { state, calledAt, startedAt, endedAt } of all) {
    if (state === 'called') expect(calledAt).not.toBe('');
    if (state === 'speaking') expect([startedAt !== '', endedAt]).toEqual([true, '']);
    if (state === 'done') expect(endedAt).not.toBe('');
  }
}

test('any number of devices, in reach of each other or not, end in one sane state', () => {
  fc.assert(
    fc.property(
      fc.array(op, { minLength: 1, maxLength: 60 }),
      fc.shuffledSubarray([1, 2, 3, 4], { minLength: devices }),
      fc.array(fc.integer({ min: -600, max: 600 }), { minLength: devices, maxLength: devices }),
      (steps, clientIds, wrong) => {
        const hallDevices = new Devices(clientIds, wrong);
        for (const step of steps) {
          hallDevices.run(step);
          for (const doc of hallDevices.docs) checkSane(doc);
        }
        hallDevices.meetAll();
        const [first, ...others] = hallDevices.docs;
        if (!first) return;
        const told = allSpeakers(first);
        for (const other of others) expect(allSpeakers(other)).toEqual(told);
        checkSane(first);
        const present = new Set(told.map(({ id }) => id));
        for (const id of hallDevices.queued)
          if (!hallDevices.removed.has(id)) expect(present.has(id), `${id} is lost`).toBe(true);
        // The hall goes on from here: whoever is started now speaks everywhere.
        const chosen = told[0]?.id;
        if (chosen === undefined) return;
        moveSpeaker(first, chosen, 'speaking', at(5000));
        hallDevices.meetAll();
        for (const doc of hallDevices.docs) expect(speakingNow(allSpeakers(doc))?.id).toBe(chosen);
      },
    ),
    { seed: 20261125, numRuns: 300 },
  );
});
