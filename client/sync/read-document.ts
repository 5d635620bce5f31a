import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import * as Y from 'yjs';
import { roomName } from '../../shared/dialogue.ts';
import { protocolParameter } from '../../shared/version.ts';
import { closeCodes, messageTypes, syncKinds } from '../../shared/wire.ts';
import { askVersion, pageVersion, versionRefused, watchCompatibility } from '../version.ts';
import { askDoor } from './door.ts';
import { keepPublic, takeKeptPublic } from './kept-public.ts';
import { pageLine, syncUrl } from './page-line.ts';
import { type Pulse, pulsedSocket, Temper } from './pulse.ts';
import { isFinal, type Refusal, refusalOf } from './refusals.ts';

/** How the reading of a document stands; the same words as a writer's (connection.ts). */
export interface ReadStatus {
  online: boolean;
  /** ISO instant since when the hall is out of reach; empty while connected or trying for the first time. */
  offlineSince: string;
  problem: '' | Refusal;
}

/** A document that is shown and never written. */
export interface ReadDocument {
  doc: Y.Doc;
  /** The document can be shown. */
  ready: Accessor<boolean>;
  status: Accessor<ReadStatus>;
}

/** How long a first connection may take before the page says that the hall is out of reach, ms. */
const patience = 4_000;

/**
 * Follows the public document of a dialogue: the hall's screen and the list on citizens' phones. Nothing is ever sent
 * but the question for what is missing, so it does without what a writer's connection carries. `keeps`: the last
 * state stays on this device, for a screen that is started anew without a network; a citizen's phone keeps nothing.
 * To be called inside a Solid owner, with which it ends.
 */
export function readPublicDocument(dialogueId: string, keeps = false): ReadDocument {
  const reader = new Reader(roomName(dialogueId, 'screen'), keeps);
  onCleanup(() => reader.close());
  return reader;
}

class Reader implements ReadDocument {
  readonly doc = new Y.Doc();
  readonly ready: Accessor<boolean>;
  readonly status: Accessor<ReadStatus>;
  readonly #room: string;
  readonly #setReady: (ready: true) => void;
  readonly #setStatus: (status: ReadStatus) => void;
  readonly #leave = new AbortController();
  readonly #forgetVersions: () => void;
  readonly #impatient: ReturnType<typeof setTimeout>;
  readonly #line = pageLine();
  readonly #Socket = pulsedSocket(WebSocket, new Temper(), this.#line, (pulse) => {
    this.#pulse = pulse;
  });
  readonly #again = () => void this.#comeBack();
  #socket: WebSocket | null = null;
  #pulse: Pulse | null = null;
  #endKeeping: () => void = () => undefined;
  /** As of when the state is that this device kept; empty once the hall has told its own. */
  #keptAt = '';
  #inStep = false;
  /** The last try did not open: a browser tells a refused socket no more than a pulled cable. */
  #isTurnedAway = true;
  #offlineSince = '';
  #refusal: Refusal | '' = '';

  constructor(room: string, keeps: boolean) {
    this.#room = room;
    const [ready, setReady] = createSignal(false);
    const [status, setStatus] = createSignal<ReadStatus>(
      { online: false, offlineSince: '', problem: '' },
      {
        equals: (a, b) =>
          a.online === b.online && a.offlineSince === b.offlineSince && a.problem === b.problem,
      },
    );
    [this.ready, this.#setReady] = [ready, setReady];
    [this.status, this.#setStatus] = [status, setStatus];
    this.#keptAt = keeps ? takeKeptPublic(room, this.doc) : '';
    if (this.#keptAt) setReady(true);
    if (keeps) this.#endKeeping = keepPublic(room, this.doc, () => this.#inStep);
    const since = this.#keptAt || new Date().toISOString();
    this.#impatient = setTimeout(() => this.#outOfReach(since), patience);
    this.#connect();
    this.#forgetVersions = watchCompatibility((isOver) => {
      if (isOver) this.#refuse('otherVersion');
      else if (this.#refusal === 'otherVersion') {
        this.#refusal = '';
        this.#connect();
      }
    });
  }

  close(): void {
    this.#leave.abort();
    clearTimeout(this.#impatient);
    this.#forgetVersions();
    this.#endKeeping();
    this.#drop();
    this.doc.destroy();
  }

  #connect(): void {
    if (this.#socket || this.#refusal || this.#leave.signal.aborted) return;
    const socket = new this.#Socket(
      `${syncUrl()}/${this.#room}?${protocolParameter}=${pageVersion.protocol}`,
    );
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    const isCurrent = () => socket === this.#socket;
    this.#isTurnedAway = true;
    socket.onopen = () => {
      if (!isCurrent()) return;
      this.#isTurnedAway = false;
      socket.send(question(this.doc));
      // A server that was upgraded is one that was restarted.
      void askVersion();
    };
    socket.onmessage = (event: MessageEvent<ArrayBuffer>) => {
      if (isCurrent()) this.#read(new Uint8Array(event.data));
    };
    socket.onclose = (event) => {
      if (isCurrent()) this.#closed(event.code);
    };
  }

  #read(message: Uint8Array): void {
    const decoder = decoding.createDecoder(message);
    if (decoding.readVarUint(decoder) !== messageTypes.sync) return;
    const kind = decoding.readVarUint(decoder);
    if (kind !== syncKinds.step2 && kind !== syncKinds.update) return;
    Y.applyUpdate(this.doc, decoding.readVarUint8Array(decoder), this);
    if (kind === syncKinds.update) return;
    clearTimeout(this.#impatient);
    this.#inStep = true;
    this.#keptAt = '';
    this.#pulse?.synced();
    this.#line.synced();
    this.#offlineSince = '';
    this.#setReady(true);
    this.#refresh();
  }

  #closed(code: number): void {
    this.#drop();
    if (code === closeCodes.wrongVersion) versionRefused();
    if (isFinal(code)) {
      this.#refuse(refusalOf(code));
      return;
    }
    this.#outOfReach(this.#keptAt || new Date().toISOString());
    this.#line.lost(this.#again);
  }

  /** Ends the connection, and the waiting for another one. */
  #drop(): void {
    this.#line.forget(this.#again);
    const socket = this.#socket;
    this.#socket = null;
    this.#inStep = false;
    socket?.close();
  }

  async #comeBack(): Promise<void> {
    const answer = this.#isTurnedAway ? await askDoor(this.#room) : 'open';
    if (this.#leave.signal.aborted) return;
    if (answer === 'noSession' || answer === 'notAllowed') this.#refuse(answer);
    else this.#connect();
  }

  #refuse(refusal: Refusal): void {
    this.#drop();
    this.#refusal = refusal;
    this.#outOfReach(new Date().toISOString());
  }

  #outOfReach(since: string): void {
    if (!this.#inStep && !this.#offlineSince) this.#offlineSince = since;
    this.#refresh();
  }

  #refresh(): void {
    this.#setStatus({
      online: this.#inStep,
      offlineSince: this.#offlineSince,
      problem: this.#refusal,
    });
  }
}

/** Asks for all that a document does not hold yet. */
function question(doc: Y.Doc): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageTypes.sync);
  encoding.writeVarUint(encoder, syncKinds.step1);
  encoding.writeVarUint8Array(encoder, Y.encodeStateVector(doc));
  return encoding.toUint8Array(encoder);
}
