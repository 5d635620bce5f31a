import { randomBytes } from 'node:crypto';
import { createClient } from '@redis/client';
import type { Bus } from './bus.ts';
import { publicRedisName } from './redis-url.ts';

/** What the bus asks of a logger; pino's is one. */
interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface RedisBusOptions {
  /** `redis://…` or `rediss://…` (readRedisUrl). */
  url: string;
  logger: Logger;
  /** Milliseconds between two signs of life to oneself; 1,000 if not given. Three that fail to come are a lost connection. */
  beatEvery?: number;
}

type Listener = (message: Uint8Array) => void;

const prefix = 'doithoai:';
const senderBytes = 8;
/** Published and not yet taken by Redis; what is past it is dropped. */
const mostWaitingBytes = 16 * 1024 * 1024;
const mostWaiting = 10_000;
const firstRetry = 100;
const lastRetry = 1_000;
const connectWithin = 2_000;
const beatsToLose = 3;

function openClient(url: string) {
  return createClient({
    url,
    // Hears and publishes over one connection: whoever hears its own beat knows that both work.
    RESP: 3,
    disableOfflineQueue: true,
    commandsQueueMaxLength: mostWaiting,
    maintNotifications: 'disabled',
    // The bus connects anew itself: a connection that is silent is no error to the client, but it is to us.
    socket: { reconnectStrategy: false, connectTimeout: connectWithin },
  });
}

type Client = ReturnType<typeof openClient>;

/** Makes a bus over the publish/subscribe of Redis 7 or Valkey, and begins to connect. */
export function createRedisBus(options: RedisBusOptions): Bus {
  const bus = new RedisBus(options);
  bus.connect();
  return bus;
}

/**
 * One connection at a time. It counts as joined once it has heard its own beat, and is given up and made anew when that
 * fails to come: a partition and a half-open connection look like any other loss. What is published meanwhile is
 * dropped, as the bus may (see `Bus`).
 */
class RedisBus implements Bus {
  private readonly options: RedisBusOptions;
  private readonly beatEvery: number;
  private readonly id = randomBytes(senderBytes);
  private readonly beatChannel = `${prefix}beat:${this.id.toString('hex')}`;
  private readonly channels = new Map<string, Set<Listener>>();
  private readonly joinListeners = new Set<(joined: boolean) => void>();
  private client: Client | null = null;
  private joined = false;
  private wasTold = false;
  private heardAt = 0;
  private waitingBytes = 0;
  private retryAfter = firstRetry;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(options: RedisBusOptions) {
    this.options = options;
    this.beatEvery = options.beatEvery ?? 1_000;
  }

  publish(channel: string, message: Uint8Array): void {
    if (!this.joined || this.client === null || this.waitingBytes + message.length > mostWaitingBytes) return;
    this.send(this.client, prefix + channel, message);
  }

  /** The client writes all that it is given in one turn of the event loop at once. */
  private send(client: Client, channel: string, message: Uint8Array): void {
    const bytes = message.length;
    this.waitingBytes += bytes;
    const sent = () => {
      this.waitingBytes -= bytes;
    };
    // What is not sent is dropped; that the connection is lost comes by its own way.
    client.publish(channel, Buffer.concat([this.id, message])).then(sent, sent);
  }

  subscribe(channel: string, listener: Listener): () => void {
    let listeners = this.channels.get(channel);
    if (listeners === undefined) {
      listeners = new Set();
      this.channels.set(channel, listeners);
      this.tell((client) => client.subscribe(prefix + channel, this.hear, true));
    }
    listeners.add(listener);
    return () => {
      const rest = this.channels.get(channel);
      if (!rest?.delete(listener) || rest.size > 0) return;
      this.channels.delete(channel);
      this.tell((client) => client.unsubscribe(prefix + channel, this.hear, true));
    };
  }

  /** Does it now if there is a connection; a new one is told of all channels anyway. */
  private tell(act: (client: Client) => Promise<void>): void {
    const { client } = this;
    if (client?.isReady) act(client).catch((error: unknown) => this.lose(client, error));
  }

  private readonly hear = (message: Buffer, channel: Buffer): void => {
    const isOwn = this.id.equals(message.subarray(0, senderBytes));
    const name = channel.toString();
    if (name === this.beatChannel) {
      if (isOwn) this.heardBeat();
      return;
    }
    if (isOwn || message.length < senderBytes) return;
    const body = message.subarray(senderBytes);
    for (const listener of this.channels.get(name.slice(prefix.length)) ?? []) listener(body);
  };

  isJoined(): boolean {
    return this.joined;
  }

  onJoined(listener: (joined: boolean) => void): () => void {
    this.joinListeners.add(listener);
    return () => this.joinListeners.delete(listener);
  }

  connect(): void {
    if (this.isClosed) return;
    const client = openClient(this.options.url);
    this.client = client;
    this.heardAt = performance.now();
    client.on('error', (error: unknown) => this.lose(client, error));
    this.begin(client).catch((error: unknown) => this.lose(client, error));
  }

  private async begin(client: Client): Promise<void> {
    await client.connect();
    const channels = [...this.channels.keys()].map((channel) => prefix + channel);
    await client.subscribe([this.beatChannel, ...channels], this.hear, true);
    // Somebody may have begun to hear a channel while that was under way.
    const later = [...this.channels.keys()].map((channel) => prefix + channel);
    const missing = later.filter((channel) => !channels.includes(channel));
    if (missing.length > 0) await client.subscribe(missing, this.hear, true);
    this.heardAt = performance.now();
    this.beat(client);
  }

  private beat(client: Client): void {
    if (client !== this.client) return;
    if (performance.now() - this.heardAt > this.beatEvery * beatsToLose) {
      this.lose(client, new Error('no sign of life'));
      return;
    }
    this.send(client, this.beatChannel, new Uint8Array());
    this.timer = setTimeout(() => this.beat(client), this.beatEvery).unref();
  }

  private heardBeat(): void {
    this.heardAt = performance.now();
    this.retryAfter = firstRetry;
    if (this.joined) return;
    this.options.logger.info({ redis: publicRedisName(this.options.url) }, 'the bus is joined');
    this.setJoined(true);
    this.wasTold = false;
  }

  /** Gives a connection up and tries another after a while. The log hears of it once until the bus is joined again. */
  private lose(client: Client, error: unknown): void {
    if (client !== this.client) return;
    this.client = null;
    clearTimeout(this.timer);
    if (client.isOpen) client.destroy();
    if (!this.isClosed) {
      if (!this.wasTold) {
        const reason = error instanceof Error ? error.message : String(error);
        this.options.logger.warn(
          { redis: publicRedisName(this.options.url), reason },
          'the bus cannot be reached',
        );
      }
      this.wasTold = true;
      const wait = this.retryAfter * (0.5 + Math.random() / 2);
      this.retryAfter = Math.min(lastRetry, this.retryAfter * 2);
      this.timer = setTimeout(() => this.connect(), wait).unref();
    }
    this.setJoined(false);
  }

  private setJoined(joined: boolean): void {
    if (this.joined === joined) return;
    this.joined = joined;
    for (const listener of this.joinListeners) listener(joined);
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    const { client } = this;
    clearTimeout(this.timer);
    this.joined = false;
    // What was published last (that this relay goes) is still sent.
    if (client?.isReady) {
      const sent = client.close().catch(() => undefined);
      await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, connectWithin).unref())]);
    }
    this.client = null;
    if (client?.isOpen) client.destroy();
    this.channels.clear();
  }
}
