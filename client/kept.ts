/** Small answers of the server kept on this device, so that a page opens while the hall is out of reach. */
const prefix = 'doithoai.kept.';

/** The value kept under a key, or null. */
export function readKept<T>(key: string): T | null {
  try {
    const stored = localStorage.getItem(prefix + key);
    return stored === null ? null : (JSON.parse(stored) as T);
  } catch {
    return null; // blocked or broken storage: the server's answer will do
  }
}

/** Keeps a value; null forgets it. */
export function writeKept(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // blocked or full storage: only the offline opening is lost, and the status bar says storage is blocked
  }
}

/** Asks the server and keeps the answer; when it is out of reach, the kept answer. Throws what `ask` threw when there is none. */
export async function askOrKept<T>(key: string, ask: () => Promise<T>): Promise<T> {
  try {
    const answer = await ask();
    writeKept(key, answer);
    return answer;
  } catch (error) {
    const kept = readKept<T>(key);
    if (kept !== null && error instanceof Error && error.message === 'unreachable') return kept;
    throw error;
  }
}
