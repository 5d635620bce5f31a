import { type Accessor, batch, createMemo, createSignal, untrack } from 'solid-js';
import * as Y from 'yjs';
import type { Dialogue, Office } from '../../shared/dialogue.ts';
import {
  type Attendee,
  addAttendee,
  attendeesOf,
  readAttendee,
  setAttendee,
} from '../../shared/docs/register.ts';
import { newId } from '../../shared/ids.ts';
import { followEntries, sameItems } from '../board/entries.ts';
import type { OpenDocument } from '../sync/open-document.ts';
import { attendeeMatcher, compareAttendees, type Order, type Shown } from './attendance.ts';
import type { PersonValues } from './paste.ts';

export interface RegisterPanelProps {
  dialogue: Dialogue;
  office: Office;
  /** The dialogue's register; must stay the same while the panel lives. */
  register: OpenDocument;
  /** Frozen, or a role that may only read. */
  readOnly: boolean;
}

/** Something that was done, and how to take it back. */
export interface Done {
  text: string;
  undo: (() => void) | null;
}

/** The list of people, what of it is shown, and all writing into it. */
export interface RegisterModel {
  readonly props: RegisterPanelProps;
  all: Accessor<readonly Attendee[]>;
  get: (id: string) => Attendee | undefined;
  /** Ids that are shown, in their order. */
  ids: Accessor<readonly string[]>;
  text: Accessor<string>;
  setText: (text: string) => void;
  shown: Accessor<Shown>;
  setShown: (shown: Shown) => void;
  order: Accessor<Order>;
  setOrder: (order: Order) => void;
  set: (id: string, values: Partial<Omit<Attendee, 'id'>>) => void;
  setPresent: (id: string, present: boolean) => void;
  /** Adds a person who came without an invitation, present from now on. */
  addWalkIn: (values: PersonValues) => void;
  /** Adds invited people, not present yet, in one step. */
  addInvited: (people: readonly PersonValues[]) => void;
  /** Takes a person off the list and returns how to bring the person back. */
  remove: (id: string) => () => void;
}

/** Reads the register into signals. To be called inside a Solid owner. */
export function createRegisterModel(props: RegisterPanelProps): RegisterModel {
  const { doc } = untrack(() => props.register);
  const entries = followEntries(attendeesOf(doc), readAttendee, compareAttendees('name'));
  const [text, setText] = createSignal('');
  const [shown, setShown] = createSignal<Shown>('all');
  const [order, setOrder] = createSignal<Order>('name');
  const ids = createMemo(
    () => {
      const matching = entries.all().filter(attendeeMatcher(text(), shown()));
      if (order() !== 'name') matching.sort(compareAttendees(order()));
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
  const add = (people: readonly Omit<Attendee, 'id'>[]) => {
    if (props.readOnly) return;
    batch(() =>
      doc.transact(() => {
        for (const person of people) addAttendee(doc, { id: newId(), ...person });
      }),
    );
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
    set,
    setPresent: (id, present) => set(id, { present, checkedInAt: present ? new Date().toISOString() : '' }),
    addWalkIn: (values) =>
      add([{ ...values, present: true, walkIn: true, checkedInAt: new Date().toISOString() }]),
    addInvited: (people) =>
      add(people.map((values) => ({ ...values, present: false, walkIn: false, checkedInAt: '' }))),
    remove: (id) => {
      const attendee = untrack(() => entries.get(id));
      if (!attendee || props.readOnly) return () => undefined;
      attendeesOf(doc).delete(id);
      return () => {
        if (!liveMap(id) && !props.readOnly) addAttendee(doc, attendee);
      };
    },
  };
}
