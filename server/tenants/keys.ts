import { randomBytes } from 'node:crypto';
import type { SigningKey } from '../freeze/contract.ts';
import { newSigningPem, signingKeyOf } from '../freeze/key.ts';
import { text } from '../store/sql/rows.ts';
import type { Sql } from '../store/sql/sql.ts';
import type { KeySeal } from './key-seal.ts';

/** A commune's own keys; made when they are first asked for. */
export interface CommuneKeys {
  signingKey: SigningKey;
  receiptKey: Buffer;
}

/** A commune's keys as they lie in its own rows (`commune_key`). */
export interface KeyRows {
  /** As it is kept; null: there is none of that name. */
  kept(name: KeyName): Promise<string | null>;
  /** What is kept, opened. Throws KeySealError. */
  open(name: KeyName, kept: string): string;
  /** Puts one in; one that is there stays. */
  add(name: KeyName, value: string): Promise<void>;
  /** Closes what is kept as the seal does it now. */
  closeAgain(name: KeyName, kept: string): Promise<void>;
}

export type KeyName = 'signing' | 'receipts';

export function keyRows(sql: Sql, commune: string, seal: KeySeal): KeyRows {
  const read = sql.prepare('SELECT value FROM commune_key WHERE name = ?');
  const add = sql.prepare(
    'INSERT INTO commune_key (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING',
  );
  const change = sql.prepare('UPDATE commune_key SET value = ? WHERE name = ? AND value = ?');
  const placeOf = (name: KeyName) => `${commune} ${name}`;
  const open = (name: KeyName, kept: string) => seal.open(placeOf(name), kept);
  return {
    async kept(name) {
      const row = await read.get(name);
      return row ? text(row, 'value') : null;
    },
    open,
    async add(name, value) {
      await add.run(name, seal.close(placeOf(name), value));
    },
    async closeAgain(name, kept) {
      await change.run(seal.close(placeOf(name), open(name, kept)), name, kept);
    },
  };
}

/**
 * Opens a commune's keys in its own rows (`commune_key`). Keys that lie open although there is a seal are sealed now.
 * Throws KeySealError, and SigningKeyError on a damaged one.
 */
export async function openCommuneKeys(sql: Sql, commune: string, seal: KeySeal): Promise<CommuneKeys> {
  const rows = keyRows(sql, commune, seal);

  async function openOrMake(name: KeyName, make: () => string): Promise<string> {
    let kept = await rows.kept(name);
    if (kept === null) {
      await rows.add(name, make());
      // Another process may have been quicker: its key is the one.
      kept = (await rows.kept(name)) ?? '';
    }
    const value = rows.open(name, kept);
    if (seal.differs(kept)) await rows.closeAgain(name, kept);
    return value;
  }

  return {
    signingKey: signingKeyOf(await openOrMake('signing', newSigningPem), `of ${commune}`),
    receiptKey: Buffer.from(await openOrMake('receipts', () => randomBytes(32).toString('hex')), 'hex'),
  };
}
