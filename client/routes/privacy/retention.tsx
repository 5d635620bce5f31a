import { createResource, createSignal, For, Show } from 'solid-js';
import type { DueDialogue, ErasureDone, ErasurePlan } from '../../../shared/privacy.ts';
import { messageOf } from '../../api.ts';
import { privacyTexts as t } from '../../i18n/privacy.ts';
import { Button, Notice, TextField } from '../../ui/controls.tsx';
import { writtenDay } from '../../ui/lines.ts';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { eraseDialogue, loadRetention, planDialogue, saveRetention } from './calls.ts';
import { DoneNotice, ErasureForm } from './erasure-form.tsx';
import styles from './privacy.module.css';

/** How long personal data are kept, and the dialogues that are past it; a person decides, the server never does. */
export function Retention(props: { onChange: () => void }) {
  const [retention, { refetch }] = createResource(loadRetention);
  const [years, setYears] = createSignal<string | null>(null);
  const [outcome, setOutcome] = createSignal<{ error?: unknown } | null>(null);
  const shown = () => years() ?? String(retention.latest?.years ?? 0);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setOutcome(null);
    try {
      await saveRetention(Number(shown()));
      setOutcome({});
      props.onChange();
      await refetch();
    } catch (error) {
      setOutcome({ error });
    }
  };
  return (
    <section class={page.card} aria-labelledby="retention">
      <h2 id="retention">{t().keepTitle}</h2>
      <form class={styles.list} onSubmit={save}>
        <TextField
          label={t().years}
          hint={t().yearsHint}
          type="number"
          name="years"
          min={0}
          max={100}
          required
          value={shown()}
          onInput={(event) => setYears(event.currentTarget.value)}
        />
        <div>
          <Button type="submit">{t().save}</Button>
        </div>
      </form>
      <Show when={outcome()}>
        {(end) => (
          <Notice kind={end().error ? 'error' : 'done'}>
            {end().error ? messageOf(end().error) : t().saved}
          </Notice>
        )}
      </Show>
      <Show when={(retention.latest?.years ?? 0) > 0}>
        <h3>{t().dueTitle}</h3>
        <ul class={styles.list}>
          <For each={retention.latest?.due} fallback={<li class={page.muted}>{t().dueNone}</li>}>
            {(dialogue) => (
              <Due
                dialogue={dialogue}
                onDone={() => {
                  props.onChange();
                  void refetch();
                }}
              />
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

function Due(props: { dialogue: DueDialogue; onDone: () => void }) {
  const [plan, setPlan] = createSignal<ErasurePlan | null>(null);
  const [done, setDone] = createSignal<ErasureDone | null>(null);
  const { error, send } = createSending();
  const open = () =>
    send(async () => {
      setPlan(await planDialogue(props.dialogue.id));
    });
  return (
    <li class={styles.person}>
      <strong>
        {props.dialogue.title || (props.dialogue.id === 'inbox' ? t().dueInbox : t().dueHouseholds)}
      </strong>
      <span class={styles.about}>{t().due(writtenDay(props.dialogue.dueOn), props.dialogue.people)}</span>
      <SendingError error={error()} />
      <Show when={done()}>{(result) => <DoneNotice done={result()} />}</Show>
      <Show
        when={plan()}
        fallback={
          <div class={page.actions}>
            <Button kind="danger" onClick={open}>
              {t().eraseAll}
            </Button>
          </div>
        }
      >
        {(known) => (
          <ErasureForm
            plan={known()}
            ground="termOver"
            erase={(order) => eraseDialogue(props.dialogue.id, order)}
            onDone={(result) => {
              setPlan(null);
              setDone(result);
              props.onDone();
            }}
            onCancel={() => setPlan(null)}
          />
        )}
      </Show>
    </li>
  );
}
