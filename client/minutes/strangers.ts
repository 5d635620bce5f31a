import * as Y from 'yjs';

/**
 * What the editor cannot draw at all: values, maps and lists between the text's elements, and a text that stands in
 * no element. No page writes them, but an update made by hand can, and the editor would fail on it for everybody. So
 * who may write takes it out again before the editor sees it; what the schema does not know the editor leaves out
 * by itself.
 */

type Container = Y.XmlFragment | Y.XmlElement;

function isContainer(type: unknown): type is Container {
  return type instanceof Y.XmlFragment;
}

/** Places, in `container`, of what cannot be drawn; `body` is the whole text. */
function strangersIn(container: Container, body: Y.XmlFragment): number[] {
  const children: unknown[] = container.toArray();
  return children.flatMap((child, at) => {
    const isText = child instanceof Y.XmlText && container !== body;
    // An element by the name of the editor's own pieces of text would be one without letters.
    const isElement = child instanceof Y.XmlElement && child.nodeName !== 'text';
    return isElement || isText ? [] : [at];
  });
}

function* containersIn(container: Container): Generator<Container> {
  yield container;
  for (const child of container.toArray()) if (isContainer(child)) yield* containersIn(child);
}

function takeOut(body: Y.XmlFragment, containers: Iterable<Container>): void {
  const found = [...containers]
    .map((container) => ({ container, places: strangersIn(container, body) }))
    .filter(({ places }) => places.length > 0);
  if (found.length === 0) return;
  body.doc?.transact(() => {
    for (const { container, places } of found) {
      // It went with a stranger that it was in.
      if (container._item?.deleted) continue;
      for (const at of places.reverse()) container.delete(at, 1);
    }
  });
}

function isIn(container: Container, body: Y.XmlFragment): boolean {
  for (let at: unknown = container; at instanceof Y.AbstractType; at = at.parent)
    if (at === body) return true;
  return false;
}

/**
 * Takes strangers out of a text, now and before the observers of each change see them, until the returned function
 * is called.
 */
export function keepStrangersOut(body: Y.XmlFragment): () => void {
  const { doc } = body;
  const listener = (transaction: Y.Transaction): void => {
    const types: unknown[] = [...transaction.changed.keys()];
    const touched = types.filter(isContainer);
    if (touched.length === 0) return;
    const living = touched.filter((type) => type._item?.deleted !== true && isIn(type, body));
    takeOut(body, new Set(living.flatMap((type) => [type, ...newIn(type, transaction)])));
  };
  takeOut(body, containersIn(body));
  doc?.on('beforeObserverCalls', listener);
  return () => doc?.off('beforeObserverCalls', listener);
}

/** What a change brought into a container as a whole, with all that is in it: of that only the parent is told. */
function* newIn(parent: Container, { beforeState }: Y.Transaction): Generator<Container> {
  for (const child of parent.toArray()) {
    if (!isContainer(child) || !child._item) continue;
    const { client, clock } = child._item.id;
    if (clock >= (beforeState.get(client) ?? 0)) yield* containersIn(child);
  }
}
