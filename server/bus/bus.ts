/**
 * What carries messages between the relays of one installation. It may lose messages and it may be gone: whoever hears
 * it must be able to do without (docs/decisions/0042-several-relays.md). Messages of one sender on one channel come in
 * their order; a sender does not hear itself.
 */
export interface Bus {
  /** Sends to all others that hear the channel. Never waits, never throws. */
  publish(channel: string, message: Uint8Array): void;
  /** Hears a channel until the returned function is called. */
  subscribe(channel: string, listener: (message: Uint8Array) => void): () => void;
  /** False while others cannot be reached. */
  isJoined(): boolean;
  /** Called at each change of `isJoined`. Returns a function that ends it. */
  onJoined(listener: (joined: boolean) => void): () => void;
  close(): Promise<void>;
}
