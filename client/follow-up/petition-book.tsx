import { A } from '@solidjs/router';
import { createResource, Show } from 'solid-js';
import { loadFollowUp } from '../data.ts';
import { words } from '../i18n/words.ts';
import { placeName, worklistTexts as t } from '../i18n/worklists.ts';
import page from '../ui/page.module.css';
import { BookHistory } from './book-history.tsx';

/** What became of a petition since its dialogue was frozen, beside what the board says of it. */
export function PetitionBook(props: { dialogueId: string; petitionId: string }) {
  const [list] = createResource(
    () => props.dialogueId,
    // Without it the board is whole all the same.
    (id) => loadFollowUp(true, id).catch(() => null),
  );
  const petition = () => list()?.petitions.find(({ id }) => id === props.petitionId);
  return (
    <Show when={petition()}>
      {(found) => (
        <div data-petition-book>
          <p>
            <b>{placeName(found().place)}</b> · {words().state[found().state]}{' '}
            <A href={`/follow-up?dialogue=${props.dialogueId}`}>{t().short}</A>
          </p>
          <BookHistory entries={found().book} open />
          <Show when={found().book.length === 0}>
            <p class={page.muted}>{t().noHistory}</p>
          </Show>
        </div>
      )}
    </Show>
  );
}
