import { createMemo, For, Show } from 'solid-js';
import type { Petition } from '../../shared/petition.ts';
import { mergingTexts as t } from '../i18n/merging.ts';
import { words } from '../i18n/words.ts';
import { Button, Notice } from '../ui/controls.tsx';
import styles from './merging.module.css';
import { shownNumber, useBoard } from './model.ts';

/** Where a merged petition leads, and the petitions that a kept one holds. */
export function MergedSigns(props: { petition: Petition }) {
  return (
    <>
      <Show when={props.petition.state === 'merged'}>
        <Leads petition={props.petition} />
      </Show>
      <Holds petition={props.petition} />
    </>
  );
}

function Leads(props: { petition: Petition }) {
  const board = useBoard();
  const way = createMemo(() => board.merging.wayOf(props.petition));
  const through = () => way()?.through.map(shownNumber).join(', ');
  const before = () => words().state[board.merging.stateBefore(props.petition)];
  return (
    <div class={styles.leads} data-merged-way>
      <Show when={way()} fallback={<Notice kind="warn">{t().knot}</Notice>}>
        {(found) => (
          <>
            <p>
              {t().leads(shownNumber(found().kept))} {through() ? t().through(through() ?? '') : ''}
            </p>
            <p class={styles.matter}>{found().kept.content || t().noContent}</p>
          </>
        )}
      </Show>
      <div class={styles.acts}>
        <Show when={way()}>
          {(found) => (
            <Button icon="move" onClick={() => board.props.onSelect(found().kept.id)}>
              {t().open(shownNumber(found().kept))}
            </Button>
          )}
        </Show>
        <Show when={!board.props.readOnly}>
          <Button kind="quiet" icon="undo" onClick={() => board.merging.unmerge(props.petition.id)}>
            {t().unmerge(before())}
          </Button>
        </Show>
      </div>
    </div>
  );
}

function Holds(props: { petition: Petition }) {
  const board = useBoard();
  const held = createMemo(() => board.merging.heldBy(props.petition.id));
  const who = (other: Petition) =>
    [board.citizens.get(other.id)?.name || t().noCitizen, other.village].filter(Boolean).join(', ');
  return (
    <Show when={held().length > 0}>
      <section class={styles.holds} aria-label={t().holds(held().length)} data-merged-way>
        <h3>{t().holds(held().length)}</h3>
        <Show when={props.petition.state === 'withdrawn'}>
          <Notice kind="warn">{t().keptGone}</Notice>
        </Show>
        <ul>
          <For each={held()}>
            {(other) => (
              <li>
                <Button
                  kind="quiet"
                  aria-label={t().open(shownNumber(other))}
                  onClick={() => board.props.onSelect(other.id)}
                >
                  {shownNumber(other)}
                </Button>
                <span class={styles.who}>{who(other)}</span>
                <Show when={!board.props.readOnly}>
                  <Button
                    kind="quiet"
                    icon="undo"
                    aria-label={t().unmergeOne(shownNumber(other))}
                    title={t().unmergeOne(shownNumber(other))}
                    onClick={() => board.merging.unmerge(other.id)}
                  />
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
