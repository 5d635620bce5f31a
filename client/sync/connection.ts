import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { type Accessor, createSignal } from 'solid-js';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { closeCodes, messageMode, messageSaved, type RoomMode, roomModes } from '../../shared/wire.ts';
import { hallHolds } from './covered.ts';
import { DeviceStore } from './device-store.ts';
import { watchedSocket } from './frames.ts';
import { type BeforeOthers, Inbox } from './inbox.ts';
import { Ledger } from './ledger.ts';
import { Outbox } from './outbox.ts';

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
  problem: '' | 'noStorage' | 'quota' | 'paused' | Refusal;
}

/** Why the hall closed the door for good. `refused`: it could not make sense of what this device sent. */
export type Refusal = 'noSession' | 'notAllowed' | 'tooLarge' | 'refused';

const refusals: Partial<Record<number, Refusal>> = {
  [closeCodes.noSession]: 'noSession',
  [closeCodes.notAllowed]: 'notAllowed',
  [closeCodes.tooLarge]: 'tooLarge',
};

/** Longest pause between two tries, ms. */
const maxBackoff = 4_000;
/** How long a first connection may take before the page says that the hall is out of reach, ms. */
const patience = 4_000;

/** y-websocket's sync message and its kinds (y-protocols/sync). */
const messageSync = 0;
const messageAwareness = 1;
const syncStep1 = 0;
const syncStep2 = 1;
const syncUpdate = 2;

/** One document between this device and the hall: the Y.Doc, its place on disk, its connection, its status. */
export class Connection {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly ready: Accessor<boolean>;
  readonly status: Accessor<SyncStatus>;
  readonly mode: Accessor<RoomMode>;
  readonly #setReady: (ready: true) => void;
  readonly #setStatus: (status: SyncStatus) => void;
  readonly #setMode: (mode: RoomMode) => void;
  readonly #ledger = new Ledger();
  readonly #device: DeviceStore;
  readonly #provider: WebsocketProvider;
  readonly #inbox = new Inbox(this.doc, () => this.#provider);
  readonly #outbox = new Outbox();
  readonly #keep: boolean;
  readonly #leave = new AbortController();
  readonly #impatient: ReturnType<typeof setTimeout>;
  #loaded = false;
  #refusal: Refusal | '' = '';
  /** The hall's state vector when this connection began. */
  #hallClocks: Uint8Array | null = null;
  #offlineSince = '';

  /**
   * @param url the server's sync address (`wss://host/sync`)
   * @param room `<dialogueId>/<kind>`
   * @param keep whether the document is kept on this device
   */
  constructor(url: string, room: string, keep: boolean) {
    this.#keep = keep;
    const [ready, setReady] = createSignal(false);
    const [mode, setMode] = createSignal<RoomMode>('write');
    const [status, setStatus] = createSignal<SyncStatus>(nothingKnown, { equals: sameStatus });
    [this.ready, this.#setReady] = [ready, setReady];
    [this.mode, this.#setMode] = [mode, setMode];
    [this.status, this.#setStatus] = [status, setStatus];

    // The order of these listeners matters: the ledger counts a change and the disk is told that one comes
    // before the provider sends it and before y-indexeddb writes it; the proof is asked for after that.
    this.doc.on('update', (_update, origin) => this.#changing(origin));
    this.#device = new DeviceStore(`doi-thoai/${room}`, this.doc, () => this.#refresh());
    this.#provider = new WebsocketProvider(url, room, this.doc, {
      connect: false,
      awareness: this.awareness,
      maxBackoffTime: maxBackoff,
      WebSocketPolyfill: watchedSocket(WebSocket, {
        opened: () => this.#ledger.connected(),
        sent: (kind) => this.#ledger.sent(kind, Y.getState(this.doc.store, this.doc.clientID)),
        clientId: () => this.doc.clientID,
        outbox: this.#outbox,
      }),
    });
    this.#listenToHall();
    this.#listenToPage();
    const opened = new Date().toISOString();
    this.#impatient = setTimeout(() => this.#outOfReach(opened), patience);
    this.#start();
  }

  /** Tries the hall again after it closed the door (a new session, a larger limit). */
  reconnect(): void {
    this.#refusal = '';
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

  /** Clock of this device's Yjs client up to which the hall has everything; nobody else knows what lies behind. */
  storedClock(): number {
    return this.#ledger.storedClock;
  }

  close(): void {
    clearTimeout(this.#impatient);
    this.#leave.abort();
    this.#inbox.close();
    this.#device.flush();
    this.#provider.destroy();
    this.awareness.destroy();
    void this.#device.close();
    this.doc.destroy();
  }

  /** This device's state first, then only what is missing over the wire. */
  async #start(): Promise<void> {
    if (this.#keep) {
      const remembered = await this.#device.load();
      this.#ledger.carry(remembered.waiting);
      this.#setMode(remembered.mode);
      this.#offlineSince = remembered.offlineSince;
      if (remembered.seen) this.#setReady(true);
      this.doc.on('update', (_update, origin) => this.#changed(origin));
    }
    if (this.#leave.signal.aborted) return;
    this.#loaded = true;
    this.#enter();
    this.#refresh();
    this.#provider.connect();
  }

  #listenToHall(): void {
    const provider = this.#provider;
    provider.messageHandlers[messageSaved] = (_encoder, decoder) => {
      this.#ledger.stored(decoding.readVarUint(decoder));
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
    this.#readInOrder(messageSync);
    this.#readInOrder(messageAwareness);
    provider.on('status', ({ status }) => {
      if (status !== 'disconnected') return;
      // The hall tells again who is there, with the clocks that it knew; what was forgotten here is heard at once.
      const { meta, clientID } = this.awareness;
      for (const id of [...meta.keys()]) if (id !== clientID) meta.delete(id);
    });
    provider.on('sync', (synced) => {
      if (synced) {
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
      this.#refusal = refusals[code] ?? 'refused';
      this.#outOfReach(new Date().toISOString());
    });
  }

  /** Lets what others wrote, and their carets, through the inbox; a question of the hall is answered at once. */
  #readInOrder(message: number): void {
    const provider = this.#provider;
    const read = provider.messageHandlers[message];
    provider.messageHandlers[message] = (encoder, decoder, from, emitSynced, type) => {
      // Messages of other tabs come with emitSynced false; only the hall's word counts.
      const hear = emitSynced && message === messageSync ? decoding.clone(decoder) : null;
      const kind = message === messageSync ? decoding.peekVarUint(decoder) : null;
      if (kind === syncStep1) {
        read?.(encoder, decoder, from, emitSynced, type);
        if (hear) this.#hear(hear);
        return;
      }
      const socket = provider.ws;
      const what = kind === null ? 'presence' : kind === syncUpdate ? 'changes' : 'whole';
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
    if (kind === syncStep1) this.#hallClocks = decoding.readVarUint8Array(message).slice();
    if (kind !== syncStep2 || this.mode() !== 'sealed' || !this.#hallClocks) return;
    if (this.#ledger.waiting === 0) return;
    if (!hallHolds(this.doc, this.#hallClocks, decoding.readVarUint8Array(message))) return;
    this.#ledger.settle();
    this.#device.stored(0, 0);
    this.#refresh();
  }

  #listenToPage(): void {
    const { signal } = this.#leave;
    const wake = () => {
      if (this.#provider.shouldConnect && !this.#provider.wsconnected) this.#provider.connect();
    };
    addEventListener('online', wake, { signal });
    addEventListener('pageshow', wake, { signal });
    addEventListener('pagehide', () => this.#device.flush(), { signal });
    addEventListener(
      'beforeunload',
      (event) => {
        const { waiting, late, savedHere } = this.status();
        if (waiting + late > 0 && !savedHere) event.preventDefault();
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
    if (this.#provider.synced) return;
    if (!this.#offlineSince) this.#offlineSince = since;
    this.#device.offline(this.#offlineSince);
    this.#refresh();
  }

  #refresh(): void {
    const sealed = this.mode() === 'sealed';
    const { waiting, made } = this.#ledger;
    this.#setStatus({
      savedHere: this.#loaded && this.#keep && !this.#device.problem && this.#device.saved >= made,
      savedInHall: this.#loaded && waiting === 0,
      waiting: sealed ? 0 : waiting,
      online: this.#provider.synced,
      offlineSince: this.#offlineSince,
      late: sealed ? waiting : 0,
      problem: this.#refusal || (this.mode() === 'paused' ? 'paused' : this.#device.problem),
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
    a.problem === b.problem
  );
}
