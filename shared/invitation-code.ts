import { sha256 } from '@noble/hashes/sha2.js';

/**
 * The code on an invitation: eight digits, also in its QR code. Digits alone, since a keyboard that is set to Telex makes
 * other letters of some, and a scanner that types what it reads does so in any field. It is made of ids and tells nothing of
 * a person; every desk makes it anew, so nothing is kept and it works without a network.
 */
const digits = 8;

/** The code of one person's invitation to one dialogue. Two people of a dialogue may have the same, once in many thousand lists. */
export function invitationCode(dialogueId: string, attendeeId: string): string {
  const hash = sha256(new TextEncoder().encode(`giay-moi/1 ${dialogueId}/${attendeeId}`));
  const number = hash.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** `1234 5678`: as it is printed and read out. */
export function spacedCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** The code in what was typed or scanned, or null when it is none. */
export function readCode(text: string): string | null {
  const read = text.normalize('NFKC').replace(/[\s.\-–]/gu, '');
  return /^\d{8}$/.test(read) ? read : null;
}
