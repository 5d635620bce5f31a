import { parseRoom } from '../../shared/dialogue.ts';
import type { Relay } from '../relay/contract.ts';
import type { Logger, NumberBook, PetitionIndex } from './contract.ts';
import { DialogueWatch } from './dialogue-watch.ts';
import { errorCode } from './job.ts';
import { Keep } from './keep.ts';

export interface BoardWatcherOptions {
  relay: Relay;
  numbers: NumberBook;
  index: PetitionIndex;
  logger: Logger;
  /**
   * Whether a dialogue was made anew from what devices kept: there a petition that comes with a number has it from the
   * server that is lost. Elsewhere such a number is a forgery. No dialogue was, if not given.
   */
  wasRebuilt?: (dialogueId: string) => boolean | Promise<boolean>;
  /** Wait after a change before numbers are given, ms (20). */
  numberMs?: number;
  /** Shortest time between two writes of a dialogue's petitions to the table, ms (1000). */
  indexMs?: number;
  /** Boards held in memory at most (32). */
  limit?: number;
  /** A board without changes for this long is let go of, ms (10 minutes). */
  idleMs?: number;
}

/** The server's eye on all boards: petition numbers and the table of petitions. */
export interface BoardWatcher {
  /**
   * Looks through these dialogues' boards once and heals what a crash left: petitions without a number,
   * numbers given but not written, rows not in the table. Called at start with every dialogue not frozen.
   * A board that cannot be healed is logged and tried again at its next change; this never rejects.
   */
  heal(dialogueIds: readonly string[]): Promise<void>;
  /**
   * Resolves once every petition of the dialogue that is stored by now has its number written and its row
   * in the table. The freeze asks this before it seals. Rejects when the store or the relay refuses.
   */
  settled(dialogueId: string): Promise<void>;
  /** Lets go of a dialogue's board (frozen or removed). */
  release(dialogueId: string): void;
  /** Boards in memory, for metrics. */
  readonly size: number;
  /** Stops listening; what still waits is written first as far as the store takes it. */
  close(): Promise<void>;
}

/** Starts to watch every board of `relay`. Knows the relay by its contract only. */
export function createBoardWatcher(options: BoardWatcherOptions): BoardWatcher {
  const { relay, logger } = options;
  const times = { numberMs: options.numberMs ?? 20, indexMs: options.indexMs ?? 1000 };
  const boards = new Keep(
    options.limit ?? 32,
    options.idleMs ?? 600_000,
    (dialogueId) => new DialogueWatch(dialogueId, options, times),
  );
  const end = relay.onStored((room, update) => {
    const parsed = parseRoom(room);
    if (parsed?.kind === 'board') boards.use(parsed.dialogueId).feed(update);
  });

  return {
    async heal(dialogueIds) {
      for (const dialogueId of dialogueIds) {
        try {
          await boards.use(dialogueId).settled();
        } catch (error) {
          logger.error({ dialogueId, code: errorCode(error) }, 'board could not be healed');
        }
      }
    },
    settled: (dialogueId) => boards.use(dialogueId).settled(),
    release: (dialogueId) => boards.drop(dialogueId),
    get size() {
      return boards.size;
    },
    async close() {
      end();
      await Promise.allSettled([...boards].map((board) => board.settled()));
      boards.close();
    },
  };
}
