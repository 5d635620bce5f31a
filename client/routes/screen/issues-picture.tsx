import { createMemo, For, Show } from 'solid-js';
import type { PublicCounts, PublicHead, PublicIssue } from '../../../shared/docs/screen.ts';
import { clockTime, numericDate } from '../../../shared/vietnamese/dates.ts';
import { t } from '../../i18n/screen.ts';
import { sizesOf, spotlightScale } from './fit.ts';
import { Fitted } from './fitted.tsx';
import { Header } from './header.tsx';
import { whoOf, wordOf } from './issue-words.ts';
import styles from './issues.module.css';
import { byField, countedKinds, countOf, newestOf } from './model.ts';
import { Outcome } from './outcome.tsx';
import { IssueList } from './pages.tsx';
import parts from './parts.module.css';
import type { Picture } from './picture.ts';

/** What is discussed, the issues by field, the counts. */
export function IssuesPicture(props: { picture: Picture }) {
  const { head, issues, counts } = props.picture;
  const groups = createMemo(() => byField(issues()));
  const newest = createMemo(() => (head().frozen ? null : newestOf(issues())));
  const current = createMemo(() => issues().find((issue) => issue.id === head().current) ?? null);
  return (
    <>
      <Header picture={props.picture} />
      <Show when={issues().length > 0} fallback={<Empty speaker={head().speaker} />}>
        <div class={styles.body}>
          <Show
            when={head().frozen}
            fallback={<Spotlight head={head()} current={current()} newest={newest()} />}
          >
            {(frozen) => <Closing frozen={frozen()} counts={counts()} />}
          </Show>
          <IssueList groups={groups()} newest={newest()?.id ?? ''} current={current()?.id ?? ''} />
        </div>
        <Show when={!head().frozen}>
          <CountStrip counts={counts()} />
        </Show>
      </Show>
    </>
  );
}

/** Who speaks and what is discussed; between two speakers, what was raised last. */
function Spotlight(props: { head: PublicHead; current: PublicIssue | null; newest: PublicIssue | null }) {
  const shown = () => props.current ?? (props.head.speaker ? null : props.newest);
  return (
    <section class={styles.spotlight} aria-live="polite">
      <Show when={props.head.speaker}>
        <p class={styles.label} data-secondary>
          {t().speaking}
        </p>
        <p class={styles.speaker}>{props.head.speaker}</p>
      </Show>
      <Show when={shown()}>
        {(issue) => (
          <>
            <p class={styles.label} data-secondary>
              {props.current ? t().discussing : t().latest}
              <span class={parts.number}>{issue().number}</span>
            </p>
            <Fitted shown={issue().matter} sizes={sizesOf.spotlight} mostScale={spotlightScale}>
              <p class={parts.matter} data-fit>
                {issue().matter || t().noMatter}
              </p>
            </Fitted>
            <p class={styles.where} data-secondary>
              <Show when={issue().field}>
                <span>{whoOf(issue()) ? `${issue().field} ·` : issue().field}</span>
              </Show>
              <span>{whoOf(issue())}</span>
              <Outcome issue={issue()} />
            </p>
          </>
        )}
      </Show>
    </section>
  );
}

/** All counts side by side. */
function CountStrip(props: { counts: PublicCounts }) {
  return (
    <dl class={styles.counts} aria-label={t().counts}>
      <div class={styles.total}>
        <dt data-secondary>{t().total}</dt>
        <dd>{props.counts.total}</dd>
      </div>
      <For each={countedKinds}>
        {(kind) => (
          <div data-kind={kind}>
            <dt data-secondary>{wordOf(kind)}</dt>
            <dd>{countOf(props.counts, kind)}</dd>
          </div>
        )}
      </For>
    </dl>
  );
}

/** After the freeze: that it is over, and the final counts. */
function Closing(props: { frozen: string; counts: PublicCounts }) {
  const when = () => {
    const time = clockTime(props.frozen);
    return time ? t().frozenAt(time, numericDate(props.frozen)) : t().frozenPlain;
  };
  const kinds = () => countedKinds.filter((kind) => kind !== 'waiting' || countOf(props.counts, kind) > 0);
  return (
    <section class={styles.spotlight}>
      <p class={styles.closing}>{t().frozen}</p>
      <p class={styles.where} data-secondary>
        {when()}
      </p>
      <Fitted shown={props.counts} sizes={sizesOf.final} mostScale={spotlightScale} class={styles.sums}>
        <dl class={styles.final} aria-label={t().counts}>
          <div class={styles.total}>
            <dt data-secondary>{t().total}</dt>
            <dd>{props.counts.total}</dd>
          </div>
          <For each={kinds()}>
            {(kind) => (
              <div data-kind={kind}>
                <dt data-secondary>{wordOf(kind)}</dt>
                <dd>{countOf(props.counts, kind)}</dd>
              </div>
            )}
          </For>
        </dl>
      </Fitted>
    </section>
  );
}

/** Before the first petition: who speaks already, or how to raise one. */
function Empty(props: { speaker: string }) {
  return (
    <section class={styles.empty}>
      <Show
        when={props.speaker}
        fallback={
          <>
            <p class={styles.speaker}>{t().empty}</p>
            <p class={parts.hint}>{t().emptyHint}</p>
          </>
        }
      >
        <p class={styles.label} data-secondary>
          {t().speaking}
        </p>
        <p class={styles.speaker}>{props.speaker}</p>
      </Show>
    </section>
  );
}
