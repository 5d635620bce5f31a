import { createHmac } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkOf, codeBody, codeSigns, readCode } from '../../shared/receipt/code.ts';
import type { PetitionRef, PetitionTable } from '../board/contract.ts';

/**
 * The codes on receipts. A code is made from the petition's ids by HMAC with a secret of the installation: printed
 * twice it is the same, and there is no table of codes that could be copied. To find a petition by its code the codes
 * of all are kept in memory.
 */
export interface ReceiptCodes {
  /** The code of a petition, as `readCode` gives it. */
  of(petition: PetitionRef): string;
  /** The petition whose code somebody typed, or null: one answer for a wrong code and for none. */
  find(typed: string): Promise<PetitionRef | null>;
}

/** Codes that are made before other work has a turn. */
const atOnce = 500;
/** Petitions are asked for anew at most so often, ms: whoever guesses must not keep the server busy. */
const oftenest = 1000;

/** The code of 64 random bits. */
function codeFrom(bytes: Buffer): string {
  const signs = BigInt(codeSigns.length);
  let rest = bytes.readBigUInt64BE();
  let body = '';
  for (let place = 0; place < codeBody; place += 1) {
    body += codeSigns.charAt(Number(rest % signs));
    rest /= signs;
  }
  return body + checkOf(body);
}

export function createReceiptCodes(
  key: Buffer,
  petitions: Pick<PetitionTable, 'refs' | 'size'>,
  now: () => number = () => performance.now(),
): ReceiptCodes {
  const byCode = new Map<string, PetitionRef>();
  const known = new Set<string>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | null = null;

  function of({ dialogueId, petitionId }: PetitionRef): string {
    return codeFrom(createHmac('sha256', key).update(`receipt 1 ${dialogueId}/${petitionId}`).digest());
  }

  async function look(): Promise<void> {
    const refs = await petitions.refs();
    let made = 0;
    for (const ref of refs) {
      const id = `${ref.dialogueId}/${ref.petitionId}`;
      if (known.has(id)) continue;
      byCode.set(of(ref), ref);
      known.add(id);
      made += 1;
      if (made % atOnce === 0) await nextTurn();
    }
  }

  async function lookIfMore(): Promise<void> {
    if ((await petitions.size()) === known.size) return;
    lookedAt = now();
    await look();
  }

  /** Takes up petitions that are new since the last look; who asks meanwhile waits for the same look. */
  async function catchUp(): Promise<void> {
    if (looking) return looking;
    if (now() - lookedAt < oftenest) return;
    looking = lookIfMore().finally(() => {
      looking = null;
    });
    return looking;
  }

  return {
    of,
    async find(typed) {
      const code = readCode(typed);
      if (code === null) return null;
      const found = byCode.get(code);
      if (found) return found;
      await catchUp();
      return byCode.get(code) ?? null;
    },
  };
}
