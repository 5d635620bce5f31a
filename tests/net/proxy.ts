import { connect, createServer, type Server, type Socket } from 'node:net';
import { Random } from '../server/relay/random.ts';
import { listening } from './listening.ts';

/*
 * A bad network between devices and the server, for tests: a proxy of bytes that knows nothing of HTTP but where a
 * request's head ends. What happens by chance happens again with the same seed.
 */

/** How a line is; each may be set at any time and counts from the next bytes on. */
export interface Weather {
  /** What each way takes, ms, and by how much more by chance. The order of bytes stays. */
  latency: number;
  jitter: number;
  /** Bytes a second, each way of each connection; 0: no bound. */
  bandwidth: number;
  /** Which ways bytes pass. A connection that lost some stays open on both sides and never carries anything again. */
  up: boolean;
  down: boolean;
  /** Answers every request itself, upgrades too, as a Wi-Fi that first wants a sign-in; empty: nothing of the kind. */
  portal: '' | 'page' | 'redirect';
  /** Opens each connection to the server twice and says the same on both; the answer of the first one counts. */
  doubled: boolean;
  /** False: new connections are refused, as by a machine that is not there. */
  open: boolean;
}

const fair: Weather = {
  latency: 0,
  jitter: 0,
  bandwidth: 0,
  up: true,
  down: true,
  portal: '',
  doubled: false,
  open: true,
};

const portalPage = '<!doctype html><html><title>Wi-Fi</title><h1>Chào mừng! Hãy đăng nhập Wi-Fi.</h1></html>';
const headEnd = '\r\n\r\n';

/** A device's connection through the proxy: the sockets of its two sides, near (the device) and far (the server). */
interface Pair {
  near: Socket;
  far: Socket[];
  /** Both sides believe that they are connected, and nothing passes any more. */
  isDead: boolean;
}

export class FaultProxy {
  /** Connections that devices have tried to open. */
  tries = 0;
  private readonly weather: Weather = { ...fair };
  private readonly random: Random;
  private readonly pairs = new Set<Pair>();
  private server: Server;
  private port = 0;
  private target: number;

  /** `target`: the server's port on this machine. */
  static async open(target: number, seed = 1): Promise<FaultProxy> {
    const proxy = new FaultProxy(target, seed);
    proxy.port = await listening(proxy.server);
    return proxy;
  }

  private constructor(target: number, seed: number) {
    this.target = target;
    this.random = new Random(seed);
    this.server = createServer({ allowHalfOpen: true }, (near) => this.accept(near));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Connections that are open on the devices' side. */
  get connections(): number {
    return this.pairs.size;
  }

  /** Changes how the line is. */
  set(change: Partial<Weather>): void {
    Object.assign(this.weather, change);
  }

  /** The line is as good as on the first day. Connections that have died stay dead. */
  clear(): void {
    Object.assign(this.weather, fair);
  }

  /** Ends all connections, on both sides, without a goodbye. */
  cut(): void {
    for (const pair of this.pairs) this.end(pair);
  }

  /** A cable that is pulled out: all connections end, and no new one comes to be. */
  pull(): void {
    this.set({ open: false });
    this.cut();
  }

  /** The cable is put back. */
  plug(): void {
    this.set({ open: true });
  }

  /**
   * Lets `bytes` more through to the device (`down`) or to the server (`up`) on each connection that is open, and
   * then cuts it: a message, an answer, a file arrives in part.
   */
  halve(way: 'up' | 'down', bytes: number): void {
    for (const pair of this.pairs) {
      const sources = way === 'up' ? [pair.near] : pair.far;
      for (const source of sources) {
        let left = bytes;
        source.prependListener('data', (chunk: Buffer) => {
          left -= chunk.length;
          if (left > 0) return;
          const part = chunk.subarray(0, chunk.length + left);
          for (const other of way === 'up' ? pair.far : [pair.near]) other.write(part);
          pair.isDead = true;
          setImmediate(() => this.end(pair));
        });
      }
    }
  }

  /** The devices have another address: what was open stays open on both sides and nothing passes; new ones are good. */
  moveDevices(): void {
    for (const pair of this.pairs) pair.isDead = true;
  }

  /** The server comes back at another address behind the same name. */
  moveServer(target: number): void {
    this.target = target;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private accept(near: Socket): void {
    this.tries += 1;
    if (!this.weather.open) {
      near.resetAndDestroy();
      return;
    }
    const pair: Pair = { near, far: [], isDead: false };
    this.pairs.add(pair);
    near.on('error', () => undefined);
    near.on('close', () => this.end(pair));
    if (this.weather.portal !== '') this.answerAsPortal(near);
    else this.lead(pair);
  }

  private lead(pair: Pair): void {
    const count = this.weather.doubled ? 2 : 1;
    pair.far = Array.from({ length: count }, () => connect(this.target, '127.0.0.1'));
    this.carry(pair, pair.near, pair.far, 'up');
    for (const [at, far] of pair.far.entries()) {
      far.on('error', () => undefined);
      if (at === 0) {
        this.carry(pair, far, [pair.near], 'down');
        // A server that ends tells a device of it only where something passes.
        far.on('close', () => {
          if (!pair.isDead && this.weather.down) this.end(pair);
        });
      } else far.resume();
    }
  }

  /** Carries bytes one way, in order, as late and as slowly as the line is. */
  private carry(pair: Pair, from: Socket, to: readonly Socket[], way: 'up' | 'down'): void {
    let free = 0;
    let waiting = 0;
    let queue = Promise.resolve();
    const later = (bytes: number, what: () => void) => {
      const { latency, jitter, bandwidth } = this.weather;
      if (waiting === 0 && latency === 0 && jitter === 0 && bandwidth === 0) return what();
      const sent = Math.max(performance.now(), free) + (bandwidth > 0 ? (bytes / bandwidth) * 1000 : 0);
      free = sent;
      const due = sent + latency + jitter * this.random.next();
      waiting += 1;
      queue = queue.then(async () => {
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
        waiting -= 1;
        what();
      });
    };
    const passes = () => {
      // What was lost is lost, and TCP delivers nothing after a gap.
      if (!this.weather[way]) pair.isDead = true;
      return !pair.isDead;
    };
    from.on('data', (chunk: Buffer) => {
      if (!passes()) return;
      later(chunk.length, () => {
        if (passes()) for (const socket of to) socket.write(chunk);
      });
    });
    from.on('end', () => {
      if (passes()) later(0, () => passes() && to.forEach((socket) => void socket.end()));
    });
  }

  private answerAsPortal(near: Socket): void {
    let head = '';
    near.on('data', (chunk: Buffer) => {
      head += chunk.toString('latin1');
      if (!head.includes(headEnd)) return;
      head = '';
      const body = Buffer.from(portalPage);
      const lines =
        this.weather.portal === 'redirect'
          ? ['HTTP/1.1 302 Found', 'Location: http://wifi.example/login', 'Content-Length: 0']
          : ['HTTP/1.1 200 OK', 'Content-Type: text/html; charset=utf-8', `Content-Length: ${body.length}`];
      near.write(`${lines.join('\r\n')}\r\nConnection: close${headEnd}`);
      near.end(this.weather.portal === 'redirect' ? '' : body);
    });
  }

  private end(pair: Pair): void {
    if (!this.pairs.delete(pair)) return;
    for (const socket of [pair.near, ...pair.far]) socket.resetAndDestroy();
  }
}
