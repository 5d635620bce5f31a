import type { PageFailures } from '../../shared/operation.ts';
import type { Logger } from '../board/contract.ts';

export interface PageFailureBook {
  /** A device could not use the page of `build`; `subject` is its session. */
  note(build: string, why: 'start' | 'files', subject: string): void;
  /** Devices that cannot use the page which the server gives now; null: none that it knows of. */
  status(): PageFailures | null;
}

/** Sessions counted, so that nobody fills the memory. */
const most = 1000;

/** Keeps until the next start which devices went on with the page before the one served (client/offline). */
export function createPageFailures(servedBuild: () => string, logger: Logger): PageFailureBook {
  let build = '';
  let at = '';
  const subjects = new Set<string>();
  return {
    note(failed, why, subject) {
      if (failed !== servedBuild()) return;
      if (failed !== build) subjects.clear();
      if (subjects.has(subject) || subjects.size >= most) return;
      build = failed;
      at = new Date().toISOString();
      subjects.add(subject);
      logger.warn(
        { build: failed, why, subject },
        'new page does not work on a device, which uses the one before',
      );
    },
    status: () =>
      subjects.size > 0 && build === servedBuild() ? { build, at, devices: subjects.size } : null,
  };
}
