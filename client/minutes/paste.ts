import { nestWordLists } from './word-lists.ts';

/** What is taken over from another program's clipboard: headings, lists, tables, bold, italic, underline. */

/** Most text one paste may bring, UTF-8 bytes. More would hold up the page and everybody it is sent to. */
export const pasteTextLimit = 2 * 1024 * 1024;
/** Word wraps a line of text in ten of markup; beyond this even reading it would hold up the page. */
export const pasteMarkupLimit = 30 * 1024 * 1024;

/** The size (bytes) that makes a paste too large, or 0 when it may be taken. */
export function refusedSize(text: string, html: string): number {
  if (html.length > pasteMarkupLimit) return html.length;
  if (text.length > pasteTextLimit) return text.length;
  const bytes = new TextEncoder().encode(text).length;
  return bytes > pasteTextLimit ? bytes : 0;
}

/**
 * The size (bytes) of HTML's own text when it makes a paste too large, or 0. A clipboard may hold HTML alone, with a
 * text that `refusedSize` has not seen.
 */
export function refusedHtmlText(html: string, parse: (html: string) => Document): number {
  if (html.length <= pasteTextLimit / 4) return 0;
  const { body } = parse(html);
  for (const element of body.querySelectorAll(dropped)) element.remove();
  return refusedSize(body.textContent ?? '', '');
}

/** NFC, without control characters and object signs, which no document format can hold. */
export function cleanText(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]|[\uFFFC\uFEFF]/gu, '').normalize('NFC');
}

const dropped = [
  'script, style, link, meta, title, head, template, noscript, xml, base',
  'img, picture, svg, object, embed, iframe, video, audio, canvas, map',
  'input, select, textarea, button, form > label',
  'del, s[data-deleted], .MsoCommentReference, .MsoCommentText, .msocomtxt, .msocomanchor',
  '[style*="mso-element:comment"], [style*="mso-special-character:comment"], [style*="mso-hide:all"]',
].join(', ');

/** A cell that spans more than this is no table that a person drew. */
const widestSpan = 60;

/**
 * Cleans HTML from the clipboard: Word's pseudo lists become lists, comments, deleted and hidden text,
 * images and scripts go, letters are composed. The rest (fonts, colours, links, attributes) has no place in
 * the minutes' schema and falls away when the result is parsed by it.
 * @param parse makes an inert document of HTML (`DOMParser`)
 */
export function cleanHtml(html: string, parse: (html: string) => Document): string {
  const { body } = parse(html);
  for (const element of body.querySelectorAll(dropped)) element.remove();
  for (const element of body.querySelectorAll<HTMLElement>('[style*="display"]')) {
    if (/display:\s*none/i.test(element.getAttribute('style') ?? '')) element.remove();
  }
  dropComments(body);
  const own = body.querySelector('[data-pm-slice]') !== null;
  nestWordLists(body);
  for (const heading of body.querySelectorAll('h4, h5, h6')) rename(heading, 'h3');
  for (const paragraph of body.querySelectorAll('p[style*="mso-outline-level"]')) promote(paragraph);
  for (const cell of body.querySelectorAll('thead td')) rename(cell, 'th');
  for (const cell of body.querySelectorAll('td, th')) boundSpans(cell);
  for (const element of body.querySelectorAll('*')) dropHandlers(element);
  cleanTextNodes(body, own);
  if (!own) dropEmptyParagraphs(body);
  return body.innerHTML;
}

/** Event handlers would wake up where the editor reads the result. */
function dropHandlers(element: Element): void {
  for (const name of element.getAttributeNames()) if (/^on/i.test(name)) element.removeAttribute(name);
}

function dropComments(root: Element): void {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
}

function cleanTextNodes(root: Element, own: boolean): void {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const value = cleanText(text.nodeValue ?? '');
    // Word indents and aligns with no-break spaces; as plain spaces they collapse.
    text.nodeValue = own ? value : value.replaceAll('\u00A0', ' ');
  }
}

/** Official documents space their paragraphs with empty ones; the minutes do not need them. */
function dropEmptyParagraphs(root: Element): void {
  for (const paragraph of root.querySelectorAll('p')) {
    const alone = /^(TD|TH|LI)$/.test(paragraph.parentElement?.tagName ?? '');
    if (!alone && (paragraph.textContent ?? '').trim() === '') paragraph.remove();
  }
}

function rename(element: Element, tag: string): void {
  const next = element.ownerDocument.createElement(tag);
  for (const name of ['colspan', 'rowspan', 'style']) {
    const value = element.getAttribute(name);
    if (value !== null) next.setAttribute(name, value);
  }
  next.append(...element.childNodes);
  element.replaceWith(next);
}

/** A paragraph that Word counts as a heading (outline level 1 to 9). */
function promote(paragraph: Element): void {
  const level = /mso-outline-level:\s*(\d)/i.exec(paragraph.getAttribute('style') ?? '')?.[1];
  if (level) rename(paragraph, `h${Math.min(Number(level), 3)}`);
}

function boundSpans(cell: Element): void {
  for (const name of ['colspan', 'rowspan']) {
    const span = Number(cell.getAttribute(name) ?? 1);
    if (!(span >= 1 && span <= widestSpan)) cell.removeAttribute(name);
  }
}
