import { onTestFinished } from 'vitest';
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
