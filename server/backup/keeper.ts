import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { OperationStatus } from '../../shared/operation.ts';
import type { Logger } from '../board/contract.ts';
import { asBackupError, BackupError } from './error.ts';
import { type RunningBackup, startBackup } from './job.ts';
import { keptName, newestKept, prune, removeUnfinished } from './kept.ts';
import { passphraseOf } from './passphrase.ts';
import { type BackupState, noteBackup, noteFailure, readState } from './state.ts';
import { removeLeftovers } from './work-folder.ts';

export interface KeeperOptions {
  dataDir: string;
  /** Where the daily backups go. */
  folder: string;
  /** How many are kept; 0: none are made. */
  keep: number;
  /** Bytes that a backup must leave free. */
  reserve: number;
  /** Milliseconds since somebody last wrote. */
  quietFor(): number;
  logger: Logger;
  now?: () => Date;
  start?: typeof startBackup;
}

/** The daily backups of a running server. */
export interface BackupKeeper {
  status(): Promise<OperationStatus['backup']>;
  /** Makes a backup now. Throws BackupError; what failed is remembered. */
  run(): Promise<void>;
  /** Makes one if it is due; what fails is remembered and logged. */
  look(): Promise<void>;
  /** Ends one that is being made. */
  close(): Promise<void>;
}

const minute = 60_000;
const hour = 60 * minute;
/** A backup is due this long after the one before. */
const every = 24 * hour;
/** After so long it is made even while people type: it runs at the lowest priority. */
const longest = 36 * hour;
const quiet = 2 * minute;
/** A try that failed is made again after so long. */
const retry = hour;
/** The first look comes some minutes after the start, when the hall has its devices back. */
const lookEvery = 5 * minute;

/** Age of a moment; one that lies ahead (the clock went back) is as good as none. */
function ageOf(moment: number | null, now: number): number {
  return moment === null || moment > now + hour ? Number.POSITIVE_INFINITY : now - moment;
}

function onSameDisk(a: string, b: string): boolean {
  const device = (path: string) => statSync(path, { throwIfNoEntry: false })?.dev;
  const [one, other] = [device(a), device(b)];
  return one === other || other === undefined;
}

/** Starts looking after the daily backups; `keep` 0 leaves only what is asked for with `run` refused. */
export function createBackupKeeper(options: KeeperOptions): BackupKeeper {
  const { dataDir, folder, keep, logger, now = () => new Date(), start = startBackup } = options;
  /** The try that is under way, and its process once there is one. */
  let current: Promise<void> | null = null;
  let job: RunningBackup | null = null;
  let isClosed = false;
  /** What could not be written to the disk, as when it is full. */
  let unwritten: BackupState | null = null;
  const state = async () => unwritten ?? (await readState(dataDir));

  async function work(): Promise<void> {
    removeLeftovers(dataDir);
    await removeUnfinished(folder);
    const moment = now();
    const file = join(folder, keptName(moment, passphraseOf(process.env) !== null));
    if (isClosed) throw new BackupError('stopped');
    // Asked for twice within a second: the one that is there is as new.
    if (existsSync(file)) return;
    job = start({ dataDir, file, reserve: options.reserve });
    const began = performance.now();
    const { bytes, missingPapers } = await job.done;
    const last = { at: moment.toISOString(), file, bytes, missing: missingPapers.length };
    unwritten = (await noteBackup(dataDir, last)) ? null : { last, failure: null };
    logger.info({ bytes, missing: last.missing, took: Math.round(performance.now() - began) }, 'backup made');
    await prune(folder, keep);
  }

  async function tryOnce(): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { code, detail } = asBackupError(error);
      logger.error({ code, detail }, 'backup failed');
      const failure = { at: now().toISOString(), code };
      if (!(await noteFailure(dataDir, failure))) unwritten = { ...(await state()), failure };
      throw error;
    } finally {
      job = null;
      current = null;
    }
  }

  async function run(): Promise<void> {
    if (keep === 0) throw new BackupError('noFolder');
    current ??= tryOnce();
    await current;
  }

  async function isDue(): Promise<boolean> {
    const moment = now().getTime();
    const { failure } = await state();
    if (failure !== null && ageOf(Date.parse(failure.at), moment) < retry) return false;
    const age = ageOf(await newestKept(folder), moment);
    return age > longest ? age < Number.POSITIVE_INFINITY || isQuiet() : age > every && isQuiet();
  }

  function isQuiet(): boolean {
    return options.quietFor() > quiet;
  }

  async function look(): Promise<void> {
    if (keep === 0 || current !== null || !(await isDue())) return;
    await run().catch(() => undefined);
  }

  const timer = setInterval(() => void look(), lookEvery).unref();
  return {
    async status() {
      const { last, failure } = await state();
      return {
        folder: keep > 0 ? folder : null,
        keep,
        sameDisk: onSameDisk(dataDir, folder),
        encrypted: passphraseOf(process.env) !== null,
        running: current !== null,
        last,
        failure,
      };
    },
    run,
    look,
    async close() {
      clearInterval(timer);
      isClosed = true;
      job?.stop();
      await current?.catch(() => undefined);
    },
  };
}
