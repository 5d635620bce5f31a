import type * as Y from 'yjs';
import { mergeUpdates } from 'yjs';
import { roomName } from '../../shared/dialogue.ts';
import { mostEntries } from '../../shared/docs/activity.ts';
import { petitionsOf } from '../../shared/docs/board.ts';
import { citizenConflictFields, petitionConflictFields } from '../../shared/docs/conflicts.ts';
import { bodyOf } from '../../shared/docs/minutes.ts';
import { papersOf } from '../../shared/docs/papers.ts';
import { attendeesOf } from '../../shared/docs/register.ts';
import { speakersOf } from '../../shared/docs/speakers.ts';
import { writerName } from '../../shared/docs/writers.ts';
import { type ConflictChange, ConflictKeeper } from '../board/conflicts.ts';
import type { Logger } from '../board/contract.ts';
import { errorCode, Job } from '../board/job.ts';
import { Replica } from '../board/replica.ts';
import type { Relay } from '../relay/contract.ts';
import { boardChanges, type KnownValues, type Look } from './board-changes.ts';
import { minutesChanges } from './minutes-changes.ts';
import { registerChanges } from './register-changes.ts';
import { type Happening, happening, writeActivity } from './write.ts';

/** The documents that people write. */
export const watchedKinds = ['board', 'register', 'minutes'] as const;
export type WatchedKind = (typeof watchedKinds)[number];

/** What was seen of a document: clocks by client. */
export type Seen = ReadonlyMap<number, number>;

export interface ActivityParts {
  relay: Pick<Relay, 'read' | 'write'>;
  /** Lists whose values may be named, or null when there is no such dialogue (any more). */
  knownValues(dialogueId: string): Promise<KnownValues | null>;
  /** Name of the session that was seen writing with a client id, or empty. */
  sessionName(room: string, client: number): string;
  logger: Logger;
}

export interface ActivityTimes {
  /** Wait after a change of board or register before it is looked at, ms. */
  lookMs: number;
  /** The same for the minutes, where every letter is a change, ms. */
  minutesMs: number;
  /** Shortest time between two writes of the list, ms. */
  writeMs: number;
}

interface Source {
  kind: WatchedKind;
  replica: Replica;
  keeper: ConflictKeeper | null;
  changes: (look: Look) => Happening[];
  /** Stored updates that were not looked at yet. */
  waiting: Uint8Array[];
  seen: Seen;
  /** The next transaction fills a new document. */
  fills: boolean;
}

const changesOf = { board: boardChanges, register: registerChanges, minutes: minutesChanges };
const roots = { board: petitionsOf, register: attendeesOf, minutes: bodyOf };
const noValues: KnownValues = { fields: [], villages: [], units: [], authorities: [] };

/**
 * Watches what people write in one dialogue, in the background: keeps the list of activity, and in board and
 * register the fields that two wrote at the same time. Nobody waits for it.
 */
export class DialogueActivity {
  readonly #id: string;
  readonly #parts: ActivityParts;
  readonly #times: ActivityTimes;
  readonly #sources: Record<WatchedKind, Source>;
  readonly #list: Replica;
  readonly #job: Job;
  readonly #onClose: (seen: Record<WatchedKind, Seen>) => void;
  #happened: Happening[] = [];
  #known: KnownValues = noValues;
  #mustLoad = true;
  #minutesAt = 0;
  #wroteAt = 0;

  /**
   * @param seen what was seen of the documents before: everything later is news
   * @param onClose is told what was seen when the watch is let go of
   */
  constructor(
    dialogueId: string,
    parts: ActivityParts,
    times: ActivityTimes,
    seen: Partial<Record<WatchedKind, Seen>>,
    onClose: (seen: Record<WatchedKind, Seen>) => void,
  ) {
    this.#id = dialogueId;
    this.#parts = parts;
    this.#times = times;
    this.#onClose = onClose;
    this.#list = new Replica(parts.relay, roomName(dialogueId, 'activity'));
    const source = (kind: WatchedKind) => this.#source(kind, seen[kind] ?? new Map());
    this.#sources = { board: source('board'), register: source('register'), minutes: source('minutes') };
    this.#job = new Job(
      (flush) => this.#work(flush),
      (error, attempt) =>
        parts.logger.warn({ dialogueId, attempt, code: errorCode(error) }, 'activity not written'),
    );
  }

  /** Takes an update of one of the documents, or of the list itself, that the relay has stored. */
  feed(kind: WatchedKind | 'activity', update: Uint8Array): void {
    if (kind === 'activity') {
      this.#apply(() => this.#list.feed(update));
      return;
    }
    this.#sources[kind].waiting.push(update);
    this.#job.encourage();
    this.#job.within(kind === 'minutes' ? this.#times.minutesMs : this.#times.lookMs);
  }

  get idle(): boolean {
    return this.#job.idle;
  }

  /** Looks at everything stored so far and writes it down. Rejects with the relay's or store's error. */
  settled(): Promise<void> {
    return this.#job.now();
  }

  close(): void {
    this.#job.close();
    const { board, register, minutes } = this.#sources;
    this.#onClose({ board: board.seen, register: register.seen, minutes: minutes.seen });
    for (const { replica } of [board, register, minutes]) replica.close();
    this.#list.close();
  }

  #source(kind: WatchedKind, seen: Seen): Source {
    const nameOf = (doc: Y.Doc, client: number) => this.#nameOf(kind, doc, client);
    const keepers = {
      board: new ConflictKeeper({ root: 'petitions', fields: petitionConflictFields, nameOf }),
      register: new ConflictKeeper({ root: 'petitioners', fields: citizenConflictFields, nameOf }),
      minutes: null,
    };
    const keeper = keepers[kind];
    const source: Source = {
      kind,
      keeper,
      changes: changesOf[kind],
      waiting: [],
      seen,
      fills: true,
      replica: new Replica(
        this.#parts.relay,
        roomName(this.#id, kind),
        () => {},
        (doc) => {
          source.fills = true;
          roots[kind](doc);
          if (kind === 'register') {
            speakersOf(doc);
            papersOf(doc);
          }
          keeper?.prepare(doc);
          keeper?.reset();
          doc.on('beforeObserverCalls', (transaction: Y.Transaction) => this.#see(source, transaction));
        },
      ),
    };
    return source;
  }

  /** The session's name where the server saw who wrote; else what the device said of itself. */
  #nameOf(kind: WatchedKind, doc: Y.Doc, client: number): string {
    return this.#parts.sessionName(roomName(this.#id, kind), client) || writerName(doc, client);
  }

  #see(source: Source, transaction: Y.Transaction): void {
    const { doc, afterState, beforeState } = transaction;
    const since = source.fills ? source.seen : beforeState;
    const at = new Date().toISOString();
    source.keeper?.see(transaction, since, at);
    const nameOf = (client: number) => this.#nameOf(source.kind, doc, client);
    this.#happened.push(...source.changes({ transaction, since, nameOf, at, known: this.#known }));
    source.seen = new Map(afterState);
    source.fills = false;
  }

  #apply(feed: () => void): void {
    try {
      feed();
    } catch {
      this.#parts.logger.error({ dialogueId: this.#id }, 'update did not apply; reading the rooms anew');
      this.#mustLoad = true;
    }
  }

  async #work(flush: boolean): Promise<number | null> {
    const known = await this.#parts.knownValues(this.#id);
    if (!known) return null;
    this.#known = known;
    if (this.#mustLoad) await this.#load();
    this.#lookAt(this.#sources.board);
    this.#lookAt(this.#sources.register);
    const minutesWait = flush ? 0 : this.#minutesAt + this.#times.minutesMs - Date.now();
    if (minutesWait <= 0) {
      this.#lookAt(this.#sources.minutes);
      this.#minutesAt = Date.now();
    }
    await this.#reconcile(this.#sources.board);
    await this.#reconcile(this.#sources.register);
    const listWait = flush ? 0 : this.#wroteAt + this.#times.writeMs - Date.now();
    if (listWait <= 0) await this.#write();
    const waits = [
      ...(this.#happened.length > 0 ? [listWait] : []),
      ...(this.#sources.minutes.waiting.length > 0 ? [minutesWait] : []),
    ];
    return waits.length > 0 ? Math.max(1, Math.min(...waits)) : null;
  }

  async #load(): Promise<void> {
    for (const source of Object.values(this.#sources)) {
      source.waiting = [];
      await source.replica.load();
    }
    await this.#list.load();
    this.#mustLoad = false;
  }

  #lookAt(source: Source): void {
    const { waiting, replica } = source;
    if (waiting.length === 0) return;
    source.waiting = [];
    this.#apply(() => replica.feed(mergeUpdates(waiting)));
  }

  async #reconcile({ keeper, replica }: Source): Promise<void> {
    if (!keeper?.hasWork) return;
    const changes: ConflictChange[] = [];
    await replica.write((doc) => {
      changes.push(...keeper.reconcile(doc));
    });
    const at = new Date().toISOString();
    this.#happened.push(...changes.map((change) => happening({ at, ...change })));
  }

  async #write(): Promise<void> {
    const happened = this.#happened;
    if (happened.length === 0) return;
    this.#happened = [];
    const petitions = petitionsOf(this.#sources.board.replica.doc);
    const numbered = happened.map((each): Happening => {
      const number: unknown = each.petitionId ? petitions.get(each.petitionId)?.get('number') : '';
      return { ...each, number: typeof number === 'string' ? number : '' };
    });
    try {
      await this.#list.write((doc) => writeActivity(doc, numbered));
    } catch (error) {
      this.#happened = [...happened, ...this.#happened].slice(-mostEntries);
      throw error;
    }
    this.#wroteAt = Date.now();
  }
}
