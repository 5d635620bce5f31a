import * as Y from 'yjs';
import { roomName } from '../../shared/dialogue.ts';
import { erasedPapersOf, eraseEntries, eraseNames, erasuresOf } from '../../shared/docs/erasing.ts';
import type { Place } from '../../shared/privacy.ts';
import { registerPath } from '../../shared/verify/personal.ts';
import { openRecord } from '../freeze/record.ts';
import { eraseInLateText } from './late-text.ts';
import { boardTexts, type EraserOptions, minutesTexts, namesFor, petitionsIn } from './parts.ts';
import { pathsOf, says } from './people.ts';
import { openRoom } from './person-finder.ts';

/** How much was erased. */
export interface Counts {
  live: number;
  values: number;
  papers: number;
  texts: number;
}

/** Makes what erases entries of one dialogue, place by place. */
export function createDialogueEraser(options: EraserOptions) {
  const { relay, now = () => new Date() } = options;

  /** Changes a room as the server, sealed or not, and forgets what was there. Returns what `change` counted. */
  async function redact(room: string, change: (doc: Y.Doc) => number): Promise<number> {
    const doc = await openRoom(relay, room);
    try {
      const updates: Uint8Array[] = [];
      doc.on('update', (update: Uint8Array) => updates.push(update));
      const count = doc.transact(() => change(doc));
      if (updates.length > 0) await relay.redact?.(room, Y.mergeUpdates(updates));
      return count;
    } finally {
      doc.destroy();
    }
  }

  /** Takes the names out of the live texts, as long as the register still knows them and the screen hides them. */
  async function eraseTexts(
    dialogueId: string,
    { own, others }: { own: readonly string[]; others: readonly string[] },
    id: string,
  ): Promise<number> {
    if (own.length === 0) return 0;
    const erase = (doc: Y.Doc, texts: readonly Y.Text[]) => {
      const count = eraseNames(texts, own, others);
      if (count > 0) erasuresOf(doc).set(id, now().toISOString());
      return count;
    };
    const onBoard = await redact(roomName(dialogueId, 'board'), (doc) =>
      erase(
        doc,
        boardTexts(doc).flatMap(({ texts }) => texts),
      ),
    );
    const minutes = roomName(dialogueId, 'minutes');
    const inMinutes = await redact(minutes, (doc) => erase(doc, minutesTexts(doc)));
    if (inMinutes > 0) await options.historyGone(minutes);
    return onBoard + inMinutes;
  }

  function eraseLive(dialogueId: string, places: readonly Place[], id: string): Promise<number> {
    return redact(roomName(dialogueId, 'register'), (doc) => {
      const count = eraseEntries(doc, places);
      if (count > 0) erasuresOf(doc).set(id, now().toISOString());
      for (const place of places)
        if (place.kind === 'paper' && !erasedPapersOf(doc).has(place.id))
          erasedPapersOf(doc).set(place.id, id);
      return count;
    });
  }

  /**
   * Personal values of all versions of the record, and the register's state in them. `onlyKept`: leaves alone a version
   * in which the entries are empty already, as one that was frozen after they were erased.
   */
  async function eraseRecords(
    dialogueId: string,
    places: readonly Place[],
    onlyKept = false,
  ): Promise<number> {
    let count = 0;
    for (const { id } of await options.freezes.list(dialogueId)) {
      const freeze = await options.freezes.read(id);
      if (!freeze) continue;
      const record = openRecord(freeze);
      const paths = pathsOf(record, places).filter((path) => freeze.personal[path]);
      if (onlyKept && !paths.some((path) => says(freeze.personal[path]))) continue;
      // The register's state in the record holds what is known of its papers.
      const paper = record.papers?.some(({ hash }) =>
        places.some((place) => place.kind === 'paper' && place.id === hash),
      );
      if (paper && freeze.personal[registerPath]) paths.push(registerPath);
      if (paths.length > 0) count += await options.freezes.erase(id, paths, now().toISOString());
    }
    return count;
  }

  /** Erases entries everywhere in their dialogue; what is erased already is left alone. */
  async function eraseIn(dialogueId: string, places: readonly Place[], id: string): Promise<Counts> {
    const known = await namesFor(options, dialogueId, places);
    const texts = await eraseTexts(dialogueId, known, id);
    const live = await eraseLive(dialogueId, places, id);
    const values = await eraseRecords(dialogueId, places);
    const late = await options.late.rewrite(dialogueId, (kind, doc, room) =>
      eraseInLateText(kind, doc, room, places, known),
    );
    let papers = 0;
    for (const place of places)
      if (place.kind === 'paper' && (await options.papers.erase(dialogueId, place.id))) papers += 1;
    const followed = await options.followUp.erase(dialogueId, petitionsIn(places), known);
    await options.settled(dialogueId);
    return { live, values, papers: papers + followed.files, texts: texts + late + followed.texts };
  }

  return { eraseIn, eraseLive, eraseRecords };
}

export type DialogueEraser = ReturnType<typeof createDialogueEraser>;
