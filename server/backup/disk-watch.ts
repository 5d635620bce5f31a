import type { OperationStatus } from '../../shared/operation.ts';
import type { Logger } from '../board/contract.ts';
import { spaceAt } from './space.ts';

/**
 * Below this, bytes, the API takes nothing that it would have to store: what belongs together is several writes, of
 * which the last must not be the one that does not fit. What is typed is taken to the last byte.
 */
export const floorBytes = 8 * 1024 * 1024;

const lookEvery = 60_000;

/** Watches the room on the disk of the data. */
export interface DiskWatch {
  status(): Promise<OperationStatus['disk']>;
  close(): void;
}

export interface DiskWatchOptions {
  dataDir: string;
  /** Bytes: below it the log warns once, and organizers are told. */
  limit: number;
  /** True while the store takes nothing: over a quota, of which the disk says nothing, or with a broken disk. */
  takesNothing(): boolean;
  logger: Logger;
}

/** Starts watching the room on the disk of the data. */
export function createDiskWatch(options: DiskWatchOptions): DiskWatch {
  const { dataDir, limit, logger } = options;
  let wasLow = false;
  async function status(): Promise<OperationStatus['disk']> {
    const { free, total } = await spaceAt(dataDir);
    const low = free < limit;
    if (low && !wasLow) logger.warn({ free, limit }, 'the disk is nearly full');
    wasLow = low;
    return { free, total, low, full: free < floorBytes || options.takesNothing() };
  }
  const look = () => {
    status().catch((error: unknown) => {
      logger.warn({ reason: String(error) }, 'the room on the disk is unknown');
    });
  };
  look();
  const timer = setInterval(look, lookEvery).unref();
  return { status, close: () => clearInterval(timer) };
}
