import { join } from 'node:path';
import { type PostgresService, type Service, startPostgres, startRedis } from '../../setup/services.ts';
import { type Contestant, Running } from '../relays.ts';

const here = join(import.meta.dirname, '..');

/** Where the processes of a pair find what they share. */
export interface Shared {
  databaseUrl: string;
  redisUrl: string;
}

/** A relay of which several processes work as one. */
export interface ClusterContestant {
  id: string;
  name: string;
  dialect: Contestant['dialect'];
  /** Program arguments of Node, and the environment. */
  command(port: number, shared: Shared): { args: string[]; env: Record<string, string> };
}

export const ours: ClusterContestant = {
  id: 'ours',
  name: 'two relays of this project',
  dialect: 'y-websocket',
  command: (port, { databaseUrl, redisUrl }) => ({
    args: [join(here, '../../server/cli/relay.ts'), '--port', String(port)],
    env: { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl },
  }),
};

export const hocuspocus: ClusterContestant = {
  id: 'hocuspocus',
  name: 'two of Hocuspocus 4.7.0, Redis and database extensions',
  dialect: 'hocuspocus',
  command: (port, { databaseUrl, redisUrl }) => ({
    args: [join(here, 'peers/hocuspocus-cluster.ts')],
    env: { PORT: String(port), DATABASE_URL: databaseUrl, REDIS_URL: redisUrl },
  }),
};

export const clusterContestants: readonly ClusterContestant[] = [ours, hocuspocus];

/** PostgreSQL and Redis for one bench, with commits on disk. */
export class Services {
  readonly postgres: PostgresService;
  readonly redis: Service;

  private constructor(postgres: PostgresService, redis: Service) {
    this.postgres = postgres;
    this.redis = redis;
  }

  static async start(): Promise<Services> {
    const postgres = await startPostgres({ max_wal_size: '1GB', shared_buffers: '256MB' });
    return new Services(postgres, await startRedis());
  }

  /** An empty database and the Redis, as the processes of a pair are told of them. */
  async shared(): Promise<Shared> {
    const database = await this.postgres.createDatabase();
    return { databaseUrl: this.postgres.url(database), redisUrl: `redis://127.0.0.1:${this.redis.port}` };
  }

  async stop(): Promise<void> {
    await this.redis.stop();
    await this.postgres.stop();
  }
}

/** Starts one process of a contestant on a free port, or on the port of one that is gone. */
export function startMember(
  { id, name, dialect, command }: ClusterContestant,
  shared: Shared,
  port?: number,
): Promise<Running> {
  const member: Contestant = { id, name, dialect, stores: true, command: (own) => command(own, shared) };
  return Running.start(member, '', [], port);
}
