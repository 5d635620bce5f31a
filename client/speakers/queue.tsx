import { createSignal, For, Show } from 'solid-js';
import type { Speaker } from '../../shared/docs/speakers.ts';
import { LiveField } from '../board/live-field.tsx';
import { t } from '../i18n/speakers.ts';
import { Button } from '../ui/controls.tsx';
import { Icon } from '../ui/icon.tsx';
import { createDrag } from './drag.ts';
import { nameOf, type SpeakersModel } from './model.ts';
import styles from './speakers.module.css';

/** Village and group of a speaker, as far as they are known. */
export function aboutSpeaker(speaker: Speaker): string {
  return [speaker.village, speaker.group].filter(Boolean).join(' · ');
}

/** Corrects what was typed about a speaker. */
function EditSpeaker(props: { model: SpeakersModel; speaker: Speaker; onDone: () => void }) {
  const edit = (values: Parameters<SpeakersModel['edit']>[1]) => props.model.edit(props.speaker.id, values);
  return (
    <fieldset class={styles.edit}>
      <legend class="visually-hidden">{t().editOf(nameOf(props.speaker))}</legend>
      <LiveField
        label={t().name}
        name="editName"
        value={props.speaker.name}
        // Consent belongs to the person who gave it.
        onValue={(name) => edit({ name, attendeeId: '', showName: false })}
      />
      <div class={styles.two}>
        <LiveField
          label={t().village}
          name="editVillage"
          value={props.speaker.village}
          onValue={(village) => edit({ village })}
        />
        <LiveField
          label={t().group}
          name="editGroup"
          value={props.speaker.group}
          onValue={(group) => edit({ group })}
        />
      </div>
      <label class={styles.check}>
        <input
          type="checkbox"
          checked={props.speaker.showName}
          onChange={(event) => edit({ showName: event.currentTarget.checked })}
        />
        {t().consent}
      </label>
      <Button onClick={props.onDone}>{t().done}</Button>
    </fieldset>
  );
}

/** Those who wait, in order: called, started, moved by keyboard or by hand, taken off. */
export function Queue(props: { model: SpeakersModel }) {
  let list: HTMLOListElement | undefined;
  const { model } = props;
  const [editing, setEditing] = createSignal('');
  const { drag, start } = createDrag(
    () => list,
    (id, beforeId) => {
      if (id !== beforeId) model.place(id, beforeId);
    },
  );
  /** Brings the focus back to the handle of a row that was moved, or to the row that took its place. */
  const focusHandle = (id: string | undefined) =>
    queueMicrotask(() => {
      const handle = list?.querySelector(`[data-speaker="${CSS.escape(id ?? '')}"] [data-handle]`);
      if (handle instanceof HTMLElement) handle.focus();
    });
  const step = (id: string, by: -1 | 1) => {
    const ids = model.waiting();
    const at = ids.indexOf(id);
    if (at + by < 0 || at + by >= ids.length) return;
    model.place(id, (by < 0 ? ids[at - 1] : ids[at + 2]) ?? '');
    focusHandle(id);
  };
  const remove = (id: string) => {
    const ids = model.waiting();
    const beside = ids[ids.indexOf(id) + 1] ?? ids[ids.indexOf(id) - 1];
    model.remove(id);
    focusHandle(beside);
  };
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0 || !event.altKey || model.readOnly()) return;
    event.preventDefault();
    event.stopPropagation();
    step(id, by);
  };

  return (
    <ol ref={list} class={styles.queue} data-dropping={drag()?.beforeId === '' || undefined}>
      <For each={model.waiting()}>
        {(id, at) => (
          <Show when={model.get(id)}>
            {(speaker) => (
              <li
                class={styles.row}
                classList={{
                  [styles.dragged ?? '']: drag()?.id === id,
                  [styles.before ?? '']: drag() !== null && drag()?.beforeId === id,
                }}
                data-speaker={id}
                onKeyDown={(event) => onKeyDown(event, id)}
              >
                <button
                  type="button"
                  class={styles.handle}
                  data-handle
                  disabled={model.readOnly()}
                  aria-label={t().place(nameOf(speaker()), at() + 1, model.waiting().length)}
                  title={t().place(nameOf(speaker()), at() + 1, model.waiting().length)}
                  onPointerDown={(event) => start(event, id)}
                >
                  {at() + 1}
                </button>
                <div class={styles.person}>
                  <strong>{nameOf(speaker())}</strong>
                  <span>{aboutSpeaker(speaker())}</span>
                </div>
                <Show when={!model.readOnly()}>
                  <div class={styles.rowActions}>
                    <Button
                      aria-label={t().callOf(nameOf(speaker()))}
                      onClick={() => model.move(id, 'called')}
                    >
                      {t().call}
                    </Button>
                    <Button
                      aria-label={t().startOf(nameOf(speaker()))}
                      onClick={() => model.move(id, 'speaking')}
                    >
                      {t().start}
                    </Button>
                    <span class={styles.space} />
                    <Button
                      kind="quiet"
                      icon="minus"
                      title={t().absent}
                      aria-label={t().absentOf(nameOf(speaker()))}
                      onClick={() => model.move(id, 'absent')}
                    />
                    <Button
                      kind="quiet"
                      icon="edit"
                      title={t().edit}
                      aria-label={t().editOf(nameOf(speaker()))}
                      aria-expanded={editing() === id}
                      onClick={() => setEditing(editing() === id ? '' : id)}
                    />
                    <Button
                      kind="quiet"
                      icon="close"
                      title={t().remove}
                      aria-label={t().removeOf(nameOf(speaker()))}
                      onClick={() => remove(id)}
                    />
                  </div>
                </Show>
                <Show when={editing() === id}>
                  <EditSpeaker
                    model={model}
                    speaker={speaker()}
                    onDone={() => {
                      setEditing('');
                      focusHandle(id);
                    }}
                  />
                </Show>
              </li>
            )}
          </Show>
        )}
      </For>
    </ol>
  );
}

/** Those who have spoken or were not there; any of them may be put back. */
export function PastSpeakers(props: { model: SpeakersModel }) {
  return (
    <Show when={props.model.past().length > 0}>
      <details class={styles.past}>
        <summary>{t().past(props.model.past().length)}</summary>
        <ul>
          <For each={props.model.past()}>
            {(id) => (
              <Show when={props.model.get(id)}>
                {(speaker) => (
                  <li class={styles.pastRow}>
                    <Icon name={speaker().state === 'absent' ? 'minus' : 'check'} />
                    <div class={styles.person}>
                      <strong>{nameOf(speaker())}</strong>
                      <span>
                        {[speaker().state === 'absent' ? t().absent : '', aboutSpeaker(speaker())]
                          .filter(Boolean)
                          .join(' · ')}
                      </span>
                    </div>
                    <Show when={!props.model.readOnly()}>
                      <Button
                        kind="quiet"
                        icon="undo"
                        aria-label={t().backOf(nameOf(speaker()))}
                        title={t().back}
                        onClick={() => props.model.move(id, 'waiting')}
                      >
                        {t().backShort}
                      </Button>
                    </Show>
                  </li>
                )}
              </Show>
            )}
          </For>
        </ul>
      </details>
    </Show>
  );
}
