import type { HostCheck } from '../access/hosts.ts';
import type { Logger } from '../relay/logger.ts';
import { type Commune, communeAt } from './communes.ts';
import type { CommuneTable } from './installation.ts';

/** The communes as a process knows them: read again every few seconds, and when a host is asked for that none has. */
export interface Registry {
  /** The commune that answers to a Host header, or null. */
  at(host: string | undefined): Promise<Commune | null>;
  /** The same as it is known now, without looking again. */
  answers(host: string | undefined): Commune | null;
  byId(id: string): Commune | null;
  list(): readonly Commune[];
  close(): void;
}

export interface RegistryOptions {
  table: Pick<CommuneTable, 'list'>;
  isKnownHost: HostCheck;
  /** Told of a commune whose hosts, name or superior are others than before. */
  changed(id: string): void;
  logger: Logger;
}

const readEvery = 5_000;
/** Whoever asks for hosts that nobody has does not make the database work for each. */
const readAgainAfter = 1_000;

/** Reads the communes; rejects when they cannot be read at first. */
export async function openRegistry({
  table,
  isKnownHost,
  changed,
  logger,
}: RegistryOptions): Promise<Registry> {
  let communes = await table.list();
  let readAt = performance.now();
  let reading: Promise<void> | null = null;

  async function readNow(): Promise<void> {
    try {
      const before = new Map(communes.map((commune) => [commune.id, JSON.stringify(commune)]));
      communes = await table.list();
      for (const commune of communes) {
        const was = before.get(commune.id);
        if (was !== undefined && was !== JSON.stringify(commune)) changed(commune.id);
      }
    } catch (error) {
      logger.warn({ reason: String(error) }, 'the communes could not be read again');
    }
    readAt = performance.now();
  }

  function read(): Promise<void> {
    reading ??= readNow().finally(() => {
      reading = null;
    });
    return reading;
  }

  const timer = setInterval(() => void read(), readEvery).unref();
  return {
    async at(host) {
      const found = communeAt(communes, host, isKnownHost);
      if (found || performance.now() - readAt < readAgainAfter) return found;
      await read();
      return communeAt(communes, host, isKnownHost);
    },
    answers: (host) => communeAt(communes, host, isKnownHost),
    byId: (id) => communes.find((commune) => commune.id === id) ?? null,
    list: () => communes,
    close: () => clearInterval(timer),
  };
}
