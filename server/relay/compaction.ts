import type { SharedLog, UpdateLog } from './contract.ts';
import type { Logger } from './logger.ts';

/** Compacts the logs of rooms in the background, one room at a time. */
export class Compaction {
  private readonly log: UpdateLog | SharedLog;
  private readonly logger: Logger;
  private readonly keepsHistory: (room: string) => boolean;
  private readonly waiting = new Set<string>();
  private running: Promise<void> | null = null;
  private isEnding = false;

  constructor(log: UpdateLog | SharedLog, logger: Logger, keepsHistory: (room: string) => boolean) {
    this.log = log;
    this.logger = logger;
    this.keepsHistory = keepsHistory;
  }

  /** Asks for a room's log to be compacted some time soon. */
  request(room: string): void {
    if (this.isEnding || this.log.compact === undefined) return;
    this.waiting.add(room);
    this.running ??= this.run();
  }

  /** Ends after the room at hand. */
  async end(): Promise<void> {
    this.isEnding = true;
    this.waiting.clear();
    await this.running;
  }

  private async run(): Promise<void> {
    for (const room of this.waiting) {
      this.waiting.delete(room);
      try {
        await this.log.compact?.(room, !this.keepsHistory(room));
        this.logger.debug({ room }, 'log compacted');
      } catch (err) {
        this.logger.warn({ room, err }, 'a log could not be compacted');
      }
    }
    this.running = null;
  }
}
