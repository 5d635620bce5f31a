import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { createBoardWatcher } from '../../../server/board/watch.ts';
import { paperFiles } from '../../../server/papers/files.ts';
import { createPaperStore } from '../../../server/papers/papers.ts';
import { createRebuilder } from '../../../server/rebuild/rebuild.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import { type Dialogue, type Office, roomName } from '../../../shared/dialogue.ts';
import { allPetitions } from '../../../shared/docs/board.ts';
import { handOver } from '../../../shared/exchange/documents.ts';
import { type Exchange, type ExchangedKind, exchangedKinds } from '../../../shared/exchange/format.ts';
import { startRelay } from '../relay/test-relay.ts';

export const dialogue: Dialogue = {
  id: 'dialogue0001',
  planId: '',
  title: 'Đối thoại với hộ nghèo',
  year: 2026,
  quarter: 'III',
  topic: '',
  groups: ['Hộ nghèo'],
  fields: ['Vay vốn'],
  place: 'Hội trường xã',
  heldOn: '2026-11-26',
  chairName: 'Nguyễn Hữu Bảng',
  chairTitle: 'Chủ tịch UBND xã',
  secretaries: [],
  state: 'open',
};

export const office: Office = {
  superior: '',
  body: 'ỦY BAN NHÂN DÂN XÃ SA LOONG',
  bodySign: 'UBND',
  place: 'Sa Loong',
  authority: 'TM. ỦY BAN NHÂN DÂN',
  signerTitle: 'CHỦ TỊCH',
  signerName: 'Nguyễn Hữu Bảng',
  villages: ['Giang Lố 1'],
  units: ['Văn phòng'],
  authorities: [],
  holidays: [],
};

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** A server without its doors: store, relay, numbers, papers, and what takes dialogues over. */
export async function newServer() {
  const dir = mkdtempSync(join(tmpdir(), 'doithoai-rebuild-'));
  const store = await openSqliteStore(dir, createUpdateLog);
  const sealed = new Set<string>();
  const { relay, close } = await startRelay({ log: store.updates, isSealed: (room) => sealed.has(room) });
  const watcher = createBoardWatcher({
    relay,
    numbers: store.numbers,
    index: store.petitions,
    wasRebuilt: (id) => store.rebuilt.has(id),
    logger: quiet,
    numberMs: 1,
    indexMs: 1,
  });
  const papers = createPaperStore({ files: paperFiles(join(dir, 'papers')), book: store.papers });
  const rebuilder = createRebuilder({
    store,
    relay,
    papers,
    settleNumbers: (id) => watcher.settled(id),
    changed: () => undefined,
    logger: quiet,
  });
  const doc = async (kind: ExchangedKind) => {
    const made = new Y.Doc();
    const state = await relay.read(roomName(dialogue.id, kind));
    if (state.length > 0) Y.applyUpdate(made, state);
    return made;
  };
  return {
    dir,
    store,
    relay,
    watcher,
    papers,
    rebuilder,
    doc,
    /** Numbers by petition id. */
    async numbers(): Promise<Record<string, string>> {
      await watcher.settled(dialogue.id);
      return Object.fromEntries(allPetitions(await doc('board')).map(({ id, number }) => [id, number]));
    },
    /** What a device comes back with over the wire. */
    async comesBack(device: Device): Promise<void> {
      for (const kind of exchangedKinds)
        await relay.write(roomName(dialogue.id, kind), Y.encodeStateAsUpdate(device.doc(kind)));
      await watcher.settled(dialogue.id);
    },
    async close() {
      await watcher.close();
      await close();
      await store.close();
      rmSync(dir, { recursive: true });
    },
  };
}
export type TestServer = Awaited<ReturnType<typeof newServer>>;

/** A device of the hall: what it holds of each document. */
export class Device {
  readonly #docs = new Map<ExchangedKind, Y.Doc>(exchangedKinds.map((kind) => [kind, new Y.Doc()]));

  doc(kind: ExchangedKind): Y.Doc {
    return this.#docs.get(kind) ?? new Y.Doc();
  }

  /** In step with a server. */
  async meet(server: TestServer): Promise<void> {
    await server.comesBack(this);
    for (const kind of exchangedKinds)
      Y.applyUpdate(this.doc(kind), Y.encodeStateAsUpdate(await server.doc(kind)));
  }

  /** Its file with everything. */
  file(more: Partial<Exchange> = {}): Exchange {
    return {
      dialogue: { id: dialogue.id, title: dialogue.title },
      device: { id: '', name: '' },
      person: 'Phạm Thư Ký',
      madeAt: '2026-11-26T02:00:00.000Z',
      scope: 'whole',
      session: { dialogue, office, preparation: null },
      documents: exchangedKinds.map((kind) => handOver(kind, this.doc(kind), null)),
      papers: [],
      ...more,
    };
  }
}
