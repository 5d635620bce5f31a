import type * as Y from 'yjs';
import { type DocumentKind, roomName } from '../../shared/dialogue.ts';
import type { Petitioner } from '../../shared/docs/register.ts';
import { readStageSettings } from '../../shared/docs/stage.ts';
import type { Logger } from '../board/contract.ts';
import { errorCode, Job } from '../board/job.ts';
import { Replica } from '../board/replica.ts';
import type { Relay } from '../relay/contract.ts';
import { allPetitioners, knownPeople } from './people.ts';
import { project, type ScreenContext } from './project.ts';
import { QuietTexts } from './quiet.ts';
import { Redactor } from './redact.ts';
import { shownIssues, writePublic } from './write.ts';

export interface ScreenParts {
  relay: Pick<Relay, 'read' | 'write' | 'forget'>;
  /** The dialogue's present data, or null when there is no such dialogue (any more). */
  contextOf(dialogueId: string): ScreenContext | null | Promise<ScreenContext | null>;
  /** Whether a link's token opens this dialogue's public list, and nothing more. */
  opensPublicList(dialogueId: string, token: string): boolean | Promise<boolean>;
  logger: Logger;
}

export interface ScreenTimes {
  /** Shortest time between two writes of a screen, ms. */
  everyMs: number;
  /** How long a text must stand unchanged before it is shown, ms. */
  quietMs: number;
}

/** Documents that a screen is made from, and its own. */
export const sources = ['board', 'register', 'stage', 'screen'] as const satisfies readonly DocumentKind[];
type Source = (typeof sources)[number];

/** Form of a link's address, its token in the fragment. */
const linkAddress = /^https?:\/\/[^\s/#?]{1,200}\/join#([A-Za-z0-9_-]{43})$/;

/** The screens of one dialogue: reads board, register and stage, writes the public projection. */
export class DialogueScreen {
  readonly #id: string;
  readonly #parts: ScreenParts;
  readonly #times: ScreenTimes;
  readonly #replicas: Record<Source, Replica>;
  readonly #quiet: QuietTexts;
  readonly #job: Job;
  #mustLoad = true;
  /** Something shown before was replaced and may still be in the room's history. */
  #mustForget = true;
  #ranAt = Number.NEGATIVE_INFINITY;
  /** Kept until the register or the context changes. */
  #people: { petitioners: Map<string, Petitioner>; redactor: Redactor; of: string } | null = null;

  constructor(dialogueId: string, parts: ScreenParts, times: ScreenTimes) {
    this.#id = dialogueId;
    this.#parts = parts;
    this.#times = times;
    this.#quiet = new QuietTexts(times.quietMs);
    const replica = (kind: Source, onDoc?: (doc: Y.Doc) => void) =>
      new Replica(parts.relay, roomName(dialogueId, kind), onDoc);
    this.#replicas = {
      board: replica('board'),
      register: replica('register'),
      stage: replica('stage'),
      screen: replica('screen'),
    };
    this.#job = new Job(
      () => this.#work(),
      (error, attempt) =>
        parts.logger.warn({ dialogueId, attempt, code: errorCode(error) }, 'screen not written'),
    );
    this.#job.within(0);
  }

  /** Takes an update of one of the documents that the relay has stored. */
  feed(kind: Source, update: Uint8Array): void {
    try {
      this.#replicas[kind].feed(update);
    } catch {
      this.#parts.logger.error({ dialogueId: this.#id, kind }, 'update did not apply; reading the room anew');
      this.#mustLoad = true;
    }
    if (kind === 'screen') return;
    if (kind === 'register') this.#people = null;
    this.#job.encourage();
    this.#job.within(Math.max(0, this.#ranAt + this.#times.everyMs - Date.now()));
  }

  get idle(): boolean {
    return this.#job.idle;
  }

  /** Writes what is due now; texts still being typed stay back. Rejects when the relay refuses. */
  refresh(): Promise<void> {
    return this.#job.now();
  }

  close(): void {
    this.#job.close();
    for (const replica of Object.values(this.#replicas)) replica.close();
  }

  async #work(): Promise<number | null> {
    if (this.#mustLoad) {
      await Promise.all(Object.values(this.#replicas).map((replica) => replica.load()));
      this.#people = null;
      this.#mustLoad = false;
    }
    const context = await this.#parts.contextOf(this.#id);
    if (!context) return null;
    const publicLink = await this.#publicLink();
    const now = Date.now();
    this.#ranAt = now;
    const { petitioners, redactor } = this.#peopleOf(context);
    const looked = new Set<string>();
    const state = project({
      context,
      petitioners,
      redactor,
      board: this.#replicas.board.doc,
      register: this.#replicas.register.doc,
      stage: this.#replicas.stage.doc,
      publicLink,
      shown: shownIssues(this.#replicas.screen.doc),
      released: (key, text) => {
        looked.add(key);
        return this.#quiet.see(key, text, now);
      },
    });
    this.#quiet.keepOnly(looked);
    await this.#replicas.screen.write((doc) => {
      if (writePublic(doc, state)) this.#mustForget = true;
    });
    await this.#forget();
    return this.#quiet.due(Date.now());
  }

  /** A code on the wall is for everybody: only a link to the public list, alive, may stand behind it. */
  async #publicLink(): Promise<string> {
    const { publicLink } = readStageSettings(this.#replicas.stage.doc);
    const token = linkAddress.exec(publicLink)?.[1];
    return token && (await this.#parts.opensPublicList(this.#id, token)) ? publicLink : '';
  }

  /** What was taken back leaves the history too: whoever joins the screen later is not sent it. */
  async #forget(): Promise<void> {
    if (!this.#mustForget) return;
    await this.#parts.relay.forget?.(this.#replicas.screen.room);
    this.#mustForget = false;
  }

  #peopleOf(context: ScreenContext): { petitioners: Map<string, Petitioner>; redactor: Redactor } {
    const { dialogue } = context;
    const of = [dialogue.chairName, ...dialogue.secretaries].join('\n');
    if (this.#people?.of === of) return this.#people;
    const register = this.#replicas.register.doc;
    const people = {
      of,
      petitioners: allPetitioners(register),
      redactor: new Redactor(knownPeople(register, dialogue)),
    };
    this.#people = people;
    return people;
  }
}
