import * as Y from 'yjs';
import type { Dialogue, Office } from './dialogue.ts';
import { bodyOf, isTextBlock } from './docs/minutes.ts';
import type { RichMark, RichNode } from './rich-text.ts';

/**
 * The minutes' text as it is before the first word is typed, and the way between plain data and Yjs.
 * Time, place, chair and secretaries are the form's (`MinutesFacts`); the document prints them around the text.
 */

type Attrs = NonNullable<RichNode['attrs']>;

const say = (text: string): RichNode => ({
  type: 'paragraph',
  ...(text ? { content: [{ type: 'text', text: text.normalize('NFC') }] } : {}),
});
const heading = (level: 1 | 2 | 3, text: string): RichNode => ({
  ...say(text),
  type: 'heading',
  attrs: { level },
});
const bullets = (lines: string[]): RichNode => ({
  type: 'bulletList',
  content: lines.map((line) => ({ type: 'listItem', content: [say(line)] })),
});

/**
 * The sections of the biên bản, filled from the dialogue: participants, opening, petitions by field in the
 * order of events, what stays open, conclusion. Headings bear no numbers: editor and document count them.
 */
export function minutesTemplate(
  dialogue: Pick<Dialogue, 'groups' | 'fields' | 'chairName' | 'chairTitle'>,
  office: Pick<Office, 'villages'>,
): RichNode {
  const chair = [dialogue.chairName, dialogue.chairTitle].filter(Boolean).join(' – ') || '…………';
  const groups = dialogue.groups.length > 0 ? dialogue.groups : ['Đại biểu mời', 'Người dân'];
  const villages = office.villages.length > 0 ? ` (${office.villages.join(', ')})` : '';
  const fields = dialogue.fields.length > 0 ? dialogue.fields : ['Ý kiến, kiến nghị chung'];
  return {
    type: 'doc',
    content: [
      heading(1, 'THÀNH PHẦN THAM DỰ'),
      bullets(groups.map((group) => `${withoutEnd(group)}: …… người.`)),
      say(`Người dân các thôn${villages}: có danh sách điểm danh kèm theo.`),
      heading(1, 'NỘI DUNG HỘI NGHỊ'),
      heading(2, 'Khai mạc'),
      say(
        `${chair}, chủ trì hội nghị, tuyên bố lý do, giới thiệu đại biểu và nêu mục đích, yêu cầu của buổi đối thoại.`,
      ),
      heading(2, 'Ý kiến, kiến nghị của người dân và trả lời tại hội nghị'),
      ...fields.flatMap((field) => [heading(3, fieldTitle(field)), say('')]),
      heading(2, 'Nội dung ghi nhận, giải trình sau hoặc trình cấp có thẩm quyền'),
      say(''),
      heading(1, 'KẾT LUẬN CỦA CHỦ TRÌ'),
      say(''),
    ],
  };
}

function withoutEnd(line: string): string {
  return line.trim().replace(/[.;:,]+$/u, '');
}

function fieldTitle(field: string): string {
  return /^(lĩnh vực|ý kiến)/iu.test(field)
    ? field
    : `Lĩnh vực ${field.charAt(0).toLowerCase()}${field.slice(1)}`;
}

/**
 * Writes `node` (type doc) as the text of `doc`, in the shape that the editor's Yjs binding reads.
 * Does nothing when there is text already, so that it can be called again after a crash.
 */
export function writeTemplate(doc: Y.Doc, node: RichNode): void {
  const body = bodyOf(doc);
  if (body.length > 0) return;
  doc.transact(() => body.insert(0, toTypes(node.content ?? [])));
}

/** Yjs types attributes as strings; the editor's binding stores any plain value. */
interface AttributeSink {
  setAttribute(name: string, value: NonNullable<Attrs[string]>): void;
}

/** Children as Yjs types; text nodes side by side share one Y.XmlText, as the binding expects. */
function toTypes(nodes: readonly RichNode[]): (Y.XmlElement | Y.XmlText)[] {
  const result: (Y.XmlElement | Y.XmlText)[] = [];
  let delta: { insert: string; attributes: Record<string, object> }[] = [];
  const endText = () => {
    if (delta.length === 0) return;
    const text = new Y.XmlText();
    text.applyDelta(delta);
    result.push(text);
    delta = [];
  };
  for (const node of nodes) {
    if (node.type === 'text') {
      const marks = (node.marks ?? []).map((mark) => [mark.type, {}] as const);
      delta.push({ insert: node.text ?? '', attributes: Object.fromEntries(marks) });
      continue;
    }
    endText();
    const element = new Y.XmlElement(node.type);
    const attributes: AttributeSink = element;
    for (const [key, value] of Object.entries(node.attrs ?? {})) {
      if (value !== null) attributes.setAttribute(key, value);
    }
    const children = toTypes(node.content ?? []);
    if (children.length === 0 && isTextBlock(node.type)) children.push(new Y.XmlText());
    element.insert(0, children);
    result.push(element);
  }
  endText();
  return result;
}

const knownNodes = new Set([
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'listItem',
  'table',
  'tableRow',
  'tableCell',
  'tableHeader',
  'petition',
  'speaker',
  'hardBreak',
]);
const knownMarks = ['bold', 'italic', 'underline'] as const;
/** Deeper than any list in a list in a table that a person makes; what lies below is read as plain text. */
const deepest = 40;

/**
 * The minutes' text as data, without editor or DOM: what the editor shows, in NFC. Never throws: whatever a
 * hostile update put there comes out as known nodes, known marks and plain attributes; of an unknown node
 * the content is kept. `seen` is told which element of the document each node was read from.
 */
export function readBody(doc: Y.Doc, seen: Seen = () => undefined): RichNode {
  let items: unknown[];
  try {
    items = bodyOf(doc).toArray();
  } catch {
    items = []; // a peer made the root another type
  }
  return { type: 'doc', content: items.flatMap((item) => readItem(item, 1, seen)).map(asBlock) };
}

/** A document holds blocks only: text that a peer put straight into the root gets a paragraph. */
function asBlock(node: RichNode): RichNode {
  const inline = node.type === 'text' || node.type === 'hardBreak' || node.type === 'speaker';
  return inline ? { type: 'paragraph', content: [node] } : node;
}

/** Told of each node and the element it was read from. */
type Seen = (node: RichNode, element: Y.XmlElement) => void;

function readItem(item: unknown, depth: number, seen: Seen): RichNode[] {
  if (item instanceof Y.XmlText) return readText(item);
  if (!(item instanceof Y.XmlElement)) return [];
  if (depth > deepest) return textBelow(item);
  const content = joinText(item.toArray().flatMap((child: unknown) => readItem(child, depth + 1, seen)));
  const type: unknown = item.nodeName;
  if (typeof type !== 'string' || !knownNodes.has(type)) return content;
  const attrs = readAttrs(item);
  const node = { type, ...(attrs ? { attrs } : {}), ...(content.length > 0 ? { content } : {}) };
  seen(node, item);
  return [node];
}

/** Text nodes side by side with the same marks become one, as in the editor. */
function joinText(nodes: RichNode[]): RichNode[] {
  const result: RichNode[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (last?.type === 'text' && node.type === 'text' && sameMarks(last, node)) {
      last.text = `${last.text}${node.text}`;
    } else result.push(node);
  }
  return result;
}

function sameMarks(a: RichNode, b: RichNode): boolean {
  const names = (node: RichNode) => (node.marks ?? []).map((mark) => mark.type).join();
  return names(a) === names(b);
}

function readText(text: Y.XmlText): RichNode[] {
  const result: RichNode[] = [];
  for (const part of deltaOf(text)) {
    if (typeof part.insert !== 'string' || part.insert === '') continue;
    const attributes = part.attributes ?? {};
    const marks: RichMark[] = [];
    for (const type of knownMarks) if (attributes[type]) marks.push({ type });
    result.push({
      type: 'text',
      text: part.insert.normalize('NFC'),
      ...(marks.length > 0 ? { marks } : {}),
    });
  }
  return result;
}

function deltaOf(text: Y.XmlText): { insert?: unknown; attributes?: Record<string, unknown> }[] {
  try {
    return text.toDelta();
  } catch {
    return [];
  }
}

function readAttrs(element: Y.XmlElement): Attrs | null {
  const attrs: Attrs = {};
  for (const [key, value] of Object.entries(element.getAttributes() as Record<string, unknown>)) {
    if (typeof value === 'string') attrs[key] = value.normalize('NFC');
    else if (typeof value === 'boolean' || isFiniteNumber(value)) attrs[key] = value;
    else if (Array.isArray(value) && value.every(isFiniteNumber)) attrs[key] = value;
  }
  return Object.keys(attrs).length > 0 ? attrs : null;
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** All text below an element, without recursion: a peer may nest without end. */
function textBelow(element: Y.XmlElement): RichNode[] {
  const result: RichNode[] = [];
  const stack: unknown[] = [element];
  while (stack.length > 0) {
    const item = stack.pop();
    if (item instanceof Y.XmlText) result.push(...readText(item));
    else if (item instanceof Y.XmlElement) stack.push(...item.toArray().reverse());
  }
  return result;
}
