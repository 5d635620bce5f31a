import { useNavigate, useSearchParams } from '@solidjs/router';
import type { Editor } from '@tiptap/core';
import { createEffect } from 'solid-js';
import { paragraphsOf } from '../../shared/docs/paragraphs.ts';
import { revealBlock } from '../minutes/far-blocks.ts';
import type { Hall } from './hall-context.ts';

/** How long a paragraph that was searched for stands out, ms. */
const shownFor = 4000;

/**
 * Opens what the address asks for, as a search does: `?petition=ID` on the board, `?paragraph=KEY` in the minutes.
 * The address forgets it then, so that loading the page again does not. To be called by the hall's page.
 */
export function openWhatIsAsked(hall: Hall): void {
  const [params] = useSearchParams<{ petition?: string; paragraph?: string }>();
  const navigate = useNavigate();
  const done = () => navigate(`/dialogues/${hall.dialogue.id}`, { replace: true, scroll: false });
  createEffect(() => {
    const { petition } = params;
    if (!petition) return;
    hall.openPetition(petition);
    done();
  });
  createEffect(() => {
    const { paragraph } = params;
    if (!paragraph) return;
    hall.setDrawer('');
    if (hall.view() === 'board') hall.setView('minutes');
    const editor = hall.editor();
    if (!editor || !hall.minutes.ready()) return;
    const at = paragraphsOf(hall.minutes.doc).findIndex(({ key }) => key === paragraph);
    // After the editor has drawn the text that it was just given.
    if (at >= 0) requestAnimationFrame(() => showTextblock(editor, at));
    done();
  });
}

/** Brings the n-th textblock into view, puts the caret there, and lets it stand out for a moment. */
function showTextblock(editor: Editor, n: number): void {
  if (editor.isDestroyed) return;
  let left = n;
  let place = -1;
  editor.state.doc.descendants((node, pos) => {
    if (place < 0 && node.isTextblock) {
      if (left === 0) place = pos;
      left -= 1;
    }
    return place < 0 && !node.isTextblock;
  });
  const element = place < 0 ? null : revealBlock(editor.view, place);
  if (!element) return;
  editor.commands.setTextSelection(place + 1);
  if (editor.isEditable) editor.commands.focus(undefined, { scrollIntoView: false });
  element.scrollIntoView({ block: 'center' });
  element.animate([{ backgroundColor: '#ffe08a' }, { backgroundColor: 'transparent' }], {
    duration: shownFor,
    easing: 'ease-in',
  });
}
