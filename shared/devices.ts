import { documentAccess, type Role } from './access.ts';
import { frozenKinds } from './dialogue.ts';

/** Devices that work on a dialogue: what each is called and what it holds that the hall has not got. */

export const deviceKinds = ['computer', 'tablet', 'phone'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** What a device may hold of a dialogue: the documents that a freeze closes, and files of papers. */
export const heldParts = [...frozenKinds, 'papers'] as const;
export type HeldPart = (typeof heldParts)[number];

/** What a device says it holds of one part. */
export interface Held {
  /** Changes (of `papers`: files) that the hall has not stored. */
  waiting: number;
  /** Changes made after a freeze: kept on the device, not in the record. */
  late: number;
  /** ISO instant of the oldest of them by the server's clock, or empty. */
  since: string;
}

/**
 * How a browser names itself to the hall: `<key>.<visit>.<kind>`. The key is random and its own, kept in that browser
 * and known to nobody else but the server, which keeps its hash; the visit is one opening of the page.
 */
export interface DeviceSign {
  key: string;
  visit: string;
  kind: DeviceKind;
}

const letters: Record<string, DeviceKind> = { c: 'computer', t: 'tablet', p: 'phone' };

/** Query parameter of a document's socket that carries the sign. */
export const deviceParameter = 'device';
export const signPattern = /^[a-z2-7]{12}\.[a-z2-7]{12}\.[ctp]$/;

export function writeSign({ key, visit, kind }: DeviceSign): string {
  return `${key}.${visit}.${kind[0]}`;
}

/** The sign, or null for anything else. */
export function readSign(text: string | null | undefined): DeviceSign | null {
  if (!text || !signPattern.test(text)) return null;
  const [key = '', visit = '', letter = ''] = text.split('.');
  const kind = letters[letter];
  return kind ? { key, visit, kind } : null;
}

/** Longest name of a device, UTF-16 units. */
export const maxDeviceName = 40;

const kindWords: Record<DeviceKind, readonly [vi: string, en: string]> = {
  computer: ['Máy', 'Computer'],
  tablet: ['Máy tính bảng', 'Tablet'],
  phone: ['Điện thoại', 'Phone'],
};

/** What a device is called: by the name that people gave it, else by its kind and number. */
export function deviceName(
  { name, kind, number }: { name: string; kind: DeviceKind; number: number },
  language: 'vi' | 'en' = 'vi',
): string {
  return name || `${kindWords[kind][language === 'vi' ? 0 : 1]} ${number}`;
}

/** How the server knows a device to stand. `left`: its page said goodbye; `vanished`: its connection ended without one. */
export type DevicePresence = 'connected' | 'left' | 'vanished';

/** `holds`: it said so; `mayHold`: nobody here can know. */
export type DeviceRisk = '' | 'holds' | 'mayHold';

/** A device of a dialogue as the server knows it. */
export interface ListedDevice {
  id: string;
  kind: DeviceKind;
  number: number;
  /** As people named it, or empty. */
  name: string;
  /** Who was last signed in there, and as what. */
  who: string;
  role: Role;
  presence: DevicePresence;
  /** ISO instant of when the server last heard of it. */
  seenAt: string;
  /** ISO instant of when it last said that the hall has all of it, or empty. */
  savedAt: string;
  held: Partial<Record<HeldPart, Held>>;
  /** What a freeze now might leave out. */
  risk: DeviceRisk;
}

/** Whether a role writes anything that a freeze closes. */
export function writesForFreeze(role: Role): boolean {
  return frozenKinds.some((kind) => documentAccess(role, kind) === 'write');
}

/** What several hold together, and since when. */
export function sumHeld(list: readonly Held[]): Held {
  return {
    waiting: list.reduce((sum, { waiting }) => sum + waiting, 0),
    late: list.reduce((sum, { late }) => sum + late, 0),
    since:
      list
        .map(({ since }) => since)
        .filter(Boolean)
        .sort()[0] ?? '',
  };
}

/** A freeze that was made in spite of a device: what was known of it then. */
export interface FreezeDespite {
  recordId: string;
  deviceId: string;
  /** What the device was called and who was there. */
  device: string;
  who: string;
  waiting: number;
  since: string;
}

export type LateState = 'waiting' | 'taken' | 'declined';

/** Text that a device brought after the freeze, as a proposal to amend the record. */
export interface LateProposal {
  id: string;
  dialogueId: string;
  /** The version that was the newest when it was handed in. */
  recordId: string;
  kind: (typeof frozenKinds)[number];
  deviceId: string;
  device: string;
  who: string;
  role: Role;
  /** How many changes the device counted, and from when they are; ISO instants by the server's clock. */
  changes: number;
  typedFrom: string;
  handedAt: string;
  state: LateState;
  decidedBy: string;
  decidedAt: string;
  reason: string;
}

/** Largest late text of one document, bytes. */
export const maxLateBytes = 1024 * 1024;
