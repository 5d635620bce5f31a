import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { readConfig } from '../../../server/config.ts';
import { startServer } from '../../../server/main.ts';
import { openDatabase } from '../../../server/store/sqlite/database.ts';
import type { Role } from '../../../shared/access.ts';
import { type Dialogue, type DocumentKind, roomName } from '../../../shared/dialogue.ts';
import type { FreezeSummary } from '../../../shared/record.ts';
import { joinAs, openPeer, type Peer } from '../../e2e/peer.ts';

export const someDialogue = {
  planId: '',
  title: 'Đối thoại với hội viên Hội Nông dân',
  year: 2026,
  quarter: 'III',
  topic: 'Tiếp sức nông dân',
  groups: ['Hội viên Hội Nông dân'],
  fields: ['Vay vốn', 'Giao thông'],
  place: 'Hội trường',
  heldOn: '2026-09-01',
  chairName: 'Nguyễn Hữu Bảng',
  chairTitle: 'Chủ tịch UBND xã',
  secretaries: ['Phạm Thư Ký'],
} as const;

/** The real server in this process, over a data folder of its own. */
export async function openOffice() {
  const dir = mkdtempSync(join(tmpdir(), 'doithoai-privacy-'));
  const config = readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dir, LOG_LEVEL: 'silent' });
  let server = await startServer(config, async () => undefined);
  const url = () => `http://127.0.0.1:${server.port}`;
  const organizer = await joinAs(`${url()}/join#${await server.organizerToken()}`, 'Lê Văn Phòng');
  const peers: Peer[] = [];

  const request = (method: string, path: string, json?: unknown, cookie = organizer) =>
    fetch(`${url()}/api${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      body: json === undefined ? undefined : JSON.stringify(json),
    });
  async function call<T>(method: string, path: string, json?: unknown, cookie = organizer): Promise<T> {
    const response = await request(method, path, json, cookie);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
  return {
    dir,
    organizer,
    url,
    request,
    call,
    dialogue: (title: string = someDialogue.title) =>
      call<Dialogue>('POST', '/dialogues', { ...someDialogue, title }),
    freeze: (dialogueId: string) => call<FreezeSummary>('POST', `/dialogues/${dialogueId}/freezes`, {}),
    /** A session of a role in a dialogue; its cookie. */
    async enter(role: Role, dialogueId: string, name: string, scope = {}): Promise<string> {
      const made = await call<{ token: string }>('POST', `/dialogues/${dialogueId}/links`, {
        role,
        label: role,
        ...scope,
      });
      return joinAs(`${url()}/join#${made.token}`, name);
    },
    /** A device in a room, in step with the hall. */
    async peer(dialogueId: string, kind: DocumentKind, cookie = organizer): Promise<Peer> {
      const peer = await openPeer(url(), cookie, roomName(dialogueId, kind));
      peers.push(peer);
      return peer;
    },
    /** Runs SQL on the data folder behind the server's back. */
    sql(text: string): void {
      const database = openDatabase(dir);
      try {
        database.exec(text);
      } finally {
        database.close();
      }
    },
    async restart(): Promise<void> {
      for (const peer of peers.splice(0)) peer.close();
      await server.close();
      server = await startServer(config, async () => undefined);
    },
    async close(): Promise<void> {
      for (const peer of peers.splice(0)) peer.close();
      await server.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** Files under `dir` whose bytes hold one of the texts, in UTF-8. */
export function filesWith(dir: string, texts: readonly string[]): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(dir, name)).isFile())
    .filter((name) => {
      const bytes = readFileSync(join(dir, name));
      return texts.some((text) => bytes.includes(text));
    });
}

/** Everything that the document's state holds, deleted content too, as one text. */
export function bytesOf(state: Uint8Array): string {
  return Buffer.from(state).toString('utf8');
}

/** A document's state as a device would keep it. */
export function stateOf(doc: Y.Doc): Uint8Array {
  return Y.encodeStateAsUpdate(doc);
}
