import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { factory } from '../../../server/api/context.ts';
import { answerRefusal, refusalByStore } from '../../../server/api/refusal-answer.ts';
import { NotStoredError } from '../../../server/relay/errors.ts';
import { StoreAwayError } from '../../../server/store/postgres/errors.ts';

function answerTo(error: Error) {
  const app = factory.createApp();
  app.get('/', () => {
    throw error;
  });
  app.onError((thrown, c) => {
    const refused = refusalByStore(thrown);
    return refused ? answerRefusal(c, refused) : c.text('', 500);
  });
  return app.request('/');
}

test('a database that is away is a matter of seconds, a full one is not, and nothing else is either', async () => {
  const away = await answerTo(new StoreAwayError('unknown', new Error('lost')));
  expect([away.status, away.headers.get('retry-after'), await away.json()]).toEqual([
    503,
    '1',
    { error: 'storeAway' },
  ]);
  const lost = new StoreAwayError('none', new Error('lost'));
  expect((await answerTo(new NotStoredError({ cause: lost }))).status).toBe(503);
  expect((await answerTo(new NotStoredError())).status).toBe(507);
  const full = new DatabaseError('could not extend file: No space left on device', 0, 'error');
  full.code = '53100';
  expect(await (await answerTo(full)).json()).toEqual({ error: 'storeFull' });
  expect((await answerTo(new Error('of the program'))).status).toBe(500);
});
