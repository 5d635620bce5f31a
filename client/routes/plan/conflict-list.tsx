import { createEffect, createMemo, createResource, For, on, onCleanup, Show } from 'solid-js';
import { readPlan } from '../../../shared/docs/plan.ts';
import { wholeCalendar } from '../../../shared/plan/calendar.ts';
import { conflictsOf } from '../../../shared/plan/conflicts.ts';
import type { WorkCalendar } from '../../../shared/working-days.ts';
import { loadDialogues, loadPlans } from '../../data.ts';
import { conflictWords, calendarTexts as t } from '../../i18n/calendar.ts';
import { Notice } from '../../ui/controls.tsx';
import { known } from '../../ui/known.ts';
import type { Link } from './link.ts';
import { blockId, type PlanModel } from './model.ts';
import styles from './plan.module.css';

/** The server has taken what was typed, and its dialogues too, this long after the last letter, ms. */
const settled = 3_000;

/** Dialogues of this plan that stand in each other's way, or in that of another; days on which nobody works. */
export function ConflictList(props: {
  planId: string;
  model: PlanModel;
  link: Link;
  /** The office's calendar. */
  days: WorkCalendar;
}) {
  const [others, { refetch }] = createResource(loadAll);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(
    on(
      props.model.version,
      () => {
        clearTimeout(timer);
        timer = setTimeout(() => void refetch(), settled);
      },
      { defer: true },
    ),
  );
  const stored = createMemo(() => wholeCalendar(known(others)?.plans ?? [], known(others)?.dialogues ?? []));
  const calendar = createMemo(() => {
    props.model.version();
    const all = known(others);
    const id = props.planId;
    const now = { ...readPlan(props.model.doc), id };
    const rest = all?.plans.filter((plan) => plan.id !== id) ?? [];
    // What this plan says counts here at once, also before its dialogues have taken it.
    const own = new Set(now.dialogues.map(({ dialogueId }) => dialogueId));
    const dialogues = all?.dialogues.filter((dialogue) => !own.has(dialogue.id)) ?? [];
    return wholeCalendar([now, ...rest], dialogues);
  });
  const mine = createMemo(() => {
    const { dialogues, tasks } = calendar();
    const own = new Set([
      ...dialogues.filter(({ planId }) => planId === props.planId).map(({ key }) => key),
      ...tasks.filter(({ planId }) => planId === props.planId).map(({ taskId }) => taskId),
    ]);
    const live = conflictsOf(calendar(), props.days).filter(({ of, other }) => own.has(of) || own.has(other));
    // What the dialogues' own pages say otherwise is told by the two as the server had them at one time.
    const made = conflictsOf(stored(), props.days);
    return [
      ...live.map((conflict) => ({ conflict, words: conflictWords(conflict, calendar()) })),
      ...made
        .filter(({ kind, of }) => kind === 'differs' && own.has(of))
        .map((conflict) => ({ conflict, words: conflictWords(conflict, stored()) })),
    ];
  });
  const block = (key: string) => {
    const entry = key.slice(props.planId.length + 1);
    return props.model.planned(entry) ? blockId('schedule', entry) : blockId('tasks');
  };
  return (
    <Show when={mine().length > 0}>
      <Notice kind="warn">
        <strong>{t().conflicts(mine().length)}</strong>
        <ul class={styles.notes} data-conflicts>
          <For each={mine()}>
            {({ conflict, words }) => (
              <li data-conflict={conflict.kind}>
                <button
                  type="button"
                  class={styles.problem}
                  onClick={() => props.link.toBlock(block(conflict.of))}
                >
                  {words}
                </button>
              </li>
            )}
          </For>
        </ul>
      </Notice>
    </Show>
  );
}

async function loadAll() {
  return { plans: await loadPlans(), dialogues: await loadDialogues() };
}
