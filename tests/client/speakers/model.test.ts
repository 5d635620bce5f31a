import { createRoot } from 'solid-js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createSpeakersModel, type SpeakersModel } from '../../../client/speakers/model.ts';
import type { OpenDocument } from '../../../client/sync/open-document.ts';
import { allSpeakers } from '../../../shared/docs/speakers.ts';

const ends: (() => void)[] = [];
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-25T01:00:00Z') });
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
});

/** The queue at one device. */
function device(doc = new Y.Doc(), readOnly = false): { doc: Y.Doc; model: SpeakersModel } {
  const model = createRoot((end) => {
    ends.push(end);
    return createSpeakersModel({ doc } as OpenDocument, () => readOnly);
  });
  return { doc, model };
}

function filled() {
  const { doc, model } = device();
  for (const name of ['a', 'b', 'c']) model.add({ name, village: '', group: '', attendeeId: '' });
  const id = (name: string) => allSpeakers(doc).find((speaker) => speaker.name === name)?.id ?? '';
  const states = () => allSpeakers(doc).map(({ state }) => state);
  return { doc, model, id, states };
}

describe('the queue at a device', () => {
  test('"call next" right after another call is the same call; later it goes on', () => {
    const { doc, model, states } = filled();
    const other = device(doc).model;
    model.callNext();
    other.callNext();
    expect(states()).toEqual(['called', 'waiting', 'waiting']);
    expect(other.done()?.text).toBe('a vừa được mời.');
    vi.advanceTimersByTime(2000);
    other.callNext();
    expect(states()).toEqual(['waiting', 'called', 'waiting']);
  });

  test('an end by mistake is taken back: the speech goes on in its own time', () => {
    const { doc, model, id, states } = filled();
    model.move(id('a'), 'speaking');
    const { startedAt } = allSpeakers(doc)[0] ?? {};
    vi.advanceTimersByTime(90_000);
    model.move(id('a'), 'done');
    model.undo();
    expect(allSpeakers(doc)[0]).toMatchObject({ state: 'speaking', startedAt, endedAt: '' });
    // A start by mistake gives the floor back to whoever had it.
    model.move(id('b'), 'speaking');
    expect(states()).toEqual(['done', 'speaking', 'waiting']);
    model.undo();
    expect(states()).toEqual(['speaking', 'waiting', 'waiting']);
    expect(allSpeakers(doc)[0]?.startedAt).toBe(startedAt);
  });

  test('what another device changed since is not taken back', () => {
    const { doc, model, id, states } = filled();
    const other = device(doc).model;
    model.move(id('a'), 'called');
    other.move(id('a'), 'speaking');
    model.undo();
    expect(states()).toEqual(['speaking', 'waiting', 'waiting']);
  });

  test('what was done is offered to be taken back for a while only', () => {
    const { model, id } = filled();
    model.remove(id('b'));
    expect(model.waiting()).toHaveLength(2);
    vi.advanceTimersByTime(13_000);
    expect(model.done()).toBeNull();
    model.undo();
    expect(model.waiting()).toHaveLength(2);
  });

  test('a device that may only read writes nothing', () => {
    const { doc, id } = filled();
    const before = JSON.stringify(doc.getMap('speakers'));
    const { model } = device(doc, true);
    model.callNext();
    model.move(id('a'), 'done');
    model.place(id('c'), id('a'));
    model.remove(id('a'));
    model.edit(id('a'), { name: 'x' });
    model.setSeconds(60);
    model.add({ name: 'd', village: '', group: '', attendeeId: '' });
    expect(JSON.stringify(doc.getMap('speakers'))).toBe(before);
    expect(model.seconds()).toBe(300);
  });
});
