import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { type Duplex, duplexPair } from 'node:stream';
import * as Y from 'yjs';
import type { Relay } from '../../../server/relay/contract.ts';
import { ByteReader, ByteWriter } from '../../../shared/updates/bytes.ts';
import { messageSaved } from '../../../shared/wire.ts';
import { turns } from './killable-log.ts';

const binary = 2;
const close = 8;
const headersEnd = '\r\n\r\n';

function upgradeRequest(): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  request.method = 'GET';
  request.headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  return request;
}

/**
 * A client in the same process, over memory instead of a network: it says what y-websocket's provider says, in the
 * same order each time, and thousands of them cost nothing. Its document outlives its connections.
 */
export class MemoryClient {
  readonly doc = new Y.Doc();
  /** It thinks for so many turns of the event loop before it answers the server's question. */
  answersAfter = 0;
  /** Called with the number of document messages of this connection that are stored. */
  onSaved: (count: number) => void = () => {};
  /** Called with each update that the relay shows it, before it is applied. */
  onUpdate: (update: Uint8Array) => void = () => {};
  /** Called with each awareness update that the relay shows it. */
  onAwareness: (update: Uint8Array) => void = () => {};
  /** Called with each document message: the answer to the server's question, or one update. */
  onSent: (isAnswer: boolean) => void = () => {};
  /** Of the next message only so many bytes leave, and then the connection ends; null: all of it. */
  private leavesAtMost: number | null = null;
  private ends: [client: Duplex, server: Duplex] | null = null;
  private received = Buffer.alloc(0);
  private isUpgraded = false;
  private isAsked = false;

  constructor() {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === this || !this.isUpgraded) return;
      this.send(2, update);
      this.onSent(false);
    });
  }

  get isConnected(): boolean {
    return this.ends !== null;
  }

  /** True once it has been asked, and has answered with all that it has. */
  get hasAnswered(): boolean {
    return this.isAsked;
  }

  connect(relay: Relay, room: string, subject: string): void {
    const ends = duplexPair() as [Duplex, Duplex];
    const [client, server] = ends;
    this.ends = ends;
    client.on('data', (data: Buffer) => {
      if (this.ends === ends) this.read(data);
    });
    client.on('error', () => {});
    client.on('close', () => {
      if (this.ends === ends) this.cut();
    });
    relay.connect(upgradeRequest(), server, Buffer.alloc(0), { room, mode: 'write', subject });
  }

  /** The connection will end in the middle of the next message, after so many bytes of it. */
  halveNext(bytes: number): void {
    this.leavesAtMost = bytes;
  }

  /** Ends the connection as a cable that is pulled does: what is on its way is gone. */
  cut(): void {
    const ends = this.ends;
    this.ends = null;
    this.received = Buffer.alloc(0);
    this.isUpgraded = false;
    this.isAsked = false;
    for (const end of ends ?? []) end.destroy();
  }

  private read(data: Buffer): void {
    this.received = Buffer.concat([this.received, data]);
    if (!this.isUpgraded) {
      const end = this.received.indexOf(headersEnd);
      if (end < 0) return;
      this.received = this.received.subarray(end + headersEnd.length);
      this.isUpgraded = true;
      this.send(0, Y.encodeStateVector(this.doc));
    }
    for (let payload = this.takeFrame(); payload !== null; payload = this.takeFrame()) this.receive(payload);
  }

  private async answer(stateVector: Uint8Array): Promise<void> {
    const { ends } = this;
    if (this.answersAfter > 0) await turns(this.answersAfter);
    if (ends !== this.ends) return;
    this.isAsked = true;
    this.send(1, Y.encodeStateAsUpdate(this.doc, stateVector));
    this.onSent(true);
  }

  /** The payload of the next frame if it has come whole; frames without a message are passed. */
  private takeFrame(): Uint8Array | null {
    while (this.ends !== null && this.received.length >= 2) {
      const short = (this.received[1] as number) & 0x7f;
      const header = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (this.received.length < header) return null;
      const length =
        short < 126 ? short : short === 126 ? this.received.readUInt16BE(2) : this.received.readUInt32BE(6);
      if (this.received.length < header + length) return null;
      const kind = (this.received[0] as number) & 0x0f;
      if (kind === close) {
        this.cut();
        return null;
      }
      const payload = Uint8Array.from(this.received.subarray(header, header + length));
      this.received = this.received.subarray(header + length);
      if (kind === binary) return payload;
    }
    return null;
  }

  private receive(payload: Uint8Array): void {
    const reader = new ByteReader(payload);
    const type = reader.varUint();
    if (type === messageSaved) this.onSaved(reader.varUint());
    if (type === 1) this.onAwareness(reader.varBytes());
    if (type !== 0) return;
    const kind = reader.varUint();
    const body = reader.varBytes();
    if (kind === 0) {
      void this.answer(body);
    } else {
      this.onUpdate(body);
      Y.applyUpdate(this.doc, body, this);
    }
  }

  sendAwareness(update: Uint8Array): void {
    this.sendFrame(new ByteWriter(update.length + 16).byte(1).varBytes(update).finish());
  }

  private send(kind: number, body: Uint8Array): void {
    this.sendFrame(new ByteWriter(body.length + 16).byte(0).byte(kind).varBytes(body).finish());
  }

  /** A message as one frame with the mask 0, which leaves the payload as it is. */
  private sendFrame(payload: Uint8Array): void {
    const header = Buffer.alloc(14);
    header[0] = 0x82;
    header[1] = 0x80 | 127;
    header.writeUInt32BE(payload.length, 6);
    const frame = Buffer.concat([header, payload]);
    if (this.leavesAtMost === null) {
      this.ends?.[0].write(frame);
      return;
    }
    const part = frame.subarray(0, Math.min(this.leavesAtMost, frame.length - 1));
    this.leavesAtMost = null;
    const { ends } = this;
    ends?.[0].write(part);
    // Once the part has arrived.
    setImmediate(() => setImmediate(() => ends === this.ends && this.cut()));
  }
}
