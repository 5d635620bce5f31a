const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * A random id of 12 lowercase base32 characters (60 bits): petitions, attendees, dialogues.
 * Uses getRandomValues, which exists at http:// addresses of the hall's network, where randomUUID does not.
 */
export function newId(): string {
  let id = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(12))) id += alphabet[byte & 31];
  return id;
}
