import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type Meters, type RefusalReason, refusalReasons } from './meters.ts';

/** What the relay is asked when somebody reads the metrics. */
export interface Observed {
  meters: Meters;
  rooms(): number;
  unstoredBytes(): number;
}

/**
 * The relay's metrics in Prometheus' text format, names `relay_…`.
 * Counters are plain numbers in the hot path and become metrics only when they are read.
 */
export class RelayMetrics {
  private readonly registry = new Registry();
  private readonly delay = monitorEventLoopDelay({ resolution: 20 });

  constructor(observed: Observed) {
    const { meters } = observed;
    this.gauge('relay_connections', 'Open connections.', () => meters.connections);
    this.gauge('relay_rooms', 'Rooms in memory.', observed.rooms);
    this.gauge('relay_unstored_bytes', 'Bytes accepted and not yet stored.', observed.unstoredBytes);
    this.counter('relay_messages_received_total', 'Messages of clients.', () => meters.messagesIn);
    this.counter('relay_received_bytes_total', 'Bytes of these messages.', () => meters.bytesIn);
    this.counter('relay_sent_bytes_total', 'Bytes written to sockets.', () => meters.bytesOut);
    this.counter('relay_updates_stored_total', 'Updates stored.', () => meters.updatesStored);
    this.counter(
      'relay_updates_pending_total',
      'Updates that had to wait for others.',
      () => meters.updatesPending,
    );
    this.refusals(meters.refusals);
    this.commits(meters);
    this.eventLoop();
  }

  /** All metrics as text. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  close(): void {
    this.delay.disable();
    this.registry.clear();
  }

  private gauge(name: string, help: string, value: () => number): void {
    const registers = [this.registry];
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  }

  private counter(name: string, help: string, value: () => number): void {
    const registers = [this.registry];
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  }

  private refusals(refusals: Record<RefusalReason, number>): void {
    new Counter({
      name: 'relay_refusals_total',
      help: 'Connections refused or ended because of what the client did, by reason.',
      labelNames: ['reason'],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const reason of refusalReasons) this.inc({ reason }, refusals[reason]);
      },
    });
  }

  private commits(meters: Meters): void {
    const registers = [this.registry];
    const size = new Histogram({
      name: 'relay_batch_updates',
      help: 'Updates in one transaction.',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
      registers,
    });
    const time = new Histogram({
      name: 'relay_commit_seconds',
      help: 'Time from asking the store to store a transaction until it has.',
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1],
      registers,
    });
    meters.onCommit = (updates, milliseconds) => {
      size.observe(updates);
      time.observe(milliseconds / 1000);
    };
  }

  /** Nanoseconds of the histogram to seconds; emptied at each reading, so that it tells of the time since. */
  private eventLoop(): void {
    const { delay } = this;
    delay.enable();
    new Gauge({
      name: 'relay_event_loop_delay_seconds',
      help: 'Delay of the event loop since the last reading, by quantile.',
      labelNames: ['quantile'],
      registers: [this.registry],
      collect() {
        for (const quantile of [50, 99]) {
          this.set({ quantile: String(quantile / 100) }, delay.percentile(quantile) / 1e9);
        }
        this.set({ quantile: '1' }, delay.max / 1e9);
        delay.reset();
      },
    });
  }
}
