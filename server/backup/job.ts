import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BackupError } from './error.ts';
import type { BackupAnswer, BackupJob } from './worker.ts';
import type { BackupSummary } from './write.ts';

/** A backup that a process of its own makes. */
export interface RunningBackup {
  /** Rejects with BackupError. */
  done: Promise<BackupSummary>;
  /** Ends it; `done` rejects with BackupError('stopped'). What it left is removed by the next one. */
  stop(): void;
}

/** Starts a backup beside the server, at the lowest priority: what people type goes first. */
export function startBackup(job: BackupJob): RunningBackup {
  const script = fileURLToPath(new URL('./worker.ts', import.meta.url));
  const worker = fork(script, {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const done = new Promise<BackupSummary>((resolve, reject) => {
    worker.once('message', (answer: BackupAnswer) => {
      if (answer.ok) resolve(answer.summary);
      else reject(new BackupError(answer.code, answer.detail));
    });
    worker.once('error', (error) => reject(new BackupError('failed', String(error), error)));
    worker.once('exit', (code, signal) => reject(new BackupError('stopped', String(signal ?? code))));
  });
  worker.send(job, (error) => {
    if (error) worker.kill('SIGKILL');
  });
  return { done, stop: () => worker.kill('SIGKILL') };
}
