import { createSignal, For, Index, Show } from 'solid-js';
import {
  type AssignablePart,
  assignableDialogueParts,
  assignableParts,
} from '../../../shared/plan/assign.ts';
import { partName, t } from '../../i18n/plan.ts';
import { Button } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import { blockId, type PlanModel } from './model.ts';
import styles from './plan.module.css';

/** Lines drawn at once; each has a choice of every part. */
const step = 100;

/** The lines that no part took: each can be given to a part, or deleted on purpose. */
export function Unplaced(props: { model: PlanModel }) {
  const lines = () => props.model.plan.unplaced;
  const [room, setRoom] = createSignal(step);
  const dialogues = () => Math.max(1, props.model.plan.dialogues.length);
  const assign = (index: number, choice: string) => {
    const [part, dialogue] = choice.split(':');
    const known = [...assignableParts, ...assignableDialogueParts].find((name) => name === part);
    if (known) props.model.assign(index, known satisfies AssignablePart, Number(dialogue ?? -1));
  };
  return (
    <Show when={lines().length > 0}>
      <section class={`${page.card} ${styles.unplacedCard}`} id={blockId('unplaced')} tabIndex={-1}>
        <h2>
          <Icon name="warning" /> {t().unplacedTitle(lines().length)}
        </h2>
        <p class={page.lead}>{t().unplacedLead}</p>
        <ul class={styles.unplacedList}>
          <Index each={lines().slice(0, room())}>
            {(line, index) => (
              <li>
                <span class={styles.lineText}>{line()}</span>
                <select
                  class={styles.assign}
                  aria-label={t().assignTo(line().slice(0, 60))}
                  value=""
                  onChange={(event) => {
                    assign(index, event.currentTarget.value);
                    event.currentTarget.value = '';
                  }}
                >
                  <option value="">{t().assignHere}</option>
                  <For each={Array.from({ length: dialogues() }, (_, at) => at)}>
                    {(at) => (
                      <optgroup label={t().dialogue(at + 1)}>
                        <For each={assignableDialogueParts}>
                          {(part) => <option value={`${part}:${at}`}>{partName(part)}</option>}
                        </For>
                      </optgroup>
                    )}
                  </For>
                  <optgroup label={t().year}>
                    <For each={assignableParts}>
                      {(part) => <option value={part}>{partName(part)}</option>}
                    </For>
                  </optgroup>
                </select>
                <Button
                  kind="quiet"
                  icon="close"
                  aria-label={t().removeLine(line().slice(0, 60))}
                  onClick={() => props.model.removeUnplaced(index)}
                />
              </li>
            )}
          </Index>
        </ul>
        <Show when={lines().length > room()}>
          <Button onClick={() => setRoom(room() + step)}>{t().moreLines(lines().length - room())}</Button>
        </Show>
      </section>
    </Show>
  );
}
