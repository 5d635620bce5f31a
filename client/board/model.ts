import {
  type Accessor,
  createContext,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  untrack,
  useContext,
} from 'solid-js';
import * as Y from 'yjs';
import type { Dialogue, Office } from '../../shared/dialogue.ts';
import {
  comparePetitions,
  moveTo,
  type PetitionMap,
  petitionsOf,
  petitionText,
  raisePetition,
  readMoment,
  readPetition,
  type SessionMoment,
  sessionOf,
  setPetition,
} from '../../shared/docs/board.ts';
import type { Conflict } from '../../shared/docs/conflicts.ts';
import { isErased } from '../../shared/docs/erasing.ts';
import {
  type Attendee,
  attendeesOf,
  type Petitioner,
  petitionersOf,
  readAttendee,
  readPetitioner,
  setPetitioner,
} from '../../shared/docs/register.ts';
import { newId } from '../../shared/ids.ts';
import {
  type Petition,
  type PetitionState,
  type PetitionValues,
  petitionStates,
} from '../../shared/petition.ts';
import { compareNames } from '../../shared/vietnamese/names.ts';
import { dayInVietnam } from '../../shared/working-days.ts';
import { t } from '../i18n/board.ts';
import { words } from '../i18n/words.ts';
import type { OpenDocument } from '../sync/open-document.ts';
import { yjsSignal } from '../sync/signals.ts';
import { hallDate } from '../time/hall-clock.ts';
import { type Conflicts, followConflicts, isAboutCitizen } from './conflicts.ts';
import { type Entries, followEntries } from './entries.ts';
import { createMerging, type Merging } from './merging.ts';
import { type MovePlan, planMove } from './moves.ts';
import { createPlaces, type Places } from './place.ts';
import { followVisitors, type Visitor } from './presence.ts';

export interface BoardPanelProps {
  dialogue: Dialogue;
  office: Office;
  /** The dialogue's board; must stay the same while the panel lives. */
  board: OpenDocument;
  /** The dialogue's register, where the citizens behind the petitions are; must stay the same too. */
  register: OpenDocument;
  /** Frozen, or a role that may only read. */
  readOnly: boolean;
  /** Display name of the person at this device, written into the history. */
  person: string;
  /** Id of the petition whose details are open, or empty. */
  selected: string;
  onSelect: (id: string) => void;
  /** A new petition that another part of the page opened, with what is known of it. */
  started?: StartedPetition | null;
  /** Called once it is on the page and its commands are heard. */
  onReady?: () => void;
}

/** A new petition that nothing was entered into yet. */
export interface StartedPetition {
  id: string;
  values: Partial<PetitionValues>;
}

/** `erased`: emptied at the person's request; nothing is written there again. */
export type Citizen = Petitioner & { id: string; erased: boolean };

/** A sentence for the person at the board. */
export interface Message {
  text: string;
  kind: 'info' | 'warn';
  /** Takes back what the sentence tells of. */
  undo?: () => void;
}

/** Everything the parts of the board share. The only place where the board writes into the documents. */
export interface BoardModel {
  readonly props: BoardPanelProps;
  petitions: Entries<Petition>;
  citizens: Entries<Citizen>;
  attendees: Entries<Attendee>;
  moment: Accessor<SessionMoment>;
  visitors(petition: string): readonly Visitor[];
  /** Who writes where. */
  places: Places;
  /** Fields that two wrote at the same time. */
  conflicts: Conflicts;
  /** Takes one of two values, for all. */
  decide(conflict: Conflict, side: 'kept' | 'lost'): void;
  /** Today in Vietnam, `YYYY-MM-DD`. */
  today: Accessor<string>;
  /** The petition, a blank one for the new petition that nothing was entered into yet, or undefined. */
  petition(id: string): Petition | undefined;
  /** The live text of a petition, or null while there is none. */
  text(id: string, key: 'content' | 'answer'): Y.Text | null;
  /**
   * Opens the form of a new petition. It comes into the document with the first thing that is entered, or at once
   * when it is known who raises it.
   */
  raise(by?: Attendee): void;
  /** Makes `text(id, key)` hold a text before the first letter: of a new petition, or of one a peer broke. */
  startText(id: string, key: 'content' | 'answer'): void;
  /** True while `id` is the new petition and nothing was entered. */
  isDraft(id: string): boolean;
  set(id: string, values: Partial<PetitionValues>): void;
  setCitizen(id: string, values: Partial<Petitioner>): void;
  plan(petition: Petition, to: PetitionState): MovePlan;
  /** Moves a petition, or opens it and says what is missing. True when it moved. */
  move(id: string, to: PetitionState): boolean;
  /** A move that waits for something to be filled in. */
  intent: Accessor<{ id: string; to: PetitionState } | null>;
  dropIntent(): void;
  toggleCurrent(id: string): void;
  merging: Merging;
  message: Accessor<Message | null>;
  say(text: string, kind?: Message['kind'], undo?: () => void): void;
  hush(): void;
}

const messageTime = 10_000;
/** A sentence that offers to take something back stays longer, ms. */
const undoTime = 30_000;
const dayCheck = 60_000;

const context = createContext<BoardModel>();
export const BoardProvider = context.Provider;

/** The model of the board around the component. */
export function useBoard(): BoardModel {
  const model = useContext(context);
  if (!model) throw new Error('a part of the board outside of BoardProvider');
  return model;
}

/** What the form of a new petition shows. */
const blank: Petition = readPetition('', new Y.Doc().getMap('blank'));

/** The sentence that shows a petition's number, or the provisional sign. */
export function shownNumber(petition: Petition): string {
  return petition.number || 'KN-…';
}

function createMessages() {
  const [message, setMessage] = createSignal<Message | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hush = () => {
    clearTimeout(timer);
    setMessage(null);
  };
  const say = (text: string, kind: Message['kind'] = 'info', undo?: () => void) => {
    clearTimeout(timer);
    setMessage({ text, kind, undo });
    timer = setTimeout(hush, undo ? undoTime : messageTime);
  };
  onCleanup(() => clearTimeout(timer));
  return { message, say, hush };
}

/** Reads both documents into signals and gives the board its actions. To be called inside a Solid owner. */
export function createBoardModel(props: BoardPanelProps): BoardModel {
  const { doc, awareness } = untrack(() => props.board);
  const register = untrack(() => props.register.doc);
  const petitions = followEntries(petitionsOf(doc), readPetition, comparePetitions);
  const citizens = followEntries(
    petitionersOf(register),
    (id, map): Citizen => ({ id, ...readPetitioner(map), erased: isErased(map) }),
    () => 0,
  );
  const attendees = followEntries(attendeesOf(register), readAttendee, (a, b) =>
    compareNames(a.name, b.name),
  );
  const moment = yjsSignal(() => readMoment(doc), sessionOf(doc));
  const visitors = followVisitors(awareness);
  const [today, setToday] = createSignal(dayInVietnam(hallDate()));
  const clock = setInterval(() => setToday(dayInVietnam(hallDate())), dayCheck);
  onCleanup(() => clearInterval(clock));

  const [draft, setDraft] = createSignal('');
  const [intent, setIntent] = createSignal<{ id: string; to: PetitionState } | null>(null);
  const { message, say, hush } = createMessages();

  const merging = createMerging({
    doc,
    petitions,
    person: () => props.person,
    readOnly: () => props.readOnly,
    say,
  });

  const liveMap = (id: string): PetitionMap | undefined => {
    const map = petitionsOf(doc).get(id);
    return map instanceof Y.Map ? map : undefined;
  };
  /** What a new petition starts with: the field, when the dialogue has only one. */
  const preset = (id: string): Partial<PetitionValues> => {
    const [only, second] = props.dialogue.fields;
    const known = props.started?.id === id ? props.started.values : {};
    return only && second === undefined ? { field: only, ...known } : known;
  };
  const isDraft = (id: string) =>
    id !== '' && (id === draft() || id === props.started?.id) && !petitions.get(id);
  const ensure = (id: string) => {
    if (props.readOnly || !untrack(() => isDraft(id))) return;
    raisePetition(doc, id, props.person, hallDate().toISOString(), preset(id));
  };
  const set = (id: string, values: Partial<PetitionValues>) => {
    if (props.readOnly) return;
    ensure(id);
    const map = liveMap(id);
    if (!map) return;
    doc.transact(() => {
      setPetition(doc, map, values);
      const isCurrent = readMoment(doc).currentPetition === id;
      if (isCurrent && values.village !== undefined) sessionOf(doc).set('speakerVillage', values.village);
    });
  };
  const setCitizen = (id: string, values: Partial<Petitioner>) => {
    if (props.readOnly) return;
    ensure(id);
    const before = untrack(() => citizens.get(id));
    const renamed = values.name !== undefined && values.name !== (before?.name ?? '');
    // Consent belongs to the person who gave it, not to the petition.
    const consentGone = renamed && before?.showName === true;
    setPetitioner(register, id, consentGone ? { ...values, showName: false } : values);
    if (consentGone) say(t().consentGone, 'warn');
  };
  const plan = (petition: Petition, to: PetitionState) => planMove(petition, to, today(), props.office);

  const move = (id: string, to: PetitionState): boolean => {
    const petition = untrack(() => petitions.get(id));
    const map = liveMap(id);
    if (props.readOnly || !petition || !map || petition.state === to) return false;
    const { allowed, missing, values } = untrack(() => plan(petition, to));
    if (!allowed) {
      say(t().notFrom(shownNumber(petition), words().state[petition.state], words().state[to]), 'warn');
      return false;
    }
    if (missing.length > 0) {
      props.onSelect(id);
      setIntent({ id, to });
      return false;
    }
    if (to === 'merged' || petition.state === 'merged') {
      setIntent(null);
      return to === 'merged' ? merging.merge(id, petition.mergedInto) : merging.unmerge(id);
    }
    doc.transact(() => {
      setPetition(doc, map, values);
      moveTo(doc, map, to, props.person, hallDate().toISOString());
    });
    setIntent(null);
    say(t().moved(shownNumber(petition), words().state[to]));
    return true;
  };

  const toggleCurrent = (id: string) => {
    const petition = untrack(() => petitions.get(id));
    if (props.readOnly || !petition) return;
    const session = sessionOf(doc);
    const isCurrent = readMoment(doc).currentPetition === id;
    const attendeeId = untrack(() => citizens.get(id)?.attendeeId) ?? '';
    const group = untrack(() => attendees.get(attendeeId)?.group) ?? '';
    doc.transact(() => {
      session.set('currentPetition', isCurrent ? '' : id);
      session.set('speakerVillage', isCurrent ? '' : petition.village);
      session.set('speakerGroup', isCurrent ? '' : group);
    });
  };

  const places = createPlaces(awareness, () => props.selected);
  const conflicts = followConflicts(doc, register);
  const decide = (conflict: Conflict, side: 'kept' | 'lost') => {
    const { petitionId: id, field } = conflict;
    const map = liveMap(id);
    if (props.readOnly || !map) return;
    const { value } = conflict[side];
    const state = field === 'state' ? petitionStates.find((known) => known === value) : undefined;
    (isAboutCitizen(conflict) ? register : doc).transact(() => {
      // Also what stands there already is written: it may have been replaced since.
      if (state) moveTo(doc, map, state, props.person, hallDate().toISOString());
      else if (isAboutCitizen(conflict)) setCitizen(id, { [field]: value });
      else if (field !== 'state') set(id, { [field]: value });
      conflicts.settle(conflict);
    });
  };
  // A move that waits belongs to the petition that is open; an untouched form goes with its closing.
  createEffect(
    on(
      () => props.selected,
      (id) => {
        setIntent((waiting) => (waiting?.id === id ? waiting : null));
        setDraft((waiting) => (waiting === id ? waiting : ''));
      },
      { defer: true },
    ),
  );

  return {
    props,
    petitions,
    citizens,
    attendees,
    moment,
    visitors,
    places,
    conflicts,
    decide,
    today,
    petition: (id) => petitions.get(id) ?? (isDraft(id) ? { ...blank, id, ...preset(id) } : undefined),
    text: (id, key) => {
      // The server may put another map in the place of a broken or deleted one.
      const map = petitions.get(id) && liveMap(id);
      return map ? petitionText(map, key) : null;
    },
    raise: (by) => {
      if (props.readOnly) return;
      const id = newId();
      setDraft(id);
      props.onSelect(id);
      if (!by) return;
      set(id, { village: by.village, category: by.category });
      setCitizen(id, { name: by.name, phone: by.phone, attendeeId: by.id });
    },
    startText: (id, key) => {
      ensure(id);
      const map = liveMap(id);
      if (map && !props.readOnly && !petitionText(map, key)) map.set(key, new Y.Text());
    },
    isDraft,
    set,
    setCitizen,
    plan,
    move,
    intent,
    dropIntent: () => setIntent(null),
    toggleCurrent,
    merging,
    message,
    say,
    hush,
  };
}

/** A memo of one petition's number, for whoever only shows that. */
export function numberOf(model: BoardModel, id: () => string): Accessor<string> {
  return createMemo(() => {
    const petition = model.petition(id());
    return petition ? shownNumber(petition) : '';
  });
}

/** A listed petition, followed; as it was last when it leaves the list. */
export function usePetition(id: () => string): Accessor<Petition> {
  const model = useBoard();
  return createMemo<Petition>((before) => model.petitions.get(id()) ?? before, blank);
}
