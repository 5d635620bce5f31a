import { A } from '@solidjs/router';
import { createResource, createSignal, For, Show } from 'solid-js';
import { may } from '../../../shared/access.ts';
import type { FreezeDespite } from '../../../shared/devices.ts';
import { capacities, type RecordVersion, type ReviewOverview } from '../../../shared/review.ts';
import { api } from '../../api.ts';
import { loadReview } from '../../data.ts';
import { whenWords } from '../../devices/words.ts';
import { common } from '../../i18n/common.ts';
import { deviceTexts } from '../../i18n/devices.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { pages } from '../../i18n/pages.ts';
import { reviewTexts as t } from '../../i18n/review.ts';
import { ownRole } from '../../session.ts';
import { Badge, Button, Dialog, Notice, TextArea } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { hallTime } from '../../ui/lines.ts';
import { HallButton, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { stateColor, stateWords } from './model.ts';

/** The versions of a dialogue's record, newest first, with what became of each and what may be done with the newest. */
export function Versions(props: {
  review: ReviewOverview | undefined;
  despite: readonly FreezeDespite[];
  onReopened: () => void;
}) {
  const [opening, setOpening] = createSignal<RecordVersion | null>(null);
  const newest = () => props.review?.versions.at(-1);
  const reopening = () => {
    const last = props.review?.reopenings.at(-1);
    return props.review?.open && last?.recordId === newest()?.id ? last : undefined;
  };
  const mayReopen = (version: RecordVersion) =>
    props.review?.open === false && version.id === newest()?.id && may(ownRole(), 'reopen');
  return (
    <>
      <Show when={reopening()}>
        {(last) => <Notice kind="warn">{t().reopened(last().kind, last().by, hallTime(last().at))}</Notice>}
      </Show>
      <For
        each={props.review?.versions.toReversed()}
        fallback={<p class={page.muted}>{pages().noRecords}</p>}
      >
        {(version) => (
          <article class={page.card} aria-label={t().edition(version.edition)}>
            <VersionFacts version={version} review={props.review} />
            <Despite devices={props.despite.filter(({ recordId }) => recordId === version.id)} />
            <div class={page.row}>
              <A class={`${page.link} ${page.linkPrimary}`} href={`/records/${version.id}`}>
                <Icon name="document" /> {pages().openRecord}
              </A>
              <VersionLinks version={version} review={props.review} />
              <Show when={mayReopen(version)}>
                <HallButton icon="edit" onClick={() => setOpening(version)}>
                  {version.state === 'final' ? t().amend : t().reopen}
                </HallButton>
              </Show>
            </div>
            <Show when={mayReopen(version)}>
              <NeedsHall>{offlineTexts().reopen}</NeedsHall>
            </Show>
          </article>
        )}
      </For>
      <Dialog
        open={opening() !== null}
        title={opening()?.state === 'final' ? t().amend : t().reopen}
        onClose={() => setOpening(null)}
      >
        <Show when={opening()}>
          {(version) => (
            <ReopenForm
              version={version()}
              onCancel={() => setOpening(null)}
              onDone={() => {
                setOpening(null);
                props.onReopened();
              }}
            />
          )}
        </Show>
      </Dialog>
    </>
  );
}

/** The devices that the version was frozen in spite of. */
function Despite(props: { devices: readonly FreezeDespite[] }) {
  const words = ({ device, who, waiting, since }: FreezeDespite) => {
    const called = [device, who].filter(Boolean).join(' – ');
    const { warnHolds, warnMayHold } = deviceTexts();
    return waiting > 0 ? warnHolds(called, waiting, whenWords(since)) : warnMayHold(called, whenWords(since));
  };
  return (
    <Show when={props.devices.length > 0}>
      <p class={page.muted} data-testid="despite">
        {deviceTexts().despite(props.devices.map(words).join('; '))}
      </p>
    </Show>
  );
}

function VersionFacts(props: { version: RecordVersion; review: ReviewOverview | undefined }) {
  const editionOf = (id: string) => props.review?.versions.find((one) => one.id === id)?.edition ?? 0;
  return (
    <>
      <div class={page.head}>
        <p>
          <strong>{t().edition(props.version.edition)}</strong> ·{' '}
          {pages().frozenBy(props.version.frozenBy, hallTime(props.version.frozenAt))}
        </p>
        <span data-testid="record-state">
          <Badge color={stateColor(props.version)}>{stateWords(props.version)}</Badge>
        </span>
      </div>
      <Show when={props.version.amends}>
        {(amends) => <p>{t().amends(editionOf(amends().recordId), amends().reason)}</p>}
      </Show>
      <Show when={props.version.amendedBy}>
        {(id) => <Notice kind="warn">{t().amendedBy(editionOf(id()))}</Notice>}
      </Show>
      <For each={capacities}>
        {(capacity) => (
          <For each={props.version.signOffs.filter((one) => one.capacity === capacity)}>
            {(one) => (
              <p class={page.muted}>
                {t()[capacity]}: {t().signedAt(one.name, one.title, hallTime(one.at))}
              </p>
            )}
          </For>
        )}
      </For>
      <Show when={props.version.openThreads > 0}>
        <p class={page.muted}>{t().openThreads(props.version.openThreads)}</p>
      </Show>
    </>
  );
}

function VersionLinks(props: { version: RecordVersion; review: ReviewOverview | undefined }) {
  const before = () => props.review?.versions.find(({ edition }) => edition === props.version.edition - 1);
  return (
    <>
      <A class={page.link} href={`/records/${props.version.id}/review`}>
        <Icon name="speech" /> {t().open}
      </A>
      <Show when={before()}>
        {(one) => (
          <A class={page.link} href={`/records/${props.version.id}/compare/${one().id}`}>
            <Icon name="table" /> {t().compare}
          </A>
        )}
      </Show>
    </>
  );
}

function ReopenForm(props: { version: RecordVersion; onCancel: () => void; onDone: () => void }) {
  const [reason, setReason] = createSignal('');
  const { error, working, send } = createSending();
  const amends = () => props.version.state === 'final';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void send(async () => {
      const json = { reason: reason() };
      await api.freezes[':id'].reopening.$post({ param: { id: props.version.id }, json });
      props.onDone();
    });
  };
  return (
    <form class={page.page} onSubmit={submit}>
      <p>{amends() ? t().amendLead : t().reopenLead}</p>
      <TextArea
        label={t().reason}
        hint={amends() ? t().reasonHint : undefined}
        required={amends()}
        maxlength={1000}
        rows={3}
        value={reason()}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <SendingError error={error()} />
      <NeedsHall>{offlineTexts().reopen}</NeedsHall>
      <div class={page.actions}>
        <Button onClick={() => props.onCancel()}>{common().cancel}</Button>
        <HallButton kind="primary" type="submit" disabled={working()}>
          {amends() ? t().amend : t().reopen}
        </HallButton>
      </div>
    </form>
  );
}

/** One version's state and its ways, for its own page. */
export function VersionLine(props: { dialogueId: string; recordId: string }) {
  const [review] = createResource(() => props.dialogueId, loadReview);
  const version = () => review()?.versions.find(({ id }) => id === props.recordId);
  return (
    <Show when={version()}>
      {(one) => (
        <>
          <VersionFacts version={one()} review={review()} />
          <div class={page.row}>
            <VersionLinks version={one()} review={review()} />
          </div>
        </>
      )}
    </Show>
  );
}
