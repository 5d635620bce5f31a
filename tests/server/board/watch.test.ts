import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { NumberBook } from '../../../server/board/contract.ts';
import { type BoardWatcher, createBoardWatcher } from '../../../server/board/watch.ts';
import { roomName } from '../../../shared/dialogue.ts';
import {
  allPetitions,
  moveTo,
  petitionsOf,
  petitionText,
  raisePetition,
} from '../../../shared/docs/board.ts';
import { memoryBook, memoryIndex, memoryLogger, memoryRelay, Recorder } from './memory.ts';

const dialogueId = 'sa2023quy2aa';
const room = roomName(dialogueId, 'board');
const id = (n: number) => `petition${String(n).padStart(4, '0')}`;
const at = (minute: number) => `2023-06-14T01:${String(minute).padStart(2, '0')}:00.000Z`;

function hall() {
  const relay = memoryRelay();
  const numbers = memoryBook();
  const index = memoryIndex();
  const logger = memoryLogger();
  const start = (book: NumberBook = numbers) =>
    createBoardWatcher({ relay, numbers: book, index, logger, numberMs: 1, indexMs: 1 });
  return { relay, numbers, index, logger, start };
}

function numbersIn(doc: Y.Doc): Record<string, string> {
  return Object.fromEntries(allPetitions(doc).map((petition) => [petition.id, petition.number]));
}

const running: BoardWatcher[] = [];
function started(watcher: BoardWatcher): BoardWatcher {
  running.push(watcher);
  return watcher;
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((watcher) => watcher.close()));
});

describe('petition numbers', () => {
  it('gives numbers in the order of arrival at the server, not of raising', async () => {
    const { relay, start } = hall();
    const watcher = started(start());
    const [early, late] = [new Recorder(relay, room), new Recorder(relay, room)];
    early.online = false;
    raisePetition(early.doc, id(1), 'Thư ký 1', at(1), { content: 'Nêu trước, tới sau' });
    raisePetition(late.doc, id(2), 'Thư ký 2', at(30), { content: 'Nêu sau, tới trước' });
    await late.sync();
    await watcher.settled(dialogueId);
    await early.sync();
    early.online = true;
    await watcher.settled(dialogueId);
    expect(numbersIn(early.doc)).toEqual({ [id(2)]: 'KN-01', [id(1)]: 'KN-02' });
    expect(numbersIn(late.doc)).toEqual(numbersIn(early.doc));
  });

  it('keeps the order of raising among petitions that come in one update', async () => {
    const { relay, start } = hall();
    const watcher = started(start());
    const recorder = new Recorder(relay, room);
    for (const n of [3, 1, 2]) raisePetition(recorder.doc, id(n), 'Thư ký', at(n));
    await recorder.sync();
    await watcher.settled(dialogueId);
    expect(numbersIn(recorder.doc)).toEqual({ [id(1)]: 'KN-01', [id(2)]: 'KN-02', [id(3)]: 'KN-03' });
  });

  it('never lets two recorders who were offline share a number', async () => {
    const { relay, start } = hall();
    const watcher = started(start());
    const recorders = [new Recorder(relay, room), new Recorder(relay, room)];
    recorders.forEach((recorder, n) => {
      recorder.online = false;
      raisePetition(recorder.doc, id(n), `Thư ký ${n}`, at(5), { number: 'KN-01' });
    });
    await Promise.all(recorders.map((recorder) => recorder.sync()));
    await watcher.settled(dialogueId);
    for (const recorder of recorders) recorder.pull();
    const given = Object.values(numbersIn(recorders[0]?.doc ?? new Y.Doc()));
    expect(given.toSorted()).toEqual(['KN-01', 'KN-02']);
  });

  it('corrects a number that a client forges, changes or removes', async () => {
    const { relay, start, index } = hall();
    const watcher = started(start());
    const recorder = new Recorder(relay, room);
    const map = raisePetition(recorder.doc, id(1), 'Thư ký', at(1), { number: 'KN-99' });
    await recorder.sync();
    await watcher.settled(dialogueId);
    expect(map.get('number')).toBe('KN-01');
    for (const forge of [() => map.set('number', 'KN-07'), () => map.delete('number')]) {
      forge();
      await recorder.sync();
      await watcher.settled(dialogueId);
      expect(map.get('number')).toBe('KN-01');
    }
    expect(index.rows.get(`${dialogueId}/${id(1)}`)?.number).toBe('KN-01');
  });

  it('numbers without being asked, soon after the update', async () => {
    const { relay, start } = hall();
    started(start());
    const recorder = new Recorder(relay, room);
    raisePetition(recorder.doc, id(1), 'Thư ký', at(1));
    await recorder.sync();
    await vi.waitFor(() => expect(numbersIn(recorder.doc)).toEqual({ [id(1)]: 'KN-01' }));
  });

  it('gives no number to a key that is no petition', async () => {
    const { relay, start, numbers } = hall();
    const watcher = started(start());
    const recorder = new Recorder(relay, room);
    raisePetition(recorder.doc, 'Nguyễn Thị Mẫu', 'Thư ký', at(1));
    Reflect.apply(Y.Map.prototype.set, petitionsOf(recorder.doc), [id(2), 'not a map']);
    raisePetition(recorder.doc, id(1), 'Thư ký', at(2));
    await recorder.sync();
    await watcher.settled(dialogueId);
    expect([...(numbers.pages.get(dialogueId) ?? [])]).toEqual([[id(1), 1]]);
  });
});

describe('a petition deleted from the map by a peer', () => {
  it('comes back with its number, text and history, also for the peer that deleted it', async () => {
    const { relay, start, logger } = hall();
    const watcher = started(start());
    const [honest, buggy] = [new Recorder(relay, room), new Recorder(relay, room)];
    const map = raisePetition(honest.doc, id(1), 'Thư ký', at(1), {
      content: 'Đường vào thôn hư hỏng',
      field: 'Giảm nghèo',
      village: 'Giang Lố 1',
    });
    moveTo(honest.doc, map, 'explained', 'Chủ trì', at(2));
    await honest.sync();
    await watcher.settled(dialogueId);
    buggy.pull();
    petitionsOf(buggy.doc).delete(id(1));
    await buggy.sync();
    await watcher.settled(dialogueId);
    buggy.pull();
    for (const { doc } of [honest, buggy]) {
      expect(allPetitions(doc)).toEqual([
        expect.objectContaining({
          number: 'KN-01',
          content: 'Đường vào thôn hư hỏng',
          village: 'Giang Lố 1',
          outcome: 'explained',
          history: [{ at: at(2), by: 'Chủ trì', from: 'raised', to: 'explained' }],
        }),
      ]);
      const restored = petitionsOf(doc).get(id(1));
      expect(restored && petitionText(restored, 'content')).toBeInstanceOf(Y.Text);
    }
    expect(logger.lines.join('\n')).toContain('brought back');
    expect(logger.lines.join('\n')).not.toContain('Đường vào thôn');
  });

  it('comes back from the table when the server died right after the deletion', async () => {
    const { relay, start } = hall();
    const first = start();
    const recorder = new Recorder(relay, room);
    raisePetition(recorder.doc, id(1), 'Thư ký', at(1), { content: 'Xin vay vốn' });
    await recorder.sync();
    await first.close();
    recorder.pull();
    petitionsOf(recorder.doc).delete(id(1));
    await recorder.sync();
    expect(allPetitions(recorder.doc)).toEqual([]);
    const second = started(start());
    await second.heal([dialogueId]);
    recorder.pull();
    expect(allPetitions(recorder.doc)).toEqual([
      expect.objectContaining({ number: 'KN-01', content: 'Xin vay vốn' }),
    ]);
  });

  it('never has its number given to another', async () => {
    const { relay, start } = hall();
    const watcher = started(start());
    const recorder = new Recorder(relay, room);
    raisePetition(recorder.doc, id(1), 'Thư ký', at(1));
    await recorder.sync();
    await watcher.settled(dialogueId);
    recorder.pull();
    recorder.doc.transact(() => {
      petitionsOf(recorder.doc).delete(id(1));
      raisePetition(recorder.doc, id(2), 'Thư ký', at(2));
    });
    await recorder.sync();
    await watcher.settled(dialogueId);
    expect(numbersIn(recorder.doc)).toEqual({ [id(1)]: 'KN-01', [id(2)]: 'KN-02' });
  });
});

describe('after a crash or a failure', () => {
  it('writes a number that was given but not written before the crash', async () => {
    const { relay, start, numbers } = hall();
    const dies: NumberBook = {
      numbersOf: numbers.numbersOf,
      async assign(dialogue, ids) {
        await numbers.assign(dialogue, ids);
        throw new Error('killed here');
      },
    };
    const first = start(dies);
    const recorder = new Recorder(relay, room);
    for (const n of [1, 2]) raisePetition(recorder.doc, id(n), 'Thư ký', at(n));
    await recorder.sync();
    await expect(first.settled(dialogueId)).rejects.toThrow('killed here');
    await first.close();
    expect(numbersIn(recorder.doc)).toEqual({ [id(1)]: '', [id(2)]: '' });
    const second = started(start());
    await second.heal([dialogueId]);
    recorder.pull();
    expect(numbersIn(recorder.doc)).toEqual({ [id(1)]: 'KN-01', [id(2)]: 'KN-02' });
    raisePetition(recorder.doc, id(3), 'Thư ký', at(0));
    await recorder.sync();
    await second.settled(dialogueId);
    expect(numbersIn(recorder.doc)[id(3)]).toBe('KN-03');
  });

  it('tries again by itself when the relay refused the write for a while', async () => {
    const { relay, start, logger } = hall();
    started(start());
    const recorder = new Recorder(relay, room);
    raisePetition(recorder.doc, id(1), 'Nguyễn Thị Mẫu', at(1), { content: 'Nội dung riêng' });
    await recorder.sync();
    relay.refuse = new Error('disk full');
    await vi.waitFor(() => expect(logger.lines.join()).toContain('numbering failed'));
    relay.refuse = null;
    await vi.waitFor(() => expect(numbersIn(recorder.doc)).toEqual({ [id(1)]: 'KN-01' }), 5000);
    expect(logger.lines.join()).not.toMatch(/Mẫu|riêng/);
  });

  it('tries again by itself when the book could not be written', async () => {
    const { relay, start, numbers } = hall();
    let refusals = 0;
    started(
      start({
        numbersOf: numbers.numbersOf,
        async assign(dialogue, ids) {
          refusals += 1;
          if (refusals <= 2) throw new Error('disk full');
          return numbers.assign(dialogue, ids);
        },
      }),
    );
    const recorder = new Recorder(relay, room);
    raisePetition(recorder.doc, id(1), 'Thư ký', at(1));
    await recorder.sync();
    await vi.waitFor(() => expect(numbersIn(recorder.doc)).toEqual({ [id(1)]: 'KN-01' }), 5000);
  });

  it('never shows a number that the store refused', async () => {
    const { relay, start } = hall();
    const watcher = started(start());
    const recorder = new Recorder(relay, room);
    raisePetition(recorder.doc, id(1), 'Thư ký', at(1));
    await recorder.sync();
    await relay.seal([room]);
    await expect(watcher.settled(dialogueId)).rejects.toThrow('sealed');
    recorder.pull();
    expect(numbersIn(recorder.doc)).toEqual({ [id(1)]: '' });
    relay.unseal([room]);
    await watcher.settled(dialogueId);
    expect(numbersIn(recorder.doc)).toEqual({ [id(1)]: 'KN-01' });
  });

  it('keeps the table current, with the last text', async () => {
    const { relay, start, index } = hall();
    const watcher = started(start());
    const recorder = new Recorder(relay, room);
    const map = raisePetition(recorder.doc, id(1), 'Thư ký', at(1), { content: 'Xin vay' });
    await recorder.sync();
    petitionText(map, 'content')?.insert(7, ' vốn');
    await recorder.sync();
    await watcher.settled(dialogueId);
    expect(index.rows.get(`${dialogueId}/${id(1)}`)?.content).toBe('Xin vay vốn');
  });
});

describe('memory', () => {
  it('holds no more boards than its limit, and still numbers those it let go of', async () => {
    const { relay, numbers, index, logger } = hall();
    const watcher = started(
      createBoardWatcher({ relay, numbers, index, logger, limit: 2, numberMs: 1, indexMs: 1 }),
    );
    const dialogues = ['dialogue1', 'dialogue2', 'dialogue3', 'dialogue4'];
    for (const round of [1, 2]) {
      for (const dialogue of dialogues) {
        const recorder = new Recorder(relay, roomName(dialogue, 'board'));
        recorder.pull();
        raisePetition(recorder.doc, id(round), 'Thư ký', at(round));
        await recorder.sync();
        await watcher.settled(dialogue);
        expect(numbersIn(recorder.doc)[id(round)]).toBe(`KN-0${round}`);
      }
    }
    await vi.waitFor(async () => {
      await watcher.settled('dialogue4');
      expect(watcher.size).toBeLessThanOrEqual(2);
    });
  });
});
