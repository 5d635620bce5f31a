import { createEffect, createSignal, For, Match, on, Show, Switch } from 'solid-js';
import { messageLength, programmeLength, type StageMode } from '../../../shared/docs/stage.ts';
import { direct, quickMessages } from '../../i18n/direct.ts';
import { Button, Notice, TextArea } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import type { Desk } from './desk.ts';
import styles from './direct.module.css';
import { PetitionPicker } from './petition-picker.tsx';
import { PublicCode } from './public-code.tsx';

/** What the chosen picture needs; the message is always at hand, because it is written before it is shown. */
export function ModeSettings(props: { desk: Desk; messageField: string }) {
  const mode = () => props.desk.screen().mode;
  const help = (of: StageMode): string =>
    ({
      welcome: direct().welcomeHelp,
      issues: direct().issuesHelp,
      petition: direct().petitionHelp,
      speakers: direct().speakersHelp,
      counts: direct().countsHelp,
      message: '',
    })[of];
  return (
    <section class={`${page.card} ${styles.settings}`}>
      <Show when={help(mode())}>{(words) => <p class={page.muted}>{words()}</p>}</Show>
      <Switch>
        <Match when={mode() === 'welcome'}>
          <Programme desk={props.desk} />
          <PublicCode desk={props.desk} />
        </Match>
        <Match when={mode() === 'petition'}>
          <PetitionPicker desk={props.desk} />
        </Match>
      </Switch>
      <Message desk={props.desk} field={props.messageField} />
    </section>
  );
}

/** A draft of what another device may change meanwhile: follows it until something is typed here. */
function createDraft(stored: () => string) {
  const [draft, setDraft] = createSignal(stored());
  createEffect(on(stored, (now) => setDraft(now), { defer: true }));
  return [draft, setDraft] as const;
}

function Programme(props: { desk: Desk }) {
  const stored = () => props.desk.settings().programme;
  const [draft, setDraft] = createDraft(stored);
  return (
    <form
      class={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        props.desk.set({ programme: draft().normalize('NFC').trim() });
      }}
    >
      <TextArea
        label={direct().programme}
        hint={direct().programmeHint}
        rows={5}
        maxLength={programmeLength}
        value={draft()}
        onInput={(event) => setDraft(event.currentTarget.value)}
      />
      <div class={page.row}>
        <Button type="submit" kind="primary" disabled={draft().trim() === stored()}>
          {direct().saveProgramme}
        </Button>
        <Show when={stored() !== '' && draft().trim() === stored()}>
          <span role="status" class={page.muted}>
            {direct().shown}
          </span>
        </Show>
      </div>
    </form>
  );
}

/** A message goes to the screen when its button is pressed, never letter by letter. */
function Message(props: { desk: Desk; field: string }) {
  const stored = () => props.desk.screen().message;
  const [draft, setDraft] = createDraft(stored);
  const onScreen = () => props.desk.screen().mode === 'message' && draft().trim() === stored();
  return (
    <form
      class={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const message = draft().normalize('NFC').trim();
        if (message && !onScreen()) props.desk.show({ mode: 'message', message });
      }}
    >
      <label class={styles.messageLabel} for={props.field}>
        {direct().message}
      </label>
      <textarea
        id={props.field}
        class={styles.message}
        rows={2}
        maxLength={messageLength}
        aria-describedby={`${props.field}-hint`}
        value={draft()}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
      />
      <p id={`${props.field}-hint`} class={page.muted}>
        {direct().messageHint}
      </p>
      <fieldset class={styles.quick}>
        <legend class="visually-hidden">{direct().quickMessages}</legend>
        <For each={quickMessages()}>
          {(sentence) => <Button onClick={() => setDraft(sentence)}>{sentence}</Button>}
        </For>
      </fieldset>
      <div class={page.row}>
        <Button type="submit" kind="primary" icon="send" disabled={draft().trim() === '' || onScreen()}>
          {direct().showMessage}
        </Button>
        <Show when={onScreen() && stored() !== ''}>
          <Notice kind="done">{direct().shown}</Notice>
        </Show>
      </div>
    </form>
  );
}
