import { A, useNavigate, useSearchParams } from '@solidjs/router';
import type { Editor } from '@tiptap/core';
import { createEffect, createMemo, on, Show } from 'solid-js';
import type * as Y from 'yjs';
import { allCorrections, correctionsOf } from '../../shared/docs/corrections.ts';
import { pathOf } from '../../shared/documents/anchor.ts';
import { offerCommands } from '../commands/commands.ts';
import { useHall } from '../hall/hall-context.ts';
import { readingTexts as t } from '../i18n/reading.ts';
import { yjsSignal } from '../sync/signals.ts';
import page from '../ui/page.module.css';
import { CorrectionActions } from './correction-actions.tsx';
import styles from './reading.module.css';

/**
 * In the hall: the correction that the page was opened for (`?correction=`), with the caret put into its paragraph
 * and the buttons that settle it; and the command that leads to the reading.
 */
export function CorrectionStrip() {
  const hall = useHall();
  const navigate = useNavigate();
  const [search] = useSearchParams<{ correction?: string }>();
  const reading = () => `/dialogues/${hall.dialogue.id}/reading`;
  const { doc } = hall.register;
  const corrections = yjsSignal(() => allCorrections(doc), correctionsOf(doc));
  const correction = createMemo(() => corrections().find(({ id }) => id === search.correction));
  offerCommands([{ id: 'reading.open', label: () => t().open, group: 'go', run: () => navigate(reading()) }]);
  createEffect(
    on([hall.editor, () => correction()?.anchor], ([editor, anchor]) => {
      if (!editor || !anchor) return;
      if (hall.view() === 'board') hall.setView('minutes');
      putCaret(editor, hall.minutes.doc, anchor);
    }),
  );
  return (
    <Show when={correction()}>
      {(one) => (
        <section class={styles.strip} aria-label={t().ask}>
          <p>
            <strong>{one().askedBy || t().somebody}:</strong> <span lang="vi">{one().asked}</span>
          </p>
          <div class={styles.actions}>
            <Show when={!hall.readOnly()}>
              <CorrectionActions correction={one()} register={hall.register} person={hall.person()} />
            </Show>
            <A class={page.link} href={reading()}>
              {t().backToReading}
            </A>
          </div>
        </section>
      )}
    </Show>
  );
}

/** Puts the caret at the end of the paragraph that `anchor` names; nothing happens when it is gone. */
function putCaret(editor: Editor, doc: Y.Doc, anchor: string): void {
  const path = pathOf(doc, anchor);
  if (!path) return;
  let node = editor.state.doc;
  let at = 0;
  for (const [depth, index] of path.entries()) {
    if (index >= node.childCount) return;
    for (let before = 0; before < index; before++) at += node.child(before).nodeSize;
    node = node.child(index);
    if (depth < path.length - 1) at += 1;
  }
  editor
    .chain()
    .focus()
    .setTextSelection(at + node.nodeSize - 1)
    .scrollIntoView()
    .run();
}
