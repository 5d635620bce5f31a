import { putVarUint, varUintSize } from '../../shared/updates/bytes.ts';
import {
  messageBeat,
  messageMode,
  messageSaved,
  messageTypes,
  type RoomMode,
  roomModes,
  syncKinds,
} from '../../shared/wire.ts';

/**
 * Messages as complete WebSocket frames (RFC 6455, section 5.2: final, binary, not masked): built once,
 * the same bytes are written to every socket.
 */
export const frames = {
  /** "This is what I have": asks the client for what the server lacks. */
  step1: (stateVector: Uint8Array): Buffer => frame([messageTypes.sync, syncKinds.step1], stateVector),
  /** The answer to a client's step 1. */
  step2: (update: Uint8Array): Buffer => frame([messageTypes.sync, syncKinds.step2], update),
  update: (update: Uint8Array): Buffer => frame([messageTypes.sync, syncKinds.update], update),
  awareness: (update: Uint8Array): Buffer => frame([messageTypes.awareness], update),
  /** See shared/wire.ts. */
  saved: (count: number, stateVector: Uint8Array): Buffer => frame([messageSaved, count], stateVector),
  /** See shared/wire.ts. */
  mode: (mode: RoomMode): Buffer => frame([messageMode, roomModes.indexOf(mode)]),
  /** See shared/wire.ts. */
  beat: (count: number): Buffer => frame([messageBeat, count]),
};

/** A ping without payload. */
export const pingFrame = Buffer.from([0x89, 0x00]);

const finalBinary = 0x82;

/** Frames numbers (as varUint) and then, if given, bytes with their length before them. */
function frame(numbers: readonly number[], bytes?: Uint8Array): Buffer {
  let payload = bytes === undefined ? 0 : varUintSize(bytes.length) + bytes.length;
  for (const number of numbers) payload += varUintSize(number);
  const header = payload < 126 ? 2 : payload < 65536 ? 4 : 10;
  const buffer = Buffer.allocUnsafe(header + payload);
  buffer[0] = finalBinary;
  if (header === 2) {
    buffer[1] = payload;
  } else if (header === 4) {
    buffer[1] = 126;
    buffer.writeUInt16BE(payload, 2);
  } else {
    buffer[1] = 127;
    buffer.writeUInt32BE(0, 2);
    buffer.writeUInt32BE(payload, 6);
  }
  let at = header;
  for (const number of numbers) at = putVarUint(buffer, at, number);
  if (bytes !== undefined) buffer.set(bytes, putVarUint(buffer, at, bytes.length));
  return buffer;
}
