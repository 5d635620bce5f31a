import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Petition } from '../../../shared/petition.ts';
import { readQuery, searchKinds } from '../../../shared/search.ts';
import { petitionMaker } from '../../bench/petition-maker.ts';
import { type OpenedStore, openedSqlite } from '../store/opened.ts';
import { openedPostgres } from '../store/opened-postgres.ts';

vi.setConfig({ testTimeout: 120_000 });

const seed = 20_261_126;
const dialogueIds = ['dialogue0001', 'dialogue0002'] as const;
/** Few words, some the beginnings of others, so that texts share them and groups of them stand in several. */
const word = fc.constantFrom('đường', 'đươ', 'nước', 'nước1', 'Ấp', 'ap2', 'hộ', 'hộ-nghèo', 'x', '12');
const phrase = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));

/** What is in an index: petitions and paragraphs by their ids. */
const texts = fc.record({
  petitions: fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 12 }).map((n) => `petition${n}`),
      content: phrase,
      answer: phrase,
      village: phrase,
      field: phrase,
    }),
    { selector: ({ id }) => id, maxLength: 8 },
  ),
  paragraphs: fc.dictionary(fc.constantFrom('1-1', '1-2', '1-3'), phrase, { maxKeys: 3 }),
});

const asked = fc.record({
  typed: fc
    .array(fc.tuple(fc.boolean(), fc.array(word, { minLength: 1, maxLength: 3 })), {
      minLength: 1,
      maxLength: 3,
    })
    .map((groups) =>
      groups.map(([quoted, words]) => (quoted ? `"${words.join(' ')}"` : words.join(' '))).join(' '),
    ),
  /** Letters that are not typed yet. */
  missing: fc.integer({ min: 0, max: 2 }),
  dialogueId: fc.constantFrom('', ...dialogueIds),
  kind: fc.constantFrom('' as const, ...searchKinds),
});

let stores: OpenedStore[];
beforeAll(async () => {
  stores = [await openedSqlite(), await openedPostgres()];
});
afterAll(async () => {
  for (const { remove } of stores) await remove();
});

const { petition } = petitionMaker(seed);
const blank = { ...petition('x', 1), unit: '' };

test(`PostgreSQL finds what SQLite finds, whatever was written and rewritten (seed ${seed})`, async () => {
  let hits = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...dialogueIds),
      texts,
      fc.array(asked, { minLength: 1, maxLength: 5 }),
      async (dialogueId, { petitions, paragraphs }, questions) => {
        for (const { store } of stores) {
          const known = await store.search.paragraphs.textsOf(dialogueId);
          const gone = [...known.keys()].filter((key) => !(key in paragraphs));
          await store.search.paragraphs.change(dialogueId, new Map(Object.entries(paragraphs)), gone);
          await store.petitions.upsert(
            dialogueId,
            petitions.map((one, n): Petition => ({ ...blank, number: `KN-${n + 1}`, ...one })),
          );
        }
        for (const { typed, missing, dialogueId: scope, kind } of questions) {
          const query = readQuery(typed.slice(0, typed.length - missing));
          const where = { dialogueId: scope, kind, names: false, offset: 0, limit: 100 };
          const found = stores.map(async ({ store }) => {
            const page = await store.search.find({ query, ...where });
            return page.found.map((one) => `${one.kind}/${one.dialogueId}/${one.id}`).sort();
          });
          const [sqlite, postgres] = await Promise.all(found);
          hits += sqlite?.length ?? 0;
          expect(postgres).toEqual(sqlite);
        }
      },
    ),
    { seed, numRuns: 60 },
  );
  expect(hits).toBeGreaterThan(100);
});
