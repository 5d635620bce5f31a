import { createMemo } from 'solid-js';
import type * as Y from 'yjs';
import { type Conflict, conflictsOf, openConflicts, settle, settledOf } from '../../shared/docs/conflicts.ts';
import { t } from '../i18n/board.ts';
import { together } from '../i18n/together.ts';
import { words } from '../i18n/words.ts';
import { yjsSignal } from '../sync/signals.ts';
import { shortDay } from './days.ts';

/** Fields that two wrote at the same time, in board and register. */
export interface Conflicts {
  /** Those of a petition; the same array while nothing changes. */
  of(petitionId: string): readonly Conflict[];
  /** Says that a conflict is decided. Has to be called in the transaction that writes the field, if one does. */
  settle(conflict: Conflict): void;
}

const none: readonly Conflict[] = [];
const citizenFields = ['name', 'phone', 'address'];

/** Whether a conflict is about the citizen, whose data are in the register. */
export function isAboutCitizen({ field }: Conflict): boolean {
  return citizenFields.includes(field);
}

/** Follows the conflicts of both documents until the Solid owner ends. */
export function followConflicts(board: Y.Doc, register: Y.Doc): Conflicts {
  const of = (doc: Y.Doc) => {
    let before = new Map<string, Conflict>();
    // One that did not change stays the same object: the buttons of a list that is drawn anew lose the focus.
    const read = () => {
      const now = new Map<string, Conflict>();
      for (const conflict of openConflicts(doc)) {
        const key = JSON.stringify(conflict);
        now.set(key, before.get(key) ?? conflict);
      }
      before = now;
      return [...now.values()];
    };
    return yjsSignal(read, conflictsOf(doc), settledOf(doc));
  };
  const [onBoard, inRegister] = [of(board), of(register)];
  const byPetition = createMemo(() =>
    Map.groupBy([...onBoard(), ...inRegister()], ({ petitionId }) => petitionId),
  );
  return {
    of: (petitionId) => byPetition().get(petitionId) ?? none,
    settle: (conflict) => settle(isAboutCitizen(conflict) ? register : board, conflict.id),
  };
}

/** The label of a field of a petition, as its form has it. */
export function fieldLabel(field: string): string {
  const labels: Partial<Record<string, string>> = {
    state: together().state,
    mergedInto: together().mergedInto,
    field: t().field,
    village: t().village,
    category: t().category,
    channel: t().channel,
    unit: t().unit,
    dueDate: t().dueDate,
    dueReason: t().dueReason,
    authority: t().authority,
    answeredBy: t().answeredBy,
    replyWish: t().replyWish,
    replyDate: t().replyDate,
    replyNumber: t().replyNumber,
    toldHow: t().toldHow,
    toldAt: t().toldAt,
    name: t().name,
    phone: t().phone,
    address: t().address,
    content: t().content,
    answer: t().answer,
  };
  return labels[field] ?? field;
}

/** A value of a field in words; empty for none. `numberOf` gives the number of another petition. */
export function valueWords(
  field: string,
  value: string,
  numberOf: (id: string) => string = () => '',
): string {
  const { state, channel, category, replyWish } = words();
  const named: Partial<Record<string, Partial<Record<string, string>>>> = {
    state,
    channel,
    category,
    replyWish,
  };
  if (field === 'mergedInto') return numberOf(value) || value;
  if (['dueDate', 'replyDate', 'toldAt'].includes(field)) return shortDay(value);
  return named[field]?.[value] ?? value;
}
