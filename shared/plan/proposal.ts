import type { PlanDraft } from './plan.ts';

/** What the reader makes of a text: a plan to correct, and where each of its lines went. */

/** The parts of a plan that a line may belong to. */
export const planParts = [
  'number',
  'placeDate',
  'issuingBody',
  'title',
  'bases',
  'intro',
  'purposes',
  'requirements',
  'methods',
  'forms',
  'funding',
  'tasks',
  'closing',
  'recipients',
  'signature',
] as const;
/** The parts of one dialogue of a plan. */
export const dialogueParts = [
  'dialogue',
  'audience',
  'topic',
  'chair',
  'communeLevel',
  'villageLevel',
  'fields',
  'contents',
  'schedule',
] as const;
/** Lines that every plan has and the layout makes anew: national title, page numbers, rules. */
export const layoutParts = ['letterhead', 'layout'] as const;

export type DialoguePart = (typeof dialogueParts)[number];
export type PlanPart = (typeof planParts)[number] | DialoguePart | (typeof layoutParts)[number];

/** Where a line went. */
export interface Place {
  part: PlanPart;
  /** Index of the dialogue, or -1 for the parts of the whole plan. */
  dialogue: number;
  /** The line is a heading of that part and is not kept as text: the layout writes its own. */
  heading: boolean;
}

/** A line of the source and where it went. */
export interface PlacedLine {
  /** From 1. */
  number: number;
  /** As it stands in the source, NFC. */
  text: string;
  /** Null for an empty line, and for one that is (also) among the unplaced. */
  place: Place | null;
  unplaced: boolean;
}

/** What the organizer should know before taking the proposal. */
export const noteCodes = [
  'empty',
  'notAPlan',
  'unplacedLines',
  'noYear',
  'noTitle',
  'noDialogue',
  'assumedDialogue',
  'derivedFields',
  'noFields',
  'sharedPlace',
  'noTasks',
  'noRecipients',
  'noBases',
] as const;
export type NoteCode = (typeof noteCodes)[number];

export interface PlanNote {
  code: NoteCode;
  /** The dialogue it is about, or -1. */
  dialogue: number;
}

export interface PlanProposal {
  plan: PlanDraft;
  /** Every line of the source, in order. */
  lines: PlacedLine[];
  notes: PlanNote[];
}
