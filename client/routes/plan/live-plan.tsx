import { createMemo, createResource, createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { readPlan } from '../../../shared/docs/plan.ts';
import type { KeptPlan } from '../../../shared/plan/plan.ts';
import { api, messageOf } from '../../api.ts';
import { followVisitors } from '../../board/presence.ts';
import { loadOffice } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { t } from '../../i18n/plan.ts';
import { type OpenDocument, openPlan } from '../../sync/open-document.ts';
import { followPeers } from '../../sync/people.ts';
import { StatusBar } from '../../sync/status-bar.tsx';
import { Notice } from '../../ui/controls.tsx';
import { known } from '../../ui/known.ts';
import { HallButton, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { ConflictList } from './conflict-list.tsx';
import { inHall } from './in-hall.ts';
import { createLink } from './link.ts';
import { createPlanModel, type PlanModel } from './model.ts';
import { OldDraft } from './old-draft.tsx';
import styles from './plan.module.css';
import { PlanDocuments } from './plan-documents.tsx';
import { PlanForm } from './plan-form.tsx';
import { ProblemList } from './problem-list.tsx';
import { problemsOf } from './problems.ts';
import { Versions } from './versions.tsx';

/** A stored plan, edited by all who have it open. */
export function LivePlan(props: {
  planId: string;
  year: number;
  made: (kept: KeptPlan) => void;
}): JSX.Element {
  const document = openPlan(props.planId);
  return (
    <div class={styles.workbench}>
      <div class={styles.status}>
        <StatusBar documents={[document]} />
        <Together document={document} />
      </div>
      <Show
        when={document.ready()}
        fallback={
          <p class={page.muted} role="status">
            {common().loading}
          </p>
        }
      >
        <Desk planId={props.planId} year={props.year} document={document} made={props.made} />
      </Show>
    </div>
  );
}

/** Who else has the plan open. */
function Together(props: { document: OpenDocument }) {
  const peers = followPeers(props.document.awareness);
  const names = () => [...new Set(peers().map(({ name }) => name))].join(', ');
  return (
    <Show when={names()}>
      {(all) => (
        <p class={styles.help} data-together>
          {t().together(all())}
        </p>
      )}
    </Show>
  );
}

function Desk(props: {
  planId: string;
  year: number;
  document: OpenDocument;
  made: (kept: KeptPlan) => void;
}) {
  const { awareness, doc } = props.document;
  const model = createPlanModel(doc, { readOnly: () => props.document.mode() !== 'write' });
  const [office] = createResource(loadOffice);
  const link = createLink(model.lines, {
    others: followVisitors(awareness, 'part'),
    here: (part) => awareness.setLocalStateField('where', { part }),
  });
  onCleanup(() => awareness.setLocalStateField('where', null));
  return (
    <>
      <OldDraft planId={props.planId} model={model} />
      <PlanDocuments planId={props.planId} year={props.year} unplaced={model.plan.unplaced.length} />
      <Versions planId={props.planId} model={model} document={props.document} />
      <ConflictList planId={props.planId} model={model} link={link} days={known(office) ?? []} />
      <div class={styles.form}>
        <PlanForm model={model} link={link} units={known(office)?.units ?? []} />
      </div>
      <MakeBar planId={props.planId} model={model} document={props.document} made={props.made}>
        {(problems) => <ProblemList title={t().lacking} problems={problems()} link={link} />}
      </MakeBar>
    </>
  );
}

/** Dialogues of the plan that are not made yet: made by a request, since the server makes them with their minutes. */
function MakeBar(props: {
  planId: string;
  model: PlanModel;
  document: OpenDocument;
  made: (kept: KeptPlan) => void;
  children: (problems: () => ReturnType<typeof problemsOf>) => JSX.Element;
}) {
  const [error, setError] = createSignal<unknown>(null);
  const [busy, setBusy] = createSignal(false);
  const problems = createMemo(() => {
    props.model.version();
    return problemsOf(readPlan(props.model.doc));
  });
  const missing = () => props.model.plan.dialogues.filter(({ dialogueId }) => dialogueId === '').length;
  const make = async () => {
    setError(null);
    setBusy(true);
    try {
      await inHall(props.document);
      const param = { id: props.planId };
      props.made(await (await api.plans[':id'].dialogues.$post({ param })).json());
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Show when={missing() > 0 || problems().length > 0}>
      <div class={styles.saveBar}>
        <Show when={problems().length > 0}>
          <Notice kind="warn">{props.children(problems)}</Notice>
        </Show>
        <Show when={error()}>
          <Notice kind="error">{messageOf(error())}</Notice>
        </Show>
        <Show when={missing() > 0}>
          <NeedsHall>{offlineTexts().saveKept}</NeedsHall>
          <div class={page.actions}>
            <HallButton kind="primary" icon="add" disabled={busy()} onClick={() => void make()}>
              {t().makeDialogues(missing())}
            </HallButton>
          </div>
        </Show>
      </div>
    </Show>
  );
}
