import type { Bus } from './bus.ts';

/** What joins relays that live in one process. */
export interface LocalHub {
  /** A new member of the hub. */
  join(): Bus;
}

type Listener = (message: Uint8Array) => void;

/** Makes a hub without members. Messages arrive in a later turn of the event loop, as over a network, and never get lost. */
export function createLocalHub(): LocalHub {
  const members = new Set<LocalBus>();
  return {
    join() {
      const member = new LocalBus(members);
      members.add(member);
      return member;
    },
  };
}

class LocalBus implements Bus {
  private readonly members: Set<LocalBus>;
  private readonly channels = new Map<string, Set<Listener>>();

  constructor(members: Set<LocalBus>) {
    this.members = members;
  }

  publish(channel: string, message: Uint8Array): void {
    if (!this.isJoined()) return;
    const copy = message.slice();
    setImmediate(() => {
      for (const member of this.members) if (member !== this) member.hear(channel, copy);
    });
  }

  private hear(channel: string, message: Uint8Array): void {
    for (const listener of this.channels.get(channel) ?? []) listener(message);
  }

  subscribe(channel: string, listener: Listener): () => void {
    const listeners = this.channels.get(channel) ?? new Set();
    this.channels.set(channel, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.channels.get(channel) === listeners) this.channels.delete(channel);
    };
  }

  isJoined(): boolean {
    return this.members.has(this);
  }

  onJoined(): () => void {
    return () => {};
  }

  async close(): Promise<void> {
    this.members.delete(this);
    this.channels.clear();
  }
}
