import { A } from '@solidjs/router';
import { createEffect, createResource, createSignal, For, on, onCleanup, Show } from 'solid-js';
import { figureOf } from '../../../shared/numbers-counts.ts';
import { type CountedDialogue, type Filter, quarterOf, writeFilter } from '../../../shared/numbers-filter.ts';
import type { ReturningMatter } from '../../../shared/numbers-list.ts';
import { messageOf } from '../../api.ts';
import { numbersTexts as t } from '../../i18n/numbers.ts';
import { Notice } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { type Dialogues, listPath, loadMatters } from './model.ts';
import { MoreButton } from './more-button.tsx';
import styles from './numbers.module.css';
import { periodName } from './words.ts';

/** While petitions are being compared it is asked again after this, ms. */
const pause = 700;
/** Matters that are shown at first. */
const firstShown = 8;

/** Matters that came up in two dialogues or more, each with its petitions. */
export function Matters(props: { filter: Filter; dialogues: Dialogues }) {
  const [list, { refetch }] = createResource(
    () => writeFilter(props.filter).toString(),
    () => loadMatters(props.filter),
  );
  const [open, setOpen] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(list, (now) => {
      clearTimeout(timer);
      if (now && now.waiting > 0) timer = setTimeout(() => void refetch(), pause);
    }),
  );
  onCleanup(() => clearTimeout(timer));
  const shown = () => (list.error ? undefined : list.latest);
  return (
    <section class={page.card} aria-labelledby="numbers-matters">
      <h2 id="numbers-matters">{t().matters}</h2>
      <p class={page.lead}>{t().mattersLead}</p>
      <Show when={list.error}>
        <Notice kind="error">{messageOf(list.error)}</Notice>
      </Show>
      <Show when={shown()}>
        {(now) => (
          <>
            <p role="status" class={page.muted}>
              {now().waiting > 0
                ? t().sorting(now().waiting)
                : now().total === 0
                  ? t().noMatters
                  : now().total > now().matters.length
                    ? t().moreMatters(now().matters.length, now().total)
                    : ''}
            </p>
            <ol class={styles.matters} data-testid="matters">
              <For each={open() ? now().matters : now().matters.slice(0, firstShown)}>
                {(matter) => <Matter matter={matter} filter={props.filter} dialogues={props.dialogues} />}
              </For>
            </ol>
            <MoreButton first={firstShown} all={now().matters.length} open={open()} toggle={setOpen} />
          </>
        )}
      </Show>
    </section>
  );
}

function Matter(props: { matter: ReturningMatter; filter: Filter; dialogues: Dialogues }) {
  const filter = (): Filter => ({ ...props.filter, matter: props.matter.key });
  const unsolved = () => figureOf(props.matter, 'unsolved');
  const when = () => {
    const ones = props.matter.dialogueIds.flatMap((id) => props.dialogues.get(id) ?? []);
    const name = (one: CountedDialogue | undefined) =>
      one ? periodName({ year: String(one.year), quarter: quarterOf(one) }) : '';
    return t().fromTo(name(ones[0]), name(ones.at(-1)));
  };
  return (
    <li>
      <p class={styles.matterText}>{props.matter.newest.matter}</p>
      <p class={styles.matterFacts}>
        <strong>{t().sessions(props.matter.dialogueIds.length)}</strong>
        <span>{when()}</span>
        <A href={listPath(filter())} class={styles.finger} data-figure="received">
          {t().petitions(props.matter.received)}
        </A>
        <Show when={unsolved() > 0}>
          <A href={listPath(filter(), 'unsolved')} class={styles.finger} data-figure="unsolved">
            {t().unsolved(unsolved())}
          </A>
        </Show>
        <span>{[props.matter.newest.field, props.matter.newest.village].filter(Boolean).join(' · ')}</span>
      </p>
    </li>
  );
}
