import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { parse } from 'hono/utils/cookie';
import { WebSocketServer } from 'ws';
import { roomAccess } from '../../shared/access.ts';
import { deviceParameter } from '../../shared/devices.ts';
import { leastProtocol, protocol, protocolParameter, readProtocol, worksWith } from '../../shared/version.ts';
import { closeCodes } from '../../shared/wire.ts';
import type { Logger } from '../board/contract.ts';
import type { Relay } from '../relay/contract.ts';
import type { Session } from '../store/store.ts';
import type { Access } from './access.ts';
import type { HostCheck } from './hosts.ts';
import { fromAnotherSite, sameOrigin, sessionCookie } from './request.ts';
import { createThrottle } from './throttle.ts';

export interface SyncDoorOptions {
  access: Pick<Access, 'sessionOf'>;
  relay: Pick<Relay, 'connect'>;
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
  /** Told of each connection, with what its device calls itself; what it returns is called when the connection ends. */
  connected?(session: Session, room: string, device: string | null): () => void;
  logger: Pick<Logger, 'warn' | 'error'>;
}

const reasons = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  421: 'Misdirected Request',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
} as const;

/** Connections that one session may open in a minute: ten tabs with six documents each, all five times. */
const mostOpenings = 300;
/** Connections that one session may have open: a browser with many tabs. */
const mostOpen = 100;

function refuse(socket: Duplex, status: keyof typeof reasons, more = ''): void {
  // A client that does not end its side would keep the socket.
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${reasons[status]}\r\n${more}Connection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}

function encryptedBy(socket: Duplex): boolean {
  return 'encrypted' in socket && socket.encrypted === true;
}

/**
 * The one door to the live documents: a WebSocket at `/sync/<dialogue>/<document>`.
 * Host, Origin, session and role are checked before the relay sees the connection.
 */
export function createSyncDoor({
  access,
  relay,
  isKnownHost,
  isThere,
  isClosed,
  opening,
  connected,
  logger,
}: SyncDoorOptions) {
  const openings = createThrottle(mostOpenings, 60_000);
  const open = new Map<string, number>();
  const otherVersions = new WebSocketServer({ noServer: true, maxPayload: 1024 });

  /** Counts a connection of a session until it ends; false when the session has too many. */
  function enter(sessionId: string, socket: Duplex): boolean {
    const count = (open.get(sessionId) ?? 0) + 1;
    if (count > mostOpen) return false;
    open.set(sessionId, count);
    socket.once('close', () => {
      const left = (open.get(sessionId) ?? 1) - 1;
      if (left > 0) open.set(sessionId, left);
      else open.delete(sessionId);
    });
    return true;
  }

  function tellConnected(session: Session, room: string, socket: Duplex, query: URLSearchParams): void {
    const end = socket.destroyed ? undefined : connected?.(session, room, query.get(deviceParameter));
    if (end) socket.once('close', end);
  }

  /** The status that turns away who asks from elsewhere, or 0. */
  function turnedAway({ headers }: IncomingMessage, socket: Duplex): 0 | 403 | 421 {
    if (!isKnownHost(headers.host)) return 421;
    const [site, mode] = [headers['sec-fetch-site'], headers['sec-fetch-mode']].map(String);
    const elsewhere = 'sec-fetch-site' in headers && fromAnotherSite({ site, mode, method: 'UPGRADE' });
    return elsewhere || !sameOrigin(headers.origin, headers.host, encryptedBy(socket)) ? 403 : 0;
  }

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

  return async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    socket.on('error', () => socket.destroy());
    try {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://hall');
      const room = /^\/sync\/(.+)$/.exec(pathname)?.[1];
      const away = turnedAway(request, socket);
      if (away !== 0) return refuse(socket, away);
      if (!room) return refuse(socket, 404);
      const secret = parse(request.headers.cookie ?? '')[sessionCookie];
      const session = await access.sessionOf(secret);
      if (!session) return refuse(socket, 401);
      const wait = openings.wait(session.id);
      if (wait > 0) return refuse(socket, 429, `Retry-After: ${wait}\r\n`);
      const mode = await modeOf(session, room);
      if (typeof mode === 'number') return refuse(socket, mode);
      if (!enter(session.id, socket)) return refuse(socket, 429, 'Retry-After: 60\r\n');
      const page = readProtocol(searchParams.get(protocolParameter));
      if (page !== null && !worksWith(page, { protocol, least: leastProtocol })) {
        // A browser tells its page no status of a refused socket, but the code of one that was closed.
        otherVersions.handleUpgrade(request, socket, head, (ws) =>
          ws.close(closeCodes.wrongVersion, 'version'),
        );
        return;
      }
      try {
        await opening?.(session, room);
      } catch (error) {
        logger.error({ room, reason: String(error) }, 'the opening of a document could not be noted');
        return refuse(socket, 503);
      }
      // Whoever ended the session meanwhile has closed the sockets that were open then; this one was not yet.
      const still = await access.sessionOf(secret);
      if (!still || (await modeOf(still, room)) !== mode) return refuse(socket, 401);
      tellConnected(session, room, socket, searchParams);
      relay.connect(request, socket, head, { room, mode, subject: session.id });
    } catch (error) {
      logger.error({ reason: String(error) }, 'upgrade failed');
      refuse(socket, 400);
    }
  };
}
