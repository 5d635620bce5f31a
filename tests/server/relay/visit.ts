import { onTestFinished } from 'vitest';
import * as Y from 'yjs';
import type { RelayOptions } from '../../../server/relay/relay.ts';
import { RawClient } from './raw-client.ts';
import { startRelay, type TestRelay } from './test-relay.ts';

/** A relay for the test that is running. */
export async function start(options: Partial<RelayOptions> = {}): Promise<TestRelay> {
  const running = await startRelay(options);
  onTestFinished(() => running.close());
  return running;
}

/** A client that has joined, for the test that is running. */
export async function join(url: string): Promise<RawClient> {
  const client = await RawClient.join(url);
  onTestFinished(() => client.ws.terminate());
  return client;
}

/** A text of which each edit is sent by the client at once. */
export function writingTo(client: RawClient): Y.Text {
  const doc = new Y.Doc();
  doc.on('update', (update: Uint8Array) => client.update(update));
  return doc.getText('text');
}

/** The text of a document that is sent these updates. */
export function textOf(...updates: Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc.getText('text').toString();
}
