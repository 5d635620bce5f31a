import { createEffect, createSignal, Index, on, Show } from 'solid-js';
import { createStore, reconcile, unwrap } from 'solid-js/store';
import { may } from '../../../shared/access.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { type Preparation, preparationBounds } from '../../../shared/preparation.ts';
import { ApiError, api, messageOf } from '../../api.ts';
import { documentTexts } from '../../i18n/documents.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { t as plan } from '../../i18n/plan.ts';
import { workTexts } from '../../i18n/work.ts';
import { readKept, writeKept } from '../../kept.ts';
import { ownRole } from '../../session.ts';
import { Button, Notice, TextArea, TextField } from '../../ui/controls.tsx';
import { fromLines, toLines } from '../../ui/lines.ts';
import { HallButton, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { EstimateRows } from './estimate-rows.tsx';
import styles from './preparation.module.css';
import { Prepared } from './prepared.tsx';

const isChangedMeanwhile = (error: unknown) => error instanceof ApiError && error.code === 'changedMeanwhile';

/** Where what is typed and not saved yet is kept on this device. */
const draftKey = (dialogueId: string) => `preparation.${dialogueId}`;

/**
 * Edits what is prepared for a dialogue. What is typed is kept on this device until it is saved, and stays when the
 * saving is refused.
 */
export function PreparationForm(props: {
  dialogue: Dialogue;
  value: Preparation;
  /** Groups of the list with how many of the invited have a name. */
  invited: [string, number][];
  saved: (next: Preparation) => void;
}) {
  const { id } = props.dialogue;
  /** Who keeps the money edits the estimate and reads the rest. */
  const whole = may(ownRole(), 'editDialogue');
  const draft = readKept<Preparation>(draftKey(id));
  const [form, setForm] = createStore<Preparation>(structuredClone(unwrap(draft ?? props.value)));
  const [restored, setRestored] = createSignal(draft !== null);
  const [outcome, setOutcome] = createSignal<{ error?: unknown } | null>(null);
  const [saving, setSaving] = createSignal(false);
  const closed = () => props.dialogue.state === 'frozen';
  const path = api.dialogues[':id'].preparation;
  const stored = async () => (await path.$get({ param: { id } })).json();
  createEffect(
    on(
      () => JSON.stringify(form),
      () => writeKept(draftKey(id), unwrap(form)),
      { defer: true },
    ),
  );
  const show = (next: Preparation) => {
    setForm(reconcile(structuredClone(next)));
    // The effect above runs first and keeps what is now stored anyway.
    queueMicrotask(() => writeKept(draftKey(id), null));
    setRestored(false);
    props.saved(next);
  };
  const takeTheirs = async () => {
    setOutcome(null);
    try {
      show(await stored());
    } catch (error) {
      setOutcome({ error });
    }
  };
  const save = async (revision: () => Promise<number>) => {
    setOutcome(null);
    setSaving(true);
    try {
      const json = { ...structuredClone(unwrap(form)), revision: await revision() };
      const put = whole ? path.$put : api.dialogues[':id'].estimate.$put;
      show(await (await put({ param: { id }, json })).json());
      setOutcome({});
    } catch (error) {
      setOutcome({ error });
    } finally {
      setSaving(false);
    }
  };
  const lines = (key: 'contents' | 'notes' | 'duties' | 'guests', hint: string) => (
    <TextArea
      label={documentTexts()[key]}
      hint={hint}
      rows={4}
      value={toLines(form[key])}
      onChange={(event) => setForm(key, fromLines(event.currentTarget.value))}
    />
  );
  const choose = (group: string, chosen: boolean) =>
    setForm('groups', (all) => [...all.filter((one) => one !== group), ...(chosen ? [group] : [])]);
  return (
    <form
      data-kept
      class={page.page}
      onSubmit={(event) => {
        event.preventDefault();
        void save(async () => form.revision);
      }}
    >
      <fieldset class={styles.whole} disabled={closed()}>
        <Show when={restored()}>
          <Notice>
            <div class={page.row}>
              {plan().restored}
              <Button onClick={takeTheirs}>{plan().dropDraft}</Button>
            </div>
          </Notice>
        </Show>
        <Show when={whole} fallback={<Prepared preparation={props.value} />}>
          <section class={page.card}>
            <h3>{documentTexts().details}</h3>
            <div class={page.grid}>
              <TextField
                label={documentTexts().date}
                type="date"
                value={form.date}
                onInput={(event) => setForm('date', event.currentTarget.value)}
              />
              <TextField
                label={documentTexts().startsAt}
                type="time"
                value={form.startsAt}
                onInput={(event) => setForm('startsAt', event.currentTarget.value.slice(0, 5))}
              />
            </div>
            <div class={page.grid}>
              {lines('contents', documentTexts().contentsHint)}
              {lines('notes', documentTexts().notesHint)}
              {lines('duties', documentTexts().dutiesHint)}
            </div>
          </section>
          <section class={page.card}>
            <h3>{documentTexts().whom}</h3>
            <div class={page.grid}>
              {lines('guests', documentTexts().guestsHint)}
              <fieldset class={styles.groups}>
                <legend>{documentTexts().groups}</legend>
                <Index each={props.invited} fallback={<p class={page.muted}>{documentTexts().noGroups}</p>}>
                  {(invited) => (
                    <label class={styles.group}>
                      <input
                        type="checkbox"
                        checked={form.groups.includes(invited()[0])}
                        onChange={(event) => choose(invited()[0], event.currentTarget.checked)}
                      />
                      <span>
                        {invited()[0]}{' '}
                        <span class={page.muted}>({documentTexts().groupCount(invited()[1])})</span>
                      </span>
                    </label>
                  )}
                </Index>
              </fieldset>
            </div>
          </section>
        </Show>
        <section class={page.card}>
          <h3>{documentTexts().costs}</h3>
          <p class={page.lead}>{documentTexts().costsLead}</p>
          <EstimateRows
            lines={form.estimate}
            edit={(index, values) => setForm('estimate', index, values)}
            add={() =>
              setForm('estimate', form.estimate.length, {
                item: '',
                unit: '',
                quantity: 1,
                unitPrice: 0,
                note: '',
              })
            }
            remove={(index) => setForm('estimate', (all) => all.filter((_, at) => at !== index))}
            full={form.estimate.length >= preparationBounds.estimateLines}
          />
        </section>
        <Show when={outcome()}>
          {(result) => (
            <Show when={result().error} fallback={<Notice kind="done">{documentTexts().saved}</Notice>}>
              <Notice kind="error">
                {messageOf(result().error)}
                <Show when={isChangedMeanwhile(result().error)}>
                  <div class={page.row}>
                    <Button onClick={() => save(async () => (await stored()).revision)}>
                      {plan().overwrite}
                    </Button>
                    <Button onClick={takeTheirs}>{plan().takeTheirs}</Button>
                  </div>
                </Show>
              </Notice>
            </Show>
          )}
        </Show>
        <NeedsHall>{offlineTexts().saveKept}</NeedsHall>
        <div class={page.actions}>
          <HallButton kind="primary" type="submit" disabled={saving() || closed()}>
            {whole ? documentTexts().save : workTexts().saveEstimate}
          </HallButton>
        </div>
      </fieldset>
    </form>
  );
}
