import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase45, toBase45 } from '../../../shared/exchange/base45.ts';
import { createFountain, FountainReader, maxBlocks } from '../../../shared/exchange/fountain.ts';
import {
  createFrames,
  FrameReader,
  type FrameSize,
  frameSizes,
  maxFramedBytes,
} from '../../../shared/exchange/frames.ts';

const seed = Number(process.env.SEED ?? 20261126);
const runs = { seed, numRuns: 60 };
const sizes = Object.keys(frameSizes) as FrameSize[];

describe(`fountain code (seed ${seed})`, () => {
  test('whatever symbols are lost, doubled and out of order, k and a few more give the message', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 0, maxLength: 4000, size: 'max' }),
        fc.integer({ min: 8, max: 300 }),
        fc.infiniteStream(fc.nat({ max: 0xffffffff })),
        fc.integer({ min: 0, max: 90 }),
        (message, blockSize, stream, lostPercent) => {
          const symbolOf = createFountain(message, blockSize);
          const reader = new FountainReader(message.length, blockSize);
          // A receiver that comes in anywhere: a run of seeds of which many are lost, each of the others twice.
          let [next, taken] = [stream.next().value % 5000, 0];
          while (!reader.message()) {
            next += 1;
            if (stream.next().value % 100 < lostPercent) continue;
            reader.take(next, symbolOf(next));
            reader.take(next, symbolOf(next));
            taken += 1;
            expect(taken).toBeLessThan(2 * reader.count + 40);
          }
          expect(reader.message()).toEqual(message);
        },
      ),
      runs,
    );
  });

  test('it costs two symbols more than blocks on average, when nothing of the beginning was seen', () => {
    const message = new Uint8Array(40_000).map((_, at) => (at * 131) % 251);
    let extra = 0;
    for (let round = 0; round < 20; round += 1) {
      const symbolOf = createFountain(message, 200);
      const reader = new FountainReader(message.length, 200);
      let taken = 0;
      for (let at = 10_000 * (round + 1); reader.known < reader.count; at += 1) {
        reader.take(at, symbolOf(at));
        taken += 1;
      }
      expect(reader.message()).toEqual(message);
      extra += taken - reader.count;
    }
    expect(extra / 20).toBeLessThan(3);
  });

  test('a message of more blocks than a code is for is refused', () => {
    expect(() => createFountain(new Uint8Array(10 * maxBlocks + 1), 10)).toThrow(RangeError);
  });
});

describe(`pictures (seed ${seed})`, () => {
  test('base45 gives every bytes back, and nothing for what is none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600, size: 'max' }), (bytes) => {
        expect(fromBase45(toBase45(bytes))).toEqual(bytes);
      }),
      runs,
    );
    expect(toBase45(new TextEncoder().encode('Hello!!'))).toBe('%69 VD92EX0');
    for (const text of ['A', ':::', 'GGW', 'a0', '::']) expect(fromBase45(text)).toBeNull();
  });

  test('frames in any order, damaged, doubled and between those of others never give wrong bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 6000, size: 'max' }),
        fc.constantFrom(...sizes),
        fc.infiniteStream(fc.nat({ max: 0xffff })),
        (message, size, stream) => {
          const own = createFrames(message, size);
          const others = createFrames(Uint8Array.of(1, 2, 3, ...message), size);
          const reader = new FrameReader();
          let read: Uint8Array | null = null;
          for (let at = 0; !read; at += 1) {
            expect(at).toBeLessThan(3000);
            const text = own(stream.next().value % 2000);
            const place = 4 + (stream.next().value % (text.length - 4));
            const damaged = `${text.slice(0, place)}${text[place] === 'A' ? 'B' : 'A'}${text.slice(place + 1)}`;
            const what = stream.next().value % 4;
            const answer = reader.take(what === 0 ? damaged : text);
            if (what === 1 && at < 5) reader.take(others(at));
            reader.take('https://doithoai.example/');
            if (answer) read = answer;
          }
          expect(read).toEqual(message);
        },
      ),
      runs,
    );
  });

  test('what is too long for pictures is refused, the longest is not', () => {
    expect(() => createFrames(new Uint8Array(maxFramedBytes + 1), 'middle')).toThrow(RangeError);
    const longest = new Uint8Array(maxFramedBytes).map((_, at) => at % 253);
    for (const size of sizes) {
      const frames = createFrames(longest, size);
      const reader = new FrameReader();
      let read: Uint8Array | null = null;
      for (let at = 3; !read; at += 1) read = reader.take(frames(at));
      expect(read).toEqual(longest);
    }
  });
});
