import {
  type DeviceRisk,
  type DeviceSign,
  deviceName,
  type Held,
  type HeldPart,
  type ListedDevice,
  readSign,
  sumHeld,
  writesForFreeze,
} from '../../shared/devices.ts';
import { frozenKinds, parseRoom } from '../../shared/dialogue.ts';
import { newId } from '../../shared/ids.ts';
import type { Visitor } from '../access/admission.ts';
import { createThrottle } from '../access/throttle.ts';
import { hashToken } from '../access/tokens.ts';
import type { Logger } from '../board/contract.ts';
import { errorCode } from '../board/job.ts';
import { oneAfterAnother } from '../one-after-another.ts';
import type { Session } from '../store/store.ts';
import type { HallDevice, HallDeviceBook, Visit } from './contract.ts';

/** How long a connection may have ended without a goodbye before the device counts as vanished, ms: a goodbye may follow. */
const grace = 2_000;
/** Devices of which nothing was heard for so long are forgotten, ms: a year. */
const deviceLife = 365 * 24 * 3_600_000;
/** A device tells of no older work than this, ms. */
const mostAge = deviceLife;
/** Devices that one session may make known in an hour. */
const mostNew = 30;
/** Visits kept of one device in one dialogue; of more, those that are over go, the oldest first. */
const mostVisits = 20;
/** How often old devices are looked for, ms. */
const sweepEvery = 24 * 3_600_000;

/** What a device says of one part; `age` is how long ago the oldest change was made, ms: its own clock may be wrong. */
export interface ToldPart {
  waiting: number;
  late: number;
  age: number;
}

export interface Report {
  sign: DeviceSign;
  parts: Partial<Record<HeldPart, ToldPart>>;
  /** The page closes; nothing is typed in it any more. */
  bye: boolean;
}

export interface DeviceKeeperOptions {
  book: HallDeviceBook;
  logger: Logger;
  now?: () => Date;
}

export type DeviceKeeper = ReturnType<typeof createDeviceKeeper>;

/** A session made more devices known than a person has. */
export class ManyDevicesError extends Error {
  override readonly name = 'ManyDevicesError';
}

/** What can be said of a visit: connected, closed in order, or gone without a word. */
function presenceOf({ connected, leftAt }: Visit): ListedDevice['presence'] {
  if (connected) return 'connected';
  return leftAt ? 'left' : 'vanished';
}

/** What the visits of one device hold together. */
function heldBy(visits: readonly Visit[]): ListedDevice['held'] {
  const held: ListedDevice['held'] = {};
  for (const visit of visits)
    for (const [part, told] of Object.entries(visit.held) as [HeldPart, Held][])
      if (told.waiting + told.late > 0) held[part] = sumHeld([held[part] ?? nothing, told]);
  return held;
}

const nothing: Held = { waiting: 0, late: 0, since: '' };
const latest = (visits: readonly Visit[], key: 'seenAt' | 'savedAt') =>
  visits
    .map((visit) => visit[key])
    .sort()
    .at(-1) ?? '';

/**
 * Keeps what is known of devices: who is connected the server sees itself, what a device holds only the device can
 * say. Where neither tells, nothing is claimed: a connection that ended without a goodbye may have left work behind.
 */
export function createDeviceKeeper({ book, logger, now = () => new Date() }: DeviceKeeperOptions) {
  const newcomers = createThrottle(mostNew, 3_600_000);
  /** Open sockets by dialogue, device and visit. */
  const sockets = new Map<string, number>();
  /** One after the other: each reads what it changes. */
  const inTurn = oneAfterAnother();

  async function deviceOf(session: Visitor, sign: DeviceSign): Promise<HallDevice> {
    const keyHash = hashToken(sign.key);
    const known = await book.byKeyHash(keyHash);
    if (known) return known;
    if (!newcomers.allow(session.id)) throw new ManyDevicesError();
    return book.add({ id: newId(), keyHash, kind: sign.kind, name: '', knownAt: now().toISOString() });
  }

  async function visitOf(
    session: Visitor,
    dialogueId: string,
    device: HallDevice,
    name: string,
  ): Promise<{ visit: Visit; others: Visit[] }> {
    const all = await book.visitsOf(dialogueId, device.id);
    const own = all.find(({ visit }) => visit === name);
    const visit: Visit = {
      dialogueId,
      deviceId: device.id,
      visit: name,
      connected: false,
      savedAt: '',
      leftAt: '',
      held: {},
      ...own,
      who: session.name,
      role: session.role,
      seenAt: now().toISOString(),
    };
    const others = all.filter((one) => one !== own);
    const over = others.filter(({ connected }) => !connected);
    over.sort((a, b) => (a.seenAt < b.seenAt ? -1 : 1));
    for (const old of over.slice(0, Math.max(0, all.length - mostVisits))) await book.removeVisit(old);
    return { visit, others };
  }

  /** What visits that are over left on the disk is in the count of the one that opened the same part after them. */
  async function takeOver(others: readonly Visit[], parts: readonly HeldPart[]): Promise<string> {
    let savedAt = '';
    for (const other of others) {
      if (other.connected || !parts.some((part) => other.held[part])) continue;
      if (other.savedAt > savedAt) savedAt = other.savedAt;
      for (const part of parts) delete other.held[part];
      if (Object.keys(other.held).length === 0) await book.removeVisit(other);
      else await book.writeVisit(other);
    }
    return savedAt;
  }

  /** Devices of a dialogue, those last heard of first. */
  async function list(dialogueId: string): Promise<ListedDevice[]> {
    // What is being noted is in the book by then.
    await inTurn(async () => undefined);
    const byDevice = Map.groupBy(await book.visits(dialogueId), ({ deviceId }) => deviceId);
    const listed: ListedDevice[] = [];
    for (const [id, visits] of byDevice) {
      const device = await book.byId(id);
      const [last] = visits.toSorted((a, b) => (a.seenAt > b.seenAt ? -1 : 1));
      if (!device || !last) continue;
      const { kind, number, name } = device;
      const held = heldBy(visits);
      const order = ['connected', 'vanished', 'left'] as const;
      const presence = order.find((one) => visits.some((visit) => presenceOf(visit) === one)) ?? 'left';
      listed.push({
        id,
        kind,
        number,
        name,
        who: last.who,
        role: last.role,
        presence,
        seenAt: latest(visits, 'seenAt'),
        savedAt: latest(visits, 'savedAt'),
        held,
        risk: riskOf(visits, held),
      });
    }
    return listed.sort((a, b) => (a.seenAt > b.seenAt ? -1 : 1));
  }

  function riskOf(visits: readonly Visit[], held: ListedDevice['held']): DeviceRisk {
    const writing = visits.filter(({ role }) => writesForFreeze(role));
    if (writing.length === 0) return '';
    if (Object.keys(held).length > 0) return 'holds';
    const gone = now().getTime() - grace;
    const vanished = writing.some(
      (visit) => presenceOf(visit) === 'vanished' && Date.parse(visit.seenAt) < gone,
    );
    return vanished ? 'mayHold' : '';
  }

  /** A socket of a device opened; the returned function is to be called when it closes. */
  function connected(session: Visitor, room: string, text: string | null): () => void {
    const sign = readSign(text);
    const parsed = parseRoom(room);
    const kind = frozenKinds.find((known) => known === parsed?.kind);
    if (!sign || !parsed || !kind) return () => undefined;
    const { dialogueId } = parsed;
    const key = `${dialogueId} ${sign.key} ${sign.visit}`;
    const note = (change: (visit: Visit) => void) =>
      inTurn(async () => {
        const device = await deviceOf(session, sign);
        const { visit } = await visitOf(session, dialogueId, device, sign.visit);
        change(visit);
        await book.writeVisit(visit);
      }).catch((error: unknown) => {
        logger.warn({ dialogueId, code: errorCode(error) }, 'a device was not noted');
      });
    sockets.set(key, (sockets.get(key) ?? 0) + 1);
    void note((visit) => {
      visit.connected = true;
      visit.leftAt = '';
      visit.held[kind] ??= nothing;
    });
    return () => {
      const left = (sockets.get(key) ?? 1) - 1;
      if (left > 0) {
        sockets.set(key, left);
        return;
      }
      sockets.delete(key);
      void note((visit) => {
        visit.connected = sockets.has(key);
      });
    };
  }

  const sinceOf = (age: number) =>
    new Date(now().getTime() - Math.min(mostAge, Math.max(0, age))).toISOString();

  /** A device tells what it holds. Rejects with ManyDevicesError. */
  function report(session: Session, dialogueId: string, told: Report): Promise<HallDevice> {
    return inTurn(async () => {
      const device = await deviceOf(session, told.sign);
      const { visit, others } = await visitOf(session, dialogueId, device, told.sign.visit);
      const parts = Object.keys(told.parts) as HeldPart[];
      const before = await takeOver(others, parts);
      if (before > visit.savedAt) visit.savedAt = before;
      for (const part of parts) {
        const { waiting = 0, late = 0, age = 0 } = told.parts[part] ?? {};
        visit.held[part] = { waiting, late, since: waiting + late > 0 ? sinceOf(age) : '' };
      }
      const { waiting, late } = sumHeld(Object.values(visit.held));
      if (waiting + late === 0 && parts.length > 0) visit.savedAt = visit.seenAt;
      visit.leftAt = told.bye ? visit.seenAt : '';
      await book.writeVisit(visit);
      return device;
    });
  }

  const sweep = () => {
    book.removeOlder(new Date(now().getTime() - deviceLife).toISOString()).catch((error: unknown) => {
      logger.warn({ code: errorCode(error) }, 'devices of long ago were not forgotten');
    });
  };
  const sweeping = setInterval(sweep, sweepEvery).unref();

  return {
    connected,
    report,
    list,
    /** Devices that hold, or may hold, what a freeze now would leave out. */
    async risks(dialogueId: string): Promise<ListedDevice[]> {
      return (await list(dialogueId)).filter(({ risk }) => risk !== '');
    },
    /** The device with a sign, or null when it is not known. */
    known: ({ key }: DeviceSign) => book.byKeyHash(hashToken(key)),
    /** Names a device; false when the dialogue knows none with this id. */
    async rename(dialogueId: string, id: string, name: string): Promise<boolean> {
      if ((await book.visitsOf(dialogueId, id)).length === 0) return false;
      await book.rename(id, name);
      return true;
    },
    /** Forgets a device that is gone for good; false when the dialogue knows none with this id. */
    forget(dialogueId: string, id: string): Promise<boolean> {
      return inTurn(async () => {
        if ((await book.visitsOf(dialogueId, id)).length === 0) return false;
        await book.forget(dialogueId, id);
        return true;
      });
    },
    /** Notes in spite of which devices a record was frozen. */
    noteDespite(dialogueId: string, recordId: string, devices: readonly ListedDevice[]): Promise<void> {
      return book.addDespite(
        dialogueId,
        devices.map((device) => {
          const { waiting, late, since } = sumHeld(Object.values(device.held));
          const called = deviceName(device);
          const from = since || device.seenAt;
          return {
            recordId,
            deviceId: device.id,
            device: called,
            who: device.who,
            waiting: waiting + late,
            since: from,
          };
        }),
      );
    },
    despite: (dialogueId: string) => book.despite(dialogueId),
    /** At start: nobody is connected yet, whatever the last run left in the book. */
    async begin(): Promise<void> {
      await book.disconnectAll('');
      sweep();
    },
    /** At the end: until now those who are connected were in step. */
    async close(): Promise<void> {
      clearInterval(sweeping);
      await inTurn(async () => undefined);
      await book.disconnectAll(now().toISOString());
    },
  };
}
