import type { Logger } from '../board/contract.ts';
import type { Config } from '../config.ts';
import { createDiskWatch, floorBytes } from './disk-watch.ts';
import { createBackupKeeper } from './keeper.ts';
import { createPageFailures } from './page-failures.ts';

export interface OperationOptions {
  config: Pick<Config, 'dataDir' | 'diskWarning' | 'backupDir' | 'backupKeep'>;
  /** Whether the store takes nothing now. */
  takesNothing(): boolean;
  /** Milliseconds since somebody last wrote. */
  quietFor(): number;
  /** The build of the page that is given now. */
  servedBuild(): string;
  logger: Logger;
}

/** What a running server does for its own keep: it watches the disk and makes the daily backups. */
export function createOperation({ config, takesNothing, quietFor, servedBuild, logger }: OperationOptions) {
  const { dataDir, diskWarning, backupDir, backupKeep } = config;
  const disk = createDiskWatch({ dataDir, limit: diskWarning, takesNothing, logger });
  const backups = createBackupKeeper({
    dataDir,
    folder: backupDir,
    keep: backupKeep,
    reserve: Math.max(diskWarning / 2, floorBytes),
    quietFor,
    logger,
  });
  return {
    disk,
    backups,
    pages: createPageFailures(servedBuild, logger),
    async close(): Promise<void> {
      disk.close();
      await backups.close();
    },
  };
}
