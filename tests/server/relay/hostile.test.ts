import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ByteWriter } from '../../../shared/updates/bytes.ts';
import { closeCodes } from '../../../shared/wire.ts';
import { RawClient } from './raw-client.ts';
import { startRelay, type TestRelay, until } from './test-relay.ts';

const seed = Number(process.env.SEED ?? 20261124);
let running: TestRelay;
let honest: RawClient;
const doc = new Y.Doc();

beforeAll(async () => {
  running = await startRelay();
  honest = await RawClient.join(`${running.url}/r`);
  doc.on('update', (update: Uint8Array) => honest.update(update));
});
afterAll(async () => {
  honest.ws.terminate();
  await running.close();
});

/** The room still takes, stores and hands out what an honest client writes. */
async function expectRoomWorks(): Promise<void> {
  const before = honest.saved.at(-1) ?? 0;
  doc.getText('text').insert(0, 'ừ');
  await until(() => (honest.saved.at(-1) ?? 0) > before, 'an honest update is saved');
  expect(honest.closed).toBeNull();
}

/** Sends bytes as a client of their own and returns the code with which it is closed. */
async function codeFor(...messages: (Uint8Array | string)[]): Promise<number | undefined> {
  const client = await RawClient.join(`${running.url}/r`);
  for (const message of messages) client.ws.send(message);
  await until(() => client.closed, 'closed');
  return client.closed?.code;
}

const good = (): Uint8Array => {
  const typed = new Y.Doc();
  typed.getText('text').insert(0, 'chữ');
  return new ByteWriter().byte(0).byte(2).varBytes(Y.encodeStateAsUpdate(typed)).finish();
};

test.each<[string, () => Uint8Array | string]>([
  ['no bytes', () => new Uint8Array()],
  ['text', () => 'xin chào'],
  ['a type that there is not', () => Uint8Array.of(99)],
  ['a kind of sync that there is not', () => Uint8Array.of(0, 7, 0)],
  ['a message cut short', () => good().slice(0, -2)],
  ['a message with more after it', () => Uint8Array.of(...good(), 0)],
  ['a length of 4 GB', () => Uint8Array.of(0, 2, 255, 255, 255, 255, 15, 1)],
  ['a length that never ends', () => new Uint8Array(100).fill(255)],
  ['a state vector that is none', () => Uint8Array.of(0, 0, 3, 5, 1, 1)],
  ['presence that is no JSON', () => Uint8Array.of(1, 6, 1, 9, 1, 2, 123, 123)],
  ['presence nested deeper than a stack', () => presence(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`)],
])('%s ends the connection with a code, and nothing else', async (_what, message) => {
  expect(await codeFor(message())).toBe(closeCodes.badMessage);
  await expectRoomWorks();
});

function presence(json: string): Uint8Array {
  const state = new TextEncoder().encode(json);
  const update = new ByteWriter().varUint(1).varUint(9).varUint(1).varBytes(state).finish();
  return new ByteWriter().byte(1).varBytes(update).finish();
}

test('whatever bytes come, the room and the others go on', async () => {
  const whole = good();
  const mangled = fc
    .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    .map((changes) => {
      const bytes = whole.slice();
      for (const [at, byte] of changes) bytes[at] = byte;
      return bytes;
    });
  const typed = fc.tuple(fc.constantFrom(0, 1, 3), fc.uint8Array({ maxLength: 60 })).map(([type, rest]) => {
    return Uint8Array.of(type, ...rest);
  });
  const message = fc.oneof(fc.uint8Array({ maxLength: 60 }), typed, mangled);
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 8 }), async (messages) => {
      const client = await RawClient.join(`${running.url}/r`);
      for (const bytes of messages) client.bytes(bytes);
      client.ask();
      await until(() => client.answers.length > 0 || client.closed, 'answered or closed');
      if (client.closed !== null) expect(client.closed.code).toBe(closeCodes.badMessage);
      await client.close();
    }),
    { numRuns: 500, seed },
  );
  await expectRoomWorks();
  const late = await RawClient.join(`${running.url}/r`);
  late.ask();
  await until(() => late.answers.length === 1, 'answered');
  const fresh = new Y.Doc();
  for (const answer of late.answers) Y.applyUpdate(fresh, answer);
  expect(fresh.store.pendingStructs).toBeNull();
  expect(fresh.getText('text').toString()).toContain('ừ');
  await late.close();
  expect(running.logger.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

test('what is refused is counted by reason and logged without what was sent', async () => {
  await codeFor(new TextEncoder().encode('0912345678 Nguyễn Văn A'));
  expect(await running.relay.metrics()).toMatch(/relay_refusals_total\{reason="badMessage"\} \d+/);
  expect(JSON.stringify(running.logger.lines)).not.toContain('0912345678');
});
