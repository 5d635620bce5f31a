import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

/**
 * The least that a relay can do: bytes that come are sent to all others of the room, nothing is understood, nothing
 * stored. To a joiner it sends the largest message that it has seen in the room. What it costs is the limit.
 */
interface Room {
  sockets: Set<WebSocket>;
  largest: Buffer | null;
}

const rooms = new Map<string, Room>();
const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const http = createServer();
http.on('upgrade', (request, socket, head) => {
  server.handleUpgrade(request, socket, head, (ws) => {
    const name = request.url ?? '/';
    const room = rooms.get(name) ?? { sockets: new Set(), largest: null };
    rooms.set(name, room);
    room.sockets.add(ws);
    if (room.largest !== null) ws.send(room.largest);
    ws.on('message', (data: Buffer) => {
      if (data.length > 10_000 && data.length > (room.largest?.length ?? 0)) room.largest = data;
      for (const other of room.sockets) if (other !== ws) other.send(data);
    });
    ws.on('close', () => room.sockets.delete(ws));
  });
});
http.listen(Number(process.env.PORT), '127.0.0.1');
