import { createSignal, For, Show } from 'solid-js';
import { may } from '../../../shared/access.ts';
import {
  type ArrivedEscalation,
  answerOf,
  escalationState,
  isEscalationLate,
  waitsForSuperior,
} from '../../../shared/escalation.ts';
import { shortDay, shortInstant } from '../../board/days.ts';
import { AnswerPart } from '../../escalations/answer-part.tsx';
import { arrivedStateName, escalationTexts as t } from '../../i18n/escalations.ts';
import { words } from '../../i18n/words.ts';
import { ownRole } from '../../session.ts';
import { Badge } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { HallButton } from '../../ui/needs-hall.tsx';
import { createSending, SendingError } from '../../ui/sending.tsx';
import work from '../work/work.module.css';
import { AnswerForm, DeclineForm } from './answer-form.tsx';
import type { ArrivedDesk } from './desk.ts';
import styles from './escalations.module.css';

type Form = 'answer' | 'decline';

/** One petition that a commune sent: what it asks, by when, what was done, and what can be. */
export function ArrivedCard(props: {
  one: ArrivedEscalation;
  today: string;
  desk: ArrivedDesk;
  onOpen: () => void;
  onClose: () => void;
  /** An act was done; what to say of it. */
  onDone: (what: string) => void;
}) {
  let actions: HTMLDivElement | undefined;
  const [form, setForm] = createSignal<Form | null>(null);
  const { error, working, send } = createSending();
  const state = () => escalationState(props.one);
  const name = (what: string) => t().of(what, props.one.number, props.one.fromName);
  const mayAct = () => may(ownRole(), 'answerEscalated') && waitsForSuperior(state());
  const open = (which: Form) => {
    setForm(which);
    props.onOpen();
  };
  const close = () => {
    const which = form();
    setForm(null);
    props.onClose();
    queueMicrotask(() => actions?.querySelector<HTMLElement>(`[data-act="${which}"]`)?.focus());
  };
  const done = (what: string) => {
    setForm(null);
    props.onDone(what);
  };
  const facts = () =>
    [
      props.one.dialogue,
      props.one.field,
      props.one.village,
      props.one.category === 'other' ? '' : words().category[props.one.category],
    ]
      .filter(Boolean)
      .join(' · ');
  const sent = () => [
    t().from(props.one.fromName, props.one.sentBy, shortInstant(props.one.sentAt)),
    t().sheet(props.one.sheetNumber, shortDay(props.one.sheetDate)),
  ];
  return (
    <article
      class={work.card}
      data-escalation={props.one.id}
      data-state={state()}
      aria-label={name(arrivedStateName(state()))}
    >
      <header class={work.cardHead}>
        <h2 class={styles.number}>
          {props.one.number} · {props.one.fromName}
        </h2>
        <Badge>{arrivedStateName(state())}</Badge>
        <Due one={props.one} today={props.today} />
      </header>
      <p class={work.facts}>{facts()}</p>
      <p class={work.text}>{props.one.content}</p>
      <p class={styles.sent}>
        <For each={sent()}>{(line) => <span>{line}</span>}</For>
      </p>
      <Show when={answerOf(props.one)}>{(answer) => <AnswerPart id={props.one.id} answer={answer()} />}</Show>
      <Acts one={props.one} />
      <SendingError error={error()} />
      <Show when={form() === 'answer'}>
        <AnswerForm
          one={props.one}
          today={props.today}
          desk={props.desk}
          onDone={() => done(t().answered(props.one.number))}
          onClose={close}
        />
      </Show>
      <Show when={form() === 'decline'}>
        <DeclineForm
          one={props.one}
          desk={props.desk}
          onDone={() => done(t().declined(props.one.number))}
          onClose={close}
        />
      </Show>
      <Show when={mayAct() && !form()}>
        <div ref={actions} class={work.cardActions}>
          <HallButton
            kind="quiet"
            data-act="decline"
            aria-label={name(t().decline)}
            onClick={() => open('decline')}
          >
            {t().decline}
          </HallButton>
          <Show when={state() === 'sent'}>
            <HallButton
              icon="check"
              data-act="receive"
              aria-label={name(t().receive)}
              disabled={working()}
              onClick={() =>
                void send(async () => {
                  await props.desk.receive(props.one);
                  props.onDone(t().received(props.one.number));
                })
              }
            >
              {t().receive}
            </HallButton>
          </Show>
          <HallButton
            kind="primary"
            icon="reply"
            data-act="answer"
            aria-label={name(t().answer)}
            onClick={() => open('answer')}
          >
            {t().answer}
          </HallButton>
        </div>
      </Show>
    </article>
  );
}

/** By when the commune promised an answer, as long as there is none. */
function Due(props: { one: ArrivedEscalation; today: string }) {
  const late = () => isEscalationLate(props.one, props.today);
  const words = () => {
    const { dueDate } = props.one;
    if (dueDate === '') return t().noDue;
    return late() ? t().dueLate(shortDay(dueDate)) : t().due(shortDay(dueDate));
  };
  return (
    <Show when={waitsForSuperior(escalationState(props.one))}>
      <span class={work.due} data-late={late()}>
        <Icon name={late() ? 'warning' : 'clock'} />
        <span>{words()}</span>
      </span>
    </Show>
  );
}

/** What was done with it, and why. */
function Acts(props: { one: ArrivedEscalation }) {
  return (
    <Show when={props.one.acts.length > 0}>
      <ul class={styles.acts} aria-label={t().history}>
        <For each={props.one.acts}>
          {(act) => (
            <li>
              {[arrivedStateName(act.kind), act.kind === 'answered' ? '' : act.text]
                .filter(Boolean)
                .join(': ')}{' '}
              · {shortInstant(act.at)} · {act.by}
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
