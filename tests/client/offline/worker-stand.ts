import { createHash } from 'node:crypto';
import { vi } from 'vitest';
import type { ShippedFile } from '../../../client/offline/files.ts';
import type { ToWorker, WorkerState } from '../../../client/offline/messages.ts';

/** A browser around the worker, as far as it looks: caches, pages, locks, and a server that has files. */

const origin = 'https://hoi-truong.lan';
type Handler = (event: Record<string, unknown>) => void;

export interface Tab {
  id: string;
  url: string;
  visibilityState: DocumentVisibilityState;
  navigated: string[];
  heard: unknown[];
}

const typeOf = (path: string) => (path.endsWith('.js') ? 'text/javascript' : 'text/html');
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** Files of a build: each page and script says which build it is of. */
export function filesOf(build: string): Record<string, string> {
  return { '/index.html': `page ${build}`, [`/assets/main-${build}.js`]: `script ${build}` };
}

export function openStand() {
  const shelves = new Map<string, Map<string, Response>>();
  const tabs = new Map<string, Tab>();
  const locks: string[] = [];
  const server = new Map<string, string>();
  const fetched: string[] = [];
  let handlers: Record<string, Handler> = {};
  let skipped = 0;

  const keyOf = (path: string) => new URL(path, origin).pathname;
  const open = async (name: string) => {
    const shelf = shelves.get(name) ?? new Map<string, Response>();
    shelves.set(name, shelf);
    return {
      match: async (path: string) => shelf.get(keyOf(path))?.clone(),
      put: async (path: string, response: Response) => void shelf.set(keyOf(path), response.clone()),
    };
  };
  const clientOf = (tab: Tab) => ({
    ...tab,
    postMessage: (message: unknown) => tab.heard.push(message),
    navigate: async (url: string) => void tab.navigated.push(url),
  });
  let queue: Promise<unknown> = Promise.resolve();
  vi.stubGlobal('caches', {
    open,
    has: async (name: string) => shelves.has(name),
    delete: async (name: string) => shelves.delete(name),
    keys: async () => [...shelves.keys()],
    match: async (path: string, { cacheName }: { cacheName?: string }) =>
      [...shelves]
        .filter(([name]) => cacheName === undefined || name === cacheName)
        .map(([, shelf]) => shelf.get(keyOf(path)))
        .find((response) => response !== undefined)
        ?.clone(),
  });
  vi.stubGlobal('navigator', {
    locks: {
      request: (_name: string, work: () => Promise<unknown>) => {
        const turn = queue.then(work);
        queue = turn.catch(() => undefined);
        return turn;
      },
      query: async () => ({ held: locks.map((name) => ({ name })) }),
    },
  });
  vi.stubGlobal('clients', {
    get: async (id: string) => {
      const tab = tabs.get(id);
      return tab && clientOf(tab);
    },
    matchAll: async () => [...tabs.values()].map(clientOf),
    claim: async () => undefined,
  });
  vi.stubGlobal('registration', { installing: null, waiting: null });
  vi.stubGlobal('location', new URL(origin));
  vi.stubGlobal('skipWaiting', async () => {
    skipped += 1;
  });
  vi.stubGlobal('addEventListener', (type: string, handler: Handler) => {
    handlers[type] = handler;
  });
  vi.stubGlobal('fetch', async (asked: string | Request) => {
    const path = keyOf(typeof asked === 'string' ? asked : asked.url);
    fetched.push(path);
    const text = server.get(path);
    if (text === undefined) return new Response('not found', { status: 404 });
    return new Response(text, { headers: { 'content-type': typeOf(path) } });
  });

  /** Dispatches an event; resolves to what it answers, `null` when it is left to the browser. */
  async function dispatch(type: string, event: Record<string, unknown> = {}) {
    const works: Promise<unknown>[] = [];
    let answer: Promise<Response> | null = null;
    handlers[type]?.({
      ...event,
      waitUntil: (work: Promise<unknown>) => works.push(work),
      respondWith: (given: Promise<Response>) => {
        answer = given;
      },
    });
    return { answer: await (answer as Promise<Response> | null), done: Promise.all(works) };
  }

  return {
    tabs,
    locks,
    server,
    fetched,
    builds: () => [...shelves.keys()].flatMap((name) => /^doithoai-page-(.*)$/.exec(name)?.[1] ?? []).sort(),
    skipped: () => skipped,
    /** The browser's storage is gone. */
    wipe: () => shelves.clear(),
    /** The worker of a build is installed; resolves to whether it could be. */
    async install(build: string, list = filesOf(build)): Promise<boolean> {
      const files: ShippedFile[] = Object.entries(list).map(([path, text]) => ({ path, hash: hashOf(text) }));
      vi.stubGlobal('shippedHere', { build, files });
      const before = handlers;
      handlers = {};
      vi.resetModules();
      await import('../../../client/offline/worker.ts');
      const installed = await dispatch('install').then(({ done }) =>
        done.then(
          () => true,
          () => false,
        ),
      );
      if (!installed) handlers = before;
      return installed;
    },
    activate: async () => void (await (await dispatch('activate')).done),
    /** The server gives a build from now on. */
    serve(build: string): void {
      server.clear();
      for (const [path, text] of Object.entries(filesOf(build))) server.set(path, text);
    },
    /** Somebody opens an address; resolves to what is given, or null when the worker leaves it to the browser. */
    async open(path: string, id: string) {
      const tab: Tab = { id, url: origin + path, visibilityState: 'visible', navigated: [], heard: [] };
      tabs.set(id, tab);
      const request = { url: origin + path, method: 'GET', mode: 'navigate' };
      const { answer, done } = await dispatch('fetch', { request, resultingClientId: id });
      done.catch(() => undefined);
      return { text: answer ? await answer.text() : null, tab, done };
    },
    /** A page asks for something else than a page. */
    async ask(url: string, method = 'GET'): Promise<string | null> {
      const request = { url: new URL(url, origin).href, method, mode: 'cors' };
      const { answer } = await dispatch('fetch', { request });
      return answer ? answer.text() : null;
    },
    /** A page says something; resolves to how things stand then. */
    async say(message: ToWorker, id = ''): Promise<WorkerState> {
      const tab = tabs.get(id);
      const port = {
        postMessage: (told: unknown) => Object.assign(port, { told }),
        told: undefined as unknown,
      };
      await (await dispatch('message', { data: message, source: tab ? clientOf(tab) : null, ports: [port] }))
        .done;
      return port.told as WorkerState;
    },
  };
}
