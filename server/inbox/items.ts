import { type HandIn, type InboxAct, type InboxEvent, isWaiting } from '../../shared/inbox.ts';
import type { StoredItem } from './contract.ts';

/** Who acts, and when. */
export interface Moment {
  /** Display name; empty: the product itself. */
  by: string;
  /** ISO 8601 instant. */
  at: string;
}

/** One line of an item's history. */
export function eventOf(
  { by, at }: Moment,
  act: InboxAct,
  more: Partial<Pick<InboxEvent, 'text' | 'dialogueId' | 'other'>> = {},
): InboxEvent {
  return { at, by, act, text: '', dialogueId: '', other: '', ...more };
}

/** An item under its next revision, with what happened. */
export function next(item: StoredItem, change: Partial<StoredItem>, ...events: InboxEvent[]): StoredItem {
  return { ...item, ...change, revision: item.revision + 1, history: [...item.history, ...events] };
}

/** An item as it arrives. */
export function newItem(
  given: Omit<HandIn, 'name' | 'phone'>,
  from: Pick<StoredItem, 'sender' | 'senderName' | 'village' | 'year' | 'planId' | 'unit'>,
  moment: Moment,
): StoredItem {
  const { id, content, field, category, replyWish, wish } = given;
  const history = [eventOf(moment, 'handedIn', { dialogueId: wish })];
  if (from.unit !== '') history.push(eventOf({ ...moment, by: '' }, 'assigned', { text: from.unit }));
  return {
    id,
    revision: 1,
    state: 'new',
    sentBy: moment.by,
    at: moment.at,
    wish,
    content,
    field,
    category,
    replyWish,
    prepared: null,
    dialogueId: '',
    joinedInto: '',
    settled: true,
    leaving: '',
    history,
    ...from,
  };
}

const dayOf = (at: string) => at.slice(0, 10).split('-').reverse().join('/');

/**
 * What an item says on the board: its content, and below it what the sender answered to the office's questions since it
 * came into the inbox, so that whoever opens the petition has it too.
 */
export function contentOf({ content, history }: Pick<StoredItem, 'content' | 'history'>): string {
  const since = history.findLastIndex(({ act }) => act === 'putBack') + 1;
  let question = '';
  const lines: string[] = [];
  for (const { act, text, at } of history.slice(since)) {
    if (act === 'asked') question = text;
    if (act === 'replied') lines.push(`Bổ sung ngày ${dayOf(at)}: ${question} – ${text}`);
  }
  return [content, ...lines].join('\n');
}

/** The item that another one is the same matter with; itself when it is none. Joined items never follow each other. */
export function mainOf(item: StoredItem, all: ReadonlyMap<string, StoredItem>): StoredItem {
  return item.state === 'joined' ? (all.get(item.joinedInto) ?? item) : item;
}

/**
 * Joins `item` into `main`, with whatever was joined into it before, so that none follows another that follows a third.
 * Null when the two cannot be joined as they are.
 */
export function joinInto(
  item: StoredItem,
  main: StoredItem,
  all: readonly StoredItem[],
  moment: Moment,
): StoredItem[] | null {
  const takes = isWaiting(main) || main.state === 'taken';
  if (item.id === main.id || !isWaiting(item) || !takes) return null;
  const followers = all.filter(({ state, joinedInto }) => state === 'joined' && joinedInto === item.id);
  return [item, ...followers].map((each) =>
    next(each, { state: 'joined', joinedInto: main.id }, eventOf(moment, 'joined', { other: main.id })),
  );
}
