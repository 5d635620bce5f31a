import { expect, test } from 'vitest';
import { placeThreads } from '../../client/routes/review/model.ts';
import { may, roles, signsAs } from '../../shared/access.ts';
import type { Passage } from '../../shared/documents/passages.ts';
import { evenly } from '../../shared/history.ts';
import type { Amendment } from '../../shared/record.ts';
import {
  type BookedVersion,
  type Capacity,
  type ReviewEvent,
  type SignOff,
  statesOf,
  threadsOf,
} from '../../shared/review.ts';

const at = '2026-11-25T08:00:00.000Z';
const version = (id: string, amended?: string): BookedVersion => {
  const amends: Amendment | null = amended ? { recordId: amended, reason: 'x', by: 'x', at } : null;
  const summary = { id, dialogueId: 'd', hash: `hash-${id}`, previous: null, frozenAt: at, frozenBy: 'x' };
  return { summary, amends };
};
const signed = (id: string, capacity: Capacity, hash = `hash-${id}`): SignOff => ({
  id: `${id}-${capacity}`,
  dialogueId: 'd',
  recordId: id,
  hash,
  capacity,
  name: 'Ai',
  title: '',
  at,
  drawing: 'data:image/png;base64,iVBORw0KGgo',
});
const both = (id: string) => [signed(id, 'secretary'), signed(id, 'chair')];
const states = (versions: BookedVersion[], signOffs: SignOff[]) =>
  statesOf(versions, signOffs, []).map(({ state }) => state);

test('a version is final with both signatures under its hash, and with nothing less', () => {
  const one = [version('a')];
  expect(states(one, [])).toEqual(['draft']);
  expect(states(one, [signed('a', 'chair')])).toEqual(['draft']);
  expect(states(one, [signed('a', 'chair'), signed('a', 'chair')])).toEqual(['draft']);
  expect(states(one, [signed('a', 'chair'), signed('a', 'secretary', 'another')])).toEqual(['draft']);
  expect(states(one, both('a'))).toEqual(['final']);
});

test('a final version is amended only once the amendment is final', () => {
  const all = [version('a'), version('b', 'a'), version('c', 'a')];
  expect(states(all, both('a'))).toEqual(['final', 'replaced', 'draft']);
  expect(states(all, [...both('a'), ...both('c')])).toEqual(['amended', 'replaced', 'final']);
  const [first] = statesOf(all, [...both('a'), ...both('c')], []);
  expect(first?.amendedBy).toBe('c');
  expect(first?.signOffs.every(({ drawing }) => drawing === '')).toBe(true);
});

test('who may sign, and as what', () => {
  expect(roles.map((role) => [role, signsAs(role)])).toEqual([
    ['organizer', null],
    ['recorder', 'secretary'],
    ['chair', 'chair'],
    ...roles.slice(3).map((role) => [role, null]),
  ]);
  const reviewers = roles.filter((role) => may(role, 'review'));
  expect(reviewers).toEqual(['organizer', 'recorder', 'chair', 'reviewer']);
  expect(roles.filter((role) => may(role, 'reopen'))).toEqual(['organizer', 'recorder']);
});

const event = (threadId: string, kind: ReviewEvent['kind'], quote = '', recordId = 'a'): ReviewEvent => ({
  id: `${threadId}-${kind}`,
  dialogueId: 'd',
  recordId,
  threadId,
  kind,
  place: kind === 'opened' ? { kind: 'passage', passage: 1, quote } : null,
  text: '',
  by: 'Ai',
  role: 'chair',
  at,
});

test('a thread is resolved and open again by its events; what belongs to no thread is left out', () => {
  const events = [event('t', 'opened'), event('t', 'resolved'), event('ghost', 'replied')];
  expect(threadsOf(events).map(({ id, resolved }) => [id, resolved])).toEqual([['t', true]]);
  expect(threadsOf([...events, event('t', 'reopened')])[0]?.resolved).toBe(false);
});

test('a comment finds its passage on a later version by its words, or says that it is gone', () => {
  const passages = ['Khai mạc', 'Thêm một đoạn', 'Hỗ trợ vay vốn cho bà con'].map(
    (text): Passage => ({ kind: 'text', level: 0, text, petitionId: '' }),
  );
  const threads = threadsOf([
    event('moved', 'opened', 'vay vốn'),
    event('gone', 'opened', 'làm đường'),
    event('own', 'opened', 'x', 'b'),
    event('old', 'opened', 'vay vốn'),
    event('old', 'resolved'),
  ]);
  const placed = placeThreads(threads, 'b', passages, new Set());
  const ids = (list: { id: string }[] | undefined) => list?.map(({ id }) => id);
  expect(ids(placed.passages.get(2))).toEqual(['moved']);
  expect(ids(placed.passages.get(1))).toEqual(['own']);
  expect(ids(placed.loose)).toEqual(['gone']);
});

test('of many moments a few are taken evenly, the last one among them', () => {
  const list = Array.from({ length: 1000 }, (_, index) => index);
  const taken = evenly(list, 400);
  expect(taken).toHaveLength(400);
  expect(taken.at(-1)).toBe(999);
  expect(new Set(taken).size).toBe(400);
  expect(evenly([1, 2], 400)).toEqual([1, 2]);
});
