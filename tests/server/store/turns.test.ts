import { expect, test } from 'vitest';
import { Turns } from '../../../server/store/postgres/turns.ts';

/** Work that ends when it is told to, and notes when it began and ended. */
function held(name: string, log: string[]) {
  const { promise, resolve: end } = Promise.withResolvers<void>();
  const work = async () => {
    log.push(`${name} begins`);
    await promise;
    log.push(`${name} ends`);
  };
  return { work, end };
}

test('a transaction is alone; single statements are beside each other, and wait for it', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const [one, two, alone, late, next] = ['one', 'two', 'alone', 'late', 'next'].map((name) =>
    held(name, log),
  );
  if (!one || !two || !alone || !late || !next) throw new Error('five');
  const all = [
    turns.beside(one.work),
    turns.beside(two.work),
    turns.alone(alone.work),
    turns.beside(late.work),
  ];
  all.push(turns.alone(next.work));
  await expect.poll(() => log).toEqual(['one begins', 'two begins']);
  two.end();
  one.end();
  await expect.poll(() => log.slice(2)).toEqual(['two ends', 'one ends', 'alone begins']);
  late.end();
  next.end();
  alone.end();
  await Promise.all(all);
  expect(log.slice(5)).toEqual(['alone ends', 'late begins', 'late ends', 'next begins', 'next ends']);
});

test('work that fails holds nobody up', async () => {
  const turns = new Turns();
  const fail = () => Promise.reject(new Error('no'));
  const outcomes = await Promise.allSettled([
    turns.alone(fail),
    turns.beside(fail),
    turns.alone(async () => 1),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
});
