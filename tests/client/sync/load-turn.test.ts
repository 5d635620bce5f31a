import { afterEach, beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const load = async () => (await import('../../../client/sync/load-turn.ts')).inTurn;

test('documents are read one after another, each drawn before the next is begun', async () => {
  const inTurn = await load();
  const happened: string[] = [];
  const read = (name: string) => async () => {
    happened.push(`${name} begun`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    happened.push(`${name} read`);
    return name;
  };
  const first = inTurn(read('minutes')).then(() => happened.push('minutes drawn'));
  const second = inTurn(read('board'));
  await vi.runAllTimersAsync();
  await first;
  expect(await second).toBe('board');
  expect(happened).toEqual(['minutes begun', 'minutes read', 'minutes drawn', 'board begun', 'board read']);
});

test('one that fails holds up nobody, one that hangs not for long', async () => {
  const inTurn = await load();
  const failed = inTurn(() => Promise.reject(new Error('the disk is gone')));
  await expect(failed).rejects.toThrow('the disk is gone');
  void inTurn(() => new Promise(() => undefined));
  const next = vi.fn(async () => 'here');
  const reading = inTurn(next);
  await vi.advanceTimersByTimeAsync(900);
  expect(next).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  expect(await reading).toBe('here');
});
