import type { CDPSession } from 'playwright-core';

/** The part of a heap snapshot that is read: V8's own format, as its developer tools save it. */
interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
}

/** What a script does not hold as data: what V8 compiled of it, and the browser's own objects. */
const notData = new Set(['code', 'native', 'hidden', 'synthetic']);

/**
 * MB that a page's scripts hold as data: objects, arrays, texts, functions. The size of the heap has the compiled code
 * in it as well, of which a page that was used for half an hour has twice as much as a fresh one.
 */
export async function heapData(devtools: CDPSession): Promise<number> {
  const chunks: string[] = [];
  const keep = ({ chunk }: { chunk: string }) => chunks.push(chunk);
  devtools.on('HeapProfiler.addHeapSnapshotChunk', keep);
  // It collects the garbage first.
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  devtools.off('HeapProfiler.addHeapSnapshotChunk', keep);
  const { snapshot, nodes }: Snapshot = JSON.parse(chunks.join(''));
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (!notData.has(types[0][nodes[at + type] ?? 0] ?? '')) bytes += nodes[at + size] ?? 0;
  }
  return bytes / 2 ** 20;
}
