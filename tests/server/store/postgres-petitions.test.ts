import { expect, test } from 'vitest';
import { openDatabase } from '../../../server/store/postgres/open.ts';
import { postgresStore } from '../../../server/store/postgres/store.ts';
import { petitionMaker } from '../../bench/petition-maker.ts';
import { dialogueOf } from '../numbers/many-petitions.ts';
import { openedPostgres } from './opened-postgres.ts';
import { postgresOfFile } from './postgres-stand.ts';

/** Stores of one commune in so many processes: each has a pool of its own. */
async function processes(tenant: string, count: number) {
  const { url } = await postgresOfFile();
  const pools = await Promise.all(Array.from({ length: count }, () => openDatabase(url)));
  return {
    stores: pools.map((pool) => postgresStore(pool, tenant)),
    close() {
      for (const pool of pools) pool.close();
    },
  };
}

test('processes that give numbers at once give each once, without gaps, and agree', async () => {
  const { stores, close } = await processes('numbers.test', 3);
  const ids = Array.from({ length: 40 }, (_, n) => `petition${n}`);
  const answers = await Promise.all(
    // Each begins elsewhere and asks for what others ask for, too.
    Array.from({ length: 24 }, (_, n) => {
      const own = [...ids.slice(n), ...ids.slice(0, n)].slice(0, 20);
      return stores[n % stores.length]?.numbers.assign('dialogue0001', own);
    }),
  );
  const given = (await stores[0]?.numbers.numbersOf('dialogue0001')) ?? new Map<string, number>();
  expect([...given.values()].sort((a, b) => a - b)).toEqual(ids.map((_, n) => n + 1));
  for (const answer of answers) for (const [id, number] of answer ?? []) expect(given.get(id)).toBe(number);
  close();
});

const question = {
  filter: {},
  to: '2040-01-01',
  calendar: { holidays: [], workdays: [] },
  names: { units: [], villages: [], authorities: [] },
};

test('petitions that came into the table by a move are counted and listed', async () => {
  const { store, rows } = await openedPostgres('moved.test');
  const dialogue = dialogueOf(1);
  await store.dialogues.write(dialogue);
  const { petition } = petitionMaker(1);
  const raised = { raisedAt: '2020-01-01T00:00:00.000Z', unit: 'Văn phòng' };
  await store.petitions.upsert(dialogue.id, [{ ...petition('petition0001', 1), ...raised }]);
  for (const asked of ['list', 'overview']) {
    await rows('DELETE FROM petition_fact');
    const opened = await openedPostgres('moved.test');
    const found =
      asked === 'list'
        ? (await opened.store.petitions.list({ unit: 'Văn phòng' })).length
        : (await opened.store.figures.overview(question)).all.received;
    expect(found).toBe(1);
  }
});

test('figures that are asked for while processes write miss nothing that was written', async () => {
  const { stores, close } = await processes('figures.test', 3);
  const [reader, ...writers] = stores;
  if (!reader) throw new Error('no store');
  const dialogue = dialogueOf(1);
  await reader.dialogues.write(dialogue);
  const received = async () => (await reader.figures.overview(question)).all.received;
  const maker = petitionMaker(1);
  let writing = true;
  const looking = (async () => {
    let looks = 0;
    for (; writing; looks += 1) await received();
    return looks;
  })();
  await Promise.all(
    writers.flatMap((writer, w) =>
      Array.from({ length: 15 }, (_, n) =>
        writer.petitions.upsert(dialogue.id, [
          { ...maker.petition(`petition${w}x${n}`, n + 1), raisedAt: '2020-01-01T00:00:00.000Z' },
          // All write this one: the last writing stands.
          { ...maker.petition('shared', 99), raisedAt: '2020-01-01T00:00:00.000Z', unit: `Tổ ${w} ${n}` },
        ]),
      ),
    ),
  );
  writing = false;
  expect(await looking).toBeGreaterThan(2);
  expect(await received()).toBe(writers.length * 15 + 1);
  const { listed } = await reader.figures.list(question, 0, 100);
  const shared = listed.find(({ fact }) => fact.petitionId === 'shared');
  expect(shared?.fact.unit).toBe((await reader.petitions.last(dialogue.id, 'shared'))?.unit);
  close();
});
