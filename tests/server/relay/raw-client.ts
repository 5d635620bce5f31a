import WebSocket from 'ws';
import { ByteReader, ByteWriter } from '../../../shared/updates/bytes.ts';
import { messageBeat, messageMode, messageSaved, type RoomMode, roomModes } from '../../../shared/wire.ts';
import { until } from './test-relay.ts';

/** A client that speaks the protocol byte by byte, so that a test sees and sends exactly what it means to. */
export class RawClient {
  readonly ws: WebSocket;
  readonly updates: Uint8Array[] = [];
  readonly answers: Uint8Array[] = [];
  readonly questions: Uint8Array[] = [];
  readonly presences: Uint8Array[] = [];
  readonly modes: RoomMode[] = [];
  readonly saved: number[] = [];
  readonly beats: number[] = [];
  closed: { code: number; reason: string } | null = null;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.ws = new WebSocket(url, { headers });
    this.ws.on('message', (data: Buffer) => this.receive(data));
    this.ws.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
    });
    this.ws.on('error', () => {});
  }

  /** Connects and waits for the server's question, or for its refusal. */
  static async join(url: string, headers: Record<string, string> = {}): Promise<RawClient> {
    const client = new RawClient(url, headers);
    await until(() => client.questions.length > 0 || client.closed, 'the server asks');
    return client;
  }

  private receive(data: Buffer): void {
    const reader = new ByteReader(Uint8Array.from(data));
    const type = reader.varUint();
    if (type === 0) {
      const kind = reader.varUint();
      const lists = [this.questions, this.answers, this.updates];
      lists[kind]?.push(reader.varBytes().slice());
    } else if (type === 1) this.presences.push(reader.varBytes().slice());
    else if (type === messageSaved) this.saved.push(reader.varUint());
    else if (type === messageBeat) this.beats.push(reader.varUint());
    else if (type === messageMode) this.modes.push(roomModes[reader.varUint()] ?? 'write');
  }

  ask(stateVector = new Uint8Array([0])): void {
    this.ws.send(new ByteWriter().byte(0).byte(0).varBytes(stateVector).finish());
  }

  answer(update: Uint8Array): void {
    this.ws.send(new ByteWriter().byte(0).byte(1).varBytes(update).finish());
  }

  update(update: Uint8Array): void {
    this.ws.send(new ByteWriter().byte(0).byte(2).varBytes(update).finish());
  }

  presence(client: number, clock: number, state: unknown): void {
    const json = new TextEncoder().encode(JSON.stringify(state));
    const update = new ByteWriter().varUint(1).varUint(client).varUint(clock).varBytes(json).finish();
    this.ws.send(new ByteWriter().byte(1).varBytes(update).finish());
  }

  beat(count: number): void {
    this.ws.send(new ByteWriter().varUint(messageBeat).varUint(count).finish());
  }

  bytes(bytes: Uint8Array): void {
    this.ws.send(bytes);
  }

  async close(): Promise<void> {
    this.ws.close();
    await until(() => this.ws.readyState === WebSocket.CLOSED, 'closed');
  }
}
