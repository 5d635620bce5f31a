import { fold } from './vietnamese/fold.ts';

/** A name of a unit or village as it is compared: NFC, any case, one space between words, any dash. */
function keyOf(name: string): string {
  return name
    .normalize('NFC')
    .toLocaleLowerCase('vi')
    .replace(/[\u2010-\u2015\u2212-]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Earlier names with the names that are used now. */
export type FormerNames = Readonly<Record<string, string>>;

/** The name that is used now: an earlier one counts only while nobody else has it. */
function nameNow(written: string, known: readonly string[], former: FormerNames): string {
  const key = keyOf(written);
  if (key === '' || known.some((name) => keyOf(name) === key)) return written;
  return Object.entries(former).find(([before]) => keyOf(before) === key)?.[1] ?? written;
}

/**
 * Whether `written` on a petition names the unit or village `own`. A name typed without its marks counts only when
 * just one of the `known` names reads so: `Hào Lý` and `Hảo Lý` are two villages, and whoever speaks for one must not
 * be shown the people of the other. What was renamed is the same under its `former` name.
 */
export function isSameName(
  written: string,
  own: string,
  known: readonly string[],
  former: FormerNames = {},
): boolean {
  const [key, ownKey] = [written, own].map((name) => keyOf(nameNow(name, known, former)));
  if (key === undefined || ownKey === undefined) return false;
  if (key === '' || ownKey === '') return false;
  if (key === ownKey) return true;
  const isUnmarked = fold(key) === key;
  if (!isUnmarked || fold(ownKey) !== key) return false;
  const alike = new Set([...known, own].map(keyOf).filter((name) => fold(name) === key));
  return alike.size === 1;
}

/** The name among `known` that `written` stands for, spelled as it is there; `written` when it stands for none. */
export function usualName(written: string, known: readonly string[], former: FormerNames = {}): string {
  return known.find((own) => isSameName(written, own, known, former)) ?? written;
}
