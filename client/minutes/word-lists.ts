/**
 * Word puts no lists on the clipboard but paragraphs that look like some: `<p style="mso-list:l0 level2 lfo1">`
 * with the bullet or number typed into a `mso-list:Ignore` span.
 */

interface Marker {
  level: number;
  listId: string;
  ordered: boolean;
  start: number;
}

interface Level {
  level: number;
  listId: string;
  ordered: boolean;
  list: Element;
}

const deepest = 9;

/** Makes real lists of Word's pseudo lists, wherever they stand under `root` (cells of tables included). */
export function nestWordLists(root: Element): void {
  const containers = new Set<Element>();
  for (const paragraph of root.querySelectorAll('p[style*="mso-list"]')) {
    if (paragraph.parentElement) containers.add(paragraph.parentElement);
  }
  for (const container of containers) nestIn(container);
}

function nestIn(container: Element): void {
  let open: Level[] = [];
  for (const child of [...container.childNodes]) {
    if (!isElement(child)) {
      if ((child.nodeValue ?? '').trim() !== '') open = [];
      continue;
    }
    const marker = child.tagName === 'P' ? takeMarker(child) : null;
    if (!marker) {
      open = [];
      continue;
    }
    open = open.filter((level) => level.level <= marker.level);
    const last = open.at(-1);
    const goesOn =
      last?.level === marker.level &&
      last.ordered === marker.ordered &&
      (!marker.ordered || last.listId === marker.listId || marker.start > 1);
    if (!goesOn) {
      open = open.filter((level) => level.level < marker.level);
      open.push(openList(child, marker, open.at(-1)));
    }
    const item = child.ownerDocument.createElement('li');
    open.at(-1)?.list.append(item);
    item.append(child);
  }
}

/** A new list: inside the last item of the list around it, or in the paragraph's place. */
function openList(paragraph: Element, marker: Marker, around: Level | undefined): Level {
  const list = paragraph.ownerDocument.createElement(marker.ordered ? 'ol' : 'ul');
  if (marker.ordered && marker.start !== 1) list.setAttribute('start', String(marker.start));
  const item = around?.list.lastElementChild;
  if (item) item.append(list);
  else paragraph.before(list);
  return { level: marker.level, listId: marker.listId, ordered: marker.ordered, list };
}

/** Reads the paragraph's place in its list and takes the typed bullet out; null when it is in no list. */
function takeMarker(paragraph: Element): Marker | null {
  const match = /mso-list:\s*(l\d+)\s+level(\d+)/i.exec(paragraph.getAttribute('style') ?? '');
  if (!match?.[1]) return null;
  let typed = '';
  for (const span of paragraph.querySelectorAll('span[style*="mso-list"]')) {
    if (!/mso-list:\s*ignore/i.test(span.getAttribute('style') ?? '')) continue;
    typed = (span.textContent ?? '').replace(/[\s\u00A0]+/g, '');
    span.remove();
  }
  const number = /^\(?(?:\d+\.)*(\d+|[a-zđ]{1,4})[.)]/iu.exec(typed)?.[1];
  return {
    level: Math.min(Number(match[2]), deepest),
    listId: match[1],
    ordered: number !== undefined,
    start: number !== undefined && /^\d+$/.test(number) ? Number(number) : 1,
  };
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}
