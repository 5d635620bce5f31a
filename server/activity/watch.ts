import * as Y from 'yjs';
import { parseRoom, roomName } from '../../shared/dialogue.ts';
import type { Logger } from '../board/contract.ts';
import { errorCode } from '../board/job.ts';
import { Keep } from '../board/keep.ts';
import type { Relay } from '../relay/contract.ts';
import {
  type ActivityParts,
  DialogueActivity,
  type Seen,
  type WatchedKind,
  watchedKinds,
} from './dialogue-activity.ts';

export interface ActivityOptions extends Pick<ActivityParts, 'knownValues'> {
  relay: Relay;
  logger: Logger;
  /** Display name of a session, or empty. Asked once for each client id that writes. */
  sessionName(session: string): Promise<string>;
  /** Wait before a change of board or register is looked at, ms (250). */
  lookMs?: number;
  /** The same for the minutes, ms (5000). */
  minutesMs?: number;
  /** Shortest time between two writes of a list, ms (1000). */
  writeMs?: number;
  /** Dialogues held in memory at most (16). */
  limit?: number;
  /** A dialogue without changes for this long is let go of, ms (10 minutes). */
  idleMs?: number;
}

/** Follows who changes what in every dialogue, and fields that two wrote at the same time. */
export interface ActivityWatcher {
  /**
   * Notes what the dialogues hold now, so that only what comes later is news, and looks for conflicts that an
   * earlier server did not write down. Never rejects; what cannot be read is logged.
   */
  begin(dialogueIds: readonly string[]): Promise<void>;
  /** The relay saw a session write with a Yjs client id. */
  authored(room: string, client: number, session: string): void;
  /** Resolves once all that is stored of a dialogue by now is looked at and written down. */
  settled(dialogueId: string): Promise<void>;
  /** Lets go of a dialogue (frozen or removed). */
  release(dialogueId: string): void;
  close(): Promise<void>;
}

/** Client ids remembered with their session's name; the oldest go first. */
const mostAuthors = 5000;

/** Names of the sessions behind client ids, by room. */
function createAuthors(sessionName: ActivityOptions['sessionName'], logger: Logger) {
  const names = new Map<string, string>();
  const key = (room: string, client: number) => `${room} ${client}`;
  return {
    nameOf: (room: string, client: number) => names.get(key(room, client)) ?? '',
    note(room: string, client: number, session: string) {
      sessionName(session).then(
        (name) => {
          names.set(key(room, client), name);
          const [oldest] = names.keys();
          if (names.size > mostAuthors && oldest !== undefined) names.delete(oldest);
        },
        (error: unknown) => logger.warn({ room, code: errorCode(error) }, 'session of a writer not read'),
      );
    },
  };
}

/** Starts to follow all dialogues of `relay`. Knows the relay by its contract only. */
export function createActivityWatcher(options: ActivityOptions): ActivityWatcher {
  const { relay, logger, knownValues } = options;
  const times = {
    lookMs: options.lookMs ?? 250,
    minutesMs: options.minutesMs ?? 5000,
    writeMs: options.writeMs ?? 1000,
  };
  const authors = createAuthors(options.sessionName, logger);
  const seen = new Map<string, Partial<Record<WatchedKind, Seen>>>();
  const parts: ActivityParts = { relay, logger, knownValues, sessionName: authors.nameOf };
  const dialogues = new Keep(
    options.limit ?? 16,
    options.idleMs ?? 600_000,
    (id) => new DialogueActivity(id, parts, times, seen.get(id) ?? {}, (now) => seen.set(id, now)),
  );
  const end = relay.onStored((room, update) => {
    const parsed = parseRoom(room);
    if (!parsed) return;
    const kind = watchedKinds.find((known) => known === parsed.kind);
    if (kind) dialogues.use(parsed.dialogueId).feed(kind, update);
    else if (parsed.kind === 'activity') dialogues.peek(parsed.dialogueId)?.feed('activity', update);
  });

  async function begin(dialogueId: string): Promise<void> {
    const now: Partial<Record<WatchedKind, Seen>> = {};
    for (const kind of watchedKinds) {
      const state = await relay.read(roomName(dialogueId, kind));
      if (state.length > 0) now[kind] = Y.decodeStateVector(Y.encodeStateVectorFromUpdate(state));
    }
    seen.set(dialogueId, now);
    await dialogues.use(dialogueId).settled();
  }

  return {
    async begin(dialogueIds) {
      for (const dialogueId of dialogueIds) {
        try {
          await begin(dialogueId);
        } catch (error) {
          logger.error({ dialogueId, code: errorCode(error) }, 'activity could not be begun');
        }
      }
    },
    authored: (room, client, session) => authors.note(room, client, session),
    settled: (dialogueId) => dialogues.use(dialogueId).settled(),
    release(dialogueId) {
      dialogues.drop(dialogueId);
    },
    async close() {
      end();
      await Promise.allSettled([...dialogues].map((dialogue) => dialogue.settled()));
      dialogues.close();
    },
  };
}
