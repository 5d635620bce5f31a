import { createEffect, createSignal, For, on, Show } from 'solid-js';
import type { Dialogue } from '../../../shared/dialogue.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { ApiError, api, messageOf } from '../../api.ts';
import { noteSentence, t } from '../../i18n/plan.ts';
import { writeKept } from '../../kept.ts';
import { Button, Notice } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createLink } from './link.ts';
import { createPlanModel, type Work } from './model.ts';
import styles from './plan.module.css';
import { PlanForm } from './plan-form.tsx';
import { type Problem, problemsOf } from './problems.ts';
import { SourcePane } from './source-pane.tsx';

/** Where a work that is not saved yet is kept on this device. */
export function workKey(planId: string): string {
  return `plan.${planId || 'new'}`;
}

interface WorkbenchProps {
  work: Work;
  /** The work was not saved when the page was left. */
  restored: boolean;
  saved: (plan: Plan, dialogues: Dialogue[]) => void;
  /** Drops the work: back to what is stored. */
  dropped: () => void;
}

/** The plan in its form, beside the text it was read from; every change is kept on this device until it is saved. */
export function Workbench(props: WorkbenchProps) {
  const work = props.work;
  const model = createPlanModel(work);
  const link = createLink(model.lines);
  const [problems, setProblems] = createSignal<Problem[]>([]);
  const [error, setError] = createSignal<unknown>(null);
  const [saving, setSaving] = createSignal(false);
  const isNew = work.planId === '';
  const beside = work.lines.length > 0;
  const notes = () =>
    work.notes.filter(({ code }) => code !== 'unplacedLines' || model.plan.unplaced.length > 0);

  createEffect(
    on(
      () => [JSON.stringify(model.plan), model.lines()] as const,
      () => writeKept(workKey(work.planId), { ...work, plan: model.snapshot(), lines: model.lines() }),
      { defer: !isNew },
    ),
  );

  const store = async (revision: number) => {
    const plan = model.snapshot();
    if (isNew) return (await api.plans.$post({ json: plan })).json();
    return (await api.plans[':id'].$put({ param: { id: work.planId }, json: { revision, plan } })).json();
  };
  const save = async (revision: () => Promise<number>) => {
    setError(null);
    setProblems(problemsOf(model.snapshot(), model.keys()));
    if (problems().length > 0) return;
    setSaving(true);
    try {
      const { plan, dialogues } = await store(await revision());
      writeKept(workKey(work.planId), null);
      props.saved(plan, dialogues);
    } catch (reason) {
      setError(reason);
    } finally {
      setSaving(false);
    }
  };
  const overwrite = () =>
    save(async () => (await (await api.plans[':id'].$get({ param: { id: work.planId } })).json()).revision);
  const drop = () => {
    writeKept(workKey(work.planId), null);
    props.dropped();
  };
  const changedMeanwhile = () => {
    const reason = error();
    return reason instanceof ApiError && reason.code === 'changedMeanwhile';
  };

  return (
    <form
      class={styles.workbench}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(async () => work.revision);
      }}
    >
      <Show when={props.restored}>
        <Notice>
          <div class={page.row}>
            {t().restored}
            <Show when={!isNew}>
              <Button onClick={drop}>{t().dropDraft}</Button>
            </Show>
          </div>
        </Notice>
      </Show>
      <Show when={notes().length > 0}>
        <Notice kind="warn">
          <strong>{t().noteTitle}</strong>
          <ul class={styles.notes}>
            <For each={notes()}>{(note) => <li>{noteSentence(note.code, note.dialogue)}</li>}</For>
          </ul>
        </Notice>
      </Show>
      <Show when={isNew}>
        <div>
          <Button icon="undo" onClick={drop}>
            {t().discard}
          </Button>
        </div>
      </Show>
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
          <PlanForm model={model} link={link} />
        </div>
      </div>
      <div class={styles.saveBar}>
        <Show when={problems().length > 0}>
          <Notice kind="error">
            {t().errorsTitle}
            <ul class={styles.notes}>
              <For each={problems()}>
                {(problem) => (
                  <li>
                    <button type="button" class={styles.problem} onClick={() => link.toBlock(problem.block)}>
                      {problem.sentence}
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </Notice>
        </Show>
        <Show when={error()}>
          <Notice kind="error">
            {messageOf(error())}
            <Show when={changedMeanwhile()}>
              <div class={page.row}>
                <Button onClick={overwrite}>{t().overwrite}</Button>
                <Button onClick={drop}>{t().takeTheirs}</Button>
              </div>
            </Show>
          </Notice>
        </Show>
        <div class={page.actions}>
          <Button kind="primary" type="submit" icon="check" disabled={saving()}>
            {saving() ? t().saving : isNew ? t().save : t().saveEdit}
          </Button>
        </div>
      </div>
    </form>
  );
}
