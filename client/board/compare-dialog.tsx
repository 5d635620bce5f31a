import { createMemo, For, Show } from 'solid-js';
import { comparePetitions } from '../../shared/docs/board.ts';
import { movesOf, type Petition } from '../../shared/petition.ts';
import { findMarks } from '../../shared/search.ts';
import { tellingWords } from '../../shared/similarity.ts';
import { t as boardTexts } from '../i18n/board.ts';
import { mergingTexts as t } from '../i18n/merging.ts';
import { Button, Dialog } from '../ui/controls.tsx';
import { Marked } from '../ui/marked.tsx';
import styles from './merging.module.css';
import { shownNumber, useBoard } from './model.ts';
import { StateSign } from './signs.tsx';

/** Which of two petitions is merged into the other: the later into the earlier, where its state allows that. */
export function mergeOrder(a: Petition, b: Petition): { from: Petition; into: Petition } | null {
  const [earlier, later] = comparePetitions(a, b) <= 0 ? [a, b] : [b, a];
  if (movesOf(later).includes('merged')) return { from: later, into: earlier };
  return movesOf(earlier).includes('merged') ? { from: earlier, into: later } : null;
}

interface CompareProps {
  petition: Petition;
  /** The one beside it; undefined: the dialog is closed. */
  other: Petition | undefined;
  onClose: () => void;
  onMerge: (other: Petition) => void;
  onApart: (other: Petition) => void;
}

/** Two petitions side by side, the words that both have marked. */
export function CompareDialog(props: CompareProps) {
  const title = () =>
    props.other ? t().compareTitle(shownNumber(props.petition), shownNumber(props.other)) : '';
  return (
    <Dialog open={props.other !== undefined} title={title()} onClose={props.onClose}>
      <Show when={props.other}>{(other) => <Sides {...props} other={other()} />}</Show>
    </Dialog>
  );
}

function Sides(props: CompareProps & { other: Petition }) {
  const order = () => mergeOrder(props.petition, props.other);
  const common = createMemo(() => {
    const there = new Set(tellingWords(props.other.content));
    return tellingWords(props.petition.content).filter((word) => there.has(word));
  });
  return (
    <>
      <div class={styles.sides}>
        <For each={[props.petition, props.other]}>
          {(petition) => <Side petition={petition} common={common()} />}
        </For>
      </div>
      <p class={styles.note}>{t().common}</p>
      <div class={styles.foot}>
        <Show when={order()}>
          {(found) => (
            <Button kind="primary" icon="merge" onClick={() => props.onMerge(props.other)}>
              {t().mergeInto(shownNumber(found().from), shownNumber(found().into))}
            </Button>
          )}
        </Show>
        <Button onClick={() => props.onApart(props.other)}>{t().apart}</Button>
      </div>
    </>
  );
}

function Side(props: { petition: Petition; common: readonly string[] }) {
  const board = useBoard();
  const marked = () => {
    const groups = props.common.map((word) => ({ words: [word], open: false }));
    return { text: props.petition.content, marks: findMarks(props.petition.content, { groups, number: 0 }) };
  };
  const rows = () => [
    [boardTexts().name, board.citizens.get(props.petition.id)?.name],
    [boardTexts().village, props.petition.village],
    [boardTexts().field, props.petition.field],
    [boardTexts().unit, props.petition.unit],
    [boardTexts().answer, props.petition.answer],
  ];
  return (
    <section class={styles.side} aria-label={shownNumber(props.petition)}>
      <h3>
        {shownNumber(props.petition)} <StateSign state={props.petition.state} />
      </h3>
      <p>
        <Marked value={marked()} />
      </p>
      <dl>
        <For each={rows().filter(([, value]) => value)}>
          {([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          )}
        </For>
      </dl>
    </section>
  );
}
