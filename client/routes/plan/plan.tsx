import { A } from '@solidjs/router';
import { createEffect, createResource, createSignal, For, Show } from 'solid-js';
import type { Dialogue } from '../../../shared/dialogue.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { api } from '../../api.ts';
import { pages } from '../../i18n/pages.ts';
import { t } from '../../i18n/plan.ts';
import { readKept } from '../../kept.ts';
import { Button, Notice, SelectField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { ImportStart } from './import-start.tsx';
import type { Work } from './model.ts';
import styles from './plan.module.css';
import { PlanDocuments } from './plan-documents.tsx';
import { Workbench, workKey } from './workbench.tsx';

/** What the page shows: the way in, or a plan being edited. */
type View = { work: Work; restored: boolean } | 'import';

async function loadPlans(): Promise<Plan[]> {
  return (await api.plans.$get()).json();
}

/** The plans of the years: entered from a text, corrected, edited. */
export default function PlanPage() {
  const [plans, { mutate }] = createResource(loadPlans);
  const [view, setView] = createSignal<View | null>(null);
  const [made, setMade] = createSignal<Dialogue[] | null>(null);

  const openPlan = (plan: Plan) => {
    const kept = readKept<Work>(workKey(plan.id));
    const { id: planId, revision, ...draft } = plan;
    setView({
      work: kept ?? { planId, revision, plan: draft, lines: [], notes: [] },
      restored: kept !== null,
    });
  };
  const openImport = () => {
    const kept = readKept<Work>(workKey(''));
    setView(kept ? { work: kept, restored: true } : 'import');
  };
  /** A reading that was left unfinished comes first, then the newest plan. */
  const openFirst = () => {
    const [newest] = plans() ?? [];
    if (newest && !readKept(workKey(''))) openPlan(newest);
    else openImport();
  };
  const backToPlans = () => {
    const [newest] = plans() ?? [];
    if (newest) openPlan(newest);
  };
  createEffect(() => {
    if (plans() && view() === null) openFirst();
  });

  const current = () => {
    const shown = view();
    return shown !== null && shown !== 'import' ? shown : null;
  };
  /** The plan on show as it is stored; null while a new one is entered. */
  const storedPlan = () => plans()?.find(({ id }) => id === current()?.work.planId) ?? null;
  const saved = (plan: Plan, dialogues: Dialogue[]) => {
    mutate([plan, ...(plans() ?? []).filter(({ id }) => id !== plan.id)].sort((a, b) => b.year - a.year));
    setMade(dialogues);
    openPlan(plan);
    window.scrollTo({ top: 0 });
  };
  const dropped = async () => {
    setMade(null);
    const planId = current()?.work.planId;
    if (planId) mutate(await loadPlans());
    const stored = (plans() ?? []).find(({ id }) => id === planId) ?? plans()?.[0];
    if (stored) openPlan(stored);
    else setView('import');
  };

  return (
    <div class={page.page} classList={{ [styles.wide ?? '']: (current()?.work.lines.length ?? 0) > 0 }}>
      <div class={page.head}>
        <div>
          <h1>{t().title}</h1>
          <p class={page.lead}>{t().lead}</p>
        </div>
        <Show when={(plans()?.length ?? 0) > 0}>
          <div class={styles.choose}>
            <Show when={current()?.work.planId} fallback={<Button onClick={backToPlans}>{t().back}</Button>}>
              {(planId) => (
                <>
                  <SelectField
                    label={t().year}
                    value={planId()}
                    onChange={(event) => {
                      const chosen = plans()?.find(({ id }) => id === event.currentTarget.value);
                      setMade(null);
                      if (chosen) openPlan(chosen);
                    }}
                  >
                    <For each={plans()}>
                      {(plan) => (
                        <option value={plan.id} selected={plan.id === planId()}>
                          {t().yearOf(plan.year, plan.number)}
                        </option>
                      )}
                    </For>
                  </SelectField>
                  <Button
                    icon="add"
                    onClick={() => {
                      setMade(null);
                      openImport();
                    }}
                  >
                    {t().importAnother}
                  </Button>
                </>
              )}
            </Show>
          </div>
        </Show>
      </div>
      <Show when={made()}>
        {(dialogues) => (
          <Notice kind="done">
            {t().saved} {t().made}
            <ul class={styles.notes}>
              <For each={dialogues()}>
                {(dialogue) => (
                  <li>
                    <A href={`/dialogues/${dialogue.id}`}>{dialogue.title}</A> –{' '}
                    {pages().quarter(dialogue.quarter, dialogue.year)}
                  </li>
                )}
              </For>
            </ul>
          </Notice>
        )}
      </Show>
      <Show when={storedPlan()}>{(plan) => <PlanDocuments plan={plan()} />}</Show>
      <Show when={view() === 'import'}>
        <ImportStart read={(work) => setView({ work, restored: false })} />
      </Show>
      <Show when={current()} keyed>
        {({ work, restored }) => (
          <Workbench work={work} restored={restored} saved={saved} dropped={() => void dropped()} />
        )}
      </Show>
    </div>
  );
}
