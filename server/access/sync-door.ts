import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { closeCodes } from '../../shared/wire.ts';
import type { Logger } from '../board/contract.ts';
import type { Relay } from '../relay/contract.ts';
import {
  type AdmissionOptions,
  type Admit,
  createAdmission,
  type DoorRequest,
  type DoorStatus,
  type Visitor,
} from './admission.ts';

export interface DoorOptions {
  /** Decides; perhaps in another process. */
  admit: Admit;
  relay: Pick<Relay, 'connect'>;
  /** Told of each connection, with what its device calls itself; what it returns is called when the connection ends. */
  connected?(visitor: Visitor, room: string, device: string | null): () => void;
  logger: Pick<Logger, 'warn' | 'error'>;
}

export type SyncDoorOptions = AdmissionOptions & Omit<DoorOptions, 'admit'>;

const reasons: Record<DoorStatus, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  421: 'Misdirected Request',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

/** Connections that one session may have open: a browser with many tabs. */
const mostOpen = 100;

/** Ends a request for a socket by a status. `retryAfter` in seconds; 0 says nothing. */
export function refuseSocket(socket: Duplex, status: DoorStatus, retryAfter = 0): void {
  // A client that does not end its side would keep the socket.
  socket.once('finish', () => socket.destroy());
  const more = retryAfter > 0 ? `Retry-After: ${retryAfter}\r\n` : '';
  socket.end(
    `HTTP/1.1 ${status} ${reasons[status]}\r\n${more}Connection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}

/** What a request for a socket says of itself. */
export function doorRequest(request: IncomingMessage, socket: Duplex): DoorRequest {
  const { host, origin, cookie } = request.headers;
  const named = { host, origin, cookie };
  const fetched = ['sec-fetch-site', 'sec-fetch-mode'].filter((name) => name in request.headers);
  return {
    url: request.url ?? '/',
    headers: { ...named, ...Object.fromEntries(fetched.map((name) => [name, request.headers[name]])) },
    encrypted: 'encrypted' in socket && socket.encrypted === true,
  };
}

/** Lets in whom `admit` admits, as many as one session may have. */
export function createDoor({ admit, relay, connected, logger }: DoorOptions) {
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

  return async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    socket.on('error', () => socket.destroy());
    try {
      const admission = await admit(doorRequest(request, socket));
      if ('status' in admission) return refuseSocket(socket, admission.status, admission.retryAfter);
      const subject = 'grant' in admission ? admission.grant.subject : admission.subject;
      if (!enter(subject, socket)) return refuseSocket(socket, 429, 60);
      if ('wrongVersion' in admission) {
        otherVersions.handleUpgrade(request, socket, head, (ws) =>
          ws.close(closeCodes.wrongVersion, 'version'),
        );
        return;
      }
      const { grant, visitor, device } = admission;
      const end = socket.destroyed ? undefined : connected?.(visitor, grant.room, device);
      if (end) socket.once('close', end);
      relay.connect(request, socket, head, grant);
    } catch (error) {
      logger.error({ reason: String(error) }, 'upgrade failed');
      refuseSocket(socket, 400);
    }
  };
}

/**
 * The one door to the live documents: a WebSocket at `/sync/<dialogue>/<document>`.
 * Host, Origin, session and role are checked before the relay sees the connection.
 */
export function createSyncDoor(options: SyncDoorOptions) {
  return createDoor({ ...options, admit: createAdmission(options) });
}
