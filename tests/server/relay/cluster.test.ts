import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { Bus } from '../../../server/bus/bus.ts';
import { createLocalHub } from '../../../server/bus/local.ts';
import { createRelay, type ObservedRelay } from '../../../server/relay/relay.ts';
import { ByteReader, ByteWriter } from '../../../shared/updates/bytes.ts';
import { turns } from './killable-log.ts';
import { MemoryClient } from './memory-client.ts';
import { SharedDisk, SharedMemoryLog } from './shared-memory-log.ts';
import { RecordingLogger } from './test-relay.ts';

/** Single deeds between relays over one log, in virtual time. Whatever can go wrong with them: several.test.ts. */

const room = 'xã/buổi/biên bản';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

async function pass(ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 50) {
    vi.advanceTimersByTime(Math.min(50, ms - at));
    await turns(8);
  }
}

/** What takes time, while time passes. */
async function within<T>(work: Promise<T> | undefined): Promise<T | undefined> {
  let isDone = false;
  const done = work?.finally(() => {
    isDone = true;
  });
  for (let i = 0; i < 100 && !isDone; i++) await pass(50);
  return done;
}

class Stand {
  readonly disk = new SharedDisk();
  readonly hub = createLocalHub();

  relay(withBus = true): { relay: ObservedRelay; log: SharedMemoryLog; bus: Bus } {
    const log = new SharedMemoryLog(this.disk, 1);
    const bus = this.hub.join();
    const relay = createRelay({
      log,
      channelOf: (name) => name.slice(0, name.indexOf('/')),
      isSealed: () => false,
      logger: new RecordingLogger(),
      clock: () => Date.now(),
      ...(withBus && { bus }),
    });
    onTestFinished(() => {
      log.kill();
      void relay.close().catch(() => undefined);
    });
    return { relay, log, bus };
  }
}

function put(key: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap('m').set(key, true);
  return Y.encodeStateAsUpdate(doc);
}

function keysIn(...updates: Uint8Array[]): string[] {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return [...doc.getMap('m').keys()].sort();
}

async function connected(relay: ObservedRelay, subject: string, name = room): Promise<MemoryClient> {
  const client = new MemoryClient();
  client.connect(relay, name, subject);
  await turns(20);
  return client;
}

test('whoever follows a commune hears what is stored in rooms that nobody has open there, with no bus as well', async () => {
  for (const withBus of [true, false]) {
    const stand = new Stand();
    const [{ relay: writer }, { relay: steward }] = [stand.relay(withBus), stand.relay(withBus)];
    await writer.write('xã/a', put('trước'));
    const heard: [string, string[]][] = [];
    steward.onStored((name, update) => heard.push([name, keysIn(update)]));
    const end = await steward.follow?.('xã');
    expect(keysIn(await steward.read('xã/a'))).toEqual(['trước']);
    await writer.write('xã/a', put('một'));
    await writer.write('xã/mới', put('hai'));
    await writer.write('khác/a', put('không'));
    await pass(withBus ? 100 : 600);
    // Rooms have no order among each other.
    expect(heard.toSorted()).toEqual([
      ['xã/a', ['một']],
      ['xã/mới', ['hai']],
    ]);
    // After the rooms have left memory as well.
    await pass(60_000);
    await writer.write('xã/mới', put('ba'));
    await pass(withBus ? 100 : 600);
    expect(heard.slice(2)).toEqual([['xã/mới', ['ba']]]);
    end?.();
    await pass(60_000);
    await writer.write('xã/mới', put('bốn'));
    await pass(3_000);
    expect(heard).toHaveLength(3);
  }
});

test('a new steward begins with what the log has, and hears what comes after', async () => {
  const stand = new Stand();
  const { relay: writer } = stand.relay();
  const { relay: old, log } = stand.relay();
  await old.follow?.('xã');
  await writer.write('xã/a', put('một'));
  log.kill();
  await writer.write('xã/a', put('hai'));
  const { relay: fresh } = stand.relay();
  const heard: Uint8Array[] = [];
  fresh.onStored((_name, update) => heard.push(update));
  await fresh.follow?.('xã');
  const begun = await fresh.read('xã/a');
  await writer.write('xã/a', put('ba'));
  await pass(100);
  expect(keysIn(begun, ...heard)).toEqual(['ba', 'hai', 'một']);
});

test('a relay that has nothing open asks the log nothing', async () => {
  const stand = new Stand();
  const { relay, log } = stand.relay();
  await pass(20_000);
  expect(log.asked).toEqual({ append: 0, read: 0, states: 0, changed: 0 });
  const client = await connected(relay, 'd');
  await pass(4_100);
  expect(log.asked.states).toBe(2);
  client.cut();
  await pass(60_000);
  const { states } = log.asked;
  await pass(20_000);
  expect(log.asked.states).toBe(states);
});

test('a seal made by one relay closes the room at all: what comes too late stays with its device until it is opened', async () => {
  const stand = new Stand();
  // No bus: the other learns of it by the refusal.
  const [{ relay: a }, { relay: b }] = [stand.relay(false), stand.relay(false)];
  const client = await connected(b, 'd');
  client.doc.getMap('m').set('sớm', true);
  await turns(20);
  const saved: number[] = [];
  client.onSaved = (count) => saved.push(count);
  const state = (await a.seal([room])).get(room);
  expect(state && keysIn(state)).toEqual(['sớm']);
  client.doc.getMap('m').set('muộn', true);
  client.doc.getMap('m').delete('sớm');
  await pass(2_500);
  expect(keysIn(await b.read(room))).toEqual(['sớm']);
  expect(saved).toEqual([]);
  await expect(b.write(room, put('máy chủ'))).rejects.toThrow('sealed');
  await a.unseal([room]);
  await pass(2_500);
  expect(keysIn(await a.read(room))).toEqual(['muộn']);
  expect(saved.length).toBeGreaterThan(0);
});

test('what was refused by a seal is not acknowledged by what is written before it is sent again', async () => {
  const stand = new Stand();
  const [{ relay: a }, { relay: b }] = [stand.relay(false), stand.relay(false)];
  const client = await connected(b, 'd');
  const map = client.doc.getMap('m');
  map.set('sớm', true);
  await turns(20);
  const sent: string[] = ['câu trả lời', 'sớm'];
  let latest = '';
  client.onSent = () => sent.push(latest);
  const early: string[] = [];
  client.onSaved = (count) => {
    const stored = stand.disk.everything.get(room)?.getMap('m');
    if (sent.slice(0, count).includes('muộn') && !stored?.has('muộn')) early.push('muộn');
  };
  await a.seal([room]);
  latest = 'muộn';
  map.set('muộn', true);
  client.answersAfter = 200;
  await turns(30);
  await a.unseal([room]);
  await pass(600);
  latest = 'xóa';
  map.delete('sớm');
  await pass(100);
  expect(keysIn(await b.read(room))).toEqual([]);
  await pass(3_000);
  expect(keysIn(await b.read(room))).toEqual(['muộn']);
  expect(early).toEqual([]);
});

test('two devices that claim to be the same Yjs client do not part the relays: the first one stored counts for all', async () => {
  for (const withBus of [true, false]) {
    const stand = new Stand();
    const [{ relay: a }, { relay: b }] = [stand.relay(withBus), stand.relay(withBus)];
    const watchers = [await connected(a, 'a'), await connected(b, 'b')];
    const said = ['một hai', 'khác hẳn, và dài hơn'].map((words) => {
      const doc = new Y.Doc();
      doc.clientID = 7;
      for (const word of words.split(' ')) doc.getText('t').insert(0, word);
      doc.getMap('m').set(words, new Y.Map([['trong', words]]));
      return Y.encodeStateAsUpdate(doc);
    }) as [Uint8Array, Uint8Array];
    const written = Promise.all([a.write(room, said[0]), b.write(room, said[1])]);
    await pass(600);
    await written;
    const { relay: fresh } = stand.relay(withBus);
    const states = await Promise.all([a, b, fresh].map((relay) => relay.read(room)));
    const shown = watchers.map(({ doc }) => Y.encodeStateAsUpdate(doc));
    const contents = [...states, ...shown].map((state) => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, state);
      return JSON.stringify([doc.getText('t'), doc.getMap('m')]);
    });
    expect(new Set(contents).size).toBe(1);
    expect(contents[0]).toContain('một');
  }
});

test('a room that another relay sealed takes no writing from the moment that its bus says so', async () => {
  const stand = new Stand();
  const [{ relay: a }, { relay: b }] = [stand.relay(), stand.relay()];
  await b.read(room);
  await a.seal([room]);
  await turns(20);
  await expect(b.write(room, put('muộn'))).rejects.toThrow('sealed');
  expect(stand.disk.stateOf(room).version).toBe(0);
  await a.unseal([room]);
  await turns(20);
  await b.write(room, put('lại'));
  expect(keysIn(await b.read(room))).toEqual(['lại']);
});

test('what one relay forgets is gone from the others’ memory, and from what joiners there are sent', async () => {
  for (const withBus of [true, false]) {
    const stand = new Stand();
    const [{ relay: a }, { relay: b }] = [stand.relay(withBus), stand.relay(withBus)];
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'bí mật');
    doc.getText('t').insert(6, ' còn lại');
    await a.write(room, Y.encodeStateAsUpdate(doc));
    await pass(2_500);
    await connected(b, 'd');
    doc.getText('t').delete(0, 6);
    await within(a.redact?.(room, Y.encodeStateAsUpdate(doc)));
    await pass(withBus ? 100 : 600);
    for (const relay of [a, b]) {
      const state = Buffer.from(await relay.read(room));
      expect(state.includes('bí mật')).toBe(false);
      expect(state.includes('còn lại')).toBe(true);
    }
    // Both go on writing in it.
    await b.write(room, put('sau'));
    await pass(600);
    expect(keysIn(await a.read(room))).toEqual(['sau']);
  }
});

test('a redaction goes into a sealed room, and nothing else with it', async () => {
  const stand = new Stand();
  const [{ relay: a }, { relay: b }] = [stand.relay(), stand.relay()];
  const client = await connected(b, 'd');
  await a.write(room, put('tên'));
  await a.seal([room]);
  client.doc.getMap('m').set('muộn', true);
  await within(a.redact?.(room, put('xóa')));
  await pass(100);
  expect(keysIn(await a.read(room))).toEqual(['tên', 'xóa']);
  expect(keysIn(await b.read(room))).toEqual(['tên', 'xóa']);
});

// Presence

interface Presence {
  client: number;
  clock: number;
  state: string;
}

/** A client that speaks of itself and remembers what it is shown of others. */
class Speaker {
  readonly memory = new MemoryClient();
  readonly shown: Presence[] = [];
  clock = 1;
  private readonly id: number;

  constructor(id: number) {
    this.id = id;
    this.memory.onAwareness = (update) => this.read(update);
  }

  async connect(relay: ObservedRelay): Promise<void> {
    this.memory.connect(relay, room, `d${this.id}`);
    await turns(20);
    this.say('{"user":"An"}');
    await turns(40);
  }

  say(state: string): void {
    const one = new ByteWriter(64).varUint(1).varUint(this.id).varUint(this.clock);
    this.memory.sendAwareness(one.varBytes(new TextEncoder().encode(state)).finish());
  }

  private read(update: Uint8Array): void {
    const reader = new ByteReader(update);
    for (let left = reader.varUint(); left > 0; left--) {
      const [client, clock] = [reader.varUint(), reader.varUint()];
      const state = new TextDecoder().decode(reader.varBytes());
      this.shown.push({ client, clock, state });
      // As y-protocols does when it is told that it has gone.
      if (client === this.id && state === 'null') {
        this.clock = clock + 1;
        this.say('{"user":"An"}');
      }
    }
  }

  /** The states of another, as they followed each other. */
  of(client: number): string[] {
    return this.shown.filter((one) => one.client === client).map(({ state }) => state);
  }
}

const here = '{"user":"An"}';

test('presence crosses, to those who come later too, and goes when its client goes', async () => {
  const stand = new Stand();
  const [{ relay: a }, { relay: b }] = [stand.relay(), stand.relay()];
  const [first, second, late] = [new Speaker(1), new Speaker(2), new Speaker(3)];
  await first.connect(a);
  await second.connect(b);
  await pass(100);
  expect(second.of(1)).toEqual([here]);
  expect(first.of(2)).toEqual([here]);
  await late.connect(b);
  expect(late.of(1)).toEqual([here]);
  first.memory.cut();
  await pass(100);
  expect(second.of(1)).toEqual([here, 'null']);
});

test('a relay that goes takes its clients’ presence along at once, one that dies within 30 s', async () => {
  const stand = new Stand();
  const [{ relay: a, log, bus }, { relay: b }, { relay: c }] = [stand.relay(), stand.relay(), stand.relay()];
  const [first, second, third] = [new Speaker(1), new Speaker(2), new Speaker(3)];
  await first.connect(a);
  await third.connect(c);
  await second.connect(b);
  await pass(100);
  void c.close();
  await pass(100);
  expect(second.of(3)).toEqual([here, 'null']);
  const others: Speaker[] = [];
  // Whoever is there for long is heard of again and again.
  for (let i = 0; i < 3; i++) {
    // As long as clients give signs of life.
    for (let j = 0; j < 4; j++) {
      await pass(5_000);
      first.say(here);
    }
    second.memory.cut();
    const again = new Speaker(10 + i);
    others.push(again);
    await again.connect(b);
    expect(again.of(1)).toEqual([here]);
  }
  log.kill();
  await bus.close();
  for (let j = 0; j < 6; j++) {
    await pass(5_000);
    others.at(-1)?.say(here);
  }
  expect(others.at(-1)?.of(1)).toEqual([here, 'null']);
});

test('a client that has moved to another relay does not flicker out when its old connection is found dead', async () => {
  const stand = new Stand();
  const [{ relay: a }, { relay: b }] = [stand.relay(), stand.relay()];
  const [watcherAtA, watcherAtB, moves, movedOn] = [
    new Speaker(1),
    new Speaker(2),
    new Speaker(3),
    new Speaker(3),
  ];
  await watcherAtA.connect(a);
  await watcherAtB.connect(b);
  await moves.connect(a);
  await movedOn.connect(b);
  await pass(1_000);
  moves.memory.cut();
  await pass(21_000);
  for (const watcher of [watcherAtA, watcherAtB]) {
    expect(watcher.of(3).length).toBeGreaterThan(0);
    expect(watcher.of(3)).not.toContain('null');
  }
});
