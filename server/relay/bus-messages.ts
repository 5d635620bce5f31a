import { ByteReader, ByteWriter, decodeUtf8, MalformedError } from '../../shared/updates/bytes.ts';

/** What relays say to each other on a channel of the bus. All of it may be lost, and what it says may be old. */
export type BusMessage =
  /** A batch is in the log. */
  | { kind: 'stored'; room: string; version: number; update: Uint8Array }
  /** A room was sealed, unsealed, or its log replaced: its state is to be read. */
  | { kind: 'changed'; room: string }
  /** Presence in a room, of clients that speak at the relay that sends it. */
  | { kind: 'presence'; relay: string; room: string; update: Uint8Array }
  /** A relay has opened a room and asks who is there. */
  | { kind: 'who'; room: string };

const kinds = ['stored', 'changed', 'presence', 'who'] as const;
const encoder = new TextEncoder();

export function encodeMessage(message: BusMessage): Uint8Array {
  const writer = new ByteWriter(64).byte(kinds.indexOf(message.kind));
  const text = (value: string) => writer.varBytes(encoder.encode(value));
  if (message.kind === 'presence') text(message.relay);
  text(message.room);
  if (message.kind === 'stored') writer.varUint(message.version);
  if (message.kind === 'stored' || message.kind === 'presence')
    writer.raw(message.update, 0, message.update.length);
  return writer.finish();
}

/** Throws MalformedError for what no relay of this version says. */
export function decodeMessage(bytes: Uint8Array): BusMessage {
  const reader = new ByteReader(bytes);
  const kind = kinds[reader.byte()];
  const text = () => decodeUtf8(reader.varBytes());
  const rest = () => bytes.slice(reader.position);
  switch (kind) {
    case 'stored': {
      const room = text();
      const version = reader.varUint();
      return { kind, room, version, update: rest() };
    }
    case 'presence': {
      const relay = text();
      const room = text();
      return { kind, relay, room, update: rest() };
    }
    case 'changed':
    case 'who':
      return { kind, room: text() };
    default:
      throw new MalformedError('unknown message of a relay');
  }
}
