/** What the tabs of this browser tell each other. */
export interface TabNews {
  /** Keys of persons were made or opened; `removed`: the PIN is gone, and the key with it. */
  keys: { removed: boolean };
  /** Whoever worked here has signed out. */
  left: Record<string, never>;
  /** Papers were put, or are in the hall now; `again`: what was refused is to be tried once more. */
  papers: { dialogueId: string; again: boolean };
  /** What a dialogue left on this device is being removed. */
  gone: { dialogueId: string };
}

const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('doi-thoai') : null;
// In a test of the parts it would keep Node running.
if (channel && 'unref' in channel && typeof channel.unref === 'function') channel.unref();

/** Tells the other tabs. */
export function tellTabs<K extends keyof TabNews>(kind: K, news: TabNews[K]): void {
  channel?.postMessage({ kind, news });
}

/** Calls `listener` when another tab tells something, until the returned function is called. */
export function hearTabs<K extends keyof TabNews>(kind: K, listener: (news: TabNews[K]) => void): () => void {
  const hear = ({ data }: MessageEvent<{ kind: string; news: TabNews[K] }>) => {
    if (data.kind === kind) listener(data.news);
  };
  channel?.addEventListener('message', hear);
  return () => channel?.removeEventListener('message', hear);
}
