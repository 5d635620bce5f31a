import { expect, it } from 'vitest';
import { createBoardWatcher } from '../../../server/board/watch.ts';
import { allPetitions, raisePetition, setPetition } from '../../../shared/docs/board.ts';
import { mergePetition, unknotter } from '../../../shared/merging.ts';
import { memoryBook, memoryIndex, memoryLogger, memoryRelay, Recorder } from './memory.ts';

const at = '2026-09-01T01:00:00.000Z';
const dialogueId = 'dialogue0001';

/** A board with its watcher and two recorders. */
function watched() {
  const relay = memoryRelay();
  const index = memoryIndex();
  const parts = { relay, numbers: memoryBook(), index, logger: memoryLogger(), indexMs: 1 };
  const recorder = () => new Recorder(relay, `${dialogueId}/board`);
  return { index, watcher: createBoardWatcher(parts), one: recorder(), two: recorder() };
}

it('petitions merged into each other at two devices out of reach: the watcher keeps the lower number, on all devices', async () => {
  const { index, watcher, one, two } = watched();
  raisePetition(one.doc, 'aaaaaa', 'Hoa', at, { content: 'Đường sạt lở' });
  raisePetition(one.doc, 'bbbbbb', 'Hoa', at, { content: 'Sạt lở đường' });
  await one.sync();
  await watcher.settled(dialogueId);
  one.online = false;
  two.online = false;
  expect(mergePetition(one.doc, 'bbbbbb', 'aaaaaa', 'Hoa', at)).toBe(true);
  expect(mergePetition(two.doc, 'aaaaaa', 'bbbbbb', 'Nam', at)).toBe(true);
  await one.sync();
  await two.sync();
  await watcher.settled(dialogueId);
  for (const device of [one, two]) {
    device.pull();
    const [first, second] = allPetitions(device.doc);
    expect(first).toMatchObject({ id: 'aaaaaa', number: 'KN-01', state: 'raised', mergedInto: '' });
    expect(first?.history.at(-1)).toMatchObject({ by: unknotter, from: 'merged', to: 'raised' });
    expect(second).toMatchObject({ id: 'bbbbbb', state: 'merged', mergedInto: 'aaaaaa' });
  }
  expect(index.rows.get(`${dialogueId}/aaaaaa`)?.state).toBe('raised');
  await watcher.close();
});

it('a state that won over another device’s outcome gets its own outcome back, on all devices and in the table', async () => {
  const { index, watcher, one, two } = watched();
  const map = raisePetition(one.doc, 'aaaaaa', 'Hoa', at, { content: 'Đường sạt lở' });
  await one.sync();
  await watcher.settled(dialogueId);
  setPetition(one.doc, map, { state: 'answered', outcome: 'explained' });
  await one.sync();
  await watcher.settled(dialogueId);
  two.pull();
  for (const device of [one, two]) {
    device.pull();
    expect(allPetitions(device.doc)[0]).toMatchObject({ state: 'answered', outcome: 'answered' });
  }
  expect(index.rows.get(`${dialogueId}/aaaaaa`)?.outcome).toBe('answered');
  await watcher.close();
});
