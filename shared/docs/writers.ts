import type * as Y from 'yjs';

/**
 * Who wrote with which Yjs client id: root map `writers` of every document that a person writes (client id, as a
 * decimal string, to the display name). Any item of the document tells its author through it. The name is what the
 * device says of itself; where it matters, the server puts the name of the session that it saw writing.
 */
export function writersOf(doc: Y.Doc): Y.Map<string> {
  return doc.getMap<string>('writers');
}

/** The longest name that is read, characters. */
const longest = 80;

/** The display name behind a client id, or empty when nobody said. */
export function writerName(doc: Y.Doc, client: number): string {
  const name = writersOf(doc).get(String(client));
  return typeof name === 'string' ? name.normalize('NFC').slice(0, longest) : '';
}

/**
 * Writes this device's name down with its first own change, and again when the name or the client id is another.
 * Returns a function that ends it. Costs one look into a map for each transaction made here.
 */
export function signWrites(doc: Y.Doc, name: () => string): () => void {
  const sign = (transaction: Y.Transaction) => {
    if (!transaction.local) return;
    const { clientID } = doc;
    const now = transaction.afterState.get(clientID);
    if (now === undefined || now === transaction.beforeState.get(clientID)) return;
    const mine = name().slice(0, longest);
    if (mine && writersOf(doc).get(String(clientID)) !== mine) writersOf(doc).set(String(clientID), mine);
  };
  doc.on('afterTransaction', sign);
  return () => doc.off('afterTransaction', sign);
}
