import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { ErrorCode } from '../../shared/errors.ts';
import { maxPapers } from '../../shared/papers/paper-kind.ts';
import { ApiError, call } from '../api.ts';
import { leads } from '../sync/leader.ts';
import { hearTabs, tellTabs } from '../tabs.ts';
import type { KeptFile, PaperStore } from './paper-store.ts';
import { sendPaper } from './send-paper.ts';

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

/**
 * Sends the files of one dialogue that wait on this device, one after another, until the Solid owner ends. Of several
 * tabs one does, the others show what waits.
 */
export function createUploader(dialogueId: string, store: PaperStore): Uploader {
  const [uploads, setUploads] = createSignal<readonly Upload[]>([]);
  const refused = new Set<string>();
  /** Whole in the hall, even when this device cannot write it down. */
  const done = new Set<string>();
  const end = new AbortController();
  const isSender = leads(`papers/${dialogueId}`);
  const tell = (again: boolean) => tellTabs('papers', { dialogueId, again });
  let [failures, isRunning, isWanted, hasOffered] = [0, false, false, false];
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

  /** Sends what the server does not have yet of one file. Throws ApiError. */
  async function send(file: KeptFile): Promise<void> {
    const { hash } = file;
    note(hash, { state: 'sending', code: '' });
    const bytes = await store.get(dialogueId, hash);
    if (!bytes) return forget(hash);
    let from: number | null = null;
    const told = (offset: number) => {
      note(hash, { sent: offset });
      from ??= offset;
      if (offset > from) failures = 0;
    };
    await sendPaper(dialogueId, hash, bytes, { signal: end.signal, told });
    failures = 0;
    note(hash, { sent: file.size });
    await forget(hash);
  }

  /** The same; a paper that was erased meanwhile leaves this device instead. */
  async function sendUnlessErased(file: KeptFile): Promise<void> {
    try {
      await send(file);
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'paperErased')) throw error;
      done.add(file.hash);
      await store.remove(dialogueId, file.hash).catch(() => undefined);
    }
  }

  async function forget(hash: string): Promise<void> {
    done.add(hash);
    await store.uploaded(dialogueId, hash);
    tell(false);
  }

  /** Once a visit: what a new server, or one from a backup, has not got is offered again. Never rejects. */
  async function offerAgain(): Promise<void> {
    if (hasOffered || !isSender()) return;
    const hashes = (await store.shown(dialogueId)).slice(0, maxPapers);
    if (hashes.length > 0) {
      const answer = await call(`/api/dialogues/${dialogueId}/papers/wanted`, {
        method: 'POST',
        signal: end.signal,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ hashes }),
      });
      const { wanted }: { wanted: string[] } = await answer.json();
      for (const hash of wanted) await store.waitsAgain(dialogueId, hash);
    }
    hasOffered = true;
  }

  /** The next file that may be sent, or null. */
  async function next(): Promise<KeptFile | null> {
    const files = (await store.waiting(dialogueId)).filter(({ hash }) => !done.has(hash));
    show(files);
    const isOurs = (file: KeptFile) => isSender() || store.isInTabOnly(file);
    return files.find((file) => !refused.has(file.hash) && isOurs(file)) ?? null;
  }

  async function run(): Promise<void> {
    // Out of reach, or not for this role: what waits says so itself.
    await offerAgain().catch(() => undefined);
    for (let file = await next(); file && !end.signal.aborted; file = await next()) {
      try {
        await sendUnlessErased(file);
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
  createEffect(on(isSender, wake, { defer: true }));
  const stopHearing = hearTabs('papers', (news) => {
    if (news.dialogueId !== dialogueId) return;
    if (news.again) refused.clear();
    wake();
  });
  onCleanup(() => {
    end.abort();
    stopHearing();
    clearTimeout(timer);
    window.removeEventListener('online', online);
  });
  wake();
  return {
    uploads,
    wake() {
      wake();
      tell(false);
    },
    retry() {
      refused.clear();
      online();
      tell(true);
    },
  };
}
