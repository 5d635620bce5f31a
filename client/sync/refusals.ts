import { closeCodes } from '../../shared/wire.ts';

/**
 * Why the hall closed the door for good. `refused`: it could not make sense of what this device sent. `otherVersion`:
 * this page and the server must not work with each other.
 */
export type Refusal = 'noSession' | 'notAllowed' | 'tooLarge' | 'refused' | 'otherVersion';

const byCode: Partial<Record<number, Refusal>> = {
  [closeCodes.noSession]: 'noSession',
  [closeCodes.notAllowed]: 'notAllowed',
  [closeCodes.tooLarge]: 'tooLarge',
  [closeCodes.wrongVersion]: 'otherVersion',
};

/** Codes with which the server says that coming back changes nothing (shared/wire.ts). */
export function isFinal(code: number): boolean {
  return code >= 4400 && code < 4500;
}

/** What a final close code means. */
export function refusalOf(code: number): Refusal {
  return byCode[code] ?? 'refused';
}
