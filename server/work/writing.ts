import * as Y from 'yjs';
import { type Dialogue, roomName } from '../../shared/dialogue.ts';
import { signWrites } from '../../shared/docs/writers.ts';
import { errorCode } from '../board/job.ts';
import type { Relay } from '../relay/contract.ts';
import type { DialogueBook, Session } from '../store/store.ts';
import { WorkError } from './contract.ts';
import { readRoom } from './rooms.ts';

export interface WritingParts {
  relay: Pick<Relay, 'read' | 'write'>;
  dialogues: Pick<DialogueBook, 'read'>;
  /** Told whose session writes with a Yjs client id, as the relay tells it of connections. */
  authored(room: string, client: number, session: string): void;
}

/** Changes of documents for those who never open them. */
export interface Writing {
  /** Runs the acts of one dialogue one after the other, so that each sees what the one before did. */
  inTurn<T>(dialogueId: string, act: () => Promise<T>): Promise<T>;
  /** Makes one change of a document as `by` and stores it; nothing is written when `change` throws. Throws WorkError. */
  write<T>(
    session: Pick<Session, 'id'>,
    dialogue: Pick<Dialogue, 'id'>,
    kind: 'board' | 'register',
    by: string,
    change: (doc: Y.Doc) => T,
  ): Promise<T>;
}

export function createWriting(parts: WritingParts): Writing {
  const { relay } = parts;
  /** The last act of each dialogue. */
  const queues = new Map<string, Promise<unknown>>();

  return {
    inTurn<T>(dialogueId: string, act: () => Promise<T>): Promise<T> {
      const turn = (queues.get(dialogueId) ?? Promise.resolve()).then(act, act);
      const settled = turn
        .catch(() => undefined)
        .then(() => {
          if (queues.get(dialogueId) === settled) queues.delete(dialogueId);
        });
      queues.set(dialogueId, settled);
      return turn;
    },

    async write({ id: sessionId }, { id: dialogueId }, kind, by, change) {
      const room = roomName(dialogueId, kind);
      const doc = await readRoom(relay, room);
      try {
        const updates: Uint8Array[] = [];
        signWrites(doc, () => by);
        doc.on('update', (update: Uint8Array) => updates.push(update));
        const result = change(doc);
        if (updates.length === 0) return result;
        // Asked again: a freeze may have come while the request was on its way.
        if ((await parts.dialogues.read(dialogueId))?.state !== 'open') throw new WorkError('alreadyFrozen');
        // The server itself may end what a session began; then there is none.
        if (sessionId !== '') parts.authored(room, doc.clientID, sessionId);
        await relay.write(room, Y.mergeUpdates(updates));
        return result;
      } catch (error) {
        const code = errorCode(error);
        if (code === 'room-sealed') throw new WorkError('alreadyFrozen');
        // The relay keeps it and tries again; sent once more, it finds itself done.
        if (code === 'not-stored') throw new WorkError('storeFull');
        throw error;
      } finally {
        doc.destroy();
      }
    },
  };
}
