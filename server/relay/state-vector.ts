import { ByteReader, MalformedError } from '../../shared/updates/bytes.ts';
import type { Clocks } from '../../shared/updates/history.ts';

/** Decodes a state vector as Yjs encodes it. Throws MalformedError. */
export function decodeStateVector(bytes: Uint8Array): Clocks {
  const reader = new ByteReader(bytes);
  const clocks = new Map<number, number>();
  const count = reader.varUint();
  for (let i = 0; i < count; i++) {
    const client = reader.varUint();
    clocks.set(client, reader.varUint());
  }
  if (!reader.done) throw new MalformedError('bytes after the state vector');
  return clocks;
}
