import { expect, test } from 'vitest';
import { petitionMaker } from '../../bench/petition-maker.ts';
import { openedPostgres } from '../store/opened-postgres.ts';
import { searchSuite } from './suite.ts';

searchSuite('postgres', openedPostgres);

test('words are counted for each commune, while a petition asks for something with them', async () => {
  const commune = async (tenant: string) => {
    const { store, rows } = await openedPostgres(tenant);
    return {
      write: (id: string, content: string) =>
        store.petitions.upsert('dialogue0001', [{ ...petitionMaker(1).petition(id, 1), content }]),
      async counts() {
        const found = await rows('SELECT word, docs FROM search_word ORDER BY word');
        return found.map(({ word, docs }) => `${word} ${docs}`);
      },
    };
  };
  const [here, there] = [await commune('here.test'), await commune('there.test')];
  await here.write('petition0001', 'Sửa cống, sửa đường');
  await here.write('petition0002', 'Đường của bà Giấu');
  await there.write('petition0001', 'Đường');
  expect(await here.counts()).toEqual(['ba 1', 'cong 1', 'cua 1', 'duong 2', 'giau 1', 'sua 1']);
  await here.write('petition0002', 'Đường và cống');
  expect(await here.counts()).toEqual(['cong 2', 'duong 2', 'sua 1', 'va 1']);
  expect(await there.counts()).toEqual(['duong 1']);
});
