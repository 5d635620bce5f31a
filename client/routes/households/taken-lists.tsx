import { createEffect, createResource, createSignal, For, on, Show } from 'solid-js';
import type { ListImport, Undone } from '../../../shared/households.ts';
import { householdTexts as t } from '../../i18n/households.ts';
import { Button, Notice } from '../../ui/controls.tsx';
import { hallTime } from '../../ui/lines.ts';
import { HallButton } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { loadImports, undoImport } from './calls.ts';
import styles from './households.module.css';

/** The lists that were taken in, the newest first; each is taken back as one act. */
export function TakenLists(props: { newest: string }) {
  const [imports, { refetch }] = createResource(loadImports);
  const [undone, setUndone] = createSignal<Undone | null>(null);
  createEffect(
    on(
      () => props.newest,
      () => void refetch(),
      { defer: true },
    ),
  );
  return (
    <section class={page.card} aria-labelledby="taken-lists">
      <h2 id="taken-lists">{t().imports}</h2>
      <SendingError error={imports.error} />
      <Show when={undone()}>{(result) => <UndoneNotice undone={result()} />}</Show>
      <Show when={!imports.error && imports.latest}>
        {(all) => (
          <ul class={styles.plain}>
            <For each={all()} fallback={<li class={page.muted}>{t().noImports}</li>}>
              {(list) => (
                <Taken
                  list={list}
                  onUndone={(result) => {
                    setUndone(result);
                    void refetch();
                  }}
                />
              )}
            </For>
          </ul>
        )}
      </Show>
    </section>
  );
}

function Taken(props: { list: ListImport; onUndone: (undone: Undone) => void }) {
  const [asks, setAsks] = createSignal(false);
  const { error, working, send } = createSending();
  const when = () => hallTime(props.list.at);
  const undo = () => send(async () => props.onUndone(await undoImport(props.list.id)));
  return (
    <li class={styles.import} data-list={props.list.id}>
      <div>
        <strong>{t().importOf(props.list.file, when(), props.list.by)}</strong>
        <p class={page.muted}>
          {t().taken(props.list.rows, props.list.households, props.list.members, props.list.changed)}{' '}
          {props.list.undoneAt ? t().undone(hallTime(props.list.undoneAt)) : ''}
        </p>
        <SendingError error={error()} />
      </div>
      <Show when={!props.list.undoneAt}>
        <Show
          when={asks()}
          fallback={
            <HallButton
              icon="undo"
              aria-label={t().undoOf(props.list.file, when())}
              onClick={() => setAsks(true)}
            >
              {t().undo}
            </HallButton>
          }
        >
          <Notice kind="warn">
            <p>{t().undoAsk}</p>
            <div class={page.row}>
              <HallButton kind="danger" disabled={working()} onClick={undo}>
                {t().undoYes}
              </HallButton>
              <Button onClick={() => setAsks(false)}>{t().keep}</Button>
            </div>
          </Notice>
        </Show>
      </Show>
    </li>
  );
}

function UndoneNotice(props: { undone: Undone }) {
  return (
    <Notice kind={props.undone.kept.length > 0 ? 'warn' : 'done'}>
      <p>{t().undoneNow(props.undone.rows)}</p>
      <Show when={props.undone.kept.length > 0}>
        <p>{t().undoKept(props.undone.kept.length)}</p>
        <ul>
          <For each={props.undone.kept}>
            {({ name, reason }) => (
              <li>{reason === 'added' ? t().keptAdded(name) : t().keptChanged(name)}</li>
            )}
          </For>
        </ul>
      </Show>
    </Notice>
  );
}
