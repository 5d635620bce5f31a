import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { chaos, Province } from './chaos.ts';

/* A few rounds of what `npm run chaos` does fifty of. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 });
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const rounds = 6;
let province: Province;

beforeAll(async () => {
  province = await Province.start();
});
afterAll(() => province?.stop());

test('random parts are killed while people type: nothing acknowledged is lost', async () => {
  const lines: string[] = [];
  const {
    acknowledged,
    lost,
    rounds: done,
  } = await chaos(province, {
    seed,
    rounds,
    say: (line) => lines.push(line),
  });
  expect(lost, `seed ${seed}\n${lines.join('\n')}`).toEqual([]);
  expect(done).toHaveLength(rounds);
  expect(acknowledged).toBeGreaterThan(500);
  process.stdout.write(
    `chaos: ${rounds} rounds, ${acknowledged} acknowledged words, none lost (seed ${seed})\n`,
  );
});
