import { keyMatcher } from '../../../shared/verify/bytes.ts';
import { largestFile } from '../../../shared/verify/record-file.ts';
import type { Report } from '../../../shared/verify/report.ts';
import { linkReports, verifyFile } from '../../../shared/verify/verify.ts';
import { api } from '../../api.ts';

/** A file that somebody chose, read into memory so that it can be verified again with another key. */
export interface ChosenFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export type Unread = { name: string; why: 'tooLarge' | 'unreadable' };

/** Reads files; those that are too large or cannot be read come out by name. */
export async function readFiles(files: readonly File[]): Promise<{ read: ChosenFile[]; unread: Unread[] }> {
  const read: ChosenFile[] = [];
  const unread: Unread[] = [];
  for (const file of files) {
    if (file.size > largestFile) unread.push({ name: file.name, why: 'tooLarge' });
    else {
      try {
        read.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
      } catch {
        unread.push({ name: file.name, why: 'unreadable' });
      }
    }
  }
  return { read, unread };
}

/** Asks the office's server whether it has a record; null when it cannot be asked. Only the hash travels. */
async function askServer(hash: string): Promise<boolean | null> {
  try {
    return (await (await api.verification.records[':hash'].$get({ param: { hash } })).json()).known;
  } catch {
    return null;
  }
}

export interface Verified {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  report: Report;
}

/** Verifies files together. `keys` are public keys (hex) or fingerprints. */
export async function verifyFiles(
  files: readonly ChosenFile[],
  keys: readonly string[],
): Promise<Verified[]> {
  const known = { trusts: keyMatcher(keys), hasRecord: askServer };
  const reports: Report[] = [];
  for (const { bytes } of files) reports.push(await verifyFile(bytes, known));
  const linked = linkReports(reports);
  return files.flatMap(({ name, bytes }, index) => {
    const report = linked[index];
    return report ? [{ name, bytes, report }] : [];
  });
}
