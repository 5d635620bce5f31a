import WebSocket from 'ws';
import { ByteReader, ByteWriter } from '../../shared/updates/bytes.ts';

/** How a relay is spoken to. The repeater understands nothing and therefore answers nothing. */
export type Dialect = 'y-websocket' | 'hocuspocus' | 'repeater';

const emptyUpdate = new Uint8Array([0, 0]);
const nothingKnown = new Uint8Array([0]);

/**
 * A client as light as can be, so that the load costs less than what is measured. It joins as y-websocket's provider
 * does: asks for the document, answers the server's question with "nothing more", then sends what it is told to.
 */
export class LoadClient {
  readonly ws: WebSocket;
  /** When the document was there, in milliseconds; NaN until then. */
  syncedAt = Number.NaN;
  /** Bytes of the answer to its question. */
  answerBytes = 0;
  received = 0;
  /** Bytes of the largest message received. */
  mostBytes = 0;
  /** Told of updates, if set. */
  onUpdate: ((update: Uint8Array) => void) | null = null;
  /** Told of awareness, if set. */
  onPresence: ((update: Uint8Array) => void) | null = null;
  private readonly dialect: Dialect;
  private readonly prefix: Uint8Array;
  private readonly known: Uint8Array;

  constructor(url: string, room: string, dialect: Dialect, known = nothingKnown) {
    this.dialect = dialect;
    this.known = known;
    const name = new TextEncoder().encode(room);
    this.prefix = dialect === 'hocuspocus' ? new ByteWriter().varBytes(name).finish() : new Uint8Array();
    this.ws = new WebSocket(`${url}/${room}`, { perMessageDeflate: false, skipUTF8Validation: true });
    this.ws.on('open', () => this.open());
    this.ws.on('message', (data: Buffer) => this.receive(data));
    this.ws.on('error', () => {});
  }

  get isSynced(): boolean {
    return !Number.isNaN(this.syncedAt);
  }

  private open(): void {
    if (this.dialect === 'hocuspocus') {
      // Auth, token, an empty one.
      this.ws.send(new ByteWriter().raw(this.prefix).varUint(2).varUint(0).varUint(0).finish());
    } else {
      this.ask();
      if (this.dialect === 'repeater') this.syncedAt = performance.now();
    }
  }

  private ask(): void {
    this.ws.send(new ByteWriter().raw(this.prefix).varUint(0).varUint(0).varBytes(this.known).finish());
  }

  private receive(data: Buffer): void {
    this.received++;
    this.mostBytes = Math.max(this.mostBytes, data.length);
    const type = data[this.prefix.length];
    const kind = data[this.prefix.length + 1];
    if (type === 2) this.ask();
    if (type === 0 && kind === 0 && this.dialect !== 'repeater') this.answer(emptyUpdate);
    if (type === 0 && kind === 1) {
      this.syncedAt = performance.now();
      this.answerBytes = data.length;
    }
    // All that a repeater can answer with is the large message that it kept.
    if (this.dialect === 'repeater' && data.length > 10_000) {
      this.syncedAt = performance.now();
      this.answerBytes = data.length;
    }
    const listener = type === 1 ? this.onPresence : type === 0 && kind !== 0 ? this.onUpdate : null;
    if (listener === null) return;
    const reader = new ByteReader(data, this.prefix.length);
    reader.varUint();
    if (type === 0) reader.varUint();
    listener(reader.varBytes());
  }

  /** All that it has, as an answer to the server's question. */
  answer(update: Uint8Array): void {
    this.ws.send(
      new ByteWriter(update.length + 32).raw(this.prefix).varUint(0).varUint(1).varBytes(update).finish(),
    );
  }

  update(update: Uint8Array): void {
    this.ws.send(
      new ByteWriter(update.length + 32).raw(this.prefix).varUint(0).varUint(2).varBytes(update).finish(),
    );
  }

  presence(update: Uint8Array): void {
    this.ws.send(new ByteWriter(update.length + 32).raw(this.prefix).varUint(1).varBytes(update).finish());
  }

  close(): void {
    this.ws.terminate();
  }
}

/** Opens several clients, a few at a time, and waits until all have the document. */
export async function joinAll(clients: readonly (() => LoadClient)[], within: number): Promise<LoadClient[]> {
  const end = performance.now() + within;
  const opened: LoadClient[] = [];
  for (let i = 0; i < clients.length; i += 50) {
    const some = clients.slice(i, i + 50).map((open) => open());
    opened.push(...some);
    while (!some.every((client) => client.isSynced)) {
      if (performance.now() > end) throw new Error('clients do not get the document');
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  return opened;
}
