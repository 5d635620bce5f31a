import type { SignedForm } from './documents/signs.ts';
import type { FormerNames } from './same-name.ts';

/** A public dialogue (hội nghị đối thoại) and the office that holds it. All of it is data an organizer edits. */

export type DialogueState = 'open' | 'frozen';

/** Quarters of a year as plans and dialogues name them; empty: none is said. */
export const quarters = ['', 'I', 'II', 'III', 'IV'] as const;
export type Quarter = (typeof quarters)[number];

export interface Dialogue {
  id: string;
  /** The plan it comes from; empty for one made by hand. */
  planId: string;
  /** E.g. `Đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo`. */
  title: string;
  year: number;
  /** `I` to `IV`, or empty. */
  quarter: string;
  /** Chủ đề, may be empty. */
  topic: string;
  /** Groups invited, one line each. */
  groups: string[];
  /** Fields (lĩnh vực) that petitions are sorted under. */
  fields: string[];
  place: string;
  /** Day it is held, `YYYY-MM-DD`, or empty until it is known. */
  heldOn: string;
  /** Name and title of the chair, e.g. `Nguyễn Hữu Bảng`, `Chủ tịch UBND xã`. */
  chairName: string;
  chairTitle: string;
  secretaries: string[];
  state: DialogueState;
  /**
   * ISO 8601 instant since when a frozen dialogue is in the archive: read by its records, its live documents open
   * nowhere. Missing: it is at hand.
   */
  archivedAt?: string;
}

/** The office's own data: bodies, places, signers. Printed in every document. */
export interface Office {
  /** Superior body, e.g. `ỦY BAN NHÂN DÂN TỈNH …`; empty: no line is printed. */
  superior: string;
  /** Issuing body in capitals, e.g. `ỦY BAN NHÂN DÂN XÃ SA LOONG`. */
  body: string;
  /** Short sign in document numbers, e.g. `UBND`. */
  bodySign: string;
  /** Place before the date, e.g. `Sa Loong`. */
  place: string;
  /** Over the signature, e.g. `TM. ỦY BAN NHÂN DÂN`; a deputy's has a further line, `KT. CHỦ TỊCH`. */
  authority: string;
  signerTitle: string;
  signerName: string;
  villages: string[];
  /** Units that may be put in charge of a petition. */
  units: string[];
  /** Higher authorities a petition may be escalated to. */
  authorities: string[];
  /** Days the office is closed, `YYYY-MM-DD`. */
  holidays: string[];
  /** Saturdays and Sundays that are worked in exchange (làm bù), `YYYY-MM-DD`; missing in what older versions stored. */
  workdays?: string[];
  /** Signs of the kinds in document numbers where the office has its own; records of older versions have none. */
  kindSigns?: Partial<Record<SignedForm, string>>;
  /** Nơi nhận of documents that have no list of their own, without `;`, the archive last. */
  recipients?: string[];
  /** What villages were called before, and what they are called now: petitions keep the name they were written with. */
  formerVillages?: FormerNames;
  /** Copies of the minutes when their form does not say, e.g. `2`. */
  copies?: string;
}

/**
 * The documents of a dialogue; each is one room of the relay, `<dialogueId>/<kind>`.
 * `stage` is what the organizer wants the screens to show, `screen` what they are sent (written by the server
 * alone), `activity` who changed what (written by the server alone).
 */
export const documentKinds = ['minutes', 'board', 'register', 'stage', 'activity', 'screen'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** The documents that a freeze closes and keeps. */
export const frozenKinds = ['minutes', 'board', 'register'] as const satisfies readonly DocumentKind[];

/** The relay's room of a dialogue's document. */
export function roomName(dialogueId: string, kind: DocumentKind): string {
  return `${dialogueId}/${kind}`;
}

/** The dialogue and document of a room, or null when the name is no such room. */
export function parseRoom(room: string): { dialogueId: string; kind: DocumentKind } | null {
  const [, dialogueId, name] = /^([a-z0-9]{6,40})\/([a-z]+)$/.exec(room) ?? [];
  const kind = documentKinds.find((known) => known === name);
  return dialogueId && kind ? { dialogueId, kind } : null;
}

/** The relay's room of a plan of a year. */
export function planRoom(planId: string): string {
  return `${planId}/plan`;
}

/** The plan whose room it is, or null when the name is no such room. */
export function parsePlanRoom(room: string): string | null {
  return /^([a-z0-9]{6,40})\/plan$/.exec(room)?.[1] ?? null;
}
