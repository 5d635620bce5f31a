import { newId } from '../../shared/ids.ts';
import type { ErasureDone, ErasureOrder, Place } from '../../shared/privacy.ts';
import { errorCode } from '../board/job.ts';
import { oneAfterAnother } from '../one-after-another.ts';
import type { Actor } from './contract.ts';
import { type Counts, createDialogueEraser } from './erase-dialogue.ts';
import { createErasurePlanner } from './erasure-plan.ts';
import { createGuard } from './guard.ts';
import { eraseInInbox } from './inbox-people.ts';
import { byDialogue, type EraserOptions, namesFor } from './parts.ts';

/** Makes the part that erases people: live documents, records' personal values, papers, the index. */
export function createEraser(options: EraserOptions) {
  const { book, audit, logger, now = () => new Date() } = options;
  const dialogueEraser = createDialogueEraser(options);
  /** One after the other: two that change one register at once would only undo each other's work. */
  const inTurn = oneAfterAnother();
  const guard = createGuard(options, dialogueEraser, inTurn);

  async function eraseHandedIn(
    ids: readonly string[],
    names: { own: readonly string[]; others: readonly string[] },
    total: Counts,
  ): Promise<void> {
    const { live, texts } = await eraseInInbox(options.inbox, ids, names);
    total.live += live;
    total.texts += texts;
  }

  async function carryOut(id: string, places: readonly Place[]): Promise<Counts & { swept: boolean }> {
    const total: Counts = { live: 0, values: 0, papers: 0, texts: 0 };
    for (const [dialogueId, here] of byDialogue(places)) {
      if (dialogueId === '') {
        const idsOf = (kind: Place['kind']) =>
          here.filter((place) => place.kind === kind).map((place) => place.id);
        const members = idsOf('member');
        if (members.length > 0) total.live += await options.households.erase(members);
        await eraseHandedIn(idsOf('handedIn'), await namesFor(options, '', here), total);
        continue;
      }
      // What was said about it before it came into the dialogue still stands in the inbox.
      await eraseHandedIn([], await namesFor(options, dialogueId, here), total);
      const done = await dialogueEraser.eraseIn(dialogueId, here, id);
      for (const key of ['live', 'values', 'papers', 'texts'] as const) total[key] += done[key];
    }
    const swept = await book.sweep().then(
      () => true,
      (error: unknown) => {
        logger.warn(
          { erasure: id, code: errorCode(error) },
          'the space of erased data is not overwritten yet',
        );
        guard.sweepLater();
        return false;
      },
    );
    return { ...total, swept };
  }

  /** Ends what a crash or a full disk cut short. */
  async function endCutShort(): Promise<void> {
    for (const { id, doneAt } of await book.list()) {
      if (doneAt !== '') continue;
      await carryOut(id, await book.placesOf(id));
      await book.finish(id, now().toISOString());
      logger.info({ erasure: id }, 'an erasure that was cut short is done');
    }
  }

  function erase(who: Actor, order: ErasureOrder): Promise<ErasureDone> {
    return inTurn(async () => {
      await endCutShort();
      const id = newId();
      const { places, ground, requestedOn, note } = order;
      const dialogues = [...new Set(places.map((place) => place.dialogueId).filter(Boolean))];
      const about = { erasure: id, ground, requestedOn, note, places: places.length, dialogues };
      const dialogueId = dialogues.length === 1 ? (dialogues[0] ?? '') : '';
      // The log first: an erasure without a row would be one that nobody answers for.
      await audit.note(who, { act: 'erasing', dialogueId, about });
      await book.begin({ id, at: now().toISOString(), ground, requestedOn, note, doneAt: '' }, places);
      await guard.refresh();
      const done = await carryOut(id, places);
      await book.finish(id, now().toISOString());
      await audit.note(who, {
        act: 'erased',
        dialogueId,
        about: { erasure: id, ...done, swept: String(done.swept) },
      });
      logger.info({ erasure: id, dialogues: dialogues.length, values: done.values }, 'personal data erased');
      return { id, ...done };
    });
  }

  return {
    erase,
    ...createErasurePlanner(options),
    /** Empties again what was erased of a dialogue, where it came back: after a freeze. Logs what cannot be. */
    recheck: (dialogueId: string) => guard.look(dialogueId),
    /** Ends what was cut short, by a full disk for one. Rejects when it is again. */
    endCutShort: () => inTurn(endCutShort),
    /** Ends what was cut short, and begins to guard what was erased. Never rejects. */
    async begin(): Promise<void> {
      try {
        await guard.refresh();
        await inTurn(endCutShort);
      } catch (error) {
        logger.error({ code: errorCode(error) }, 'an erasure that was cut short is not done yet');
      }
    },
    close: () => guard.close(),
  };
}

export type Eraser = ReturnType<typeof createEraser>;
