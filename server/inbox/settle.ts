import type { DialogueBook } from '../store/store.ts';
import { WorkError } from '../work/contract.ts';
import type { Writing } from '../work/writing.ts';
import { isItems, leaveBoard, nameOn, placeOn } from './boards.ts';
import { type InboxBook, type InboxChange, InboxError, type StoredItem } from './contract.ts';
import { eventOf, type Moment, next } from './items.ts';

export interface SettlerParts {
  book: InboxBook;
  write: Writing['write'];
  dialogues: Pick<DialogueBook, 'read'>;
  /** Resolves once what has arrived wears its number; rejects when that cannot be now. */
  settleNumbers(dialogueId: string): Promise<void>;
}

/** Who acts: the session, empty when the server ends what one began. */
export type Actor = Moment & { sessionId: string };

/** What came of the items: those that could not go where they were decided to go, and why. */
export type Unsettled = Map<string, 'alreadyRaised' | 'alreadyFrozen' | 'inboxIdTaken'>;

/**
 * Brings what the inbox decided to the boards. The decision is on disk before (`settled: false`), with words and citizen;
 * the inbox lets go of both only when the board has them. So a crash at any point leaves an item that is either in
 * the inbox or on one board, and the next start ends what was begun.
 */
export function createSettler({ book, write, dialogues, settleNumbers }: SettlerParts) {
  const isFrozen = (error: unknown) => error instanceof WorkError && error.code === 'alreadyFrozen';

  /** A full disk: nothing is lost, the next act or start goes on. */
  const passOn = (error: unknown): never => {
    if (error instanceof WorkError && error.code === 'storeFull') throw new InboxError('storeFull');
    throw error;
  };

  async function store(changes: InboxChange[]): Promise<void> {
    if (changes.length > 0 && !(await book.change(changes))) throw new InboxError('changedMeanwhile');
  }

  /** Takes items off the board of `dialogueId`. Returns those that go on; the others stay there, frozen. */
  async function leave(
    dialogueId: string,
    items: StoredItem[],
    actor: Actor,
    unsettled: Unsettled,
  ): Promise<StoredItem[]> {
    const titles = new Map<string, string>();
    for (const { dialogueId: to } of items)
      if (to !== '') titles.set(to, (await dialogues.read(to))?.title ?? '');
    const session = { id: actor.sessionId };
    const where = (item: StoredItem) => {
      const title = item.state === 'taken' ? titles.get(item.dialogueId) : '';
      return title ? `Chuyển sang buổi “${title}”.` : 'Chuyển về hộp kiến nghị gửi trước.';
    };
    try {
      await write(session, { id: dialogueId }, 'board', actor.by, (board) => {
        for (const item of items) leaveBoard(board, item.id, where(item), actor);
      });
      return items;
    } catch (error) {
      if (!isFrozen(error)) return passOn(error);
      const stay = items.map((item) => ({
        item: next(
          item,
          {
            state: 'taken',
            dialogueId,
            leaving: '',
            settled: true,
            content: '',
            prepared: null,
            joinedInto: '',
          },
          eventOf(actor, 'taken', { dialogueId }),
        ),
        citizen: null,
      }));
      await store(stay);
      for (const { id } of items) unsettled.set(id, 'alreadyRaised');
      return [];
    }
  }

  /** Puts items on the board of `dialogueId`; those that cannot come there go on waiting in the inbox. */
  async function place(
    dialogueId: string,
    items: StoredItem[],
    actor: Actor,
    unsettled: Unsettled,
  ): Promise<void> {
    const citizens = await book.citizens();
    const session = { id: actor.sessionId };
    const strangers = new Set<string>();
    const waits = (item: StoredItem) =>
      next(
        item,
        { state: 'new', dialogueId: '', leaving: '', settled: true },
        eventOf(actor, 'waits', { dialogueId }),
      );
    try {
      // Looked at before a name is written: under another petition's id it would be that petition's.
      await write(session, { id: dialogueId }, 'board', actor.by, (board) => {
        for (const item of items) if (!isItems(item, board)) strangers.add(item.id);
      });
      const own = items.filter(({ id }) => !strangers.has(id));
      await write(session, { id: dialogueId }, 'register', actor.by, (register) => {
        for (const { id } of own) {
          const citizen = citizens.get(id);
          if (citizen) nameOn(register, id, citizen);
        }
      });
      await write(session, { id: dialogueId }, 'board', actor.by, (board) => {
        for (const item of own) placeOn(board, item, actor);
      });
      for (const id of strangers) unsettled.set(id, 'inboxIdTaken');
    } catch (error) {
      if (!isFrozen(error)) return passOn(error);
      for (const { id } of items) unsettled.set(id, 'alreadyFrozen');
    }
    await store(
      items.map((item) =>
        unsettled.has(item.id)
          ? { item: waits(item) }
          : {
              item: next(item, { settled: true, leaving: '', content: '', prepared: null }),
              citizen: null,
            },
      ),
    );
    // Without a number it has arrived all the same.
    await settleNumbers(dialogueId).catch(() => undefined);
  }

  /** Ends what was decided about items. Throws InboxError storeFull when the disk is full: then it is ended later. */
  return async function settle(items: readonly StoredItem[], actor: Actor): Promise<Unsettled> {
    const unsettled: Unsettled = new Map();
    const open = items.filter(({ settled }) => !settled);
    const going: StoredItem[] = [];
    for (const [from, leaving] of Map.groupBy(open, (item) => item.leaving))
      going.push(...(from === '' ? leaving : await leave(from, leaving, actor, unsettled)));
    const home = going.filter(({ state }) => state !== 'taken');
    await store(home.map((item) => ({ item: next(item, { settled: true, leaving: '' }) })));
    const coming = going.filter(({ state }) => state === 'taken');
    for (const [to, taken] of Map.groupBy(coming, (item) => item.dialogueId))
      await place(to, taken, actor, unsettled);
    return unsettled;
  };
}
