import { backupSentence } from '../../shared/backup.ts';
import { type OperationStatus, staleBackup } from '../../shared/operation.ts';
import { clockTime, localDay, numericDate } from '../../shared/vietnamese/dates.ts';
import { api } from '../api.ts';
import { language } from '../i18n/index.ts';
import { operationTexts as t } from '../i18n/operation.ts';

/** The server's state, or null when it cannot be reached. */
export async function loadStatus(): Promise<OperationStatus | null> {
  try {
    return await (await api.operation.$get()).json();
  } catch {
    return null;
  }
}

/** An instant as the page says it. */
export function moment(instant: string): string {
  return `${clockTime(instant)} ${numericDate(localDay(instant))}`;
}

/** What an organizer must be told, worst first. `now` is ms since the epoch. */
export function troubles(
  { disk, backup, pages }: OperationStatus,
  now: number,
): { kind: 'error' | 'warn'; words: string }[] {
  const found: { kind: 'error' | 'warn'; words: string }[] = [];
  if (disk.full) found.push({ kind: 'error', words: t().full });
  else if (disk.low) found.push({ kind: 'warn', words: t().low(t().amount(disk.free)) });
  const { failure, last } = backup;
  if (failure)
    found.push({
      kind: 'warn',
      words: t().failed(moment(failure.at), backupSentence(failure.code, language())),
    });
  else if (last && now - Date.parse(last.at) > staleBackup) found.push({ kind: 'warn', words: t().stale });
  if (pages) found.push({ kind: 'warn', words: t().pageLeft(pages.devices) });
  return found;
}
