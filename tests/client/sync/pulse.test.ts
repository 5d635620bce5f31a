import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Line } from '../../../client/sync/line.ts';
import { type Pulse, pulsedSocket, Temper } from '../../../client/sync/pulse.ts';
import { messageBeat } from '../../../shared/wire.ts';

/* When a connection is asked whether it lives, and when it is given up. Time is the test's own. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  readyState = 0;
  readonly sent: Uint8Array[] = [];
  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  hear(...bytes: number[]): void {
    this.dispatchEvent(new MessageEvent('message', { data: new Uint8Array(bytes).buffer }));
  }
  send(data: Uint8Array): void {
    this.sent.push(data);
  }
  close(): void {
    this.readyState = 3;
  }
}

let temper: Temper;
const line = new Line(async () => true);

function connection() {
  const born: Pulse[] = [];
  const Socket = pulsedSocket(FakeSocket as unknown as typeof WebSocket, temper, line, (pulse) =>
    born.push(pulse),
  ) as unknown as new () => FakeSocket;
  const socket = new Socket();
  const state = { lostAt: 0 };
  const made = performance.now();
  socket.addEventListener('close', () => {
    state.lostAt = performance.now() - made;
    socket.close();
  });
  const [pulse] = born;
  if (!pulse) throw new Error('no pulse');
  return { socket, pulse, state };
}

test('nothing is sent on a connection that closes: the next one brings it', () => {
  const { socket } = connection();
  socket.open();
  socket.send(new Uint8Array([0, 2, 1]));
  socket.readyState = 2;
  socket.send(new Uint8Array([0, 2, 2]));
  expect(socket.sent).toEqual([new Uint8Array([0, 2, 1])]);
});

/** Open and in step after 50 ms. */
function inStep() {
  const made = connection();
  made.socket.open();
  vi.advanceTimersByTime(50);
  made.socket.hear(0, 1, 0);
  made.pulse.synced();
  return made;
}

const questions = (socket: FakeSocket) => socket.sent.filter(([type]) => type === messageBeat);

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  temper = new Temper();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the pulse of a connection', () => {
  test('a busy one is never asked; a quiet one every few seconds, and lives while it answers', () => {
    const { socket, state } = inStep();
    for (let i = 0; i < 60; i++) {
      vi.advanceTimersByTime(1_000);
      socket.hear(1, 0);
    }
    expect(questions(socket)).toEqual([]);
    for (let i = 0, answered = 0; i < 600; i++) {
      vi.advanceTimersByTime(100);
      for (; answered < questions(socket).length; answered++) socket.hear(messageBeat, answered);
    }
    expect(state.lostAt).toBe(0);
    expect(questions(socket).length).toBeLessThanOrEqual(20);
    // Numbers, so that a question can be told from the one before it.
    expect([...(questions(socket)[1] ?? [])]).toEqual([messageBeat, 1]);
  });

  test('one that has died is given up within eight seconds, and told nothing more', () => {
    const { socket, state } = inStep();
    vi.advanceTimersByTime(20_000);
    expect(state.lostAt).toBeGreaterThan(3_000);
    expect(state.lostAt).toBeLessThanOrEqual(8_000);
    expect(questions(socket)).toHaveLength(1);
  });

  test('a large text on a poor uplink is given its time', () => {
    const { socket, state } = inStep();
    socket.send(new Uint8Array(400_000));
    vi.advanceTimersByTime(20_000);
    expect(state.lostAt).toBe(0);
    vi.advanceTimersByTime(10_000);
    expect(state.lostAt).toBeGreaterThan(20_000);
  });

  test('an answer to a question shows that all before it has arrived', () => {
    const { socket, state } = inStep();
    socket.send(new Uint8Array(400_000));
    vi.advanceTimersByTime(4_000);
    expect(questions(socket)).toHaveLength(1);
    socket.hear(messageBeat, 0);
    vi.advanceTimersByTime(8_500);
    expect(state.lostAt).toBeGreaterThan(0);
  });

  test('one that never opens is given up, and the next one later, so that a slow line gets through', () => {
    const first = connection();
    vi.advanceTimersByTime(6_000);
    expect(first.state.lostAt).toBeLessThanOrEqual(6_000);
    expect(first.state.lostAt).toBeGreaterThan(4_000);
    const second = connection();
    vi.advanceTimersByTime(9_000);
    expect(second.state.lostAt).toBe(0);
    second.socket.open();
    second.socket.hear(101, 0);
    vi.advanceTimersByTime(20_000);
    // The document itself has more time.
    expect(second.state.lostAt).toBe(0);
    second.socket.hear(0, 1, 0);
    second.pulse.synced();
    const third = connection();
    vi.advanceTimersByTime(6_000);
    expect(third.state.lostAt).toBeGreaterThan(0);
  });

  test('one that opens and says nothing is given up as soon as one that does not open', () => {
    const { socket, state } = connection();
    socket.open();
    vi.advanceTimersByTime(6_000);
    expect(state.lostAt).toBeGreaterThan(4_000);
  });

  test('a page that slept does not take its own sleep for the hall’s silence', () => {
    const { socket, state } = inStep();
    vi.advanceTimersByTime(3_600);
    expect(questions(socket)).toHaveLength(1);
    // The machine sleeps: the clock goes on, no timer does.
    const slept = vi.spyOn(performance, 'now').mockImplementation(() => 100_000 + Date.now());
    vi.advanceTimersByTime(600);
    expect(state.lostAt).toBe(0);
    expect(questions(socket)).toHaveLength(2);
    socket.hear(messageBeat, 1);
    vi.advanceTimersByTime(2_000);
    expect(state.lostAt).toBe(0);
    slept.mockRestore();
  });

  test('somebody who comes back to the page asks at once, once', () => {
    const { socket, pulse } = inStep();
    pulse.check();
    pulse.check();
    expect(questions(socket)).toHaveLength(1);
  });
});
