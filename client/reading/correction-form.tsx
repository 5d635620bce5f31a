import { createSignal } from 'solid-js';
import type { Office } from '../../shared/dialogue.ts';
import { noteCorrection } from '../../shared/docs/corrections.ts';
import { allAttendees } from '../../shared/docs/register.ts';
import { shorten } from '../../shared/documents/plain.ts';
import type { ReadingBlock } from '../../shared/documents/reading.ts';
import { newId } from '../../shared/ids.ts';
import { compareNames } from '../../shared/vietnamese/names.ts';
import { peopleSuggestions, plainSuggestions } from '../board/suggestions.ts';
import { common } from '../i18n/common.ts';
import { readingTexts as t } from '../i18n/reading.ts';
import type { OpenDocument } from '../sync/open-document.ts';
import { Button, TextArea } from '../ui/controls.tsx';
import page from '../ui/page.module.css';
import { SuggestField, type Suggestion } from '../ui/suggest-field.tsx';
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
  const people = allAttendees(props.register.doc).sort((a, b) => compareNames(a.name, b.name));
  const [asked, setAsked] = createSignal('');
  const [askedBy, setAskedBy] = createSignal('');
  const [village, setVillage] = createSignal('');
  const [missing, setMissing] = createSignal(false);
  const excerpt = () => shorten(props.block.text, excerptLength);
  /** The person of the attendance who asks; what was typed may mean nobody of them, or more than one. */
  const [attendeeId, setAttendeeId] = createSignal('');
  const named = (name: string, taken: Suggestion | null) => {
    const [one, second] = people.filter((person) =>
      taken?.id ? person.id === taken.id : person.name === name,
    );
    setAttendeeId(one && !second ? one.id : '');
    if (one?.village && !second) setVillage(one.village);
  };
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    if (!asked().trim()) {
      setMissing(true);
      event.currentTarget.querySelector('textarea')?.focus();
      return;
    }
    const { doc } = props.register;
    noteCorrection(
      doc,
      newId(),
      {
        anchor: props.block.id,
        excerpt: excerpt(),
        asked: asked(),
        askedBy: askedBy(),
        attendeeId: attendeeId(),
        village: village(),
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
        <SuggestField
          label={t().askedBy}
          name="askedBy"
          hint={t().askedByHint}
          value={askedBy()}
          suggestions={peopleSuggestions(people)}
          eager={false}
          onValue={(name) => {
            setAskedBy(name);
            setAttendeeId('');
          }}
          onDone={(name, taken) => named(name.normalize('NFC').trim(), taken)}
        />
        <SuggestField
          label={t().village}
          name="village"
          value={village()}
          suggestions={plainSuggestions(props.office.villages)}
          eager={false}
          onValue={setVillage}
        />
      </div>
      <div class={page.actions}>
        <Button onClick={() => props.onDone()}>{common().cancel}</Button>
        <Button kind="primary" type="submit">
          {t().note}
        </Button>
      </div>
    </form>
  );
}
