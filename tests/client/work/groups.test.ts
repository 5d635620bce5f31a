import { expect, test } from 'vitest';
import { opensPage, type PageName } from '../../../client/routes/dialogue/pages.ts';
import { dueWords, groupsOf } from '../../../client/routes/work/groups.ts';
import { documentAccess, type Role, roles } from '../../../shared/access.ts';
import { petitionStates } from '../../../shared/petition.ts';
import type { WorkPetition } from '../../../shared/work.ts';

const petition = (number: number, values: Partial<WorkPetition> = {}): WorkPetition => ({
  id: `petition${number}`,
  number: number > 0 ? `KN-${String(number).padStart(2, '0')}` : '',
  state: 'raised',
  content: '',
  answer: '',
  field: '',
  village: '',
  unit: '',
  authority: '',
  dueDate: '',
  dueReason: '',
  replyWish: 'none',
  replyNumber: '',
  replyDate: '',
  toldHow: '',
  toldAt: '',
  book: [],
  ...values,
});
const today = '2026-03-10';

test('what needs an answer comes first: the late, then by due date, then by number', () => {
  const petitions = [
    petition(9),
    petition(10),
    petition(0),
    petition(3, { state: 'deferred', dueDate: '2026-03-12' }),
    petition(4, { state: 'escalated', dueDate: '2026-03-01' }),
    petition(5, { state: 'deferred', dueDate: '2026-02-20' }),
    petition(6, { state: 'answered', dueDate: '2026-01-01' }),
    petition(7, { state: 'closed' }),
  ];
  const [first, ...others] = groupsOf('unit', petitions, today);
  expect(first?.name).toBe('toAnswer');
  expect(first?.petitions.map(({ number }) => number)).toEqual([
    'KN-05',
    'KN-04',
    'KN-03',
    'KN-09',
    'KN-10',
    '',
  ]);
  expect(others.map(({ name, petitions: in_ }) => [name, in_.length])).toEqual([
    ['answered', 1],
    ['told', 1],
    ['gone', 0],
  ]);
});

test('a petition stays where it is while somebody writes in it', () => {
  const ruled = petition(1, { state: 'explained' });
  const names = (pinned: Parameters<typeof groupsOf>[3]) =>
    groupsOf('unit', [ruled], today, pinned)
      .filter(({ petitions }) => petitions.length > 0)
      .map(({ name }) => name);
  expect(names(null)).toEqual(['answered']);
  expect(names({ id: ruled.id, name: 'toAnswer' })).toEqual(['toAnswer']);
});

test('every state of a petition has its group for both', () => {
  for (const kind of ['unit', 'village'] as const) {
    const all = petitionStates.map((state, at) => petition(at + 1, { state }));
    const groups = groupsOf(kind, all, today);
    expect(groups.flatMap(({ petitions }) => petitions)).toHaveLength(petitionStates.length);
  }
});

test('a due date is said in days, and only where an answer is owed', () => {
  const due = (dueDate: string, state: WorkPetition['state'] = 'deferred') =>
    dueWords(petition(1, { state, dueDate }), today);
  expect(due('2026-03-07')).toEqual({ words: 'Quá hạn 3 ngày', on: 'hạn 07/03/2026', late: true });
  expect(due('2026-03-10')).toMatchObject({ words: 'Đến hạn hôm nay', late: false });
  expect(due('2026-03-11')).toMatchObject({ words: 'Còn 1 ngày', late: false });
  expect(due('2026-03-07', 'answered')).toBeNull();
  expect(due('')).toBeNull();
});

test('a role has a page to start at, and no page of a document that it may not open', () => {
  const start: Partial<Record<Role, PageName>> = {
    organizer: 'hall',
    recorder: 'hall',
    chair: 'chair',
    officer: 'work',
    village: 'work',
    finance: 'preparation',
    reviewer: 'records',
  };
  for (const role of roles) {
    const page = start[role];
    if (page) expect(opensPage(role, page), role).toBe(true);
    expect(opensPage(role, 'register'), role).toBe(documentAccess(role, 'register') !== 'none');
    expect(opensPage(role, 'hall'), role).toBe(documentAccess(role, 'board') !== 'none');
    expect(opensPage(role, 'reading'), role).toBe(documentAccess(role, 'minutes') !== 'none');
  }
  const own = (role: Role) =>
    (
      ['hall', 'chair', 'reading', 'register', 'preparation', 'records', 'direct', 'links', 'work'] as const
    ).filter((page) => opensPage(role, page));
  expect(own('officer')).toEqual(['work']);
  expect(own('village')).toEqual(['work']);
  expect(own('finance')).toEqual(['preparation']);
  expect(own('reviewer')).toEqual(['records']);
});
