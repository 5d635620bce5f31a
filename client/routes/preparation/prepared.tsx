import { For, Show } from 'solid-js';
import type { Preparation } from '../../../shared/preparation.ts';
import { documentTexts } from '../../i18n/documents.ts';
import { workTexts } from '../../i18n/work.ts';
import { writtenDay } from '../../ui/lines.ts';
import page from '../../ui/page.module.css';
import styles from './preparation.module.css';

/** What the office has prepared, for who may read it and not change it. */
export function Prepared(props: { preparation: Preparation }) {
  const parts = (): [label: string, lines: string[]][] => {
    const { date, startsAt, contents, notes, duties, guests, groups } = props.preparation;
    const texts = documentTexts();
    const all: [string, string[]][] = [
      [texts.date, [writtenDay(date)]],
      [texts.startsAt, [startsAt]],
      [texts.contents, contents],
      [texts.notes, notes],
      [texts.duties, duties],
      [texts.guests, guests],
      [texts.groups, groups],
    ];
    return all.map(([label, lines]) => [label, lines.filter(Boolean)]);
  };
  return (
    <section class={page.card}>
      <h3>{workTexts().prepared}</h3>
      <p class={page.lead}>{workTexts().estimateOnly}</p>
      <dl class={styles.prepared}>
        <For each={parts().filter(([, lines]) => lines.length > 0)}>
          {([label, lines]) => (
            <div>
              <dt>{label}</dt>
              <For each={lines}>{(line) => <dd>{line}</dd>}</For>
            </div>
          )}
        </For>
      </dl>
      <Show when={parts().every(([, lines]) => lines.length === 0)}>
        <p class={page.muted}>{workTexts().empty}</p>
      </Show>
    </section>
  );
}
