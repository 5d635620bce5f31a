import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { isSame } from '../../shared/papers/byte-parts.ts';
import { cleanPaper } from '../../shared/papers/paper-file.ts';
import { maxPaperBytes, maxPapers, maxPapersBytes, paperChunkBytes } from '../../shared/papers/paper-kind.ts';
import { isDiskFull } from '../disk-full.ts';
import {
  type Chunk,
  type PaperBook,
  PaperError,
  type PaperFiles,
  type PaperStore,
  type StoredPaper,
  type UploadState,
} from './contract.ts';
import { isMissing } from './files.ts';

export interface PaperStoreOptions {
  files: PaperFiles;
  book: PaperBook;
  now?: () => Date;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A full disk gets its own code, so that the device keeps the paper and tries again. */
function storing<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw isDiskFull(error) ? new PaperError('storeFull', error) : error;
  });
}

/** Runs the steps of one paper one after another. */
function inTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work);
    const settled = turn.catch(() => undefined);
    last.set(key, settled);
    await settled;
    if (last.get(key) === settled) last.delete(key);
    return turn;
  };
}

/**
 * Papers by the hash of their bytes: parts grow step by step and outlive a restart; the last step proves hash, type
 * and the absence of metadata before the file takes its place. What fails the proof is thrown away.
 */
export function createPaperStore({ files, book, now = () => new Date() }: PaperStoreOptions): PaperStore {
  const inTurn = inTurns();
  const partName = (dialogueId: string, hash: string) => `${dialogueId}-${hash}`;

  async function state(dialogueId: string, hash: string): Promise<UploadState> {
    const paper = await book.read(dialogueId, hash);
    if (paper) return { offset: paper.size, whole: true };
    return { offset: await files.partSize(partName(dialogueId, hash)), whole: false };
  }

  /** What is stored and what is on its way, the part of this very paper not counted. */
  async function checkRoom(dialogueId: string, size: number): Promise<void> {
    const stored = await book.total(dialogueId);
    const parts = await files.parts(`${dialogueId}-`);
    const arriving = parts.reduce((sum, part) => sum + part.size, 0);
    if (stored.papers + parts.length >= maxPapers || stored.bytes + arriving + size > maxPapersBytes) {
      throw new PaperError('papersFull');
    }
  }

  /** Proves a whole part and gives the file its place. Throws PaperError; the part is gone then. */
  async function finish(dialogueId: string, hash: string, name: string): Promise<void> {
    const bytes = await files.readPart(name);
    const clean = sha256(bytes) === hash ? cleanPaper(bytes) : null;
    if (!clean || !isSame(clean.bytes, bytes)) {
      await files.removePart(name);
      if (clean) throw new PaperError('paperMetadata');
      throw new PaperError(sha256(bytes) === hash ? 'notPaper' : 'paperBroken');
    }
    await storing(files.keep(name, hash));
    const paper: StoredPaper = {
      dialogueId,
      hash,
      type: clean.type,
      size: bytes.length,
      storedAt: now().toISOString(),
    };
    await storing(book.add(paper));
  }

  /** The CRC-32 of a file whose bytes have that hash, or null. */
  async function prove(hash: string): Promise<number | null> {
    const sum = createHash('sha256');
    let crc = 0;
    try {
      for await (const part of files.readParts(hash)) {
        sum.update(part);
        crc = crc32(part, crc);
      }
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
    return sum.digest('hex') === hash ? crc : null;
  }

  async function take(dialogueId: string, hash: string, chunk: Chunk): Promise<UploadState> {
    const { offset, size, bytes } = chunk;
    if (size > maxPaperBytes) throw new PaperError('paperTooLarge');
    const before = await state(dialogueId, hash);
    if (before.whole) return before;
    const name = partName(dialogueId, hash);
    if (before.offset >= size) {
      // All is here: the last step failed after its bytes were written.
      await finish(dialogueId, hash, name);
      return { offset: size, whole: true };
    }
    if (offset !== before.offset) throw new PaperError('paperOffset');
    const fits = bytes.length > 0 && bytes.length <= paperChunkBytes && offset + bytes.length <= size;
    if (!fits) throw new PaperError('badInput');
    if (offset === 0) await checkRoom(dialogueId, size);
    await storing(files.append(name, offset, bytes));
    const reached = offset + bytes.length;
    if (reached < size) return { offset: reached, whole: false };
    await finish(dialogueId, hash, name);
    return { offset: reached, whole: true };
  }

  return {
    state,
    take: (dialogueId, hash, chunk) =>
      inTurn(partName(dialogueId, hash), () => take(dialogueId, hash, chunk)),
    async read(dialogueId, hash) {
      const paper = await book.read(dialogueId, hash);
      const bytes = paper ? await files.read(hash) : null;
      return paper && bytes && sha256(bytes) === hash ? { paper, bytes } : null;
    },
    erase: (dialogueId, hash) =>
      inTurn(partName(dialogueId, hash), async () => {
        const paper = await book.read(dialogueId, hash);
        const part = await files.partSize(partName(dialogueId, hash));
        await files.removePart(partName(dialogueId, hash));
        if (await book.remove(dialogueId, hash)) await files.remove(hash);
        return paper !== null || part > 0;
      }),
    async open(dialogueId, hash) {
      const paper = await book.read(dialogueId, hash);
      const crc = paper ? await prove(hash) : null;
      return paper && crc !== null ? { paper, crc, parts: () => files.readParts(hash) } : null;
    },
  };
}
