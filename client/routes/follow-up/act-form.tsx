import { createSignal, For, onMount, Show } from 'solid-js';
import type { Office } from '../../../shared/dialogue.ts';
import type { ActKind } from '../../../shared/follow-up.ts';
import { outcomes } from '../../../shared/petition.ts';
import { type WorkProblem, workBounds } from '../../../shared/work.ts';
import type { FollowedPetition } from '../../../shared/worklists.ts';
import { ApiError } from '../../api.ts';
import { answerAccept, uploadAnswer } from '../../follow-up/upload-answer.ts';
import { words } from '../../i18n/words.ts';
import { problemSentence } from '../../i18n/work.ts';
import { actName, worklistTexts as t } from '../../i18n/worklists.ts';
import { hallInReach } from '../../in-reach.ts';
import { Button, Notice, SelectField, TextArea, TextField } from '../../ui/controls.tsx';
import { NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { type ActField, actOf, blankAct, fieldOfProblem, fieldsOfAct, fieldsShown } from './acts.ts';
import { noteAct } from './desk.ts';
import styles from './follow-up.module.css';

/** The form of one act of the office on petitions of one dialogue. */
export function ActForm(props: {
  kind: ActKind;
  dialogueId: string;
  petitions: readonly FollowedPetition[];
  office: Office;
  today: string;
  /** What the form begins with, e.g. how somebody who sat in the hall was told. */
  initial?: { how?: string; on?: string; authority?: string };
  onDone: () => void;
  onClose: () => void;
}) {
  let form: HTMLFormElement | undefined;
  let fileInput: HTMLInputElement | undefined;
  const [draft, setDraft] = createSignal({ ...blankAct(props.today), ...props.initial });
  const [problems, setProblems] = createSignal<WorkProblem[]>([]);
  const { error, working, send } = createSending();
  const set = (field: ActField, value: string) => setDraft({ ...draft(), [field]: value });
  const shown = () => fieldsShown(props.kind, draft().outcome);
  const shows = (field: ActField) => shown().includes(field);
  // The reason for a moved day has one field, whatever the outcome's is called.
  const fieldOf = (problem: WorkProblem): ActField | undefined => {
    const field = fieldOfProblem[problem];
    return field === 'dueReason' && props.kind === 'dueMoved' ? 'reason' : field;
  };
  const errorOf = (field: ActField) => {
    const problem = problems().find((each) => fieldOf(each) === field);
    return problem && problemSentence(problem);
  };
  const loose = () => problems().filter((each) => !shown().some((field) => field === fieldOf(each)));
  onMount(() => form?.querySelector<HTMLElement>('input, select, textarea')?.focus());

  const submit = () =>
    send(async () => {
      setProblems([]);
      if (props.kind === 'ruled' && draft().outcome === '') return setProblems(['outcome']);
      const [first] = props.petitions;
      const chosen = fieldsOfAct[props.kind].includes('file') ? fileInput?.files?.[0] : undefined;
      try {
        const file = first && chosen ? await uploadAnswer(props.dialogueId, first.id, chosen) : null;
        await noteAct(props.dialogueId, props.petitions, actOf(props.kind, draft(), file));
        props.onDone();
      } catch (reason) {
        const found = reason instanceof ApiError ? (reason.details.problems ?? []) : [];
        setProblems(found);
        const field = found.map(fieldOf).find(Boolean);
        if (field) form?.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus();
        throw reason;
      }
    });

  const line = (field: Exclude<ActField, 'outcome' | 'file'>, more: LineOptions = {}) => (
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
        onInput={(event) => set(field, event.currentTarget.value)}
      />
    </Show>
  );
  const authorities = () => `authorities-${props.petitions[0]?.id ?? ''}`;
  return (
    <form
      ref={form}
      class={styles.form}
      aria-label={actName(props.kind)}
      data-form={props.kind}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (!event.isComposing && event.key === 'Escape') props.onClose();
      }}
    >
      <Show when={shows('outcome')}>
        <SelectField
          label={t().outcome}
          error={errorOf('outcome')}
          data-field="outcome"
          onChange={(event) => set('outcome', event.currentTarget.value)}
        >
          <option value="" />
          <For each={outcomes}>
            {(outcome) => (
              <option value={outcome} selected={draft().outcome === outcome}>
                {words().state[outcome]}
              </option>
            )}
          </For>
        </SelectField>
      </Show>
      <Show when={shows('unit')}>
        <SelectField
          label={t().unit}
          error={errorOf('unit')}
          data-field="unit"
          onChange={(event) => set('unit', event.currentTarget.value)}
        >
          <option value="">{t().chooseUnit}</option>
          <For each={props.office.units}>{(unit) => <option value={unit}>{unit}</option>}</For>
        </SelectField>
      </Show>
      <div class={page.grid}>
        {line('number')}
        {line('date', { type: 'date' })}
        {line('how', { hint: t().howHint })}
        {line('on', { type: 'date' })}
        {line('authority', { list: authorities() })}
        {line('dueDate', { type: 'date', hint: t().dueHint })}
        {line('dueReason')}
        {line('reason', { hint: t().answerHint })}
      </div>
      <Show when={shows('answer')}>
        <TextArea
          label={t().answer}
          hint={t().answerHint}
          error={errorOf('answer')}
          data-field="answer"
          rows={3}
          maxLength={workBounds.answer}
          value={draft().answer}
          onInput={(event) => set('answer', event.currentTarget.value)}
        />
      </Show>
      <Show when={shows('file')}>
        <TextField
          ref={fileInput}
          type="file"
          label={t().fileLabel}
          hint={props.kind === 'filed' ? t().fileNeeded : t().fileHint}
          error={errorOf('file')}
          data-field="file"
          accept={answerAccept}
        />
      </Show>
      <datalist id={authorities()}>
        <For each={props.office.authorities}>{(one) => <option value={one} />}</For>
      </datalist>
      <For each={loose()}>{(problem) => <Notice kind="warn">{problemSentence(problem)}</Notice>}</For>
      <SendingError error={problems().length > 0 ? null : error()} />
      <NeedsHall />
      <div class={page.actions}>
        <Button kind="quiet" onClick={() => props.onClose()}>
          {t().cancel}
        </Button>
        <Button kind="primary" icon="check" type="submit" disabled={working() || !hallInReach()}>
          {t().noteAct}
        </Button>
      </div>
    </form>
  );
}

interface LineOptions {
  hint?: string;
  type?: 'date';
  list?: string;
}
