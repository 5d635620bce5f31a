import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';

/*
 * A browser of its own with nothing attached to it but what a measurement needs. A test's browser is watched at every
 * request and every task, with the stack of each: a start under its eyes takes a third longer than a person's.
 */

interface Answer {
  id?: number;
  result?: Record<string, unknown>;
  error?: { message: string };
}

/** One page of a bare browser. */
export interface BarePage {
  /** A command of the DevTools protocol to this page. */
  send(method: string, params?: object): Promise<Record<string, unknown>>;
  /** What an expression comes to, by value. */
  evaluate<T>(expression: string): Promise<T>;
  close(): Promise<void>;
}

export interface BareBrowser {
  page(): Promise<BarePage>;
  close(): Promise<void>;
}

/** Starts Chromium on a profile folder. */
export async function bareBrowser(program: string, profile: string): Promise<BareBrowser> {
  const child = spawn(
    program,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--remote-debugging-port=0',
      '--window-size=1366,768',
      '--lang=vi-VN',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const connection = await connect(await addressOf(child));
  return {
    async page() {
      const { targetId } = await connection.send('', 'Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await connection.send('', 'Target.attachToTarget', { targetId, flatten: true });
      const send: BarePage['send'] = (method, params) => connection.send(String(sessionId), method, params);
      return {
        send,
        async evaluate<T>(expression: string) {
          const { result } = await send('Runtime.evaluate', { expression, returnByValue: true });
          return (result as { value: T }).value;
        },
        async close() {
          await connection.send('', 'Target.closeTarget', { targetId });
        },
      };
    },
    async close() {
      const ended = once(child, 'exit');
      await connection.send('', 'Browser.close');
      await ended;
      connection.close();
    },
  };
}

async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('the browser says nothing');
  for await (const line of createInterface({ input: stderr })) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (!address) continue;
    stderr.resume();
    return address;
  }
  throw new Error('the browser did not start');
}

async function connect(address: string) {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  socket.on('message', (data) => {
    const answer: Answer = JSON.parse(String(data));
    waiting.get(answer.id ?? 0)?.(answer);
  });
  return {
    async send(sessionId: string, method: string, params: object = {}): Promise<Record<string, unknown>> {
      last += 1;
      const id = last;
      const answer = await new Promise<Answer>((resolve) => {
        waiting.set(id, resolve);
        socket.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }));
      });
      waiting.delete(id);
      if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
      return answer.result ?? {};
    },
    close: () => socket.close(),
  };
}
