import { createSignal, onMount, Show } from 'solid-js';
import { messageOf } from '../api.ts';
import { pages } from '../i18n/pages.ts';
import { giveName, session } from '../session.ts';
import { Button, Notice, TextField } from './controls.tsx';
import page from './page.module.css';

/** Asks a person's name once; it stands beside the caret and in the history of petitions. */
export function NameForm(props: { onDone: () => void }) {
  let form: HTMLFormElement | undefined;
  const [name, setName] = createSignal(session()?.name ?? '');
  const [error, setError] = createSignal<unknown>(null);
  onMount(() => form?.querySelector('input')?.focus());
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setError(null);
    try {
      await giveName(name().trim());
      props.onDone();
    } catch (reason) {
      setError(reason);
    }
  };
  return (
    <form ref={form} onSubmit={submit} class={page.page}>
      <TextField
        label={pages().yourName}
        hint={pages().yourNameHint}
        required
        maxLength={80}
        autocomplete="name"
        value={name()}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <Show when={error()}>
        <Notice kind="error">{messageOf(error())}</Notice>
      </Show>
      <div class={page.actions}>
        <Button kind="primary" type="submit" disabled={name().trim() === ''}>
          {pages().enter}
        </Button>
      </div>
    </form>
  );
}
