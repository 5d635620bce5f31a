import type { Escalation, EscalationAct } from '../../shared/escalation.ts';
import type { AnswerFile } from '../../shared/follow-up.ts';

/** A petition as it is sent: `acts` come later, `from` is whoever sends it. */
export type NewEscalation = Omit<Escalation, 'from' | 'acts'> & { dialogueId: string; petitionId: string };

/** A petition as the sender finds it again. */
export interface StoredEscalation extends Escalation {
  dialogueId: string;
  petitionId: string;
}

/**
 * What one commune sent to its superior and what others sent to it. The store shows each of the two its rows and nobody
 * else's, takes an act of whoever may do it, and refuses every change but an erasure's.
 */
export interface EscalationBook {
  /**
   * Sends a petition, unless one of the same petition is under way already: then that one is what it gives back. Null where
   * `to` is not the own superior (any more).
   */
  send(escalation: NewEscalation): Promise<StoredEscalation | null>;
  /** What was sent of a dialogue, oldest first. */
  sentOf(dialogueId: string): Promise<StoredEscalation[]>;
  /** What arrived: all that is under way, and of the rest as many as `ended` says, the last sent first. */
  arrived(ended: number): Promise<StoredEscalation[]>;
  /** How many that arrived wait for an answer, and of these, how many were due before `today` (`YYYY-MM-DD`). */
  counts(today: string): Promise<{ arrived: number; waiting: number; overdue: number }>;
  /** One that this commune sent, or that arrived here. */
  one(id: string): Promise<StoredEscalation | null>;
  /**
   * Adds an act of this commune; returns the petition as it is then, or null when its state does not admit the act. The same
   * act said twice is there once. A file that it names was added before; others of this petition go.
   */
  act(escalation: Pick<Escalation, 'id'>, act: EscalationAct): Promise<StoredEscalation | null>;
  /** Keeps the bytes of a file for an answer that may come; those of this petition that none came for in a day go. */
  addFile(escalation: Escalation, file: AnswerFile, bytes: Uint8Array, at: string): Promise<void>;
  file(id: string, hash: string): Promise<{ file: AnswerFile; bytes: Uint8Array<ArrayBuffer> } | null>;
  /** Petitions that are under way, sent or arrived. */
  underWay(): Promise<StoredEscalation[]>;
  /**
   * Takes names out of what was sent of a dialogue and of what was done with it; `files`: petitions whose files go. Of the
   * superior's words all go where `redact` changes any. Returns how many texts and files.
   */
  erase(
    dialogueId: string,
    erasure: { redact(text: string): string; files: ReadonlySet<string>; at: string },
  ): Promise<{ texts: number; files: number }>;
}

/** The other communes of the installation, as they are named there; one that has no name by its id. */
export interface Neighbours {
  /** The commune's own id. */
  readonly own: string;
  /** Id and name of the own superior, or null. */
  superior(): Neighbour | null;
  /** Those that name this commune as their superior. */
  below(): readonly Neighbour[];
  /** Name of any commune of the installation. */
  nameOf(id: string): string;
}

export interface Neighbour {
  id: string;
  name: string;
}

/** Why something was not done. `escalationOver`: its state does not admit it (any more). */
export class EscalationError extends Error {
  readonly code: 'noSuperior' | 'escalationOver' | 'notFound';
  constructor(code: EscalationError['code']) {
    super(code);
    this.name = 'EscalationError';
    this.code = code;
  }
}
