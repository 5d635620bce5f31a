import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import * as Y from 'yjs';
import { type PetitionMap, petitionsOf, readPetition } from '../../shared/docs/board.ts';
import type { Petition } from '../../shared/petition.ts';
import { useHall } from '../hall/hall-context.ts';
import { hallTexts } from '../i18n/hall.ts';

/** So long others' petitions are gathered before they are told, ms: by then they mostly have their number. */
const gather = 3_000;
/** No two sentences within this, ms: nobody is talked down while typing. */
const pause = 10_000;
/** More than so many are counted, not named. */
const named = 2;

/** Tells a screen reader of the petitions that others raise: politely, gathered, and never of one's own. */
export function PetitionAnnouncer() {
  const hall = useHall();
  const { doc } = hall.board;
  const [words, setWords] = createSignal('');
  const fresh = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;

  const speak = () => {
    timer = undefined;
    last = Date.now();
    const petitions: Petition[] = [];
    for (const id of fresh) {
      const map = petitionsOf(doc).get(id);
      if (map instanceof Y.Map) petitions.push(readPetition(id, map));
    }
    fresh.clear();
    if (petitions.length > 0) setWords(sentence(petitions));
  };
  const changed = (event: Y.YMapEvent<PetitionMap>) => {
    if (event.transaction.local) return;
    for (const [id, { action }] of event.changes.keys) if (action === 'add') fresh.add(id);
    if (fresh.size > 0) timer ??= setTimeout(speak, Math.max(gather, last + pause - Date.now()));
  };
  // What is there when the board opens is no news.
  createEffect(
    on(hall.board.ready, (ready) => {
      if (!ready) return;
      const petitions = petitionsOf(doc);
      petitions.observe(changed);
      onCleanup(() => petitions.unobserve(changed));
    }),
  );
  onCleanup(() => clearTimeout(timer));
  return (
    <p class="visually-hidden" role="status" data-testid="petitions-announced">
      {words()}
    </p>
  );
}

function sentence(petitions: readonly Petition[]): string {
  const t = hallTexts();
  const numbers = petitions.map(({ number }) => number).filter(Boolean);
  if (petitions.length > named) return t.newPetitions(petitions.length, numbers.join(', '));
  return petitions
    .map(({ raisedBy, number, field }) => t.newPetition(raisedBy, number || t.withoutNumber, field))
    .join(' ');
}
