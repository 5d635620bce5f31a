import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Only root may mount; tests on a small disk are for root, and others have a limit of file sizes. */
export const isRoot = process.getuid?.() === 0;

/** A disk of its own, of `megabytes`, that a test can fill and empty. */
export class SmallDisk {
  readonly dir = mkdtempSync(join(tmpdir(), 'doithoai-disk-'));

  constructor(megabytes: number) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'doithoai-test', this.dir]);
    mkdirSync(join(this.dir, 'data'));
  }

  get dataDir(): string {
    return join(this.dir, 'data');
  }

  /** Writes until not one byte more fits. */
  fill(): void {
    const file = openSync(join(this.dir, 'ballast'), 'w');
    try {
      for (const size of [65_536, 512, 1]) this.writeUntilFull(file, Buffer.alloc(size));
    } finally {
      closeSync(file);
    }
  }

  private writeUntilFull(file: number, bytes: Buffer): void {
    try {
      while (writeSync(file, bytes) === bytes.length);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }

  /** Gives the room back. */
  empty(): void {
    rmSync(join(this.dir, 'ballast'), { force: true });
  }

  remove(): void {
    execFileSync('umount', ['-l', this.dir]);
    rmSync(this.dir, { recursive: true, force: true });
  }
}
