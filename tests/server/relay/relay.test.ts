import { afterEach, describe, expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { RoomBatch } from '../../../server/relay/contract.ts';
import { MemoryLog } from '../../../server/relay/memory-log.ts';
import type { RelayOptions } from '../../../server/relay/relay.ts';
import { closeCodes, messageBeat, messageMode, messageSaved } from '../../../shared/wire.ts';
import { RawClient } from './raw-client.ts';
import { startRelay, type TestRelay, until } from './test-relay.ts';
import { join, textOf } from './visit.ts';

const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function start(options: Partial<RelayOptions> = {}): Promise<TestRelay> {
  const running = await startRelay(options);
  cleanups.push(() => running.close());
  cleanups.push(() => (options.log instanceof HeldLog ? options.log.open() : undefined));
  return running;
}

function provide(
  url: string,
  room: string,
  doc = new Y.Doc(),
  params: Record<string, string> = {},
): WebsocketProvider {
  const provider = new WebsocketProvider(url, room, doc, { disableBc: true, params });
  // Without these it writes a line for each message that it does not know.
  provider.messageHandlers[messageSaved] = () => {};
  provider.messageHandlers[messageMode] = () => {};
  cleanups.push(() => provider.destroy());
  return provider;
}

/** The update of a document in which one client typed. */
function typed(words: string, client = 1): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.getText('text').insert(0, words);
  return Y.encodeStateAsUpdate(doc);
}

/** A log whose commits happen when the test says. */
class HeldLog extends MemoryLog {
  readonly held: { batches: readonly RoomBatch[]; done: () => void; fail: (error: Error) => void }[] = [];

  private isOpen = false;

  /** From now on commits are made at once. */
  open(): void {
    this.isOpen = true;
    for (const { done } of this.held.splice(0)) done();
  }

  override append(batches: readonly RoomBatch[]): Promise<void> {
    if (this.isOpen) return Promise.resolve(super.append(batches));
    return new Promise((resolve, reject) => {
      const done = (): void => {
        super.append(batches);
        resolve();
      };
      this.held.push({ batches, done, fail: reject });
    });
  }
}

describe('unmodified y-websocket clients', () => {
  test('sync edits, presence and offline work with each other', async () => {
    const { url } = await start();
    const a = provide(url, 'phòng');
    const b = provide(url, 'phòng');
    await until(() => a.synced && b.synced, 'both synced');
    a.doc.getText('text').insert(0, 'Kiến nghị: ');
    b.doc.getText('text').insert(0, 'điện ');
    await until(
      () => a.doc.getText('text').length === 16 && b.doc.getText('text').length === 16,
      'both typed',
    );
    expect(a.doc.getText('text').toString()).toBe(b.doc.getText('text').toString());
    a.awareness.setLocalStateField('user', { name: 'Thư ký 1' });
    await until(() => b.awareness.getStates().get(a.doc.clientID)?.user, 'presence seen');
    a.disconnect();
    await until(() => !b.awareness.getStates().has(a.doc.clientID), 'presence gone');
    a.doc.getText('text').insert(0, 'ngoại tuyến ');
    a.connect();
    await until(() => b.doc.getText('text').toString().startsWith('ngoại tuyến'), 'offline work arrives');
    await until(
      () => b.awareness.getStates().get(a.doc.clientID)?.user,
      'presence is back without waiting for a renewal',
    );
  });

  test('in a silent room are not told of each other, and their text goes on', async () => {
    const { url } = await start({ isSilent: (room) => room === 'công khai' });
    const [a, b] = [provide(url, 'công khai'), provide(url, 'công khai')];
    await until(() => a.synced && b.synced, 'both synced');
    a.awareness.setLocalStateField('user', { name: 'Văn phòng' });
    a.doc.getText('text').insert(0, 'Kiến nghị');
    await until(() => b.doc.getText('text').length === 9, 'text arrives');
    a.doc.getText('text').insert(9, '.');
    await until(() => b.doc.getText('text').length === 10, 'a tick later');
    expect([...b.awareness.getStates().keys()]).toEqual([b.doc.clientID]);
  });

  test('in different rooms do not see each other', async () => {
    const { url } = await start();
    const a = provide(url, 'một');
    const b = provide(url, 'hai');
    await until(() => a.synced && b.synced, 'both synced');
    a.doc.getText('text').insert(0, 'riêng');
    const c = provide(url, 'một');
    await until(() => c.doc.getText('text').length === 5, 'the same room');
    expect(b.doc.getText('text').length).toBe(0);
  });
});

describe('nothing is shown before it is stored', () => {
  test('neither to those present nor to a joiner nor as saved', async () => {
    const log = new HeldLog();
    const { url, relay } = await start({ log });
    const writer = await join(`${url}/r`);
    const reader = await join(`${url}/r`);
    writer.update(typed('chưa lưu'));
    await until(() => log.held.length === 1, 'the store is asked');
    const joiner = await join(`${url}/r`);
    joiner.ask();
    await until(() => joiner.answers.length === 1, 'the joiner is answered');
    expect(joiner.answers[0]).toEqual(new Uint8Array([0, 0]));
    expect(await relay.read('r')).toEqual(new Uint8Array([0, 0]));
    expect(reader.updates).toEqual([]);
    expect(writer.saved).toEqual([]);
    log.held[0]?.done();
    await until(() => reader.updates.length === 1 && joiner.updates.length === 1, 'told once stored');
    await until(() => writer.saved.at(-1) === 1, 'saved');
    expect(textOf(...reader.updates)).toBe('chưa lưu');
    expect(writer.updates).toEqual([]);
  });

  test('presence goes on while a commit takes its time', async () => {
    const log = new HeldLog();
    const { url } = await start({ log });
    const writer = await join(`${url}/r`);
    const other = await join(`${url}/r`);
    writer.update(typed('a'));
    await until(() => log.held.length === 1, 'the store is asked');
    writer.presence(7, 1, { user: 'x' });
    await until(() => other.presences.length > 0, 'presence');
    expect(other.updates).toEqual([]);
    log.held[0]?.done();
  });

  test('a store that refuses is tried again; meanwhile clients are told "paused"', async () => {
    const log = new HeldLog();
    const { url, relay, logger } = await start({ log });
    const writer = await join(`${url}/r`);
    const reader = await join(`${url}/r?mode=read`);
    writer.update(typed('giữ lại'));
    await until(() => log.held.length === 1, 'first try');
    log.held[0]?.fail(new Error('disk full'));
    await until(() => writer.modes.at(-1) === 'paused', 'told');
    expect(reader.modes.at(-1)).toBe('read');
    await expect(relay.seal(['r'])).rejects.toMatchObject({ code: 'not-stored' });
    expect(logger.lines.some(({ level }) => level === 'error')).toBe(true);
    await until(() => log.held.length === 2, 'second try');
    expect(log.held[1]?.batches).toEqual(log.held[0]?.batches);
    log.held[1]?.done();
    await until(() => writer.modes.at(-1) === 'write' && writer.saved.at(-1) === 1, 'going on');
    await until(() => textOf(...reader.updates) === 'giữ lại', 'the reader is told');
  });

  test('past the bound on what is not stored, writers are closed and keep their text', async () => {
    const log = new HeldLog();
    const { url } = await start({ log, limits: { unstoredBytes: 100 } });
    const writer = await join(`${url}/r`);
    writer.update(typed('x'.repeat(200), 1));
    writer.update(typed('y', 2));
    await until(() => writer.closed, 'closed');
    expect(writer.closed?.code).toBe(closeCodes.notStored);
  });
});

describe('saved', () => {
  test('counts document messages that are stored, without a gap', async () => {
    const { url } = await start();
    const writer = await join(`${url}/r`);
    writer.answer(new Uint8Array([0, 0]));
    await until(() => writer.saved.at(-1) === 1, 'an empty answer counts');
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (const word of ['a', 'b', 'c']) doc.getText('text').insert(doc.getText('text').length, word);
    const [first, second, third] = updates as [Uint8Array, Uint8Array, Uint8Array];
    writer.update(first);
    writer.update(third);
    await until(() => writer.saved.at(-1) === 2, 'the third waits for the second');
    writer.update(second);
    await until(() => writer.saved.at(-1) === 4, 'all');
    const other = await join(`${url}/r`);
    other.ask();
    await until(() => other.answers.length === 1, 'answered');
    expect(textOf(...other.answers)).toBe('abc');
  });

  test('is not said to readers', async () => {
    const { url } = await start();
    const reader = await join(`${url}/r?mode=read`);
    reader.answer(new Uint8Array([0, 0]));
    reader.ask();
    await until(() => reader.answers.length === 1, 'answered');
    expect(reader.saved).toEqual([]);
  });
});

describe('readers', () => {
  test('may answer the question of the server with what it has', async () => {
    const { url, relay } = await start();
    await relay.write('r', typed('có sẵn'));
    const reader = await join(`${url}/r?mode=read`);
    reader.answer(await relay.read('r'));
    reader.ask();
    await until(() => reader.answers.length === 1, 'answered');
    expect(reader.closed).toBeNull();
  });

  test('are closed when they write', async () => {
    const { url, relay } = await start();
    await relay.write('r', typed('có sẵn'));
    for (const write of [
      (client: RawClient) => client.update(typed('lén', 9)),
      (client: RawClient) => client.update(deletionOf(typed('có sẵn'))),
    ]) {
      const reader = await join(`${url}/r?mode=read`);
      write(reader);
      await until(() => reader.closed, 'closed');
      expect(reader.closed?.code).toBe(closeCodes.notAllowed);
    }
    expect(textOf(await relay.read('r'))).toBe('có sẵn');
  });

  test('that have more than the server, restored from an earlier backup, stay and hear what comes; nothing is written', async () => {
    const { url, relay } = await start();
    await relay.write('r', typed('cũ', 1));
    const reader = provide(url, 'r', new Y.Doc(), { mode: 'read' });
    await until(() => reader.synced, 'synced');
    // What the server has lost: text, and a deletion in what it has.
    Y.applyUpdate(reader.doc, typed('đã mất', 9), reader);
    const crafted = await join(`${url}/r?mode=read`);
    crafted.answer(Y.mergeUpdates([typed('lén', 8), deletionOf(await relay.read('r'))]));
    reader.disconnect();
    reader.connect();
    await until(() => reader.synced, 'synced again');
    await relay.write('r', typed('mới', 2));
    for (const has of [() => textOf(...crafted.updates), () => reader.doc.getText('text').toString()])
      await until(() => has().includes('mới'), 'told');
    expect([crafted.closed, reader.wsconnected]).toEqual([null, true]);
    expect(textOf(await relay.read('r'))).not.toMatch(/đã mất|lén/);
    expect(textOf(await relay.read('r')).length).toBe('cũmới'.length);
  });

  test('may hold deletions that Yjs made by itself', async () => {
    const { url, relay } = await start();
    await relay.write('r', typed('có sẵn'));
    const reader = await join(`${url}/r?mode=read`);
    reader.answer(deletionOf(await relay.read('r')));
    reader.ask();
    await until(() => reader.answers.length === 1, 'answered');
    expect(reader.closed).toBeNull();
    expect(textOf(await relay.read('r'))).toBe('có sẵn');
  });
});

function deletionOf(state: Uint8Array): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  const vector = Y.encodeStateVector(doc);
  doc.getText('text').delete(0, 2);
  return Y.encodeStateAsUpdate(doc, vector);
}

describe('"are you there?"', () => {
  test('is answered with the same number, to whoever asked, in a room that only reads too; malformed ones are refused', async () => {
    const { url } = await start();
    for (const mode of ['write', 'read']) {
      const client = await join(`${url}/r?mode=${mode}`);
      const other = await join(`${url}/r`);
      for (const count of [0, 7, 300, 2 ** 31]) client.beat(count);
      await until(() => client.beats.length === 4, 'answered');
      expect(client.beats).toEqual([0, 7, 300, 2 ** 31]);
      expect(other.beats).toEqual([]);
      client.bytes(new Uint8Array([messageBeat, 1, 1]));
      await until(() => client.closed, 'refused');
      expect(client.closed?.code).toBe(closeCodes.badMessage);
    }
  });
});

describe('sealing', () => {
  test('stores what came before, refuses what comes after, and says so', async () => {
    const log = new HeldLog();
    const { url, relay } = await start({ log });
    const writer = await join(`${url}/r`);
    writer.update(typed('trước', 1));
    await until(() => log.held.length === 1, 'the store is asked');
    const sealing = relay.seal(['r', 's']);
    await until(() => writer.modes.at(-1) === 'sealed', 'told');
    writer.update(typed('sau', 2));
    log.held[0]?.done();
    const states = await sealing;
    expect(textOf(states.get('r') ?? new Uint8Array())).toBe('trước');
    expect(states.get('s')).toEqual(new Uint8Array([0, 0]));
    await until(() => writer.saved.length > 0, 'saved');
    expect(writer.saved.at(-1)).toBe(1);
    expect(writer.closed).toBeNull();
    await expect(relay.write('r', typed('của máy chủ', 3))).rejects.toMatchObject({ code: 'room-sealed' });
    expect(textOf(await relay.read('r'))).toBe('trước');
  });

  test('undone, asks for what was refused', async () => {
    const { url, relay } = await start();
    const writer = provide(url, 'r');
    await until(() => writer.synced, 'synced');
    await relay.seal(['r']);
    writer.doc.getText('text').insert(0, 'muộn');
    relay.unseal(['r']);
    const other = provide(url, 'r');
    await until(() => other.doc.getText('text').toString() === 'muộn', 'the late text arrives');
  });

  test('holds for rooms that open later', async () => {
    const { url, relay } = await start({ isSealed: (room) => room === 'cũ' });
    const late = await join(`${url}/cũ`);
    expect(late.modes).toEqual(['sealed']);
    late.update(typed('x'));
    late.ask();
    await until(() => late.answers.length === 1, 'answered');
    expect(late.answers[0]).toEqual(new Uint8Array([0, 0]));
    expect(late.saved).toEqual([]);
    await expect(relay.write('cũ', typed('x'))).rejects.toMatchObject({ code: 'room-sealed' });
  });
});

describe('the server itself', () => {
  test('writes in any room that is open and is heard by all', async () => {
    const { url, relay } = await start();
    const reader = await join(`${url}/màn-hình?mode=read`);
    await relay.write('màn-hình', typed('công bố'));
    await until(() => textOf(...reader.updates) === 'công bố', 'heard');
    expect(textOf(await relay.read('màn-hình'))).toBe('công bố');
    await expect(relay.write('màn-hình', new Uint8Array([1, 2, 3]))).rejects.toThrow();
  });

  test('hears of each stored batch in order', async () => {
    const { url, relay } = await start();
    const heard: Uint8Array[] = [];
    const stop = relay.onStored((room, update) => {
      if (room === 'r') heard.push(update);
    });
    const writer = await join(`${url}/r`);
    const doc = new Y.Doc();
    doc.on('update', (update: Uint8Array) => writer.update(update));
    for (let i = 0; i < 50; i++) doc.getText('text').insert(i, String(i % 10));
    await until(() => writer.saved.at(-1) === 50, 'all saved');
    expect(textOf(...heard)).toBe(doc.getText('text').toString());
    stop();
    const before = heard.length;
    await relay.write('r', typed('x', 77));
    expect(heard.length).toBe(before);
  });

  test('takes deleted content out of the store and of what joiners get', async () => {
    const log = new MemoryLog();
    const { url, relay } = await start({ log });
    const client = provide(url, 'r');
    await until(() => client.synced, 'synced');
    client.doc.getText('text').insert(0, 'Nguyễn Văn A, 0912345678');
    client.doc.getText('text').delete(0, 24);
    client.doc.getText('text').insert(0, 'ẩn danh');
    await until(async () => textOf(await relay.read('r')) === 'ẩn danh', 'stored');
    await relay.forget?.('r');
    const stored = Buffer.concat(log.load('r')).toString('latin1');
    expect(stored).not.toContain('0912345678');
    expect(Buffer.from(await relay.read('r')).toString('latin1')).not.toContain('0912345678');
    client.doc.getText('text').insert(0, 'vẫn chạy ');
    const joiner = provide(url, 'r');
    await until(() => joiner.doc.getText('text').toString() === 'vẫn chạy ẩn danh', 'all goes on');
  });

  test('redacts a sealed room: the server alone writes there, everybody is told, the old content is gone', async () => {
    const log = new MemoryLog();
    const { url, relay } = await start({ log });
    const [client, reader] = [provide(url, 'r'), provide(`${url}`, 'r')];
    await until(() => client.synced && reader.synced, 'synced');
    client.doc.getText('text').insert(0, 'Nguyễn Văn A xin vay vốn');
    await until(async () => textOf(await relay.read('r')).length > 0, 'stored');
    await relay.seal(['r']);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, await relay.read('r'));
    const before = Y.encodeStateVector(doc);
    doc.getText('text').delete(0, 12);
    await expect(relay.write('r', Y.encodeStateAsUpdate(doc, before))).rejects.toThrow();
    await relay.redact?.('r', Y.encodeStateAsUpdate(doc, before));
    expect(textOf(await relay.read('r'))).toBe(' xin vay vốn');
    expect(Buffer.concat(log.load('r')).toString('utf8')).not.toContain('Nguyễn');
    await until(() => reader.doc.getText('text').toString() === ' xin vay vốn', 'told');
    // Sealed it stays: what a device writes now is not taken.
    client.doc.getText('text').insert(0, 'muộn');
    const joiner = provide(url, 'r');
    await until(() => joiner.synced, 'joined');
    expect(joiner.doc.getText('text').toString()).toBe(' xin vay vốn');
    await expect(relay.write('r', typed('máy chủ', 7))).rejects.toThrow();
    // Opened again, all goes on from there.
    relay.unseal(['r']);
    await until(async () => textOf(await relay.read('r')).includes('muộn'), 'taken after it is opened');
    expect(textOf(await relay.read('r'))).not.toContain('Nguyễn');
  });

  test('closes connections by what they were granted', async () => {
    const { url, relay } = await start();
    const stays = await join(`${url}/r?subject=a`);
    const goes = await join(`${url}/r?subject=b`);
    relay.disconnect({ subjects: ['b'] }, closeCodes.noSession, 'revoked');
    await until(() => goes.closed, 'closed');
    expect(goes.closed).toEqual({ code: closeCodes.noSession, reason: 'revoked' });
    expect(stays.closed).toBeNull();
  });

  test('is told who writes under which Yjs id', async () => {
    const authors: string[] = [];
    const { url } = await start({
      onAuthor: (room, client, subject) => authors.push(`${room} ${client} ${subject}`),
    });
    const writer = await join(`${url}/r?subject=phiên-1`);
    writer.update(typed('a', 41));
    writer.update(typed('b', 42));
    await until(() => writer.saved.at(-1) === 2, 'saved');
    expect(authors).toEqual(['r 41 phiên-1', 'r 42 phiên-1']);
  });

  test('closing, tells everybody and stores what was accepted', async () => {
    const log = new HeldLog();
    const { url, relay } = await start({ log });
    const writer = await join(`${url}/r`);
    writer.update(typed('cuối cùng'));
    await until(() => log.held.length === 1, 'the store is asked');
    let isClosed = false;
    const closing = relay.close().then(() => {
      isClosed = true;
    });
    await until(() => writer.closed, 'told');
    expect(writer.closed?.code).toBe(closeCodes.goingAway);
    expect(isClosed).toBe(false);
    log.held[0]?.done();
    await closing;
    expect(textOf(...log.load('r'))).toBe('cuối cùng');
    await expect(relay.write('r', typed('x'))).rejects.toMatchObject({ code: 'relay-closed' });
  });
});

describe('rooms', () => {
  test('leave memory when nobody is there and come back from the log', async () => {
    let now = 0;
    const { url, relay } = await start({ clock: () => now, limits: { sweepEvery: 5, idleRoomFor: 1000 } });
    const writer = await join(`${url}/r`);
    writer.update(typed('còn đây'));
    await until(() => writer.saved.at(-1) === 1, 'saved');
    await writer.close();
    expect(await relay.metrics()).toContain('relay_rooms 1');
    now = 2000;
    await until(async () => (await relay.metrics()).includes('relay_rooms 0'), 'let go');
    const again = await join(`${url}/r`);
    again.ask();
    await until(() => again.answers.length === 1, 'answered');
    expect(textOf(...again.answers)).toBe('còn đây');
  });

  test('of which the log is damaged are not opened, and say "come back"', async () => {
    const log = new MemoryLog();
    log.append([{ room: 'hỏng', update: new Uint8Array([1, 2, 3]) }]);
    const { url, logger } = await start({ log });
    const client = await RawClient.join(`${url}/hỏng`);
    await until(() => client.closed, 'closed');
    expect(client.closed?.code).toBe(closeCodes.notStored);
    expect(logger.lines.some(({ message }) => message === 'a room could not be opened')).toBe(true);
  });
});
