import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import * as v from 'valibot';
import { roles } from '../../shared/access.ts';
import { closeCodes } from '../../shared/wire.ts';
import type { Admission, Admit, DoorRequest } from '../access/admission.ts';
import type { ProxyTrust } from '../access/proxies.ts';
import { createDoor, refuseSocket } from '../access/sync-door.ts';
import type { Grant } from '../relay/contract.ts';
import type { Logger } from '../relay/logger.ts';
import type { ObservedRelay } from '../relay/relay.ts';
import type { Commune } from '../tenants/communes.ts';
import type { Registry } from '../tenants/registry.ts';
import { communeOf, namingOf } from '../tenants/relay-view.ts';
import { type Calls, callOf, notStewardHeader, readAll } from './calls.ts';
import type { HostedCommune } from './host-commune.ts';
import { createNoteSender, type NoteSender, notesSchema } from './notes.ts';
import type { Orders } from './orders.ts';
import type { Stewards } from './stewards.ts';

/** Paths that only processes of the installation ask for. */
const internal = { admit: '/internal/admit', notes: '/internal/notes' } as const;
/** How often somebody else is tried when the steward is not where it was. */
const mostTries = 3;

export interface FrontOptions {
  stewards: Stewards<HostedCommune>;
  registry: Registry;
  relay: ObservedRelay;
  orders: Orders;
  calls: Calls;
  secret: string;
  /** Name of this process among those of the installation. */
  instance: string;
  proxies: ProxyTrust;
  /** Answers what is no commune's own: the pages and their files, and hosts that nobody has. */
  pages(request: Request, env: HttpBindings): Response | Promise<Response>;
  logger: Logger;
}

/** What stands before the communes in each process: finds the steward and lets it answer, wherever it is. */
export interface Front {
  fetch(request: Request, env: HttpBindings): Response | Promise<Response>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** The relay of the process saw a session write with a Yjs client id; names as outside. */
  authored(room: string, client: number, subject: string): void;
  /** Communes with connections here. */
  connected(): Iterable<string>;
  close(): void;
}

const admission = v.union([
  v.strictObject({ status: v.picklist([400, 401, 403, 404, 421, 429, 503]), retryAfter: v.number() }),
  v.strictObject({ wrongVersion: v.literal(true), subject: v.string() }),
  v.strictObject({
    grant: v.strictObject({ room: v.string(), mode: v.picklist(['write', 'read']), subject: v.string() }),
    visitor: v.strictObject({ id: v.string(), name: v.string(), role: v.picklist(roles) }),
    device: v.nullable(v.string()),
  }),
]);

const header = v.optional(v.string());
const doorRequest = v.object({
  url: v.string(),
  headers: v.object({
    host: header,
    origin: header,
    cookie: header,
    'sec-fetch-site': header,
    'sec-fetch-mode': header,
  }),
  encrypted: v.boolean(),
});

const notStewardNow = () => new Response(null, { status: 503, headers: { [notStewardHeader]: '1' } });
/** Pages take it for a server that cannot be reached, and try again. */
const noSteward = () =>
  new Response(null, { status: 503, headers: { 'retry-after': '1', 'cache-control': 'no-store' } });
const nothingHere = () => new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } });

/** The request as one that comes from an address. */
function seenFrom(incoming: IncomingMessage, address: string): HttpBindings['incoming'] {
  return Object.create(incoming, { socket: { value: { remoteAddress: address } } });
}

/** Whether a path is answered by the commune's parts. */
function isCommunes(path: string): boolean {
  return /^\/(api|tra-cuu)(\/|$)/.test(path);
}

export function createFront(options: FrontOptions): Front {
  const { stewards, registry, relay, orders, calls, secret, proxies, logger } = options;
  const senders = new Map<string, NoteSender>();
  const doors = new Map<string, ReturnType<typeof createDoor>>();
  const askedAt = new WeakMap<IncomingMessage, number>();

  function addressOf({ socket, headers }: IncomingMessage): string {
    const forwarded = headers['x-forwarded-for'];
    return proxies.clientAddress(
      socket.remoteAddress ?? '',
      Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
    );
  }

  /** Asks the steward until one answers; null when there is none now. */
  async function atSteward<T>(
    commune: string,
    work: (place: { here: HostedCommune } | { url: string }) => Promise<{ done: T } | 'missed' | 'over'>,
  ): Promise<{ done: T } | null> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const place = await stewards.find(commune).catch((error: unknown) => {
        logger.warn({ commune, reason: String(error) }, 'no steward was found');
        return null;
      });
      if (place === null) return null;
      const outcome = await work(place);
      if (typeof outcome === 'object') return outcome;
      if ('url' in place) stewards.missed(commune, place.url);
      if (outcome === 'over') return null;
    }
    return null;
  }

  /** Has the steward do what a process asks of another, or does it here; null when there is no steward now. */
  function doneAt<T>(
    commune: string,
    call: { path: string; body: unknown; read(said: unknown): T },
    here: (hosted: HostedCommune) => T | Promise<T>,
  ): Promise<{ done: T } | null> {
    return atSteward<T>(commune, async (place) => {
      if ('here' in place) return { done: await here(place.here) };
      try {
        const said = await calls.ask(place.url, call.path, commune, call.body);
        return said === null ? 'missed' : { done: call.read(said) };
      } catch {
        return 'missed';
      }
    });
  }

  async function answerOf(commune: Commune, request: Request, env: HttpBindings): Promise<Response> {
    const { incoming } = env;
    const outgoing = env.outgoing as ServerResponse;
    const address = addressOf(incoming);
    const answer = await atSteward<Response>(commune.id, async (place) => {
      if ('here' in place)
        return { done: await place.here.fetch(request, { ...env, incoming: seenFrom(incoming, address) }) };
      const passed = await calls.passOn(incoming, outgoing, { ...place, commune: commune.id, address });
      if (passed === 'answered') return { done: RESPONSE_ALREADY_SENT };
      return passed.again ? 'missed' : 'over';
    });
    return answer?.done ?? noSteward();
  }

  /** What another process of the installation asks, of the commune that it names. */
  async function answerProcess(
    { commune, address }: { commune: string; address: string },
    request: Request,
    env: HttpBindings,
  ): Promise<Response> {
    const hosted = stewards.here(commune);
    if (!hosted) return notStewardNow();
    const path = new URL(request.url).pathname;
    if (path !== internal.admit && path !== internal.notes)
      return hosted.fetch(request, { ...env, incoming: seenFrom(env.incoming, address) });
    const body: unknown = JSON.parse((await readAll(env.incoming as IncomingMessage)).toString('utf8'));
    if (path === internal.notes) return Response.json(hosted.notes.take(v.parse(notesSchema, body)));
    return Response.json(await hosted.admit(v.parse(doorRequest, body) as DoorRequest));
  }

  async function fetch(request: Request, env: HttpBindings): Promise<Response> {
    const incoming = env.incoming as IncomingMessage;
    const call = callOf(incoming.headers, secret);
    const path = new URL(request.url).pathname;
    if (call === 'refused' || (call === 'outside' && path.startsWith('/internal/'))) return nothingHere();
    if (call !== 'outside') return answerProcess(call, request, env);
    const commune = isCommunes(path) ? await registry.at(incoming.headers.host) : null;
    return commune ? answerOf(commune, request, env) : options.pages(request, env);
  }

  const admitAt =
    (commune: string): Admit =>
    async (request) => {
      const call = {
        path: internal.admit,
        body: request,
        read: (said: unknown): Admission => v.parse(admission, said),
      };
      const answer = await doneAt(commune, call, (hosted) => hosted.admit(request));
      return answer?.done ?? { status: 503, retryAfter: 1 };
    };

  function senderOf(commune: string): NoteSender {
    const known = senders.get(commune);
    if (known) return known;
    const sender = createNoteSender({
      instance: options.instance,
      async deliver(notes) {
        const call = { path: internal.notes, body: notes, read: (said: unknown) => said === true };
        const answer = await doneAt(commune, call, (hosted) => hosted.notes.take(notes));
        if (!answer) throw new Error('no steward');
        return answer.done;
      },
      idle() {
        if (senders.get(commune) === sender) senders.delete(commune);
      },
      logger,
    });
    senders.set(commune, sender);
    return sender;
  }

  function doorOf(commune: string): ReturnType<typeof createDoor> {
    const { outside } = namingOf(commune);
    const known = doors.get(commune);
    if (known) return known;
    const door = createDoor({
      admit: admitAt(commune),
      relay: {
        connect(request, socket, head, { room, mode, subject }) {
          const grant: Grant = { room: outside(room), mode, subject: outside(subject) };
          relay.connect(request, socket, head, grant);
          // Whoever closed it elsewhere since it was admitted closed what was open then; this one was not yet.
          if (orders.closedSince(grant, askedAt.get(request) ?? 0))
            relay.disconnectHere((open) => open === grant, closeCodes.goingAway, 'closed meanwhile');
        },
      },
      connected: (visitor, room, device) => senderOf(commune).opened(visitor, room, device),
      logger,
    });
    doors.set(commune, door);
    return door;
  }

  async function letIn(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    askedAt.set(request, orders.now());
    if (callOf(request.headers, secret) !== 'outside') return refuseSocket(socket, 404);
    const commune = await registry.at(request.headers.host);
    if (!commune) return refuseSocket(socket, 421);
    await doorOf(commune.id)(request, socket, head);
  }

  return {
    fetch,
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      letIn(request, socket, head).catch((error: unknown) => {
        logger.error({ reason: String(error) }, 'upgrade failed');
        refuseSocket(socket, 400);
      });
    },
    authored(room, client, subject) {
      const commune = communeOf(room);
      const { inside } = namingOf(commune);
      senderOf(commune).authored(inside(room) ?? '', client, inside(subject) ?? '');
    },
    connected: () => senders.keys(),
    close() {
      for (const sender of senders.values()) sender.close();
    },
  };
}
