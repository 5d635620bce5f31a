import * as Y from 'yjs';
import { QuietMoment } from './quiet-moment.ts';

/** What waits: `changes` of the document, `presence` of others, or the hall's `whole` answer at the beginning. */
export type Incoming = 'changes' | 'presence' | 'whole';

/** Called before something goes in; what it returns is called when all that waited is in. */
export type BeforeOthers = () => (() => void) | undefined;

/**
 * What others wrote, on its way into the document. It goes in at the next quiet moment: the changes that wait
 * together in their order as one transaction, then the carets, which stand in what those wrote; while somebody
 * holds it back (a word is being composed) it waits here. Nothing is dropped.
 */
export class Inbox {
  readonly #doc: Y.Doc;
  readonly #origin: () => unknown;
  readonly #moment = new QuietMoment(() => this.#deliver());
  readonly #listeners = new Set<BeforeOthers>();
  #waiting: { kind: Incoming; read: () => void }[] = [];
  #holds = 0;

  /** `origin` gives the origin of the transactions in which changes go in. */
  constructor(doc: Y.Doc, origin: () => unknown) {
    this.#doc = doc;
    this.#origin = origin;
  }

  /** Takes a message; `read` brings it in. */
  take(kind: Incoming, read: () => void): void {
    this.#waiting.push({ kind, read });
    if (this.#holds > 0) return;
    if (kind === 'whole') this.#moment.now();
    else this.#moment.ask();
  }

  hold(): void {
    this.#holds += 1;
    this.#moment.stop();
  }

  /** Ends one hold; after the last one what waited goes in: now, or as soon as the key that ended it is painted. */
  free(when: 'now' | 'soon'): void {
    this.#holds -= 1;
    if (this.#holds === 0 && this.#waiting.length > 0) this.#moment[when]();
  }

  /** Calls `listener` each time before something goes in, until the returned function is called. */
  before(listener: BeforeOthers): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Drops what waits: the document is being closed. */
  close(): void {
    this.#waiting = [];
    this.#holds = Number.POSITIVE_INFINITY;
    this.#moment.stop();
  }

  #deliver(): void {
    const messages = this.#waiting;
    this.#waiting = [];
    const faults: unknown[] = [];
    /** Whoever looks on and fails keeps nothing else from coming in. */
    const step = <T>(work: () => T): T | undefined => {
      try {
        return work();
      } catch (fault) {
        faults.push(fault);
        return undefined;
      }
    };
    const readAll = (some: typeof messages, wanted: Incoming) => {
      for (const { kind, read } of some) if (kind === wanted) step(read);
    };
    const afterwards = [...this.#listeners].map(step);
    for (let at = 0; at < messages.length; at++) {
      const from = at;
      while (at < messages.length && messages[at]?.kind !== 'whole') at += 1;
      const some = messages.slice(from, at);
      // Each writer's change comes with a caret; taken in turn, each change would be a transaction of its own,
      // and whoever looks on would be told of each.
      if (some.some(({ kind }) => kind === 'changes'))
        step(() => Y.transact(this.#doc, () => readAll(some, 'changes'), this.#origin(), false));
      readAll(some, 'presence');
      step(() => messages[at]?.read());
    }
    for (const after of afterwards) step(() => after?.());
    if (faults.length > 0) throw faults[0];
  }
}
