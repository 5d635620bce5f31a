import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterEach, describe, expect, test } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as syncProtocol from 'y-protocols/sync';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { frameKind, ownAwareness, watchedSocket } from '../../../client/sync/frames.ts';
import { Outbox } from '../../../client/sync/outbox.ts';

/** A socket that is open at once and keeps what is sent. */
class FakeSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  static last: FakeSocket | undefined;
  readonly OPEN = 1;
  readyState: number = FakeSocket.CONNECTING;
  binaryType = '';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: Uint8Array[] = [];
  constructor() {
    super();
    FakeSocket.last = this;
  }
  open(): void {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
  }
  receive(bytes: Uint8Array): void {
    this.onmessage?.({ data: new Uint8Array(bytes).buffer });
  }
  send(data: Uint8Array): void {
    this.sent.push(data);
  }
  close(): void {
    this.readyState = FakeSocket.CLOSED;
  }
}

function syncStep1(doc: Y.Doc): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  syncProtocol.writeSyncStep1(encoder, doc);
  return encoding.toUint8Array(encoder);
}

const providers: WebsocketProvider[] = [];
afterEach(() => {
  for (const provider of providers.splice(0)) provider.destroy();
});

function connect() {
  const doc = new Y.Doc();
  const events: string[] = [];
  const outbox = new Outbox();
  const provider = new WebsocketProvider('ws://hall', 'room', doc, {
    disableBc: true,
    WebSocketPolyfill: watchedSocket(FakeSocket as unknown as typeof WebSocket, {
      opened: () => events.push('opened'),
      sent: (kind) => events.push(kind),
      clientId: () => doc.clientID,
      outbox,
    }),
  });
  providers.push(provider);
  const socket = FakeSocket.last;
  if (!socket) throw new Error('no socket was made');
  return { doc, provider, socket, events, outbox };
}

describe('what the unmodified provider sends', () => {
  test('is counted: updates and the answer to the server, not the question and not the carets', () => {
    const { doc, socket, events } = connect();
    socket.open();
    expect(events).toEqual(['opened']); // sync step 1 and awareness went out
    doc.getText('t').insert(0, 'a');
    socket.receive(syncStep1(new Y.Doc()));
    doc.getText('t').delete(0, 1);
    expect(events).toEqual(['opened', 'update', 'state', 'update']);
    expect(socket.sent.map((frame) => frameKind(frame))).toEqual([
      'other',
      'awareness',
      'update',
      'state',
      'update',
    ]);
  });

  test('a held word leaves as one message that is counted once, the last caret behind it', () => {
    const { doc, provider, socket, events, outbox } = connect();
    socket.open();
    socket.receive(syncStep1(new Y.Doc()));
    const before = socket.sent.length;
    outbox.hold();
    for (const [at, letter] of [...'đường'].entries()) {
      doc.getText('t').insert(at, letter);
      provider.awareness.setLocalStateField('cursor', { at });
    }
    expect(socket.sent.length).toBe(before);
    expect(events).toEqual(['opened', 'state']);
    outbox.free();
    const sent = socket.sent.slice(before);
    expect(sent.map((frame) => frameKind(frame))).toEqual(['update', 'awareness']);
    expect(events).toEqual(['opened', 'state', 'update']);
    const hall = new Y.Doc();
    const decoder = decoding.createDecoder(sent[0] ?? new Uint8Array());
    decoding.readVarUint(decoder);
    syncProtocol.readSyncMessage(decoder, encoding.createEncoder(), hall, null);
    expect(hall.getText('t').toString()).toBe('đường');
    expect(new TextDecoder().decode(sent[1])).toContain('"at":4');
  });

  test('a word held while the connection ends is not sent on the next one, whose first answer holds it', () => {
    const { doc, socket, outbox } = connect();
    socket.open();
    outbox.hold();
    doc.getText('t').insert(0, 'a');
    outbox.connected();
    const before = socket.sent.length;
    outbox.free();
    expect(socket.sent.length).toBe(before);
  });

  test('nothing is counted that a closed socket swallowed', () => {
    const { doc, socket, events } = connect();
    socket.open();
    socket.readyState = FakeSocket.CLOSING;
    doc.getText('t').insert(0, 'a');
    expect(events).toEqual(['opened']);
  });

  test('the carets of others are not sent back to the hall', () => {
    const { provider, socket } = connect();
    socket.open();
    const before = socket.sent.length;
    const other = new Awareness(new Y.Doc());
    other.setLocalState({ user: { name: 'B' } });
    applyAwarenessUpdate(provider.awareness, encodeAwarenessUpdate(other, [other.clientID]), provider);
    expect(socket.sent.length).toBe(before);
    provider.awareness.setLocalStateField('user', { name: 'A' });
    expect(socket.sent.length).toBe(before + 1);
    other.destroy();
  });
});

describe('an awareness frame with several states', () => {
  test('is cut down to the own one, which others can read', () => {
    const mine = new Awareness(new Y.Doc());
    mine.setLocalState({ user: { name: 'A' } });
    const other = new Awareness(new Y.Doc());
    other.setLocalState({ user: { name: 'B' } });
    applyAwarenessUpdate(mine, encodeAwarenessUpdate(other, [other.clientID]), 'test');
    const frame = (ids: number[]) => {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(mine, ids));
      return encoding.toUint8Array(encoder);
    };
    const alone = frame([mine.clientID]);
    expect(ownAwareness(frame([other.clientID, mine.clientID]), mine.clientID)).toEqual(alone);
    expect(ownAwareness(alone, mine.clientID)).toBe(alone);
    expect(ownAwareness(frame([other.clientID]), mine.clientID)).toBeNull();
    mine.destroy();
    other.destroy();
  });
});
