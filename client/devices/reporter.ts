import { toBase64 } from 'lib0/buffer';
import { createEffect, createRoot } from 'solid-js';
import type { HeldPart } from '../../shared/devices.ts';
import { frozenKinds, parseRoom } from '../../shared/dialogue.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { ApiError, api } from '../api.ts';
import { deviceSign, learnDevice } from '../device.ts';
import type { SyncStatus } from '../sync/connection.ts';
import { type Holding, heldSince, keepSince, learnProposals, ownProposals } from './holdings.ts';

/*
 * Tells the hall by HTTP what this device holds that the hall has not got, and says goodbye when its page closes. A
 * keystroke is stored within some ten milliseconds, so only what lasts is told.
 */

/** What is held for less than this is on its way, ms. */
const lasting = 1_500;
/** Shortest time between two reports of one dialogue, ms. */
const pace = 2_000;
/** Having written on and saved all, a device says so again after this long, ms. */
const sayAgain = 60_000;
/** While somebody is to decide on its late text, a device asks this often, ms. */
const askDecision = 6_000;
/** Longest pause between two tries, ms. */
const longestPause = 60_000;

/** Refusals of late text that another try does not change. */
const final: readonly ErrorCode[] = ['badInput', 'tooLarge', 'notAllowed', 'notFrozen', 'otherVersion'];

/** One document of this device, as far as the reporter needs it. */
export interface FollowedRoom {
  status(): SyncStatus;
  /** All that this device has and the hall's room lacks, as an update; null until the hall has said what it has. */
  missing(): Uint8Array | null;
  /** The hall keeps the late text as a proposal: it is sent no more, and the next visit begins with the hall's state. */
  layAside(): void;
  /** The hall was found to have all of it. */
  settle(): void;
}

type Part = HeldPart;

/** What is told to the hall. */
interface Report {
  sign: string;
  parts: Partial<Record<Part, { waiting: number; late: number; age: number }>>;
  bye: boolean;
}

class Reporter {
  readonly #dialogueId: string;
  readonly #rooms = new Map<Part, FollowedRoom>();
  readonly #parts = new Map<Part, Holding>();
  /** What was told last, and when. */
  #told = '';
  #toldAt = 0;
  #wroteSince = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt = Number.POSITIVE_INFINITY;
  #sending = false;
  /** Late text that the hall does not take, by its count. */
  readonly #refused = new Map<Part, number>();

  constructor(dialogueId: string) {
    this.#dialogueId = dialogueId;
  }

  get isEmpty(): boolean {
    return this.#rooms.size === 0;
  }

  join(part: Part, room: FollowedRoom): void {
    this.#rooms.set(part, room);
  }

  leave(part: Part): void {
    this.#rooms.delete(part);
  }

  set(part: Part, waiting: number, late: number): void {
    const before = this.#parts.get(part);
    const holds = waiting + late > 0;
    const since = holds ? before?.since || heldSince(this.#dialogueId, part) || Date.now() : 0;
    if (!holds && before?.since) keepSince(this.#dialogueId, part, 0);
    if (holds) this.#wroteSince = true;
    this.#parts.set(part, { waiting, late, since });
    this.#within(lasting);
  }

  /** Tries soon: the hall is in reach again, for all devices at one moment. */
  wake(): void {
    this.#failures = 0;
    this.#within(Math.random() * lasting);
  }

  /** Tells that this page goes. `beacon`: it closes, and nothing of it runs on. */
  async bye(beacon: boolean): Promise<void> {
    clearTimeout(this.#timer);
    this.#dueAt = Number.POSITIVE_INFINITY;
    if (this.#parts.size === 0) return;
    this.#keepTimes(0);
    const report = this.#report(0, true);
    this.#told = '';
    if (beacon) {
      const body = new Blob([JSON.stringify(report)], { type: 'application/json' });
      navigator.sendBeacon(`/api/dialogues/${this.#dialogueId}/device`, body);
      return;
    }
    const param = { id: this.#dialogueId };
    await api.dialogues[':id'].device.$post({ param, json: report }).catch(() => undefined);
  }

  #within(delay: number): void {
    const pause = this.#failures > 0 ? Math.min(longestPause, pace * 2 ** this.#failures) : delay;
    const wait = pause * (this.#failures > 0 ? 0.7 + Math.random() * 0.6 : 1);
    const at = Date.now() + wait;
    if (at >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = at;
    this.#timer = setTimeout(() => {
      this.#dueAt = Number.POSITIVE_INFINITY;
      void this.#tick();
    }, wait);
  }

  /** What is held, without what is younger than `age` ms. */
  #report(age: number, bye: boolean): Report {
    const now = Date.now();
    const parts: Report['parts'] = {};
    for (const [part, { waiting, late, since }] of this.#parts) {
      const old = Math.max(0, now - since);
      const lasts = old >= age;
      parts[part] = lasts ? { waiting, late, age: since ? old : 0 } : { waiting: 0, late: 0, age: 0 };
    }
    return { sign: deviceSign(), parts, bye };
  }

  #keepTimes(age: number): void {
    for (const [part, { since }] of this.#parts)
      if (since > 0 && Date.now() - since >= age) keepSince(this.#dialogueId, part, since);
  }

  async #tick(): Promise<void> {
    if (this.#sending) return;
    this.#keepTimes(lasting);
    const report = this.#report(lasting, false);
    const state = JSON.stringify(Object.entries(report.parts).map(([part, p]) => [part, p.waiting, p.late]));
    const young = [...this.#parts.values()].some(({ since }) => since > 0 && Date.now() - since < lasting);
    const again = this.#wroteSince && !young && Date.now() - this.#toldAt > sayAgain;
    const decides = ownProposals(this.#dialogueId).some((one) => one.state === 'waiting');
    const asks = decides && Date.now() - this.#toldAt > askDecision - pace && !document.hidden;
    if (state !== this.#told || again || asks) await this.#send(report, state);
    if (young) this.#within(lasting);
    if (this.#wroteSince) this.#within(sayAgain);
    if (decides) this.#within(askDecision);
  }

  async #send(report: Report, state: string): Promise<void> {
    this.#sending = true;
    try {
      const param = { id: this.#dialogueId };
      const answer = await (await api.dialogues[':id'].device.$post({ param, json: report })).json();
      learnDevice(answer.device);
      learnProposals(this.#dialogueId, answer.late);
      [this.#told, this.#toldAt, this.#failures] = [state, Date.now(), 0];
      this.#wroteSince = [...this.#parts.values()].some(({ since }) => since > 0);
      await this.#handIn();
      this.#within(pace);
    } catch {
      this.#failures += 1;
      this.#within(pace);
    } finally {
      this.#sending = false;
    }
  }

  /** Hands in what was typed after a freeze: by itself, since a proposal changes nothing and a lost laptop does. */
  async #handIn(): Promise<void> {
    for (const [part, room] of this.#rooms) {
      const { late, online, handed } = room.status();
      const kind = frozenKinds.find((known) => known === part);
      if (!kind || late === 0 || !online || handed || this.#refused.get(part) === late) continue;
      const update = room.missing();
      if (!update) continue;
      const age = Math.max(0, Date.now() - (this.#parts.get(part)?.since || Date.now()));
      const json = { sign: deviceSign(), kind, changes: late, age, update: toBase64(update) };
      try {
        const param = { id: this.#dialogueId };
        const { proposal } = await (await api.dialogues[':id'].late.$post({ param, json })).json();
        if (proposal) {
          const others = ownProposals(this.#dialogueId).filter(({ id }) => id !== proposal.id);
          learnProposals(this.#dialogueId, [proposal, ...others]);
          room.layAside();
        } else room.settle();
      } catch (error) {
        if (!(error instanceof ApiError) || !final.includes(error.code)) throw error;
        this.#refused.set(part, late);
      }
    }
  }
}

const reporters = new Map<string, Reporter>();
let listening = false;

function listenToPage(): void {
  if (listening) return;
  listening = true;
  addEventListener('pagehide', () => {
    for (const reporter of reporters.values()) void reporter.bye(true);
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) for (const reporter of reporters.values()) reporter.wake();
  });
}

/** Tells the hall about a document of this device until the returned function is called. */
export function followRoom(name: string, room: FollowedRoom): () => void {
  const parsed = parseRoom(name);
  const part = frozenKinds.find((kind) => kind === parsed?.kind);
  if (!parsed || !part) return () => undefined;
  listenToPage();
  const { dialogueId } = parsed;
  const reporter = reporters.get(dialogueId) ?? new Reporter(dialogueId);
  reporters.set(dialogueId, reporter);
  reporter.join(part, room);
  let wasOnline = false;
  const stop = createRoot((dispose) => {
    createEffect(() => {
      const { savedInHall, waiting, late, online, handed } = room.status();
      // Until the disk has been read nobody knows.
      if (!savedInHall && waiting + late === 0) return;
      reporter.set(part, waiting, handed ? 0 : late);
      if (online && !wasOnline) reporter.wake();
      wasOnline = online;
    });
    return dispose;
  });
  return () => {
    stop();
    reporter.leave(part);
    if (!reporter.isEmpty) return;
    reporters.delete(dialogueId);
    void reporter.bye(false);
  };
}

/** Tells how many files of papers wait on this device. */
export function tellPapers(dialogueId: string, waiting: number): void {
  reporters.get(dialogueId)?.set('papers', waiting, 0);
}

/** Says goodbye for all dialogues, as long as the session is there. Never rejects; takes `limit` ms at most. */
export async function sayGoodbye(limit = 2_000): Promise<void> {
  const all = Promise.all([...reporters.values()].map((reporter) => reporter.bye(false)));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, limit))]);
}
