import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { ErrorCode } from '../../shared/errors.ts';
import { paperChunkBytes } from '../../shared/papers/paper-file.ts';
import { ApiError, call } from '../api.ts';
import type { KeptFile, PaperStore } from './paper-store.ts';

/** How far a file of this device is on its way. */
export interface Upload {
  hash: string;
  /** Bytes. */
  size: number;
  sent: number;
  /** `waiting`: its turn comes, or the hall is out of reach; `refused`: trying again changes nothing. */
  state: 'waiting' | 'sending' | 'refused';
  /** Why the last try failed, or empty. */
  code: ErrorCode | '';
}

export interface Uploader {
  uploads: Accessor<readonly Upload[]>;
  /** Looks at the store again: something was added. */
  wake: () => void;
  /** Tries everything again now, what was refused too. */
  retry: () => void;
}

/** Pauses between two tries, ms: doubled each time, with jitter so that a hall does not come back in one beat. */
const firstPause = 1_000;
const longestPause = 20_000;

/** Refusals that another try does not change. */
const final: readonly ErrorCode[] = [
  'notPaper',
  'paperMetadata',
  'paperTooLarge',
  'alreadyFrozen',
  'notAllowed',
  'notFound',
  'badInput',
];

interface Standing {
  offset: number;
  whole: boolean;
}

/** Sends the files of one dialogue that wait on this device, one after another, until the Solid owner ends. */
export function createUploader(dialogueId: string, store: PaperStore): Uploader {
  const [uploads, setUploads] = createSignal<readonly Upload[]>([]);
  const refused = new Set<string>();
  /** Whole in the hall, even when this device cannot write it down. */
  const done = new Set<string>();
  const end = new AbortController();
  let [failures, isRunning, isWanted] = [0, false, false];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const note = (hash: string, change: Partial<Upload>) =>
    setUploads((all) => all.map((upload) => (upload.hash === hash ? { ...upload, ...change } : upload)));

  const show = (files: readonly KeptFile[]) =>
    setUploads((before) =>
      files.map(({ hash, size }) => {
        const known = before.find((upload) => upload.hash === hash);
        return known ?? { hash, size, sent: 0, state: 'waiting', code: '' };
      }),
    );

  const path = (hash: string) => `/api/dialogues/${dialogueId}/papers/${hash}`;
  const ask = async (hash: string): Promise<Standing> =>
    (await call(`${path(hash)}/offset`, { signal: end.signal })).json();
  const sendStep = async (hash: string, at: number, bytes: Uint8Array<ArrayBuffer>): Promise<Standing> => {
    const answer = await call(path(hash), {
      method: 'PATCH',
      signal: end.signal,
      headers: { 'upload-offset': String(at), 'upload-length': String(bytes.length) },
      body: bytes.slice(at, at + paperChunkBytes),
    });
    return answer.json();
  };

  /** Sends what the server does not have yet of one file. Throws ApiError. */
  async function send(file: KeptFile): Promise<void> {
    const { hash } = file;
    note(hash, { state: 'sending', code: '' });
    const bytes = await store.get(dialogueId, hash);
    if (!bytes) return forget(hash);
    let standing = await ask(hash);
    while (!standing.whole) {
      note(hash, { sent: standing.offset });
      standing = await sendStep(hash, standing.offset, bytes);
      failures = 0;
    }
    note(hash, { sent: file.size });
    await forget(hash);
  }

  function forget(hash: string): Promise<void> {
    done.add(hash);
    return store.uploaded(dialogueId, hash);
  }

  /** The next file that may be sent, or null. */
  async function next(): Promise<KeptFile | null> {
    const files = (await store.waiting(dialogueId)).filter(({ hash }) => !done.has(hash));
    show(files);
    return files.find(({ hash }) => !refused.has(hash)) ?? null;
  }

  async function run(): Promise<void> {
    for (let file = await next(); file && !end.signal.aborted; file = await next()) {
      try {
        await send(file);
      } catch (error) {
        if (end.signal.aborted) return;
        const code = error instanceof ApiError ? error.code : 'internal';
        const isFinal = final.includes(code);
        note(file.hash, { state: isFinal ? 'refused' : 'waiting', code });
        if (isFinal) refused.add(file.hash);
        else return pause();
      }
    }
  }

  function pause(): void {
    failures += 1;
    const longest = Math.min(longestPause, firstPause * 2 ** Math.min(failures - 1, 10));
    timer = setTimeout(wake, longest * (0.5 + Math.random() / 2));
  }

  function wake(): void {
    clearTimeout(timer);
    isWanted = true;
    if (isRunning || end.signal.aborted) return;
    isRunning = true;
    isWanted = false;
    void run().finally(() => {
      isRunning = false;
      if (isWanted) wake();
    });
  }

  const online = () => {
    failures = 0;
    wake();
  };
  window.addEventListener('online', online);
  onCleanup(() => {
    end.abort();
    clearTimeout(timer);
    window.removeEventListener('online', online);
  });
  wake();
  return {
    uploads,
    wake,
    retry() {
      refused.clear();
      online();
    },
  };
}
