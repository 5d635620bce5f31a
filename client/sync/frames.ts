import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { messageTypes, syncKinds } from '../../shared/wire.ts';
import type { Outbox } from './outbox.ts';

/** What a frame that this client sends is, by y-websocket's protocol. */
export type FrameKind = 'state' | 'update' | 'awareness' | 'other';

/** Names an outgoing frame by its first two bytes. */
export function frameKind(frame: Uint8Array): FrameKind {
  const [type, kind] = [frame[0], frame[1]];
  if (type === messageTypes.awareness) return 'awareness';
  if (type !== messageTypes.sync) return 'other';
  if (kind === syncKinds.step2) return 'state';
  return kind === syncKinds.update ? 'update' : 'other';
}

/**
 * Cuts an awareness frame down to the states of `clientId`; null when it holds none.
 * y-websocket's provider sends every state it hears of back to the server; on a hall's Wi-Fi with twenty
 * carets that is most of the uplink, and the server takes nobody's word for another's caret.
 */
export function ownAwareness(frame: Uint8Array, clientId: number): Uint8Array | null {
  const outer = decoding.createDecoder(frame);
  decoding.readVarUint(outer);
  const decoder = decoding.createDecoder(decoding.readVarUint8Array(outer));
  const count = decoding.readVarUint(decoder);
  for (let i = 0; i < count; i++) {
    const id = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const state = decoding.readVarString(decoder);
    if (id !== clientId) continue;
    if (count === 1) return frame;
    const inner = encoding.createEncoder();
    encoding.writeVarUint(inner, 1);
    encoding.writeVarUint(inner, id);
    encoding.writeVarUint(inner, clock);
    encoding.writeVarString(inner, state);
    const result = encoding.createEncoder();
    encoding.writeVarUint(result, messageTypes.awareness);
    encoding.writeVarUint8Array(result, encoding.toUint8Array(inner));
    return encoding.toUint8Array(result);
  }
  return null;
}

export interface SocketHooks {
  /** A socket was made; the server will count its messages from one. */
  opened(): void;
  /** A document message went out. */
  sent(kind: 'state' | 'update'): void;
  /** The client id whose awareness states may be sent. */
  clientId(): number;
  /** Where changes and the caret wait while a word is composed. */
  outbox: Outbox;
}

/** A WebSocket class for y-websocket's `WebSocketPolyfill` that tells `hooks` what the provider sends. */
export function watchedSocket(Base: typeof WebSocket, hooks: SocketHooks): typeof WebSocket {
  return class extends Base {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      hooks.outbox.connected();
      hooks.opened();
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (!(data instanceof Uint8Array) || this.readyState !== Base.OPEN) {
        super.send(data);
        return;
      }
      const kind = frameKind(data);
      if (kind === 'awareness') {
        const own = ownAwareness(data, hooks.clientId());
        if (own) hooks.outbox.caret(own, (frame) => super.send(new Uint8Array(frame)));
      } else if (kind === 'update') {
        hooks.outbox.update(data, (frame) => {
          super.send(new Uint8Array(frame));
          hooks.sent(kind);
        });
      } else {
        super.send(data);
        if (kind === 'state') hooks.sent(kind);
      }
    }
  };
}
