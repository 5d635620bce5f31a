import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { backupSentence } from '../../shared/backup.ts';
import { staleBackup } from '../../shared/operation.ts';
import { paperPath, papersName } from '../backup/belongings.ts';
import { measure } from '../backup/bytes.ts';
import { floorBytes } from '../backup/disk-watch.ts';
import { filesNamed } from '../backup/snapshot.ts';
import { spaceAt } from '../backup/space.ts';
import { readState } from '../backup/state.ts';
import { keyFile, readSigningKey } from '../freeze/key.ts';
import type { Finding } from './finding.ts';

/** Checks of what stands in the data folder beside the database. */

const inMegabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

/** The files of papers: names of all that look like one. */
export function paperFilesIn(dataDir: string): string[] {
  const list = (path: string) => {
    try {
      return readdirSync(path);
    } catch {
      return [];
    }
  };
  return list(join(dataDir, papersName))
    .filter((folder) => /^[0-9a-f]{2}$/.test(folder))
    .flatMap((folder) => list(join(dataDir, papersName, folder)))
    .filter((name) => /^[0-9a-f]{64}$/.test(name));
}

/** Every paper that the database names: its file is there and is what its name says. */
export async function checkPapers(dataDir: string, database: DatabaseSync): Promise<Finding> {
  const named = database
    .prepare(filesNamed(database))
    .all()
    .map(({ hash }) => String(hash));
  const items: string[] = [];
  for (const hash of named) {
    const found = await measure(join(dataDir, paperPath(hash))).catch(() => null);
    if (found?.sha256 !== hash) items.push(`${hash.slice(0, 16)}… ${found ? '≠' : '∅'}`);
  }
  const extra =
    paperFilesIn(dataDir).length - (named.length - items.filter((line) => line.endsWith('∅')).length);
  return {
    what: ['Phiếu giấy', 'Papers'],
    level: items.length > 0 ? 'bad' : 'good',
    said: [
      `${named.length - items.length}/${named.length} tệp đúng; ${extra} tệp không thuộc buổi nào`,
      `${named.length - items.length} of ${named.length} files are right; ${extra} belong to no dialogue`,
    ],
    items,
  };
}

/** The installation's key can be read and, if it has signed, is the one that signed last. */
export function checkKey(
  dataDir: string,
  lastSigner: string | null,
): { finding: Finding; publicKey: string | null } {
  const what = ['Khóa ký', 'Signing key'] as const;
  try {
    const { publicKey, fingerprint } = readSigningKey(dataDir);
    const isOther = lastSigner !== null && lastSigner !== publicKey;
    const said: Finding['said'] = isOther
      ? [
          `${fingerprint}; hồ sơ gần nhất ký bằng khóa khác`,
          `${fingerprint}; the last record was signed with another key`,
        ]
      : [fingerprint, fingerprint];
    return { finding: { what, level: isOther ? 'warn' : 'good', said, items: [] }, publicKey };
  } catch {
    const said = [
      `${keyFile} không có hoặc không đọc được`,
      `${keyFile} is missing or cannot be read`,
    ] as const;
    return { finding: { what, level: 'bad', said, items: [] }, publicKey: null };
  }
}

/** The room on the disk. `limit` as the settings say, bytes. */
export async function checkSpace(dataDir: string, limit: number): Promise<Finding> {
  const { free, total } = await spaceAt(dataDir);
  return {
    what: ['Dung lượng đĩa', 'Room on the disk'],
    level: free < floorBytes ? 'bad' : free < limit ? 'warn' : 'good',
    said: [
      `còn ${inMegabytes(free)} trên ${inMegabytes(total)}`,
      `${inMegabytes(free)} free of ${inMegabytes(total)}`,
    ],
    items: [],
  };
}

/** When the last backup was made, and whether the newest try failed. */
export async function checkBackups(dataDir: string, now: Date): Promise<Finding> {
  const { last, failure } = await readState(dataDir);
  const what = ['Sao lưu', 'Backups'] as const;
  if (failure)
    return {
      what,
      level: 'warn',
      said: [
        `lần gần nhất (${failure.at}) không thành công: ${backupSentence(failure.code, 'vi')}`,
        `the newest try (${failure.at}) failed: ${backupSentence(failure.code, 'en')}`,
      ],
      items: [],
    };
  if (!last) return { what, level: 'warn', said: ['chưa có bản nào', 'there is none yet'], items: [] };
  const isStale = now.getTime() - Date.parse(last.at) > staleBackup;
  return {
    what,
    level: isStale ? 'warn' : 'good',
    said: [`${last.at}, ${inMegabytes(last.bytes)}`, `${last.at}, ${inMegabytes(last.bytes)}`],
    items: [last.file],
  };
}
