import type { Pool } from 'pg';
import type { Logger } from '../relay/logger.ts';
import { type Lease, lockKey } from './lease.ts';

/** A commune's parts in the process that is its steward. */
export interface Hosted {
  /** Whether nobody has asked for it lately and nobody has a socket. */
  isIdle(): boolean;
  /** Ends what the parts do. What they want to write from then on is refused. Never rejects. */
  end(): Promise<void>;
}

/** One term of a commune's steward. */
export interface Term {
  commune: string;
  /** Higher than that of every steward before. */
  generation: number;
  /** Whether the term lasts, as far as this process can prove. */
  isHeld(): boolean;
}

export interface StewardsOptions<H extends Hosted> {
  pool: Pool;
  lease: Lease;
  /** Where other processes reach this one. */
  url: string;
  /** Composes a commune's parts, what a predecessor left half done brought to its end. */
  host(term: Term): Promise<H>;
  /** Communes that have sockets here, or calls that wait for an answer: they are to have a steward. */
  wanted(): Iterable<string>;
  /** Told that a commune's steward elsewhere is none any more: what it was asked and has not answered, it will not. */
  left?(commune: string): void;
  logger: Logger;
  /** ms between looks for communes without a steward, and between visits to those that nobody asks for. */
  lookEvery?: number;
  visitEvery?: number;
}

/** Where a commune's work is done: here, elsewhere, or, for the moment, nowhere. */
export type Place<H> = { here: H } | { url: string } | null;

export interface Stewards<H extends Hosted> {
  /** The commune's parts if this process is its steward, as far as it can prove. */
  here(commune: string): H | null;
  /** Finds the steward, or becomes it. */
  find(commune: string): Promise<Place<H>>;
  /** The process at `url` did not answer, or is not the steward. */
  missed(commune: string, url: string): void;
  /** Gives a commune up; somebody takes it when it is needed. */
  giveUp(commune: string): Promise<void>;
  /** Gives all up, one after another, and takes none any more. */
  drain(): Promise<void>;
  readonly count: number;
}

/** A term that ends must not keep the next one waiting for longer, ms: what is left of it writes nothing. */
const endWithin = 5_000;
const lookEvery = 1_000;
const visitEvery = 60_000;

/** Settled, or given up after a while. */
function within(work: Promise<void>, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  void work
    .catch(() => undefined)
    .then(() => {
      clearTimeout(timer);
      resolve();
    });
  return promise;
}

export function createStewards<H extends Hosted>(options: StewardsOptions<H>): Stewards<H> {
  const { pool, lease, url, logger } = options;
  const terms = new Map<string, { term: Term; hosted: H; end(): Promise<void> }>();
  const seeking = new Map<string, Promise<Place<H>>>();
  const ending = new Map<string, Promise<void>>();
  const elsewhere = new Map<string, string>();
  /** Where each commune's steward was last known to be, if not here. */
  const followed = new Map<string, string>();
  let isDraining = false;
  /** Raised when the lease is lost: what is being composed for it is not used. */
  let losses = 0;

  /** Notes where the steward is, and tells when it is no longer where it was. */
  function follow(commune: string, at: string | null): void {
    const was = followed.get(commune);
    if (at === null) followed.delete(commune);
    else followed.set(commune, at);
    if (was !== undefined && was !== at) options.left?.(commune);
  }

  /** The next generation; waits for what the one before is storing. */
  async function raise(commune: string): Promise<number> {
    const { rows } = await pool.query<{ generation: string }>(
      `INSERT INTO steward (tenant, generation, url, since) VALUES ($1, 1, $2, now())
       ON CONFLICT (tenant) DO UPDATE SET generation = steward.generation + 1, url = excluded.url, since = now(), ended = NULL
       RETURNING generation`,
      [commune, url],
    );
    return Number(rows[0]?.generation);
  }

  async function begin(commune: string): Promise<H> {
    const at = losses;
    let isOver = false;
    const generation = await raise(commune);
    const term: Term = {
      commune,
      generation,
      isHeld: () => !isOver && losses === at && lease.isProven(),
    };
    const hosted = await options.host(term);
    const end = async () => {
      isOver = true;
      await within(hosted.end(), endWithin);
    };
    if (!term.isHeld() || isDraining) {
      await end();
      throw new Error('no steward any more');
    }
    terms.set(commune, { term, hosted, end });
    elsewhere.delete(commune);
    follow(commune, null);
    logger.info({ commune, generation }, 'steward of the commune');
    return hosted;
  }

  async function seek(commune: string): Promise<Place<H>> {
    await ending.get(commune);
    if (!isDraining && (await lease.take(commune))) {
      try {
        return { here: await begin(commune) };
      } catch (error) {
        await lease.give(commune).catch(() => undefined);
        throw error;
      }
    }
    const { rows } = await pool.query<{ url: string }>(
      'SELECT url FROM steward WHERE tenant = $1 AND ended IS NULL',
      [commune],
    );
    const found = rows[0]?.url;
    // A row of this process' own that it holds no lock for is left over from a term that is lost.
    if (found === undefined || found === url) return null;
    elsewhere.set(commune, found);
    follow(commune, found);
    return { url: found };
  }

  function find(commune: string): Promise<Place<H>> {
    const known = terms.get(commune);
    if (known?.term.isHeld()) return Promise.resolve({ here: known.hosted });
    const other = elsewhere.get(commune);
    if (!known && other !== undefined) return Promise.resolve({ url: other });
    const running = seeking.get(commune);
    if (running) return running;
    const begun = seek(commune).finally(() => seeking.delete(commune));
    seeking.set(commune, begun);
    return begun;
  }

  /** Ends a term; the lock is another matter. */
  function end(commune: string): Promise<void> {
    const known = terms.get(commune);
    if (!known) return ending.get(commune) ?? Promise.resolve();
    terms.delete(commune);
    const ended = known.end().finally(() => ending.delete(commune));
    ending.set(commune, ended);
    return ended;
  }

  async function giveUp(commune: string): Promise<void> {
    if (!terms.has(commune)) return;
    await end(commune);
    try {
      await pool.query('UPDATE steward SET ended = now() WHERE tenant = $1 AND url = $2', [commune, url]);
      await lease.give(commune);
      logger.info({ commune }, 'no longer steward of the commune');
    } catch (error) {
      logger.warn({ commune, reason: String(error) }, 'the lock of a commune was not given back');
    }
  }

  lease.onLost(() => {
    losses += 1;
    elsewhere.clear();
    for (const commune of [...terms.keys()]) void end(commune);
  });

  /** Of these communes those whose lock nobody holds; where the others are. */
  async function looked(communes: readonly string[]): Promise<string[]> {
    const { rows } = await pool.query<{ tenant: string; url: string | null; held: boolean }>(
      `SELECT w.tenant, s.url, EXISTS (
         SELECT FROM pg_locks l
         WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
           AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND (l.classid::bigint << 32) | l.objid::bigint = w.key
       ) AS held
       FROM unnest($1::text[], $2::bigint[]) AS w(tenant, key)
       LEFT JOIN steward s ON s.tenant = w.tenant AND s.ended IS NULL`,
      [communes, communes.map(lockKey)],
    );
    for (const { tenant, url: at, held } of rows) {
      if (!held) {
        elsewhere.delete(tenant);
        follow(tenant, null);
      } else if (at !== null && at !== url && elsewhere.has(tenant)) {
        elsewhere.set(tenant, at);
        follow(tenant, at);
      }
    }
    return rows.filter(({ held }) => !held).map(({ tenant }) => tenant);
  }

  async function take(communes: readonly string[]): Promise<void> {
    if (communes.length === 0) return;
    for (const commune of await looked(communes)) {
      await find(commune).catch((error: unknown) => {
        logger.warn({ commune, reason: String(error) }, 'the commune has no steward yet');
      });
    }
  }

  /** Runs `work` again and again, never twice at once; returns the stop. */
  function every(ms: number, what: string, work: () => Promise<void>): () => Promise<void> {
    let running: Promise<void> = Promise.resolve();
    let isRunning = false;
    const timer = setInterval(() => {
      if (isRunning || isDraining) return;
      isRunning = true;
      running = work()
        .catch((error: unknown) => logger.warn({ reason: String(error) }, what))
        .finally(() => {
          isRunning = false;
        });
    }, ms);
    return () => {
      clearInterval(timer);
      return running;
    };
  }

  const stopLooking = every(options.lookEvery ?? lookEvery, 'stewards not looked after', () =>
    take([...options.wanted()].filter((commune) => !terms.has(commune))),
  );

  // Letters, ends of sessions and what is due by the day must not wait for somebody to come.
  const stopVisiting = every(options.visitEvery ?? visitEvery, 'communes not visited', async () => {
    for (const [commune, { hosted }] of [...terms]) if (hosted.isIdle()) await giveUp(commune);
    const { rows } = await pool.query<{ id: string }>(
      `SELECT c.id FROM commune c LEFT JOIN steward s ON s.tenant = c.id
       WHERE s.tenant IS NULL OR coalesce(s.ended, s.since) < now() - interval '6 hours'
       ORDER BY coalesce(s.ended, s.since) NULLS FIRST LIMIT 50`,
    );
    await take(rows.map(({ id }) => id).filter((id) => !terms.has(id)));
  });

  return {
    here(commune) {
      const known = terms.get(commune);
      return known?.term.isHeld() ? known.hosted : null;
    },
    find,
    missed(commune, at) {
      if (elsewhere.get(commune) === at) elsewhere.delete(commune);
    },
    giveUp,
    async drain() {
      isDraining = true;
      await Promise.all([stopLooking(), stopVisiting()]);
      await Promise.allSettled(seeking.values());
      for (const commune of [...terms.keys()]) await giveUp(commune);
      await Promise.all(ending.values());
    },
    get count() {
      return terms.size;
    },
  };
}
