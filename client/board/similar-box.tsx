import { A } from '@solidjs/router';
import { createEffect, createMemo, createSignal, For, Show, untrack } from 'solid-js';
import type { Petition } from '../../shared/petition.ts';
import type { EarlierPetition } from '../../shared/search.ts';
import { mergingTexts as t } from '../i18n/merging.ts';
import { pages } from '../i18n/pages.ts';
import { words } from '../i18n/words.ts';
import { Button } from '../ui/controls.tsx';
import { Icon } from '../ui/icon.tsx';
import { CompareDialog, mergeOrder } from './compare-dialog.tsx';
import styles from './merging.module.css';
import { shownNumber, useBoard } from './model.ts';
import { StateSign } from './signs.tsx';
import { followSimilar } from './similar.ts';

/** Petitions like the one that is open: to look at, to merge, or to say that they are not alike. */
export default function SimilarBox(props: { petition: Petition }) {
  const board = useBoard();
  const similar = followSimilar(board, () => props.petition);
  const [all, setAll] = createSignal(false);
  const [compared, setCompared] = createSignal('');
  const [announced, setAnnounced] = createSignal('');
  const open = () => !board.props.readOnly && !['merged', 'withdrawn'].includes(props.petition.state);
  const count = createMemo(() => (open() ? similar.here().length + similar.earlier().length : 0));
  const shown = () => (all() ? similar.here() : similar.here().slice(0, 1));
  let root: HTMLElement | undefined;

  // Said once for a petition; what comes after is there to be read.
  createEffect(() => {
    if (count() > 0 && untrack(announced) === '') setAnnounced(t().announced(count()));
  });

  const merge = (other: Petition) => {
    const order = mergeOrder(props.petition, other);
    const detail = root?.closest('[data-detail]');
    setCompared('');
    if (!order || !board.merging.merge(order.from.id, order.into.id)) return;
    queueMicrotask(() => {
      const next = detail?.querySelector('[data-merged-way] button');
      if (next instanceof HTMLElement) next.focus();
    });
  };
  const keepApart = (other: Petition) => {
    const detail = root?.closest('[data-detail]');
    setCompared('');
    board.merging.keepApart(props.petition.id, other.id);
    queueMicrotask(() => {
      const next = root?.isConnected
        ? root.querySelector('button')
        : detail?.querySelector('[data-field="content"]');
      if (next instanceof HTMLElement) next.focus();
    });
  };

  return (
    <>
      <p class="visually-hidden" role="status">
        {announced()}
      </p>
      <Show when={count() > 0}>
        <section ref={root} data-similar class={styles.box} aria-label={t().box} data-testid="similar">
          <h3>
            <Icon name="merge" /> {t().box}
          </h3>
          <ul>
            <For each={shown()}>
              {(other) => (
                <SimilarItem
                  petition={props.petition}
                  other={other}
                  onCompare={() => setCompared(other.id)}
                  onMerge={() => merge(other)}
                  onApart={() => keepApart(other)}
                />
              )}
            </For>
          </ul>
          <Show when={similar.here().length > 1}>
            <div class={styles.acts}>
              <Button kind="quiet" aria-expanded={all()} onClick={() => setAll(!all())}>
                {all() ? t().fewer : t().more(similar.here().length)}
              </Button>
            </div>
          </Show>
          <Earlier petitions={similar.earlier()} />
          <Show when={similar.offline()}>
            <p class={styles.note}>{t().onlyHere}</p>
          </Show>
        </section>
      </Show>
      <CompareDialog
        petition={props.petition}
        other={board.petitions.get(compared())}
        onClose={() => setCompared('')}
        onMerge={merge}
        onApart={keepApart}
      />
    </>
  );
}

function SimilarItem(props: {
  petition: Petition;
  other: Petition;
  onCompare: () => void;
  onMerge: () => void;
  onApart: () => void;
}) {
  const board = useBoard();
  const number = () => shownNumber(props.other);
  const order = () => mergeOrder(props.petition, props.other);
  return (
    <li class={styles.item}>
      <span class={styles.line}>
        <strong>{number()}</strong>
        <StateSign state={props.other.state} />
        <span class={styles.note}>{props.other.village}</span>
      </span>
      <p class={styles.matter}>{props.other.content}</p>
      <div class={styles.acts}>
        <Show when={order()}>
          {(found) => (
            <Button icon="merge" onClick={() => props.onMerge()}>
              {t().mergeInto(shownNumber(found().from), shownNumber(found().into))}
            </Button>
          )}
        </Show>
        <Button kind="quiet" aria-label={t().compareWith(number())} onClick={() => props.onCompare()}>
          {t().compare}
        </Button>
        <Button kind="quiet" onClick={() => board.props.onSelect(props.other.id)}>
          {t().open(number())}
        </Button>
        <Button kind="quiet" aria-label={t().apartLabel(number())} onClick={() => props.onApart()}>
          {t().apart}
        </Button>
      </div>
    </li>
  );
}

function Earlier(props: { petitions: readonly EarlierPetition[] }) {
  const title = ({ dialogue }: EarlierPetition) =>
    `${dialogue.title} (${pages().quarter(dialogue.quarter, dialogue.year)})`;
  return (
    <Show when={props.petitions.length > 0}>
      <section class={styles.earlier} aria-label={t().earlier}>
        <h3>{t().earlier}</h3>
        <ul>
          <For each={props.petitions}>
            {(petition) => (
              <li class={styles.item}>
                <span class={styles.line}>
                  <strong>{petition.number}</strong>
                  <span>{title(petition)}</span>
                </span>
                <span class={styles.note}>
                  {[petition.field, petition.village, petition.outcome && words().state[petition.outcome]]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <p class={styles.matter}>{petition.matter}</p>
                <Show when={petition.petitionId}>
                  <A href={`/dialogues/${petition.dialogueId}?petition=${petition.petitionId}`}>
                    {t().open(petition.number)}
                  </A>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
