import type { Editor } from '@tiptap/core';
import { type Accessor, createContext, useContext } from 'solid-js';
import type { Dialogue, Office } from '../../shared/dialogue.ts';
import type { PetitionValues } from '../../shared/petition.ts';
import type { HallSpeakers } from '../speakers/hall-speakers.ts';
import type { OpenDocument } from '../sync/open-document.ts';

/** The panes of the hall. On a phone one at a time; `both` is for wide windows. */
export type HallView = 'minutes' | 'board' | 'both';
/** What may stand beside the panes (on a phone: instead of them). */
export const drawers = ['speakers', 'papers', 'activity'] as const;
export type Drawer = (typeof drawers)[number];

/** What every part of the hall's page may use: the dialogue, its documents, and what is on show at this device. */
export interface Hall {
  readonly dialogue: Dialogue;
  readonly office: Office;
  readonly minutes: OpenDocument;
  readonly board: OpenDocument;
  readonly register: OpenDocument;
  readonly speakers: HallSpeakers;
  /** Frozen, or a role that may only read. */
  readOnly: Accessor<boolean>;
  /** Display name of the person at this device. */
  person: Accessor<string>;
  /** Id of the petition that is open, or empty. */
  selected: Accessor<string>;
  /** Opens a petition on the board (empty: closes it) and brings the board forward. */
  openPetition: (id: string) => void;
  /** Opens the form of a new petition with what is known of it; returns the id that it will have. */
  startPetition: (values: Partial<PetitionValues>) => string;
  view: Accessor<HallView>;
  setView: (view: HallView) => void;
  drawer: Accessor<Drawer | ''>;
  setDrawer: (drawer: Drawer | '') => void;
  /** The editor of the minutes while it is on the page. */
  editor: Accessor<Editor | null>;
}

const context = createContext<Hall>();
export const HallProvider = context.Provider;

/** The hall around the component, if it stands in one. */
export function hallAround(): Hall | undefined {
  return useContext(context);
}

/** The hall around the component. */
export function useHall(): Hall {
  const hall = useContext(context);
  if (!hall) throw new Error('a part of the hall outside of HallProvider');
  return hall;
}
