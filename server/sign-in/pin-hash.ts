import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** What a hash costs: scrypt's N as a power of two, r and p. */
export interface ScryptCost {
  log2N: number;
  r: number;
  p: number;
}

/**
 * scrypt as the OWASP Password Storage Cheat Sheet has it for 32 MiB (N=2^15, r=8, p=3), the step that a small office
 * machine bears when ten people sign in at once:
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
 */
const usualCost: ScryptCost = { log2N: 15, r: 8, p: 3 };
const length = 32;

function derive(pin: string, salt: string, { log2N, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** log2N;
  return new Promise((resolve, reject) => {
    scrypt(pin, Buffer.from(salt, 'hex'), length, { N, r, p, maxmem: 2 * 128 * N * r }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
}

const written = ({ log2N, r, p }: ScryptCost, hash: Buffer) =>
  `scrypt$${log2N}$${r}$${p}$${hash.toString('hex')}`;

/** A hash that no PIN has and that is as much work to look at as any: for who has no PIN. Costs nothing to make. */
export function nobodysHash(cost = usualCost): { salt: string; hash: string } {
  return { salt: randomBytes(16).toString('hex'), hash: written(cost, randomBytes(length)) };
}

/** Hashes a PIN with a salt of its own; the parameters stand in the hash, so that they may grow. */
export async function hashPin(pin: string, cost = usualCost): Promise<{ salt: string; hash: string }> {
  const salt = randomBytes(16).toString('hex');
  return { salt, hash: written(cost, await derive(pin, salt, cost)) };
}

/** Whether a PIN has this hash. Throws TypeError on a hash of another making. */
export async function isPin(pin: string, { salt, hash }: { salt: string; hash: string }): Promise<boolean> {
  const [, log2N, r, p, hex] = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([0-9a-f]{64})$/.exec(hash) ?? [];
  if (!hex) throw new TypeError('unknown kind of PIN hash');
  const wanted = { log2N: Number(log2N), r: Number(r), p: Number(p) };
  return timingSafeEqual(await derive(pin, salt, wanted), Buffer.from(hex, 'hex'));
}
