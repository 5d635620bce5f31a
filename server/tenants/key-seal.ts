import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** How communes' keys lie in the database: open, or sealed with the text of a file that the database does not hold. */
export interface KeySeal {
  /** @param name of the key, which the sealed text belongs to: it opens nowhere else */
  close(name: string, value: string): string;
  /** Throws KeySealError. */
  open(name: string, kept: string): string;
  /** Whether `kept` is kept otherwise than this seal would. */
  differs(kept: string): boolean;
}

/**
 * `file`: KEY_FILE cannot be read or holds less than 32 characters; `missing`: keys are sealed and there is no KEY_FILE;
 * `other`: they are sealed with another one, or damaged.
 */
export class KeySealError extends Error {
  override readonly name = 'KeySealError';
  readonly reason: 'file' | 'missing' | 'other';
  constructor(reason: KeySealError['reason'], options?: ErrorOptions) {
    super(`keys cannot be opened: ${reason}`, options);
    this.reason = reason;
  }
}

const sealedPrefix = 'sealed1:';
const nonceBytes = 12;
const tagBytes = 16;

const openSeal: KeySeal = {
  close: (_name, value) => value,
  open(_name, kept) {
    if (kept.startsWith(sealedPrefix)) throw new KeySealError('missing');
    return kept;
  },
  differs: () => false,
};

/** AES-256-GCM with a key from the file's text (HKDF, SHA-256); without a file keys stay open. Throws KeySealError. */
export function readKeySeal(file: string | null): KeySeal {
  if (file === null) return openSeal;
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new KeySealError('file', { cause: error });
  }
  if (text.length < 32) throw new KeySealError('file');
  const key = Buffer.from(hkdfSync('sha256', text, '', 'doi-thoai keys of communes', 32));
  return {
    close(name, value) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
      const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
      return sealedPrefix + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(name, kept) {
      if (!kept.startsWith(sealedPrefix)) return kept;
      const all = Buffer.from(kept.slice(sealedPrefix.length), 'base64');
      const tag = all.subarray(nonceBytes, nonceBytes + tagBytes);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, all.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        })
          .setAAD(Buffer.from(name))
          .setAuthTag(tag);
        return Buffer.concat([
          decipher.update(all.subarray(nonceBytes + tagBytes)),
          decipher.final(),
        ]).toString('utf8');
      } catch (error) {
        throw new KeySealError('other', { cause: error });
      }
    },
    differs: (kept) => !kept.startsWith(sealedPrefix),
  };
}
