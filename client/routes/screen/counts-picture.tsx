import { createMemo, createSignal, For, onCleanup, Show } from 'solid-js';
import { t } from '../../i18n/screen.ts';
import { words } from '../../i18n/words.ts';
import styles from './charts.module.css';
import { Crossfade } from './crossfade.tsx';
import { Header } from './header.tsx';
import { wordOf } from './issue-words.ts';
import { type ChartPage, chartPages, countedKinds, countOf } from './model.ts';
import parts from './parts.module.css';
import type { Picture } from './picture.ts';

/** How long one page of the changing chart stands, ms. */
const pageTime = 12_000;
/** Bars that fit under each other. */
const barsShown = 6;

interface Bar {
  label: string;
  count: number;
  /** Outcome it belongs to, for its colour. */
  kind?: string;
}

/** How many petitions: by outcome, and, changing calmly, by field and village; how they came. */
export function CountsPicture(props: { picture: Picture }) {
  const { counts } = props.picture;
  const byOutcome = (): Bar[] =>
    countedKinds.map((kind) => ({ kind, label: wordOf(kind), count: countOf(counts(), kind) }));
  const pages = createMemo(() => chartPages(counts(), barsShown));
  const page = useTurning(() => pages().length);
  const shown = (): ChartPage => pages()[page()] ?? { by: 'field', part: 0, counts: [] };
  return (
    <>
      <Header picture={props.picture} />
      <div class={styles.charts}>
        <Chart title={t().byOutcome} bars={byOutcome()} />
        <div class={styles.turning}>
          <Crossfade of={shown()} keyOf={({ by, part }) => `${by} ${part}`}>
            {(one) => (
              <Chart
                title={one().by === 'field' ? t().byField : t().byVillage}
                bars={one().counts.map(({ of, count }) => ({
                  label: of ? (one().by === 'village' ? t().village(of) : of) : t().notSaid,
                  count,
                }))}
              />
            )}
          </Crossfade>
        </div>
      </div>
      <p class={styles.chartFoot}>
        <b>{t().totalOf(counts().total)}</b>
        <For each={counts().channels.filter(({ count }) => count > 0)}>
          {({ of, count }) => (
            <span>
              {words().channel[of]}: {count}
            </span>
          )}
        </For>
      </p>
    </>
  );
}

/** Goes round from 0 to `pages` - 1. */
function useTurning(pages: () => number) {
  const [page, setPage] = createSignal(0);
  const timer = setInterval(() => setPage((now) => (now + 1) % Math.max(1, pages())), pageTime);
  onCleanup(() => clearInterval(timer));
  return () => Math.min(page(), Math.max(0, pages() - 1));
}

/** Bars with their words and numbers beside them: nothing is told by colour or length alone. */
function Chart(props: { title: string; bars: Bar[] }) {
  const most = () => Math.max(1, ...props.bars.map(({ count }) => count));
  return (
    <section class={styles.chart}>
      <h2>{props.title}</h2>
      <Show when={props.bars.length > 0} fallback={<p class={parts.hint}>{t().empty}</p>}>
        <dl>
          <For each={props.bars}>
            {(bar) => (
              <div data-kind={bar.kind}>
                <dt>{bar.label}</dt>
                <dd>{bar.count}</dd>
                <svg class={styles.bar} viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect class={parts.barGround} width="1000" height="10" />
                  <rect class={parts.barFill} width={(1000 * bar.count) / most()} height="10" />
                </svg>
              </div>
            )}
          </For>
        </dl>
      </Show>
    </section>
  );
}
