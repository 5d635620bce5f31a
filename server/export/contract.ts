import type { StoredFreeze } from '../store/store.ts';

/** Everything of a session as one file. */
export interface Archiver {
  /**
   * The ZIP of a frozen record: its name, and its bytes in parts, made in the pace of who reads them. What is
   * missing or could not be made is told in the archive's README.txt.
   */
  archive(freeze: StoredFreeze): { name: string; parts: AsyncGenerator<Uint8Array, void, undefined> };
}
