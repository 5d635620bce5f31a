import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { type Accessor, createSignal } from 'solid-js';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { deviceParameter } from '../../shared/devices.ts';
import { protocolParameter } from '../../shared/version.ts';
import {
  closeCodes,
  messageBeat,
  messageMode,
  messageSaved,
  messageTypes,
  type RoomMode,
  roomModes,
  syncKinds,
} from '../../shared/wire.ts';
import { deviceSign } from '../device.ts';
import { asideDone, laidAside, layAside, watchAside } from '../devices/aside.ts';
import { hallHeard, hallMissed } from '../in-reach.ts';
import { askVersion, pageVersion, versionRefused, watchCompatibility } from '../version.ts';
import { hallHolds } from './covered.ts';
import { DeviceStore } from './device-store.ts';
import type { DoorAnswer } from './door.ts';
import { watchedSocket } from './frames.ts';
import { HallClocks } from './hall-clocks.ts';
import { HallProvider } from './hall-provider.ts';
import { type BeforeOthers, Inbox } from './inbox.ts';
import { deleteDatabase } from './indexed-db.ts';
import { Ledger } from './ledger.ts';
import type { Line } from './line.ts';
import { inTurn } from './load-turn.ts';
import { Outbox } from './outbox.ts';
import { type Refusal, refusalOf } from './refusals.ts';

/** How a document of this device stands; what the status bar puts into words. */
export interface SyncStatus {
  /** All local changes are on this device's disk. */
  savedHere: boolean;
  /** All local changes are in the hall's store. */
  savedInHall: boolean;
  /** Local changes not yet stored in the hall, those of earlier visits included. */
  waiting: number;
  online: boolean;
  /** ISO instant since when the hall is out of reach; empty while connected or trying for the first time. */
  offlineSince: string;
  /** Changes typed after the freeze: kept on this device, not in the record. */
  late: number;
  /** The hall keeps what is late as a proposal. */
  handed: boolean;
  problem: '' | 'noStorage' | 'quota' | 'paused' | Refusal;
}

/** How long a first connection may take before the page says that the hall is out of reach, ms. */
const patience = 4_000;

/** One document between this device and the hall: the Y.Doc, its place on disk, its connection, its status. */
export class Connection {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly ready: Accessor<boolean>;
  readonly status: Accessor<SyncStatus>;
  readonly mode: Accessor<RoomMode>;
  /** Settled when all that this device keeps of the document is in it. */
  readonly loaded: Promise<void>;
  /** What the hall holds, as far as it told. */
  readonly hallClocks: HallClocks;
  readonly #setReady: (ready: true) => void;
  readonly #setStatus: (status: SyncStatus) => void;
  /** The mode as the hall told it. */
  readonly #told: Accessor<RoomMode>;
  readonly #setShutOut: (shutOut: boolean) => void;
  readonly #setMode: (mode: RoomMode) => void;
  readonly #ledger = new Ledger();
  readonly #device: DeviceStore;
  readonly #provider: HallProvider;
  readonly #inbox = new Inbox(this.doc, () => this.#provider);
  readonly #outbox = new Outbox();
  readonly #keep: boolean;
  readonly #leave = new AbortController();
  readonly #forgetVersions: () => void;
  readonly #impatient: ReturnType<typeof setTimeout>;
  #loaded = false;
  #refusal: Refusal | '' = '';
  readonly #ask: () => Promise<DoorAnswer>;
  /** The hall's state vector when this connection began. */
  #hallClocks: Uint8Array | null = null;
  #offlineSince = '';
  readonly #room: string;
  /** The hall keeps the late text as a proposal; nothing goes out any more. */
  #aside = false;

  /**
   * @param url the server's sync address (`wss://host/sync`)
   * @param room `<dialogueId>/<kind>`
   * @param keep whether the document is kept on this device
   * @param line the page's way to the server
   * @param ask what the hall's door says, asked before a lost connection is tried again
   */
  constructor(url: string, room: string, keep: boolean, line: Line, ask: () => Promise<DoorAnswer>) {
    this.#keep = keep;
    this.#room = room;
    this.#ask = ask;
    this.hallClocks = new HallClocks(keep ? room : '');
    const [ready, setReady] = createSignal(false);
    const [mode, setMode] = createSignal<RoomMode>('write');
    const [status, setStatus] = createSignal<SyncStatus>(nothingKnown, { equals: sameStatus });
    [this.ready, this.#setReady] = [ready, setReady];
    [this.status, this.#setStatus] = [status, setStatus];
    const [shutOut, setShutOut] = createSignal(false);
    this.#setShutOut = setShutOut;
    // Who may not come in any more writes nothing that could ever be sent.
    this.mode = () => (mode() !== 'sealed' && shutOut() ? 'read' : mode());
    [this.#told, this.#setMode] = [mode, setMode];

    // The order of these listeners matters: the ledger counts a change and the disk is told that one comes
    // before the provider sends it and before its row is written; the proof is asked for after that.
    this.doc.on('update', (_update, origin) => this.#changing(origin));
    this.#device = new DeviceStore(room, this.doc, () => this.#refresh());
    this.#provider = new HallProvider(url, room, this.doc, {
      params: { [protocolParameter]: String(pageVersion.protocol), [deviceParameter]: deviceSign() },
      awareness: this.awareness,
      line,
      mayEnter: () => this.#mayEnter(),
      watch: (Socket) =>
        watchedSocket(Socket, {
          opened: () => this.#ledger.connected(),
          sent: (kind) => this.#ledger.sent(kind, Y.getState(this.doc.store, this.doc.clientID)),
          clientId: () => this.doc.clientID,
          outbox: this.#outbox,
        }),
    });
    this.#listenToHall();
    this.#listenToPage();
    this.#forgetVersions = watchCompatibility((isOver) => {
      if (isOver) this.#stop();
      else if (this.#refusal === 'otherVersion') this.reconnect();
    });
    const opened = new Date().toISOString();
    this.#impatient = setTimeout(() => this.#outOfReach(opened), patience);
    this.loaded = this.#start();
  }

  /** Tries the hall again after it closed the door (a new session, a larger limit). */
  reconnect(): void {
    if (this.#aside) return;
    this.#refusal = '';
    this.#setShutOut(false);
    this.#provider.connect();
    this.#refresh();
  }

  /**
   * Begins a word that an input method composes: until the returned function is called, what others wrote
   * waits before the document, and what is written here waits before the wire. Nothing is dropped, what
   * is typed is on this device's disk at once, and the hall's acknowledgements pass.
   */
  holdWord(): () => void {
    let held = true;
    this.#inbox.hold();
    this.#outbox.hold();
    return () => {
      if (!held) return;
      held = false;
      this.#inbox.free('now');
      this.#outbox.free();
    };
  }

  /**
   * Begins a word that is typed letter by letter: until the returned function is called, what others wrote waits
   * before the document. What is written here goes out.
   */
  holdOthers(): () => void {
    let held = true;
    this.#inbox.hold();
    return () => {
      if (!held) return;
      held = false;
      this.#inbox.free('soon');
    };
  }

  /** Calls `listener` each time before what others wrote goes in, until the returned function is called. */
  beforeOthers(listener: BeforeOthers): () => void {
    return this.#inbox.before(listener);
  }

  /** All that this device has and the hall's room lacks, as an update; null until the hall has said what it has. */
  missing(): Uint8Array | null {
    return this.#hallClocks ? Y.encodeStateAsUpdate(this.doc, this.#hallClocks) : null;
  }

  /** The hall was found to hold everything. */
  settle(): void {
    this.#ledger.settle();
    this.#device.stored(0, 0);
    this.#refresh();
  }

  /** The hall keeps the late text as a proposal: nothing is sent, and the next opening begins with the hall's state. */
  layAside(): void {
    if (this.#aside) return;
    this.#aside = true;
    layAside(this.#room, this.#device.database);
    this.#provider.disconnect();
    this.#device.close();
    this.#refresh();
  }

  /** Clock of this device's Yjs client up to which the hall has everything; nobody else knows what lies behind. */
  storedClock(): number {
    return this.#ledger.storedClock;
  }

  close(): void {
    clearTimeout(this.#impatient);
    this.#leave.abort();
    this.#forgetVersions();
    this.#inbox.close();
    this.#device.flush();
    this.hallClocks.flush();
    this.#provider.destroy();
    this.awareness.destroy();
    this.#device.close();
    this.doc.destroy();
  }

  /** This device's state first, then only what is missing over the wire. */
  async #start(): Promise<void> {
    if (this.#keep) {
      const aside = laidAside(this.#room);
      if (aside) await deleteDatabase(aside);
      asideDone(this.#room);
      const remembered = await inTurn(() => this.#device.load());
      this.#ledger.carry(remembered.waiting);
      this.#setMode(remembered.mode);
      this.#offlineSince = remembered.offlineSince;
      if (remembered.seen) this.#setReady(true);
      this.doc.on('update', (_update, origin) => this.#changed(origin));
      // Written here before the disk was read.
      if (this.#ledger.made > remembered.waiting) this.#changed(null);
    }
    if (this.#leave.signal.aborted) return;
    this.#loaded = true;
    this.#enter();
    this.#refresh();
    if (this.#refusal === '') this.#provider.connect();
  }

  #listenToHall(): void {
    const provider = this.#provider;
    provider.messageHandlers[messageSaved] = (_encoder, decoder) => {
      this.#ledger.stored(decoding.readVarUint(decoder));
      this.hallClocks.told(decoding.readVarUint8Array(decoder));
      const carried = this.#ledger.carriedWaiting;
      this.#device.stored(this.#ledger.waiting - carried, carried);
      this.#refresh();
    };
    provider.messageHandlers[messageMode] = (_encoder, decoder) => {
      const mode = roomModes[decoding.readVarUint(decoder)];
      if (!mode) return;
      this.#setMode(mode);
      this.#device.remember({ mode });
      this.#refresh();
    };
    // That it came is all that it says.
    provider.messageHandlers[messageBeat] = () => undefined;
    this.#readInOrder(messageTypes.sync);
    this.#readInOrder(messageTypes.awareness);
    provider.on('status', ({ status }) => {
      // A server that was upgraded is one that was restarted.
      if (status === 'connected') void askVersion();
      if (status !== 'disconnected') return;
      // The hall tells again who is there, with the clocks that it knew; what was forgotten here is heard at once.
      const { meta, clientID } = this.awareness;
      for (const id of [...meta.keys()]) if (id !== clientID) meta.delete(id);
    });
    provider.on('sync', (synced) => {
      if (synced) {
        hallHeard();
        clearTimeout(this.#impatient);
        this.#offlineSince = '';
        this.#device.offline('');
        this.#device.remember({ seen: true });
        this.#enter();
      } else {
        this.#outOfReach(new Date().toISOString());
      }
      this.#refresh();
    });
    provider.on('closed', ({ code }) => {
      if (code === closeCodes.wrongVersion) versionRefused();
      this.#refuse(refusalOf(code));
    });
  }

  #refuse(refusal: Refusal): void {
    this.#refusal = refusal;
    this.#setShutOut(refusal === 'noSession' || refusal === 'notAllowed');
    this.#outOfReach(new Date().toISOString());
    this.#refresh();
  }

  /** Nothing goes out any more, nor to other tabs; what is typed is kept on this device. */
  #stop(): void {
    this.#provider.disconnect();
    this.#refuse('otherVersion');
  }

  async #mayEnter(): Promise<boolean> {
    const answer = await this.#ask();
    if (this.#leave.signal.aborted || this.#refusal !== '') return false;
    if (answer !== 'noSession' && answer !== 'notAllowed') return true;
    this.#provider.disconnect();
    this.#refuse(answer);
    return false;
  }

  /** Lets what others wrote, and their carets, through the inbox; a question of the hall is answered at once. */
  #readInOrder(message: number): void {
    const provider = this.#provider;
    const read = provider.messageHandlers[message];
    provider.messageHandlers[message] = (encoder, decoder, from, emitSynced, type) => {
      // Messages of other tabs come with emitSynced false; only the hall's word counts.
      const hear = emitSynced && message === messageTypes.sync ? decoding.clone(decoder) : null;
      const kind = message === messageTypes.sync ? decoding.peekVarUint(decoder) : null;
      if (kind === syncKinds.step1) {
        read?.(encoder, decoder, from, emitSynced, type);
        if (hear) this.#hear(hear);
        return;
      }
      const socket = provider.ws;
      const what = kind === null ? 'presence' : kind === syncKinds.update ? 'changes' : 'whole';
      this.#inbox.take(what, () => {
        // What waited while the connection ended still counts, but no longer says that this one is in step.
        const current = provider.ws === socket;
        read?.(encoding.createEncoder(), decoder, from, emitSynced && current, type);
        if (hear && current) this.#hear(hear);
      });
    };
  }

  /** A sealed room acknowledges nothing; whether it has everything shows in what it tells at the beginning. */
  #hear(message: decoding.Decoder): void {
    const kind = decoding.readVarUint(message);
    if (kind === syncKinds.step1) {
      this.#hallClocks = decoding.readVarUint8Array(message).slice();
      this.hallClocks.told(this.#hallClocks);
    }
    if (kind !== syncKinds.step2 || this.#told() !== 'sealed' || !this.#hallClocks) return;
    if (this.#ledger.waiting === 0) return;
    if (!hallHolds(this.doc, this.#hallClocks, decoding.readVarUint8Array(message))) return;
    this.settle();
  }

  #listenToPage(): void {
    const { signal } = this.#leave;
    watchAside(this.#room, () => this.layAside(), signal);
    addEventListener(
      'pagehide',
      () => {
        this.#device.flush();
        this.hallClocks.flush();
      },
      { signal },
    );
    addEventListener(
      'beforeunload',
      (event) => {
        const { waiting, late, savedHere, handed } = this.status();
        if (waiting + late > 0 && !savedHere && !handed) event.preventDefault();
      },
      { signal },
    );
  }

  #isLocal(origin: unknown): boolean {
    return origin !== this.#provider && (origin !== this.#device.origin || origin === null);
  }

  #changing(origin: unknown): void {
    if (!this.#isLocal(origin)) return;
    this.#ledger.change();
    this.#device.announce();
    this.#refresh();
  }

  #changed(origin: unknown): void {
    if (!this.#isLocal(origin)) return;
    this.#device.changed(this.#ledger.made, this.#ledger.waiting - this.#ledger.carriedWaiting);
  }

  #enter(): void {
    if (this.#loaded && (this.#provider.synced || this.doc.store.clients.size > 0)) this.#setReady(true);
  }

  #outOfReach(since: string): void {
    if (this.#provider.synced || this.#aside) return;
    // A connection that this page ended, or that the hall refused, says nothing of its reach.
    if (!this.#refusal && !this.#leave.signal.aborted) hallMissed();
    if (!this.#offlineSince) this.#offlineSince = since;
    this.#device.offline(this.#offlineSince);
    this.#refresh();
  }

  #refresh(): void {
    const sealed = this.#told() === 'sealed';
    const { waiting, made } = this.#ledger;
    this.#setStatus({
      savedHere: this.#loaded && this.#keep && !this.#device.problem && this.#device.saved >= made,
      savedInHall: this.#loaded && waiting === 0,
      waiting: sealed ? 0 : waiting,
      online: this.#provider.synced || this.#aside,
      offlineSince: this.#offlineSince,
      late: sealed ? waiting : 0,
      handed: this.#aside,
      problem: this.#refusal || (this.#told() === 'paused' ? 'paused' : this.#device.problem),
    });
  }
}

const nothingKnown: SyncStatus = {
  savedHere: false,
  savedInHall: false,
  waiting: 0,
  online: false,
  offlineSince: '',
  late: 0,
  handed: false,
  problem: '',
};

function sameStatus(a: SyncStatus, b: SyncStatus): boolean {
  return (
    a.savedHere === b.savedHere &&
    a.savedInHall === b.savedInHall &&
    a.waiting === b.waiting &&
    a.online === b.online &&
    a.offlineSince === b.offlineSince &&
    a.late === b.late &&
    a.handed === b.handed &&
    a.problem === b.problem
  );
}
