import { Client, type ClientConfig, type QueryResult, types } from 'pg';
import type { SqlValue } from '../sql/sql.ts';
import { ConnectionLostError, isLoss } from './errors.ts';

/** Whose rows a connection sees: a commune's, or, for the relay, the logs of all communes' rooms. */
export type Scope = { tenant: string } | { relay: true };

/** What stands for a placeholder: a column's value, or many for `unnest` and `ANY`. */
export type Parameter = SqlValue | readonly string[] | readonly number[] | readonly Uint8Array[];

/** One row as it comes out of PostgreSQL, in the books' types. */
export type PostgresRow = Record<string, SqlValue>;

/** OIDs of PostgreSQL's own types (pg_type.dat). */
const oid = { bool: 16, bytea: 17, int8: 20, int2: 21, int4: 23, float4: 700, float8: 701, numeric: 1700 };

function integerOf(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('an integer of the database is beyond 2^53');
  return value;
}

const bytesOf = types.getTypeParser(oid.bytea, 'text');

/** As the books know them: yes and no are 1 and 0, integers are numbers, and what else there is is text. */
const parsers = new Map<number, (text: string) => SqlValue>([
  [oid.bool, (text) => (text === 't' ? 1 : 0)],
  [oid.int2, Number],
  [oid.int4, Number],
  [oid.int8, integerOf],
  [oid.float4, Number],
  [oid.float8, Number],
  [oid.numeric, Number],
  [
    oid.bytea,
    (text) => {
      const bytes: Buffer = bytesOf(text);
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
  ],
]);

const asText = (text: string) => text;

/** Texts that are prepared under a name; those that are made up as they are needed come after and have none. */
const mostNamed = 1000;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNamed) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}

/** PostgreSQL's text holds no U+0000, and nothing that people write needs one: it is left out. */
const withoutNul = (value: Parameter) =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value;

/** One connection to PostgreSQL: one statement after the other, and what it was set to last. */
export class Connection {
  /** Null while it can be used. */
  lost: ConnectionLostError | null = null;
  /** Performance time at which it was used last, ms. */
  usedAt = performance.now();
  private readonly client: Client;
  private scope: Scope | null = null;
  private tail: Promise<unknown> = Promise.resolve();

  constructor(config: ClientConfig) {
    this.client = new Client({
      ...config,
      types: { getTypeParser: (id: number) => parsers.get(id) ?? asText },
    });
    // Between statements too: the server goes, or ends the connection.
    this.client.on('error', (error) => void this.lose(error));
    this.client.on('end', () => void this.lose(new Error('the connection has ended')));
  }

  async connect(): Promise<void> {
    try {
      await this.client.connect();
    } catch (error) {
      this.lose(error);
      throw error;
    }
  }

  isFor(scope: Scope): boolean {
    if (!this.scope) return false;
    if ('relay' in scope) return 'relay' in this.scope;
    return 'tenant' in this.scope && this.scope.tenant === scope.tenant;
  }

  /** From now on it sees these rows and no others. */
  async setScope(scope: Scope): Promise<void> {
    if (this.isFor(scope)) return;
    this.scope = null;
    const values = 'relay' in scope ? ['', 'all'] : [scope.tenant, ''];
    await this.query(
      "SELECT set_config('doithoai.tenant', $1, false), set_config('doithoai.relay', $2, false)",
      values,
    );
    this.scope = scope;
  }

  /** Runs one statement in PostgreSQL's own words (`$1`). */
  query(text: string, values: readonly Parameter[]): Promise<QueryResult<PostgresRow>> {
    const run = () =>
      this.client
        .query<PostgresRow, Parameter[]>({ name: nameOf(text), text, values: values.map(withoutNul) })
        .catch((error: unknown) => this.fail(error));
    const done = this.tail.then(run);
    this.tail = done.catch(() => undefined);
    return done;
  }

  /** Runs statements without values in one go, e.g. of a transaction. */
  async execute(text: string): Promise<void> {
    const done = this.tail.then(() => this.client.query(text).catch((error: unknown) => this.fail(error)));
    this.tail = done.catch(() => undefined);
    await done;
  }

  /** Commits the transaction. Rejects, with nothing written, when one of its statements had failed. */
  async commit(): Promise<void> {
    const { command } = await this.query('COMMIT', []);
    // PostgreSQL says no more than this of a commit that it did not make.
    if (command !== 'COMMIT') throw new Error('a statement of the transaction had failed');
  }

  /** Ends it at once; what it was doing is taken back by PostgreSQL. */
  end(): void {
    this.lose(new Error('the connection was closed'));
  }

  private fail(error: unknown): never {
    if (isLoss(error)) throw this.lose(error);
    throw error;
  }

  private lose(error: unknown): ConnectionLostError {
    if (this.lost !== null) return this.lost;
    this.lost = new ConnectionLostError(error);
    this.client.connection.stream.destroy();
    this.client.end().catch(() => undefined);
    return this.lost;
  }
}
