import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { vi } from 'vitest';
import * as Y from 'yjs';
import { openLogTables } from '../../server/store/sqlite/log-tables.ts';
import { roomName } from '../../shared/dialogue.ts';
import { hallDialogue } from '../e2e/kit.ts';
import { joinAs } from '../e2e/peer.ts';
import { command, type ServerProcess, type ServerSettings, startServer } from '../e2e/server.ts';
import { until } from '../server/relay/test-relay.ts';
import { plainJpeg } from '../shared/papers/sample-files.ts';
import { Writer } from './writer.ts';

// Servers are started many times here, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** Waits for a condition as long as a busy machine may take. */
export function eventually(condition: () => unknown, what: string): Promise<void> {
  return until(condition, what, 30_000);
}

/** A real server as a process, its organizer, and writers without browsers: what the fault tests need. */
export class Stand {
  server: ServerProcess;
  readonly cookie: string;
  readonly dialogueId: string;
  private readonly settings: ServerSettings;

  private constructor(settings: ServerSettings, server: ServerProcess, cookie: string, dialogueId: string) {
    this.settings = settings;
    this.server = server;
    this.cookie = cookie;
    this.dialogueId = dialogueId;
  }

  /** Starts a server on an empty folder, with one dialogue; `args` may load the demonstration beside. */
  static async open(settings: ServerSettings): Promise<Stand> {
    const server = await startServer(settings);
    const cookie = await joinAs(server.organizerLink, 'Lê Văn Phòng');
    const made = await fetch(`${server.url}/api/dialogues`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(hallDialogue),
    });
    const { id } = await made.json();
    return new Stand(settings, server, cookie, id);
  }

  get dataDir(): string {
    return this.settings.dataDir;
  }

  /** A call as the organizer. */
  call(method: string, path: string, json?: unknown): Promise<Response> {
    return fetch(`${this.server.url}/api${path}`, {
      method,
      headers: { cookie: this.cookie, 'content-type': 'application/json' },
      body: json === undefined ? undefined : JSON.stringify(json),
    });
  }

  /** Sends a paper in one step; its bytes differ by `mark`. Returns its hash and the answer. */
  async sendPaper(mark: number): Promise<{ hash: string; status: number }> {
    // The last four bytes before the end of the picture are its scan, of which any will do.
    const bytes = Uint8Array.from(plainJpeg);
    bytes[bytes.length - 3] = mark & 0x7f;
    const hash = createHash('sha256').update(bytes).digest('hex');
    const { status } = await fetch(`${this.server.url}/api/dialogues/${this.dialogueId}/papers/${hash}`, {
      method: 'PATCH',
      headers: { cookie: this.cookie, 'upload-offset': '0', 'upload-length': String(bytes.length) },
      body: bytes,
    });
    return { hash, status };
  }

  /** A device in a room of the stand's dialogue. */
  writer(name: string, kind: 'minutes' | 'board' | 'register' = 'minutes'): Writer {
    const address = this.server.url.replace('http', 'ws');
    return new Writer(`${address}/sync/${roomName(this.dialogueId, kind)}`, this.cookie, name);
  }

  /** Starts the server again at the same address, after `kill` or `stop`. */
  async startAgain(env: Record<string, string> = {}): Promise<void> {
    const { port } = this.server;
    const settings = { ...this.settings, args: [], port, env: { ...this.settings.env, ...env } };
    this.server = await startServer(settings);
  }

  /** Runs a command of the project on the stand's data. */
  command(name: string, args: string[], env: Record<string, string> = {}) {
    return command(name, args, { DATA_DIR: this.dataDir, ...env });
  }
}

/** Runs a command of the project without holding up this process; resolves at its end. */
export function commandMeanwhile(name: string, args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [`server/cli/${name}.ts`, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => {
      out += piece.toString();
    });
  return new Promise<{ code: number | null; out: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, out })),
  );
}

/** All rooms of a data folder as documents, read from the database itself. */
export function storedDocuments(dataDir: string): Map<string, Y.Doc> {
  const database = new DatabaseSync(join(dataDir, 'doithoai.sqlite'));
  try {
    const log = openLogTables(database);
    const rooms = database.prepare('SELECT name FROM update_room ORDER BY name').all();
    return new Map(
      rooms.map(({ name }) => {
        const doc = new Y.Doc({ gc: false });
        for (const update of log.read(String(name)).updates) Y.applyUpdate(doc, update);
        return [String(name), doc];
      }),
    );
  } finally {
    database.close();
  }
}
