import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLikeness } from '../../../server/inbox/like.ts';
import { alike, similarity } from '../../../shared/similarity.ts';

/* Computed bit by bit, as texts come, change and go, the inbox knows the same as when all are compared with all. */
const matters = [
  'Đề nghị sửa đường bê tông từ nhà văn hóa ra suối, mùa mưa lầy lội không đi được',
  'Đường bê tông từ nhà văn hóa ra suối lầy lội mùa mưa không đi được, xin sửa',
  'Sửa đường bê tông nhà văn hóa ra suối vì mùa mưa lầy lội, dân không đi được',
  'Xin hỗ trợ giống cà phê tái canh cho vườn già cỗi trên hai mươi năm tuổi',
  'Vườn cà phê già cỗi trên hai mươi năm tuổi xin được hỗ trợ giống tái canh',
  'Hỏi vay vốn giải quyết việc làm lãi suất bao nhiêu',
  'Xin',
];
const states = fc.array(
  fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.constantFrom(...matters), {
    noNullPrototype: true,
  }),
  { minLength: 1, maxLength: 8 },
);

test('whatever came, changed and went, each knows exactly the others that are like it', () => {
  fc.assert(
    fc.property(states, (all) => {
      const like = createLikeness();
      for (const state of all) {
        const texts = new Map(Object.entries(state));
        const found = like(texts);
        for (const [id, text] of texts) {
          const expected = [...texts]
            .filter(([other, said]) => other !== id && similarity(text, said) >= alike)
            .map(([other]) => other);
          expect((found.get(id) ?? []).map((each) => each.id).sort()).toEqual(expected.sort());
        }
        for (const id of found.keys()) expect(texts.has(id)).toBe(true);
      }
    }),
    { seed: 20_261_126, numRuns: 200 },
  );
});
