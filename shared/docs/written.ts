import * as Y from 'yjs';
import { bodyOf } from './minutes.ts';

/** The minutes' text with who wrote each part of it, from the Yjs items themselves. */

export interface WrittenRun {
  /** Yjs client id. */
  client: number;
  text: string;
}

export interface WrittenPassage {
  kind: 'heading' | 'text' | 'petition';
  runs: WrittenRun[];
  /** Of a petition's place in the text; else empty. */
  petitionId: string;
}

/** The runs of a text, neighbours of one writer together. */
function runsOf(text: Y.XmlText): WrittenRun[] {
  const runs: WrittenRun[] = [];
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const { client } = item.id;
    const last = runs.at(-1);
    if (last?.client === client) last.text += item.content.str;
    else runs.push({ client, text: item.content.str });
  }
  return runs;
}

function textAttribute(element: Y.XmlElement, name: string): string {
  const value: unknown = element.getAttribute(name);
  return typeof value === 'string' ? value : '';
}

/** All passages that hold something, in order. Never throws and never recurs: a peer may nest without end. */
export function writtenPassages(doc: Y.Doc): WrittenPassage[] {
  const passages: WrittenPassage[] = [];
  const stack: unknown[] = [...bodyOf(doc).toArray()].reverse();
  while (stack.length > 0) {
    const node = stack.pop();
    if (node instanceof Y.XmlText) {
      const parent: unknown = node.parent;
      const heading = parent instanceof Y.XmlElement && parent.nodeName === 'heading';
      const runs = runsOf(node);
      if (runs.some(({ text }) => text.trim() !== ''))
        passages.push({ kind: heading ? 'heading' : 'text', runs, petitionId: '' });
    } else if (node instanceof Y.XmlElement) {
      if (node.nodeName === 'petition')
        passages.push({ kind: 'petition', runs: [], petitionId: textAttribute(node, 'petitionId') });
      stack.push(...node.toArray().reverse());
    }
  }
  return passages;
}

/** Adds a paragraph of plain text at the end of the minutes, as an edit of its own. */
export function appendParagraph(doc: Y.Doc, text: string): void {
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(text.normalize('NFC'))]);
    bodyOf(doc).push([paragraph]);
  });
}
