import { randomBytes } from 'node:crypto';
import type { SigningKey } from '../freeze/contract.ts';
import { newSigningPem, signingKeyOf } from '../freeze/key.ts';
import type { Sql } from '../store/sql/sql.ts';
import type { KeySeal } from './key-seal.ts';

/** A commune's own keys; made when they are first asked for. */
export interface CommuneKeys {
  signingKey: SigningKey;
  receiptKey: Buffer;
}

/**
 * Opens a commune's keys in its own rows (`commune_key`). Keys that lie open although there is a seal are sealed now.
 * Throws KeySealError, and SigningKeyError on a damaged one.
 */
export async function openCommuneKeys(sql: Sql, commune: string, seal: KeySeal): Promise<CommuneKeys> {
  const read = sql.prepare('SELECT value FROM commune_key WHERE name = ?');
  const add = sql.prepare(
    'INSERT INTO commune_key (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING',
  );
  const change = sql.prepare('UPDATE commune_key SET value = ? WHERE name = ? AND value = ?');

  async function openOrMake(name: string, make: () => string): Promise<string> {
    const place = `${commune} ${name}`;
    let row = await read.get(name);
    if (!row) {
      await add.run(name, seal.close(place, make()));
      // Another process may have been quicker: its key is the one.
      row = await read.get(name);
    }
    const kept = String(row?.value);
    const value = seal.open(place, kept);
    if (seal.differs(kept)) await change.run(seal.close(place, value), name, kept);
    return value;
  }

  return {
    signingKey: signingKeyOf(await openOrMake('signing', newSigningPem), `of ${commune}`),
    receiptKey: Buffer.from(await openOrMake('receipts', () => randomBytes(32).toString('hex')), 'hex'),
  };
}
