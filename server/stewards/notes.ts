import * as v from 'valibot';
import { roles } from '../../shared/access.ts';
import type { Visitor } from '../access/admission.ts';
import type { Logger } from '../relay/logger.ts';

/**
 * What the process that serves a commune's sockets tells its steward: which connections there are, and which session
 * writes with which Yjs client id. Each process tells what changed and how many connections that makes; a steward that
 * counts otherwise (it is new, or a message was lost) is told all.
 */
const connection = v.object({
  id: v.number(),
  visitor: v.object({ id: v.string(), name: v.string(), role: v.picklist(roles) }),
  room: v.string(),
  device: v.nullable(v.string()),
});
const author = v.object({ room: v.string(), client: v.number(), session: v.string() });

export const notesSchema = v.object({
  /** The process that tells. */
  instance: v.string(),
  /** Whether `opened` are all connections that there are. */
  all: v.boolean(),
  opened: v.array(connection),
  closed: v.array(v.number()),
  authors: v.array(author),
  /** Connections open after that. */
  count: v.number(),
});

export type OpenConnection = v.InferOutput<typeof connection>;
export type Author = v.InferOutput<typeof author>;
export type Notes = v.InferOutput<typeof notesSchema>;

/** A sign of life comes this often, ms; who gave none for `silentFor` has no connections any more. */
const beatEvery = 3_000;
const silentFor = 10_000;
const retryAfter = 250;
/** Client ids told again to a new steward. */
const mostAuthors = 5_000;

export interface NoteTakerOptions {
  /** As `DeviceKeeper.connected`. */
  connected(visitor: Visitor, room: string, device: string | null): () => void;
  authored(room: string, client: number, session: string): void;
  clock?: () => number;
}

/** The steward's side. */
export interface NoteTaker {
  /** False when everything has to be told. */
  take(notes: Notes): boolean;
  /** Connections of all processes. */
  readonly connections: number;
  /** Forgets processes of which nothing was heard for long. */
  sweep(): void;
}

export function createNoteTaker({
  connected,
  authored,
  clock = () => performance.now(),
}: NoteTakerOptions): NoteTaker {
  const processes = new Map<string, { heardAt: number; open: Map<number, () => void> }>();

  function close(open: Map<number, () => void>, id: number): void {
    open.get(id)?.();
    open.delete(id);
  }

  return {
    take({ instance, all, opened, closed, authors, count }) {
      const known = processes.get(instance) ?? { heardAt: 0, open: new Map<number, () => void>() };
      processes.set(instance, known);
      known.heardAt = clock();
      const { open } = known;
      if (all) {
        const there = new Set(opened.map(({ id }) => id));
        for (const id of [...open.keys()]) if (!there.has(id)) close(open, id);
      }
      for (const { room, client, session } of authors) authored(room, client, session);
      for (const { id, visitor, room, device } of opened)
        if (!open.has(id)) open.set(id, connected(visitor, room, device));
      for (const id of closed) close(open, id);
      return open.size === count;
    },
    get connections() {
      let sum = 0;
      for (const { open } of processes.values()) sum += open.size;
      return sum;
    },
    sweep() {
      for (const [instance, { heardAt, open }] of processes) {
        if (clock() - heardAt < silentFor) continue;
        for (const id of [...open.keys()]) close(open, id);
        processes.delete(instance);
      }
    },
  };
}

export interface NoteSenderOptions {
  instance: string;
  /** Brings notes to the steward; false when it wants to be told all. Rejects when there is none now. */
  deliver(notes: Notes): Promise<boolean>;
  /** Called when nothing is left to be told of: no connection, no notes. */
  idle(): void;
  logger: Pick<Logger, 'debug'>;
}

/** The side of the process that serves the sockets, for one commune. */
export interface NoteSender {
  opened(visitor: Visitor, room: string, device: string | null): () => void;
  authored(room: string, client: number, session: string): void;
  close(): void;
}

export function createNoteSender({ instance, deliver, idle, logger }: NoteSenderOptions): NoteSender {
  const open = new Map<number, OpenConnection>();
  const known = new Map<string, Author>();
  let last = 0;
  let opened: number[] = [];
  let closed: number[] = [];
  let authors: Author[] = [];
  let sending = false;
  let tellsAll = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  const wake = (after: number) => {
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(() => void send(), after);
  };

  async function send(): Promise<void> {
    if (sending || isClosed) return;
    sending = true;
    const all = tellsAll;
    const batch: Notes = {
      instance,
      all,
      opened: all ? [...open.values()] : opened.flatMap((id) => open.get(id) ?? []),
      closed: all ? [] : closed,
      authors: all ? [...known.values()] : authors,
      count: open.size,
    };
    const [openedBefore, closedBefore, authorsBefore] = [opened, closed, authors];
    opened = [];
    closed = [];
    authors = [];
    let next = beatEvery;
    try {
      tellsAll = !(await deliver(batch));
      if (tellsAll) next = 0;
    } catch (error) {
      logger.debug({ reason: String(error) }, 'the steward was not told of connections, it is tried again');
      opened = [...openedBefore, ...opened];
      closed = [...closedBefore, ...closed];
      authors = [...authorsBefore, ...authors];
      next = retryAfter;
    }
    sending = false;
    if (opened.length + closed.length + authors.length > 0)
      next = Math.min(next, next === retryAfter ? next : 0);
    else if (open.size === 0 && !tellsAll && next === beatEvery) return idle();
    wake(next);
  }

  const changed = () => {
    if (!sending) wake(0);
  };

  return {
    opened(visitor, room, device) {
      last += 1;
      const id = last;
      open.set(id, { id, visitor, room, device });
      opened.push(id);
      changed();
      return () => {
        open.delete(id);
        closed.push(id);
        changed();
      };
    },
    authored(room, client, session) {
      const note = { room, client, session };
      known.set(`${room} ${client}`, note);
      const [oldest] = known.keys();
      if (known.size > mostAuthors && oldest !== undefined) known.delete(oldest);
      authors.push(note);
      changed();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
