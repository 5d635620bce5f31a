import { createSignal, type JSX, onMount, Show } from 'solid-js';
import {
  answerOf,
  escalationState,
  isEscalationLate,
  isUnderWay,
  type SentEscalation,
  waitsForSuperior,
} from '../../../shared/escalation.ts';
import { workBounds } from '../../../shared/work.ts';
import type { FollowedPetition } from '../../../shared/worklists.ts';
import { ApiError, api } from '../../api.ts';
import { shortDay, shortInstant } from '../../board/days.ts';
import { AnswerPart } from '../../escalations/answer-part.tsx';
import { escalationStateName, escalationTexts as t } from '../../i18n/escalations.ts';
import { problemSentence } from '../../i18n/work.ts';
import { hallInReach } from '../../in-reach.ts';
import { Badge, Button, TextField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { HallButton } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import work from '../work/work.module.css';
import styles from './follow-up.module.css';

interface EscalatedProps {
  petition: FollowedPetition;
  /** Name of the superior in this installation; empty: none. */
  superior: string;
  today: string;
  say: (what: string) => void;
  onNoted: () => void;
  /** Whether the form that sends it is open: the card's other acts rest meanwhile. */
  sending: boolean;
  setSending: (sending: boolean) => void;
}

const ofPetition = ({ dialogueId, id }: FollowedPetition) => ({ param: { id: dialogueId, petitionId: id } });

/** A petition at the superior of the installation: the way there, where it stands, and the answer with the way back. */
export function Escalated(props: EscalatedProps) {
  const known = () => {
    const { escalation, state } = props.petition;
    const isShown = escalation && (state === 'escalated' || isUnderWay(escalationState(escalation)));
    return isShown && escalationState(escalation) !== 'taken' ? escalation : null;
  };
  const maySend = () => {
    const { escalation, state } = props.petition;
    if (state !== 'escalated' || props.superior === '') return false;
    return !escalation || !isUnderWay(escalationState(escalation));
  };
  return (
    <>
      <Show when={known()}>{(escalation) => <There {...props} escalation={escalation()} />}</Show>
      <Show when={maySend()}>
        <Sending {...props} />
      </Show>
    </>
  );
}

function There(props: EscalatedProps & { escalation: SentEscalation }) {
  const [withdrawing, setWithdrawing] = createSignal(false);
  const { error, working, send } = createSending();
  const state = () => escalationState(props.escalation);
  const last = () => props.escalation.acts.at(-1);
  const reason = () => (state() === 'declined' || state() === 'withdrawn' ? last()?.text : '');
  const waits = () => props.petition.state === 'escalated';
  const take = () =>
    send(async () => {
      await api.dialogues[':id'].escalations[':petitionId'].taking.$post(ofPetition(props.petition));
      props.say(t().taken(props.petition.number));
      props.onNoted();
    });
  return (
    <div class={styles.above} data-escalated={state()}>
      <div class={styles.aboveHead}>
        <b>{t().at(props.escalation.toName)}</b>
        <Badge>{escalationStateName(state())}</Badge>
        <span class={work.facts}>{shortInstant(last()?.at ?? props.escalation.sentAt)}</span>
        <Show when={isEscalationLate(props.escalation, props.today)}>
          <span class={work.due} data-late="true">
            <Icon name="warning" /> {t().atLate(shortDay(props.escalation.dueDate))}
          </span>
        </Show>
      </div>
      <Show when={reason()}>{(text) => <p class={work.text}>{text()}</p>}</Show>
      <Show when={state() === 'declined'}>
        <p class={work.facts}>{t().declinedLead}</p>
      </Show>
      <Show when={state() === 'answered' && answerOf(props.escalation)}>
        {(answer) => <AnswerPart id={props.escalation.id} answer={answer()} />}
      </Show>
      <SendingError error={error()} />
      <Show when={state() === 'answered'}>
        <Show when={!waits()}>
          <p class={work.facts}>{t().seenLead}</p>
        </Show>
        <div class={styles.acts}>
          <HallButton
            kind="primary"
            icon="check"
            data-take
            aria-label={`${waits() ? t().take : t().seen}: ${props.petition.number}`}
            disabled={working()}
            onClick={() => void take()}
          >
            {waits() ? t().take : t().seen}
          </HallButton>
        </div>
      </Show>
      <Show when={waitsForSuperior(state())}>
        <Show
          when={withdrawing()}
          fallback={
            <div class={styles.acts}>
              <HallButton
                data-withdraw
                aria-label={`${t().withdraw}: ${props.petition.number}`}
                onClick={() => setWithdrawing(true)}
              >
                {t().withdraw}
              </HallButton>
            </div>
          }
        >
          <Withdrawing {...props} onClose={() => setWithdrawing(false)} />
        </Show>
      </Show>
    </div>
  );
}

function Withdrawing(props: EscalatedProps & { onClose: () => void }) {
  const [reason, setReason] = createSignal('');
  return (
    <SmallForm
      label={`${t().withdraw}: ${props.petition.number}`}
      send={t().withdraw}
      onClose={props.onClose}
      work={async () => {
        const call = api.dialogues[':id'].escalations[':petitionId'].withdrawing;
        await call.$post({ ...ofPetition(props.petition), json: { reason: reason() } });
        props.say(t().withdrawn(props.petition.number));
        props.onNoted();
      }}
    >
      {(problem) => (
        <TextField
          label={t().withdrawReason}
          error={problem('reason')}
          autocomplete="off"
          maxLength={workBounds.line}
          value={reason()}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </SmallForm>
  );
}

function Sending(props: EscalatedProps) {
  let button: HTMLButtonElement | undefined;
  const [number, setNumber] = createSignal('');
  const [date, setDate] = createSignal('');
  const begin = () => {
    setNumber(props.petition.sent?.number ?? '');
    setDate(props.petition.sent?.date ?? props.today);
    props.setSending(true);
  };
  const close = () => {
    props.setSending(false);
    queueMicrotask(() => button?.focus());
  };
  return (
    <Show
      when={props.sending}
      fallback={
        <div class={styles.acts}>
          <HallButton
            ref={button}
            kind="primary"
            icon="send"
            data-escalate
            aria-label={`${t().escalate}: ${props.petition.number}`}
            onClick={begin}
          >
            {t().escalate}
          </HallButton>
        </div>
      }
    >
      <SmallForm
        label={`${t().escalate}: ${props.petition.number}`}
        lead={t().escalateLead(props.superior)}
        send={t().escalateSend}
        onClose={close}
        work={async () => {
          const { dialogueId, id, state } = props.petition;
          const json = { petition: { id, state }, number: number(), date: date() };
          await api.dialogues[':id'].escalations.$post({ param: { id: dialogueId }, json });
          props.setSending(false);
          props.say(t().escalated(props.petition.number, props.superior));
          props.onNoted();
        }}
      >
        {(problem) => (
          <div class={page.grid}>
            <TextField
              label={t().sheetNumber}
              error={problem('paper')}
              autocomplete="off"
              maxLength={workBounds.line}
              value={number()}
              onInput={(event) => setNumber(event.currentTarget.value)}
            />
            <TextField
              label={t().sheetDate}
              type="date"
              max={props.today}
              value={date()}
              onInput={(event) => setDate(event.currentTarget.value)}
            />
          </div>
        )}
      </SmallForm>
    </Show>
  );
}

type Problem = 'paper' | 'reason';

/** A form of a line or two on the card; what is wrong stands at its field. */
function SmallForm(props: {
  label: string;
  lead?: string;
  send: string;
  work: () => Promise<void>;
  onClose: () => void;
  children: (problem: (name: Problem) => string | undefined) => JSX.Element;
}) {
  let form: HTMLFormElement | undefined;
  const { error, working, send } = createSending();
  onMount(() => form?.querySelector<HTMLElement>('input')?.focus());
  const problems = () => {
    const reason = error();
    return reason instanceof ApiError ? (reason.details.problems ?? []) : [];
  };
  const sentence = (name: Problem) => (problems().includes(name) ? problemSentence(name) : undefined);
  const isAtField = () => problems().some((problem) => problem === 'paper' || problem === 'reason');
  return (
    <form
      ref={form}
      class={styles.form}
      aria-label={props.label}
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        void send(props.work).then(() => {
          if (isAtField()) form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
        });
      }}
      onKeyDown={(event) => {
        if (!event.isComposing && event.key === 'Escape') props.onClose();
      }}
    >
      <Show when={props.lead}>{(lead) => <p class={page.muted}>{lead()}</p>}</Show>
      {props.children(sentence)}
      <Show when={!isAtField()}>
        <SendingError error={error()} />
      </Show>
      <div class={page.actions}>
        <Button kind="quiet" onClick={() => props.onClose()}>
          {t().cancel}
        </Button>
        <Button kind="primary" icon="send" type="submit" disabled={working() || !hallInReach()}>
          {props.send}
        </Button>
      </div>
    </form>
  );
}
