import type { Pool } from 'pg';
import * as v from 'valibot';
import type { Bus } from '../bus/bus.ts';
import type { Connected, Grant } from '../relay/contract.ts';
import type { Logger } from '../relay/logger.ts';
import { inTransaction } from '../tenants/installation.ts';

/**
 * Connections that are to be closed, told to all processes: rows of a table that each one reads every second. The bus
 * says only that there is something to read.
 */
export interface Orders {
  /** Gives an order; it is tried until it is stored. */
  give(order: Closing): void;
  /** Whether a connection that was admitted at `since` (the orders' clock) is among those closed after that. */
  closedSince(grant: Grant, since: number): boolean;
  now(): number;
  close(): Promise<void>;
}

/** The names are those of the relay of a process. */
export interface Closing {
  which: Connected;
  code: number;
  reason: string;
}

export interface OrdersOptions {
  pool: Pool;
  bus: Bus;
  /** Name of this process; its own orders are carried out already. */
  instance: string;
  carryOut(order: Closing): void;
  logger: Logger;
}

const names = v.array(v.string());
const closing = v.object({
  which: v.union([v.strictObject({ subjects: names }), v.strictObject({ rooms: names })]),
  code: v.number(),
  reason: v.string(),
});

const readEvery = 1_000;
const channel = 'orders';
const givenLock = 4_202;
/** Orders are kept for whoever could not reach the database for a while. */
const keptFor = '10 minutes';
/** ms for which it is remembered whose connections were closed: an admission takes less. */
const rememberFor = 30_000;

/** Begins to read: what was ordered before is no matter of a process that had no connections yet. */
export async function openOrders({ pool, bus, instance, carryOut, logger }: OrdersOptions): Promise<Orders> {
  const now = () => performance.now();
  const start = await pool.query<{ last: string | null }>('SELECT max(id) AS last FROM process_order');
  let last = start.rows[0]?.last ?? '0';
  let reading: Promise<void> | null = null;
  let again = false;
  let lately: { at: number; which: Connected }[] = [];
  const giving = new Set<Promise<void>>();
  let isClosed = false;

  function remember(which: Connected): void {
    const at = now();
    lately = lately.filter((one) => at - one.at < rememberFor);
    lately.push({ at, which });
  }

  function take(text: string): void {
    const read = v.safeParse(closing, JSON.parse(text));
    // An order of a later version that this one does not know.
    if (!read.success) return;
    remember(read.output.which);
    carryOut(read.output);
  }

  async function readOnce(): Promise<void> {
    const { rows } = await pool.query<{ id: string; sender: string; body: string }>(
      'SELECT id, sender, body FROM process_order WHERE id > $1 ORDER BY id',
      [last],
    );
    for (const { id, sender, body } of rows) {
      if (sender !== instance) take(body);
      last = id;
    }
  }

  function read(): void {
    if (reading) {
      again = true;
      return;
    }
    reading = readOnce()
      .catch((error: unknown) =>
        logger.warn({ reason: String(error) }, 'orders not read, the next second tries again'),
      )
      .finally(() => {
        reading = null;
        if (!again || isClosed) return;
        again = false;
        read();
      });
  }

  async function store(order: Closing): Promise<void> {
    // One at a time, so that ids become visible in their order.
    await inTransaction(pool, async (query) => {
      await query('SELECT pg_advisory_xact_lock($1)', [givenLock]);
      await query(`DELETE FROM process_order WHERE at < now() - interval '${keptFor}'`);
      await query('INSERT INTO process_order (sender, body) VALUES ($1, $2)', [
        instance,
        JSON.stringify(order),
      ]);
    });
    bus.publish(channel, new Uint8Array());
  }

  async function storeAtLast(order: Closing): Promise<void> {
    for (;;) {
      try {
        return await store(order);
      } catch (error) {
        logger.warn({ reason: String(error) }, 'an order was not stored, it is tried again');
        if (isClosed) return;
        await new Promise((resolve) => setTimeout(resolve, readEvery));
      }
    }
  }

  const stopHearing = bus.subscribe(channel, read);
  const timer = setInterval(read, readEvery);

  return {
    give(order) {
      remember(order.which);
      const work = storeAtLast(order).finally(() => giving.delete(work));
      giving.add(work);
    },
    closedSince: ({ room, subject }, since) =>
      lately.some(
        ({ at, which }) =>
          at >= since &&
          ('subjects' in which ? which.subjects.includes(subject) : which.rooms.includes(room)),
      ),
    now,
    async close() {
      isClosed = true;
      clearInterval(timer);
      stopHearing();
      await Promise.all(giving);
      await reading;
    },
  };
}
