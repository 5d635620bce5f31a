import { createSignal, createUniqueId, For, Show } from 'solid-js';
import type { Office } from '../../shared/dialogue.ts';
import { noteCorrection } from '../../shared/docs/corrections.ts';
import { allAttendees } from '../../shared/docs/register.ts';
import { shorten } from '../../shared/documents/plain.ts';
import type { ReadingBlock } from '../../shared/documents/reading.ts';
import { newId } from '../../shared/ids.ts';
import { compareNames } from '../../shared/vietnamese/names.ts';
import { common } from '../i18n/common.ts';
import { readingTexts as t } from '../i18n/reading.ts';
import type { OpenDocument } from '../sync/open-document.ts';
import { Button, TextArea, TextField } from '../ui/controls.tsx';
import page from '../ui/page.module.css';
import styles from './reading.module.css';

/** So much of a paragraph reminds of it, letters. */
const excerptLength = 120;

/** What somebody asks to be corrected in a paragraph, and who asks: written into the register. */
export function CorrectionForm(props: {
  block: ReadingBlock;
  register: OpenDocument;
  office: Office;
  person: string;
  onDone: () => void;
}) {
  const namesId = createUniqueId();
  const villagesId = createUniqueId();
  const people = allAttendees(props.register.doc).sort((a, b) => compareNames(a.name, b.name));
  const [asked, setAsked] = createSignal('');
  const [askedBy, setAskedBy] = createSignal('');
  const [village, setVillage] = createSignal('');
  const [missing, setMissing] = createSignal(false);
  const excerpt = () => shorten(props.block.text, excerptLength);
  const known = () => {
    const same = people.filter(({ name }) => name === askedBy().normalize('NFC').trim());
    return same.length === 1 ? same[0] : undefined;
  };
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    if (!asked().trim()) {
      setMissing(true);
      event.currentTarget.querySelector('textarea')?.focus();
      return;
    }
    const { doc } = props.register;
    const attendee = known();
    noteCorrection(
      doc,
      newId(),
      {
        anchor: props.block.id,
        excerpt: excerpt(),
        asked: asked(),
        askedBy: askedBy(),
        attendeeId: attendee?.id ?? '',
        village: village() || (attendee?.village ?? ''),
      },
      props.person,
      new Date().toISOString(),
    );
    props.onDone();
  };
  return (
    <form class={page.page} onSubmit={submit} novalidate>
      <blockquote class={styles.excerpt} lang="vi">
        {excerpt()}
      </blockquote>
      <TextArea
        label={t().asked}
        hint={t().askedHint}
        error={missing() && !asked().trim() ? t().missingAsked : undefined}
        rows={3}
        maxLength={2000}
        required
        value={asked()}
        onInput={(event) => setAsked(event.currentTarget.value)}
      />
      <div class={page.grid}>
        <TextField
          label={t().askedBy}
          hint={t().askedByHint}
          maxLength={200}
          list={namesId}
          autocomplete="off"
          value={askedBy()}
          onInput={(event) => {
            setAskedBy(event.currentTarget.value);
            const from = known()?.village;
            if (from) setVillage(from);
          }}
        />
        <TextField
          label={t().village}
          maxLength={200}
          list={villagesId}
          autocomplete="off"
          value={village()}
          onInput={(event) => setVillage(event.currentTarget.value)}
        />
      </div>
      <datalist id={namesId}>
        <For each={people}>
          {(person) => (
            <option value={person.name}>
              <Show when={person.village}>{person.village}</Show>
            </option>
          )}
        </For>
      </datalist>
      <datalist id={villagesId}>
        <For each={props.office.villages}>{(name) => <option value={name} />}</For>
      </datalist>
      <div class={page.actions}>
        <Button onClick={() => props.onDone()}>{common().cancel}</Button>
        <Button kind="primary" type="submit">
          {t().note}
        </Button>
      </div>
    </form>
  );
}
