import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDeviceKeeper, type DeviceKeeper } from '../../../server/devices/keeper.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import type { Store } from '../../../server/store/store.ts';
import { readSign } from '../../../shared/devices.ts';
import { sessionAs } from '../session-as.ts';
import { newSign } from './kit.ts';

/* What the hall knows of devices, and what it does not claim to know. The clock is the test's. */

const dialogueId = 'dialogue0001';
const room = `${dialogueId}/minutes`;
const hoa = sessionAs('recorder', dialogueId, { name: 'Trần Thị Hòa' });

let dir: string;
let store: Store;
let time: number;
let keeper: DeviceKeeper;

const open = async () => {
  store = await openSqliteStore(dir, createUpdateLog);
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  keeper = createDeviceKeeper({ book: store.hallDevices, logger, now: () => new Date(time) });
};
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'doithoai-devices-'));
  time = Date.parse('2026-11-26T02:42:00.000Z');
  await open();
});
afterEach(async () => {
  await keeper.close();
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

function signOf(text: string) {
  const sign = readSign(text);
  if (!sign) throw new Error(`no sign: ${text}`);
  return sign;
}
const told = (waiting: number, age = 0, late = 0) => ({ waiting, late, age });
const report = (text: string, parts: object, bye = false, session = hoa) =>
  keeper.report(session, dialogueId, { sign: signOf(text), parts, bye });
const only = async () => {
  const [device, ...others] = await keeper.list(dialogueId);
  expect(others).toEqual([]);
  if (!device) throw new Error('no device');
  return device;
};

describe('what is known of a device', () => {
  test('its number and kind name it, and its key alone makes it the same device', async () => {
    const sign = newSign();
    await report(sign, { minutes: told(0) });
    await report(newSign(signOf(sign).key), { minutes: told(0) });
    expect(await keeper.list(dialogueId)).toHaveLength(1);
    await report(newSign(), { minutes: told(0) });
    expect((await keeper.list(dialogueId)).map(({ number }) => number).sort()).toEqual([1, 2]);
  });

  test('connected, in step: no risk, and when all was saved', async () => {
    const sign = newSign();
    keeper.connected(hoa, room, sign);
    await report(sign, { minutes: told(0) });
    expect(await only()).toMatchObject({
      who: 'Trần Thị Hòa',
      role: 'recorder',
      presence: 'connected',
      savedAt: '2026-11-26T02:42:00.000Z',
      held: {},
      risk: '',
    });
  });

  test('what it says it holds, since when by the server’s clock', async () => {
    await report(newSign(), { minutes: told(14, 60_000), board: told(0) });
    expect(await only()).toMatchObject({
      held: { minutes: { waiting: 14, late: 0, since: '2026-11-26T02:41:00.000Z' } },
      savedAt: '',
      risk: 'holds',
    });
  });

  test('gone without a goodbye: it may hold something; the last that it said stays said', async () => {
    const sign = newSign();
    const end = keeper.connected(hoa, room, sign);
    await report(sign, { minutes: told(0) });
    end();
    expect(await only()).toMatchObject({ presence: 'vanished', risk: '' }); // a goodbye may be on its way
    time += 4_000;
    expect(await only()).toMatchObject({
      presence: 'vanished',
      seenAt: '2026-11-26T02:42:00.000Z',
      risk: 'mayHold',
    });
  });

  test('a goodbye with nothing held is no risk, in whichever order it comes; with something it is', async () => {
    const [first, second] = [newSign(), newSign()];
    const [endFirst, endSecond] = [keeper.connected(hoa, room, first), keeper.connected(hoa, room, second)];
    await report(first, { minutes: told(0) }, true);
    endFirst();
    endSecond();
    await report(second, { minutes: told(0) }, true);
    time += 60_000;
    expect((await keeper.list(dialogueId)).map(({ presence, risk }) => [presence, risk])).toEqual([
      ['left', ''],
      ['left', ''],
    ]);
    await report(newSign(), { minutes: told(3) }, true);
    expect(await keeper.risks(dialogueId)).toMatchObject([{ presence: 'left', risk: 'holds' }]);
  });

  test('who opens the page again takes over what earlier visits left, part by part', async () => {
    const { key } = signOf(newSign());
    const before = newSign(key);
    keeper.connected(hoa, room, before)();
    await report(before, { minutes: told(0), board: told(14) });
    time += 60_000;
    const now = newSign(key);
    keeper.connected(hoa, room, now);
    await report(now, { minutes: told(0) });
    // The board was not opened since: what was left there is left there.
    expect(await only()).toMatchObject({ held: { board: { waiting: 14 } }, risk: 'holds' });
    await report(now, { minutes: told(0), board: told(0) });
    expect(await only()).toMatchObject({ presence: 'connected', held: {}, risk: '' });
  });

  test('another open tab’s work is not taken for done', async () => {
    const { key } = signOf(newSign());
    const [one, other] = [newSign(key), newSign(key)];
    keeper.connected(hoa, room, one);
    await report(one, { minutes: told(14) });
    keeper.connected(hoa, room, other);
    await report(other, { minutes: told(0) });
    expect(await only()).toMatchObject({ held: { minutes: { waiting: 14 } }, risk: 'holds' });
  });

  test('a device of a role that writes nothing for a freeze is no risk', async () => {
    const screen = sessionAs('screen', dialogueId);
    await report(newSign(), { minutes: told(3) }, false, screen);
    expect(await keeper.risks(dialogueId)).toEqual([]);
  });

  test('after a crash of the server nobody counts as connected, and who was may hold something', async () => {
    const sign = newSign();
    keeper.connected(hoa, room, sign);
    await report(sign, { minutes: told(0) });
    await store.close();
    await open();
    time += 60_000;
    await keeper.begin();
    expect(await only()).toMatchObject({ presence: 'vanished', risk: 'mayHold' });
  });

  test('forgotten, named, and one session does not make devices without end', async () => {
    await report(newSign(), { minutes: told(3) });
    const { id } = await only();
    expect(await keeper.rename(dialogueId, id, 'Laptop 2')).toBe(true);
    expect((await only()).name).toBe('Laptop 2');
    expect(await keeper.rename('dialogue0002', id, 'x')).toBe(false);
    expect(await keeper.forget(dialogueId, id)).toBe(true);
    expect(await keeper.list(dialogueId)).toEqual([]);
    const many = Array.from({ length: 40 }, () => report(newSign(), { minutes: told(0) }));
    const results = await Promise.allSettled(many);
    expect(results.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(5);
  });
});
