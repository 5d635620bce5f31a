import type { Exported } from '../../shared/export/remark.ts';
import type { StoredFreeze } from '../store/store.ts';

/** Everything of a session as one file. */
export interface Archiver {
  /**
   * The ZIP of a frozen record: its name, and its bytes in parts, made in the pace of who reads them. What is
   * missing or could not be made is told in the archive's README.txt, and with `exported` who took it.
   */
  archive(
    freeze: StoredFreeze,
    exported?: Exported,
  ): { name: string; parts: AsyncGenerator<Uint8Array, void, undefined> };
  /** A dialogue's records, up to the last one or all, and who signed them, as open JSON in parts (`sessionJson`). */
  json(dialogueId: string, last?: string): Promise<Generator<string, void, undefined>>;
}
