import { createMemo, createSignal, For, onMount, Show } from 'solid-js';
import type { Office } from '../../../shared/dialogue.ts';
import { isOwed, termOf } from '../../../shared/due.ts';
import {
  fieldsOf,
  planRuling,
  type RuledField,
  type Ruling,
  type RulingState,
  rulingsFor,
  type UnitPetition,
  type WorkProblem,
  workBounds,
} from '../../../shared/work.ts';
import { defaultTerm } from '../../../shared/working-days.ts';
import { api, isUnreachable } from '../../api.ts';
import { longDay } from '../../board/days.ts';
import { answerAccept, uploadAnswer } from '../../follow-up/upload-answer.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { words } from '../../i18n/words.ts';
import { problemSentence, workTexts as t } from '../../i18n/work.ts';
import { worklistTexts } from '../../i18n/worklists.ts';
import { hallInReach } from '../../in-reach.ts';
import { Button, TextArea, TextField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { Changed } from './changed.tsx';
import { type Desk, type Drafts, takeRefusal } from './desk.ts';
import { Choices, LooseProblems, nextAfter, refusalOf } from './parts.tsx';
import type { Queued } from './queue.ts';
import styles from './work.module.css';

/** An answer that is being written. */
export interface RulingDraft extends Omit<Ruling, 'outcome'>, Queued {
  /** Of the petition, for when it is in the list no more. */
  number: string;
  outcome: RulingState | '';
}

function seenOf(petition: UnitPetition): Ruling['seen'] {
  const { state, content, answer, authority, dueDate, dueReason, replyNumber, replyDate } = petition;
  return { state, content, answer, authority, dueDate, dueReason, replyNumber, replyDate };
}

function blank(petition: UnitPetition): RulingDraft {
  const { state, content: _, ...fields } = seenOf(petition);
  const outcome = rulingsFor(petition).find((each) => each === state) ?? '';
  return { number: petition.number, outcome, ...fields, file: null, seen: seenOf(petition) };
}

/** Whether the person has written something into it. */
export function isWritten({ seen, ...draft }: RulingDraft): boolean {
  const fields = ['answer', 'authority', 'dueDate', 'dueReason', 'replyNumber', 'replyDate'] as const;
  return fields.some((field) => draft[field] !== seen[field]);
}

/** Sends a finished answer. Throws ApiError. */
export async function sendRuling(
  dialogueId: string,
  petitionId: string,
  { number: _, waiting: __, refused: ___, outcome, ...sent }: RulingDraft,
): Promise<UnitPetition> {
  const path = api.dialogues[':id'].work[':petitionId'].ruling;
  // A draft without an outcome is no answer, and is never sent.
  const json = { ...sent, outcome: outcome || ('answered' as const) };
  return (await path.$post({ param: { id: dialogueId, petitionId }, json })).json();
}

/** What an answer still needs, as far as this device can tell. */
function problemsHere(
  petition: UnitPetition,
  draft: RulingDraft,
  today: string,
  office: Office,
): WorkProblem[] {
  const { outcome } = draft;
  if (!outcome) return ['outcome'];
  const unseen = { raisedAt: '', raisedBy: '', channel: 'spoken', category: 'other', outcome: '' } as const;
  const whole = { ...unseen, answeredBy: '', mergedInto: '', ...petition };
  return planRuling(whole, { ...draft, outcome }, today, office).problems;
}

const fieldProblems: Partial<Record<WorkProblem, RuledField | 'answer' | 'outcome'>> = {
  answer: 'answer',
  outcome: 'outcome',
  authority: 'authority',
  dueDate: 'dueDate',
  dueDay: 'dueDate',
  dueReason: 'dueReason',
  reply: 'replyNumber',
  replyDay: 'replyDate',
};

/** The form of an officer's answer. What is written stays on this device until it is recorded or dropped. */
export function RulingForm(props: {
  dialogueId: string;
  petition: UnitPetition;
  office: Office;
  today: string;
  desk: Desk;
  drafts: Drafts<RulingDraft>;
  onDone: (petition: UnitPetition) => void;
  /** The answer is finished, and the hall out of reach. */
  onWait: () => void;
  onClose: () => void;
}) {
  let form: HTMLFormElement | undefined;
  const { id } = props.petition;
  const kept = props.drafts.of(id);
  const restored = kept !== undefined && isWritten(kept);
  // From now on the draft says what was seen when it was begun.
  if (!restored) props.drafts.set(id, blank(props.petition));
  const draft = () => props.drafts.of(id) ?? blank(props.petition);
  const set = (values: Partial<RulingDraft>) => props.drafts.set(id, { ...draft(), ...values });
  const [problems, setProblems] = createSignal<WorkProblem[]>([]);
  let fileInput: HTMLInputElement | undefined;
  /** A file is not kept on this device, and cannot wait for the hall. */
  const [fileWaits, setFileWaits] = createSignal(false);
  const chosenFile = () => (draft().outcome === 'replied' ? fileInput?.files?.[0] : undefined);
  const { error, working, send } = createSending();
  const used = () => {
    const { outcome } = draft();
    return outcome ? fieldsOf(outcome) : [];
  };
  const shows = (field: RuledField) => used().includes(field);
  const errorOf = (field: RuledField | 'answer' | 'outcome') => {
    const problem = problems().find((each) => fieldProblems[each] === field);
    return problem && problemSentence(problem);
  };
  const term = createMemo(() => {
    const since = isOwed(props.petition.state) ? props.petition : { history: [] };
    return termOf(since, props.today, props.office);
  });

  /** The default, while it is still to come. */
  const termHint = () =>
    term() >= props.today ? t().dueHint(defaultTerm, longDay(term()) ?? '') : undefined;

  onMount(() => {
    const first =
      form?.querySelector<HTMLElement>('input:checked') ?? form?.querySelector<HTMLElement>('input');
    first?.focus();
  });
  const focusProblem = () => {
    const field = problems().map((each) => fieldProblems[each])[0];
    const at = field && form?.querySelector<HTMLElement>(`[data-field="${field}"]`);
    const control = at && (at.matches('fieldset') ? at.querySelector<HTMLElement>('input') : at);
    control?.focus();
  };

  const submit = () =>
    send(async () => {
      if (!draft().outcome) {
        setProblems(['outcome']);
        return focusProblem();
      }
      setProblems([]);
      if (!hallInReach()) return wait();
      try {
        const chosen = chosenFile();
        const file = chosen ? await uploadAnswer(props.dialogueId, id, chosen) : null;
        const now = await sendRuling(props.dialogueId, id, { ...draft(), file });
        const goOn = nextAfter(id);
        props.drafts.set(id, null);
        props.desk.put(now);
        props.onDone(now);
        queueMicrotask(goOn);
      } catch (reason) {
        if (isUnreachable(reason)) return wait();
        setProblems(takeRefusal(props.desk, reason));
        focusProblem();
        throw reason;
      }
    });
  /** The hall is out of reach: what is finished waits for it. */
  const wait = () => {
    setProblems(problemsHere(props.petition, draft(), props.today, props.office));
    if (problems().length > 0) return focusProblem();
    setFileWaits(chosenFile() !== undefined);
    if (!fileWaits()) props.onWait();
  };
  const keepMine = () => {
    set({ seen: seenOf(props.petition) });
    void submit();
  };
  const takeTheirs = () => {
    props.drafts.set(id, blank(props.petition));
    setProblems([]);
  };
  const line = (field: RuledField, more: { hint?: string; type?: 'date'; list?: string } = {}) => (
    <Show when={shows(field)}>
      <TextField
        label={t()[field]}
        hint={more.hint}
        error={errorOf(field)}
        type={more.type}
        list={more.list}
        data-field={field}
        maxLength={workBounds.line}
        autocomplete="off"
        value={draft()[field]}
        onInput={(event) => set({ [field]: event.currentTarget.value })}
      />
    </Show>
  );
  const authorities = `authorities-${id}`;
  return (
    <form
      ref={form}
      class={styles.form}
      aria-label={t().answerOf(props.petition.number)}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.isComposing) return;
        if (event.key === 'Escape') props.onClose();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form?.requestSubmit();
      }}
    >
      <Show when={restored}>
        <p class={styles.facts}>{t().draft}</p>
      </Show>
      <Changed
        petition={props.petition}
        draft={draft()}
        used={used()}
        onKeep={keepMine}
        onTake={takeTheirs}
      />
      <Choices
        legend={t().outcome}
        name="outcome"
        options={rulingsFor(props.petition).map((value) => ({ value, label: words().state[value] }))}
        value={draft().outcome}
        error={errorOf('outcome')}
        onChoose={(outcome) => set({ outcome })}
      />
      <TextArea
        label={t().answerLabel}
        hint={t().answerHint}
        error={errorOf('answer')}
        data-field="answer"
        rows={5}
        maxLength={workBounds.answer}
        value={draft().answer}
        onInput={(event) => set({ answer: event.currentTarget.value })}
      />
      <div class={page.grid}>
        {line('authority', { list: authorities })}
        {line('dueDate', { type: 'date', hint: termHint() })}
        {line('dueReason', { hint: t().dueReasonHint })}
        {line('replyNumber')}
        {line('replyDate', { type: 'date' })}
      </div>
      <Show when={draft().outcome === 'replied'}>
        <TextField
          ref={fileInput}
          type="file"
          label={worklistTexts().fileLabel}
          hint={worklistTexts().fileHint}
          error={fileWaits() ? worklistTexts().fileOffline : undefined}
          data-field="file"
          accept={answerAccept}
          onChange={() => setFileWaits(false)}
        />
      </Show>
      <datalist id={authorities}>
        <For each={props.office.authorities}>{(one) => <option value={one} />}</For>
      </datalist>
      <LooseProblems problems={problems().filter((each) => !fieldProblems[each])} />
      <SendingError error={refusalOf(error())} />
      <div class={page.actions}>
        <Button
          kind="quiet"
          onClick={() => {
            props.drafts.set(id, null);
            props.onClose();
          }}
        >
          {t().discard}
        </Button>
        <Button kind="primary" icon="check" type="submit" disabled={working()}>
          {hallInReach() ? t().send : offlineTexts().queuedSend}
        </Button>
      </div>
    </form>
  );
}
