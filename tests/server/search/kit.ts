import * as Y from 'yjs';
import { createBoardWatcher } from '../../../server/board/watch.ts';
import { createFinder, type Searcher } from '../../../server/search/finder.ts';
import { createRedactors } from '../../../server/search/redactors.ts';
import { createSearchWatcher } from '../../../server/search/watch.ts';
import type { Role } from '../../../shared/access.ts';
import { type Dialogue, type DocumentKind, roomName } from '../../../shared/dialogue.ts';
import { raisePetition } from '../../../shared/docs/board.ts';
import { bodyOf } from '../../../shared/docs/minutes.ts';
import { setPetitioner } from '../../../shared/docs/register.ts';
import type { PetitionValues } from '../../../shared/petition.ts';
import { memoryLogger, memoryRelay } from '../board/memory.ts';
import type { OpenedStore } from '../store/opened.ts';

export const older: Dialogue = {
  id: 'older2023aaa',
  planId: '',
  title: 'Đối thoại với hộ nghèo',
  year: 2023,
  quarter: 'II',
  topic: '',
  groups: [],
  fields: ['Giao thông'],
  place: '',
  heldOn: '2023-06-05',
  chairName: 'Nguyễn Hữu Bảng',
  chairTitle: 'Chủ tịch UBND xã',
  secretaries: [],
  state: 'open',
};
export const newer: Dialogue = {
  ...older,
  id: 'newer2026aaa',
  title: 'Đối thoại nông dân',
  year: 2026,
  heldOn: '2026-09-01',
};

/** The search of a server with two dialogues, over a relay in memory and a store. */
export async function openSearch(open: () => Promise<OpenedStore>) {
  const { store, remove } = await open();
  const relay = memoryRelay();
  const logger = memoryLogger();
  await store.dialogues.write(older);
  await store.dialogues.write(newer);
  await store.office.write({ ...(await store.office.read()), villages: ['Hào Lý', 'Đăk Vang'] });
  const boards = createBoardWatcher({
    relay,
    numbers: store.numbers,
    index: store.petitions,
    logger,
    indexMs: 1,
  });
  const watch = () => createSearchWatcher({ relay, index: store.search, logger, everyMs: 5 });
  const redactors = createRedactors(relay);
  const finder = createFinder({
    index: store.search,
    dialogues: store.dialogues,
    office: store.office,
    redactors,
  });
  const docs = new Map<string, Y.Doc>();

  /** Changes a document as a browser would, and stores the change. */
  async function edit(dialogueId: string, kind: DocumentKind, change: (doc: Y.Doc) => void): Promise<void> {
    const room = roomName(dialogueId, kind);
    const doc = docs.get(room) ?? new Y.Doc();
    docs.set(room, doc);
    const before = Y.encodeStateVector(doc);
    doc.transact(() => change(doc));
    await relay.write(room, Y.encodeStateAsUpdate(doc, before));
  }

  return {
    store,
    relay,
    logger,
    boards,
    watch,
    finder,
    edit,
    docOf: (dialogueId: string, kind: DocumentKind) => docs.get(roomName(dialogueId, kind)),
    async raise(
      dialogueId: string,
      id: string,
      content: string,
      values: Partial<PetitionValues> = {},
      name = '',
    ) {
      await edit(dialogueId, 'board', (doc) =>
        raisePetition(doc, id, 'Thư ký', '2026-09-01T01:00:00.000Z', { content, ...values }),
      );
      if (name) await edit(dialogueId, 'register', (doc) => setPetitioner(doc, id, { name }));
      await boards.settled(dialogueId);
    },
    async write(dialogueId: string, ...paragraphs: string[]) {
      await edit(dialogueId, 'minutes', (doc) => {
        for (const text of paragraphs) {
          const paragraph = new Y.XmlElement('paragraph');
          paragraph.push([new Y.XmlText(text)]);
          bodyOf(doc).push([paragraph]);
        }
      });
    },
    async ids(who: Searcher, q: string, dialogueId = '') {
      const page = await finder.search(who, { q, dialogueId, kind: '', offset: 0 });
      return page.hits.map(({ id }) => id);
    },
    async close() {
      await boards.close();
      redactors.close();
      await remove();
    },
  };
}

export const as = (role: Role, dialogueId = ''): Searcher => ({ role, dialogueId });
