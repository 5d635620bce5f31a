import WebSocket from 'ws';
import * as Y from 'yjs';
import { ByteReader, ByteWriter } from '../../shared/updates/bytes.ts';
import { messageMode, messageSaved, type RoomMode, roomModes } from '../../shared/wire.ts';
import { until } from '../server/relay/test-relay.ts';

/**
 * A device that types words into one room and knows which of them the hall has acknowledged as stored. After a broken
 * connection it comes back with all that it has, as the product's client does.
 */
export class Writer {
  readonly doc: Y.Doc;
  /** Words whose storing was acknowledged. */
  readonly acknowledged = new Set<string>();
  readonly modes: RoomMode[] = [];
  private readonly open: () => WebSocket;
  private readonly name: string;
  private ws: WebSocket | null = null;
  private isEnded = false;
  private typed = 0;
  /** Words typed so far as each document message of this connection was sent. */
  private messages: number[] = [];
  private readonly words: string[] = [];

  /**
   * `place` is the room's address on a hall, or what opens a socket to it; `name` makes its words its own; `doc` is what
   * the device has already.
   */
  constructor(place: string | (() => WebSocket), cookie: string, name: string, doc = new Y.Doc()) {
    this.doc = doc;
    this.open = typeof place === 'string' ? () => new WebSocket(place, { headers: { cookie } }) : place;
    this.name = name;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.send(2, update);
    });
    this.connect();
  }

  get text(): string {
    return this.doc.getText(this.name).toString();
  }

  get mode(): RoomMode | undefined {
    return this.modes.at(-1);
  }

  get isOpen(): boolean {
    return this.ws?.readyState === WebSocket.OPEN && this.messages.length > 0;
  }

  /** Words typed. */
  get count(): number {
    return this.words.length;
  }

  /** Types one word. */
  type(): string {
    const word = `${this.name}-${this.typed++}`;
    this.words.push(word);
    this.doc.getText(this.name).insert(this.doc.getText(this.name).length, `${word} `);
    return word;
  }

  /** Resolves once all that was typed is stored. */
  async saved(within = 20_000): Promise<void> {
    await until(() => this.acknowledged.size === this.words.length, `${this.name} is saved`, within);
  }

  /** Loses its connection, and comes back by itself. */
  drop(): void {
    this.ws?.terminate();
  }

  close(): void {
    this.isEnded = true;
    this.ws?.terminate();
  }

  private connect(): void {
    this.messages = [];
    const ws = this.open();
    this.ws = ws;
    ws.on('message', (data: Buffer) => this.receive(data));
    ws.on('error', () => undefined);
    ws.on('close', () => {
      if (!this.isEnded) setTimeout(() => this.connect(), 50);
    });
  }

  private send(kind: 0 | 1 | 2, bytes: Uint8Array): void {
    // Before the hall has asked, nothing is sent: the answer to its question holds all.
    if (this.ws?.readyState !== WebSocket.OPEN || (kind === 2 && this.messages.length === 0)) return;
    this.ws.send(new ByteWriter().byte(0).byte(kind).varBytes(bytes).finish());
    if (kind !== 0) this.messages.push(this.words.length);
  }

  private receive(data: Buffer): void {
    const reader = new ByteReader(Uint8Array.from(data));
    const type = reader.varUint();
    if (type === messageMode) this.modes.push(roomModes[reader.varUint()] ?? 'write');
    else if (type === messageSaved) {
      const stored = this.messages[reader.varUint() - 1] ?? 0;
      for (const word of this.words.slice(this.acknowledged.size, stored)) this.acknowledged.add(word);
    } else if (type === 0) {
      const kind = reader.varUint();
      const bytes = reader.varBytes();
      if (kind !== 0) Y.applyUpdate(this.doc, bytes, this);
      else {
        this.send(1, Y.encodeStateAsUpdate(this.doc, bytes));
        this.send(0, Y.encodeStateVector(this.doc));
      }
    }
  }
}
