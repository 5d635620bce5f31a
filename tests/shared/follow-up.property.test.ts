import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { allPetitions, moveTo, petitionsOf, raisePetition, setPetition } from '../../shared/docs/board.ts';
import {
  afterAct,
  type FollowUpAct,
  type FollowUpEvent,
  type Overlaid,
  overlay,
  overlayAll,
} from '../../shared/follow-up.ts';
import { planAct } from '../../shared/follow-up-plan.ts';
import { mergePetition } from '../../shared/merging.ts';
import { movesOf, outcomes, type Petition } from '../../shared/petition.ts';
import { addWorkingDays } from '../../shared/working-days.ts';
import {
  type Ending,
  endings,
  lastSoonDay,
  placeOf,
  type Worklist,
  worklists,
} from '../../shared/worklists.ts';

/*
 * No petition gets lost between states. Recorders move petitions about on the board, merge them, also into nothing and
 * in circles; the dialogue is frozen, reopened for an amendment and frozen again; officers, village heads and the office
 * note acts in the book, and the book refuses what does not fit. Days pass.
 */

const ids = ['petition0001', 'petition0002', 'petition0003', 'petition0004'];
const holidays = ['2026-12-24', '2027-01-01'];
const firstDay = '2026-11-26';
const dayAfter = (days: number) =>
  new Date(Date.parse(`${firstDay}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const instant = (days: number, step: number) =>
  `${dayAfter(days)}T02:${String(Math.floor(step / 60) % 60).padStart(2, '0')}:${String(step % 60).padStart(2, '0')}.000Z`;

type Step =
  | { does: 'moves'; at: number; choice: number }
  | { does: 'merges'; at: number; into: number }
  | { does: 'knots'; at: number; into: number }
  | { does: 'corrects'; at: number; days: number }
  | { does: 'freezes' }
  | { does: 'reopens' }
  | { does: 'waits'; days: number }
  | { does: 'notes'; at: number; kind: FollowUpAct['kind']; choice: number };

const at = fc.nat(ids.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant('moves'), at, choice: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('merges'), at, into: at }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('knots'), at, into: fc.nat(ids.length) }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('corrects'), at, days: fc.integer({ min: 1, max: 40 }) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('freezes') }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('reopens') }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('waits'), days: fc.integer({ min: 1, max: 9 }) }) },
  {
    weight: 14,
    arbitrary: fc.record({
      does: fc.constant('notes'),
      at,
      kind: fc.constantFrom<FollowUpAct['kind']>(
        'ruled',
        'replied',
        'filed',
        'told',
        'dueMoved',
        'assigned',
        'sent',
        'returned',
        'reopened',
        'withdrawn',
      ),
      choice: fc.nat(20),
    }),
  },
) as fc.Arbitrary<Step>;

/** An act as somebody might send it, good or not. */
function actOf(kind: FollowUpAct['kind'], choice: number, today: string): FollowUpAct {
  const dueDate = addWorkingDays(today, choice % 12, holidays);
  const paper = { number: choice % 7 === 0 ? '' : `${choice}/UBND`, date: today, file: null };
  const answer = choice % 3 === 0 ? null : `trả lời ${choice}`;
  const reason = choice % 9 === 0 ? '' : `lý do ${choice}`;
  switch (kind) {
    case 'ruled':
      return {
        kind,
        outcome: outcomes[choice % outcomes.length] ?? 'answered',
        answer,
        authority: `Sở ${choice % 2}`,
        dueDate,
        dueReason: reason,
      };
    case 'replied':
    case 'returned':
      return { kind, answer, ...paper };
    case 'filed':
      return { kind, ...paper, file: { hash: 'a'.repeat(64), type: 'application/pdf', size: 1 } };
    case 'sent':
      return { kind, authority: 'Sở 1', ...paper };
    case 'told':
      return { kind, how: choice % 8 === 0 ? '' : 'Gặp tại nhà', on: today };
    case 'dueMoved':
      return { kind, dueDate, reason };
    case 'assigned':
      return { kind, unit: `Đơn vị ${choice % 3}` };
    case 'reopened':
      return { kind, reason, dueDate: choice % 2 ? '' : dueDate };
    case 'withdrawn':
      return { kind, reason };
  }
}

/** The hall and the book as they come to be, step by step. */
class World {
  readonly doc = new Y.Doc();
  readonly events: FollowUpEvent[] = [];
  days = 0;
  sealed = false;
  booked = false;
  taken = 0;
  refused = 0;

  constructor() {
    for (const [index, id] of ids.entries())
      raisePetition(this.doc, id, 'Thư ký', instant(0, index), {
        number: `KN-0${index + 1}`,
        content: `Kiến nghị ${index}`,
        field: 'Giao thông',
        village: 'Đăk Vang',
        unit: 'Đơn vị 0',
      });
  }

  get today(): string {
    return dayAfter(this.days);
  }

  base(): Petition[] {
    return allPetitions(this.doc);
  }

  standing(): Overlaid[] {
    return this.base().map((petition) =>
      overlay(
        petition,
        this.events.filter(({ petitionId }) => petitionId === petition.id),
      ),
    );
  }

  #map(index: number) {
    const map = petitionsOf(this.doc).get(ids[index] ?? '');
    if (!map) throw new Error('no petition');
    return map;
  }

  take(each: Step, place: number): void {
    const { today } = this;
    if (each.does === 'waits') this.days += each.days;
    else if (each.does === 'freezes') this.sealed = this.booked = true;
    else if (each.does === 'reopens') this.sealed = false;
    else if (each.does === 'notes') this.#note(each, place);
    else if (this.sealed) return;
    else if (each.does === 'merges')
      mergePetition(this.doc, ids[each.at] ?? '', ids[each.into] ?? '', 'Thư ký', instant(this.days, place));
    else if (each.does === 'knots') {
      // What no page does, and two recorders out of reach of each other, or a hostile peer, may.
      this.#map(each.at).set('mergedInto', ids[each.into] ?? 'nobody000001');
      this.#map(each.at).set('state', 'merged');
    } else if (each.does === 'corrects')
      setPetition(this.doc, this.#map(each.at), { dueDate: addWorkingDays(today, each.days, holidays) });
    else {
      const map = this.#map(each.at);
      const petition = this.base().find(({ id }) => id === ids[each.at]);
      const next = petition ? movesOf(petition) : [];
      const to = next[each.choice % Math.max(1, next.length)];
      if (!to || to === 'merged') return;
      const due = addWorkingDays(today, each.choice % 14, holidays);
      setPetition(this.doc, map, {
        dueDate: due,
        replyNumber: '1/UBND',
        replyDate: today,
        authority: 'Sở 1',
      });
      if (to === 'closed') setPetition(this.doc, map, { toldHow: 'Tại hội nghị', toldAt: today });
      moveTo(this.doc, map, to, 'Thư ký', instant(this.days, place));
    }
  }

  #note(each: Extract<Step, { does: 'notes' }>, place: number): void {
    if (!this.booked) return;
    const petitionId = ids[each.at] ?? '';
    const before = this.standing().find(({ petition }) => petition.id === petitionId);
    if (!before) throw new Error('no petition');
    const { state, dueDate, unit } = before.petition;
    const asked = actOf(each.kind, each.choice, this.today);
    const { act, problems } = planAct(before.petition, asked, { today: this.today, calendar: holidays });
    if (problems.length > 0) {
      this.refused += 1;
      return;
    }
    this.taken += 1;
    const was = { state, dueDate, unit };
    const at = instant(this.days, place);
    const id = `event${place}`;
    this.events.push({
      id,
      dialogueId: 'd',
      petitionId,
      at,
      by: 'Cán bộ',
      role: 'organizer',
      of: '',
      was,
      act,
    });
    const after = this.standing().find(({ petition }) => petition.id === petitionId);
    // What was taken has its effect at once, and that alone.
    expect(after?.entries.at(-1)).toMatchObject({ passedOver: false, event: { id } });
    const [taken] = this.events.slice(-1);
    expect(after?.petition).toEqual(taken && afterAct(before.petition, taken));
  }
}

/** Every place by its own definition, without regard to the others. */
function placesOf(petition: Petition, leads: boolean, today: string, soon: string): (Worklist | Ending)[] {
  const { state, dueDate } = petition;
  const owed = state === 'deferred' || state === 'escalated';
  const late = owed && dueDate !== '' && dueDate < today;
  const is: Record<Worklist | Ending, boolean> = {
    overdue: late,
    unruled: state === 'raised' || state === 'assigned' || (state === 'merged' && !leads),
    soon: state === 'deferred' && !late && dueDate <= soon,
    next: state === 'deferred' && !late && dueDate > soon,
    authority: state === 'escalated' && !late,
    untold: state === 'replied',
    answered: ['answered', 'explained', 'guided'].includes(state),
    closed: state === 'closed',
    withdrawn: state === 'withdrawn',
    merged: state === 'merged' && leads,
  };
  return [...worklists, ...endings].filter((place) => is[place]);
}

/** Whether a merged petition leads to one that is not, by walking. */
function leadsSomewhere(petition: Petition, all: ReadonlyMap<string, Petition>): boolean {
  let here: Petition | undefined = petition;
  for (let steps = 0; here && steps <= all.size; steps++) {
    if (here.state !== 'merged') return true;
    here = all.get(here.mergedInto);
  }
  return false;
}

const seen = new Set<string>();

/** What the book adds to a life goes on where the record left it, and nobody is told of what nobody answered. */
function checkLife({ history, state }: Petition, recorded: number): void {
  const added = history.slice(recorded);
  for (const [index, { from, to }] of added.entries()) {
    const before = added[index - 1];
    if (before) expect(from).toBe(before.to);
    if (to === 'closed') expect(['answered', 'explained', 'guided', 'replied']).toContain(from);
    if (to === 'replied') expect(['deferred', 'escalated']).toContain(from);
  }
  const last = added.at(-1);
  if (last) expect(state).toBe(last.to);
}

function checkPlaces(world: World): void {
  const all = new Map(world.standing().map(({ petition }) => [petition.id, petition]));
  const soon = lastSoonDay(world.today, holidays);
  expect(all.size).toBe(ids.length);
  for (const petition of all.values()) {
    const places = placesOf(petition, leadsSomewhere(petition, all), world.today, soon);
    expect(places).toHaveLength(1);
    const place = placeOf(petition, (id) => all.get(id), world.today, soon);
    expect([place]).toEqual(places);
    seen.add(place);
    // Closed is closed by somebody who said how.
    if (place === 'closed') expect(petition.toldHow).not.toBe('');
    checkLife(petition, world.base().find(({ id }) => id === petition.id)?.history.length ?? 0);
  }
}

/** The acts in another order: those of one petition in their own, between the petitions as `turns` says. */
function interleaved(events: readonly FollowUpEvent[], turns: readonly number[]): FollowUpEvent[] {
  const queues = ids.map((id) => events.filter(({ petitionId }) => petitionId === id));
  const result: FollowUpEvent[] = [];
  for (let turn = 0; result.length < events.length; turn++) {
    const open = queues.filter((queue) => queue.length > 0);
    const next = open[(turns[turn % turns.length] ?? 0) % open.length]?.shift();
    if (next) result.push(next);
  }
  return result;
}

test('every petition is in one worklist or at its end, whatever is done on the board and in the book', () => {
  let taken = 0;
  let refused = 0;
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 10, maxLength: 60 }),
      fc.array(fc.nat(3), { minLength: 1, maxLength: 20 }),
      (steps, turns) => {
        const world = new World();
        for (const [place, each] of steps.entries()) {
          world.take(each, place);
          checkPlaces(world);
        }
        const base = world.base();
        const now = world.standing().map(({ petition }) => petition);
        // Read again in any order that the book could have come in, it says the same.
        expect(overlayAll(base, interleaved(world.events, turns))).toEqual(now);
        expect(overlayAll(base, JSON.parse(JSON.stringify(world.events)))).toEqual(now);
        taken += world.taken;
        refused += world.refused;
      },
    ),
    { numRuns: 400, seed: 20261126 },
  );
  expect(taken).toBeGreaterThan(500);
  expect(refused).toBeGreaterThan(500);
  expect([...seen].sort()).toEqual([...worklists, ...endings].sort());
});
