import * as Y from 'yjs';
import { bodyOf, factsOf } from '../docs/minutes.ts';
import { History } from '../updates/history.ts';
import { Intake } from '../updates/intake.ts';
import type { ExchangedKind } from './format.ts';
import { ExchangeError } from './problems.ts';

/** What an update brings into a document, in the things that people count. */
export interface News {
  kind: ExchangedKind;
  /** Paragraphs, petitions, people and so on that were not there. */
  added: number;
  /** Those that were there and are another now, or are gone. */
  changed: number;
}

/** An update that was proved against the document it goes into. */
export interface ProvenUpdate {
  kind: ExchangedKind;
  update: Uint8Array;
  /** Null: the document holds all of it already. */
  news: News | null;
}

/** Root maps whose entries people wrote down and know; the rest (writers, what is settled) is not counted. */
const counted: Record<ExchangedKind, readonly string[]> = {
  minutes: ['corrections'],
  board: ['petitions'],
  register: ['attendees', 'petitioners', 'papers', 'speakers'],
  stage: ['screens', 'released'],
};

function countMap(root: unknown, events: readonly Y.YEvent<Y.AbstractType<unknown>>[]) {
  const before = new Map<string, 'added' | 'changed'>();
  for (const event of events) {
    const [first] = event.path;
    if (typeof first === 'string') {
      if (!before.has(first)) before.set(first, 'changed');
    } else if (event.target === root) {
      for (const [key, { action }] of event.changes.keys)
        before.set(key, action === 'add' ? 'added' : 'changed');
    }
  }
  return before;
}

/** Counts paragraphs of the minutes: each once, whatever happened in it. */
function countBlocks(root: Y.XmlFragment, events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): News {
  const touched = new Set<unknown>();
  let [added, gone] = [0, 0];
  for (const event of events) {
    if (event.target === root) {
      added += event.changes.added.size;
      gone += event.changes.deleted.size;
      continue;
    }
    let block: unknown = event.target;
    while (block instanceof Y.AbstractType && block.parent !== root) block = block.parent;
    if (block instanceof Y.AbstractType) touched.add(block);
  }
  return { kind: 'minutes', added, changed: gone + touched.size };
}

/** Follows what goes into a document; the returned function tells it. */
function follow(doc: Y.Doc, kind: ExchangedKind): () => News {
  const sum: News = { kind, added: 0, changed: 0 };
  const add = ({ added, changed }: Pick<News, 'added' | 'changed'>) => {
    sum.added += added;
    sum.changed += changed;
  };
  for (const name of counted[kind]) {
    const root = doc.getMap(name);
    root.observeDeep((events) => {
      const all = [...countMap(root, events).values()];
      add({
        added: all.filter((what) => what === 'added').length,
        changed: all.filter((what) => what === 'changed').length,
      });
    });
  }
  if (kind === 'minutes') {
    const body = bodyOf(doc);
    body.observeDeep((events) => add(countBlocks(body, events)));
    factsOf(doc).observe((event) => add({ added: 0, changed: event.keysChanged.size }));
  }
  return () => sum;
}

/** Whether the hall would take `update` behind `state`, and whether it says anything new. Throws ExchangeError. */
function proveAsTheHall(state: Uint8Array, update: Uint8Array): boolean {
  const intake = new Intake();
  const stored = new History();
  const into = (bytes: Uint8Array) => {
    const batch = new History();
    const taken = intake.take(bytes, stored.deletes, batch);
    stored.absorb(batch);
    return taken;
  };
  try {
    into(state);
    const { rest, authors, deleted } = into(update);
    if (rest) throw new ExchangeError('incomplete');
    return authors.length > 0 || deleted;
  } catch (error) {
    throw error instanceof ExchangeError ? error : new ExchangeError('poisoned');
  }
}

/**
 * Proves that `update` can be joined to a document of `state` (a Yjs update, empty for a new document): by the rules
 * that the hall itself takes updates by, and on a copy of the document. Nothing is changed.
 * @throws ExchangeError `poisoned` or `incomplete`
 */
export function proveUpdate(kind: ExchangedKind, state: Uint8Array, update: Uint8Array): ProvenUpdate {
  if (!proveAsTheHall(state.length > 0 ? state : emptyUpdate, update)) return { kind, update, news: null };
  const copy = new Y.Doc();
  try {
    Y.applyUpdate(copy, state.length > 0 ? state : emptyUpdate);
    const news = follow(copy, kind);
    Y.applyUpdate(copy, update);
    if (copy.store.pendingStructs !== null || copy.store.pendingDs !== null)
      throw new ExchangeError('incomplete');
    return { kind, update, news: news() };
  } catch (error) {
    throw error instanceof ExchangeError ? error : new ExchangeError('poisoned');
  } finally {
    copy.destroy();
  }
}

/** Yjs's update that says nothing. */
const emptyUpdate = Uint8Array.of(0, 0);
