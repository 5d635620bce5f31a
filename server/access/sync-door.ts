import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { parse } from 'hono/utils/cookie';
import type { Logger } from '../board/contract.ts';
import type { Relay } from '../relay/contract.ts';
import { type Access, roomAccess } from './access.ts';
import { sameOrigin, sessionCookie } from './request.ts';

export interface SyncDoorOptions {
  access: Access;
  relay: Relay;
  logger: Logger;
}

const reasons = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found' } as const;

function refuse(socket: Duplex, status: keyof typeof reasons): void {
  socket.end(`HTTP/1.1 ${status} ${reasons[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/**
 * The one door to the live documents: a WebSocket at `/sync/<dialogue>/<document>`.
 * Origin, session and role are checked before the relay sees the connection.
 */
export function createSyncDoor({ access, relay, logger }: SyncDoorOptions) {
  return async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    socket.on('error', () => socket.destroy());
    try {
      const path = new URL(request.url ?? '/', 'http://hall').pathname;
      const room = /^\/sync\/(.+)$/.exec(path)?.[1];
      if (!room) return refuse(socket, 404);
      if (!sameOrigin(request.headers.origin, request.headers.host)) return refuse(socket, 403);
      const session = await access.sessionOf(parse(request.headers.cookie ?? '')[sessionCookie]);
      if (!session) return refuse(socket, 401);
      const mode = roomAccess(session, room);
      if (mode === 'none') {
        logger.warn({ room, role: session.role }, 'document refused');
        return refuse(socket, 403);
      }
      relay.connect(request, socket, head, { room, mode, subject: session.id });
    } catch (error) {
      logger.error({ reason: String(error) }, 'upgrade failed');
      refuse(socket, 400);
    }
  };
}
