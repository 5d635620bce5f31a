import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Dialogue } from '../../../shared/dialogue.ts';
import {
  byUrgency,
  type CalendarPlan,
  inYear,
  isOverdue,
  wholeCalendar,
} from '../../../shared/plan/calendar.ts';
import { conflictsOf } from '../../../shared/plan/conflicts.ts';
import { type CalendarEvent, foldLine, icsFile } from '../../../shared/plan/ics.ts';
import { emptyDialogue, emptyPlan, type PlannedDialogue } from '../../../shared/plan/plan.ts';
import { readIcs } from './ics-reader.ts';

const seed = 20261126;
const chair = 'Chủ tịch UBND xã';

function planned(id: string, more: Partial<PlannedDialogue> = {}): PlannedDialogue {
  return { ...emptyDialogue(2026), id, title: `Buổi ${id}`, chair, place: 'Hội trường xã', ...more };
}

function planOf(dialogues: PlannedDialogue[], dueOn = '', doneAt = ''): CalendarPlan {
  const task = { id: 't0', lines: ['Chuẩn bị kinh phí', '+ nước uống'], dueOn, doneAt, doneBy: '' };
  const tasks = [{ id: 'u0', unit: 'Tài chính – kế toán', duties: task.lines, tasks: [task] }];
  return { ...emptyPlan(2026), id: 'kehoach2026', dialogues, tasks };
}

const holidays = ['2026-09-02'];
const kindsOf = (plan: CalendarPlan, others: Dialogue[] = []) =>
  conflictsOf(wholeCalendar([plan], others), holidays).map(({ kind }) => kind);

describe('conflicts', () => {
  const day = '2026-06-10';
  it.each<[string, Partial<PlannedDialogue>, Partial<PlannedDialogue>, string[]]>([
    ['one hall and chair on one day, hours open', {}, {}, ['place', 'chair']],
    ['hours that follow one another', { startsAt: '08:00', endsAt: '10:00' }, { startsAt: '10:00' }, []],
    ['hours that overlap', { startsAt: '08:00', endsAt: '10:01' }, { startsAt: '10:00' }, ['place', 'chair']],
    ['half a day where no end is said', { startsAt: '08:00' }, { startsAt: '11:59' }, ['place', 'chair']],
    ['morning and afternoon', { startsAt: '07:30' }, { startsAt: '13:30' }, []],
    ['another day', {}, { heldOn: '2026-06-11' }, []],
    ['another place under one chair', {}, { place: 'Nhà văn hóa thôn 2' }, ['chair']],
    [
      'the same place as people write it',
      { place: 'Tại hội trường  XÃ' },
      { chair: 'Phó Chủ tịch' },
      ['place'],
    ],
    ['neither place nor chair said', { place: '', chair: '' }, { place: '', chair: '' }, []],
  ])('%s', (_name, one, other, expected) => {
    const plan = planOf([planned('d0', { heldOn: day, ...one }), planned('d1', { heldOn: day, ...other })]);
    expect(kindsOf(plan)).toEqual(expected);
  });

  it('a dialogue of no plan is in the way as well, and one that was made counts as it is now', () => {
    const [d0] = [planned('d0', { heldOn: day, dialogueId: 'madeofplan01' })];
    const made: Dialogue = {
      id: 'byhand000001',
      planId: '',
      title: 'Tiếp xúc cử tri',
      year: 2026,
      quarter: 'II',
      topic: '',
      groups: [],
      fields: [],
      place: 'hội trường xã',
      heldOn: day,
      chairName: 'Nguyễn Văn A',
      chairTitle: 'Bí thư',
      secretaries: [],
      state: 'open',
    };
    expect(kindsOf(planOf([d0]), [made])).toEqual(['place']);
    const moved = { ...made, id: 'madeofplan01', planId: 'kehoach2026', heldOn: '2026-06-12' };
    expect(kindsOf(planOf([d0]), [made, moved])).toEqual(['differs']);
  });

  it.each([
    ['2026-06-13', '', ['weekend']],
    ['2026-09-02', '', ['holiday']],
    ['2026-06-10', 'III', ['quarter']],
    ['2027-06-10', 'II', ['quarter']],
    ['2026-06-10', 'II', []],
  ] as const)('%s in quarter %s', (heldOn, quarter, expected) => {
    expect(kindsOf(planOf([planned('d0', { heldOn, quarter })]))).toEqual(expected);
  });

  it('a Saturday that is worked in exchange is a day like any other', () => {
    const calendar = wholeCalendar([planOf([planned('d0', { heldOn: '2026-06-13' })])], []);
    expect(conflictsOf(calendar, { holidays, workdays: ['2026-06-13'] })).toEqual([]);
    expect(conflictsOf(calendar, { holidays }).map(({ kind }) => kind)).toEqual(['weekend']);
  });

  it('a task that is due when nobody works, unless it is done', () => {
    expect(kindsOf(planOf([], '2026-06-14'))).toEqual(['taskDay']);
    expect(kindsOf(planOf([], '2026-06-14', '2026-06-01T00:00:00.000Z'))).toEqual([]);
  });
});

test('a year has what its days say, and without a day what its plan says', () => {
  const plan = planOf(
    [
      planned('d0', { heldOn: '2027-01-05' }),
      planned('d1', { quarter: 'II' }),
      planned('d2', { heldOn: '2026-02-03' }),
    ],
    '2026-05-04',
  );
  const { dialogues, tasks } = inYear(wholeCalendar([plan], []), 2026);
  expect(dialogues.map(({ key }) => key)).toEqual(['kehoach2026-d2', 'kehoach2026-d1']);
  expect(tasks).toMatchObject([{ taskId: 't0', text: 'Chuẩn bị kinh phí', unit: 'Tài chính – kế toán' }]);
});

test('late tasks come first, then by day; done and open ones last', () => {
  const task = (dueOn: string, doneAt = '') => ({ dueOn, doneAt });
  const [late, soon, open, done] = [
    task('2026-05-01'),
    task('2026-06-30'),
    task(''),
    task('2026-04-01', 'x'),
  ];
  expect(byUrgency([done, open, soon, late], '2026-06-01')).toEqual([late, soon, open, done]);
  expect(isOverdue(task('2026-06-01'), '2026-06-01')).toBe(false);
});

const event: fc.Arbitrary<CalendarEvent> = fc
  .record({
    day: fc.integer({ min: 0, max: 20_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10)),
    startsAt: fc.constantFrom('', '00:00', '07:30', '23:59'),
    endsAt: fc.constantFrom('', '00:00', '11:00', '23:59'),
    summary: fc.string({ unit: 'grapheme', maxLength: 200, size: 'max' }),
    location: fc.oneof(fc.constant('Hội trường; thôn 1, xã'), fc.string({ unit: 'binary', maxLength: 60 })),
    description: fc.constantFrom('', 'Chủ trì: Nguyễn Hữu Bảng\nChủ tịch \\ xã'),
    unit: fc.constantFrom('', 'Văn phòng'),
    sequence: fc.nat(9),
    cancelled: fc.boolean(),
  })
  .map((one, at = 0) => ({ ...one, uid: '', changedAt: `2026-01-0${(at % 9) + 1}T00:00:00.000Z` }));

const plain = (value: string) =>
  value
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}]/gu, (sign) => (/[\t\n]/.test(sign) ? sign : ''));

test('a file of any events is read back as they are', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 6 }), (events) => {
      const named = events.map((one, at) => ({ ...one, uid: `${at}@doi-thoai` }));
      const file = icsFile('Kế hoạch, năm 2026', named);
      expect(
        readIcs(file).map(({ uid, sequence, summary, location, status }) => [
          uid,
          sequence,
          summary,
          location,
          status,
        ]),
      ).toEqual(
        named.map((one) => [
          one.uid,
          one.sequence,
          plain(one.summary),
          plain(one.location),
          one.cancelled ? 'CANCELLED' : 'CONFIRMED',
        ]),
      );
    }),
    { seed, numRuns: 300 },
  );
});

test('hours are told in UTC, whole days as days', () => {
  const facts = {
    summary: 'x',
    location: '',
    description: '',
    unit: '',
    uid: 'a',
    sequence: 0,
    cancelled: false,
  };
  const at = { ...facts, day: '2026-06-10', changedAt: '2026-01-01T00:00:00.000Z' };
  const [timed] = readIcs(icsFile('x', [{ ...at, startsAt: '06:30', endsAt: '11:00' }]));
  expect([timed?.start, timed?.end]).toEqual(['2026-06-09T23:30:00.000Z', '2026-06-10T04:00:00.000Z']);
  const [whole] = readIcs(icsFile('x', [{ ...at, startsAt: '', endsAt: '' }]));
  expect([whole?.start, whole?.end]).toEqual(['2026-06-10', '2026-06-11']);
});

test('lines are folded at 75 octets, letters whole', () => {
  const folded = foldLine(`SUMMARY:${'ế'.repeat(60)}`).split('\r\n');
  expect(folded.map((line) => Buffer.byteLength(line))).toEqual([74, 73, 43]);
  expect(folded.map((line, at) => (at ? line.slice(1) : line)).join('')).toBe(`SUMMARY:${'ế'.repeat(60)}`);
});
