import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readIfThere, writePrivate } from '../private-file.ts';

/** The secret from which the codes on receipts come, in the data folder, so that it is backed up with the data. */
export const receiptKeyFile = 'receipt-key';

/** The key's file is there and cannot be used; a new key in its place would end all codes that were given out. */
export class ReceiptKeyError extends Error {
  override name = 'ReceiptKeyError';
}

function readKey(path: string): string | null {
  try {
    return readIfThere(path);
  } catch (error) {
    throw new ReceiptKeyError(`${path} cannot be read`, { cause: error });
  }
}

/** Opens the key, 32 bytes; at the first start it is made, readable for its owner alone. Throws ReceiptKeyError. */
export function openReceiptKey(dataDir: string): Buffer {
  const path = join(dataDir, receiptKeyFile);
  const text = readKey(path);
  if (text === null) {
    const key = randomBytes(32);
    writePrivate(path, `${key.toString('hex')}\n`);
    return key;
  }
  if (!/^[0-9a-f]{64}\s*$/.test(text)) throw new ReceiptKeyError(`${path} is damaged`);
  return Buffer.from(text.trim(), 'hex');
}
