import * as Y from 'yjs';
import { type Dialogue, frozenKinds, type Office, type Quarter, roomName } from '../../shared/dialogue.ts';
import { comparePetitions } from '../../shared/docs/board.ts';
import { allAttendees } from '../../shared/docs/register.ts';
import type { SourceOf, YearDialogue } from '../../shared/documents/source.ts';
import { isAnsweredElsewhere, overlay, overlayAll } from '../../shared/follow-up.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import type { DialogueRecord } from '../../shared/record.ts';
import { isDraft, type RecordStanding } from '../../shared/review.ts';
import { buildRecord, openRecord } from '../freeze/record.ts';
import type { Relay } from '../relay/contract.ts';
import type { Store, StoredFreeze } from '../store/store.ts';

/** Reads together what a paper is made from. */
export interface PaperSources {
  /** A dialogue before or while it is held. */
  live(dialogue: Dialogue): Promise<SourceOf<'live'>>;
  /** What dialogues will cost. */
  costs(dialogues: readonly Dialogue[], year: number): Promise<SourceOf<'costs'>>;
  plan(plan: Plan): Promise<SourceOf<'plan'>>;
  /** A dialogue's last record where it is frozen, else what a freeze now would keep. */
  held(dialogue: Dialogue): Promise<SourceOf<'held'>>;
  /** The same with what became of its petitions since: for letters and transfer sheets. */
  standing(dialogue: Dialogue): Promise<SourceOf<'held'>>;
  /** A record; a draft until it is signed. */
  ofRecord(freeze: StoredFreeze): Promise<SourceOf<'held'>>;
  /** The dialogues of a year, with what became of their petitions since. */
  year(year: number, quarter: Quarter): Promise<SourceOf<'year'>>;
}

export interface PaperSourcesOptions {
  store: Pick<Store, 'office' | 'plans' | 'preparations' | 'dialogues' | 'numbers' | 'freezes' | 'followUp'>;
  relay: Pick<Relay, 'read'>;
  reviewer: { standing(freeze: StoredFreeze): Promise<RecordStanding> };
}

const now = () => new Date().toISOString();

export function createPaperSources({ store, relay, reviewer }: PaperSourcesOptions): PaperSources {
  const officeOf = (): Promise<Office> => store.office.read();

  /** What a freeze now would keep. */
  async function asOfNow(dialogue: Dialogue): Promise<DialogueRecord> {
    const [minutes, board, register] = await Promise.all(
      frozenKinds.map((kind) => relay.read(roomName(dialogue.id, kind))),
    );
    if (!minutes || !board || !register) throw new Error('a frozen kind has no room');
    const record = buildRecord({
      id: dialogue.id,
      dialogue,
      office: await officeOf(),
      recipients: (await store.plans.read(dialogue.planId))?.recipients ?? [],
      frozenAt: now(),
      frozenBy: '',
      previous: null,
      edition: 1,
      amends: null,
      minutes,
      board,
      register,
      numbers: await store.numbers.numbersOf(dialogue.id),
    });
    return { ...record, petitions: record.petitions.sort(comparePetitions) };
  }

  /** The Yjs states stay behind: no paper is made from them. */
  function heldFrom(record: DialogueRecord, draft: boolean): SourceOf<'held'> {
    return { from: 'held', record: { ...record, yjs: { minutes: '', board: '', register: '' } }, draft };
  }

  async function ofRecord(freeze: StoredFreeze): Promise<SourceOf<'held'>> {
    return heldFrom(openRecord(freeze), isDraft((await reviewer.standing(freeze)).state));
  }

  async function held(dialogue: Dialogue): Promise<SourceOf<'held'>> {
    const last = dialogue.state === 'frozen' ? (await store.freezes.list(dialogue.id)).at(-1) : undefined;
    const kept = last ? await store.freezes.read(last.id) : null;
    return kept ? ofRecord(kept) : heldFrom(await asOfNow(dialogue), true);
  }

  async function standing(dialogue: Dialogue): Promise<SourceOf<'held'>> {
    const source = await held(dialogue);
    const events = await store.followUp.events(dialogue.id);
    const petitions = overlayAll(source.record.petitions, events);
    const returned = source.record.petitions
      .filter((petition) =>
        isAnsweredElsewhere(
          overlay(
            petition,
            events.filter(({ petitionId }) => petitionId === petition.id),
          ),
        ),
      )
      .map(({ id }) => id);
    return { ...source, record: { ...source.record, petitions }, returned };
  }

  return {
    held,
    standing,
    ofRecord,
    async live(dialogue) {
      const register = new Y.Doc();
      Y.applyUpdate(register, await relay.read(roomName(dialogue.id, 'register')));
      return {
        from: 'live',
        dialogue,
        office: await officeOf(),
        preparation: await store.preparations.read(dialogue.id),
        attendees: allAttendees(register),
        plan: await store.plans.read(dialogue.planId),
        madeAt: now(),
      };
    },
    async costs(dialogues, year) {
      const prepared = dialogues.map(async (dialogue) => ({
        dialogue,
        preparation: await store.preparations.read(dialogue.id),
      }));
      const office = await officeOf();
      return { from: 'costs', year, office, dialogues: await Promise.all(prepared), madeAt: now() };
    },
    async plan(plan) {
      return { from: 'plan', plan, office: await officeOf(), madeAt: now() };
    },
    async year(year, quarter) {
      const ofYear = (await store.dialogues.list()).filter((dialogue) => dialogue.year === year);
      const dialogues: YearDialogue[] = [];
      for (const dialogue of ofYear) {
        const { record, draft } = await standing(dialogue);
        const petitions = record.petitions.map(({ petitioner: _, ...petition }) => petition);
        dialogues.push({ dialogue, petitions, draft });
      }
      return { from: 'year', year, quarter, office: await officeOf(), dialogues, madeAt: now() };
    },
  };
}
