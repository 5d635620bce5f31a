import type { RoomBatch, UpdateLog } from './contract.ts';

/** A log that lives as long as the process; for tests and for a relay without a data folder. */
export class MemoryLog implements UpdateLog {
  private readonly rooms = new Map<string, Uint8Array[]>();

  load(room: string): Uint8Array[] {
    return this.rooms.get(room)?.slice() ?? [];
  }

  append(batches: readonly RoomBatch[]): void {
    for (const { room, update } of batches) {
      const updates = this.rooms.get(room);
      if (updates === undefined) this.rooms.set(room, [update]);
      else updates.push(update);
    }
  }

  replace(room: string, update: Uint8Array): void {
    this.rooms.set(room, [update]);
  }
}

/** An empty log in memory. */
export function createMemoryLog(): MemoryLog {
  return new MemoryLog();
}
