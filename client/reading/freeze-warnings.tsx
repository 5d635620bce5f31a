import { For, Show } from 'solid-js';
import type { Dialogue, Office } from '../../shared/dialogue.ts';
import { readingTexts as t } from '../i18n/reading.ts';
import { openDocument } from '../sync/open-document.ts';
import { Notice } from '../ui/controls.tsx';
import { followProgress, type ReadingDocuments } from './model.ts';

/** What a freeze would find undone: minutes not read to their end, corrections still open. Warns, forbids nothing. */
export function FreezeWarnings(props: { dialogue: Dialogue; office: Office }) {
  const documents: ReadingDocuments = {
    dialogue: props.dialogue,
    office: props.office,
    minutes: openDocument(props.dialogue.id, 'minutes'),
    board: openDocument(props.dialogue.id, 'board'),
    register: openDocument(props.dialogue.id, 'register'),
  };
  const ready = () => documents.minutes.ready() && documents.board.ready() && documents.register.ready();
  return (
    <Show when={ready()}>
      <Warnings documents={documents} />
    </Show>
  );
}

function Warnings(props: { documents: ReadingDocuments }) {
  const { reading, progress, corrections } = followProgress(props.documents);
  const warnings = () => {
    const open = corrections().filter(({ state }) => state === 'open').length;
    return [
      ...(reading().doneAt ? [] : [t().notReadWarning]),
      ...(progress().changed > 0 ? [t().changedWarning(progress().changed)] : []),
      ...(open > 0 ? [t().openWarning(open)] : []),
    ];
  };
  return (
    <Show when={warnings().length > 0}>
      <Notice kind="warn">
        <For each={warnings()}>{(words) => <p>{words}</p>}</For>
        <p>{t().mayFreeze}</p>
      </Notice>
    </Show>
  );
}
