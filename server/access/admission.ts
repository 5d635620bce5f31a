import type { IncomingHttpHeaders } from 'node:http';
import { parse } from 'hono/utils/cookie';
import { roomAccess } from '../../shared/access.ts';
import { deviceParameter } from '../../shared/devices.ts';
import { leastProtocol, protocol, protocolParameter, readProtocol, worksWith } from '../../shared/version.ts';
import type { Logger } from '../board/contract.ts';
import type { Grant } from '../relay/contract.ts';
import type { Session } from '../store/store.ts';
import type { Access } from './access.ts';
import type { HostCheck } from './hosts.ts';
import { fromAnotherSite, sameOrigin, sessionCookie } from './request.ts';
import { createThrottle } from './throttle.ts';

/** What a request for a socket says of itself; plain data, so that another process can be asked. */
export interface DoorRequest {
  /** Path and query. */
  url: string;
  headers: Pick<IncomingHttpHeaders, 'host' | 'origin' | 'cookie' | 'sec-fetch-site' | 'sec-fetch-mode'>;
  /** Whether this server itself took it by TLS. */
  encrypted: boolean;
}

/** Statuses that a request for a socket is refused by. */
export type DoorStatus = 400 | 401 | 403 | 404 | 421 | 429 | 503;

/** Who comes in: as much as is noted of a device. */
export type Visitor = Pick<Session, 'id' | 'name' | 'role'>;

export type Admission =
  /** `retryAfter` in seconds; 0 says nothing. */
  | { status: DoorStatus; retryAfter: number }
  /** A browser tells its page no status of a refused socket, but the code of one that was closed. */
  | { wrongVersion: true; subject: string }
  /** `device`: what the device calls itself. */
  | { grant: Grant; visitor: Visitor; device: string | null };

export type Admit = (request: DoorRequest) => Promise<Admission>;

export interface AdmissionOptions {
  access: Pick<Access, 'sessionOf'>;
  isKnownHost: HostCheck;
  /**
   * Whether the room's dialogue is there; all are, if not given. Devices come back to a new server before their dialogue
   * is made there again, and what they hold must wait until then: its petitions bring their numbers along.
   */
  isThere?(room: string): Promise<boolean>;
  /** Whether a room opens to nobody: its dialogue is in the archive. */
  isClosed?(room: string): boolean;
  /** Called before a room is opened for a session; the room stays closed when it rejects. */
  opening?(session: Session, room: string): Promise<void>;
  logger: Pick<Logger, 'warn' | 'error'>;
}

/** Connections that one session may open in a minute: ten tabs with six documents each, all five times. */
const mostOpenings = 300;

const refused = (status: DoorStatus, retryAfter = 0): Admission => ({ status, retryAfter });

/** The status that turns away who asks from elsewhere, or 0. */
function turnedAway({ headers, encrypted }: DoorRequest, isKnownHost: HostCheck): 0 | 403 | 421 {
  if (!isKnownHost(headers.host)) return 421;
  const [site, mode] = [headers['sec-fetch-site'], headers['sec-fetch-mode']].map(String);
  const elsewhere = 'sec-fetch-site' in headers && fromAnotherSite({ site, mode, method: 'UPGRADE' });
  return elsewhere || !sameOrigin(headers.origin, headers.host, encrypted) ? 403 : 0;
}

/** Decides who may open which document: host, origin, session and role, before the relay sees a connection. */
export function createAdmission({
  access,
  isKnownHost,
  isThere,
  isClosed,
  opening,
  logger,
}: AdmissionOptions): Admit {
  const openings = createThrottle(mostOpenings, 60_000);

  /** What a session may do in a room, or the status that it is refused by. */
  async function modeOf(session: Session, room: string): Promise<'write' | 'read' | 403 | 404> {
    const mode = roomAccess(session, room);
    if (mode === 'none') {
      logger.warn({ room, role: session.role }, 'document refused');
      return 403;
    }
    if (isClosed?.(room)) return 403;
    return (await isThere?.(room)) === false ? 404 : mode;
  }

  return async (request) => {
    const { pathname, searchParams } = new URL(request.url, 'http://hall');
    const room = /^\/sync\/(.+)$/.exec(pathname)?.[1];
    const away = turnedAway(request, isKnownHost);
    if (away !== 0) return refused(away);
    if (!room) return refused(404);
    const secret = parse(request.headers.cookie ?? '')[sessionCookie];
    const session = await access.sessionOf(secret);
    if (!session) return refused(401);
    const wait = openings.wait(session.id);
    if (wait > 0) return refused(429, wait);
    const mode = await modeOf(session, room);
    if (typeof mode === 'number') return refused(mode);
    const page = readProtocol(searchParams.get(protocolParameter));
    if (page !== null && !worksWith(page, { protocol, least: leastProtocol }))
      return { wrongVersion: true, subject: session.id };
    try {
      await opening?.(session, room);
    } catch (error) {
      logger.error({ room, reason: String(error) }, 'the opening of a document could not be noted');
      return refused(503);
    }
    // Whoever ended the session meanwhile has closed the sockets that were open then; this one was not yet.
    const still = await access.sessionOf(secret);
    if (!still || (await modeOf(still, room)) !== mode) return refused(401);
    const { id, name, role } = session;
    return {
      grant: { room, mode, subject: id },
      visitor: { id, name, role },
      device: searchParams.get(deviceParameter),
    };
  };
}
