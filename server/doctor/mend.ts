import * as Y from 'yjs';

/** A room's log of which a part is gone, taken apart. */
export interface Mended {
  /** What applies, as one update. */
  update: Uint8Array;
  /** What people typed that does not apply, since it builds on what is gone: in the order in which each one typed it. */
  loose: string;
}

function applied(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc({ gc: false });
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

/** Those updates that can be read; one that makes Yjs fail is left out. */
function readable(updates: readonly Uint8Array[]): Uint8Array[] {
  try {
    applied(updates);
    return [...updates];
  } catch {
    const kept: Uint8Array[] = [];
    for (const update of updates) {
      try {
        applied([...kept, update]);
        kept.push(update);
      } catch {
        // This one is damaged.
      }
    }
    return kept;
  }
}

/** The text of one piece of a document; values of fields as JSON. */
function textOf(content: Y.Item['content']): string {
  if (content instanceof Y.ContentString) return content.str;
  if (content instanceof Y.ContentAny)
    return `\n${content.arr.map((value) => JSON.stringify(value)).join('\n')}\n`;
  return '';
}

/**
 * The pieces that are not filled into the gap on purpose: a device that has the whole document sends from the gap on
 * all that is missing, and must not be told that it was deleted.
 */
function looseText(updates: readonly Uint8Array[], doc: Y.Doc): string {
  const byClient = new Map<number, Map<number, Y.Item>>();
  for (const update of updates) {
    for (const struct of Y.decodeUpdate(update).structs) {
      if (!(struct instanceof Y.Item)) continue;
      const { client, clock } = struct.id;
      if (clock < Y.getState(doc.store, client)) continue;
      const items = byClient.get(client) ?? new Map<number, Y.Item>();
      byClient.set(client, items.set(clock, struct));
    }
  }
  const texts = [...byClient.values()].map((items) =>
    [...items]
      .sort(([a], [b]) => a - b)
      .map(([, item]) => textOf(item.content))
      .join(''),
  );
  return texts.filter((text) => text.trim() !== '').join('\n\n');
}

/** Takes a log apart into what applies and what is loose. */
export function mend(updates: readonly Uint8Array[]): Mended {
  const kept = readable(updates);
  const doc = applied(kept);
  const loose = looseText(kept, doc);
  doc.store.pendingStructs = null;
  doc.store.pendingDs = null;
  return { update: Y.encodeStateAsUpdate(doc), loose };
}
