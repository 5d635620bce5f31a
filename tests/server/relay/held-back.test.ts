import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { createRelay } from '../../../server/relay/relay.ts';
import { type Disk, KillableLog, turns } from './killable-log.ts';
import { MemoryClient } from './memory-client.ts';
import { RecordingLogger } from './test-relay.ts';

test('a message that was held back is acknowledged once its rest is stored, not once what it waited for has come', async () => {
  const disk: Disk = new Map();
  const relay = createRelay({
    log: new KillableLog(disk, 10),
    isSealed: () => false,
    logger: new RecordingLogger(),
  });
  onTestFinished(() => relay.close());
  const [first, second] = [new MemoryClient(), new MemoryClient()];
  first.connect(relay, 'r', 'a');
  second.connect(relay, 'r', 'b');
  await turns(60);
  const stored = () => {
    const doc = new Y.Doc();
    for (const update of disk.get('r') ?? []) Y.applyUpdate(doc, update);
    return doc.getText('t').toString();
  };
  const faults: string[] = [];
  second.doc.getText('t').insert(0, 'đầu');
  await turns(60);
  // Before it came the answer to the relay's question, and one word.
  second.onSaved = (count) => {
    if (count >= 3 && !stored().includes('hai')) faults.push(stored());
  };
  // The second has seen what the first wrote before the relay has.
  const cause = new Y.Doc();
  cause.getText('t').insert(0, 'một');
  const update = Y.encodeStateAsUpdate(cause);
  Y.applyUpdate(second.doc, update, second);
  const text = second.doc.getText('t');
  text.insert(text.toString().indexOf('một') + 3, 'hai');
  // What it wrote besides is under way when what it waits for comes.
  text.delete(text.toString().indexOf('đầu'), 3);
  await turns(8);
  Y.applyUpdate(first.doc, update);
  await turns(100);
  expect(stored()).toBe('mộthai');
  expect(faults).toEqual([]);
});
