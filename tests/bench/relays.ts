import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, isListening } from '../setup/ports.ts';
import type { Dialect } from './load-client.ts';

const here = import.meta.dirname;
const root = join(here, '../..');

/** A relay that can be measured. */
export interface Contestant {
  id: string;
  name: string;
  dialect: Dialect;
  /** True if it writes documents to disk. */
  stores: boolean;
  /** Program arguments of Node, and the environment. */
  command(port: number, data: string): { args: string[]; env: Record<string, string> };
}

const yWebsocket = join(here, 'node_modules/y-websocket/bin/server.cjs');
const hocuspocus = join(here, 'peers/hocuspocus.ts');

export const contestants: readonly Contestant[] = [
  {
    id: 'ours',
    name: 'this relay, SQLite, commit before sending',
    dialect: 'y-websocket',
    stores: true,
    command: (port, data) => ({
      args: [join(root, 'server/cli/relay.ts'), '--port', String(port), '--data', data],
      env: {},
    }),
  },
  {
    id: 'y-websocket',
    name: 'y-websocket 2.1.0',
    dialect: 'y-websocket',
    stores: false,
    command: (port) => ({ args: [yWebsocket], env: { HOST: '127.0.0.1', PORT: String(port) } }),
  },
  {
    id: 'y-leveldb',
    name: 'y-websocket 2.1.0, y-leveldb',
    dialect: 'y-websocket',
    stores: true,
    command: (port, data) => ({
      args: [yWebsocket],
      env: { HOST: '127.0.0.1', PORT: String(port), YPERSISTENCE: data },
    }),
  },
  {
    id: 'hocuspocus',
    name: 'Hocuspocus 4.7.0',
    dialect: 'hocuspocus',
    stores: false,
    command: (port) => ({ args: [hocuspocus], env: { PORT: String(port) } }),
  },
  {
    id: 'hocuspocus-sqlite',
    name: 'Hocuspocus 4.7.0, SQLite',
    dialect: 'hocuspocus',
    stores: true,
    command: (port, data) => ({ args: [hocuspocus], env: { PORT: String(port), DATA: data } }),
  },
  {
    id: 'repeater',
    name: 'bare ws, only repeats (the limit)',
    dialect: 'repeater',
    stores: false,
    command: (port) => ({ args: [join(here, 'peers/repeater.ts')], env: { PORT: String(port) } }),
  },
];

/** A relay's process. */
export class Running {
  readonly contestant: Contestant;
  readonly url: string;
  readonly pid: number;
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;

  private constructor(contestant: Contestant, child: ChildProcess, port: number) {
    this.contestant = contestant;
    this.child = child;
    this.url = `ws://127.0.0.1:${port}`;
    if (child.pid === undefined) throw new Error(`${contestant.name} did not start`);
    this.pid = child.pid;
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
  }

  /** Starts a relay on a free port, or the one that is given, and waits until it listens. */
  static async start(
    contestant: Contestant,
    data: string,
    more: readonly string[] = [],
    given?: number,
  ): Promise<Running> {
    const port = given ?? (await freePort());
    const { args, env } = contestant.command(port, data);
    const child = spawn(process.execPath, [...args, ...more], {
      env: { ...process.env, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const running = new Running(contestant, child, port);
    await running.listens(port);
    return running;
  }

  private async listens(port: number): Promise<void> {
    for (let attempt = 0; attempt < 2000; attempt++) {
      if (this.child.exitCode !== null)
        throw new Error(`${this.contestant.name} ended with ${this.child.exitCode}`);
      if (await isListening(port)) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`${this.contestant.name} does not listen`);
  }

  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void> {
    this.child.kill('SIGKILL');
    return this.ended;
  }
}

/** A new, empty data folder, removed by `removeFolder`. */
export function newFolder(): string {
  const parent = process.env.BENCH_DATA ?? tmpdir();
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'relay-bench-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
