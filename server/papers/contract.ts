import type { ErrorCode } from '../../shared/errors.ts';
import type { PaperType } from '../../shared/papers/paper-kind.ts';

/** A whole, verified paper of a dialogue. */
export interface StoredPaper {
  dialogueId: string;
  /** SHA-256 of its bytes, hex: its name on the disk. */
  hash: string;
  type: PaperType;
  /** Bytes. */
  size: number;
  /** ISO 8601 instant. */
  storedAt: string;
}

/** The table of whole papers, a part of the store. A row is there only when its file is. */
export interface PaperBook {
  /** Adds a row; one that is there stays as it is. */
  add(paper: StoredPaper): Promise<void>;
  read(dialogueId: string, hash: string): Promise<StoredPaper | null>;
  /** Removes a row; true when no dialogue has the file any more. */
  remove(dialogueId: string, hash: string): Promise<boolean>;
  /** How many papers a dialogue has, and their bytes. */
  total(dialogueId: string): Promise<{ papers: number; bytes: number }>;
}

/** How far an upload is: the next byte that is expected, and whether the paper is whole and verified. */
export interface UploadState {
  offset: number;
  whole: boolean;
}

/** One step of an upload. */
export interface Chunk {
  /** Where its first byte stands in the file. */
  offset: number;
  /** Size of the whole file, bytes. */
  size: number;
  bytes: Uint8Array;
}

/** Why an upload was refused; `storeFull` and `paperOffset` may be tried again. */
export class PaperError extends Error {
  readonly code: Extract<
    ErrorCode,
    | 'notPaper'
    | 'paperTooLarge'
    | 'paperMetadata'
    | 'paperBroken'
    | 'paperOffset'
    | 'papersFull'
    | 'storeFull'
    | 'badInput'
  >;
  constructor(code: PaperError['code'], cause?: unknown) {
    super(code, { cause });
    this.name = 'PaperError';
    this.code = code;
  }
}

/** A whole paper whose bytes come in parts. */
export interface PaperParts {
  paper: StoredPaper;
  /** CRC-32 of all bytes, as archives want it. */
  crc: number;
  parts(): AsyncIterable<Uint8Array>;
}

/** The papers of all dialogues: parts that arrive, whole files that are served. */
export interface PaperStore {
  state(dialogueId: string, hash: string): Promise<UploadState>;
  /** Takes one step. Steps of one paper are taken one after another. Throws PaperError. */
  take(dialogueId: string, hash: string, chunk: Chunk): Promise<UploadState>;
  /** A whole paper with its bytes, or null. Bytes that no longer match their hash are not served. */
  read(
    dialogueId: string,
    hash: string,
  ): Promise<{ paper: StoredPaper; bytes: Uint8Array<ArrayBuffer> } | null>;
  /** Removes a paper of a dialogue: row, part, and the file unless another dialogue has it too. True if there was one. */
  erase(dialogueId: string, hash: string): Promise<boolean>;
  /** A whole paper to be passed on without holding it; proved like `read`, in a first pass over the file. */
  open(dialogueId: string, hash: string): Promise<PaperParts | null>;
}

/**
 * The disk under the papers: folders `parts` and two letters of the hash. Everything throws the system's errors
 * (ENOSPC among them), which a test can do at will.
 */
export interface PaperFiles {
  /** Bytes of a part that arrived, 0 when there is none. */
  partSize(name: string): Promise<number>;
  /** Names and sizes of the parts whose name begins with `prefix`. */
  parts(prefix: string): Promise<{ name: string; size: number }[]>;
  /** Writes at the end of a part that is `offset` long. What a failed write left is cut off again. */
  append(name: string, offset: number, bytes: Uint8Array): Promise<void>;
  readPart(name: string): Promise<Uint8Array>;
  removePart(name: string): Promise<void>;
  /** Removes parts that nobody has sent anything of since `before` (ms since the epoch). */
  removeOldParts(before: number): Promise<void>;
  /** Makes a part the file of a hash, on disk when it resolves. */
  keep(name: string, hash: string): Promise<void>;
  /** Removes the file of a hash; nothing when there is none. */
  remove(hash: string): Promise<void>;
  /** The file of a hash in parts; the first throws ENOENT when there is none. */
  readParts(hash: string): AsyncIterable<Uint8Array>;
  /** The file of a hash, or null. */
  read(hash: string): Promise<Uint8Array<ArrayBuffer> | null>;
}
