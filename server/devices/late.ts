import type * as Y from 'yjs';
import { documentAccess } from '../../shared/access.ts';
import { deviceName, type LateProposal, maxLateBytes } from '../../shared/devices.ts';
import { roomName } from '../../shared/dialogue.ts';
import { newId } from '../../shared/ids.ts';
import { proveUpdate } from '../../shared/updates/prove.ts';
import type { Logger, NumberBook } from '../board/contract.ts';
import { openRecord } from '../freeze/record.ts';
import { oneAfterAnother } from '../one-after-another.ts';
import type { Relay } from '../relay/contract.ts';
import type { MomentBook } from '../review/moments.ts';
import type { Reviewer } from '../review/reviewer.ts';
import type { DialogueBook, FreezeBook, Session } from '../store/store.ts';
import {
  type HallDevice,
  type LateBook,
  type LateDecision,
  LateError,
  type LateKind,
  type LatePart,
} from './contract.ts';
import { addsTo, beyond, docOf, writersIn } from './late-docs.ts';
import { type LateRecords, recordsWith } from './late-records.ts';

export interface LateOptions {
  book: LateBook;
  relay: Pick<Relay, 'read' | 'write'>;
  reviewer: Pick<Reviewer, 'reopen'>;
  dialogues: Pick<DialogueBook, 'read'>;
  freezes: Pick<FreezeBook, 'list' | 'read'>;
  numbers: Pick<NumberBook, 'numbersOf'>;
  moments: Pick<MomentBook, 'noteWriter'>;
  logger: Logger;
  now?: () => Date;
}

/** What a device hands in. */
export interface HandedIn {
  kind: LateKind;
  /** A Yjs update: at least all that the device has and the hall's room lacks. */
  update: Uint8Array;
  /** How many changes the device counts, and how long ago the oldest was made, ms. */
  changes: number;
  age: number;
}

export type LateKeeper = ReturnType<typeof createLateKeeper>;

/** Proposals of a dialogue with what was decided, the newest first. A proposal that was extended is its last part. */
function proposalsOf(parts: readonly LatePart[], decisions: readonly LateDecision[]): LateProposal[] {
  const made = new Map<string, LateProposal>();
  for (const { body: _body, erasedAt: _erasedAt, ...part } of parts) {
    const decision = decisions.find(({ proposalId }) => proposalId === part.id);
    made.delete(part.id);
    made.set(part.id, {
      ...part,
      state: decision?.state ?? 'waiting',
      decidedBy: decision?.by ?? '',
      decidedAt: decision?.at ?? '',
      reason: decision?.reason ?? '',
    });
  }
  return [...made.values()].reverse();
}

/**
 * Keeps what devices bring after a freeze: proved as the relay proves, stored beside the record and never in it, shown
 * as a proposal, and taken through a reopening or declined with a reason. Nothing is taken by itself.
 */
export function createLateKeeper(options: LateOptions) {
  const { book, relay, reviewer, dialogues, freezes, logger, now = () => new Date() } = options;
  /** One after the other: the same text handed in twice at once is one proposal. */
  const inTurn = oneAfterAnother();

  async function list(dialogueId: string): Promise<LateProposal[]> {
    return proposalsOf(await book.parts(dialogueId), await book.decisions(dialogueId));
  }

  async function proposalOf(id: string): Promise<{ proposal: LateProposal; body: Uint8Array }> {
    const parts = await book.partsOf(id);
    const last = parts.at(-1);
    if (!last) throw new LateError('notFound');
    const [proposal] = proposalsOf(parts, await book.decisions(last.dialogueId));
    if (!proposal) throw new LateError('notFound');
    return { proposal, body: last.body };
  }

  /** What of an update is new on the room's state; null when nothing is. Throws LateError. */
  function proved(state: Uint8Array, update: Uint8Array): Y.Doc | null {
    if (update.length > maxLateBytes) throw new LateError('tooLarge');
    let news: Uint8Array | null;
    try {
      news = proveUpdate(state, update);
    } catch {
      throw new LateError('badInput');
    }
    if (!news) throw new LateError('badInput');
    const doc = docOf(state);
    return addsTo(doc, news) ? doc : null;
  }

  /** Keeps the proved document as the next part of the device's open proposal, or as a new one. */
  async function keep(
    session: Session,
    device: HallDevice,
    dialogueId: string,
    { kind, changes, age }: HandedIn,
    state: Uint8Array,
    doc: Y.Doc,
  ): Promise<LateProposal> {
    const all = await book.parts(dialogueId);
    const own = all.filter((part) => part.deviceId === device.id && part.kind === kind);
    const proposals = proposalsOf(own, await book.decisions(dialogueId));
    const open = proposals.find((one) => one.state === 'waiting');
    const earlier = open ?? proposals[0];
    const before = docOf(state, ...own.filter(({ id }) => id === earlier?.id).map(({ body }) => body));
    const adds = addsTo(before, beyond(doc, state));
    if (earlier && !adds) return earlier;
    const recordId = (await freezes.list(dialogueId)).at(-1)?.id;
    if (!recordId) throw new LateError('notFrozen');
    const handedAt = now();
    const typedFrom = new Date(handedAt.getTime() - Math.max(0, age)).toISOString();
    const part: LatePart = {
      id: open?.id ?? newId(),
      dialogueId,
      recordId,
      kind,
      deviceId: device.id,
      device: deviceName(device),
      who: session.name,
      role: session.role,
      changes: Math.max(changes, open?.changes ?? 0),
      typedFrom: open && open.typedFrom < typedFrom ? open.typedFrom : typedFrom,
      handedAt: handedAt.toISOString(),
      body: beyond(before, state),
      erasedAt: '',
    };
    await book.add(part);
    logger.info({ dialogueId, kind, device: device.id, bytes: part.body.length }, 'late text handed in');
    const [proposal] = proposalsOf([part], []);
    if (!proposal) throw new LateError('notFound');
    return proposal;
  }

  /** Opens the documents again for a proposal, unless they are open already. */
  async function open(session: Session, dialogueId: string, reason: string): Promise<void> {
    if ((await dialogues.read(dialogueId))?.state !== 'frozen') return;
    const newest = (await freezes.list(dialogueId)).at(-1);
    if (!newest) throw new LateError('notFrozen');
    await reviewer.reopen(newest, session.name || session.role, reason);
  }

  async function decide(
    session: Session,
    id: string,
    state: LateDecision['state'],
    reason: string,
  ): Promise<LateProposal> {
    const { proposal, body } = await proposalOf(id);
    if (proposal.state !== 'waiting') throw new LateError('alreadyDecided');
    const { dialogueId, kind, who } = proposal;
    if (state === 'taken') {
      await open(session, dialogueId, reason);
      const room = roomName(dialogueId, kind);
      await relay.write(room, body);
      if (kind === 'minutes' && who)
        for (const client of writersIn(body)) await options.moments.noteWriter(room, client, who);
    }
    const by = session.name || session.role;
    const decided = await book.decide({ proposalId: id, state, reason, by, at: now().toISOString() });
    if (!decided) throw new LateError('alreadyDecided');
    logger.info({ dialogueId, proposal: id, state }, 'late text decided');
    return (await proposalOf(id)).proposal;
  }

  /** The record that a proposal came after, and what it would say with it. Names only for text of the register. */
  async function records(id: string): Promise<LateRecords> {
    const { proposal, body } = await proposalOf(id);
    const freeze = await freezes.read(proposal.recordId);
    if (!freeze) throw new LateError('notFound');
    const numbers = await options.numbers.numbersOf(proposal.dialogueId);
    const now = await relay.read(roomName(proposal.dialogueId, 'register'));
    return recordsWith(openRecord(freeze), proposal.kind, body, now, numbers);
  }

  return {
    list,
    proposalOf,
    records,

    /**
     * Takes late text of a device. Null: the record has all of it. The same text twice is one proposal; more text
     * extends the one that waits. Rejects with LateError('notFrozen' | 'badInput' | 'tooLarge' | 'notAllowed').
     */
    handIn(
      session: Session,
      device: HallDevice,
      dialogueId: string,
      handed: HandedIn,
    ): Promise<LateProposal | null> {
      return inTurn(async () => {
        if (documentAccess(session.role, handed.kind) !== 'write') throw new LateError('notAllowed');
        if ((await dialogues.read(dialogueId))?.state !== 'frozen') throw new LateError('notFrozen');
        const state = await relay.read(roomName(dialogueId, handed.kind));
        const doc = proved(state, handed.update);
        return doc ? keep(session, device, dialogueId, handed, state, doc) : null;
      });
    },

    /**
     * Takes or declines a proposal. Taken: the dialogue is open again with this reason and holds the text, to be frozen
     * as its next version. Rejects with LateError('notFound' | 'alreadyDecided') and as a reopening does.
     */
    decide: (session: Session, id: string, state: LateDecision['state'], reason: string) =>
      inTurn(() => decide(session, id, state, reason)),

    /** What the room would be with each late text of one kind; the caller destroys them. */
    async documents(dialogueId: string, kind: LateKind): Promise<Y.Doc[]> {
      const last = new Map((await book.parts(dialogueId)).map((part) => [part.id, part]));
      const wanted = [...last.values()].filter((part) => part.kind === kind);
      if (wanted.length === 0) return [];
      const state = await relay.read(roomName(dialogueId, kind));
      return wanted.map(({ body }) => docOf(state, body));
    },

    /**
     * Runs `change` over all late text of a dialogue: over each document that it makes of its room, beside the room
     * without it. Keeps what is left of the text; what was deleted in it is gone. Returns the sum of what `change` counted.
     */
    rewrite(
      dialogueId: string,
      change: (kind: LateKind, doc: Y.Doc, room: Y.Doc) => number,
    ): Promise<number> {
      return inTurn(async () => {
        let count = 0;
        const parts = Map.groupBy(await book.parts(dialogueId), ({ id }) => id);
        for (const [id, list] of parts) {
          const bodies: Uint8Array[] = [];
          for (const { kind, body } of list) {
            const state = await relay.read(roomName(dialogueId, kind));
            const doc = docOf(state, body);
            const room = docOf(state);
            count += doc.transact(() => change(kind, doc, room));
            bodies.push(beyond(doc, state));
          }
          await book.erase(id, bodies, now().toISOString());
        }
        return count;
      });
    },
  };
}
