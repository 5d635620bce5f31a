import { For, Show } from 'solid-js';
import { mayMake } from '../../shared/access.ts';
import { followUpTexts } from '../i18n/follow-up.ts';
import { ownRole } from '../session.ts';
import { DocumentLinks } from '../ui/document-links.tsx';
import page from '../ui/page.module.css';

/** The papers of one petition: the note filled from it, and the letter that answers it. */
export function PetitionDocuments(props: {
  dialogueId: string;
  petitionId: string;
  class: string | undefined;
  titleClass: string | undefined;
}) {
  const papers = () => (['note', 'reply'] as const).filter((paper) => mayMake(ownRole(), paper));
  const hints = () => ({ note: followUpTexts().noteHint, reply: followUpTexts().replyHint });
  return (
    <Show when={papers().length > 0}>
      <section class={props.class} aria-labelledby={`papers-${props.petitionId}`} data-petition-documents>
        <h3 class={props.titleClass} id={`papers-${props.petitionId}`}>
          {followUpTexts().petitionPapers}
        </h3>
        <p class={page.muted}>{followUpTexts().draftHint}</p>
        <div>
          <For each={papers()}>
            {(paper) => (
              <DocumentLinks
                name={followUpTexts()[paper]}
                hint={hints()[paper]}
                href={`/api/dialogues/${props.dialogueId}/petitions/${props.petitionId}/follow-up/${paper}`}
              />
            )}
          </For>
        </div>
      </section>
    </Show>
  );
}
