import { createSignal, For, Show } from 'solid-js';
import {
  type ErasureDone,
  type ErasureGround,
  type ErasureOrder,
  type ErasurePlan,
  erasureGrounds,
  type FoundText,
} from '../../../shared/privacy.ts';
import { groundWords, privacyTexts as t } from '../../i18n/privacy.ts';
import { Button, Notice, SelectField, TextField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import sheet from '../../ui/sheet-table.module.css';
import styles from './privacy.module.css';

function nameOf({ kind, number }: FoundText): string {
  return kind === 'minutes' ? t().keptMinutes : t().keptPetition(number);
}

function keptOf(text: FoundText): string[] {
  if (text.kind === 'comment') return [t().keptComment(text.times)];
  const kept: string[] = [];
  if (text.versions.length > 0) kept.push(t().keptRecord(nameOf(text), text.versions.join(', ')));
  if (text.times > 0 && !text.changeable) kept.push(t().keptAmbiguous(nameOf(text)));
  return kept;
}

/** What will be done, before and after, and what stays, with the reason. */
function PlanView(props: { plan: ErasurePlan }) {
  const rows = () => {
    const { live, values, records, papers, texts } = props.plan;
    const inTexts = texts
      .filter(({ changeable }) => changeable)
      .map((text): [string, string] => [
        text.kind === 'minutes' ? t().textMinutes(text.times) : t().textPetition(text.number, text.times),
        t().textAfter,
      ]);
    const all: [boolean, string, string][] = [
      [live > 0, t().planLive(live), t().planLiveAfter],
      [values > 0, t().planValues(values, records), t().planValuesAfter],
      [papers > 0, t().planPapers(papers), t().planPapersAfter],
    ];
    return [
      ...all.flatMap(([some, before, after]): [string, string][] => (some ? [[before, after]] : [])),
      ...inTexts,
    ];
  };
  const kept = () => [
    ...props.plan.texts.flatMap(keptOf),
    ...(props.plan.oldRecords > 0 ? [t().keptOld(props.plan.oldRecords)] : []),
    t().keptAlways,
  ];
  return (
    <>
      <h3>{t().planTitle}</h3>
      <table class={`${sheet.table} ${sheet.breaks}`}>
        <thead>
          <tr>
            <th scope="col">{t().before}</th>
            <th scope="col">{t().after}</th>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>
            {([before, after]) => (
              <tr>
                <th scope="row" data-label={t().before}>
                  {before}
                </th>
                <td data-label={t().after}>{after}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <h3>{t().keptTitle}</h3>
      <ul class={styles.kept}>
        <For each={kept()}>{(sentence) => <li>{sentence}</li>}</For>
      </ul>
    </>
  );
}

/** Today as `YYYY-MM-DD`, by this device. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** The plan of an erasure, and the order with ground, day and the word that confirms it. */
export function ErasureForm(props: {
  plan: ErasurePlan;
  ground: ErasureGround;
  erase: (order: Omit<ErasureOrder, 'places'>) => Promise<ErasureDone>;
  onDone: (done: ErasureDone) => void;
  onCancel: () => void;
}) {
  const [ground, setGround] = createSignal(props.ground);
  const [requestedOn, setRequestedOn] = createSignal(today());
  const [note, setNote] = createSignal('');
  const [typed, setTyped] = createSignal('');
  const { error, working, send } = createSending();
  const confirmed = () => typed().normalize('NFC').trim().toLocaleUpperCase('vi') === t().word;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!confirmed() || working()) return;
    void send(async () => {
      props.onDone(await props.erase({ ground: ground(), requestedOn: requestedOn(), note: note() }));
    });
  };
  return (
    <form class={styles.list} onSubmit={submit} data-testid="erasure-form">
      <PlanView plan={props.plan} />
      <div class={page.grid}>
        <SelectField
          label={t().ground}
          value={ground()}
          onChange={(event) => {
            const chosen = erasureGrounds.find((each) => each === event.currentTarget.value);
            if (chosen) setGround(chosen);
          }}
        >
          <For each={erasureGrounds}>{(each) => <option value={each}>{groundWords(each)}</option>}</For>
        </SelectField>
        <TextField
          label={t().requestedOn}
          type="date"
          required
          value={requestedOn()}
          onInput={(event) => setRequestedOn(event.currentTarget.value)}
        />
        <TextField
          label={t().note}
          maxLength={200}
          value={note()}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
        <TextField
          label={t().confirm(t().word)}
          hint={t().confirmHint}
          name="confirm"
          autocomplete="off"
          value={typed()}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <SendingError error={error()} />
      <div class={page.actions}>
        <Button onClick={() => props.onCancel()}>{t().cancel}</Button>
        <Button kind="danger" type="submit" disabled={!confirmed() || working() || !requestedOn()}>
          {working() ? t().erasing : t().erase}
        </Button>
      </div>
    </form>
  );
}

/** What was done, in a sentence; and that the disk is not clean yet, when it is not. */
export function DoneNotice(props: { done: ErasureDone }) {
  return (
    <>
      <Notice kind="done">
        {t().done(props.done.live, props.done.values, props.done.papers, props.done.texts)}
      </Notice>
      <Show when={!props.done.swept}>
        <Notice kind="warn">{t().unswept}</Notice>
      </Show>
    </>
  );
}
