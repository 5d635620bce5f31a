import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { HallProvider } from '../../client/sync/hall-provider.ts';
import { Line } from '../../client/sync/line.ts';
import { versionHeader } from '../../shared/version.ts';
import { messageBeat, messageMode, messageSaved } from '../../shared/wire.ts';

/** A device of the hall without its browser: the product's own way of connecting and coming back, in Node. */
export interface Device {
  docs: Y.Doc[];
  /** When it asked whether the server is there, and when it opened sockets, ms (performance.now). */
  asked: number[];
  opened: number[];
  isInStep(): boolean;
  close(): void;
}

/** Opens rooms with a session's cookie, all over one line as a page does. */
export function openDevice(url: string, cookie: string, rooms: readonly string[]): Device {
  const [asked, opened]: [number[], number[]] = [[], []];
  const line = new Line(async () => {
    asked.push(performance.now());
    try {
      const answer = await fetch(`${url}/api/session`, {
        headers: { cookie, connection: 'close' },
        signal: AbortSignal.timeout(9_000),
      });
      return answer.headers.has(versionHeader);
    } catch {
      return false;
    }
  });
  class Socket extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      const settings = { headers: { cookie, origin: url }, protocols: protocols ?? [] };
      // What Node's takes beside a browser's.
      super(address, settings as unknown as string[]);
      opened.push(performance.now());
    }
  }
  const providers = rooms.map((room) => {
    const doc = new Y.Doc();
    const provider = new HallProvider(`${url.replace(/^http/, 'ws')}/sync`, room, doc, {
      awareness: new Awareness(doc),
      params: {},
      watch: (Base) => Base,
      Socket,
      line,
      mayEnter: async () => true,
    });
    provider.disableBc = true;
    for (const type of [messageSaved, messageMode, messageBeat])
      provider.messageHandlers[type] = () => undefined;
    provider.connect();
    return provider;
  });
  return {
    docs: providers.map(({ doc }) => doc),
    asked,
    opened,
    isInStep: () => providers.every(({ synced }) => synced),
    close() {
      for (const provider of providers) {
        provider.destroy();
        provider.awareness.destroy();
        provider.doc.destroy();
      }
    },
  };
}
