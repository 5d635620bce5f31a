import type { Dialogue } from '../../shared/dialogue.ts';
import type { Ruling, Telling, UnitPetition, VillagePetition, Work, WorkProblem } from '../../shared/work.ts';
import type { Session } from '../store/store.ts';

/** Why an act was refused, and what the form needs to go on: what is wrong with it, or the petition as it is now. */
export class WorkError extends Error {
  readonly code: 'notYours' | 'notReady' | 'changedMeanwhile' | 'alreadyFrozen' | 'storeFull';
  readonly details: {
    problems?: WorkProblem[];
    now?: UnitPetition | VillagePetition;
    /** What was prepared meanwhile. */
    prepared?: string;
  };
  constructor(code: WorkError['code'], details: WorkError['details'] = {}) {
    super(code);
    this.name = 'WorkError';
    this.code = code;
    this.details = details;
  }
}

/** The work of officers and village heads, petition by petition, in the scope of their session. */
export interface Worker {
  /** The petitions of the session's unit (officer) or village (village head); none for any other role. */
  list(session: Session, dialogue: Dialogue): Promise<Work>;
  /** An officer answers. Returns the petition as it is then; throws WorkError. */
  rule(session: Session, dialogue: Dialogue, petitionId: string, ruling: Ruling): Promise<UnitPetition>;
  /** A village head notes that the citizen was told. Returns the petition as it is then; throws WorkError. */
  tell(session: Session, dialogue: Dialogue, petitionId: string, telling: Telling): Promise<VillagePetition>;
  /** An officer prepares an answer for the chair. Returns the petition as it is then; throws WorkError. */
  prepare(
    session: Session,
    dialogue: Dialogue,
    petitionId: string,
    given: { text: string; seen: string },
  ): Promise<UnitPetition>;
  close(): void;
}
