import type { Dialogue } from '../../shared/dialogue.ts';
import { allPrepared } from '../../shared/docs/prepared.ts';
import type { Petition } from '../../shared/petition.ts';
import type { Logger } from '../board/contract.ts';
import { errorCode } from '../board/job.ts';
import type { Relay } from '../relay/contract.ts';
import { allPetitioners } from '../screen/people.ts';
import type { Redactors } from '../search/redactors.ts';
import type { DialogueBook, OfficeBook, Session } from '../store/store.ts';
import { createReading } from '../work/rooms.ts';
import type { Writing } from '../work/writing.ts';
import { type InboxBook, type InboxChange, InboxError, type StoredItem } from './contract.ts';
import { type Actor, createSettler, type Unsettled } from './settle.ts';

export interface InboxParts {
  book: InboxBook;
  /** What the inbox writes into dialogues. */
  writing: Pick<Writing, 'write'>;
  /** The petitions of a dialogue as they stand, with what was done about them after a freeze. */
  standing(dialogueId: string): Promise<readonly { petition: Petition }[]>;
  relay: Pick<Relay, 'read' | 'onStored'>;
  dialogues: Pick<DialogueBook, 'read' | 'list'>;
  office: Pick<OfficeBook, 'read'>;
  redactors: Redactors;
  settleNumbers(dialogueId: string): Promise<void>;
  logger: Logger;
  now?: () => Date;
}

/** What the senders' part and the organizer's part of the inbox stand on. */
export function createBase(parts: InboxParts) {
  const { relay, book } = parts;
  const preparations = createReading(relay, 'board', allPrepared);
  const registers = createReading(relay, 'register', allPetitioners);
  const { write } = parts.writing;
  const settleItems = createSettler({ ...parts, write });
  let queue: Promise<unknown> = Promise.resolve();

  const actorOf = ({ id, name, unit, village, role }: Session): Actor => ({
    sessionId: id,
    by: name || unit || village || role,
    at: (parts.now?.() ?? new Date()).toISOString(),
  });

  async function store(...changes: InboxChange[]): Promise<void> {
    if (changes.length > 0 && !(await book.change(changes))) throw new InboxError('changedMeanwhile');
  }

  /** Brings to the boards what was decided about these items; returns what could not come there. */
  async function settle(ids: readonly string[], actor: Actor): Promise<Unsettled> {
    const items: StoredItem[] = [];
    for (const id of ids) {
      const item = await book.read(id);
      if (item) items.push(item);
    }
    return settleItems(items, actor);
  }

  return {
    ...parts,
    preparations,
    registers,
    write,
    actorOf,
    store,
    settle,
    /** One act after the other, so that each sees what the one before did. */
    inTurn<T>(act: () => Promise<T>): Promise<T> {
      const turn = queue.then(act, act);
      queue = turn.catch(() => undefined);
      return turn;
    },
    /** An item with nothing left to be brought to the boards. Throws InboxError notFound. */
    async settled(id: string, actor: Actor): Promise<StoredItem> {
      const item = await book.read(id);
      if (!item) throw new InboxError('notFound');
      if (item.settled) return item;
      await settle([id], actor);
      return (await book.read(id)) ?? item;
    },
    /** Reads petitions as they stand, each dialogue's once: for one answer. */
    petitions(): (dialogueId: string, id: string) => Promise<Petition | null> {
      const read = new Map<string, Promise<Map<string, Petition>>>();
      const of = async (dialogueId: string) =>
        new Map((await parts.standing(dialogueId)).map(({ petition }) => [petition.id, petition]));
      return async (dialogueId, id) => {
        const petitions = read.get(dialogueId) ?? of(dialogueId);
        read.set(dialogueId, petitions);
        return (await petitions).get(id) ?? null;
      };
    },
    async dialogueMap(): Promise<Map<string, Dialogue>> {
      return new Map((await parts.dialogues.list()).map((dialogue) => [dialogue.id, dialogue]));
    },
    /** Ends what was cut short. Logs what cannot be ended yet. */
    async endCutShort(): Promise<void> {
      const open = (await book.list()).filter(({ settled }) => !settled);
      for (const { id, history } of open) {
        const by = history.at(-1)?.by ?? '';
        try {
          await settle([id], { sessionId: '', by, at: (parts.now?.() ?? new Date()).toISOString() });
        } catch (error) {
          parts.logger.warn({ item: id, code: errorCode(error) }, 'an item of the inbox is not settled yet');
        }
      }
    },
    close() {
      preparations.close();
      registers.close();
    },
  };
}

export type InboxBase = ReturnType<typeof createBase>;
