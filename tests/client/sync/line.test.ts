import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Line } from '../../../client/sync/line.ts';
import type { Pulse } from '../../../client/sync/pulse.ts';
import { Random } from '../../server/relay/random.ts';

/* How the documents of one page, and many pages together, come back. Time is the test's own. */
beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A page: its line, when it asked, when each of its documents connected. */
class Page {
  readonly asked: number[] = [];
  readonly connected: number[] = [];
  readonly line: Line;
  readonly documents: (() => void)[];
  answer: () => Promise<boolean>;

  constructor(seed: number, documents: number, answer: () => Promise<boolean>) {
    const random = new Random(seed);
    this.answer = answer;
    this.line = new Line(
      () => {
        this.asked.push(performance.now());
        return this.answer();
      },
      () => random.next(),
    );
    this.documents = Array.from({ length: documents }, () => () => {
      this.connected.push(performance.now());
    });
  }

  lose(): void {
    for (const connect of this.documents) this.line.lost(connect);
  }
}

const no = async () => false;
const yes = async () => true;
const never = () => new Promise<boolean>(() => undefined);

describe('the line of a page', () => {
  test('asks once for all its documents, in pauses that grow and end at 4 s; they connect when it is answered', async () => {
    const page = new Page(1, 6, no);
    page.lose();
    await vi.advanceTimersByTimeAsync(60_000);
    const pauses = page.asked.map((at, i) => at - (page.asked[i - 1] ?? 0));
    expect(pauses[0]).toBeGreaterThanOrEqual(250);
    expect(pauses[0]).toBeLessThanOrEqual(1_000);
    for (const pause of pauses.slice(3)) {
      expect(pause).toBeGreaterThanOrEqual(1_000);
      expect(pause).toBeLessThanOrEqual(4_000);
    }
    expect(new Set(pauses.slice(3).map(Math.round)).size).toBeGreaterThan(5);
    expect(page.connected).toEqual([]);
    page.answer = yes;
    await vi.advanceTimersByTimeAsync(4_300);
    expect(page.connected).toHaveLength(6);
    const count = page.asked.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(page.asked).toHaveLength(count);
  });

  test('a question that hangs is not waited for: the next goes beside it, and the first answer counts', async () => {
    const page = new Page(2, 3, never);
    page.lose();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(page.asked.length).toBeGreaterThanOrEqual(4);
    expect(page.asked.length).toBeLessThanOrEqual(6);
    page.answer = yes;
    await vi.advanceTimersByTimeAsync(2_600);
    expect(page.connected).toHaveLength(3);
  });

  test('forty pages that lose the server at once neither ask nor connect in one beat', async () => {
    const pages = Array.from({ length: 40 }, (_, at) => new Page(100 + at, 6, no));
    for (const page of pages) page.lose();
    await vi.advanceTimersByTimeAsync(30_000);
    for (const page of pages) page.answer = yes;
    await vi.advanceTimersByTimeAsync(5_000);
    const densest = (moments: number[], width: number) =>
      Math.max(...moments.map((at) => moments.filter((other) => other >= at && other < at + width).length));
    const asked = pages.flatMap((page) => page.asked);
    expect(densest(asked, 100)).toBeLessThanOrEqual(14);
    // One in a second of each page at most, over the whole time, and one in two once the pauses have grown.
    expect(densest(asked, 1_000)).toBeLessThanOrEqual(60);
    expect(asked.filter((at) => at > 10_000 && at < 30_000).length).toBeLessThan(40 * 12);
    const connected = pages.flatMap((page) => page.connected);
    expect(connected).toHaveLength(40 * 6);
    expect(densest(connected, 100)).toBeLessThanOrEqual(40);
  });

  test('whoever comes back to the page, or to a network, is not kept waiting, but asked for once', async () => {
    const page = new Page(3, 2, no);
    const checked = vi.fn();
    page.line.add({ check: checked } as unknown as Pulse);
    page.lose();
    await vi.advanceTimersByTimeAsync(30_000);
    const count = page.asked.length;
    page.answer = yes;
    for (let i = 0; i < 5; i++) page.line.now();
    await vi.advanceTimersByTimeAsync(310);
    expect(page.asked).toHaveLength(count + 1);
    expect(page.connected).toHaveLength(2);
    // Connections that are open are asked whether they are.
    expect(checked).toHaveBeenCalledTimes(5);
  });

  test('who no longer waits is not connected; nobody is asked for nobody', async () => {
    const page = new Page(4, 2, yes);
    page.lose();
    for (const document of page.documents) page.line.forget(document);
    await vi.advanceTimersByTimeAsync(10_000);
    expect([page.asked, page.connected]).toEqual([[], []]);
  });

  test('after it was in step the first pause is short again; before that a door that shuts each time is left alone', async () => {
    const page = new Page(5, 1, yes);
    for (let i = 0; i < 6; i++) {
      page.lose();
      await vi.advanceTimersByTimeAsync(4_400);
    }
    const [last, before] = [page.asked.at(-1) ?? 0, page.asked.at(-2) ?? 0];
    expect(last - before).toBeGreaterThan(2_000);
    page.line.synced();
    const now = performance.now();
    page.lose();
    await vi.advanceTimersByTimeAsync(4_400);
    expect((page.asked.at(-1) ?? 0) - now).toBeLessThanOrEqual(1_000);
  });
});
