import { fromBase64, toBase64 } from 'lib0/buffer';
import type { Exchange, ExchangedKind } from '../../shared/exchange/format.ts';
import { readKept, writeKept } from '../kept.ts';

/** Another device that handed something over here, and what its documents held then. */
export interface Peer {
  id: string;
  /** What people call it: its own name, or that of the person at it. */
  name: string;
  /** ISO 8601 instant of what it handed over last. */
  at: string;
  /** State vectors in base64. */
  clocks: Partial<Record<ExchangedKind, string>>;
}

/** Devices that are remembered for a dialogue. */
const mostPeers = 12;

const keyOf = (dialogueId: string) => `exchange.peers.${dialogueId}`;

/** Devices that handed something over here, the last one first. */
export function knownPeers(dialogueId: string): Peer[] {
  return readKept<Peer[]>(keyOf(dialogueId)) ?? [];
}

/** Remembers what a device holds. An older file than the one before changes nothing. */
export function rememberPeer({ dialogue, device, person, madeAt, documents }: Exchange): void {
  const before = knownPeers(dialogue.id);
  const known = before.find(({ id }) => id === device.id);
  if (!device.id || (known && known.at >= madeAt)) return;
  const clocks = Object.fromEntries(documents.map(({ kind, clocks: now }) => [kind, toBase64(now)]));
  const name = [device.name, person].filter(Boolean).join(' – ');
  const peer: Peer = { id: device.id, name, at: madeAt, clocks: { ...known?.clocks, ...clocks } };
  const others = before.filter(({ id }) => id !== device.id);
  writeKept(keyOf(dialogue.id), [peer, ...others].slice(0, mostPeers));
}

/** What a device held of a document; null: nobody knows. */
export function clocksOf(peer: Peer, kind: ExchangedKind): Uint8Array | null {
  const known = peer.clocks[kind];
  try {
    return known === undefined ? null : fromBase64(known);
  } catch {
    return null; // written by something else
  }
}
