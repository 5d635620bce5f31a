import type { Dialogue, Office } from '../dialogue.ts';
import { runningBody } from '../documents/wording.ts';

/** Names of files as an archive wants them: no marks, no spaces, no signs that a system reserves. */

/** Longest name of a folder and of a file in it, with its ending: both together stay under 120 letters. */
const longestFolder = 60;
const longestFile = 56;

/** A text as a part of a file's name: `xã Sa Loong` → `xa-Sa-Loong`; only letters, digits and hyphens. */
export function plainName(text: string, longest = longestFile): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
}

const quarters: Record<string, string> = { I: 'Q1', II: 'Q2', III: 'Q3', IV: 'Q4' };

/** `2026-03-12_Doi-thoai_Q1_xa-Sa-Loong`: the name of all that one session leaves. `day` is `YYYY-MM-DD`. */
export function sessionName(
  dialogue: Pick<Dialogue, 'quarter'>,
  office: Pick<Office, 'body' | 'place'>,
  day: string,
): string {
  const body = plainName(runningBody(office).replace(/^Ủy ban nhân dân\s+/u, ''), longestFolder - 25);
  return [plainName(day, 10), 'Doi-thoai', quarters[dialogue.quarter] ?? '', body]
    .filter((part) => part !== '')
    .join('_');
}

/** `KN-03_01_9f86d081.jpg`: the file of a paper; those of no petition come behind the others. `place` counts from 1. */
export function paperName(number: string, place: number, hash: string, extension: string): string {
  const owner = plainName(number, 20) || 'khong-gan-kien-nghi';
  return `${owner}_${String(place).padStart(2, '0')}_${hash.slice(0, 8)}.${extension}`;
}
