import type * as Y from 'yjs';
import { type Dialogue, type DocumentKind, parseRoom } from '../../shared/dialogue.ts';
import { paragraphsOf } from '../../shared/docs/paragraphs.ts';
import { isPetitionId, type Logger } from '../board/contract.ts';
import { errorCode } from '../board/job.ts';
import { Keep } from '../board/keep.ts';
import type { Relay } from '../relay/contract.ts';
import { allPetitioners } from '../screen/people.ts';
import type { SearchIndex } from './contract.ts';
import { RoomWatch } from './room-watch.ts';

export interface SearchWatcherOptions {
  relay: Relay;
  index: SearchIndex;
  logger: Logger;
  /** Shortest time between two writes of one document's texts, ms (1500). */
  everyMs?: number;
  /** Documents held in memory at most (16). */
  limit?: number;
  /** A document without changes for this long is let go of, ms (5 minutes). */
  idleMs?: number;
}

/** Keeps minutes and names of citizens in the index; petitions come there with the board's table. */
export interface SearchWatcher {
  /**
   * Indexes what was written before this version or while the server was down, one document after the other, resting
   * between them. A document that cannot be read is logged and tried again at its next change. Never rejects.
   */
  catchUp(dialogues: readonly Pick<Dialogue, 'id' | 'state'>[]): Promise<void>;
  /** Resolves once all that is stored of the dialogue by now is in the index. Rejects when it cannot be. */
  settled(dialogueId: string): Promise<void>;
  /** Indexes a frozen dialogue for the last time and lets go of it. */
  finish(dialogueId: string): Promise<void>;
  /** Documents in memory, for metrics. */
  readonly size: number;
  close(): Promise<void>;
}

const watched = ['minutes', 'register'] as const satisfies readonly DocumentKind[];
/** Petitions indexed at a time while catching up. */
const portion = 100;

function paragraphTexts(doc: Y.Doc): Map<string, string> {
  return new Map(paragraphsOf(doc).flatMap(({ key, text }) => (text ? [[key, text] as const] : [])));
}

function citizenNames(doc: Y.Doc): Map<string, string> {
  const names = new Map<string, string>();
  for (const [id, { name }] of allPetitioners(doc)) {
    const clean = name.normalize('NFC').trim().slice(0, 200);
    if (clean && isPetitionId(id)) names.set(id, clean);
  }
  return names;
}

const rest = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Starts to follow minutes and registers of `relay`. Knows the relay by its contract only. */
export function createSearchWatcher(options: SearchWatcherOptions): SearchWatcher {
  const { relay, index, logger, everyMs = 1500 } = options;
  const documents = new Keep(options.limit ?? 16, options.idleMs ?? 300_000, (room) => {
    const { dialogueId, kind } = parseRoom(room) ?? { dialogueId: '', kind: 'minutes' };
    const isRegister = kind === 'register';
    const read = isRegister ? citizenNames : paragraphTexts;
    const book = isRegister ? index.names : index.paragraphs;
    return new RoomWatch(dialogueId, kind, { relay, logger, everyMs, read, book });
  });
  const end = relay.onStored((room, update) => {
    const kind = parseRoom(room)?.kind;
    if (watched.some((each) => each === kind)) documents.use(room).feed(update);
  });
  let closed = false;

  async function settled(dialogueId: string): Promise<void> {
    for (const kind of watched) await documents.use(`${dialogueId}/${kind}`).settled();
  }

  async function finish(dialogueId: string): Promise<void> {
    await settled(dialogueId);
    for (const kind of watched) documents.drop(`${dialogueId}/${kind}`);
    await index.finish(dialogueId);
  }

  async function tryOne(dialogueId: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      logger.error({ dialogueId, code: errorCode(error) }, 'dialogue could not be indexed');
    }
  }

  return {
    settled,
    finish,
    async catchUp(dialogues) {
      await tryOne('', async () => {
        while (!closed && (await index.catchUp(portion)) > 0) await rest();
      });
      const finished = await index.finished();
      for (const { id, state } of dialogues) {
        if (closed) return;
        if (finished.has(id)) continue;
        await tryOne(id, () => (state === 'frozen' ? finish(id) : settled(id)));
        await rest();
      }
    },
    get size() {
      return documents.size;
    },
    async close() {
      closed = true;
      end();
      await Promise.allSettled([...documents].map((document) => document.settled()));
      documents.close();
    },
  };
}
