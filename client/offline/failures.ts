import { createEffect } from 'solid-js';
import { api } from '../api.ts';
import { session } from '../session.ts';
import { leftBuild, notFetched } from './link.ts';
import { note, readNoted } from './noted.ts';

/** The server may be starting just then: it is told again after so long, ms, so many times. */
const tellAgain = 5000;
const tries = 6;

async function tell(build: string, why: 'start' | 'files', tried = 1): Promise<void> {
  const what = `${build} ${why}`;
  if (readNoted('told') === what) return;
  // Without a network it is told after the next start.
  await api.operation.pages.$post({ json: { build, why } }).then(
    () => note('told', what),
    () => {
      if (tried < tries) setTimeout(() => void tell(build, why, tried + 1), tellAgain);
    },
  );
}

/**
 * Tells the server once of each build that could not be used on this device, so that the office hears of it. To be
 * called inside a Solid owner.
 */
export function tellOfFailures(): void {
  createEffect(() => {
    if (session() && leftBuild() !== '') void tell(leftBuild(), 'start');
  });
  createEffect(() => {
    const failure = notFetched();
    if (session() && failure?.why === 'wrong') void tell(failure.build, 'files');
  });
}
