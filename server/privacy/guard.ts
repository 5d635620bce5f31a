import * as Y from 'yjs';
import { parseRoom, roomName } from '../../shared/dialogue.ts';
import { newId } from '../../shared/ids.ts';
import { errorCode } from '../board/job.ts';
import type { DialogueEraser } from './erase-dialogue.ts';
import type { EraserOptions } from './parts.ts';
import { openRoom } from './person-finder.ts';

/** Wait after a change of a register before it is looked at for what was erased, ms. */
const guardMs = 500;
/** Between two sweeps that nobody ordered, ms: they hold up the hall. */
const sweepEvery = 60_000;

/** Keeps erased what was erased: whatever a device that was away, or a hostile one, brings back. */
export function createGuard(
  options: Pick<EraserOptions, 'relay' | 'book' | 'logger'>,
  eraser: Pick<DialogueEraser, 'eraseLive' | 'eraseRecords'>,
  inTurn: <T>(work: () => Promise<T>) => Promise<T>,
) {
  const { relay, book, logger } = options;
  const timers = new Map<string, NodeJS.Timeout>();
  const arriving = new Map<string, Uint8Array[]>();
  let guarded: ReadonlySet<string> = new Set();
  let sweptAt = Number.NEGATIVE_INFINITY;
  let sweeping: NodeJS.Timeout | undefined;

  /** Empties again what was erased once and was brought back, and what a new record took along. */
  async function restore(dialogueId: string, arrived: readonly Uint8Array[]): Promise<void> {
    const places = await book.erasedIn(dialogueId);
    if (places.length === 0) return;
    const again = await eraser.eraseLive(dialogueId, places, newId());
    const values = await eraser.eraseRecords(dialogueId, places, true);
    const room = roomName(dialogueId, 'register');
    // A device that was away may have written into an entry that was replaced: nobody sees it, but the log has it.
    const hidden = again === 0 && (await holdsDeleted(room, arrived));
    if (hidden) await relay.forget?.(room);
    if (again === 0 && values === 0 && !hidden) return;
    await sweepAgain();
    logger.warn(
      { dialogueId, again, values, hidden },
      'erased personal data came back and were erased again',
    );
  }

  async function sweepAgain(): Promise<void> {
    const wait = sweptAt + sweepEvery - performance.now();
    if (wait > 0) return sweepLater(wait);
    sweptAt = performance.now();
    await book.sweep().catch((error: unknown) => {
      logger.warn({ code: errorCode(error) }, 'the space of erased data is not overwritten yet');
      sweepLater(sweepEvery);
    });
  }

  function sweepLater(wait = sweepEvery): void {
    sweeping ??= setTimeout(() => {
      sweeping = undefined;
      void inTurn(sweepAgain);
    }, wait).unref();
  }

  /** Whether something of these updates was deleted by the time it came. */
  async function holdsDeleted(room: string, updates: readonly Uint8Array[]): Promise<boolean> {
    if (updates.length === 0) return false;
    const doc = await openRoom(relay, room);
    const isGone = (client: number, clock: number, length: number) => {
      const structs = doc.store.clients.get(client) ?? [];
      return structs.some(
        (struct) =>
          struct.deleted && struct.id.clock < clock + length && struct.id.clock + struct.length > clock,
      );
    };
    const found = updates.some((update) =>
      Y.decodeUpdate(update).structs.some((struct) =>
        isGone(struct.id.client, struct.id.clock, struct.length),
      ),
    );
    doc.destroy();
    return found;
  }

  function look(dialogueId: string): void {
    timers.delete(dialogueId);
    const arrived = arriving.get(dialogueId) ?? [];
    arriving.delete(dialogueId);
    inTurn(() => restore(dialogueId, arrived)).catch((error: unknown) =>
      logger.error({ dialogueId, code: errorCode(error) }, 'erased personal data could not be guarded'),
    );
  }

  const end = relay.onStored((room, update) => {
    const parsed = parseRoom(room);
    if (parsed?.kind !== 'register' || !guarded.has(parsed.dialogueId)) return;
    const { dialogueId } = parsed;
    arriving.set(dialogueId, [...(arriving.get(dialogueId) ?? []), update]);
    if (!timers.has(dialogueId))
      timers.set(
        dialogueId,
        setTimeout(() => look(dialogueId), guardMs),
      );
  });

  return {
    /** Begins to guard whatever was ever erased. */
    async refresh(): Promise<void> {
      guarded = await book.dialogues();
    },
    /** Sweeps again in a while: the disk, or somebody who read, did not let it be done. */
    sweepLater: () => sweepLater(),
    /** Looks at a dialogue at once: after a freeze. Logs what cannot be emptied. */
    look,
    /** Sweeps what still waits for it. */
    async close(): Promise<void> {
      end();
      for (const timer of timers.values()) clearTimeout(timer);
      await inTurn(async () => {
        if (sweeping === undefined) return;
        clearTimeout(sweeping);
        await book.sweep().catch(() => undefined);
      });
    },
  };
}
