import { For, Show } from 'solid-js';
import { amountOf, type EstimateLine, totalOf } from '../../../shared/preparation.ts';
import { formatDong } from '../../../shared/vietnamese/money.ts';
import { dongInWords } from '../../../shared/vietnamese/money-words.ts';
import { quantityText } from '../../../shared/vietnamese/typed-numbers.ts';
import { documentTexts } from '../../i18n/documents.ts';
import page from '../../ui/page.module.css';
import styles from './preparation.module.css';

/** The estimate for who reads it and does not write it: its lines, their amounts, the total in digits and words. */
export function EstimateTable(props: { lines: readonly EstimateLine[] }) {
  const t = documentTexts;
  return (
    <section class={page.card} aria-labelledby="estimate-read">
      <h3 id="estimate-read">{t().costs}</h3>
      <Show when={props.lines.length > 0} fallback={<p class={page.muted}>{t().noCosts}</p>}>
        <ul class={styles.costList}>
          <For each={props.lines}>
            {(line) => (
              <li>
                <span class={styles.costItem}>
                  {line.item}
                  <Show when={line.note}>{(note) => <span class={page.muted}> ({note()})</span>}</Show>
                </span>
                <span class={page.muted}>
                  {quantityText(line.quantity)} {line.unit} × {formatDong(BigInt(line.unitPrice))}
                </span>
                <strong>{formatDong(amountOf(line))}</strong>
              </li>
            )}
          </For>
        </ul>
        <p class={styles.total}>
          <strong>
            {t().total}: {formatDong(totalOf(props.lines))}
          </strong>
          <span lang="vi">{dongInWords(totalOf(props.lines))}</span>
        </p>
      </Show>
    </section>
  );
}
