import { createHash, randomBytes } from 'node:crypto';
import { canonicalize } from '../../shared/canonical.ts';
import { frozenKinds, roomName } from '../../shared/dialogue.ts';
import { newId } from '../../shared/ids.ts';
import type { Amendment, FreezeSummary } from '../../shared/record.ts';
import { saltLength, separate } from '../../shared/verify/personal.ts';
import { recordMessage } from '../../shared/verify/signing.ts';
import { isPetitionId, type Logger, type NumberBook } from '../board/contract.ts';
import type { Relay } from '../relay/contract.ts';
import type { DialogueBook, FreezeBook, OfficeBook, PlanBook } from '../store/store.ts';
import { FreezeError, type Freezer, type SigningKey } from './contract.ts';
import { signatureBy } from './key.ts';
import { buildRecord, hasUnnumbered, petitionIdsOf } from './record.ts';

export interface FreezerOptions {
  relay: Relay;
  dialogues: DialogueBook;
  office: OfficeBook;
  plans: PlanBook;
  freezes: FreezeBook;
  numbers: NumberBook;
  /** The amendment that the dialogue's next version belongs to, or null. */
  amendment(dialogueId: string): Promise<Amendment | null>;
  key: SigningKey;
  /** Gives numbers to every petition that has arrived; runs just before the rooms close. */
  settleNumbers(dialogueId: string): Promise<void>;
  /** Called once the record is stored: the rooms stay closed, the screen says so. */
  frozen(dialogueId: string): void;
  logger: Logger;
  now?: () => Date;
}

/** SHA-256 (hex), by the machine's own code; a text counts as its UTF-8 bytes. */
export function hashOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Makes the part that freezes dialogues (chốt biên bản). One freeze at a time: each links to the one before. */
export function createFreezer(options: FreezerOptions): Freezer {
  const { relay, logger } = options;
  let queue: Promise<unknown> = Promise.resolve();

  /**
   * Seals when every petition on the board wears its number. One that slips in between the numbering and the seal opens
   * the rooms for another round (the relay asks the devices again for what it refused meanwhile); after a few
   * rounds the record takes the number from the book, and the board shows it as provisional.
   */
  async function sealNumbered(dialogueId: string, rooms: string[]): Promise<Map<string, Uint8Array>> {
    const board = roomName(dialogueId, 'board');
    for (let round = 1; ; round += 1) {
      await options.settleNumbers(dialogueId);
      const states = await relay.seal(rooms);
      if (round === 5 || !hasUnnumbered(states.get(board))) return states;
      relay.unseal(rooms);
    }
  }

  async function run(dialogueId: string, by: string): Promise<FreezeSummary> {
    const dialogue = await options.dialogues.read(dialogueId);
    if (!dialogue) throw new FreezeError('notFound');
    if (dialogue.state === 'frozen') throw new FreezeError('alreadyFrozen');
    const rooms = frozenKinds.map((kind) => roomName(dialogueId, kind));
    const states = await sealNumbered(dialogueId, rooms);
    try {
      const [minutes, board, register] = rooms.map((room) => states.get(room));
      if (!minutes || !board || !register) throw new Error('the relay sealed a room without a state');
      const record = buildRecord({
        id: newId(),
        dialogue,
        office: await options.office.read(),
        recipients: (await options.plans.read(dialogue.planId))?.recipients ?? [],
        frozenAt: (options.now?.() ?? new Date()).toISOString(),
        frozenBy: by,
        previous: await options.freezes.lastHash(),
        edition: (await options.freezes.list(dialogueId)).length + 1,
        amends: await options.amendment(dialogueId),
        minutes,
        board,
        register,
        numbers: await options.numbers.assign(dialogueId, petitionIdsOf(board).filter(isPetitionId)),
      });
      const { hashed, personal } = separate(record, () => randomBytes(saltLength));
      const canonical = canonicalize(hashed);
      const summary: FreezeSummary = {
        id: record.id,
        dialogueId,
        hash: hashOf(canonical),
        previous: record.previous,
        frozenAt: record.frozenAt,
        frozenBy: record.frozenBy,
      };
      const signature = signatureBy(options.key, recordMessage(summary.hash));
      await options.freezes.add({ ...summary, canonical, signature, personal });
      options.frozen(dialogueId);
      logger.info({ dialogueId, hash: summary.hash }, 'dialogue frozen');
      return summary;
    } catch (error) {
      relay.unseal(rooms);
      logger.error({ dialogueId, reason: String(error) }, 'freeze failed, the dialogue is open again');
      throw error instanceof FreezeError ? error : new FreezeError('storeFull', error);
    }
  }

  return {
    freeze(dialogueId, by) {
      const result = queue.then(() => run(dialogueId, by));
      queue = result.catch(() => undefined);
      return result;
    },
  };
}
