import * as Y from 'yjs';
import { type Dialogue, parseRoom, roomName } from '../../shared/dialogue.ts';
import type { Relay } from '../relay/contract.ts';
import { knownPeople } from '../screen/people.ts';
import { Redactor } from '../screen/redact.ts';

/** The redactors of dialogues, each with the people whom its register names by now. */
export interface Redactors {
  of(dialogue: Dialogue): Promise<Redactor>;
  close(): void;
}

interface Made {
  officials: string;
  redactor: Promise<Redactor>;
}

/** Redactors held at most. */
const most = 40;

/** Makes redactors from registers when asked; one is made anew after its register changed. */
export function createRedactors(relay: Pick<Relay, 'read' | 'onStored'>): Redactors {
  const made = new Map<string, Made>();
  const end = relay.onStored((room) => {
    const parsed = parseRoom(room);
    if (parsed?.kind === 'register') made.delete(parsed.dialogueId);
  });

  async function make(dialogue: Dialogue): Promise<Redactor> {
    const doc = new Y.Doc();
    const state = await relay.read(roomName(dialogue.id, 'register'));
    if (state.length > 0) Y.applyUpdate(doc, state);
    const redactor = new Redactor(knownPeople(doc, dialogue));
    doc.destroy();
    return redactor;
  }

  return {
    async of(dialogue) {
      const officials = [dialogue.chairName, ...dialogue.secretaries].join('\n');
      const known = made.get(dialogue.id);
      if (known?.officials === officials) return known.redactor;
      if (made.size >= most) made.clear();
      const redactor = make(dialogue);
      made.set(dialogue.id, { officials, redactor });
      // A register that could not be read is read again at the next question.
      redactor.catch(() => made.delete(dialogue.id));
      return redactor;
    },
    close: end,
  };
}
