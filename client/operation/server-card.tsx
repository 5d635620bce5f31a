import { createResource, createSignal, For, Show } from 'solid-js';
import type { OperationStatus } from '../../shared/operation.ts';
import { api, messageOf } from '../api.ts';
import { operationTexts as t } from '../i18n/operation.ts';
import { Notice } from '../ui/controls.tsx';
import { HallButton, NeedsHall } from '../ui/needs-hall.tsx';
import page from '../ui/page.module.css';
import { loadStatus, moment, troubles } from './status.ts';

/** The server's disk and backups, for organizers: when the last one was made, where, why one failed; and one at once. */
export function ServerCard() {
  const [status, { mutate }] = createResource(loadStatus);
  const [making, setMaking] = createSignal(false);
  const [outcome, setOutcome] = createSignal<{ error?: unknown } | null>(null);
  const make = async () => {
    setMaking(true);
    setOutcome(null);
    try {
      const after = await (await api.operation.backups.$post()).json();
      mutate(after);
      // What failed stands above, in its own words.
      if (!after.backup.failure) setOutcome({});
    } catch (error) {
      setOutcome({ error });
    }
    setMaking(false);
  };
  return (
    <Show when={status.latest}>
      {(known) => (
        <section class={page.card} aria-labelledby="server-state">
          <h2 id="server-state">{t().title}</h2>
          <For each={troubles(known(), Date.now())}>
            {({ kind, words }) => <Notice kind={kind}>{words}</Notice>}
          </For>
          <p>{t().disk(t().amount(known().disk.free), t().amount(known().disk.total))}</p>
          <Backups backup={known().backup} />
          <Show when={outcome()}>
            {(end) => (
              <Notice kind={end().error ? 'error' : 'done'}>
                {end().error ? messageOf(end().error) : t().made}
              </Notice>
            )}
          </Show>
          <Show when={known().backup.folder}>
            <NeedsHall />
            <div class={page.actions}>
              <HallButton icon="device" disabled={making()} onClick={make}>
                {making() ? t().making : t().now}
              </HallButton>
            </div>
          </Show>
        </section>
      )}
    </Show>
  );
}

function Backups(props: { backup: OperationStatus['backup'] }) {
  return (
    <>
      <Show when={props.backup.last} fallback={<p>{t().none}</p>}>
        {(last) => (
          <div>
            <p>{t().last(moment(last().at), t().amount(last().bytes))}</p>
            <p class={page.code}>{last().file}</p>
            <Show when={last().missing > 0}>
              <p>{t().missing(last().missing)}</p>
            </Show>
          </div>
        )}
      </Show>
      <Show when={props.backup.folder} fallback={<p class={page.muted}>{t().off}</p>}>
        {(folder) => (
          <div class={page.muted}>
            <p>{t().daily(props.backup.keep, folder())}</p>
            <Show when={props.backup.sameDisk}>
              <p>{t().sameDisk}</p>
            </Show>
            <p>{props.backup.encrypted ? t().encrypted : t().plain}</p>
          </div>
        )}
      </Show>
    </>
  );
}
