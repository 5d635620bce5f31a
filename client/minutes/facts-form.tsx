import { createEffect, createMemo, createSignal, createUniqueId, onCleanup, Show } from 'solid-js';
import type * as Y from 'yjs';
import { factsOf, type MinutesFacts, readFacts } from '../../shared/docs/minutes.ts';
import { localDay, officialDate, officialTime } from '../../shared/vietnamese/dates.ts';
import { minutesTexts as t } from '../i18n/minutes.ts';
import { yjsSignal } from '../sync/signals.ts';
import { hallDate } from '../time/hall-clock.ts';
import { Button, TextField } from '../ui/controls.tsx';
import styles from './facts-form.module.css';
import { fromLocalInput, toLocalInput } from './hall-time.ts';

/** Written this long after the last key, and at once when the field is left. */
const writeAfter = 400;

/** What the form around the text needs: when, where, who leads, who writes, how many copies. */
export function FactsForm(props: { doc: Y.Doc; readOnly: boolean }) {
  const facts = yjsSignal(() => readFacts(props.doc), factsOf(props.doc));
  const write = (key: keyof MinutesFacts, value: string) => {
    const map = factsOf(props.doc);
    const clean = value.normalize('NFC');
    if ((map.get(key) ?? '') !== clean) map.set(key, clean);
  };
  const missing = () => {
    const { startedAt, place, chair, secretaries } = facts();
    return !(startedAt && place && chair && secretaries);
  };
  const summary = () => {
    const { startedAt, place, chair } = facts();
    return [spoken(startedAt), place, chair].filter(Boolean).join(' · ');
  };
  const [open, setOpen] = createSignal(false);
  return (
    <details class={styles.facts} open={open()} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class={styles.summary}>
        <span class={styles.title}>{t().facts}</span>
        <Show when={!open()}>
          <span class={styles.brief}>{summary()}</span>
          <Show when={missing()}>
            <span class={styles.missing}>{t().factsMissing}</span>
          </Show>
        </Show>
      </summary>
      <div class={styles.fields}>
        <InstantField
          label={t().startedAt}
          value={facts().startedAt}
          readOnly={props.readOnly}
          write={(value) => write('startedAt', value)}
        />
        <InstantField
          label={t().endedAt}
          value={facts().endedAt}
          readOnly={props.readOnly}
          write={(value) => write('endedAt', value)}
        />
        <DraftField
          label={t().place}
          value={facts().place}
          readOnly={props.readOnly}
          write={(value) => write('place', value)}
        />
        <DraftField
          label={t().chair}
          hint={t().chairHint}
          value={facts().chair}
          readOnly={props.readOnly}
          write={(value) => write('chair', value)}
        />
        <DraftField
          label={t().secretaries}
          hint={t().secretariesHint}
          value={facts().secretaries}
          readOnly={props.readOnly}
          write={(value) => write('secretaries', value)}
        />
        <DraftField
          label={t().copies}
          value={facts().copies}
          readOnly={props.readOnly}
          inputMode="numeric"
          write={(value) => write('copies', value)}
        />
      </div>
    </details>
  );
}

interface FactFieldProps {
  label: string;
  hint?: string;
  value: string;
  readOnly: boolean;
  inputMode?: 'numeric';
  write: (value: string) => void;
}

/** A line that keeps what is being typed while others change the same field, and writes it soon after. */
function DraftField(props: FactFieldProps) {
  const [draft, setDraft] = createSignal<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    const value = draft();
    if (value !== null) props.write(value);
  };
  onCleanup(flush);
  return (
    <TextField
      label={props.label}
      hint={props.hint}
      value={draft() ?? props.value}
      readOnly={props.readOnly}
      inputMode={props.inputMode}
      autocomplete="off"
      onInput={(event) => {
        setDraft(event.currentTarget.value);
        clearTimeout(timer);
        timer = setTimeout(flush, writeAfter);
      }}
      onBlur={() => {
        flush();
        setDraft(null);
      }}
    />
  );
}

/** A moment of the hall's clock, with its wording in the document below and a button for the present one. */
function InstantField(props: FactFieldProps) {
  const id = createUniqueId();
  const local = createMemo(() => toLocalInput(props.value));
  let input: HTMLInputElement | undefined;
  createEffect(() => {
    // A half-typed date must stay as it is until the value really changes.
    const next = local();
    if (input && input !== document.activeElement) input.value = next;
  });
  return (
    <div class={styles.instant}>
      <label class={styles.label} for={id}>
        {props.label}
      </label>
      <div class={styles.line}>
        <input
          ref={input}
          id={id}
          class={styles.moment}
          type="datetime-local"
          value={local()}
          readOnly={props.readOnly}
          aria-describedby={`${id}-words`}
          onChange={(event) => props.write(fromLocalInput(event.currentTarget.value))}
        />
        <Show when={!props.readOnly}>
          <Button
            aria-label={t().nowFor(props.label)}
            onClick={() => {
              const now = hallDate().toISOString();
              if (input) input.value = toLocalInput(now);
              props.write(now);
            }}
          >
            {t().now}
          </Button>
        </Show>
      </div>
      <span class={styles.words} id={`${id}-words`}>
        {spoken(props.value)}
      </span>
    </div>
  );
}

/** `08 giờ 30 phút, ngày 05 tháng 02 năm 2023`, as the document says it; empty for no instant. */
function spoken(instant: string): string {
  const day = localDay(instant);
  return day ? `${officialTime(instant)}, ${officialDate(day)}` : '';
}
