import { createMemo, createSignal, Show } from 'solid-js';
import { mayMake } from '../../../shared/access.ts';
import { shorten } from '../../../shared/documents/plain.ts';
import type { FollowedPetition } from '../../../shared/worklists.ts';
import { shortDay } from '../../board/days.ts';
import { placeName, worklistTexts as t } from '../../i18n/worklists.ts';
import { ownRole } from '../../session.ts';
import { Button } from '../../ui/controls.tsx';
import { DocumentLinks } from '../../ui/document-links.tsx';
import { NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import styles from './follow-up.module.css';

const matterLength = 90;

/** Lists to print for a village or a unit, and the same as text to send; of what the filters let through. */
export function WorklistPapers(props: {
  petitions: readonly FollowedPetition[];
  unit: string;
  village: string;
  dialogueId: string;
  today: string;
}) {
  const query = (of: 'village' | 'unit', value: string) =>
    new URLSearchParams({
      ...(value ? { [of]: value } : {}),
      ...(props.dialogueId ? { dialogue: props.dialogueId } : {}),
    }).toString();
  const toTell = createMemo(() => props.petitions.filter(({ place }) => place === 'untold'));
  const toAnswer = createMemo(() =>
    props.petitions.filter(
      ({ place }) => place === 'overdue' || place === 'unruled' || place === 'soon' || place === 'next',
    ),
  );
  const lines = (petitions: readonly FollowedPetition[]) =>
    petitions
      .map((one) => t().messageLine(one.number, shorten(one.content, matterLength), dueWordsOf(one)))
      .join('\n');
  const dueWordsOf = ({ place, dueDate }: FollowedPetition) =>
    place === 'untold'
      ? ''
      : [placeName(place), dueDate && t().until(shortDay(dueDate))].filter(Boolean).join(', ');
  const day = () => shortDay(props.today);
  const unitName = () => props.unit || t().everyUnit;
  const villageName = () => props.village || t().everyVillage;
  return (
    <details class={`${page.card} ${styles.papers}`} data-papers>
      <summary>
        <h2>{t().printTitle}</h2>
      </summary>
      <p class={page.muted}>{t().printLead}</p>
      <NeedsHall />
      <Show when={mayMake(ownRole(), 'reminders')}>
        <Show when={toTell().length > 0} fallback={<p class={page.muted}>{t().nothingToRemind}</p>}>
          <DocumentLinks
            name={t().reminders(villageName())}
            href="/api/follow-up/papers/reminders"
            query={query('village', props.village)}
          />
          <Message text={t().messageVillage(villageName(), day(), lines(toTell()))} />
        </Show>
      </Show>
      <Show when={mayMake(ownRole(), 'dueList') && toAnswer().length > 0}>
        <DocumentLinks
          name={t().dueList(unitName())}
          href="/api/follow-up/papers/dueList"
          query={query('unit', props.unit)}
        />
        <Message text={t().messageUnit(unitName(), day(), lines(toAnswer()))} />
      </Show>
    </details>
  );
}

/** A text to be sent by other means. A hall's address gives no clipboard: then the text is selected for the hand. */
function Message(props: { text: string }) {
  let area: HTMLTextAreaElement | undefined;
  const [said, setSaid] = createSignal('');
  const copy = () => {
    area?.select();
    const done = () => setSaid(t().copied);
    const byHand = () => setSaid(t().copyByHand);
    if (navigator.clipboard) navigator.clipboard.writeText(props.text).then(done, byHand);
    else byHand();
  };
  return (
    <details class={styles.message}>
      <summary>{t().copyTitle}</summary>
      <p class={page.muted}>{t().copyHint}</p>
      <textarea ref={area} readOnly rows={6} aria-label={t().copyTitle} value={props.text} />
      <div class={page.row}>
        <Button icon="copy" onClick={copy}>
          {t().copy}
        </Button>
        <span role="status">{said()}</span>
      </div>
    </details>
  );
}
