import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type * as Y from 'yjs';
import type { Dialogue, Office } from '../../shared/dialogue.ts';
import { petitionsOf, sessionOf } from '../../shared/docs/board.ts';
import { allCorrections, type Correction, correctionsOf } from '../../shared/docs/corrections.ts';
import { bodyOf, factsOf } from '../../shared/docs/minutes.ts';
import {
  endReading,
  leaveLead,
  moveReading,
  type Reading,
  readMarksOf,
  readReading,
  restartReading,
  takeLead,
} from '../../shared/docs/reading.ts';
import { attendeesOf, petitionersOf } from '../../shared/docs/register.ts';
import { speakersOf } from '../../shared/docs/speakers.ts';
import { livingSource } from '../../shared/documents/living.ts';
import { findBlock, type ReadingBlock, readingBlocks } from '../../shared/documents/reading.ts';
import { newId } from '../../shared/ids.ts';
import type { OpenDocument } from '../sync/open-document.ts';
import { type Observed, yjsList, yjsSignal } from '../sync/signals.ts';
import { measurePace, minutesFor } from './pace.ts';

export interface ReadingDocuments {
  dialogue: Dialogue;
  office: Office;
  minutes: OpenDocument;
  board: OpenDocument;
  register: OpenDocument;
}

/** Whether a paragraph was read, and whether it is still as it was then. */
export type ReadState = 'unread' | 'read' | 'changed';

export interface Progress {
  percent: number;
  minutesLeft: number;
  /** Paragraphs not read yet, or changed since. */
  toRead: number;
  changed: number;
}

/** Typing changes the text at each key; the page follows this much later, ms. */
const settle = 150;

/** The paragraphs of the living minutes, made again soon after a change. To be called inside a Solid owner. */
function followBlocks(props: ReadingDocuments): Accessor<ReadingBlock[]> {
  const docs = { minutes: props.minutes.doc, board: props.board.doc, register: props.register.doc };
  const now = new Date().toISOString();
  const read = () =>
    readingBlocks(docs.minutes, livingSource({ dialogue: props.dialogue, office: props.office }, docs, now));
  const [store, setStore] = createStore<{ blocks: ReadingBlock[] }>({ blocks: read() });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changed = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      setStore('blocks', reconcile(read(), { key: 'id' }));
    }, settle);
  };
  const types: Observed[] = [
    bodyOf(docs.minutes),
    factsOf(docs.minutes),
    petitionsOf(docs.board),
    attendeesOf(docs.register),
    petitionersOf(docs.register),
    speakersOf(docs.register),
    correctionsOf(docs.register),
  ];
  for (const type of types) type.observeDeep(changed);
  onCleanup(() => {
    clearTimeout(timer);
    for (const type of types) type.unobserveDeep(changed);
  });
  return () => store.blocks;
}

/** How far the reading is. To be called inside a Solid owner. */
export function followProgress(props: ReadingDocuments) {
  const blocks = followBlocks(props);
  const board = props.board.doc;
  const reading = yjsSignal(() => readReading(board), sessionOf(board));
  const marks = yjsSignal(() => new Map(readMarksOf(board).entries()), readMarksOf(board));
  // A list whose rows stay: somebody may be writing the reason in one when another correction comes in.
  const corrections = yjsList(() => allCorrections(props.register.doc), correctionsOf(props.register.doc));
  const stateOf = (block: ReadingBlock): ReadState => {
    const mark = marks().get(block.id);
    return mark === undefined ? 'unread' : mark === block.print ? 'read' : 'changed';
  };
  const progress = createMemo((): Progress => {
    let all = 0;
    let left = 0;
    let toRead = 0;
    let changed = 0;
    for (const block of blocks()) {
      const state = stateOf(block);
      all += block.text.length;
      if (state === 'read') continue;
      left += block.text.length;
      toRead += 1;
      if (state === 'changed') changed += 1;
    }
    const percent = all === 0 ? 0 : Math.floor(((all - left) / all) * 100);
    return { percent, minutesLeft: minutesFor(left, reading().pace), toRead, changed };
  });
  return { blocks, reading, corrections, stateOf, progress };
}

export interface ReadingModel extends ReturnType<typeof followProgress> {
  reading: Accessor<Reading>;
  corrections: Accessor<Correction[]>;
  /** Index of the paragraph in focus at this device. */
  at: Accessor<number>;
  /** This device leads. */
  leading: Accessor<boolean>;
  /** Somebody else leads, and this device looks elsewhere. */
  away: Accessor<boolean>;
  /** Who took the lead from this device, or empty. */
  takenBy: Accessor<string>;
  lead(name: string): void;
  leave(): void;
  /** One paragraph on (1) or back (-1). */
  step(by: 1 | -1): void;
  goTo(index: number): void;
  /** Stops following until `follow`. */
  lookElsewhere(): void;
  follow(): void;
  toNextUnread(): void;
  finish(): void;
  restart(): void;
}

/** The reading at this device: leads, follows or looks around. To be called inside a Solid owner. */
export function createReading(props: ReadingDocuments): ReadingModel {
  const state = followProgress(props);
  const { blocks, reading } = state;
  const board: Y.Doc = props.board.doc;
  const [mine, setMine] = createSignal('');
  const [own, setOwn] = createSignal(reading().at);
  const [away, setAway] = createSignal(false);
  const [takenBy, setTakenBy] = createSignal('');
  const pace = measurePace();
  let since = Date.now();
  let known = 0;

  const leading = createMemo(() => mine() !== '' && reading().lead?.id === mine());
  const following = () => reading().lead !== null && !leading() && !away();
  const last = () => Math.max(0, blocks().length - 1);
  const at = createMemo(() => {
    const index = findBlock(blocks(), props.minutes.doc, following() ? reading().at : own());
    // A paragraph that is gone without a trace leaves the eye where it was.
    known = Math.min(last(), index < 0 ? known : index);
    return known;
  });
  createEffect(
    on(
      () => reading().lead,
      (lead) => {
        if (lead && mine() && lead.id !== mine()) setTakenBy(lead.name);
        if (mine() && lead?.id !== mine()) setMine('');
        if (!lead) {
          setOwn(blocks()[at()]?.id ?? '');
          setAway(false);
        }
      },
    ),
  );

  const show = (index: number, marked: readonly ReadingBlock[]) => {
    const block = blocks()[Math.max(0, Math.min(last(), index))];
    if (!block) return;
    setOwn(block.id);
    if (!leading()) setAway(reading().lead !== null);
    else moveReading(board, block.id, marked, pace.value());
    since = Date.now();
  };
  const current = () => blocks()[at()];
  /** The paragraph in focus counts as read when the reader goes on from it. */
  const readNow = (): ReadingBlock[] => {
    const block = current();
    if (!block || !leading()) return [];
    pace.step(block.text.length, Date.now() - since);
    return [block];
  };
  return {
    ...state,
    at,
    leading,
    away,
    takenBy,
    lead(name) {
      const id = newId();
      setTakenBy('');
      setAway(false);
      setMine(id);
      setOwn(current()?.id ?? '');
      since = Date.now();
      takeLead(board, { id, since: new Date().toISOString(), name }, current()?.id ?? '');
    },
    leave: () => leaveLead(board),
    step(by) {
      show(at() + by, by > 0 ? readNow() : []);
    },
    goTo: (index) => show(index, []),
    lookElsewhere() {
      if (!following()) return;
      setOwn(current()?.id ?? '');
      setAway(true);
    },
    follow: () => setAway(false),
    toNextUnread() {
      const from = at();
      const after = blocks().findIndex((block, index) => index > from && state.stateOf(block) !== 'read');
      show(after >= 0 ? after : blocks().findIndex((block) => state.stateOf(block) !== 'read'), readNow());
    },
    finish() {
      const block = current();
      if (block && leading() && at() === last()) moveReading(board, block.id, readNow(), pace.value());
      endReading(board, new Date().toISOString());
    },
    restart() {
      restartReading(board);
      show(0, []);
    },
  };
}
