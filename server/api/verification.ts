import { factory, type Parts, Refusal } from './context.ts';

/**
 * What anybody may know who holds a record or a PDF of one: the installation's public keys, and whether it has a
 * record of a given hash. Needs no sign-in; a hash tells nothing of its record and cannot be guessed.
 */
export function verificationRoutes({ store, signingKey }: Parts) {
  return factory
    .createApp()
    .get('/key', async (c) => {
      const { publicKey, fingerprint } = signingKey;
      const keys = new Set([publicKey, ...(await store.freezes.keys())]);
      return c.json({ publicKey, fingerprint, keys: [...keys] });
    })
    .get('/records/:hash', async (c) => {
      const hash = c.req.param('hash');
      if (!/^[0-9a-f]{64}$/.test(hash)) throw new Refusal('badInput');
      return c.json({ known: await store.freezes.hasHash(hash) });
    });
}
