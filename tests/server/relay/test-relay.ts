import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Grant } from '../../../server/relay/contract.ts';
import { MemoryLog } from '../../../server/relay/memory-log.ts';
import { createRelay, type ObservedRelay, type RelayOptions } from '../../../server/relay/relay.ts';

/** A logger that keeps what it is told. */
export class RecordingLogger {
  readonly lines: { level: string; fields: object; message: string }[] = [];
  debug = this.recorder('debug');
  info = this.recorder('info');
  warn = this.recorder('warn');
  error = this.recorder('error');

  private recorder(level: string): (fields: object, message: string) => void {
    return (fields, message) => {
      this.lines.push({ level, fields, message });
    };
  }
}

export interface TestRelay {
  relay: ObservedRelay;
  logger: RecordingLogger;
  /** `ws://127.0.0.1:…`; a room is its path, `?mode=read` asks for a reader, `?subject=…` for a name. */
  url: string;
  close(): Promise<void>;
}

/** A relay on a port of its own, which grants whatever the address asks for. */
export async function startRelay(options: Partial<RelayOptions> = {}): Promise<TestRelay> {
  const logger = new RecordingLogger();
  const relay = createRelay({ log: new MemoryLog(), isSealed: () => false, logger, ...options });
  const http = createServer();
  let count = 0;
  http.on('upgrade', (request, socket, head) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'ws://relay');
    const grant: Grant = {
      room: decodeURIComponent(pathname.slice(1)),
      mode: searchParams.get('mode') === 'read' ? 'read' : 'write',
      subject: searchParams.get('subject') ?? `subject-${++count}`,
    };
    relay.connect(request, socket, head, grant);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    relay,
    logger,
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async close() {
      await relay.close().catch(() => {});
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** Waits until `condition` holds, looking every few milliseconds; fails with `what` after `within` ms. */
export async function until(condition: () => unknown, what: string, within = 10_000): Promise<void> {
  const end = performance.now() + within;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`not within ${within} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
