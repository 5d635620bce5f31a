import { createSignal, Show } from 'solid-js';
import { invitationTexts as t } from '../i18n/invitations.ts';
import { Button, TextArea } from './controls.tsx';
import page from './page.module.css';

/** Copies what is selected in a field the way that also works at http addresses. */
function copySelected(field: HTMLTextAreaElement): boolean {
  field.focus();
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  }
}

/** A text that is there to be copied, with the button that does it; where the browser does not, the text is left selected. */
export function CopyText(props: { label: string; text: string; rows?: number }) {
  let field: HTMLTextAreaElement | undefined;
  const [said, setSaid] = createSignal({ of: '', words: '' });
  const copy = async () => {
    const { text } = props;
    const copied = await (navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    ) ?? false);
    const done = copied || (field !== undefined && copySelected(field));
    setSaid({ of: text, words: done ? t().copied : t().copyByHand });
  };
  return (
    <div class={page.page} data-copy>
      <TextArea ref={field} label={props.label} rows={props.rows ?? 9} readOnly value={props.text} />
      <p class={page.row}>
        <Button icon="copy" onClick={() => void copy()}>
          {t().copy}
        </Button>
        <span role="status">
          <Show when={said().of === props.text}>{said().words}</Show>
        </span>
      </p>
    </div>
  );
}
