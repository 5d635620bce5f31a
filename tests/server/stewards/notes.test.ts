import { describe, expect, test } from 'vitest';
import type { Visitor } from '../../../server/access/admission.ts';
import { createNoteSender, createNoteTaker } from '../../../server/stewards/notes.ts';

const quiet = { debug: () => undefined };
const visitor = (id: string): Visitor => ({ id, name: `name of ${id}`, role: 'recorder' });

/** A steward that notes who is connected. */
function steward(clock?: () => number) {
  const open: string[] = [];
  const authors: string[] = [];
  const taker = createNoteTaker({
    connected({ id }, room) {
      open.push(`${id} ${room}`);
      return () => void open.splice(open.indexOf(`${id} ${room}`), 1);
    },
    authored: (room, client, session) => void authors.push(`${room} ${client} ${session}`),
    ...(clock && { clock }),
  });
  return { taker, open, authors };
}

describe('what a process tells the steward of its sockets', () => {
  test('connections come and go, and who writes is told', async () => {
    const { taker, open, authors } = steward();
    let idle = 0;
    const sender = createNoteSender({
      instance: 'one',
      deliver: async (notes) => taker.take(notes),
      idle: () => {
        idle += 1;
      },
      logger: quiet,
    });
    const end = sender.opened(visitor('s1'), 'd/board', 'device');
    sender.opened(visitor('s2'), 'd/board', null);
    sender.authored('d/board', 7, 's1');
    await expect.poll(() => open).toEqual(['s1 d/board', 's2 d/board']);
    await expect.poll(() => authors).toEqual(['d/board 7 s1']);
    end();
    await expect.poll(() => open).toEqual(['s2 d/board']);
    expect(idle).toBe(0);
    sender.close();
  });

  test('a new steward is told all that is open and who wrote, by itself', async () => {
    let at = steward();
    const first = at;
    const sender = createNoteSender({
      instance: 'one',
      deliver: async (notes) => at.taker.take(notes),
      idle: () => undefined,
      logger: quiet,
    });
    sender.opened(visitor('s1'), 'd/board', null);
    sender.authored('d/board', 7, 's1');
    await expect.poll(() => first.open).toEqual(['s1 d/board']);
    at = steward();
    await expect.poll(() => at.open).toEqual(['s1 d/board']);
    await expect.poll(() => at.authors).toEqual(['d/board 7 s1']);
    sender.close();
  });

  test('nothing is forgotten while no steward can be reached', async () => {
    const { taker, open } = steward();
    let reachable = false;
    let tries = 0;
    const sender = createNoteSender({
      instance: 'one',
      async deliver(notes) {
        tries += 1;
        if (!reachable) throw new Error('away');
        return taker.take(notes);
      },
      idle: () => undefined,
      logger: quiet,
    });
    const end = sender.opened(visitor('s1'), 'd/board', null);
    sender.opened(visitor('s2'), 'd/board', null);
    await expect.poll(() => tries).toBeGreaterThan(1);
    end();
    reachable = true;
    await expect.poll(() => open).toEqual(['s2 d/board']);
    sender.close();
  });

  test('connections of a process that is heard of no more end', () => {
    let time = 0;
    const { taker, open } = steward(() => time);
    const notes = { all: false, closed: [], authors: [], count: 1 };
    const connection = { id: 1, visitor: visitor('s'), room: 'd/board', device: null };
    taker.take({ ...notes, instance: 'dead', opened: [connection] });
    time = 8_000;
    taker.take({ ...notes, instance: 'alive', opened: [connection] });
    expect(taker.connections).toBe(2);
    time = 12_000;
    taker.sweep();
    expect(taker.connections).toBe(1);
    expect(open).toHaveLength(1);
  });
});
