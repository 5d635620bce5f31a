import { type Accessor, createSignal } from 'solid-js';
import { documentAccess, may, type Role } from '../../shared/access.ts';
import type { Dialogue, Office } from '../../shared/dialogue.ts';
import { allPapers } from '../../shared/docs/papers.ts';
import { bringIn, handOver, proveAll } from '../../shared/exchange/documents.ts';
import {
  type Exchange,
  type ExchangedDocument,
  type ExchangedKind,
  type ExchangedPaper,
  exchangedKinds,
} from '../../shared/exchange/format.ts';
import { ExchangeError } from '../../shared/exchange/problems.ts';
import type { News } from '../../shared/exchange/prove.ts';
import { cleanPaper } from '../../shared/papers/paper-file.ts';
import { ownDeviceName } from '../device.ts';
import { readKept } from '../kept.ts';
import { PaperStore } from '../papers/paper-store.ts';
import { type OpenDocument, openDocument } from '../sync/open-document.ts';
import { ownDeviceId } from './own-device.ts';
import { clocksOf, knownPeers, type Peer, rememberPeer } from './peers.ts';

/** What is handed over: what the hall lacks, what one other device lacks, or all. */
export type Portion = 'waiting' | 'whole' | Peer;

/** What came in. */
export interface TakenIn {
  /** Of each document that took something new. */
  news: News[];
  /** Papers that this device did not keep before. */
  papers: number;
  from: { person: string; device: string; madeAt: string };
}

/** Bytes of papers that one file takes; the others are said to be missing. */
const maxPapers = 300 * 1024 * 1024;

interface Opened {
  kind: ExchangedKind;
  document: OpenDocument;
}

/** Gives and takes a dialogue's documents at this device. To be called inside a Solid owner. */
export class ExchangeDesk {
  readonly dialogue: Dialogue;
  readonly office: Office;
  readonly opened: readonly Opened[];
  readonly #role: Role;
  readonly #person: string;
  readonly #papers = new PaperStore();
  /** Devices that handed something over here, the last one first. */
  readonly peers: Accessor<Peer[]>;
  readonly #setPeers: (peers: Peer[]) => void;

  constructor(dialogue: Dialogue, office: Office, role: Role, person: string) {
    this.dialogue = dialogue;
    this.office = office;
    this.#role = role;
    this.#person = person;
    [this.peers, this.#setPeers] = createSignal(knownPeers(dialogue.id));
    this.opened = exchangedKinds
      .filter((kind) => documentAccess(role, kind) !== 'none')
      .map((kind) => ({ kind, document: openDocument(dialogue.id, kind) }));
  }

  /** Documents whose status is of interest: those that are written here. */
  get written(): OpenDocument[] {
    return this.opened
      .filter(({ kind }) => documentAccess(this.#role, kind) === 'write' && kind !== 'stage')
      .map(({ document }) => document);
  }

  /** Changes that the hall has not got. */
  waiting(): number {
    return this.written.reduce((sum, { status }) => sum + status().waiting + status().late, 0);
  }

  /** Makes what is handed over. `papers`: with the papers' files, as far as they fit; `left`: how many did not. */
  async make(portion: Portion, papers: boolean): Promise<{ exchange: Exchange; left: number }> {
    await this.#loaded();
    const scope = typeof portion === 'string' ? portion : 'lacking';
    const { taken, left } = papers ? await this.#collectPapers(portion) : { taken: [], left: 0 };
    const { id, title } = this.dialogue;
    const exchange: Exchange = {
      dialogue: { id, title },
      device: { id: ownDeviceId(), name: ownDeviceName() },
      person: this.#person,
      madeAt: new Date().toISOString(),
      scope,
      session:
        scope === 'whole'
          ? { dialogue: this.dialogue, office: this.office, preparation: readKept(`prepared.${id}`) }
          : null,
      documents: this.#documents(portion),
      papers: taken,
    };
    return { exchange, left };
  }

  #documents(portion: Portion): ExchangedDocument[] {
    return this.opened.flatMap(({ kind, document }) => {
      if (portion === 'whole') return handOver(kind, document.doc, null);
      // How the screens are shown is the organizer's own.
      if (kind === 'stage') return [];
      const known = portion === 'waiting' ? document.hallClocks() : clocksOf(portion, kind);
      return handOver(kind, document.doc, known);
    });
  }

  async #collectPapers(portion: Portion): Promise<{ taken: ExchangedPaper[]; left: number }> {
    if (!may(this.#role, 'readPapers')) return { taken: [], left: 0 };
    const register = this.#docOf('register');
    const waiting = new Set((await this.#papers.waiting(this.dialogue.id)).map(({ hash }) => hash));
    const named = new Set(allPapers(register).map(({ hash }) => hash));
    const wanted = portion === 'whole' ? [...named] : [...named].filter((hash) => waiting.has(hash));
    const taken: ExchangedPaper[] = [];
    let [size, left] = [0, 0];
    for (const hash of wanted) {
      const bytes = await this.#papers.get(this.dialogue.id, hash);
      if (!bytes) continue;
      size += bytes.length;
      if (size > maxPapers) left += 1;
      else taken.push({ hash, bytes });
    }
    return { taken, left };
  }

  #docOf(kind: ExchangedKind) {
    const found = this.opened.find((one) => one.kind === kind);
    if (!found) throw new ExchangeError('notForRole');
    return found.document.doc;
  }

  async #loaded(): Promise<void> {
    await Promise.all(this.opened.map(({ document }) => document.loaded));
  }

  /**
   * Takes in what another device handed over, as if it were written here: all of it or nothing.
   * @throws ExchangeError
   */
  async take(exchange: Exchange): Promise<TakenIn> {
    if (exchange.dialogue.id !== this.dialogue.id) throw new ExchangeError('otherDialogue');
    await this.#loaded();
    const mine = exchange.documents.filter(({ kind }) => documentAccess(this.#role, kind) === 'write');
    if (exchange.documents.length > 0 && mine.length === 0) throw new ExchangeError('notForRole');
    const proven = proveAll(mine, (kind) => this.#docOf(kind));
    const news = proven.flatMap((one) => one.news ?? []);
    const isSealed = this.opened.some(({ document }) => document.mode() === 'sealed');
    if (news.length > 0 && (isSealed || this.dialogue.state === 'frozen')) throw new ExchangeError('sealed');
    bringIn(proven, (kind) => this.#docOf(kind));
    const papers = await this.#takePapers(exchange.papers);
    rememberPeer(exchange);
    this.#setPeers(knownPeers(this.dialogue.id));
    const { person, device, madeAt } = exchange;
    return { news, papers, from: { person, device: device.name, madeAt } };
  }

  /** Keeps the papers that the register names and this device lacks; they go to the hall from here. */
  async #takePapers(papers: readonly ExchangedPaper[]): Promise<number> {
    if (papers.length === 0 || !may(this.#role, 'addPapers')) return 0;
    const named = new Set(allPapers(this.#docOf('register')).map(({ hash }) => hash));
    let taken = 0;
    for (const { hash, bytes } of papers) {
      if (!named.has(hash) || !cleanPaper(bytes)) continue;
      if (await this.#papers.get(this.dialogue.id, hash)) continue;
      await this.#papers.put(this.dialogue.id, hash, bytes.slice());
      taken += 1;
    }
    return taken;
  }

  close(): void {
    void this.#papers.close();
  }
}
