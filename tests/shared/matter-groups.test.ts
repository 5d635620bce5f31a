import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MatterGroups } from '../../shared/matter-groups.ts';
import { alike, similarity } from '../../shared/similarity.ts';
import { petitionMaker } from '../bench/petition-maker.ts';

const seed = 20_261_126;
const maker = petitionMaker(seed);
const texts = Array.from({ length: 60 }, (_, n) => maker.petition(`p${n}`, n + 1).content);
const step = fc.record({
  id: fc.integer({ min: 0, max: 19 }).map((n) => `id${n}`),
  text: fc.oneof(fc.constantFrom(...texts), fc.constantFrom('', 'Đường hỏng')),
});

describe('matters', () => {
  test(`every text is alike to the first of its group, however often texts change (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const groups = new MatterGroups();
        const now = new Map<string, string>();
        for (const { id, text } of steps) {
          groups.set(id, text);
          now.set(id, text);
        }
        expect(groups.size).toBe(now.size);
        for (const [id, text] of now) {
          const first = groups.groupOf(id);
          expect(groups.groupOf(first)).toBe(first);
          if (first !== id) expect(similarity(text, now.get(first) ?? '')).toBeGreaterThanOrEqual(alike);
        }
        // Two that begin groups of their own are not alike.
        const firsts = [...now.keys()].filter((id) => groups.groupOf(id) === id);
        for (const a of firsts) {
          for (const b of firsts)
            if (a < b) expect(similarity(now.get(a) ?? '', now.get(b) ?? '')).toBeLessThan(alike);
        }
      }),
      { seed, numRuns: 60 },
    );
  });

  test('wordings of one matter come together, another stays apart', () => {
    const groups = new MatterGroups();
    groups.set('a', 'Đường liên thôn Hào Lý lầy lội vào mùa mưa, đề nghị xã làm đường bê tông.');
    groups.set('b', 'Đề nghị bê tông hóa đường liên thôn Hào Lý, mùa mưa đường lầy lội.');
    groups.set('c', 'Xin hỏi thủ tục vay vốn Ngân hàng Chính sách xã hội để chăn nuôi bò.');
    groups.set('d', 'Đường');
    expect(['a', 'b', 'c', 'd'].map((id) => groups.groupOf(id))).toEqual(['a', 'a', 'c', 'd']);
    groups.set('a', 'Xin hỏi về thủ tục vay vốn của Ngân hàng Chính sách xã hội, để nuôi bò.');
    expect(['a', 'b', 'c', 'd'].map((id) => groups.groupOf(id))).toEqual(['c', 'b', 'c', 'd']);
    expect(groups.groupOf('nobody')).toBe('');
  });
});
