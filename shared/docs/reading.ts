import type * as Y from 'yjs';
import { sessionOf } from './board.ts';
import { readString } from './read.ts';

/**
 * Reading the minutes aloud before they are signed, shared by all devices. It lives in the board, which the chair
 * may write too: in `session` who leads and where the reading is, in `read` which paragraphs were read, each with
 * a print of its text, so that a later edit shows. Paragraphs are named as in `shared/documents/reading.ts`.
 */
export interface ReadingLead {
  /** One for each time that somebody takes the lead: the same person at another device is another lead. */
  id: string;
  /** ISO 8601 instant. */
  since: string;
  /** Display name. */
  name: string;
}

export interface Reading {
  lead: ReadingLead | null;
  /** Name of the paragraph being read, or empty. */
  at: string;
  /** Letters a minute, as measured in this reading; 0 while unknown. */
  pace: number;
  /** ISO 8601 instant at which the reading ended, or empty. */
  doneAt: string;
}

const slowest = 150;
const fastest = 3000;

/** Paragraphs that were read: name to the print of their text at that time. */
export function readMarksOf(doc: Y.Doc): Y.Map<string> {
  return doc.getMap<string>('read');
}

function readLead(value: string): ReadingLead | null {
  const [, id, since, name] = /^([a-z0-9]+) (\S+) (.+)$/u.exec(value) ?? [];
  if (!id || !since || !name || Number.isNaN(Date.parse(since))) return null;
  return { id, since, name: name.slice(0, 80) };
}

/** Where the reading is; whatever a hostile update put there comes out as the declared types. */
export function readReading(doc: Y.Doc): Reading {
  const map = sessionOf(doc);
  const pace = Number(readString(map, 'readingPace'));
  const doneAt = readString(map, 'readingDone');
  return {
    lead: readLead(readString(map, 'readingLead')),
    at: readString(map, 'readingAt'),
    pace: pace >= slowest && pace <= fastest ? pace : 0,
    doneAt: Number.isNaN(Date.parse(doneAt)) ? '' : doneAt,
  };
}

/** Takes the lead, from whoever had it: one value, so that of two at once one wins whole. */
export function takeLead(doc: Y.Doc, lead: ReadingLead, at: string): void {
  doc.transact(() => {
    const map = sessionOf(doc);
    map.set('readingLead', `${lead.id} ${lead.since} ${lead.name}`);
    map.set('readingAt', at);
    map.delete('readingDone');
  });
}

/** Gives the lead back. */
export function leaveLead(doc: Y.Doc): void {
  sessionOf(doc).delete('readingLead');
}

/** Moves the reading to another paragraph; `marks` are the paragraphs that were read on the way. */
export function moveReading(
  doc: Y.Doc,
  at: string,
  marks: readonly { id: string; print: string }[],
  pace: number,
): void {
  doc.transact(() => {
    const map = sessionOf(doc);
    map.set('readingAt', at);
    if (pace > 0) map.set('readingPace', String(Math.round(pace)));
    for (const { id, print } of marks) {
      if (readMarksOf(doc).get(id) !== print) readMarksOf(doc).set(id, print);
    }
  });
}

/** Writes down that the minutes were read to their end; the lead is given back. */
export function endReading(doc: Y.Doc, at: string): void {
  doc.transact(() => {
    sessionOf(doc).set('readingDone', at);
    leaveLead(doc);
  });
}

/** Forgets what was read, to read from the beginning. */
export function restartReading(doc: Y.Doc): void {
  doc.transact(() => {
    readMarksOf(doc).clear();
    sessionOf(doc).delete('readingDone');
    sessionOf(doc).delete('readingAt');
  });
}
