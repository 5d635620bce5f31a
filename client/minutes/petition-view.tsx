import type { Node as TiptapNode } from '@tiptap/core';
import { NodeSelection } from '@tiptap/pm/state';
import type { NodeView } from '@tiptap/pm/view';
import { createSignal, Show } from 'solid-js';
import { render } from 'solid-js/web';
import type { Petition as PetitionData } from '../../shared/petition.ts';
import { minutesTexts as t } from '../i18n/minutes.ts';
import { words } from '../i18n/words.ts';
import type { BoardView } from './board-view.ts';
import styles from './petition-view.module.css';
import { Petition } from './schema.ts';

/** So much of a long petition stands in the line; the board has the rest. */
const shownLength = 400;

/** The petition node with its live view: number, field, content and outcome as the board has them now. */
export function petitionNode(board: BoardView): TiptapNode {
  return Petition.extend({
    renderText({ node }) {
      return board.petition(String(node.attrs.petitionId))?.number || t().petition;
    },

    addKeyboardShortcuts() {
      return {
        Enter: () => {
          const { selection } = this.editor.state;
          if (!(selection instanceof NodeSelection) || selection.node.type.name !== this.name) return false;
          board.open(String(selection.node.attrs.petitionId));
          return true;
        },
      };
    },

    addNodeView() {
      return ({ node }) => petitionView(String(node.attrs.petitionId), board);
    },
  });
}

function petitionView(petitionId: string, board: BoardView): NodeView {
  const [id, setId] = createSignal(petitionId);
  const dom = document.createElement('span');
  dom.className = styles.mention ?? '';
  dom.setAttribute('role', 'link');
  const open = (event: MouseEvent) => {
    if (event.button === 0 && board.petition(id())) board.open(id());
  };
  dom.addEventListener('click', open);
  const dispose = render(() => <Mention id={id()} board={board} />, dom);
  return {
    dom,
    update: (node) => {
      if (node.type.name !== Petition.name) return false;
      setId(String(node.attrs.petitionId));
      return true;
    },
    // What the board changes here is no change of the text; the editor must not read it as typing.
    ignoreMutation: () => true,
    destroy: () => {
      dom.removeEventListener('click', open);
      dispose();
    },
  };
}

function Mention(props: { id: string; board: BoardView }) {
  const petition = () => props.board.petition(props.id);
  return (
    <Show
      when={petition()}
      fallback={<span class={styles.gone}>{props.board.ready() ? t().gone : t().loadingPetition}</span>}
    >
      {(present) => <Living petition={present()} board={props.board} />}
    </Show>
  );
}

function Living(props: { petition: PetitionData; board: BoardView }) {
  const number = () => props.petition.number || t().noNumber;
  const content = () => {
    const text = props.petition.content.trim().replace(/\s+/g, ' ');
    return text.length > shownLength ? `${text.slice(0, shownLength).trimEnd()}…` : text || t().noContent;
  };
  const state = () => {
    if (props.petition.state !== 'merged')
      return words().state[props.petition.outcome || props.petition.state];
    return t().mergedInto(props.board.petition(props.petition.mergedInto)?.number || t().noNumber);
  };
  return (
    <span
      classList={{
        [styles.away ?? '']: props.petition.state === 'merged' || props.petition.state === 'withdrawn',
      }}
      title={t().openPetition(number())}
    >
      <strong class={styles.number}>{number()}</strong>{' '}
      <Show when={props.petition.field}>
        <span class={styles.field}>{props.petition.field}</span>{' '}
      </Show>
      <span class={styles.content}>{content()}</span>{' '}
      <span class={styles.state} data-state={props.petition.outcome || props.petition.state}>
        {state()}
      </span>
    </span>
  );
}
