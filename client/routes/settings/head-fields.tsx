import { For } from 'solid-js';
import type { SetStoreFunction } from 'solid-js/store';
import type { Office } from '../../../shared/dialogue.ts';
import { type SignedForm, signedForms, usualSigns } from '../../../shared/documents/signs.ts';
import { documentTexts } from '../../i18n/documents.ts';
import { pages } from '../../i18n/pages.ts';
import { TextArea, TextField } from '../../ui/controls.tsx';
import { fromLines, toLines } from '../../ui/lines.ts';
import page from '../../ui/page.module.css';
import styles from './settings.module.css';

type LineKey = 'superior' | 'body' | 'bodySign' | 'place' | 'signerTitle' | 'signerName';

/** What stands in the head and at the foot of every document. */
export function HeadFields(props: { form: Office; set: SetStoreFunction<Office> }) {
  const line = (key: LineKey, label: string) => (
    <TextField
      label={label}
      maxLength={300}
      value={props.form[key]}
      onInput={(event) => props.set(key, event.currentTarget.value)}
    />
  );
  const formName = (form: SignedForm) =>
    ({
      plan: documentTexts().signPlan,
      invitation: documentTexts().signInvitation,
      notice: documentTexts().signNotice,
      minutes: documentTexts().signMinutes,
      report: documentTexts().signReport,
      transfer: documentTexts().signTransfer,
      estimate: documentTexts().signEstimate,
      letter: documentTexts().signLetter,
    })[form];
  return (
    <div class={page.page}>
      {line('superior', pages().superior)}
      {line('body', pages().body)}
      <div class={page.grid}>
        {line('place', pages().placeName)}
        {line('bodySign', pages().bodySign)}
      </div>
      <TextArea
        label={pages().authority}
        hint={documentTexts().authorityHint}
        rows={2}
        maxLength={300}
        value={props.form.authority}
        onInput={(event) => props.set('authority', event.currentTarget.value)}
      />
      <div class={page.grid}>
        {line('signerTitle', pages().signerTitle)}
        {line('signerName', pages().signerName)}
      </div>
      <TextArea
        label={documentTexts().recipients}
        hint={documentTexts().recipientsHint}
        rows={4}
        value={toLines(props.form.recipients ?? [])}
        onInput={(event) => props.set('recipients', fromLines(event.currentTarget.value))}
      />
      <TextField
        label={documentTexts().copies}
        hint={documentTexts().copiesHint}
        inputMode="numeric"
        pattern="[1-9][0-9]?"
        value={props.form.copies ?? ''}
        onInput={(event) => props.set('copies', event.currentTarget.value.trim())}
      />
      <fieldset class={styles.signs}>
        <legend>{documentTexts().signs}</legend>
        <For each={signedForms}>
          {(form) => (
            <TextField
              label={documentTexts().sign(formName(form))}
              placeholder={usualSigns[form]}
              maxLength={8}
              pattern="[\p{L}0-9]*"
              value={props.form.kindSigns?.[form] ?? ''}
              onInput={(event) =>
                props.set('kindSigns', { ...props.form.kindSigns, [form]: event.currentTarget.value })
              }
            />
          )}
        </For>
      </fieldset>
    </div>
  );
}
