import { createHash, createPublicKey, verify as verifyBytes } from 'node:crypto';
import {
  type AuditAct,
  type AuditProblem,
  type AuditRow,
  type AuditVerdict,
  auditContent,
  auditHeadMessage,
  auditMessage,
} from '../../shared/privacy.ts';
import type { SigningKey } from '../freeze/contract.ts';
import {
  type Actor,
  type Audit,
  type AuditBook,
  AuditError,
  type AuditHead,
  type Noted,
} from './contract.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export interface AuditOptions {
  book: AuditBook;
  key: Pick<SigningKey, 'publicKey' | 'sign'>;
  now?: () => Date;
}

/** Sights remembered at most; past that some are noted twice. */
const mostSights = 50_000;

/** Makes the log: each row hashes its content and the row before it, and is signed; so is the last one as such. */
export function createAudit({ book, key, now = () => new Date() }: AuditOptions): Audit {
  const sights = new Set<string>();
  const sight = (who: Actor, act: AuditAct, rest: string) =>
    `${now().toISOString().slice(0, 10)} ${who.id} ${act} ${rest}`;
  const remember = (sign: string) => {
    if (sights.size >= mostSights) sights.clear();
    sights.add(sign);
  };

  async function note(who: Actor, { act, dialogueId, about = {} }: Noted): Promise<void> {
    try {
      await book.add((last) => {
        const seq = (last?.seq ?? 0) + 1;
        const previous = last?.hash ?? '';
        const entry = {
          seq,
          at: now().toISOString(),
          sessionId: who.id,
          name: (who.name || who.role).toWellFormed(),
          role: who.role,
          act,
          dialogueId,
          about,
        };
        const hash = sha256(auditContent(entry, previous));
        const { publicKey } = key;
        const row: AuditRow = {
          ...entry,
          previous,
          hash,
          publicKey,
          signature: key.sign(auditMessage(seq, hash)),
        };
        const head: AuditHead = { seq, hash, publicKey, signature: key.sign(auditHeadMessage(seq, hash)) };
        return { row, head };
      });
    } catch (error) {
      throw new AuditError(error);
    }
  }

  return {
    note,
    async noteOnce(who, what, more = '') {
      const sign = sight(who, what.act, `${what.dialogueId} ${more}`);
      if (sights.has(sign)) return;
      await note(who, what);
      remember(sign);
    },
    unseen: (who, act, keys) => keys.filter((each) => !sights.has(sight(who, act, each))),
    seen(who, act, keys) {
      for (const each of keys) remember(sight(who, act, each));
    },
  };
}

/** SPKI of an Ed25519 key before its 32 bytes (RFC 8410). */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

function isSigned(publicKey: string, signature: string, message: Uint8Array): boolean {
  if (!/^[0-9a-f]{64}$/.test(publicKey) || !/^[0-9a-f]{128}$/.test(signature)) return false;
  const der = Buffer.concat([spkiHead, Buffer.from(publicKey, 'hex')]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verifyBytes(null, message, key, Buffer.from(signature, 'hex'));
}

/** Rows in memory at once. */
const portion = 500;

function checkRow(row: AuditRow, last: AuditRow | null, trusts: (key: string) => boolean): AuditProblem[] {
  const problems: AuditProblem[] = [];
  const { seq } = row;
  if (seq !== (last?.seq ?? 0) + 1 || row.previous !== (last?.hash ?? ''))
    problems.push({ kind: 'gap', seq });
  if (sha256(auditContent(row, row.previous)) !== row.hash) problems.push({ kind: 'changed', seq });
  const signed = isSigned(row.publicKey, row.signature, auditMessage(seq, row.hash));
  if (!signed || !trusts(row.publicKey)) problems.push({ kind: 'signature', seq });
  return problems;
}

function checkHead(
  head: AuditHead | null,
  last: AuditRow | null,
  trusts: (key: string) => boolean,
): AuditProblem[] {
  const seq = last?.seq ?? 0;
  if (!head) return last ? [{ kind: 'cut', seq }] : [];
  const signed = isSigned(head.publicKey, head.signature, auditHeadMessage(head.seq, head.hash));
  if (!signed || !trusts(head.publicKey)) return [{ kind: 'signature', seq: head.seq }];
  return head.seq === seq && head.hash === (last?.hash ?? '') ? [] : [{ kind: 'cut', seq }];
}

/** What `verifyAudit` reads; a `Store` is one. */
export interface AuditedStore {
  audit: Pick<AuditBook, 'after' | 'head'>;
  erasures: { list(): Promise<{ id: string }[]> };
}

/**
 * Reads the whole log and says whether it is what was written: every row by its hash, its place and its signature, the
 * last one by the signed head, and that every erasure has its row. `keys` (hex) are those of this installation; without
 * them a signature by any key counts. What nobody can see from here: that the data folder was put back to an earlier
 * state as a whole, or that who has the signing key wrote the log anew; compare `head` with one noted elsewhere.
 */
export async function verifyAudit(store: AuditedStore, keys?: readonly string[]): Promise<AuditVerdict> {
  const trusts = (key: string) => keys === undefined || keys.includes(key);
  const problems: AuditProblem[] = [];
  const erasing = new Set<string>();
  let last: AuditRow | null = null;
  let rows = 0;
  for (let read = await store.audit.after(0, portion); read.length > 0; ) {
    for (const row of read) {
      problems.push(...checkRow(row, last, trusts));
      if (row.act === 'erasing') erasing.add(String(row.about.erasure));
      last = row;
      rows += 1;
    }
    read = await store.audit.after(last?.seq ?? 0, portion);
  }
  problems.push(...checkHead(await store.audit.head(), last, trusts));
  for (const { id } of await store.erasures.list())
    if (!erasing.has(id)) problems.push({ kind: 'erasureMissing', seq: last?.seq ?? 0 });
  return {
    whole: problems.length === 0,
    rows,
    head: last ? { seq: last.seq, hash: last.hash, at: last.at } : null,
    problems,
  };
}
