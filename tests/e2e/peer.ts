import WebSocket from 'ws';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

/** Another recorder's device without a browser: a Yjs client in Node behind the same door. */
export interface Peer {
  doc: Y.Doc;
  awareness: Awareness;
  provider: WebsocketProvider;
  close(): void;
}

/** Goes through the door with a link's token; resolves to the session's cookie. */
export async function joinAs(link: string, name: string): Promise<string> {
  const url = new URL(link);
  const headers = { 'content-type': 'application/json' };
  const joined = await fetch(`${url.origin}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token: url.hash.slice(1) }),
  });
  const cookie = joined.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  await fetch(`${url.origin}/api/session`, {
    method: 'PATCH',
    headers: { ...headers, cookie },
    body: JSON.stringify({ name }),
  });
  return cookie;
}

/** Opens a room with a session's cookie; resolves when it is in step with the hall. */
export async function openPeer(url: string, cookie: string, room: string): Promise<Peer> {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  class Socket extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { cookie, origin: url } });
    }
  }
  const provider = new WebsocketProvider(`${url.replace(/^http/, 'ws')}/sync`, room, doc, {
    awareness,
    disableBc: true,
    WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
  });
  // Messages of our own kinds ("saved", "mode") are not this client's business.
  for (const type of Array.from({ length: 128 }, (_, at) => at))
    provider.messageHandlers[type] ??= () => undefined;
  await new Promise<void>((resolve) => {
    if (provider.synced) resolve();
    else provider.once('sync', () => resolve());
  });
  return {
    doc,
    awareness,
    provider,
    close() {
      provider.destroy();
      awareness.destroy();
      doc.destroy();
    },
  };
}

/** Resolves once `holds` is true of a document, now or after a change of it. */
export function until(doc: Y.Doc, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds()) return;
      doc.off('update', look);
      resolve();
    };
    doc.on('update', look);
    look();
  });
}
