import { ApiError } from '../../api.ts';
import type { OpenDocument } from '../../sync/open-document.ts';

/** What was typed a moment ago is on its way for so long at most, ms; looked at this often. */
const patience = 10_000;
const lookEvery = 50;

/**
 * Resolves once all that was typed here is in the hall, so that what the server is asked to do next knows of it. Rejects
 * with `unreachable` when that does not come about.
 */
export function inHall({ status }: Pick<OpenDocument, 'status'>): Promise<void> {
  const end = performance.now() + patience;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (status().savedInHall) resolve();
      else if (performance.now() > end) reject(new ApiError('unreachable'));
      else setTimeout(look, lookEvery);
    };
    look();
  });
}
