import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { messageTypes, syncKinds } from '../../shared/wire.ts';

type Send = (frame: Uint8Array) => void;

/**
 * What this device wrote, on its way to the hall. While it is held (a word is being composed) changes wait
 * and leave as one, with the last caret behind them.
 */
export class Outbox {
  #holds = 0;
  #updates: Uint8Array[] = [];
  #caret: Uint8Array | null = null;
  #sendUpdate: Send | null = null;
  #sendCaret: Send | null = null;

  /** A new connection: it begins with the whole document, so nothing of the old one need leave. */
  connected(): void {
    this.#updates = [];
    this.#caret = null;
  }

  /** Takes an update's frame; `send` puts it on the wire. */
  update(frame: Uint8Array, send: Send): void {
    if (this.#holds === 0) {
      send(frame);
      return;
    }
    this.#updates.push(frame);
    this.#sendUpdate = send;
  }

  /** Takes a frame with this device's own caret; the last one is enough. */
  caret(frame: Uint8Array, send: Send): void {
    if (this.#holds === 0) {
      send(frame);
      return;
    }
    this.#caret = frame;
    this.#sendCaret = send;
  }

  hold(): void {
    this.#holds += 1;
  }

  /** Ends one hold; with the last one what waited leaves. */
  free(): void {
    this.#holds -= 1;
    if (this.#holds > 0) return;
    const [updates, caret] = [this.#updates, this.#caret];
    this.connected();
    if (updates.length > 0) this.#sendUpdate?.(mergeFrames(updates));
    if (caret) this.#sendCaret?.(caret);
  }
}

/** Several update frames as one. */
function mergeFrames(frames: readonly Uint8Array[]): Uint8Array {
  const [only] = frames;
  if (frames.length === 1 && only) return only;
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageTypes.sync);
  encoding.writeVarUint(encoder, syncKinds.update);
  encoding.writeVarUint8Array(encoder, Y.mergeUpdates(frames.map(updateOf)));
  return encoding.toUint8Array(encoder);
}

function updateOf(frame: Uint8Array): Uint8Array {
  const decoder = decoding.createDecoder(frame);
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
  return decoding.readVarUint8Array(decoder);
}
