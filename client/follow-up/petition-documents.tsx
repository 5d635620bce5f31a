import { For, Show } from 'solid-js';
import { mayMake } from '../../shared/access.ts';
import { useBoard } from '../board/model.ts';
import { followUpTexts } from '../i18n/follow-up.ts';
import { offlineTexts } from '../i18n/offline.ts';
import { ownRole } from '../session.ts';
import { DocumentLinks } from '../ui/document-links.tsx';
import { NeedsHall } from '../ui/needs-hall.tsx';
import page from '../ui/page.module.css';
import { PetitionBook } from './petition-book.tsx';

/** The papers of one petition: the note filled from it, and the letter that answers it. */
export default function PetitionDocuments(props: {
  dialogueId: string;
  petitionId: string;
  class: string | undefined;
  titleClass: string | undefined;
}) {
  const board = useBoard();
  const papers = () => (['note', 'reply'] as const).filter((paper) => mayMake(ownRole(), paper));
  const hints = () => ({ note: followUpTexts().noteHint, reply: followUpTexts().replyHint });
  return (
    <Show when={papers().length > 0}>
      <section class={props.class} aria-labelledby={`papers-${props.petitionId}`} data-petition-documents>
        <h3 class={props.titleClass} id={`papers-${props.petitionId}`}>
          {followUpTexts().petitionPapers}
        </h3>
        <p class={page.muted}>{followUpTexts().draftHint}</p>
        <NeedsHall>{offlineTexts().documents}</NeedsHall>
        <div>
          <For each={papers()}>
            {(paper) => (
              <DocumentLinks
                name={followUpTexts()[paper]}
                hint={hints()[paper]}
                href={`/api/dialogues/${props.dialogueId}/petitions/${props.petitionId}/follow-up/${paper}`}
                preview={`/dialogues/${props.dialogueId}/preview/${paper}?petition=${props.petitionId}`}
              />
            )}
          </For>
          <Show when={mayMake(ownRole(), 'receipt')}>
            <DocumentLinks
              name={followUpTexts().receipt}
              hint={followUpTexts().receiptHint}
              href={`/api/dialogues/${props.dialogueId}/receipts/receipt`}
              query={`sheet=A5&petition=${encodeURIComponent(props.petitionId)}`}
            />
          </Show>
        </div>
        <Show when={board.props.dialogue.state === 'frozen'}>
          <PetitionBook dialogueId={props.dialogueId} petitionId={props.petitionId} />
        </Show>
      </section>
    </Show>
  );
}
