import { createEffect, createSignal, For, on, onCleanup, Show } from 'solid-js';
import * as Y from 'yjs';
import { readPlan } from '../../../shared/docs/plan.ts';
import { countedIds, writePlan } from '../../../shared/docs/plan-write.ts';
import type { KeptPlan } from '../../../shared/plan/plan.ts';
import { api, messageOf } from '../../api.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { noteSentence, t } from '../../i18n/plan.ts';
import { writeKept } from '../../kept.ts';
import { Button, Notice } from '../../ui/controls.tsx';
import { HallButton, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createLink } from './link.ts';
import { createPlanModel, type Work } from './model.ts';
import styles from './plan.module.css';
import { PlanForm } from './plan-form.tsx';
import { ProblemList } from './problem-list.tsx';
import { type Problem, problemsOf } from './problems.ts';
import { SourcePane } from './source-pane.tsx';

/** Where a work that is not saved yet is kept on this device. */
export function workKey(planId: string): string {
  return `plan.${planId || 'new'}`;
}

interface NewPlanProps {
  work: Work;
  /** The work was not saved when the page was left. */
  restored: boolean;
  /** Units of the office, to choose from. */
  units: readonly string[];
  saved: (kept: KeptPlan) => void;
  /** Drops the work: back to what is stored. */
  dropped: () => void;
}

/** A new plan in its form, beside the text it was read from; every change is kept on this device until it is saved. */
export function NewPlan(props: NewPlanProps) {
  const { work } = props;
  const doc = new Y.Doc();
  onCleanup(() => doc.destroy());
  writePlan(doc, work.plan, countedIds());
  const written = readPlan(doc);
  const taken = new Set(
    [...written.dialogues, ...written.dialogues.flatMap(({ fields }) => fields), ...written.tasks].map(
      ({ id = '' }) => id,
    ),
  );
  for (const { tasks = [] } of written.tasks) for (const { id } of tasks) taken.add(id);
  const model = createPlanModel(doc, { lines: work.lines, ids: countedIds(taken) });
  const link = createLink(model.lines);
  const [problems, setProblems] = createSignal<Problem[]>([]);
  const [error, setError] = createSignal<unknown>(null);
  const [saving, setSaving] = createSignal(false);
  const beside = work.lines.length > 0;
  const notes = () =>
    work.notes.filter(({ code }) => code !== 'unplacedLines' || model.plan.unplaced.length > 0);

  createEffect(
    on([model.version, model.lines], () =>
      writeKept(workKey(''), { ...work, plan: readPlan(doc), lines: model.lines() }),
    ),
  );

  const save = async () => {
    setError(null);
    const plan = readPlan(doc);
    setProblems(problemsOf(plan));
    if (problems().length > 0) return;
    setSaving(true);
    try {
      const kept = await (await api.plans.$post({ json: plan })).json();
      writeKept(workKey(''), null);
      props.saved(kept);
    } catch (reason) {
      setError(reason);
    } finally {
      setSaving(false);
    }
  };
  const drop = () => {
    writeKept(workKey(''), null);
    props.dropped();
  };

  return (
    <form
      data-kept
      class={styles.workbench}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Show when={props.restored}>
        <Notice>{t().restored}</Notice>
      </Show>
      <Show when={notes().length > 0}>
        <Notice kind="warn">
          <strong>{t().noteTitle}</strong>
          <ul class={styles.notes}>
            <For each={notes()}>{(note) => <li>{noteSentence(note.code, note.dialogue)}</li>}</For>
          </ul>
        </Notice>
      </Show>
      <div>
        <Button icon="undo" onClick={drop}>
          {t().discard}
        </Button>
      </div>
      <Show when={beside}>
        <fieldset class={styles.sides} aria-label={t().shows}>
          <For each={['source', 'form'] as const}>
            {(side) => (
              <Button aria-pressed={link.side() === side} onClick={() => link.show(side)}>
                {side === 'source' ? t().source : t().proposal}
              </Button>
            )}
          </For>
        </fieldset>
      </Show>
      <div class={styles.panes} classList={{ [styles.two ?? '']: beside }} data-shows={link.side()}>
        <Show when={beside}>
          <SourcePane lines={model.lines()} link={link} />
        </Show>
        <div class={styles.form} data-side="form">
          <PlanForm model={model} link={link} units={props.units} />
        </div>
      </div>
      <div class={styles.saveBar}>
        <Show when={problems().length > 0}>
          <Notice kind="error">
            <ProblemList title={t().errorsTitle} problems={problems()} link={link} />
          </Notice>
        </Show>
        <Show when={error()}>
          <Notice kind="error">{messageOf(error())}</Notice>
        </Show>
        <NeedsHall>{offlineTexts().saveKept}</NeedsHall>
        <div class={page.actions}>
          <HallButton kind="primary" type="submit" icon="check" disabled={saving()}>
            {saving() ? t().saving : t().save}
          </HallButton>
        </div>
      </div>
    </form>
  );
}
