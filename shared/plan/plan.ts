import * as v from 'valibot';
import { type Dialogue, type Quarter, quarters } from '../dialogue.ts';

export { carryOver, type DialogueDraft, toDialogues } from './to-dialogues.ts';

/**
 * The plan of a year's public dialogues (kế hoạch đối thoại), with a home for every line of the document.
 * Lists hold one line an entry, without its bullet or number; an entry that starts with `+ ` is a sub-point
 * of the one before it. Entries keep the plan's own wording and punctuation, except `bases` and `recipients`,
 * whose closing `;` and `.` the document's layout puts back.
 */
export interface Plan {
  id: string;
  /** Counts the savings: a page that edits an older one is refused instead of overwriting. */
  revision: number;
  year: number;
  /** E.g. `05/KH-UBND`; `/KH-UBND` or empty while no number is given. */
  number: string;
  /** What follows `KẾ HOẠCH`, e.g. `Tổ chức đối thoại của Chủ tịch Ủy ban nhân dân xã trong năm 2023`. */
  title: string;
  /** Place before the date, e.g. `Sa Loong`. */
  place: string;
  /** `YYYY-MM-DD`, or empty while the day is open. */
  date: string;
  /** The head's left half, one body a line, the superior first; empty: the office's own is printed. */
  issuingBody: string;
  /** Legal bases (căn cứ). */
  bases: string[];
  /** The sentence between the bases and part I; paragraphs are divided by a line break. */
  intro: string;
  purposes: string[];
  requirements: string[];
  dialogues: PlannedDialogue[];
  /** Phương pháp đối thoại. */
  methods: string[];
  /** Hình thức đối thoại. */
  forms: string[];
  /** Kinh phí, where the plan has a part for it. */
  funding: string[];
  tasks: UnitTasks[];
  /** From `Trên đây là …` to `./.` */
  closing: string;
  /** Nơi nhận, `Lưu: …` last. */
  recipients: string[];
  signature: Signature;
  /** Lines of the source that no part took; kept with the plan until the organizer places them. */
  unplaced: string[];
}

/** A plan before it is stored. */
export type PlanDraft = Omit<Plan, 'id' | 'revision'>;

/** A stored plan with the dialogues that were made from it. */
export interface KeptPlan {
  plan: Plan;
  dialogues: Dialogue[];
}

/**
 * One dialogue of the plan. `id`s of a plan's parts are those of its live document; a plan that was only read from a
 * text, or stored by an older version, has none.
 */
export interface PlannedDialogue {
  id?: string;
  /** The dialogue made from it; empty until it is made. */
  dialogueId: string;
  /** `I` to `IV`, or empty. */
  quarter: Quarter;
  year: number;
  /** Its name in the tool, e.g. `Đối thoại với hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo`. */
  title: string;
  /** With whom, as the heading of its content says it, e.g. `Hộ nghèo, cận nghèo, hộ mới thoát nghèo`. */
  audience: string;
  /** Chủ đề, without its quotation marks. */
  topic: string;
  /** Who holds it, e.g. `Chủ tịch Ủy Ban nhân dân xã Sa Loong`. */
  chair: string;
  /** Invited at commune level (cấp xã), as the plan lists them. */
  communeLevel: string[];
  /** Invited in the villages (các thôn), as the plan lists them. */
  villageLevel: string[];
  /** The groups invited, in short: the choices of the attendance list and of the counts. Not printed. */
  groups: string[];
  fields: PlannedField[];
  /** Content that stands under no field. */
  contents: string[];
  /** Heading of the dialogue under time and place, in the plan's words; may tell the time itself. */
  scheduleHeading: string;
  /** E.g. `Hoàn thành trong quý II/2023`. */
  time: string;
  /** `YYYY-MM-DD`, or empty while the plan names no day. */
  heldOn: string;
  /** `HH:MM`, or empty while open. */
  startsAt?: string;
  endsAt?: string;
  /** Where it is held. */
  place: string;
}

/** A field (lĩnh vực) that petitions are sorted under. */
export interface PlannedField {
  id?: string;
  /** Without the word `Lĩnh vực`, e.g. `Giảm nghèo`. */
  name: string;
  contents: string[];
  /**
   * The plan has no such heading: the tool proposed the field from the dialogue's `contents`, whose clauses
   * `contents` repeats here. A printed plan leaves it out.
   */
  derived: boolean;
}

/** The tasks of one unit (part IV). */
export interface UnitTasks {
  id?: string;
  unit: string;
  /** All lines, as they are printed. */
  duties: string[];
  /** The same lines task by task, each with its mark. */
  tasks?: PlanTask[];
}

/** One task of a unit. */
export interface PlanTask {
  id: string;
  /** The task, then its sub-points, which start with `+ `. */
  lines: string[];
  /** `YYYY-MM-DD`, or empty. */
  dueOn: string;
  /** ISO 8601 instant, and the name of who said so; both empty while it is to be done. */
  doneAt: string;
  doneBy: string;
}

export interface Signature {
  /** E.g. `TM. ỦY BAN NHÂN DÂN`. */
  authority: string;
  /** E.g. `CHỦ TỊCH`. */
  title: string;
  name: string;
}

/** Bounds of a plan: lengths in UTF-16 units. Lines of a dialogue fit what the dialogues' own API takes. */
export const planBounds = {
  shortLine: 500,
  paragraph: 20_000,
  lines: 500,
  dialogueLines: 100,
  dialogues: 24,
  unplaced: 5_000,
} as const;

const clean = (value: string) => value.replace(/\r\n?/g, '\n').normalize('NFC').trim();
const shortLine = v.pipe(v.string(), v.transform(clean), v.maxLength(planBounds.shortLine));
const paragraph = v.pipe(v.string(), v.transform(clean), v.maxLength(planBounds.paragraph));

function listOf(entry: v.GenericSchema<string>, longest: number) {
  return v.pipe(
    v.array(entry),
    v.transform((all) => all.filter((line) => line !== '')),
    v.maxLength(longest),
  );
}
const paragraphs = listOf(paragraph, planBounds.lines);
const shortLines = listOf(shortLine, planBounds.dialogueLines);
const year = v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100));
const day = v.union([v.literal(''), v.pipe(v.string(), v.isoDate())]);
const time = v.optional(v.union([v.literal(''), v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/))]));

export const plannedDialogueSchema = v.object({
  dialogueId: v.pipe(v.string(), v.regex(/^([a-z0-9]{6,40})?$/)),
  quarter: v.picklist(quarters),
  year,
  title: v.pipe(shortLine, v.minLength(1)),
  audience: paragraph,
  topic: shortLine,
  chair: shortLine,
  communeLevel: paragraphs,
  villageLevel: paragraphs,
  groups: shortLines,
  fields: v.pipe(
    v.array(
      v.object({ name: v.pipe(shortLine, v.minLength(1)), contents: paragraphs, derived: v.boolean() }),
    ),
    v.maxLength(planBounds.dialogueLines),
  ),
  contents: paragraphs,
  scheduleHeading: paragraph,
  time: paragraph,
  heldOn: day,
  startsAt: time,
  endsAt: time,
  place: shortLine,
});

/** Ids and marks are the live document's: a plan that is sent as a whole says the due dates alone. */
const taskSchema = v.pipe(
  v.object({ lines: paragraphs, dueOn: day }),
  v.transform((task): PlanTask => ({ ...task, id: '', doneAt: '', doneBy: '' })),
);
const unitTasksSchema = v.object({
  unit: shortLine,
  duties: paragraphs,
  tasks: v.optional(v.pipe(v.array(taskSchema), v.maxLength(planBounds.lines))),
});

/**
 * What the API takes as a plan. Text comes out in NFC, trimmed, lists without empty entries.
 * A plan needs a year from 2000 to 2100, a title, and for each dialogue a title and its year.
 */
export const planSchema = v.object({
  year,
  number: shortLine,
  title: v.pipe(shortLine, v.minLength(1)),
  place: shortLine,
  date: day,
  issuingBody: shortLine,
  bases: paragraphs,
  intro: paragraph,
  purposes: paragraphs,
  requirements: paragraphs,
  dialogues: v.pipe(v.array(plannedDialogueSchema), v.maxLength(planBounds.dialogues)),
  methods: paragraphs,
  forms: paragraphs,
  funding: paragraphs,
  tasks: v.pipe(v.array(unitTasksSchema), v.maxLength(planBounds.lines)),
  closing: paragraph,
  recipients: paragraphs,
  signature: v.object({ authority: shortLine, title: shortLine, name: shortLine }),
  unplaced: listOf(paragraph, planBounds.unplaced),
});

/** A plan with nothing in it yet; `year` 0 means that it is still to be said. */
export function emptyPlan(planYear = 0): PlanDraft {
  return {
    year: planYear,
    number: '',
    title: '',
    place: '',
    date: '',
    issuingBody: '',
    bases: [],
    intro: '',
    purposes: [],
    requirements: [],
    dialogues: [],
    methods: [],
    forms: [],
    funding: [],
    tasks: [],
    closing: '',
    recipients: [],
    signature: { authority: '', title: '', name: '' },
    unplaced: [],
  };
}

/** A dialogue of a plan with nothing in it yet. */
export function emptyDialogue(planYear: number): PlannedDialogue {
  return {
    dialogueId: '',
    quarter: '',
    year: planYear,
    title: '',
    audience: '',
    topic: '',
    chair: '',
    communeLevel: [],
    villageLevel: [],
    groups: [],
    fields: [],
    contents: [],
    scheduleHeading: '',
    time: '',
    heldOn: '',
    place: '',
  };
}
