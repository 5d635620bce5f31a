import { createSignal, onMount, type ParentProps, Show } from 'solid-js';
import type { ArrivedEscalation } from '../../../shared/escalation.ts';
import { type WorkProblem, workBounds } from '../../../shared/work.ts';
import { ApiError } from '../../api.ts';
import { answerAccept, uploadEscalationFile } from '../../follow-up/upload-answer.ts';
import { escalationTexts as t } from '../../i18n/escalations.ts';
import { problemSentence } from '../../i18n/work.ts';
import { hallInReach } from '../../in-reach.ts';
import { Button, TextArea, TextField } from '../../ui/controls.tsx';
import { NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import work from '../work/work.module.css';
import type { ArrivedDesk } from './desk.ts';

interface FormProps {
  one: ArrivedEscalation;
  desk: ArrivedDesk;
  onDone: () => void;
  onClose: () => void;
}

/** The field to mend for what the server found wrong. */
const fieldOf: Partial<Record<WorkProblem, string>> = {
  paper: 'number',
  answer: 'text',
  file: 'file',
  reason: 'reason',
};

/** A form's sending: what the server finds wrong stands at its field, which gets the keyboard. */
function createForm(form: () => HTMLFormElement | undefined) {
  const { error, working, send } = createSending();
  const [problems, setProblems] = createSignal<readonly WorkProblem[]>([]);
  onMount(() => form()?.querySelector<HTMLElement>('input, textarea')?.focus());
  return {
    working,
    /** Why it failed, where no field says so. */
    loose: () => (problems().length > 0 ? null : error()),
    sentenceOf(problem: WorkProblem): string | undefined {
      if (!problems().includes(problem)) return undefined;
      return problem === 'answer' ? t().textNeeded : problemSentence(problem);
    },
    submit: (work: () => Promise<void>) =>
      send(async () => {
        setProblems([]);
        try {
          await work();
        } catch (reason) {
          const found = reason instanceof ApiError ? (reason.details.problems ?? []) : [];
          setProblems(found);
          const field = found.map((problem) => fieldOf[problem]).find(Boolean);
          if (field) form()?.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus();
          throw reason;
        }
      }),
  };
}

/** The answer to a petition: a document's number and day, and words, a file, or both. */
export function AnswerForm(props: FormProps & { today: string }) {
  let form: HTMLFormElement | undefined;
  let chosen: HTMLInputElement | undefined;
  const [text, setText] = createSignal('');
  const [number, setNumber] = createSignal('');
  const [date, setDate] = createSignal(props.today);
  const { working, loose, sentenceOf, submit } = createForm(() => form);
  const answer = async () => {
    const file = chosen?.files?.[0];
    const stored = file ? await uploadEscalationFile(props.one.id, file) : null;
    await props.desk.answer(props.one, { text: text(), number: number(), date: date(), file: stored });
    props.onDone();
  };
  return (
    <Frame
      ref={(element) => {
        form = element;
      }}
      kind="answer"
      label={t().of(t().answer, props.one.number, props.one.fromName)}
      send={t().sendAnswer}
      working={working()}
      error={loose()}
      onSubmit={() => void submit(answer)}
      onClose={props.onClose}
    >
      <div class={page.grid}>
        <TextField
          label={t().number}
          error={sentenceOf('paper')}
          data-field="number"
          autocomplete="off"
          maxLength={workBounds.line}
          value={number()}
          onInput={(event) => setNumber(event.currentTarget.value)}
        />
        <TextField
          label={t().date}
          type="date"
          max={props.today}
          value={date()}
          onInput={(event) => setDate(event.currentTarget.value)}
        />
      </div>
      <TextArea
        label={t().text}
        hint={t().textHint}
        error={sentenceOf('answer')}
        data-field="text"
        rows={4}
        maxLength={workBounds.answer}
        value={text()}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <TextField
        ref={chosen}
        type="file"
        label={t().file}
        hint={t().fileHint}
        error={sentenceOf('file')}
        data-field="file"
        accept={answerAccept}
      />
    </Frame>
  );
}

/** Why a petition goes back to its commune. */
export function DeclineForm(props: FormProps) {
  let form: HTMLFormElement | undefined;
  const [reason, setReason] = createSignal('');
  const { working, loose, sentenceOf, submit } = createForm(() => form);
  const decline = async () => {
    await props.desk.decline(props.one, reason());
    props.onDone();
  };
  return (
    <Frame
      ref={(element) => {
        form = element;
      }}
      kind="decline"
      label={t().of(t().decline, props.one.number, props.one.fromName)}
      send={t().sendBack}
      working={working()}
      error={loose()}
      onSubmit={() => void submit(decline)}
      onClose={props.onClose}
    >
      <TextField
        label={t().reason}
        hint={t().reasonHint}
        error={sentenceOf('reason')}
        data-field="reason"
        autocomplete="off"
        maxLength={workBounds.line}
        value={reason()}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
    </Frame>
  );
}

function Frame(
  props: ParentProps<{
    ref: (element: HTMLFormElement) => void;
    kind: string;
    label: string;
    send: string;
    working: boolean;
    error: unknown;
    onSubmit: () => void;
    onClose: () => void;
  }>,
) {
  return (
    <form
      ref={props.ref}
      class={work.form}
      aria-label={props.label}
      data-form={props.kind}
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
      onKeyDown={(event) => {
        if (!event.isComposing && event.key === 'Escape') props.onClose();
      }}
    >
      {props.children}
      <Show when={props.error}>
        <SendingError error={props.error} />
      </Show>
      <NeedsHall />
      <div class={page.actions}>
        <Button kind="quiet" onClick={() => props.onClose()}>
          {t().cancel}
        </Button>
        <Button kind="primary" icon="send" type="submit" disabled={props.working || !hallInReach()}>
          {props.send}
        </Button>
      </div>
    </form>
  );
}
