import { sValidator } from '@hono/standard-validator';
import type { Context } from 'hono';
import { createFactory, createMiddleware } from 'hono/factory';
import type { GenericSchema } from 'valibot';
import { type Act, inScope, may } from '../../shared/access.ts';
import type { Dialogue } from '../../shared/dialogue.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { ServerVersion } from '../../shared/version.ts';
import type { Access } from '../access/access.ts';
import { connectionAddress, type ProxyTrust } from '../access/proxies.ts';
import type { Logger } from '../board/contract.ts';
import type { DeviceKeeper } from '../devices/keeper.ts';
import type { LateKeeper } from '../devices/late.ts';
import type { makeDocument } from '../documents/render.ts';
import type { Archiver } from '../export/contract.ts';
import type { Following } from '../follow-up/following.ts';
import type { DocumentMaker, Freezer, SigningKey } from '../freeze/contract.ts';
import type { Inbox } from '../inbox/contract.ts';
import type { Reminders } from '../mail/reminders.ts';
import type { Numbers } from '../numbers/numbers.ts';
import type { PaperStore } from '../papers/contract.ts';
import type { PlanKeeper } from '../plan/contract.ts';
import type { Audit } from '../privacy/contract.ts';
import type { Eraser } from '../privacy/eraser.ts';
import type { Rebuilder } from '../rebuild/contract.ts';
import type { Receipts } from '../receipt/contract.ts';
import type { Relay } from '../relay/contract.ts';
import type { Moments } from '../review/moments.ts';
import type { Reviewer } from '../review/reviewer.ts';
import type { Finder } from '../search/finder.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Session, Store } from '../store/store.ts';
import type { Worker } from '../work/contract.ts';
import type { Inviter } from '../work/inviter.ts';
import type { Operation } from './operation.ts';

/** What the routes are made of; parts.ts puts it together. */
export interface Parts {
  store: Store;
  relay: Relay;
  access: Access;
  freezer: Freezer;
  reviewer: Reviewer;
  moments: Moments;
  /** Documents of frozen records. */
  documents: DocumentMaker;
  /** Every kind of document, from any source. */
  makeDocument: typeof makeDocument;
  signingKey: SigningKey;
  archiver: Archiver;
  finder: Finder;
  papers: PaperStore;
  /** Plans of the years, from their live documents. */
  plans: PlanKeeper;
  operation: Operation;
  /** Devices and what each still holds; what they bring after a freeze. */
  devices: DeviceKeeper;
  late: LateKeeper;
  /** Who looks at personal data is noted before the data leave. */
  audit: Audit;
  eraser: Eraser;
  signIn: SignIn;
  rebuilder: Rebuilder;
  /** Figures over dialogues and years. */
  numbers: Numbers;
  /** Letters to units and authorities. */
  reminders: Reminders;
  /** Receipts for citizens. */
  receipts: Receipts;
  /** The work of officers and village heads. */
  worker: Worker;
  /** What village heads say of those who are invited. */
  inviter: Inviter;
  /** What villages and units hand in before the day. */
  inbox: Inbox;
  /** What follows a dialogue until every petition is answered and told. */
  following: Following;
  /** Writes a new dialogue's minutes template into its room. */
  prepareDialogue(dialogue: Dialogue): Promise<void>;
  /** Called after an organizer changed a dialogue or the office: the screen shows it at once. */
  dialogueChanged(dialogueId: string): void;
  /** Called when a dialogue was put into the archive or taken out: its live documents close, or may open again. */
  dialogueArchived(dialogueId: string, archived: boolean): void;
  /** Loads the demonstration; throws Refusal('notEmpty') on data. */
  loadDemo(): Promise<void>;
  /** Prometheus text. */
  metrics(): Promise<string>;
  /** This server's version and that of the page it serves. */
  version(): ServerVersion;
  logger: Logger;
}

export interface Env {
  Variables: { session: Session | null; address: string };
}

/** An answer that is no: a code for the page, a status for the wire. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 421 | 426 | 429 | 500 | 503 | 507;
  /** Seconds after which it may be tried again; 0 when nothing is said of it. */
  readonly retryAfter: number;
  /** What the page needs besides the code to go on. */
  readonly details: object;
  constructor(code: ErrorCode, status: Refusal['status'] = 400, retryAfter = 0, details = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
    this.details = details;
  }
}

export const factory = createFactory<Env>();

/** The session, or a 401. */
export function need(c: Context<Env>): Session {
  const session = c.get('session');
  if (!session) throw new Refusal('noSession', 401);
  return session;
}

/** Middleware: only a session passes, before anything else is looked at. */
export const signedIn = createMiddleware<Env>(async (c, next) => {
  need(c);
  await next();
});

/** Middleware: only a session whose role may do `act` passes. */
export function only(act: Act) {
  return createMiddleware<Env>(async (c, next) => {
    if (!may(need(c).role, act)) throw new Refusal('notAllowed', 403);
    await next();
  });
}

/** The dialogue, if it exists and the session works on it; else 404 (one answer for both, so that ids tell nothing). */
export async function dialogueInScope(
  parts: Pick<Parts, 'store'>,
  session: Session,
  id: string,
): Promise<Dialogue> {
  const dialogue = inScope(session, id) ? await parts.store.dialogues.read(id) : null;
  if (!dialogue) throw new Refusal('notFound', 404);
  return dialogue;
}

/** A JSON body of a shape; anything else is refused as badInput. */
export function body<T extends GenericSchema>(schema: T) {
  return sValidator('json', schema, (result) => {
    if (!result.success) throw new Refusal('badInput');
  });
}

/** Middleware: learns where a request comes from. */
export function seeAddress(proxies: ProxyTrust) {
  return createMiddleware<Env>(async (c, next) => {
    c.set(
      'address',
      proxies.clientAddress(connectionAddress(c), c.req.header('x-forwarded-for')) || 'unknown',
    );
    await next();
  });
}

/** The address of the other side, for throttles; never logged. */
export function addressOf(c: Context<Env>): string {
  return c.get('address');
}
