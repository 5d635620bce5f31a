import * as Y from 'yjs';
import type { RoomBatch, UpdateLog } from '../../../server/relay/contract.ts';

/** What outlives a server. */
export type Disk = Map<string, Uint8Array[]>;

/** Lets the event loop turn so many times. */
export async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}

/**
 * A log whose commits take a few turns of the event loop, and which dies with its server: what is not yet on the
 * disk then never gets there, what is may not have been told to anybody.
 */
export class KillableLog implements UpdateLog {
  private readonly disk: Disk;
  private readonly commitTurns: number;
  private isDead = false;

  constructor(disk: Disk, commitTurns: number) {
    this.disk = disk;
    this.commitTurns = commitTurns;
  }

  kill(): void {
    this.isDead = true;
  }

  load(room: string): Uint8Array[] {
    return this.disk.get(room)?.slice() ?? [];
  }

  append(batches: readonly RoomBatch[]): void | Promise<void> {
    if (this.isDead) return new Promise<never>(() => {});
    if (this.commitTurns > 0) return this.appendLater(batches);
    this.write(batches);
  }

  private async appendLater(batches: readonly RoomBatch[]): Promise<void> {
    await this.pass();
    this.write(batches);
    await this.pass();
  }

  private write(batches: readonly RoomBatch[]): void {
    for (const { room, update } of batches) this.disk.set(room, [...(this.disk.get(room) ?? []), update]);
  }

  async compact(room: string, collectGarbage: boolean): Promise<void> {
    const read = this.load(room);
    const doc = new Y.Doc({ gc: collectGarbage });
    for (const update of read) Y.applyUpdate(doc, update);
    await this.pass();
    const rows = this.disk.get(room) ?? [];
    this.disk.set(room, [Y.encodeStateAsUpdate(doc), ...rows.slice(read.length)]);
  }

  /** Time passes; whoever is killed meanwhile never comes back from it. */
  private async pass(): Promise<void> {
    await turns(this.commitTurns);
    if (this.isDead) await new Promise<never>(() => {});
  }
}
