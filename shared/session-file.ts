import * as v from 'valibot';
import { correctionStates } from './docs/corrections.ts';
import { speakerStates } from './docs/speakers.ts';
import { paperTypes } from './papers/paper-kind.ts';
import { categories, channels, outcomes, petitionStates, replyWishes } from './petition.ts';
import { capacities, drawingPattern, maxDrawing } from './review.ts';
import type { RichNode } from './rich-text.ts';

/**
 * A whole session as one open JSON file: the files of its frozen records (`verify/record-file.ts`), oldest first, all of
 * one dialogue, each with its hash, its signature and the personal values beside. The shape is published as
 * docs/schema/session.schema.json, which is made from the schema below.
 */
const text = v.string();
const texts = v.array(text);
const flag = v.boolean();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const described = (sentence: string) => v.pipe(v.string(), v.description(sentence));
const day = described('YYYY-MM-DD, or empty');
const instant = described('ISO 8601 instant, or empty');
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.description('SHA-256, hex'));
const base64 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]*={0,2}$/), v.description('base64'));

const dialogue = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9]{6,40}$/)),
  planId: text,
  title: text,
  year: v.pipe(v.number(), v.integer()),
  quarter: text,
  topic: text,
  groups: texts,
  fields: texts,
  place: text,
  heldOn: day,
  chairName: text,
  chairTitle: text,
  secretaries: texts,
  state: v.picklist(['open', 'frozen']),
});

const office = v.object({
  superior: text,
  body: text,
  bodySign: text,
  place: text,
  authority: text,
  signerTitle: text,
  signerName: text,
  villages: texts,
  units: texts,
  authorities: texts,
  holidays: texts,
});

/** What stands under the hash in place of a personal value, which lies beside. */
const commitment = v.object({ commitment: hash });
const hidden = v.union([text, commitment]);
const hiddenCategory = v.union([v.picklist(categories), commitment]);

const petitioner = v.object({
  name: hidden,
  phone: hidden,
  address: hidden,
  attendeeId: text,
  showName: flag,
});

const stateChange = v.object({
  at: text,
  by: text,
  from: v.picklist(petitionStates),
  to: v.picklist(petitionStates),
});

const petition = v.object({
  id: text,
  number: described('KN-01; given by the server, never used twice'),
  raisedAt: instant,
  raisedBy: text,
  content: text,
  answer: text,
  field: text,
  channel: v.picklist(channels),
  village: text,
  category: v.picklist(categories),
  unit: text,
  state: v.picklist(petitionStates),
  outcome: v.picklist([...outcomes, '']),
  dueDate: day,
  dueReason: text,
  authority: text,
  answeredBy: text,
  replyWish: v.picklist(replyWishes),
  replyDate: day,
  replyNumber: text,
  toldHow: text,
  toldAt: text,
  mergedInto: text,
  history: v.array(stateChange),
  petitioner: v.pipe(v.nullable(petitioner), v.description('The citizen: personal data')),
});

const attendee = v.object({
  id: text,
  name: hidden,
  title: hidden,
  village: text,
  group: text,
  category: hiddenCategory,
  phone: hidden,
  present: flag,
  walkIn: flag,
  checkedInAt: instant,
  birthYear: v.optional(hidden),
});

const speaker = v.object({
  id: text,
  name: hidden,
  village: text,
  group: text,
  attendeeId: text,
  state: v.picklist(speakerStates),
  order: v.number(),
  queuedAt: text,
  calledAt: text,
  startedAt: text,
  endedAt: text,
  petitionId: text,
  showName: flag,
});

const correction = v.object({
  id: text,
  anchor: text,
  excerpt: text,
  asked: hidden,
  askedBy: hidden,
  attendeeId: text,
  village: text,
  notedBy: text,
  notedAt: text,
  state: v.picklist(correctionStates),
  settledBy: text,
  settledAt: text,
  reason: hidden,
});

const paper = v.object({
  id: text,
  hash: v.pipe(v.string(), v.regex(/^([0-9a-f]{64})?$/), v.description('SHA-256 of the file, hex')),
  type: v.picklist(paperTypes),
  size: count,
  petitionId: text,
});

const attribute = v.union([text, v.number(), flag, v.null(), v.array(v.number())]);

/** A node of the minutes' text; nodes stand in nodes. */
export const richNodeSchema: v.GenericSchema<RichNode> = v.object({
  type: text,
  attrs: v.optional(v.record(text, attribute)),
  content: v.optional(v.array(v.lazy(() => richNodeSchema))),
  text: v.optional(text),
  marks: v.optional(v.array(v.object({ type: v.picklist(['bold', 'italic', 'underline']) }))),
});

/** A record under its hash: `DialogueRecord` with commitments in place of what is personal. */
export const recordSchema = v.object({
  format: v.literal('doi-thoai/record'),
  version: v.picklist([1, 2]),
  id: text,
  dialogue,
  office,
  recipients: texts,
  frozenAt: v.pipe(v.string(), v.isoTimestamp()),
  frozenBy: text,
  edition: v.optional(count),
  amends: v.optional(v.object({ recordId: text, reason: text, by: text, at: text })),
  previous: v.pipe(v.nullable(hash), v.description('Hash of the record before it of that installation')),
  minutes: v.object({
    facts: v.object({
      startedAt: text,
      endedAt: text,
      place: text,
      chair: text,
      secretaries: text,
      copies: text,
    }),
    body: richNodeSchema,
  }),
  petitions: v.array(petition),
  attendees: v.array(attendee),
  speakers: v.optional(v.array(speaker)),
  corrections: v.optional(v.array(correction)),
  papers: v.optional(v.array(paper)),
  yjs: v.object({ minutes: base64, board: base64, register: v.union([base64, commitment]) }),
});

const hex = (bytes: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`)));

const signature = v.object({ algorithm: v.literal('Ed25519'), publicKey: hex(32), value: hex(64) });

/** A record's file since version 2. */
export const signedFileSchema = v.object({
  format: v.literal('doi-thoai/record'),
  version: v.literal(2),
  hash: v.pipe(hash, v.description('SHA-256 over `record` as canonical JSON (RFC 8785)')),
  record: recordSchema,
  parts: v.pipe(
    v.record(text, hex(8)),
    v.description('Digests by path: they tell where a changed record differs'),
  ),
  signature,
  personal: v.pipe(
    v.record(text, v.nullable(v.object({ salt: hex(16), value: v.union([text, v.number(), flag]) }))),
    v.description(
      'Personal values by path, each with the salt of its commitment; null: erased by the office',
    ),
  ),
});

/** Who signed a record. */
export const signOffSchema = v.object({
  id: text,
  dialogueId: text,
  recordId: text,
  hash: v.pipe(hash, v.description('Of the record that was signed')),
  capacity: v.picklist(capacities),
  name: text,
  title: text,
  at: v.pipe(v.string(), v.isoTimestamp()),
  drawing: v.pipe(
    v.string(),
    v.maxLength(maxDrawing),
    v.regex(drawingPattern),
    v.description('A drawn signature as PNG, or empty: a picture, no proof'),
  ),
  proof: v.pipe(
    signature,
    v.description(
      'By the key of the installation, over SHA-256 of all the rest as canonical JSON (RFC 8785)',
    ),
  ),
});

/** The whole file; a record of version 1 is its own file. */
export const sessionFileSchema = v.object({
  format: v.literal('doi-thoai/session'),
  version: v.literal(1),
  records: v.pipe(v.array(v.union([signedFileSchema, recordSchema])), v.minLength(1)),
  signOffs: v.optional(
    v.pipe(v.array(signOffSchema), v.description('Who signed which of the records; none: all are drafts')),
  ),
});

export type SessionFile = v.InferOutput<typeof sessionFileSchema>;
