import { roomName } from '../../shared/dialogue.ts';
import { type InboxEntry, type InboxState, isWaiting, type TakingResult } from '../../shared/inbox.ts';
import { fold } from '../../shared/vietnamese/fold.ts';
import { readRoom } from '../work/rooms.ts';
import type { InboxBase } from './base.ts';
import { isBegun, takenAlong } from './boards.ts';
import { type Inbox, type InboxChange, InboxError, type Seen, type StoredItem } from './contract.ts';
import { eventOf, joinInto, next } from './items.ts';
import { createLikeness } from './like.ts';
import type { Actor } from './settle.ts';
import { entryOf } from './views.ts';

type Refused = TakingResult['refused'][number];

/** The inbox as the organizer keeps it. */
export function createOrganizer(
  base: InboxBase,
): Pick<Inbox, 'page' | 'waiting' | 'take' | 'ask' | 'decline' | 'join' | 'reopen' | 'assign'> {
  const { book, registers, preparations } = base;
  const likeness = createLikeness();

  /** What a move of a petition that is on a board would store; a refusal when somebody has begun on it there. */
  async function moving(item: StoredItem, to: string, actor: Actor): Promise<InboxChange | Refused['why']> {
    const from = item.dialogueId;
    if ((await base.dialogues.read(from))?.state !== 'open') return 'alreadyRaised';
    const board = await readRoom(base.relay, roomName(from, 'board'));
    const register = await readRoom(base.relay, roomName(from, 'register'));
    const begun = isBegun(board, register, item.id);
    const along = takenAlong(board, item.id);
    board.destroy();
    register.destroy();
    if (begun) return 'alreadyRaised';
    const { name = '', phone = '', address = '' } = (await registers.of(from)).get(item.id) ?? {};
    const events = [eventOf(actor, 'putBack', { dialogueId: from })];
    if (to !== '') events.push(eventOf(actor, 'taken', { dialogueId: to }));
    const change = { ...along, leaving: from, dialogueId: to, settled: false } as const;
    return {
      item: next(item, { ...change, state: to === '' ? 'new' : 'taken' }, ...events),
      citizen: name || phone || address ? { name, phone, address } : null,
    };
  }

  async function taking(
    item: StoredItem,
    to: string,
    actor: Actor,
  ): Promise<InboxChange | 'done' | Refused['why']> {
    if (item.state === 'taken') return item.dialogueId === to ? 'done' : moving(item, to, actor);
    if (!isWaiting(item)) return 'changedMeanwhile';
    if (to === '') return 'done';
    const change = { state: 'taken', dialogueId: to, settled: false } as const;
    return { item: next(item, change, eventOf(actor, 'taken', { dialogueId: to })) };
  }

  /** Stores what was decided, then brings it to the boards. */
  async function carryOut(changes: InboxChange[], actor: Actor, result: TakingResult): Promise<void> {
    await base.store(...changes);
    const ids = changes.map(({ item }) => item.id);
    const unsettled = await base.settle(ids, actor);
    for (const id of ids) {
      const why = unsettled.get(id);
      if (why) result.refused.push({ id, why });
      else result.done.push(id);
    }
  }

  /** An item as the organizer saw it, in one of the states; else it was changed meanwhile. */
  async function seenItem({ id, revision }: Seen, states: readonly InboxState[], actor: Actor) {
    const item = await base.settled(id, actor);
    if (item.revision !== revision || !states.includes(item.state)) throw new InboxError('changedMeanwhile');
    return item;
  }

  return {
    async page() {
      await base.inTurn(base.endCutShort);
      const items = await book.list();
      const dialogues = await base.dialogueMap();
      const citizens = await book.citizens();
      const usual = await book.usualUnits();
      const petitions = base.petitions();
      const entries: InboxEntry[] = [];
      for (const item of items) {
        const isTaken = item.state === 'taken';
        const petition = isTaken ? await petitions(item.dialogueId, item.id) : null;
        const citizen =
          citizens.get(item.id) ?? (isTaken ? (await registers.of(item.dialogueId)).get(item.id) : undefined);
        const onBoard = isTaken ? (await preparations.of(item.dialogueId)).get(item.id) : undefined;
        const usualUnit = usual.get(fold(petition?.field ?? item.field)) ?? '';
        const more = { like: [], usualUnit, prepared: onBoard ?? item.prepared };
        entries.push(entryOf(item, { dialogues, citizen, petition }, more));
      }
      const compared = entries.filter((entry) => isWaiting(entry) || entry.state === 'taken');
      const like = likeness(new Map(compared.map(({ id, content }) => [id, content])));
      return entries.reverse().map((entry) => ({ ...entry, like: [...(like.get(entry.id) ?? [])] }));
    },

    async waiting() {
      return (await book.list()).filter(({ state }) => state === 'new').length;
    },

    take: (session, ids, dialogueId) =>
      base.inTurn(async () => {
        const actor = base.actorOf(session);
        const dialogue = dialogueId === '' ? null : await base.dialogues.read(dialogueId);
        if (dialogueId !== '' && !dialogue) throw new InboxError('notFound');
        if (dialogue?.state === 'frozen') throw new InboxError('alreadyFrozen');
        const result: TakingResult = { done: [], refused: [] };
        const changes: InboxChange[] = [];
        for (const id of new Set(ids)) {
          const change = await taking(await base.settled(id, actor), dialogueId, actor);
          if (change === 'done') result.done.push(id);
          else if (typeof change === 'string') result.refused.push({ id, why: change });
          else changes.push(change);
        }
        await carryOut(changes, actor, result);
        return result;
      }),

    ask: (session, seen, question) =>
      base.inTurn(async () => {
        const actor = base.actorOf(session);
        const item = await seenItem(seen, ['new', 'asked'], actor);
        if (question.trim() === '') throw new InboxError('notReady', { problems: ['content'] });
        await base.store({
          item: next(item, { state: 'asked' }, eventOf(actor, 'asked', { text: question })),
        });
      }),

    decline: (session, seen, reason) =>
      base.inTurn(async () => {
        const actor = base.actorOf(session);
        const item = await seenItem(seen, ['new', 'asked'], actor);
        if (reason.trim() === '') throw new InboxError('notReady', { problems: ['content'] });
        await base.store({
          item: next(item, { state: 'declined' }, eventOf(actor, 'declined', { text: reason })),
        });
      }),

    reopen: (session, seen) =>
      base.inTurn(async () => {
        const actor = base.actorOf(session);
        const item = await seenItem(seen, ['asked', 'declined', 'joined'], actor);
        await base.store({ item: next(item, { state: 'new', joinedInto: '' }, eventOf(actor, 'reopened')) });
      }),

    join: (session, ids, into) =>
      base.inTurn(async () => {
        const actor = base.actorOf(session);
        const result: TakingResult = { done: [], refused: [] };
        const main = await base.settled(into, actor);
        for (const id of new Set(ids)) {
          const item = await base.settled(id, actor);
          const joined = joinInto(item, main, await book.list(), actor);
          if (!joined) {
            result.refused.push({ id, why: 'changedMeanwhile' });
            continue;
          }
          await base.store(...joined.map((each) => ({ item: each })));
          result.done.push(id);
        }
        return result;
      }),

    assign: (session, ids, unit) =>
      base.inTurn(async () => {
        const actor = base.actorOf(session);
        const result: TakingResult = { done: [], refused: [] };
        const changes: InboxChange[] = [];
        for (const id of new Set(ids)) {
          const item = await base.settled(id, actor);
          if (!isWaiting(item)) {
            result.refused.push({ id, why: 'changedMeanwhile' });
            continue;
          }
          result.done.push(id);
          if (item.unit === unit) continue;
          changes.push({ item: next(item, { unit }, eventOf(actor, 'assigned', { text: unit })) });
        }
        await base.store(...changes);
        const fields = new Set(changes.map(({ item }) => item.field).filter((field) => field !== ''));
        if (unit !== '') for (const field of fields) await book.setUsualUnit(fold(field), unit);
        return result;
      }),
  };
}
