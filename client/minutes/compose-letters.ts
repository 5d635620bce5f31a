import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import type { Mappable } from '@tiptap/pm/transform';
import type { EditorView } from '@tiptap/pm/view';
import { isOwn, movesOf } from './doc-change.ts';

/** A base letter with what was typed over it, when that is not one composed letter. */
const decomposed = /\P{M}\p{M}+/gu;
/** ProseMirror has let go of the word 20 ms after the end; the text is held back for 60 (client/ui/composition.ts). */
const lookAfter = 40;

/** What was typed at this device since it was last looked through. */
interface Typed {
  from: number;
  to: number;
  /** No word was being composed: it may be looked through now, and what comes next begins anew. */
  isDone: boolean;
}

const key = new PluginKey<Typed | null>('composeLetters');

/**
 * Old keyboards and macOS send a letter and its mark as two characters; the text holds composed letters only.
 * Never while an input method is composing: it would lose hold of what it writes. And only what was typed
 * here: if two people composed the same letter, both would put it in and it would stand there twice.
 */
export function composeLetters(): Plugin {
  let view: EditorView | null = null;
  return new Plugin<Typed | null>({
    key,
    view: (editorView) => {
      view = editorView;
      return {
        destroy: () => {
          view = null;
        },
      };
    },
    state: {
      init: () => null,
      apply: (tr, before, old, state) => {
        const isDone = view?.composing !== true;
        if (!tr.docChanged) return before && tr.getMeta(key) === 'look' ? { ...before, isDone } : before;
        const kept = before && mapRange(before, movesOf(tr, old.doc, state.doc));
        if (!isOwn(tr)) return kept && before && { ...kept, isDone: before.isDone };
        const changed = changedRange(tr);
        if (!kept || before.isDone) return changed && { ...changed, isDone };
        return {
          from: Math.min(kept.from, changed?.from ?? kept.from),
          to: Math.max(kept.to, changed?.to ?? kept.to),
          isDone,
        };
      },
    },
    props: {
      handleDOMEvents: {
        compositionend: (editorView) => {
          setTimeout(() => {
            if (!editorView.isDestroyed) editorView.dispatch(editorView.state.tr.setMeta(key, 'look'));
          }, lookAfter);
          return false;
        },
      },
    },
    appendTransaction: (transactions, _before, state) => {
      const typed = key.getState(state);
      const isNew = transactions.some((tr) => (tr.docChanged && isOwn(tr)) || tr.getMeta(key));
      return isNew && typed?.isDone ? compose(state, typed) : null;
    },
  });
}

function mapRange({ from, to }: { from: number; to: number }, moves: Mappable) {
  return { from: moves.map(from, -1), to: moves.map(to, 1) };
}

/** What a transaction put in, in the positions of its result. */
function changedRange(tr: Transaction): { from: number; to: number } | null {
  let range: { from: number; to: number } | null = null;
  tr.mapping.maps.forEach((map, step) => {
    const behind = tr.mapping.slice(step + 1);
    map.forEach((_oldFrom, _oldTo, newFrom, newTo) => {
      const [from, to] = [behind.map(newFrom, -1), behind.map(newTo, 1)];
      range = range ? { from: Math.min(range.from, from), to: Math.max(range.to, to) } : { from, to };
    });
  });
  return range;
}

/** The transaction that composes the letters in a range; null when all are. */
function compose(state: EditorState, typed: { from: number; to: number }): Transaction | null {
  const tr = state.tr;
  const size = state.doc.content.size;
  const [from, to] = [Math.max(0, typed.from), Math.min(typed.to, size)];
  const look = (node: Node, at: number) => {
    if (!node.text || node.text === node.text.normalize('NFC')) return;
    for (const match of node.text.matchAll(decomposed)) {
      const start = at + match.index;
      const composed = match[0].normalize('NFC');
      // A mark typed over a letter that stood there takes the letter with it.
      if (composed === match[0] || start > to || start + match[0].length < from) continue;
      const mapped = tr.mapping.map(start);
      tr.replaceWith(mapped, mapped + match[0].length, state.schema.text(composed, node.marks));
    }
  };
  if (from <= to)
    state.doc.nodesBetween(Math.max(0, from - 1), Math.min(to + 1, size), (node, at) => look(node, at));
  return tr.docChanged ? tr : null;
}
