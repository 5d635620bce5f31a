import * as Y from 'yjs';
import { type Office, roomName } from '../../shared/dialogue.ts';
import { petitionsOf } from '../../shared/docs/board.ts';
import { allPapers } from '../../shared/docs/papers.ts';
import type { Exchange, ExchangedKind, ExchangedPaper } from '../../shared/exchange/format.ts';
import { ExchangeError } from '../../shared/exchange/problems.ts';
import { proveUpdate } from '../../shared/exchange/prove.ts';
import { paperChunkBytes } from '../../shared/papers/paper-kind.ts';
import { placeOfNumber } from '../../shared/petition.ts';
import type { PaperStore } from '../papers/contract.ts';
import { PaperError } from '../papers/contract.ts';
import type { Relay } from '../relay/contract.ts';
import type { Store } from '../store/store.ts';
import { type Rebuilder, RebuildFrozenError } from './contract.ts';
import { readSession } from './session-schema.ts';

export interface RebuilderOptions {
  store: Pick<Store, 'dialogues' | 'office' | 'preparations' | 'rebuilt' | 'erasures'>;
  relay: Pick<Relay, 'read' | 'write'>;
  papers: PaperStore;
  /** Resolves once the petitions of a dialogue have their numbers. */
  settleNumbers(dialogueId: string): Promise<void>;
  /** A dialogue is there, or another: its screen shows it. */
  changed(dialogueId: string): void;
  logger: { info(details: object, message: string): void };
  now?: () => Date;
}

/** An office that nobody has described yet. */
function isBlank({ villages, units, signerName, superior }: Office): boolean {
  return villages.length + units.length === 0 && signerName === '' && superior === '';
}

/** Makes the part of the server that takes dialogues over from devices. */
export function createRebuilder(options: RebuilderOptions): Rebuilder {
  const { store, relay, papers, logger, now = () => new Date() } = options;

  const docOf = async (dialogueId: string, kind: ExchangedKind): Promise<Y.Doc> => {
    const doc = new Y.Doc();
    const state = await relay.read(roomName(dialogueId, kind));
    if (state.length > 0) Y.applyUpdate(doc, state);
    return doc;
  };

  /** The dialogue, made where it is missing. What is there already stays as it is. */
  async function makeDialogue(exchange: Exchange): Promise<{ isNew: boolean; wasFrozen: boolean }> {
    const found = await store.dialogues.read(exchange.dialogue.id);
    if (found?.state === 'frozen') throw new RebuildFrozenError();
    const session = readSession(exchange.session);
    if (found) return { isNew: false, wasFrozen: false };
    if (!session) throw new ExchangeError('notWhole');
    const { dialogue, office, preparation } = session;
    if (isBlank(await store.office.read())) await store.office.write(office);
    // Before anything of it is seen: its petitions bring their numbers along.
    await store.rebuilt.mark([dialogue.id], now().toISOString());
    await store.dialogues.write({ ...dialogue, state: 'open' });
    if (preparation) await store.preparations.write(dialogue.id, { ...preparation, revision: 0 });
    return { isNew: true, wasFrozen: dialogue.state === 'frozen' };
  }

  /** Numbers that the petitions of a board wear. */
  async function numbers(dialogueId: string): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const [id, map] of petitionsOf(await docOf(dialogueId, 'board')))
      if (map instanceof Y.Map) found.set(id, String(map.get('number') ?? ''));
    return found;
  }

  async function takePaper(dialogueId: string, { hash, bytes }: ExchangedPaper): Promise<void> {
    if (await store.erasures.isErasedPaper(dialogueId, hash)) return;
    for (let offset = 0; offset < bytes.length; offset += paperChunkBytes) {
      const part = bytes.subarray(offset, offset + paperChunkBytes);
      await papers.take(dialogueId, hash, { offset, size: bytes.length, bytes: part });
    }
  }

  async function missingPapers(dialogueId: string): Promise<string[]> {
    const hashes = new Set(allPapers(await docOf(dialogueId, 'register')).map(({ hash }) => hash));
    const missing: string[] = [];
    for (const hash of hashes) if (!(await papers.state(dialogueId, hash)).whole) missing.push(hash);
    return missing;
  }

  return {
    async take(exchange) {
      const { id, title } = exchange.dialogue;
      // All is proved before the first of it is written.
      const proven = [];
      for (const { kind, update } of exchange.documents)
        proven.push(proveUpdate(kind, await relay.read(roomName(id, kind)), update));
      const known = await numbers(id);
      const { isNew, wasFrozen } = await makeDialogue(exchange);
      await store.rebuilt.mark([id], now().toISOString());
      let given = new Map<string, string>();
      for (const { kind, update, news } of proven) {
        if (!news) continue;
        if (kind === 'board') given = worn(await docOf(id, kind), update);
        await relay.write(roomName(id, kind), update);
      }
      await options.settleNumbers(id);
      for (const paper of exchange.papers)
        await takePaper(id, paper).catch((error: unknown) => {
          // What is no paper, or one too many, is missing afterwards and told so.
          if (!(error instanceof PaperError) || error.code === 'storeFull') throw error;
        });
      const after = await numbers(id);
      const renumbered = [...given].flatMap(([petition, from]) => {
        const to = after.get(petition) ?? '';
        return !known.has(petition) && from !== to ? [{ from, to }] : [];
      });
      options.changed(id);
      logger.info({ dialogueId: id, isNew, petitions: after.size }, 'dialogue taken over from a device');
      return {
        dialogueId: id,
        title,
        isNew,
        wasFrozen,
        news: proven.flatMap(({ news }) => news ?? []),
        petitions: after.size,
        renumbered,
        missingPapers: await missingPapers(id),
      };
    },
  };
}

/** The numbers that petitions wear once `update` is in `board`, before the server has looked at them. */
function worn(board: Y.Doc, update: Uint8Array): Map<string, string> {
  Y.applyUpdate(board, update);
  const found = new Map<string, string>();
  for (const [id, map] of petitionsOf(board)) {
    const number = map instanceof Y.Map ? String(map.get('number') ?? '') : '';
    if (placeOfNumber(number) > 0) found.set(id, number);
  }
  return found;
}
