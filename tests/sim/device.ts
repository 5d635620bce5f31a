import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { type DocumentKind, roomName } from '../../shared/dialogue.ts';
import { messageMode, messageSaved } from '../../shared/wire.ts';

/** Turns a link into a session's cookie and gives the session a name. */
export async function signIn(link: string, name: string): Promise<string> {
  const { origin, hash } = new URL(link);
  const ask = (method: string, cookie: string, json: object) =>
    fetch(`${origin}/api/session`, {
      method,
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(json),
    });
  const joined = await ask('POST', '', { token: hash.slice(1) });
  const cookie = joined.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const named = await ask('PATCH', cookie, { name });
  if (!named.ok) throw new Error(`signing in: ${named.status}`);
  return cookie;
}

/** A device without a browser: the documents and an unmodified y-websocket provider for each. */
export class Device {
  readonly name: string;
  readonly #docs = new Map<DocumentKind, { doc: Y.Doc; provider: WebsocketProvider }>();

  constructor(url: string, cookie: string, name: string, dialogueId: string, kinds: readonly DocumentKind[]) {
    this.name = name;
    class Socket extends WebSocket {
      constructor(address: string) {
        super(address, { headers: { cookie } });
      }
    }
    for (const kind of kinds) {
      const doc = new Y.Doc();
      const provider = new WebsocketProvider(
        `${url.replace('http', 'ws')}/sync`,
        roomName(dialogueId, kind),
        doc,
        {
          // The provider asks for the browser's class; ws' own has all of it that is used.
          WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
          disableBc: true,
          maxBackoffTime: 1000,
        },
      );
      for (const message of [messageSaved, messageMode]) provider.messageHandlers[message] = () => undefined;
      provider.awareness.setLocalStateField('user', { name, color: '#14508c', colorLight: '#14508c33' });
      this.#docs.set(kind, { doc, provider });
    }
  }

  doc(kind: DocumentKind): Y.Doc {
    const open = this.#docs.get(kind);
    if (!open) throw new Error(`${this.name} has no ${kind}`);
    return open.doc;
  }

  /** Says in which petition this person is, as the board does. */
  visit(petition: string): void {
    this.#docs.get('board')?.provider.awareness.setLocalStateField('where', { petition });
  }

  /** Puts the caret of this person behind a place of the minutes, for the others to see. */
  caret(position: Y.RelativePosition): void {
    const place = JSON.parse(JSON.stringify(position));
    this.#docs
      .get('minutes')
      ?.provider.awareness.setLocalStateField('cursor', { anchor: place, head: place });
  }

  disconnect(): void {
    for (const { provider } of this.#docs.values()) provider.disconnect();
  }

  connect(): void {
    for (const { provider } of this.#docs.values()) provider.connect();
  }

  /** Resolves once every document came from the hall. Rejects after a minute. */
  async synced(): Promise<void> {
    for (let n = 0; n < 600; n++) {
      if ([...this.#docs.values()].every(({ provider }) => provider.synced)) return;
      await wait(100);
    }
    throw new Error(`${this.name} was not synced within a minute`);
  }

  close(): void {
    for (const { doc, provider } of this.#docs.values()) {
      provider.destroy();
      doc.destroy();
    }
  }
}
