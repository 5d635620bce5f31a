import { parseRoom } from '../../shared/dialogue.ts';
import type { Logger } from '../board/contract.ts';
import { Keep } from '../board/keep.ts';
import type { Relay } from '../relay/contract.ts';
import { DialogueScreen, type ScreenParts, sources } from './dialogue-screen.ts';

export interface ScreenProjectorOptions {
  relay: Relay;
  contextOf: ScreenParts['contextOf'];
  opensPublicList: ScreenParts['opensPublicList'];
  logger: Logger;
  /** Shortest time between two writes of a screen, ms (150). */
  everyMs?: number;
  /** How long a text must stand unchanged before it is shown, ms (3000). */
  quietMs?: number;
  /** Screens held in memory at most (32). */
  limit?: number;
  /** A screen whose dialogue did not change for this long is let go of, ms (10 minutes). */
  idleMs?: number;
}

/** Keeps the public document of every dialogue (room `<id>/screen`) in step with its board, register and stage. */
export interface ScreenProjector {
  /**
   * Writes the dialogue's screen now. Called when the dialogue's or office's data change (title, villages,
   * frozen) and at start for each dialogue, so that a screen never opens on an empty document.
   * Rejects when the store or the relay refuses; the next change tries again.
   */
  refresh(dialogueId: string): Promise<void>;
  /** Lets go of a removed dialogue. */
  release(dialogueId: string): void;
  /** Screens in memory, for metrics. */
  readonly size: number;
  close(): void;
}

/** Starts to follow all boards, registers and stages of `relay`. Knows the relay by its contract only. */
export function createScreenProjector(options: ScreenProjectorOptions): ScreenProjector {
  const { relay } = options;
  const times = { everyMs: options.everyMs ?? 150, quietMs: options.quietMs ?? 3000 };
  const screens = new Keep(
    options.limit ?? 32,
    options.idleMs ?? 600_000,
    (dialogueId) => new DialogueScreen(dialogueId, options, times),
  );
  const end = relay.onStored((room, update) => {
    const parsed = parseRoom(room);
    const source = sources.find((known) => known === parsed?.kind);
    if (!parsed || !source) return;
    const screen = source === 'screen' ? screens.peek(parsed.dialogueId) : screens.use(parsed.dialogueId);
    screen?.feed(source, update);
  });
  return {
    refresh: (dialogueId) => screens.use(dialogueId).refresh(),
    release: (dialogueId) => screens.drop(dialogueId),
    get size() {
      return screens.size;
    },
    close() {
      end();
      screens.close();
    },
  };
}
