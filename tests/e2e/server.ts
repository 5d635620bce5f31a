import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A folder for one test's data, removed by `remove`. */
export function dataFolder() {
  const dir = mkdtempSync(join(tmpdir(), 'doithoai-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** The real server as a process of its own. */
export interface ServerProcess {
  pid: number;
  port: number;
  url: string;
  /** The organizer's one-time link. */
  organizerLink: string;
  output(): string;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

export interface ServerSettings {
  dataDir: string;
  /** 0: any free port. */
  port?: number;
  args?: string[];
  env?: Record<string, string>;
  /** Folder of another version of the program; this one's when left out. */
  program?: string;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

function launch({ dataDir, port = 0, args = [], env = {}, program = root }: ServerSettings): ChildProcess {
  const child = spawn(process.execPath, ['server/start.mjs', ...args], {
    cwd: program,
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Starts the server and resolves once it has printed the organizer's link. */
export function startServer(settings: ServerSettings): Promise<ServerProcess> {
  const child = launch(settings);
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const link = /(https?:\/\/(?:127\.0\.0\.1|localhost):(\d+))\/join#[\w-]{43}/.exec(output);
      if (!link?.[1]) return;
      resolve({
        pid: child.pid ?? 0,
        port: Number(link[2]),
        url: link[1],
        organizerLink: link[0],
        output: () => output,
        stop: () => {
          child.kill('SIGTERM');
          return exited;
        },
        kill: async () => {
          child.kill('SIGKILL');
          await exited;
        },
      });
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void exited.then((code) => reject(new Error(`the server ended with ${code}: ${output}`)));
  });
}

/** Starts a server that is expected to refuse; resolves to what it said and its exit code. */
export function refusedStart(settings: ServerSettings): Promise<{ code: number | null; said: string }> {
  const child = launch(settings);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

/** Runs a command of the project (server/cli/NAME.ts) to its end. */
export function command(name: string, args: string[], env: Record<string, string>) {
  const result = spawnSync(process.execPath, [`server/cli/${name}.ts`, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return { code: result.status, out: result.stdout.trim(), err: result.stderr.trim() };
}
