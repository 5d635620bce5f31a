import { A } from '@solidjs/router';
import { createEffect, createResource, createSignal, For, Show } from 'solid-js';
import type { Dialogue } from '../../../shared/dialogue.ts';
import type { KeptPlan } from '../../../shared/plan/plan.ts';
import { loadOffice, loadPlans } from '../../data.ts';
import { pages } from '../../i18n/pages.ts';
import { t } from '../../i18n/plan.ts';
import { readKept } from '../../kept.ts';
import { Button, Notice, SelectField } from '../../ui/controls.tsx';
import { known } from '../../ui/known.ts';
import page from '../../ui/page.module.css';
import { ImportStart } from './import-start.tsx';
import { LivePlan } from './live-plan.tsx';
import type { Work } from './model.ts';
import { NewPlan, workKey } from './new-plan.tsx';
import styles from './plan.module.css';

/** What the page shows: the way in, a new plan that is being corrected, or a stored one by its id. */
type View = { work: Work; restored: boolean } | { planId: string } | 'import';

/** The plans of the years: entered from a text, corrected, edited. */
export default function PlanPage() {
  const [plans, { mutate }] = createResource(loadPlans);
  const [office] = createResource(loadOffice);
  const [view, setView] = createSignal<View | null>(null);
  const [made, setMade] = createSignal<Dialogue[] | null>(null);

  const openImport = () => {
    const kept = readKept<Work>(workKey(''));
    setView(kept ? { work: kept, restored: true } : 'import');
  };
  const openNewest = () => {
    const [newest] = plans() ?? [];
    if (newest) setView({ planId: newest.id });
    else setView('import');
  };
  /** A reading that was left unfinished comes first, then the newest plan. */
  createEffect(() => {
    if (!plans() || view() !== null) return;
    if (readKept(workKey(''))) openImport();
    else openNewest();
  });

  /** The new plan on show, or null. */
  const current = () => {
    const shown = view();
    return shown !== null && shown !== 'import' && 'work' in shown ? shown : null;
  };
  const storedId = () => {
    const shown = view();
    return shown !== null && shown !== 'import' && 'planId' in shown ? shown.planId : '';
  };
  const storedPlan = () => plans()?.find(({ id }) => id === storedId()) ?? null;
  const took = ({ plan, dialogues }: KeptPlan) => {
    mutate([plan, ...(plans() ?? []).filter(({ id }) => id !== plan.id)].sort((a, b) => b.year - a.year));
    setMade(dialogues);
    setView({ planId: plan.id });
    window.scrollTo({ top: 0 });
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
            <Show when={storedId()} fallback={<Button onClick={openNewest}>{t().back}</Button>}>
              {(planId) => (
                <>
                  <SelectField
                    label={t().year}
                    value={planId()}
                    onChange={(event) => {
                      setMade(null);
                      setView({ planId: event.currentTarget.value });
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
      <Show when={view() === 'import'}>
        <ImportStart read={(work) => setView({ work, restored: false })} />
      </Show>
      <Show when={storedId()} keyed>
        {(planId) => (
          <Show when={storedPlan()}>
            {(plan) => <LivePlan planId={planId} year={plan().year} made={took} />}
          </Show>
        )}
      </Show>
      <Show when={current()} keyed>
        {({ work, restored }) => (
          <NewPlan
            work={work}
            restored={restored}
            units={known(office)?.units ?? []}
            saved={took}
            dropped={openNewest}
          />
        )}
      </Show>
    </div>
  );
}
