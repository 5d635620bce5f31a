import { Decrypter, Encrypter } from 'age-encryption';
import { BackupError } from './error.ts';

/**
 * Encryption with a passphrase in the format of age (age-encryption.org/v1, scrypt recipient): `age -d` opens a backup
 * too. The passphrase is NFC, so that a Vietnamese one is the same from every keyboard.
 */

const magic = new TextEncoder().encode('age-encryption.org/v1\n');
/** Shorter ones are guessed. */
const leastCharacters = 12;

/** Bytes of a file that are enough for `isSealed` and `sealedSize`. */
export const sealedHeadBytes = 1024;

/** Throws BackupError('weakPassphrase'). */
export function checkPassphrase(passphrase: string): void {
  if ([...passphrase.normalize('NFC')].length < leastCharacters) throw new BackupError('weakPassphrase');
}

function streamOf(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const all = pieces[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await all.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await all.return?.();
    },
  });
}

async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel();
  }
}

/** Encrypts piece by piece. `workFactor` is the base-2 logarithm of scrypt's work: 18 takes about a second. */
export async function seal(
  pieces: AsyncIterable<Uint8Array>,
  passphrase: string,
  workFactor = 18,
): Promise<AsyncIterable<Uint8Array>> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase.normalize('NFC'));
  encrypter.setScryptWorkFactor(workFactor);
  return piecesOf(await encrypter.encrypt(streamOf(pieces)));
}

/** Whether a file that begins so is encrypted. */
export function isSealed(head: Uint8Array): boolean {
  return magic.every((byte, at) => head[at] === byte);
}

/** Decrypts piece by piece; the pieces throw BackupError('damaged') where the file was changed or ends. */
export async function unseal(
  pieces: AsyncIterable<Uint8Array>,
  passphrase: string,
): Promise<AsyncIterable<Uint8Array>> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase.normalize('NFC'));
  let opened: AsyncIterable<Uint8Array>;
  try {
    opened = piecesOf(await decrypter.decrypt(streamOf(pieces)));
  } catch (error) {
    const reason = String(error);
    // A file that ends within its header, and one whose header was changed, say other things.
    const isWrong = /no identity matched|header HMAC/.test(reason);
    throw new BackupError(isWrong ? 'wrongPassphrase' : 'notBackup', reason, error);
  }
  return failingAs(opened, 'damaged');
}

async function* failingAs(pieces: AsyncIterable<Uint8Array>, code: 'damaged'): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    throw new BackupError(code, '', error);
  }
}

/** How large an encrypted file is that begins with `head` and holds `plain` bytes: header, nonce, and 16 a chunk of 64 KiB. */
export function sealedSize(head: Uint8Array, plain: number): number {
  const text = new TextDecoder('latin1').decode(head);
  const mac = text.indexOf('\n---');
  const headerBytes = text.indexOf('\n', mac + 1) + 1;
  return headerBytes + 16 + plain + 16 * Math.max(1, Math.ceil(plain / 65536));
}
