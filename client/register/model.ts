import { type Accessor, batch, createMemo, createSignal, untrack } from 'solid-js';
import * as Y from 'yjs';
import type { Dialogue, Office } from '../../shared/dialogue.ts';
import { checkIn, undoCheckIn } from '../../shared/docs/arrivals.ts';
import { isErased } from '../../shared/docs/erasing.ts';
import {
  type AnswerChange,
  answerInvitation,
  type InvitationAnswer,
  readInvitation,
} from '../../shared/docs/invitation.ts';
import {
  type Attendee,
  addAttendee,
  attendeesOf,
  readAttendee,
  setAttendee,
} from '../../shared/docs/register.ts';
import { newId } from '../../shared/ids.ts';
import { invitationCode, readCode } from '../../shared/invitation-code.ts';
import { beginningOf } from '../../shared/lateness.ts';
import { fold } from '../../shared/vietnamese/fold.ts';
import { followEntries, sameItems } from '../board/entries.ts';
import type { OpenDocument } from '../sync/open-document.ts';
import { hallDate } from '../time/hall-clock.ts';
import {
  attendeeMatcher,
  compareAttendees,
  nameRank,
  namesakesIn,
  type Order,
  type Shown,
} from './attendance.ts';
import type { PersonValues } from './paste.ts';

export interface RegisterPanelProps {
  dialogue: Dialogue;
  office: Office;
  /** The dialogue's register; must stay the same while the panel lives. */
  register: OpenDocument;
  /** `HH:MM` at which the dialogue begins, or empty while that is open or not known here. */
  startsAt?: string;
  /** Frozen, or a role that may only read. */
  readOnly: boolean;
}

/** An attendee as the list shows one. `erased`: emptied at the person's request; nothing is written there again. */
export type Person = Attendee & InvitationAnswer & { erased: boolean };

/** Somebody who is put on the list of those invited; with an id of the office's households it is one person however often. */
export type NewInvited = PersonValues & { id?: string };

/** Something that was done, and how to take it back. */
export interface Done {
  text: string;
  /** Nothing was done: what was typed leads to nobody. */
  failed?: boolean;
  undo: (() => void) | null;
}

/** The list of people, what of it is shown, and all writing into it. */
export interface RegisterModel {
  readonly props: RegisterPanelProps;
  all: Accessor<readonly Person[]>;
  get: (id: string) => Person | undefined;
  /** Ids that are shown, in their order. */
  ids: Accessor<readonly string[]>;
  text: Accessor<string>;
  setText: (text: string) => void;
  shown: Accessor<Shown>;
  setShown: (shown: Shown) => void;
  order: Accessor<Order>;
  setOrder: (order: Order) => void;
  /** Folded names that several of the list have. */
  namesakes: Accessor<ReadonlySet<string>>;
  /** When the dialogue begins, ms since the epoch; null while that is open. */
  begins: Accessor<number | null>;
  /** Those on the list whose invitation has this code: mostly one. */
  byCode: (code: string) => readonly Person[];
  /** Those on the list with this name, whatever its marks. */
  namedLike: (name: string) => readonly Person[];
  set: (id: string, values: Partial<Omit<Attendee, 'id'>>) => void;
  setPresent: (id: string, present: boolean) => void;
  /** Notes what became of the invitation. */
  answer: (id: string, change: AnswerChange) => void;
  /** Adds a person who came without an invitation, present from now on. */
  addWalkIn: (values: PersonValues) => void;
  /** Adds invited people, not present yet, in one step; whoever is on the list under the same id stays. Returns the ids added. */
  addInvited: (people: readonly NewInvited[]) => string[];
  /** Takes a person off the list and returns how to bring the person back. */
  remove: (id: string) => () => void;
}

/** Reads the register into signals. To be called inside a Solid owner. */
export function createRegisterModel(props: RegisterPanelProps): RegisterModel {
  const { doc } = untrack(() => props.register);
  const entries = followEntries(
    attendeesOf(doc),
    (id, map): Person => ({ ...readAttendee(id, map), ...readInvitation(map), erased: isErased(map) }),
    compareAttendees('name'),
  );
  const [text, setText] = createSignal('');
  const [shown, setShown] = createSignal<Shown>('all');
  const [order, setOrder] = createSignal<Order>('name');
  /** Made when the first code is asked for, each once. */
  const codes = new Map<string, string>();
  const codeOf = (id: string): string => {
    const known = codes.get(id) ?? invitationCode(props.dialogue.id, id);
    codes.set(id, known);
    return known;
  };
  const byCode = (code: string): readonly Person[] =>
    entries.all().filter(({ id, erased }) => !erased && codeOf(id) === code);
  const namesakes = createMemo(() => namesakesIn(entries.all()));
  const ids = createMemo(
    () => {
      const code = readCode(text());
      const coded = code === null ? [] : byCode(code);
      if (coded.length > 0) return coded.map(({ id }) => id);
      const matching = entries.all().filter(attendeeMatcher(text(), shown()));
      if (order() !== 'name') matching.sort(compareAttendees(order()));
      else if (text() !== '') {
        const rank = nameRank(text());
        matching.sort((a, b) => rank(a) - rank(b));
      }
      return matching.map(({ id }) => id);
    },
    [],
    { equals: sameItems },
  );
  const liveMap = (id: string) => {
    const map = attendeesOf(doc).get(id);
    return map instanceof Y.Map ? map : undefined;
  };
  const set: RegisterModel['set'] = (id, values) => {
    const map = liveMap(id);
    if (map && !props.readOnly) setAttendee(doc, map, values);
  };
  const add = (people: readonly (Omit<Attendee, 'id'> & { id?: string })[]): string[] => {
    if (props.readOnly) return [];
    const added: string[] = [];
    batch(() =>
      doc.transact(() => {
        for (const person of people) {
          const id = person.id ?? newId();
          // Also one that was erased: nothing is written there again.
          if (attendeesOf(doc).has(id)) continue;
          addAttendee(doc, { ...person, id });
          added.push(id);
        }
      }),
    );
    return added;
  };
  return {
    props,
    all: entries.all,
    get: entries.get,
    ids,
    text,
    setText,
    shown,
    setShown,
    order,
    setOrder,
    namesakes,
    begins: createMemo(() => beginningOf(props.dialogue?.heldOn ?? '', props.startsAt ?? '')),
    byCode: (code) => untrack(() => byCode(code)),
    namedLike(name) {
      const key = fold(name).trim();
      return key === '' ? [] : entries.all().filter((person) => fold(person.name).trim() === key);
    },
    set,
    setPresent(id, present) {
      const map = liveMap(id);
      if (!map || props.readOnly) return;
      if (present) checkIn(map, hallDate().toISOString());
      else undoCheckIn(doc, map);
    },
    answer(id, change) {
      const map = liveMap(id);
      if (map && !props.readOnly) answerInvitation(doc, map, change, hallDate().toISOString());
    },
    addWalkIn(values) {
      add([{ ...values, present: true, walkIn: true, checkedInAt: hallDate().toISOString() }]);
    },
    addInvited: (people) =>
      add(people.map((values) => ({ ...values, present: false, walkIn: false, checkedInAt: '' }))),
    remove: (id) => {
      const map = liveMap(id);
      if (!map || props.readOnly) return () => undefined;
      const kept = [...map.entries()];
      const { erased = false } = untrack(() => entries.get(id)) ?? {};
      attendeesOf(doc).delete(id);
      return () => {
        if (liveMap(id) || props.readOnly || erased) return;
        attendeesOf(doc).set(id, new Y.Map<string | boolean>(kept));
      };
    },
  };
}
