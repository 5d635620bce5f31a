import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import type { Petition } from '../../shared/petition.ts';
import { t } from '../i18n/board.ts';
import { TextField } from '../ui/controls.tsx';
import styles from './detail.module.css';
import { matcher, noFilter } from './filter.ts';
import { shownNumber, useBoard } from './model.ts';

const offered = 6;

/** Chooses the petition that this one is merged into: those of the same field first. */
export default function MergePicker(props: { petition: Petition }) {
  const board = useBoard();
  const [text, setText] = createSignal('');
  const group = createUniqueId();
  const found = createMemo(() => {
    const { id, field, mergedInto } = props.petition;
    const matches = matcher({ ...noFilter, text: text() }, (other) => board.citizens.get(other)?.name ?? '');
    const others = board.petitions
      .all()
      .filter((other) => other.id !== id && other.state !== 'merged' && other.state !== 'withdrawn')
      .filter((other) => other.id === mergedInto || matches(other));
    const rank = (other: Petition) => (other.id === mergedInto ? 0 : other.field === field ? 1 : 2);
    return others.sort((a, b) => rank(a) - rank(b)).slice(0, offered);
  });
  return (
    <fieldset class={styles.merge}>
      <legend>{t().mergedInto}</legend>
      <TextField
        label={t().mergeSearch}
        type="search"
        data-field="mergedInto"
        value=""
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <Show when={found().length > 0} fallback={<p>{t().mergeNone}</p>}>
        <For each={found()}>
          {(other) => (
            <label class={styles.check}>
              <input
                type="radio"
                name={group}
                checked={props.petition.mergedInto === other.id}
                onChange={() => board.set(props.petition.id, { mergedInto: other.id })}
              />
              <span class={styles.oneLine}>
                <strong>{shownNumber(other)}</strong> {other.content || t().noContent}
              </span>
            </label>
          )}
        </For>
      </Show>
    </fieldset>
  );
}
