import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { checkIn, presenceOf, undoCheckIn } from '../../shared/docs/arrivals.ts';
import { eraseEntries } from '../../shared/docs/erasing.ts';
import { answerInvitation, readInvitation } from '../../shared/docs/invitation.ts';
import {
  type AttendeeMap,
  addAttendee,
  allAttendees,
  attendeesOf,
  readAttendee,
} from '../../shared/docs/register.ts';
import { invitationCode, readCode, spacedCode } from '../../shared/invitation-code.ts';
import { beginningOf, isLateArrival } from '../../shared/lateness.ts';

const person = {
  name: 'Nguyễn Văn An',
  title: '',
  village: 'Hào Lý',
  group: '',
  category: 'other' as const,
  phone: '',
  present: false,
  walkIn: false,
  checkedInAt: '',
};
const minute = (n: number) => new Date(Date.UTC(2026, 7, 3, 0, n)).toISOString();

function mapOf(doc: Y.Doc, id: string): AttendeeMap {
  const map = attendeesOf(doc).get(id);
  if (!map) throw new Error(`nobody is called ${id}`);
  return map;
}

/** Desks with one list of people, all away from each other. */
function desks(count: number, ids: readonly string[]): Y.Doc[] {
  const first = new Y.Doc();
  for (const id of ids) addAttendee(first, { ...person, id });
  return Array.from({ length: count }, (_, n) => {
    const doc = new Y.Doc();
    doc.clientID = n + 1;
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(first));
    return doc;
  });
}

function meet(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)));
}

const people = ['an', 'binh', 'cuc'] as const;

interface Known {
  ins: Set<number>;
  gone: Set<number>;
}

/** Desks, each beside what it ought to know: check-ins by number, and which of them were taken back. */
class Hall {
  readonly docs = desks(4, people);
  readonly #made: { who: number; at: string }[] = [];
  readonly #known: Known[] = this.docs.map(() => ({ ins: new Set(), gone: new Set() }));

  #desk(at: number): { doc: Y.Doc; own: Known } {
    const [doc, own] = [this.docs[at], this.#known[at]];
    if (!doc || !own) throw new Error(`no desk ${at}`);
    return { doc, own };
  }

  #standing({ ins, gone }: Known, who: number): number[] {
    return [...ins].filter((n) => this.#made[n]?.who === who && !gone.has(n));
  }

  come(desk: number, who: number, at: string): void {
    const { doc, own } = this.#desk(desk);
    const isNew = this.#standing(own, who).length === 0;
    expect(checkIn(mapOf(doc, people[who] ?? ''), at)).toBe(isNew);
    if (isNew) own.ins.add(this.#made.push({ who, at }) - 1);
  }

  undo(desk: number, who: number): void {
    const { doc, own } = this.#desk(desk);
    for (const n of this.#standing(own, who)) own.gone.add(n);
    undoCheckIn(doc, mapOf(doc, people[who] ?? ''));
  }

  meet(a: number, b: number): void {
    const [one, two] = [this.#desk(a), this.#desk(b)];
    meet(one.doc, two.doc);
    for (const key of ['ins', 'gone'] as const) {
      const all = [...one.own[key], ...two.own[key]];
      one.own[key] = new Set(all);
      two.own[key] = new Set(all);
    }
  }

  expected(who: number): { present: boolean; checkedInAt: string } {
    const all = {
      ins: new Set(this.#made.keys()),
      gone: new Set(this.#known.flatMap(({ gone }) => [...gone])),
    };
    const times = this.#standing(all, who).map((n) => this.#made[n]?.at ?? '');
    return { present: times.length > 0, checkedInAt: times.sort()[0] ?? '' };
  }
}

describe('several desks', () => {
  const desk = fc.nat(3);
  const who = fc.nat(2);
  const act = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(desk, who, fc.nat(50)).map(
        ([d, w, at]) =>
          (hall: Hall) =>
            hall.come(d, w, minute(at)),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(desk, who).map(
        ([d, w]) =>
          (hall: Hall) =>
            hall.undo(d, w),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(desk, desk).map(
        ([a, b]) =>
          (hall: Hall) =>
            hall.meet(a, b),
      ),
    },
  );

  it('come to the same list, whoever was away: one present person, since the first check-in that nobody took back', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), desk, (acts, start) => {
        const hall = new Hall();
        for (const one of acts) one(hall);
        // In the end all meet, twice round from any of them.
        for (let n = 0; n < 8; n += 1) hall.meet((start + n) % 4, (start + n + 1) % 4);
        for (const [at, id] of people.entries())
          for (const doc of hall.docs) expect(presenceOf(mapOf(doc, id))).toEqual(hall.expected(at));
      }),
      { numRuns: 300 },
    );
  });

  it('that check in the same person away from each other have one present person, the first time kept', () => {
    const [one, two] = desks(2, ['an']) as [Y.Doc, Y.Doc];
    checkIn(mapOf(one, 'an'), minute(9));
    checkIn(mapOf(two, 'an'), minute(4));
    meet(one, two);
    for (const doc of [one, two]) {
      expect(allAttendees(doc)).toHaveLength(1);
      expect(readAttendee('an', mapOf(doc, 'an'))).toMatchObject({ present: true, checkedInAt: minute(4) });
    }
    undoCheckIn(one, mapOf(one, 'an'));
    meet(one, two);
    expect(presenceOf(mapOf(two, 'an'))).toEqual({ present: false, checkedInAt: '' });
  });

  it('keep what a walk-in was written with, and what earlier versions wrote', () => {
    const doc = new Y.Doc();
    const map = addAttendee(doc, {
      ...person,
      id: 'an',
      present: true,
      walkIn: true,
      checkedInAt: minute(3),
    });
    expect(readAttendee('an', map)).toMatchObject({ present: true, checkedInAt: minute(3) });
    expect(checkIn(map, minute(1))).toBe(false);
    undoCheckIn(doc, map);
    expect(readAttendee('an', map)).toMatchObject({ present: false, checkedInAt: '' });
  });

  it('show what a broken device wrote as nothing worse than a person without a time', () => {
    const doc = new Y.Doc();
    const map = addAttendee(doc, { ...person, id: 'an' });
    map.set('in.x', true);
    expect(presenceOf(map)).toEqual({ present: true, checkedInAt: '' });
    map.set('birthYear', 'about 1970');
    expect(readAttendee('an', map)).not.toHaveProperty('birthYear');
  });

  it('keep the count when a person is erased, and nothing that says who', () => {
    const doc = new Y.Doc();
    const map = addAttendee(doc, { ...person, id: 'an', birthYear: '1970' });
    answerInvitation(doc, map, { coming: 'yes', brings: true }, minute(1));
    checkIn(map, minute(2));
    eraseEntries(doc, [{ kind: 'attendee', id: 'an' }]);
    const kept = mapOf(doc, 'an');
    expect(readAttendee('an', kept)).toMatchObject({ name: '', present: true, checkedInAt: minute(2) });
    expect(kept.get('birthYear')).toBeUndefined();
    expect(readInvitation(kept)).toEqual({ toldAt: '', coming: '', brings: false, answeredAt: '' });
  });
});

describe('what became of an invitation', () => {
  it('is what was said last, whatever arrives last', () => {
    const doc = new Y.Doc();
    const map = addAttendee(doc, { ...person, id: 'an' });
    expect(answerInvitation(doc, map, { coming: 'no' }, minute(5))).toBe(true);
    expect(answerInvitation(doc, map, { coming: 'yes' }, minute(2))).toBe(false);
    expect(readInvitation(map)).toMatchObject({ coming: 'no', toldAt: minute(5) });
    expect(answerInvitation(doc, map, { coming: 'no' }, minute(5))).toBe(true);
    answerInvitation(doc, map, { brings: true }, minute(6));
    expect(readInvitation(map)).toMatchObject({ coming: 'no', brings: true, toldAt: minute(5) });
    answerInvitation(doc, map, { told: false }, minute(7));
    expect(readInvitation(map)).toMatchObject({ coming: '', brings: false, toldAt: '' });
  });
});

describe('the code of an invitation', () => {
  it('is eight digits of one person of one dialogue, read however it is typed', () => {
    const code = invitationCode('dialogue1', 'nguoia001');
    expect(code).toMatch(/^\d{8}$/);
    expect(invitationCode('dialogue2', 'nguoia001')).not.toBe(code);
    expect(readCode(spacedCode(code))).toBe(code);
    expect(readCode(` ${code.slice(0, 4)}-${code.slice(4)} `)).toBe(code);
    expect(readCode(`${code}1`)).toBeNull();
    expect(readCode('0905 123 456')).toBeNull();
  });

  it('is hardly ever that of two people', () => {
    const codes = Array.from({ length: 2000 }, (_, n) => invitationCode('dialogue1', `nguoi${n}`));
    expect(new Set(codes).size).toBeGreaterThanOrEqual(1999);
  });
});

describe('somebody who comes late', () => {
  it('comes after the minute in which it begins', () => {
    const begins = beginningOf('2026-08-03', '07:30');
    expect(isLateArrival('2026-08-03T00:30:59.000Z', begins)).toBe(false);
    expect(isLateArrival('2026-08-03T00:31:00.000Z', begins)).toBe(true);
    expect(isLateArrival('2026-08-03T05:00:00.000Z', beginningOf('', '07:30'))).toBe(false);
    expect(isLateArrival('', begins)).toBe(false);
  });
});
