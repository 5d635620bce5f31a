import type * as Y from 'yjs';
import { type Dialogue, roomName } from '../../shared/dialogue.ts';
import { allPlaces, countNames, namesIn } from '../../shared/docs/erasing.ts';
import { petitionNumber } from '../../shared/petition.ts';
import type { ErasurePlan, FoundText, Place } from '../../shared/privacy.ts';
import type { DialogueRecord } from '../../shared/record.ts';
import { openRecord } from '../freeze/record.ts';
import { nameKey } from '../screen/name-index.ts';
import { boardTexts, byDialogue, type EraserOptions, minutesTexts, namesFor, petitionsIn } from './parts.ts';
import { pathsOf, placesIn } from './people.ts';
import { everybodyIn, openRoom } from './person-finder.ts';

/** Makes what says beforehand what an erasure would do; it changes nothing. */
export function createErasurePlanner(options: EraserOptions) {
  const { relay } = options;

  async function textsOf(dialogueId: string, places: readonly Place[]): Promise<FoundText[]> {
    const { names, own, others } = await namesFor(options, dialogueId, places);
    if (names.length === 0) return [];
    // A name that somebody else bears too is a hint; a longer one of somebody else is none.
    const rest = others.filter((name) => !names.some((each) => nameKey(each) === name));
    const count = (texts: readonly Y.Text[], wanted: readonly string[]) => countNames(texts, wanted, rest);
    const numbers = await options.numbers.numbersOf(dialogueId);
    const numberOf = (id: string) => {
      const n = numbers.get(id);
      return n === undefined ? '' : petitionNumber(n);
    };
    const records = await recordsOf(dialogueId);
    const versionsWhere = (text: (record: DialogueRecord) => string) =>
      records.flatMap((record, index) => (namesIn(text(record), names, rest).length > 0 ? [index + 1] : []));
    const result: FoundText[] = [];
    const board = await openRoom(relay, roomName(dialogueId, 'board'));
    for (const { id, texts } of boardTexts(board)) {
      const versions = versionsWhere((record) => {
        const petition = record.petitions.find((one) => one.id === id);
        return `${petition?.content ?? ''} | ${petition?.answer ?? ''}`;
      });
      const times = count(texts, names);
      const changeable = times > 0 && count(texts, own) === times;
      if (times > 0 || versions.length > 0)
        result.push({ dialogueId, kind: 'petition', id, number: numberOf(id), times, changeable, versions });
    }
    board.destroy();
    const minutes = await openRoom(relay, roomName(dialogueId, 'minutes'));
    const texts = minutesTexts(minutes);
    const times = count(texts, names);
    const changeable = times > 0 && count(texts, own) === times;
    minutes.destroy();
    const versions = versionsWhere((record) => wordsOf(record.minutes.body).join(' | '));
    if (times > 0 || versions.length > 0)
      result.push({ dialogueId, kind: 'minutes', id: '', number: '', times, changeable, versions });
    const comments = (await options.review.events(dialogueId)).filter(
      ({ text, place }) => namesIn(`${text} | ${place?.quote ?? ''}`, names).length > 0,
    ).length;
    if (comments > 0)
      result.push({
        dialogueId,
        kind: 'comment',
        id: '',
        number: '',
        times: comments,
        changeable: false,
        versions: [],
      });
    return result;
  }

  async function recordsOf(dialogueId: string): Promise<DialogueRecord[]> {
    const records: DialogueRecord[] = [];
    for (const { id } of await options.freezes.list(dialogueId)) {
      const freeze = await options.freezes.read(id);
      if (freeze) records.push(openRecord(freeze));
    }
    return records;
  }

  /** What would happen to these places; changes nothing. */
  async function plan(places: readonly Place[]): Promise<ErasurePlan> {
    const result: ErasurePlan = { live: 0, values: 0, records: 0, papers: 0, oldRecords: 0, texts: [] };
    for (const [dialogueId, here] of byDialogue(places)) {
      if (dialogueId === '') {
        result.live += here.length;
        continue;
      }
      const keys = new Set(here.map(({ kind, id }) => `${kind} ${id}`));
      const all = await everybodyIn(options, dialogueId);
      const live = all.filter((entry) => entry.live && keys.has(`${entry.kind} ${entry.id}`));
      result.live += live.length;
      result.papers += here.filter(({ kind }) => kind === 'paper').length;
      result.papers += await options.followUp.files(dialogueId, petitionsIn(here));
      for (const { id } of await options.freezes.list(dialogueId)) {
        const freeze = await options.freezes.read(id);
        if (!freeze) continue;
        const record = openRecord(freeze);
        if (record.version === 1) result.oldRecords += 1;
        const values = pathsOf(record, here).filter((path) => freeze.personal[path]).length;
        result.values += values;
        if (values > 0) result.records += 1;
      }
      result.texts.push(...(await textsOf(dialogueId, here)));
    }
    return result;
  }

  /** All personal places of a dialogue: of its live register, of text that came late to it, and of its records. */
  async function everything(dialogue: Pick<Dialogue, 'id'>): Promise<Place[]> {
    const register = await openRoom(relay, roomName(dialogue.id, 'register'));
    const places = new Map<string, Place>();
    const live = allPlaces(register, dialogue.id);
    register.destroy();
    for (const late of await options.late.documents(dialogue.id, 'register')) {
      live.push(...allPlaces(late, dialogue.id));
      late.destroy();
    }
    for (const id of await options.followUp.petitions(dialogue.id))
      live.push({ dialogueId: dialogue.id, kind: 'petitioner', id });
    for (const place of live) places.set(`${place.kind} ${place.id}`, place);
    for (const { id } of await options.freezes.list(dialogue.id)) {
      const freeze = await options.freezes.read(id);
      for (const place of freeze ? placesIn(openRecord(freeze), freeze.personal) : [])
        places.set(`${place.kind} ${place.id}`, { ...place, dialogueId: dialogue.id });
    }
    return [...places.values()];
  }

  /** Whether a text says the name of one of these places, whatever its case and marks. */
  async function namesAnyOf(text: string, places: readonly Place[]): Promise<boolean> {
    for (const [dialogueId, here] of byDialogue(places)) {
      const { names } = await namesFor(options, dialogueId, here);
      if (namesIn(text, names).length > 0) return true;
    }
    return false;
  }

  return { plan, everything, namesAnyOf };
}

/** The words of rich text as a record holds it, paragraph by paragraph. */
function wordsOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const text: unknown = Reflect.get(node, 'text');
  const content: unknown = Reflect.get(node, 'content');
  const inline = Array.isArray(content) ? content : [];
  if (inline.some((child) => typeof child === 'object' && child !== null && 'text' in child))
    return [
      inline.map((child) => (typeof child === 'object' ? (Reflect.get(child, 'text') ?? '') : '')).join(''),
    ];
  return [...(typeof text === 'string' ? [text] : []), ...inline.flatMap(wordsOf)];
}
