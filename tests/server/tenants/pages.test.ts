import { expect, test } from 'vitest';
import type { Commune } from '../../../server/tenants/communes.ts';
import { provincePages } from '../../../server/tenants/pages.ts';

const commune: Commune = {
  id: 'xa',
  name: 'Xã Sa Loong',
  hosts: ['saloong.example'],
  superior: '',
  createdAt: '',
};

test('the commune of a request is looked for once, and nobody else’s name gets anything', async () => {
  let asked = 0;
  const app = provincePages({
    registry: {
      async at(host) {
        asked += 1;
        return host === 'saloong.example' ? commune : null;
      },
      answers: () => null,
      byId: () => null,
      list: () => [commune],
      close: () => undefined,
    },
    relay: { metrics: async () => '' },
    config: { keptPages: true },
    state: () => ({ communes: 1, isJoined: true }),
    addressOf: ({ hosts }) => `https://${hosts[0]}`,
  });
  const get = (path: string, host: string) => app.request(path, { headers: { host } });
  const address = await get('/address', 'saloong.example');
  expect(await address.json()).toEqual({ origin: 'https://saloong.example', door: null });
  expect(asked).toBe(1);
  expect((await get('/assets/none.js', 'saloong.example')).status).toBe(404);
  expect(asked).toBe(2);
  for (const path of ['/address', '/', '/assets/none.js'])
    expect((await get(path, 'other.example')).status, path).toBe(421);
  expect(asked).toBe(5);
});
