import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import type { Line } from './line.ts';
import { type Pulse, pulsedSocket, Temper } from './pulse.ts';

export interface HallProviderOptions {
  awareness: Awareness;
  params: Record<string, string>;
  /** What tells of the sockets that are made, around the class that it is given. */
  watch(Socket: typeof WebSocket): typeof WebSocket;
  /** The socket's class; the browser's when left out. */
  Socket?: typeof WebSocket;
  line: Line;
  /** Asked after a try that was turned away unheard; false: the door is shut for good, and there is no other. */
  mayEnter(): Promise<boolean>;
}

/**
 * y-websocket's provider with another way of coming back: it gives a connection up that has died without a word, and
 * a new one is tried when the page's line says that the server is there.
 */
export class HallProvider extends WebsocketProvider {
  readonly #line: Line;
  readonly #mayEnter: () => Promise<boolean>;
  /** The last try did not open: a browser tells a refused socket no more than a pulled cable. */
  #isTurnedAway = false;
  /** A connection was lost, and nobody has decided otherwise since. */
  #wantsBack = false;
  readonly #again = () => void this.#comeBack();

  constructor(
    url: string,
    room: string,
    doc: Y.Doc,
    { awareness, params, watch, Socket = WebSocket, line, mayEnter }: HallProviderOptions,
  ) {
    let pulse: Pulse | null = null;
    const born = (next: Pulse) => {
      pulse = next;
    };
    super(url, room, doc, {
      connect: false,
      params,
      awareness,
      WebSocketPolyfill: watch(pulsedSocket(Socket, new Temper(), line, born)),
    });
    this.#line = line;
    this.#mayEnter = mayEnter;
    this.on('connection-close', () => {
      // Whoever disconnects does not want to come back.
      if (!this.shouldConnect) return;
      // Its own next try, at the pace of this document alone, finds nothing to do.
      this.shouldConnect = false;
      this.#wantsBack = true;
      this.#isTurnedAway = !this.wsconnected;
      this.#line.lost(this.#again);
    });
    this.on('closed', () => this.#stay());
    this.on('sync', (isSynced) => {
      if (!isSynced) return;
      this.#line.synced();
      pulse?.synced();
    });
  }

  /** Connects at once, without asking whether the server is there. */
  override connect(): void {
    this.#stay();
    super.connect();
  }

  override disconnect(): void {
    this.#stay();
    super.disconnect();
  }

  #stay(): void {
    this.#wantsBack = false;
    this.#line.forget(this.#again);
  }

  async #comeBack(): Promise<void> {
    if (!this.#wantsBack || (this.#isTurnedAway && !(await this.#mayEnter())) || !this.#wantsBack) return;
    this.#wantsBack = false;
    // The other tabs were told of this document when it was first opened.
    const { disableBc } = this;
    this.disableBc = true;
    super.connect();
    this.disableBc = disableBc;
  }
}
