import type { ServerVersion } from '../shared/version.ts';
import type { Operation } from './api/operation.ts';
import { createOperation } from './backup/operation.ts';
import { clientDir } from './client-build.ts';
import type { Config } from './config.ts';
import { closeDocuments, giveWayTo } from './documents/render.ts';
import type { Logger } from './relay/logger.ts';
import type { ObservedRelay } from './relay/relay.ts';
import { servedVersion } from './served-version.ts';

/** The hall is quiet when nothing was written for so long, ms. */
const quietAfter = 2000;

/** What a process has once, for however many communes it serves. */
export interface ProcessParts {
  operation: Operation;
  /** This server's version and that of the page it serves. */
  version(): ServerVersion;
  close(): Promise<void>;
}

/** Watches disk and relay, makes the daily backups, and lets documents give way to those who type. */
export function createProcessParts(config: Config, relay: ObservedRelay, logger: Logger): ProcessParts {
  let writtenAt = Number.NEGATIVE_INFINITY;
  const stopListening = relay.onStored(() => {
    writtenAt = performance.now();
  });
  const quietFor = () => performance.now() - writtenAt;
  giveWayTo(() => quietFor() < quietAfter);
  const version = servedVersion(clientDir);
  const operation = createOperation({
    config,
    takesNothing: () => relay.isPaused(),
    quietFor,
    servedBuild: () => version().build,
    logger,
  });
  return {
    operation,
    version,
    async close() {
      stopListening();
      await operation.close();
      await closeDocuments();
    },
  };
}
