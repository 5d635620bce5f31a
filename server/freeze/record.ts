import * as Y from 'yjs';
import type { Dialogue, Office } from '../../shared/dialogue.ts';
import { allPetitions } from '../../shared/docs/board.ts';
import { allCorrections } from '../../shared/docs/corrections.ts';
import { readFacts } from '../../shared/docs/minutes.ts';
import { allPapers } from '../../shared/docs/papers.ts';
import { allAttendees, petitionersOf, readPetitioner } from '../../shared/docs/register.ts';
import { allSpeakers } from '../../shared/docs/speakers.ts';
import { readBody } from '../../shared/minutes-template.ts';
import { petitionNumber } from '../../shared/petition.ts';
import type { Amendment, DialogueRecord, RecordPetition } from '../../shared/record.ts';
import { rejoin } from '../../shared/verify/personal.ts';
import { isNewerRecord, type KeptRecord } from '../../shared/verify/record-file.ts';
import { compareNames } from '../../shared/vietnamese/names.ts';
import { isPetitionId } from '../board/contract.ts';

export interface RecordSource {
  id: string;
  dialogue: Dialogue;
  office: Office;
  recipients: string[];
  frozenAt: string;
  frozenBy: string;
  previous: string | null;
  edition: number;
  amends: Amendment | null;
  /** Yjs states at one point in time. */
  minutes: Uint8Array;
  board: Uint8Array;
  register: Uint8Array;
  /** The book's numbers: the board is shown what the book says, the record takes it from the book. */
  numbers: ReadonlyMap<string, number>;
}

function openDoc(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc({ gc: false });
  Y.applyUpdate(doc, state);
  return doc;
}

/** Ids of all petitions of a board, in the order they were raised. */
export function petitionIdsOf(board: Uint8Array): string[] {
  return allPetitions(openDoc(board)).map((petition) => petition.id);
}

/** Whether a board holds a petition that still wears the provisional sign. */
export function hasUnnumbered(board: Uint8Array | undefined): boolean {
  return (
    board !== undefined &&
    allPetitions(openDoc(board)).some(({ id, number }) => number === '' && isPetitionId(id))
  );
}

/** A lone surrogate (half of an emoji cut by an edit) has no canonical form; it becomes U+FFFD. */
function wellFormed<T>(value: T): T {
  if (typeof value === 'string') return value.toWellFormed() as T;
  if (Array.isArray(value)) return value.map(wellFormed) as T;
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, wellFormed(member)])) as T;
  }
  return value;
}

/** Thrown when a stored record is of a version of the format that a newer program wrote. */
export class NewerRecordError extends Error {
  constructor() {
    super('the record was written by a newer version');
    this.name = 'NewerRecordError';
  }
}

/**
 * The record of a freeze with its personal values in their places; what was erased reads as empty. Throws
 * NewerRecordError: what this program does not know it must not show as if it did.
 */
export function openRecord(kept: Pick<KeptRecord, 'canonical' | 'personal'>): DialogueRecord {
  const record: unknown = JSON.parse(kept.canonical);
  if (isNewerRecord(record)) throw new NewerRecordError();
  return rejoin(record, kept.personal) as DialogueRecord;
}

/** Builds the record of a dialogue from the states of its documents. Pure: the same source gives the same record. */
export function buildRecord(source: RecordSource): DialogueRecord {
  const minutes = openDoc(source.minutes);
  const board = openDoc(source.board);
  const register = openDoc(source.register);
  const citizens = petitionersOf(register);
  const petitions = allPetitions(board).map((petition): RecordPetition => {
    const n = source.numbers.get(petition.id);
    const citizen = citizens.get(petition.id);
    return {
      ...petition,
      number: n === undefined ? petition.number : petitionNumber(n),
      petitioner: citizen instanceof Y.Map ? readPetitioner(citizen) : null,
    };
  });
  const order = (petition: RecordPetition) => source.numbers.get(petition.id) ?? Number.POSITIVE_INFINITY;
  petitions.sort((a, b) => order(a) - order(b) || (a.id < b.id ? -1 : 1));
  const attendees = allAttendees(register).sort(
    (a, b) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1),
  );
  const corrections = allCorrections(register);
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return wellFormed<DialogueRecord>({
    format: 'doi-thoai/record',
    version: 2,
    id: source.id,
    dialogue: { ...source.dialogue, state: 'frozen' },
    office: source.office,
    recipients: source.recipients,
    frozenAt: source.frozenAt,
    frozenBy: source.frozenBy,
    previous: source.previous,
    edition: source.edition,
    ...(source.amends ? { amends: source.amends } : {}),
    minutes: { facts: readFacts(minutes), body: readBody(minutes) },
    petitions,
    attendees,
    speakers: allSpeakers(register),
    ...(corrections.length > 0 ? { corrections } : {}),
    papers: allPapers(register).map(({ id, hash, type, size, petitionId }) => ({
      id,
      hash,
      type,
      size,
      petitionId,
    })),
    yjs: {
      minutes: base64(source.minutes),
      board: base64(source.board),
      register: base64(source.register),
    },
  });
}
