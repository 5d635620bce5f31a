import { batch, createSignal } from 'solid-js';
import {
  pageMeta,
  protocol,
  readVersion,
  type ServerVersion,
  versionHeader,
  worksWith,
} from '../shared/version.ts';
import { limited, toServer } from './reach.ts';

/*
 * Of which version this page is and of which its server: told by every answer of the API, asked for when a document's
 * connection comes back (a server that was upgraded is one that was restarted) and when a part of the page is gone.
 */

/** `newer`: the server has another page, this one still works. `incompatible`: they must not work with each other. */
export type Standing = 'same' | 'newer' | 'incompatible';

/** Answers of several connections that come back together ask once, ms. */
const gather = 300;
/** How long a question may hang, ms. */
const askLimit = 10_000;

function ownVersion() {
  // A page in development says nothing of itself, and a test of the parts has no page.
  const meta = 'document' in globalThis ? document.querySelector(`meta[name="${pageMeta}"]`) : null;
  const content = meta?.getAttribute('content');
  return readVersion(content) ?? { build: '', protocol };
}

/** What this page is. */
export const pageVersion = ownVersion();

const [server, setServer] = createSignal<ServerVersion | null>(null);
const [refused, setRefused] = createSignal(false);
const watchers = new Set<(incompatible: boolean) => void>();

/** How this page and the server stand; reactive. */
export function standing(): Standing {
  const told = server();
  if (refused() || (told && !worksWith(pageVersion.protocol, told))) return 'incompatible';
  const isOther = told !== null && told.build !== '' && pageVersion.build !== '';
  return isOther && told.build !== pageVersion.build ? 'newer' : 'same';
}

/** The build of the page that a reload would bring; empty while it is not known. */
export const servedBuild = (): string => server()?.build ?? '';

function tell(before: Standing): void {
  const isNow = standing() === 'incompatible';
  if (isNow === (before === 'incompatible')) return;
  for (const watcher of watchers) watcher(isNow);
}

/** Takes what an answer of the server says of its version; other answers say nothing. */
export function hearVersion(answer: Response): void {
  const told = readVersion(answer.headers.get(versionHeader));
  if (!told) return;
  const before = standing();
  batch(() => {
    setServer(told);
    if (worksWith(pageVersion.protocol, told)) setRefused(false);
  });
  tell(before);
}

/** The server closed a document's connection because of this page's version. */
export function versionRefused(): void {
  const before = standing();
  setRefused(true);
  tell(before);
}

/**
 * Calls `watcher` each time page and server begin or cease to be incompatible, and at once if they are; until the
 * returned function is called.
 */
export function watchCompatibility(watcher: (incompatible: boolean) => void): () => void {
  watchers.add(watcher);
  if (standing() === 'incompatible') watcher(true);
  return () => watchers.delete(watcher);
}

let asking: Promise<void> | null = null;

/** Asks the server for its version; without an answer all stays as it was. */
export function askVersion(): Promise<void> {
  asking ??= new Promise((resolve) => setTimeout(resolve, gather))
    .then(async () => {
      const limit = limited(askLimit);
      await fetch('/api/version', { ...toServer, signal: limit.signal })
        .then(hearVersion)
        .finally(limit.end);
    })
    .catch(() => undefined)
    .finally(() => {
      asking = null;
    });
  return asking;
}
