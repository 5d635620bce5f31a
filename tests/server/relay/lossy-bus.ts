import type { Bus } from '../../../server/bus/bus.ts';
import { turns } from './killable-log.ts';
import type { Random } from './random.ts';

type Listener = (message: Uint8Array) => void;

/** A bus that drops, delays, doubles and reorders what it carries, by a seed, and parts its members from the others. */
export class LossyHub {
  readonly members = new Set<LossyBus>();
  /** Chance of a message to be dropped. */
  loss = 0;
  readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  join(): LossyBus {
    const bus = new LossyBus(this);
    this.members.add(bus);
    return bus;
  }
}

export class LossyBus implements Bus {
  private readonly hub: LossyHub;
  private readonly channels = new Map<string, Set<Listener>>();
  private readonly joinListeners = new Set<(joined: boolean) => void>();
  private joined = true;

  constructor(hub: LossyHub) {
    this.hub = hub;
  }

  /** A partition: from now on it reaches nobody, or everybody again. It may not notice. */
  part(joined: boolean, notices: boolean): void {
    this.reaches = joined;
    if (!notices || this.joined === joined) return;
    this.joined = joined;
    for (const listener of this.joinListeners) listener(joined);
  }

  private reaches = true;

  publish(channel: string, message: Uint8Array): void {
    const { hub } = this;
    if (!this.reaches) return;
    for (const member of hub.members) {
      if (member === this) continue;
      const copies = hub.random.chance(hub.loss) ? 0 : hub.random.chance(0.1) ? 2 : 1;
      for (let i = 0; i < copies; i++) void member.deliver(channel, message.slice(), hub.random.below(12));
    }
  }

  private async deliver(channel: string, message: Uint8Array, delay: number): Promise<void> {
    await turns(delay);
    if (!this.reaches || !this.hub.members.has(this)) return;
    for (const listener of this.channels.get(channel) ?? []) listener(message);
  }

  subscribe(channel: string, listener: Listener): () => void {
    const listeners = this.channels.get(channel) ?? new Set();
    this.channels.set(channel, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  isJoined(): boolean {
    return this.joined;
  }

  onJoined(listener: (joined: boolean) => void): () => void {
    this.joinListeners.add(listener);
    return () => this.joinListeners.delete(listener);
  }

  async close(): Promise<void> {
    this.hub.members.delete(this);
  }
}
