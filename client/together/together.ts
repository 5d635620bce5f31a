import {
  type Accessor,
  createContext,
  createEffect,
  createMemo,
  createSignal,
  untrack,
  useContext,
} from 'solid-js';
import { type ActivityEntry, activityOf, allActivity } from '../../shared/docs/activity.ts';
import { offerCommands } from '../commands/commands.ts';
import type { Hall } from '../hall/hall-context.ts';
import { together as t } from '../i18n/together.ts';
import { readKept, writeKept } from '../kept.ts';
import { openDocument } from '../sync/open-document.ts';
import { yjsList } from '../sync/signals.ts';
import { createFollow, type Follow } from './follow.ts';
import { followPeople, type PersonHere } from './people.ts';

/** Working together in the hall: who is here, whom this device follows, who changed what. */
export interface Together extends Follow {
  people: Accessor<readonly PersonHere[]>;
  others: Accessor<readonly PersonHere[]>;
  /** How many people follow who sits at this device. */
  followers: Accessor<number>;
  /** Newest first. */
  activity: Accessor<readonly ActivityEntry[]>;
  /** What others did since the list was last looked at. */
  unseen: Accessor<number>;
  /** Up to where the list was seen before it was opened now, ISO 8601, or empty. */
  seenUntil: Accessor<string>;
  /** The list is being looked at. */
  look(): void;
}

const context = createContext<Together>();
export const TogetherProvider = context.Provider;

/** What the component may use of working together, if it stands in a hall. */
export function togetherAround(): Together | undefined {
  return useContext(context);
}

/** Opens the list and goes into it, or closes it and goes back to where one was. */
function toggleDrawer(hall: Hall): void {
  if (hall.drawer() === 'activity') {
    hall.setDrawer('');
    if (cameFrom?.isConnected) cameFrom.focus();
    return;
  }
  cameFrom = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  hall.setDrawer('activity');
  requestAnimationFrame(() => {
    const first = document.querySelector('[data-activity-list] select');
    if (first instanceof HTMLElement) first.focus();
  });
}

/** What had the focus when the list was opened by its key. */
let cameFrom: HTMLElement | null = null;

/** Makes the hall's Together. To be called inside a Solid owner. */
export function createTogether(hall: Hall): Together {
  const people = followPeople(hall.board.awareness, hall.minutes.awareness);
  const others = createMemo(() => people().filter(({ me }) => !me));
  const follow = createFollow(hall, people);
  const document = openDocument(hall.dialogue.id, 'activity');
  const entries = yjsList(() => allActivity(document.doc), activityOf(document.doc));
  const activity = createMemo(() => entries().toReversed());

  const key = `activity.${hall.dialogue.id}`;
  const [seen, setSeen] = createSignal(readKept<string>(key) ?? '');
  const [seenUntil, setSeenUntil] = createSignal(seen());
  const unseen = createMemo(
    () => entries().filter(({ at, by }) => at > seen() && by !== hall.person()).length,
  );
  createEffect(() => {
    // While the list is open, what comes is seen; where it stood at the opening stays marked.
    if (hall.drawer() !== 'activity') return;
    const last = entries().at(-1)?.at ?? '';
    if (last <= untrack(seen)) return;
    setSeen(last);
    writeKept(key, last);
  });

  offerCommands([
    {
      id: 'activity',
      label: () => t().activityTitle,
      group: 'view',
      keys: ['KeyA', 'Alt+KeyA'],
      run: () => toggleDrawer(hall),
    },
  ]);
  createEffect(() => {
    const names = others().map(({ name }) => name);
    offerCommands(
      names.map((name) => ({
        id: `follow ${name}`,
        label: () => t().followWho(name),
        group: 'view',
        run: () => follow.follow(name),
      })),
    );
  });

  return {
    ...follow,
    people,
    others,
    followers: createMemo(() => others().filter(({ follows }) => follows === hall.person()).length),
    activity,
    unseen,
    seenUntil,
    look: () => setSeenUntil(untrack(seen)),
  };
}
