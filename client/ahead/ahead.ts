import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { documentAccess, may, type Role } from '../../shared/access.ts';
import { documentKinds } from '../../shared/dialogue.ts';
import { ApiError } from '../api.ts';
import {
  askInvited,
  askWork,
  bringRecord,
  loadCalendar,
  loadDialogue,
  loadDialogues,
  loadDuties,
  loadFollowUp,
  loadLate,
  loadLinks,
  loadMe,
  loadOffice,
  loadOfficeKeys,
  loadOwnInbox,
  loadPasskeys,
  loadPeople,
  loadPlans,
  loadPlanVersions,
  loadPreparation,
  loadReview,
  loadSignatures,
  loadThreads,
  loadUnitTasks,
} from '../data.ts';
import { hallInReach } from '../in-reach.ts';
import { dutyKey, readKept, writeKept } from '../kept.ts';
import { bringLateParts } from '../late-part.tsx';
import { bringPages } from '../lazy-page.tsx';
import { isKept } from '../offline/link.ts';
import { opensPage } from '../routes/dialogue/pages.ts';
import { type PageSession, session } from '../session.ts';
import { whenIdle } from '../sync/quiet-moment.ts';
import { bringDocument, bringPlan } from './bring-document.ts';

/*
 * What is brought to this device before anybody asks for it: the documents of the dialogue, the answers of the server
 * and the parts of the pages that whoever is here may open. So a page that was never opened here opens without a
 * network. It is brought quietly: in moments when nobody types, one thing after another, and not again for a while.
 */

/** What was brought stays complete as long as somebody works here; it is brought again after this, ms. */
const again = 10 * 60_000;
/** The first moments of a page belong to whoever opened it; much is opened and left again before this, ms. */
const firstPause = 10_000;
/** Pages opened together, and forty devices after a power cut, do not ask in one moment, ms. */
const spread = 2_000;
/** How often it is looked whether all is to be brought again, ms. */
const lookEvery = 30_000;
/** Between two things it waits until nobody types, but no longer than this, ms. */
const patience = 30_000;
/** Another tab that began so long ago is still at it, ms. */
const otherTab = 60_000;

/** What this device knows of the last bringing for one dialogue; of the present duty. */
export interface Brought {
  /** When one began, ms since the epoch. */
  begun: number;
  /** When the last whole one ended, ISO 8601; empty: never. */
  at: string;
}

/** The type of official documents, in a file of its own: a computer that has it needs nothing of the hall. */
async function bringDocumentType(): Promise<void> {
  const { decreeTypeReady } = await import('../ui/decree-type.ts');
  await decreeTypeReady();
}

/** The parts of the pages that `role` may open. Rejects when one did not come. */
async function bringParts(role: Role): Promise<void> {
  // What lies on this device as a whole need not lie in the memory of each page, too.
  if (!isKept()) {
    await bringPages();
    await bringLateParts();
  }
  if (opensPage(role, 'preview')) await bringDocumentType();
}

/** The figures of everything; what asks for them is no part of the first visit. */
async function bringNumbers(): Promise<void> {
  const { loadNumbers } = await import('../routes/numbers/model.ts');
  await loadNumbers();
}

/** One thing to bring. */
export interface Step {
  name: string;
  bring: () => Promise<unknown>;
}

/** Waits until nobody types or scrolls here. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    whenIdle(resolve, patience);
  });
}

/** The last version of the record with all that its pages ask for. */
async function bringRecords(dialogueId: string, role: Role): Promise<void> {
  const last = (await loadReview(dialogueId)).versions.at(-1);
  if (may(role, 'readLate')) await loadLate(dialogueId);
  if (!last) return;
  await bringRecord(dialogueId, last.id);
  await loadSignatures(last.id);
  if (may(role, 'review')) await loadThreads(last.id);
}

/** The plans with the documents that they are edited in: of this year and the next, older ones when they are opened. */
async function bringPlans(): Promise<void> {
  const thisYear = new Date().getFullYear();
  const plans = await loadPlans();
  const wanted = plans.filter(({ year }, at) => at === 0 || year >= thisYear);
  for (const { id } of wanted) {
    await bringPlan(id);
    await loadPlanVersions(id);
  }
  for (const year of new Set([thisYear, ...wanted.map((plan) => plan.year)])) await loadCalendar(year);
}

/** All that `role` can use of a dialogue without a network. */
export function stepsFor(role: Role, dialogueId: string, isPerson = false): Step[] {
  const steps: [wanted: boolean, name: string, bring: () => Promise<unknown>][] = [
    [true, 'office', loadOffice],
    [true, 'dialogue', () => loadDialogue(dialogueId)],
    [true, 'dialogues', loadDialogues],
    ...documentKinds.map((kind): [boolean, string, () => Promise<unknown>] => [
      // The screen is kept by the page that shows it.
      kind !== 'screen' && documentAccess(role, kind) !== 'none',
      kind,
      () => bringDocument(dialogueId, kind),
    ]),
    [opensPage(role, 'work'), 'work', () => askWork(dialogueId)],
    [may(role, 'handIn'), 'ownInbox', loadOwnInbox],
    [opensPage(role, 'invited'), 'invited', () => askInvited(dialogueId)],
    [may(role, 'doUnitTasks'), 'tasks', () => loadUnitTasks(dialogueId)],
    [opensPage(role, 'preparation'), 'preparation', () => loadPreparation(dialogueId)],
    [may(role, 'readRecords'), 'records', () => bringRecords(dialogueId, role)],
    [may(role, 'readRecords'), 'officeKeys', loadOfficeKeys],
    [may(role, 'editPlan'), 'plans', bringPlans],
    [opensPage(role, 'numbers'), 'numbers', bringNumbers],
    [may(role, 'editPlan'), 'plans', loadPlans],
    [may(role, 'managePeople'), 'people', loadPeople],
    [isPerson, 'own', async () => [await loadMe(), await loadDuties(), await loadPasskeys()]],
    [may(role, 'giveLinks'), 'links', () => loadLinks(dialogueId)],
    [opensPage(role, 'followUp'), 'followUp', () => loadFollowUp(false)],
  ];
  return steps.filter(([wanted]) => wanted).map(([, name, bring]) => ({ name, bring }));
}

/** How complete this device is for a dialogue. */
export interface Ahead {
  /** Something is being brought now. */
  busy: Accessor<boolean>;
  /** When all was here last, ISO 8601; empty: it never was. */
  at: Accessor<string>;
}

const keyOf = (dialogueId: string) => dutyKey(`ahead.${dialogueId}`);
const nothing: Brought = { begun: 0, at: '' };

/**
 * Runs the steps one after another, each in an idle moment; ends when the hall is out of reach. A step that the hall
 * refuses is passed over: it is nothing that a page here could show. True when all was brought.
 */
export async function bringAll(
  steps: readonly Step[],
  goesOn: () => boolean,
  pause: () => Promise<void> = idle,
): Promise<boolean> {
  for (const { bring } of steps) {
    await pause();
    if (!goesOn()) return false;
    try {
      await bring();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code === 'unreachable') return false;
    }
    // What is kept answers where the hall is silent: then nothing was brought.
    if (!hallInReach()) return false;
  }
  return true;
}

/** The bringing for one dialogue: it outlives the page that began it, since the next page is of the same dialogue. */
class Keeper {
  readonly busy: Accessor<boolean>;
  readonly at: Accessor<string>;
  readonly #setBusy: (busy: boolean) => void;
  readonly #setAt: (at: string) => void;
  readonly #dialogueId: string;
  #pages = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(dialogueId: string) {
    this.#dialogueId = dialogueId;
    [this.busy, this.#setBusy] = createSignal(false);
    [this.at, this.#setAt] = createSignal('');
    this.#show();
  }

  /** A page of the dialogue is open until the returned function is called. */
  open(): () => void {
    this.#pages += 1;
    this.#show();
    if (this.#pages === 1) this.#lookLater(firstPause);
    return () => {
      this.#pages -= 1;
      if (this.#pages === 0) clearTimeout(this.#timer);
    };
  }

  /** Without the parts of the pages the documents alone are not enough. */
  #show(): void {
    this.#setAt(pagesFor === session()?.role ? this.#kept().at : '');
  }

  #kept(): Brought {
    return readKept<Brought>(keyOf(this.#dialogueId)) ?? nothing;
  }

  #lookLater(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        void this.#bring().finally(() => {
          if (this.#pages > 0) this.#lookLater(lookEvery);
        });
      },
      pause + Math.random() * spread,
    );
  }

  async #bring(): Promise<void> {
    const now = session();
    if (!now || this.busy() || !hallInReach()) return;
    // The parts of the pages live as long as this page does, whatever another tab has brought.
    if (pagesFor !== now.role) {
      await idle();
      await bringParts(now.role).then(
        () => {
          pagesFor = now.role;
        },
        () => undefined,
      );
      this.#show();
    }
    if (!isDue(this.#kept(), Date.now())) return;
    await this.#bringAll(now);
  }

  async #bringAll(now: PageSession): Promise<void> {
    const isStill = () => session()?.id === now.id && session()?.dutyId === now.dutyId;
    const before = this.#kept();
    this.#setBusy(true);
    writeKept(keyOf(this.#dialogueId), { ...before, begun: Date.now() });
    const whole = await bringAll(
      stepsFor(now.role, this.#dialogueId, now.personId !== ''),
      () => isStill() && hallInReach(),
    );
    const at = whole ? new Date().toISOString() : before.at;
    if (isStill()) {
      writeKept(keyOf(this.#dialogueId), { begun: 0, at });
      this.#show();
    }
    this.#setBusy(false);
  }
}

/** Whether it is time to bring all again. `now` in ms since the epoch. */
export function isDue({ begun, at }: Brought, now: number): boolean {
  // Twice does no harm; it is only not worth it.
  if (now - begun < otherTab) return false;
  return at === '' || now - Date.parse(at) >= again;
}

/** As whom the parts of the pages were brought into this page. */
let pagesFor: Role | '' = '';
const keepers = new Map<string, Keeper>();

/** Keeps this device complete for a dialogue while a page of it is open. To be called inside a Solid owner. */
export function keepAhead(dialogueId: string): Ahead {
  const keeper = keepers.get(dialogueId) ?? new Keeper(dialogueId);
  keepers.set(dialogueId, keeper);
  onCleanup(keeper.open());
  return keeper;
}
