import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { petitionsOf } from '../../shared/docs/board.ts';
import { conflictsOf, openConflicts } from '../../shared/docs/conflicts.ts';
import { fieldLabel } from '../board/conflicts.ts';
import { type Hall, useHall } from '../hall/hall-context.ts';
import { together as t } from '../i18n/together.ts';
import { calmly } from './calmly.ts';

/** Shortest time between two announcements, ms. */
const announceEvery = 10_000;

/** Gathers fields that two wrote at once; tells `say` now and again. What is there at the beginning is no news. */
function followConflictNews(hall: Hall, say: (text: string) => void): void {
  const { doc } = hall.board;
  const known = new Set<string>();
  const fresh = new Set<string>();
  const speak = calmly(announceEvery, () => {
    say([...fresh].join('. '));
    fresh.clear();
  });
  let first = true;
  const look = () => {
    if (!hall.board.ready()) return;
    for (const { id, petitionId, field } of openConflicts(doc)) {
      if (known.has(id)) continue;
      known.add(id);
      const number: unknown = petitionsOf(doc).get(petitionId)?.get('number');
      if (!first) fresh.add(t().newConflict(typeof number === 'string' ? number : 'KN-…', fieldLabel(field)));
    }
    first = false;
    if (fresh.size > 0) speak.soon();
  };
  createEffect(on(hall.board.ready, look));
  conflictsOf(doc).observe(look);
  onCleanup(() => {
    conflictsOf(doc).unobserve(look);
    speak.end();
  });
}

/** Tells a screen reader of fields that two wrote at once, without shouting. */
export function ConflictAnnouncer() {
  const [said, setSaid] = createSignal('');
  followConflictNews(useHall(), setSaid);
  return (
    <p class="visually-hidden" role="status" data-testid="conflicts-announced">
      {said()}
    </p>
  );
}
