import { type Accessor, createMemo, createSignal } from 'solid-js';
import { type AnswerChange, answeredWith } from '../../../shared/docs/invitation.ts';
import { newId } from '../../../shared/ids.ts';
import type { InvitedList, InvitedPerson } from '../../../shared/invited.ts';
import { api, isUnreachable, messageOf } from '../../api.ts';
import { askInvited, forgetInvited, keptInvited } from '../../data.ts';
import { onHallBack } from '../../in-reach.ts';
import { hallDate } from '../../time/hall-clock.ts';
import { lastAsked } from '../../ui/last-asked.ts';
import { whileSeen } from '../../ui/while-seen.ts';
import { askEvery, openDrafts } from '../work/desk.ts';
import { createQueue, type Queued } from '../work/queue.ts';

/** One tap: what it said of whom, and when. Each is kept until it has arrived, in the order of the taps. */
interface Tap extends Queued {
  person: string;
  at: string;
  change: AnswerChange;
  /** Why it was not taken. */
  why?: string;
}

/** A tap that was not taken. */
export interface RefusedTap {
  id: string;
  name: string;
  why: string;
}

export interface InvitedDesk {
  list: Accessor<InvitedList | null>;
  /** The people with what was tapped here and is on its way. */
  people: Accessor<readonly InvitedPerson[]>;
  /** When the list was got, ISO 8601; empty before. */
  at: Accessor<string>;
  error: Accessor<unknown>;
  waiting: Accessor<number>;
  refused: Accessor<readonly RefusedTap[]>;
  dropRefused: (id: string) => void;
  tap: (person: string, change: AnswerChange) => void;
  refresh: () => Promise<void>;
}

/** A person as they stand once a tap has arrived. */
function withTap(person: InvitedPerson, { at, change }: Pick<Tap, 'at' | 'change'>): InvitedPerson {
  const { answeredAt: _, ...answer } = answeredWith({ ...person, answeredAt: '' }, change, at);
  return { ...person, ...answer };
}

/** Opens a village's list of a dialogue and keeps it fresh. To be called inside a Solid owner. */
export function openInvitedDesk(dialogueId: string, village: string): InvitedDesk {
  const own = keptInvited(dialogueId);
  const [list, setList] = createSignal<InvitedList | null>(own?.list ?? null);
  const [at, setAt] = createSignal(own?.at ?? '');
  const [error, setError] = createSignal<unknown>(null);
  const drafts = openDrafts<Tap>(dialogueId, `${village}.invited`);
  const nameOf = (id: string) => list()?.people.find((person) => person.id === id)?.name ?? '';

  const { refresh, overtake } = lastAsked(
    () => askInvited(dialogueId),
    (got) => {
      setList(got.list);
      setAt(got.at);
      setError(null);
    },
    (reason) => {
      setError(reason);
      if (isUnreachable(reason)) return;
      setList(null);
      forgetInvited(dialogueId);
    },
  );
  const put = (person: InvitedPerson) => {
    overtake();
    setList(
      (now) => now && { ...now, people: now.people.map((one) => (one.id === person.id ? person : one)) },
    );
  };
  const queue = createQueue<Tap>({
    drafts,
    async send(_, { person, at: said, change }) {
      const path = api.dialogues[':id'].invited[':attendeeId'];
      const json = { at: said, ...change };
      put(await (await path.$post({ param: { id: dialogueId, attendeeId: person }, json })).json());
    },
    sent: () => undefined,
    refused(id, tap, refusal) {
      drafts.set(id, { ...tap, waiting: false, refused: true, why: messageOf(refusal) });
      void refresh();
    },
  });

  whileSeen(() => void refresh(), askEvery);
  onHallBack(() => void refresh());

  const people = createMemo(() => {
    const taps = Map.groupBy(
      queue.waiting().map(([, tap]) => tap),
      ({ person }) => person,
    );
    return (list()?.people ?? []).map((person) => (taps.get(person.id) ?? []).reduce(withTap, person));
  });
  return {
    list,
    people,
    at,
    error,
    waiting: () => queue.waiting().length,
    refused: () =>
      drafts
        .all()
        .filter(([, { refused }]) => refused === true)
        .map(([id, { person, why = '' }]) => ({ id, name: nameOf(person), why })),
    dropRefused: (id) => drafts.set(id, null),
    // A letter first: keys that are numbers would be put before those that are none.
    tap: (person, change) =>
      drafts.set(`t${newId()}`, { person, change, at: hallDate().toISOString(), waiting: true }),
    refresh,
  };
}
