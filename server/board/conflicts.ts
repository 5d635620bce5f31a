import * as Y from 'yjs';
import { type Keyed, losersOf, type Write, winnerOf } from '../../shared/docs/concurrent.ts';
import {
  conflictKey,
  conflictsOf,
  mostConflicts,
  readConflict,
  type StoredConflict,
  settledOf,
} from '../../shared/docs/conflicts.ts';
import { writersOf } from '../../shared/docs/writers.ts';
import { touchedEntries } from './touched.ts';

export interface WatchedFields {
  /** Root map whose entries are watched, e.g. `petitions`. */
  root: string;
  fields: readonly string[];
  /** Display name of whoever wrote with a client id, or empty. */
  nameOf: (doc: Y.Doc, client: number) => string;
}

/** A conflict that came (`by` and `to` are who wrote), or one that somebody (`by`) settled. */
export interface ConflictChange {
  kind: 'conflict' | 'settled';
  petitionId: string;
  field: string;
  by: string;
  to: string;
}

const parts = ['petitionId', 'field', 'kept', 'keptBy', 'keptAt', 'lost', 'lostBy', 'lostAt'] as const;

/**
 * Finds fields that two people wrote at the same time, in one document, and keeps the document's `conflicts` right.
 * It looks at each transaction before Yjs drops what was replaced; a server that starts anew finds in the stored
 * history what the one before it did not write down.
 */
export class ConflictKeeper {
  readonly #watched: WatchedFields;
  /** `petition/field` whose entries may have to change. */
  readonly #dirty = new Set<string>();
  /** What was lost, by the id of the write, as long as it may still be asked for. */
  readonly #lost = new Map<string, { value: string; at: string }>();
  /** The last write of each field and when it came. */
  readonly #arrived = new Map<string, { id: string; at: string }>();
  /** Everything in `conflicts` has to be looked through: the document is new, or a peer wrote there. */
  #everything = true;
  #work = true;

  constructor(watched: WatchedFields) {
    this.#watched = watched;
  }

  /** True when `reconcile` may have something to write. */
  get hasWork(): boolean {
    return this.#work;
  }

  /** The document was read anew; what is not remembered is looked for again. */
  reset(): void {
    this.#everything = true;
    this.#work = true;
  }

  /** Names the root types of a new document, so that Yjs has them when the first update comes. */
  prepare(doc: Y.Doc): void {
    doc.getMap(this.#watched.root);
    conflictsOf(doc);
    settledOf(doc);
    writersOf(doc);
  }

  /**
   * Takes a transaction, from a listener that runs before its garbage is collected (`beforeObserverCalls`).
   * @param since what was there before it: clocks by client
   * @param at when it came, ISO 8601
   */
  see(transaction: Y.Transaction, since: ReadonlyMap<number, number>, at: string): void {
    const { doc, local } = transaction;
    const changed: ReadonlySet<unknown> = new Set(transaction.changed.keys());
    if (!local && (changed.has(conflictsOf(doc)) || changed.has(writersOf(doc)))) this.reset();
    if (changed.has(settledOf(doc))) this.#work = true;
    const when = ({ client, clock }: Write) => (clock >= (since.get(client) ?? 0) ? at : '');
    const root = doc.getMap<unknown>(this.#watched.root);
    for (const [id, keys] of touchedEntries(transaction, root)) {
      const entry = root.get(id);
      if (!(entry instanceof Y.Map)) continue;
      for (const field of this.#watched.fields) {
        if (keys === 'all' || keys.has(field)) this.#look(entry, id, field, when);
      }
    }
  }

  #look(entry: Keyed, id: string, field: string, when: (write: Write) => string): void {
    const winner = winnerOf(entry, field);
    if (!winner) return;
    const name = `${id}/${field}`;
    const before = this.#arrived.get(name);
    for (const write of losersOf(entry, field)) {
      this.#dirty.add(name);
      this.#work = true;
      if (write.value === null || this.#lost.has(write.id)) continue;
      // It stood there until now, or it came just now and lost at once.
      this.#lost.set(write.id, { value: write.value, at: before?.id === write.id ? before.at : when(write) });
    }
    if (before?.id !== winner.id) this.#arrived.set(name, { id: winner.id, at: when(winner) });
  }

  /** Makes `conflicts` say what is so, and tells what is new. To be called inside a transaction of the caller's. */
  reconcile(doc: Y.Doc): ConflictChange[] {
    const changes: ConflictChange[] = [];
    const stored = conflictsOf(doc);
    if (this.#everything) {
      for (const [key, value] of stored) {
        const conflict = readConflict(key, value);
        if (conflict) this.#dirty.add(`${conflict.petitionId}/${conflict.field}`);
      }
    }
    const wanted = new Map<string, StoredConflict>();
    for (const name of this.#dirty) this.#wantedOf(doc, name, wanted);
    for (const [key, value] of [...stored]) {
      const conflict = readConflict(key, value);
      const settled = conflict !== null && settledOf(doc).get(conflict.id) === true;
      if (settled) {
        this.#lost.delete(conflict.id);
        const by = this.#watched.nameOf(doc, winnerOf(settledOf(doc), conflict.id)?.client ?? 0);
        changes.push({ kind: 'settled', petitionId: conflict.petitionId, field: conflict.field, by, to: '' });
      }
      const stale =
        !conflict ||
        settled ||
        (this.#dirty.has(`${conflict.petitionId}/${conflict.field}`) && !wanted.has(key));
      if (stale) stored.delete(key);
    }
    for (const [key, value] of wanted) {
      const present: unknown = stored.get(key);
      if (isSame(present, value)) continue;
      if (present === undefined && stored.size >= mostConflicts) continue;
      stored.set(key, value);
      const { petitionId, field, lostBy: by, keptBy: to } = value;
      if (present === undefined) changes.push({ kind: 'conflict', petitionId, field, by, to });
    }
    this.#dirty.clear();
    this.#everything = false;
    this.#work = false;
    return changes;
  }

  #wantedOf(doc: Y.Doc, name: string, wanted: Map<string, StoredConflict>): void {
    const [id = '', field = ''] = name.split('/');
    const entry = doc.getMap<unknown>(this.#watched.root).get(id);
    const winner = entry instanceof Y.Map ? winnerOf(entry, field) : null;
    if (!(entry instanceof Y.Map) || !winner || !this.#watched.fields.includes(field)) return;
    const kept = winner.value ?? '';
    const arrived = this.#arrived.get(name);
    for (const { id: lostId, client } of losersOf(entry, field)) {
      const lost = this.#lost.get(lostId);
      if (!lost || lost.value === kept || settledOf(doc).get(lostId) === true) continue;
      const { nameOf } = this.#watched;
      wanted.set(conflictKey(id, field, lostId), {
        petitionId: id,
        field,
        kept,
        keptBy: nameOf(doc, winner.client),
        keptAt: arrived?.id === winner.id ? arrived.at : '',
        lost: lost.value,
        lostBy: nameOf(doc, client),
        lostAt: lost.at,
      });
    }
  }
}

function isSame(present: unknown, wanted: StoredConflict): boolean {
  if (typeof present !== 'object' || present === null) return false;
  return parts.every((part) => Reflect.get(present, part) === wanted[part]);
}
