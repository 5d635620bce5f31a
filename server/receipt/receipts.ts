import type { Dialogue, Office } from '../../shared/dialogue.ts';
import type { ReceiptSource } from '../../shared/documents/receipts.ts';
import { isOwed } from '../../shared/due.ts';
import { type Petition, placeOfNumber } from '../../shared/petition.ts';
import { printCode } from '../../shared/receipt/code.ts';
import { standingOf } from '../../shared/receipt/standing.ts';
import { dayInVietnam } from '../../shared/working-days.ts';
import type { PetitionTable } from '../board/contract.ts';
import type { Redactors } from '../search/redactors.ts';
import type { DialogueBook, OfficeBook } from '../store/store.ts';
import { createReceiptCodes } from './codes.ts';
import type { Receipts } from './contract.ts';
import { pagePath } from './page.ts';

export interface ReceiptParts {
  /** 32 bytes. */
  key: Buffer;
  petitions: Pick<PetitionTable, 'refs' | 'size' | 'last'>;
  dialogues: Pick<DialogueBook, 'read'>;
  office: Pick<OfficeBook, 'read'>;
  reach: { read(): Promise<{ contact: string }> };
  redactors: Pick<Redactors, 'of'>;
  /** Resolves once the table holds what was stored of a dialogue; rejects when that cannot be now. */
  settled(dialogueId: string): Promise<void>;
  /** Where citizens find the server: an origin. */
  origin(): string;
  now?: () => Date;
}

/** Merges that are followed at most: no board has such a chain. */
const longestWay = 50;

/** Makes receipts from the petitions' table, and finds what a code opens. */
export function createReceipts(parts: ReceiptParts): Receipts {
  const { petitions, dialogues } = parts;
  const codes = createReceiptCodes(parts.key, petitions);

  /** A petition and all that it leads to through merges. */
  async function wayFrom(dialogueId: string, petitionId: string): Promise<Map<string, Petition>> {
    const way = new Map<string, Petition>();
    let id = petitionId;
    while (way.size < longestWay && !way.has(id)) {
      const petition = await petitions.last(dialogueId, id);
      if (!petition) break;
      way.set(id, petition);
      if (petition.state !== 'merged') break;
      id = petition.mergedInto;
    }
    return way;
  }

  async function standing(dialogue: Dialogue, office: Office, petitionId: string) {
    const way = await wayFrom(dialogue.id, petitionId);
    const petition = way.get(petitionId);
    if (!petition) return null;
    const redactor = await parts.redactors.of(dialogue);
    return standingOf(petition, {
      dialogue,
      office,
      calendar: office,
      redact: (text) => redactor.redact(text),
      find: (id) => way.get(id),
      today: dayInVietnam(parts.now?.() ?? new Date()),
    });
  }

  return {
    async look(typed) {
      const ref = await codes.find(typed);
      const dialogue = ref ? await dialogues.read(ref.dialogueId) : null;
      return ref && dialogue ? standing(dialogue, await parts.office.read(), ref.petitionId) : null;
    },

    async ready(dialogue) {
      if (dialogue.state === 'open') await parts.settled(dialogue.id).catch(() => undefined);
    },

    async of(dialogue, petitionIds) {
      const pageAt = parts.origin() + pagePath;
      const office = await parts.office.read();
      const made: ReceiptSource[] = [];
      for (const petitionId of new Set(petitionIds)) {
        const petition = await petitions.last(dialogue.id, petitionId);
        const shown =
          petition && placeOfNumber(petition.number) ? await standing(dialogue, office, petitionId) : null;
        if (!petition || !shown) continue;
        const code = codes.of({ dialogueId: dialogue.id, petitionId });
        made.push({
          number: shown.number,
          raisedAt: petition.raisedAt,
          matter: shown.matter,
          field: shown.field,
          unit: shown.unit,
          dueDate: isOwed(petition.state) ? shown.dueDate : '',
          code: printCode(code),
          link: `${pageAt}#${code}`,
        });
      }
      return made.sort((a, b) => placeOfNumber(a.number) - placeOfNumber(b.number));
    },

    pageAt: () => parts.origin() + pagePath,
    contact: async () => (await parts.reach.read()).contact,
    office: () => parts.office.read(),
  };
}
