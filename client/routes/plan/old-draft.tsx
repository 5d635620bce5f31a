import { createSignal, Show } from 'solid-js';
import { readPlan } from '../../../shared/docs/plan.ts';
import { writePlan } from '../../../shared/docs/plan-write.ts';
import { comparePlans } from '../../../shared/plan/compare.ts';
import { t } from '../../i18n/plan.ts';
import { readKept, writeKept } from '../../kept.ts';
import { Button, Notice } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { ChangeList } from './change-list.tsx';
import type { PlanModel, Work } from './model.ts';
import { workKey } from './new-plan.tsx';

/**
 * What was typed on this device and not saved when a plan was still saved as a whole: shown as what it would change, and
 * taken into the plan or dropped by whoever typed it.
 */
export function OldDraft(props: { planId: string; model: PlanModel }) {
  const [work, setWork] = createSignal(readKept<Work>(workKey(props.planId)));
  const done = () => {
    writeKept(workKey(props.planId), null);
    setWork(null);
  };
  const take = (draft: Work) => {
    writePlan(props.model.doc, draft.plan);
    done();
  };
  return (
    <Show when={work()}>
      {(draft) => (
        <Notice kind="warn">
          <p>{t().oldDraft}</p>
          <ChangeList changes={comparePlans(readPlan(props.model.doc), draft().plan)} />
          <div class={page.row}>
            <Button disabled={props.model.readOnly()} onClick={() => take(draft())}>
              {t().takeDraft}
            </Button>
            <Button onClick={done}>{t().dropDraft}</Button>
          </div>
        </Notice>
      )}
    </Show>
  );
}
