import { createEffect, createSignal, For, on, untrack } from 'solid-js';
import { amountOf, type EstimateLine, preparationBounds, totalOf } from '../../../shared/preparation.ts';
import { formatDong, groupedDigits } from '../../../shared/vietnamese/money.ts';
import { dongInWords } from '../../../shared/vietnamese/money-words.ts';
import { quantityText, readDong, readQuantity } from '../../../shared/vietnamese/typed-numbers.ts';
import { documentTexts } from '../../i18n/documents.ts';
import { Button, TextField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import styles from './preparation.module.css';

/** A number typed the Vietnamese way; what cannot be read stays in the box and keeps the form from being saved. */
function NumberBox(props: {
  label: string;
  value: number;
  most: number;
  read: (typed: string) => number | null;
  write: (value: number) => string;
  wrong: string;
  set: (value: number) => void;
}) {
  const [typed, setTyped] = createSignal(props.write(props.value));
  const amountIn = (text: string) => {
    const value = props.read(text);
    return value !== null && value <= props.most ? value : null;
  };
  // The value also changes from outside: the stored lines are taken, a line above is removed.
  createEffect(
    on(
      () => props.value,
      (value) => {
        if (amountIn(untrack(typed)) !== value) setTyped(props.write(value));
      },
      { defer: true },
    ),
  );
  const wrong = () => (amountIn(typed()) === null ? props.wrong : '');
  return (
    <TextField
      ref={(box) => createEffect(() => box.setCustomValidity(wrong()))}
      label={props.label}
      error={wrong()}
      inputMode="decimal"
      value={typed()}
      onInput={(event) => {
        setTyped(event.currentTarget.value);
        const value = amountIn(event.currentTarget.value);
        if (value !== null) props.set(value);
      }}
      onBlur={() => {
        if (wrong() === '') setTyped(props.write(props.value));
      }}
    />
  );
}

/** The lines of the estimate, their amounts and the total in digits and words. */
export function EstimateRows(props: {
  lines: readonly EstimateLine[];
  edit: (index: number, values: Partial<EstimateLine>) => void;
  add: () => void;
  remove: (index: number) => void;
  /** No further line is taken. */
  full: boolean;
}) {
  let root: HTMLDivElement | undefined;
  const total = () => totalOf(props.lines);
  const addAndGo = () => {
    props.add();
    queueMicrotask(() => {
      const rows = root?.querySelectorAll<HTMLElement>('[data-cost]');
      rows?.[rows.length - 1]?.querySelector('input')?.focus();
    });
  };
  return (
    <div ref={root} class={styles.costs}>
      <For each={props.lines}>
        {(line, index) => (
          <div class={styles.cost} data-cost>
            <TextField
              label={documentTexts().item(index() + 1)}
              required
              maxLength={preparationBounds.line}
              value={line.item}
              onInput={(event) => props.edit(index(), { item: event.currentTarget.value })}
            />
            <TextField
              label={documentTexts().unit}
              maxLength={preparationBounds.line}
              value={line.unit}
              onInput={(event) => props.edit(index(), { unit: event.currentTarget.value })}
            />
            <NumberBox
              label={documentTexts().quantity}
              value={line.quantity}
              most={preparationBounds.quantity}
              read={readQuantity}
              write={quantityText}
              wrong={documentTexts().wrongQuantity}
              set={(quantity) => props.edit(index(), { quantity })}
            />
            <NumberBox
              label={documentTexts().unitPrice}
              value={line.unitPrice}
              most={preparationBounds.unitPrice}
              read={readDong}
              write={groupedDigits}
              wrong={documentTexts().wrongPrice}
              set={(unitPrice) => props.edit(index(), { unitPrice })}
            />
            <TextField
              label={documentTexts().note}
              maxLength={preparationBounds.line}
              value={line.note}
              onInput={(event) => props.edit(index(), { note: event.currentTarget.value })}
            />
            <p class={styles.amount}>
              <span class={page.muted}>{documentTexts().amount}</span>
              <span>{formatDong(amountOf(line))}</span>
            </p>
            <Button
              kind="quiet"
              icon="close"
              aria-label={documentTexts().removeCost(line.item || documentTexts().noName)}
              onClick={() => props.remove(index())}
            />
          </div>
        )}
      </For>
      <div class={page.row}>
        <Button icon="add" disabled={props.full} onClick={addAndGo}>
          {documentTexts().addCost}
        </Button>
      </div>
      <p class={styles.total} role="status" data-testid="total">
        <strong>
          {documentTexts().total}: {formatDong(total())}
        </strong>
        <span lang="vi">{dongInWords(total())}</span>
      </p>
    </div>
  );
}
