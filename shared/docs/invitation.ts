import type * as Y from 'yjs';
import { readEnum, readFlag, readString } from './read.ts';
import type { AttendeeMap } from './register.ts';

/** Whether somebody who is invited will come; empty while nobody has said. */
export const comings = ['', 'yes', 'no'] as const;
export type Coming = (typeof comings)[number];

/** What became of an invitation, in the entry of the register. */
export interface InvitationAnswer {
  /** When the person was told of it, ISO 8601, or empty. */
  toldAt: string;
  coming: Coming;
  /** Has a petition to hand in ahead of the day. */
  brings: boolean;
  /** When any of it was said last, ISO 8601: of two answers the later one stands. */
  answeredAt: string;
}

/** A change of the answer; what is left out stays. */
export interface AnswerChange {
  told?: boolean;
  coming?: Coming;
  brings?: boolean;
}

/** Reads what became of an invitation. */
export function readInvitation(map: Pick<AttendeeMap, 'get'>): InvitationAnswer {
  return {
    toldAt: readString(map, 'toldAt'),
    coming: readEnum(map, 'coming', comings, ''),
    brings: readFlag(map, 'brings'),
    answeredAt: readString(map, 'answeredAt'),
  };
}

/** An answer with a change of it; whoever says whether they come, or what they bring, has been told. */
export function answeredWith(before: InvitationAnswer, change: AnswerChange, at: string): InvitationAnswer {
  const next = { ...before, answeredAt: at };
  if (change.coming !== undefined) next.coming = change.coming;
  if (change.brings !== undefined) next.brings = change.brings;
  const said = next.coming !== '' || next.brings;
  if (change.told === false) return { ...next, toldAt: '', coming: '', brings: false };
  if (change.told || said) next.toldAt = before.toldAt || at;
  return next;
}

/**
 * Writes a change of an answer, unless a later one stands.
 * @param at ISO 8601 instant at which it was said
 * @returns whether it was taken; one that was written before counts as taken
 */
export function answerInvitation(doc: Y.Doc, map: AttendeeMap, change: AnswerChange, at: string): boolean {
  const before = readInvitation(map);
  if (before.answeredAt !== '' && Date.parse(at) < Date.parse(before.answeredAt)) return false;
  const after = answeredWith(before, change, at);
  doc.transact(() => {
    for (const [key, value] of Object.entries(after)) if (map.get(key) !== value) map.set(key, value);
  });
  return true;
}
