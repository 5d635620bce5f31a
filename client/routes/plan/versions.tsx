import { createEffect, createMemo, createResource, createSignal, For, on, Show } from 'solid-js';
import { readPlan } from '../../../shared/docs/plan.ts';
import { comparePlans } from '../../../shared/plan/compare.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { api, messageOf } from '../../api.ts';
import { shortDay } from '../../board/days.ts';
import { loadPlanVersion, loadPlanVersions } from '../../data.ts';
import { planHistoryTexts as t } from '../../i18n/plan-history.ts';
import type { OpenDocument } from '../../sync/open-document.ts';
import { Button, Notice, SelectField, TextField } from '../../ui/controls.tsx';
import { known } from '../../ui/known.ts';
import { hallTime } from '../../ui/lines.ts';
import { HallButton, HallLink, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { ChangeList } from './change-list.tsx';
import { inHall } from './in-hall.ts';
import type { PlanModel } from './model.ts';
import styles from './plan.module.css';

/** Versions of a plan as they were issued: kept, compared in words, gone back to as a new edit. */
export function Versions(props: { planId: string; model: PlanModel; document: OpenDocument }) {
  const [versions, { refetch }] = createResource(() => props.planId, loadPlanVersions);
  const all = () => known(versions) ?? [];
  const [said, setSaid] = createSignal('');
  return (
    <section class={page.card} aria-labelledby="plan-versions">
      <h2 id="plan-versions">{t().title}</h2>
      <p class={page.lead}>{t().lead}</p>
      <Show when={all().length > 0} fallback={<p class={page.muted}>{t().none}</p>}>
        <ul class={styles.versions}>
          <For each={all()}>
            {(version) => (
              <li data-version={version.id}>
                <strong>{t().version(version.name, version.number, shortDay(version.issuedOn))}</strong>
                <span class={page.muted}>{t().keptBy(version.keptBy, hallTime(version.keptAt))}</span>
                <HallLink
                  href={`/api/plans/${props.planId}/versions/${version.id}/documents/plan.pdf`}
                  icon="document"
                  label={t().openVersion(version.name, shortDay(version.issuedOn))}
                >
                  PDF
                </HallLink>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <KeepForm
        {...props}
        kept={(name) => {
          setSaid(t().kept(name));
          void refetch();
        }}
      />
      <Show when={all().length > 0}>
        <Compare {...props} versions={all()} wentBack={(name) => setSaid(t().wentBack(name))} />
      </Show>
      <p role="status" class={styles.said}>
        {said()}
      </p>
    </section>
  );
}

function KeepForm(props: {
  planId: string;
  model: PlanModel;
  document: OpenDocument;
  kept: (name: string) => void;
}) {
  const [name, setName] = createSignal('');
  const [number, setNumber] = createSignal('');
  const [day, setDay] = createSignal('');
  const [error, setError] = createSignal<string>('');
  const [busy, setBusy] = createSignal(false);
  // What the plan says already is what it will be issued as, most of the time.
  createEffect(
    on(
      () => [props.model.plan.number, props.model.plan.date] as const,
      ([planNumber, date]) => {
        setNumber(planNumber);
        setDay(date);
      },
    ),
  );
  const keep = async () => {
    setError('');
    const json = { name: name().trim() || t().issued, number: number().trim(), issuedOn: day() };
    if (!/\d/.test(json.number) || json.issuedOn === '') {
      setError(t().needs);
      return;
    }
    setBusy(true);
    try {
      await inHall(props.document);
      await api.plans[':id'].versions.$post({ param: { id: props.planId }, json });
      setName('');
      props.kept(json.name);
    } catch (reason) {
      setError(messageOf(reason));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      class={styles.keepForm}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <div class={styles.short}>
        <TextField
          label={t().name}
          placeholder={t().issued}
          maxLength={500}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <TextField
          label={t().number}
          value={number()}
          onInput={(event) => setNumber(event.currentTarget.value)}
        />
        <TextField
          label={t().issuedOn}
          type="date"
          value={day()}
          onInput={(event) => setDay(event.currentTarget.value)}
        />
      </div>
      <Show when={error()}>{(sentence) => <Notice kind="error">{sentence()}</Notice>}</Show>
      <NeedsHall />
      <div>
        <HallButton type="submit" icon="check" disabled={busy()}>
          {busy() ? t().keeping : t().keep}
        </HallButton>
      </div>
    </form>
  );
}

/** The plan as it is now, among the choices of what is compared. */
const now = 'now';

function Compare(props: {
  planId: string;
  model: PlanModel;
  document: OpenDocument;
  versions: Awaited<ReturnType<typeof loadPlanVersions>>;
  wentBack: (name: string) => void;
}) {
  const [from, setFrom] = createSignal(props.versions.at(-1)?.id ?? now);
  const [to, setTo] = createSignal(now);
  const [asked, setAsked] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const [busy, setBusy] = createSignal(false);
  const nameOf = (id: string) => props.versions.find((version) => version.id === id)?.name ?? t().now;
  /** Versions may share a name: the day tells them apart. */
  const longName = (id: string) => {
    const version = props.versions.find((one) => one.id === id);
    return version ? t().version(version.name, version.number, shortDay(version.issuedOn)) : t().now;
  };
  const load = async (id: string): Promise<Plan | null> =>
    id === now ? null : (await loadPlanVersion(props.planId, id)).plan;
  const [states] = createResource(
    () => [from(), to()] as const,
    async ([before, after]) => [await load(before), await load(after)] as const,
  );
  const changes = createMemo(() => {
    const both = known(states);
    if (!both) return null;
    props.model.version();
    const live = () => readPlan(props.model.doc);
    return comparePlans(both[0] ?? live(), both[1] ?? live());
  });
  const goBack = async () => {
    setError(null);
    setBusy(true);
    try {
      await inHall(props.document);
      await api.plans[':id'].versions[':versionId'].return.$post({
        param: { id: props.planId, versionId: from() },
      });
      setAsked(false);
      props.wentBack(nameOf(from()));
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  const choice = (label: string, value: () => string, set: (id: string) => void) => (
    <SelectField
      label={label}
      value={value()}
      onChange={(event) => {
        setAsked(false);
        set(event.currentTarget.value);
      }}
    >
      <For each={[...props.versions.map(({ id }) => id), now]}>
        {(id) => (
          <option value={id} selected={id === value()}>
            {longName(id)}
          </option>
        )}
      </For>
    </SelectField>
  );
  return (
    <details class={styles.compare} data-compare>
      <summary>{t().compareTitle}</summary>
      <div class={styles.short}>
        {choice(t().compareFrom, from, setFrom)}
        {choice(t().compareTo, to, setTo)}
      </div>
      <Show when={states.error}>{(reason) => <Notice kind="error">{messageOf(reason())}</Notice>}</Show>
      <Show when={changes()}>{(found) => <ChangeList changes={found()} />}</Show>
      <Show when={error()}>{(reason) => <Notice kind="error">{messageOf(reason())}</Notice>}</Show>
      <Show when={from() !== now}>
        <Show
          when={asked()}
          fallback={
            <div>
              <HallButton icon="undo" onClick={() => setAsked(true)}>
                {t().goBack(nameOf(from()))}
              </HallButton>
            </div>
          }
        >
          <Notice kind="warn">
            <p>{t().confirm(nameOf(from()))}</p>
            <div class={page.row}>
              <HallButton
                ref={(button) => queueMicrotask(() => button.focus())}
                disabled={busy()}
                onClick={() => void goBack()}
              >
                {t().yesGoBack}
              </HallButton>
              <Button onClick={() => setAsked(false)}>{t().cancel}</Button>
            </div>
          </Notice>
        </Show>
      </Show>
    </details>
  );
}
