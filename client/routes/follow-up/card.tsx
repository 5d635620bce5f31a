import { A } from '@solidjs/router';
import { createSignal, For, Show } from 'solid-js';
import { may } from '../../../shared/access.ts';
import type { Office } from '../../../shared/dialogue.ts';
import type { ActKind } from '../../../shared/follow-up.ts';
import type { FollowedDialogue, FollowedPetition } from '../../../shared/worklists.ts';
import { shortDay } from '../../board/days.ts';
import { BookHistory } from '../../follow-up/book-history.tsx';
import { actName, worklistTexts as t } from '../../i18n/worklists.ts';
import { ownRole } from '../../session.ts';
import { Button } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { CardHead, Matter } from '../work/parts.tsx';
import work from '../work/work.module.css';
import { ActForm } from './act-form.tsx';
import { actsFor } from './acts.ts';
import { Escalated } from './escalated.tsx';
import styles from './follow-up.module.css';

/** One petition in its list: what it is, what was done, and what may be noted. */
export function FollowedCard(props: {
  petition: FollowedPetition;
  dialogue: FollowedDialogue | undefined;
  office: Office;
  /** Name of the superior that this office can send petitions to; empty: none. */
  superior: string;
  today: string;
  say: (what: string) => void;
  onNoted: () => void;
}) {
  let actsRow: HTMLDivElement | undefined;
  const [open, setOpen] = createSignal<ActKind | null>(null);
  const [sending, setSending] = createSignal(false);
  /** Where the superior is in the same installation, the way there is the first to take. */
  const isFirst = (at: number) =>
    at === 0 &&
    (props.petition.state !== 'escalated' || props.superior === '' || !may(ownRole(), 'escalate'));
  const number = () => props.petition.number;
  const acts = () => (may(ownRole(), 'keepFollowUp') ? actsFor(props.petition.state) : []);
  const close = () => {
    const kind = open();
    setOpen(null);
    queueMicrotask(() => actsRow?.querySelector<HTMLElement>(`[data-act="${kind}"]`)?.focus());
  };
  /** Who asked in the hall heard the answer there. */
  const initial = (kind: ActKind) => {
    if (kind === 'sent') return { authority: props.petition.authority };
    const heldOn = props.dialogue?.heldOn ?? '';
    const wasThere = kind === 'told' && props.petition.place === 'answered' && heldOn !== '';
    return wasThere && heldOn <= props.today ? { on: heldOn } : undefined;
  };
  return (
    <article class={work.card} data-petition={props.petition.id} data-place={props.petition.place}>
      <CardHead petition={props.petition} today={props.today} />
      <Matter
        petition={props.petition}
        facts={[
          props.dialogue?.title ?? '',
          props.petition.field,
          props.petition.village,
          props.petition.unit || t().noUnit,
          props.petition.authority,
        ]}
      />
      <Show when={props.petition.merged.length > 0}>
        <p class={work.facts}>{t().merged(props.petition.merged.join(', '))}</p>
      </Show>
      <Show when={props.petition.state === 'escalated'}>
        <p class={work.facts} data-sent={props.petition.sent !== null}>
          {props.petition.sent
            ? t().sentOf(props.petition.sent.number, shortDay(props.petition.sent.date))
            : t().notSent}
        </p>
      </Show>
      <Show when={may(ownRole(), 'escalate')}>
        <Escalated
          petition={props.petition}
          superior={props.superior}
          today={props.today}
          say={props.say}
          onNoted={props.onNoted}
          sending={sending()}
          setSending={setSending}
        />
      </Show>
      <BookHistory entries={props.petition.book} />
      <Show when={open()} keyed>
        {(kind) => (
          <ActForm
            kind={kind}
            dialogueId={props.petition.dialogueId}
            petitions={[props.petition]}
            office={props.office}
            today={props.today}
            initial={initial(kind)}
            onDone={() => {
              setOpen(null);
              props.say(t().noted(number(), actName(kind)));
              props.onNoted();
            }}
            onClose={close}
          />
        )}
      </Show>
      <Show when={!open() && !sending()}>
        <div ref={actsRow} class={styles.acts}>
          <Officer petition={props.petition} dialogue={props.dialogue} />
          <For each={acts()}>
            {(kind, at) => (
              <Button
                kind={isFirst(at()) ? 'primary' : 'plain'}
                data-act={kind}
                aria-label={`${actName(kind)}: ${number()}`}
                onClick={() => setOpen(kind)}
              >
                {actName(kind)}
              </Button>
            )}
          </For>
        </div>
      </Show>
    </article>
  );
}

/** An officer answers on the page of work of the petition's own dialogue. */
function Officer(props: { petition: FollowedPetition; dialogue: FollowedDialogue | undefined }) {
  return (
    <Show when={may(ownRole(), 'answerForUnit')}>
      <Show when={!props.dialogue?.dutyId} fallback={<A href="/me">{t().otherDuty}</A>}>
        <A
          class={page.link}
          href={`/dialogues/${props.petition.dialogueId}/work`}
          aria-label={t().goWorkOf(props.petition.number)}
        >
          {t().goWork}
        </A>
      </Show>
    </Show>
  );
}
