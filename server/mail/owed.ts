import type { Dialogue, Office } from '../../shared/dialogue.ts';
import { cleanLine } from '../../shared/documents/plain.ts';
import { eventName } from '../../shared/documents/wording.ts';
import type { LetterKind } from '../../shared/mail.ts';
import { isSameName } from '../../shared/same-name.ts';
import { isDay, workingDaysBetween } from '../../shared/working-days.ts';
import { lastSoonDay } from '../../shared/worklists.ts';
import type { PetitionTable } from '../board/contract.ts';
import type { Redactors } from '../search/redactors.ts';
import type { DialogueBook } from '../store/store.ts';
import type { LetterPetition } from './letter.ts';

export interface OwedParts {
  petitions: Pick<PetitionTable, 'list'>;
  dialogues: Pick<DialogueBook, 'list'>;
  redactors: Pick<Redactors, 'of'>;
}

/** What is owed by now, to be asked for each unit and authority. */
export interface Owed {
  of(kind: LetterKind, name: string): { overdue: LetterPetition[]; due: LetterPetition[] };
}

/** Longest text that is looked at. */
const sourceLength = 2000;

/** Reads the petitions of all dialogues whose answer is overdue or due soon. `today` is `YYYY-MM-DD` in Vietnam. */
export async function readOwed(parts: OwedParts, office: Office, today: string): Promise<Owed> {
  const soon = lastSoonDay(today, office);
  const dialogues = new Map((await parts.dialogues.list()).map((one) => [one.id, one]));
  const rows = await parts.petitions.list({ states: ['deferred', 'escalated'] });
  const told: { state: string; petition: LetterPetition }[] = [];
  for (const { dialogueId, petition } of rows) {
    const dialogue: Dialogue | undefined = dialogues.get(dialogueId);
    if (!dialogue || !isDay(petition.dueDate) || petition.dueDate > soon) continue;
    const redactor = await parts.redactors.of(dialogue);
    const hide = (text: string) => cleanLine(redactor.redact(text.slice(0, sourceLength)));
    told.push({
      state: petition.state,
      petition: {
        number: cleanLine(petition.number),
        dialogue: eventName(dialogue),
        field: hide(petition.field),
        matter: hide(petition.content),
        authority: petition.state === 'escalated' ? hide(petition.authority) : '',
        unit: hide(petition.unit),
        dueDate: petition.dueDate,
        daysLeft: workingDaysBetween(today, petition.dueDate, office),
      },
    });
  }
  told.sort((a, b) => (a.petition.dueDate < b.petition.dueDate ? -1 : 1));
  return {
    of(kind, name) {
      const known = kind === 'unit' ? office.units : office.authorities;
      const own = told
        .filter(({ petition }) => isSameName(petition[kind], name, known))
        .map(({ petition }) => petition);
      return {
        overdue: own.filter(({ dueDate }) => dueDate < today),
        due: own.filter(({ dueDate }) => dueDate >= today),
      };
    },
  };
}
