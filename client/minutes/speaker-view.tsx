import type { Node as TiptapNode } from '@tiptap/core';
import type { NodeView } from '@tiptap/pm/view';
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { readSpeaker, type Speaker as SpeakerData, speakersOf } from '../../shared/docs/speakers.ts';
import { speakerLine } from '../../shared/speaker-words.ts';
import type { OpenDocument } from '../sync/open-document.ts';
import { yjsRecords } from '../sync/signals.ts';
import { Speaker } from './schema.ts';
import styles from './speaker-view.module.css';

type FindSpeaker = (id: string) => SpeakerData | undefined;

/**
 * The speaker node with its live view: name, village and group as the register has them now, a neutral word
 * when the entry is gone. Follows the register until the Solid owner ends.
 */
export function speakerNode(register: OpenDocument | undefined): TiptapNode {
  const records = register ? yjsRecords(speakersOf(register.doc), readSpeaker) : {};
  const find: FindSpeaker = (id) => records[id];
  return Speaker.extend({
    renderText({ node }) {
      return speakerLine(find(String(node.attrs.speakerId)));
    },

    addNodeView() {
      return ({ node }) => speakerView(String(node.attrs.speakerId), find);
    },
  });
}

function speakerView(speakerId: string, find: FindSpeaker): NodeView {
  const [id, setId] = createSignal(speakerId);
  const dom = document.createElement('span');
  dom.className = styles.speaker ?? '';
  const dispose = render(() => <>{speakerLine(find(id()))}</>, dom);
  return {
    dom,
    update: (node) => {
      if (node.type.name !== Speaker.name) return false;
      setId(String(node.attrs.speakerId));
      return true;
    },
    // What the register changes here is no change of the text; the editor must not read it as typing.
    ignoreMutation: () => true,
    destroy: dispose,
  };
}
