import { withoutSigns } from '../without-signs.ts';
import { citizensIn } from './field-words.ts';
import {
  type DialogueHeading,
  type Heading,
  namesAudience,
  quarterIn,
  readDialogueHeading,
  readFieldHeading,
  readHeading,
  type Slot,
} from './headings.ts';
import type { PlannedDialogue } from './plan.ts';
import type { Place, PlanPart } from './proposal.ts';
import { putParticipant, putTask } from './read-people.ts';
import { enterSchedule, putScheduleHeading, putTimeOrPlace } from './read-schedule.ts';
import {
  currentDialogue,
  dialogueOfQuarter,
  headingOf,
  openDialogue,
  placed,
  putPoint,
  type Reading,
  tidy,
} from './reading.ts';
import type { SourcePoint } from './source-lines.ts';

/** The body of a plan: parts I to IV, by their headings. */

const aims: readonly Slot[] = ['purposes', 'requirements'];
const dialogueSlots: readonly Slot[] = [
  'participants',
  'communeLevel',
  'villageLevel',
  'chair',
  'topic',
  'contents',
];
const scheduleSlots: readonly Slot[] = ['time', 'place'];

/** Reads a line of the body; null when no part takes it. */
export function readBody(reading: Reading, point: SourcePoint): Place | null {
  const isRoman = /^[IVX]+$/.test(point.order);
  if (isRoman) reading.romans += 1;
  return (
    readAsHeading(reading, point, isRoman) ?? (isRoman ? endPart(reading, point) : putValue(reading, point))
  );
}

/** Any heading that begins here; what follows its colon is read as the first line under it. */
export function readAsHeading(reading: Reading, point: SourcePoint, isRoman = false): Place | null {
  const body = tidy(point.body);
  const heading = readHeading(body);
  if (heading && mayOpen(reading, heading, point, isRoman)) return enter(reading, heading, point, isRoman);
  if (reading.slot === 'tasks' || aims.includes(reading.slot)) return null;
  const inFront = reading.slot === 'front';
  const dialogueHeading = inFront && point.order === '' ? null : readDialogueHeading(body);
  if (dialogueHeading) return enterDialogue(reading, dialogueHeading);
  if (inFront) return null;
  if (scheduleSlots.includes(reading.slot)) {
    return namesAudience(body) ? putScheduleHeading(reading, body) : null;
  }
  const titled = point.order !== '' && body.length <= 150 && namesAudience(body);
  if (titled && dialogueSlots.includes(reading.slot)) return enterTitled(reading, body);
  return null;
}

/** Inside purposes and tasks most words of a heading are plain speech; there only a real heading counts. */
function mayOpen(reading: Reading, heading: Heading, point: SourcePoint, isRoman: boolean): boolean {
  const [slot] = heading.slots;
  const asPoint = point.bullet !== '' && heading.rest === '' && !/[:：]$/.test(point.body);
  if (reading.slot === 'tasks') return isRoman || (slot === 'funding' && heading.rest === '');
  const asSpeech = point.bullet !== '' || (heading.rest !== '' && point.order === '');
  if (aims.includes(reading.slot) && asSpeech) return aims.includes(slot);
  return !asPoint;
}

function enter(reading: Reading, heading: Heading, point: SourcePoint, isRoman: boolean): Place | null {
  const [slot] = heading.slots;
  const before = reading.slot;
  reading.seen.add(slot);
  if (scheduleSlots.includes(slot)) {
    enterSchedule(reading, heading.rest !== '' || !isRoman, dialogueSlots.includes(before));
  } else if (slot === 'participants') {
    if (repeats(reading)) openDialogue(reading, '', 0);
  }
  // `Thành phần mời:` below `Cấp xã` goes on with those of the commune.
  const goesOn =
    slot === 'participants' && point.bullet !== '' && (before === 'communeLevel' || before === 'chair');
  reading.slot = goesOn ? 'communeLevel' : slot;
  if (heading.rest !== '') return enterWith(reading, heading.rest, before);
  return headingOf(partOf(reading.slot), dialogueOf(reading, reading.slot));
}

/** `Chủ trì: …` is one line among the participants; other headings hold for what follows too. */
function enterWith(reading: Reading, rest: string, before: Slot): Place | null {
  const isChair = reading.slot === 'chair';
  const place = putValue(reading, { bullet: '', order: '', body: rest, raw: rest });
  if (isChair)
    reading.slot = before === 'communeLevel' || before === 'villageLevel' ? before : 'participants';
  return place;
}

/** A second list of participants after the first dialogue's content, in one part: another dialogue. */
function repeats(reading: Reading): boolean {
  const dialogue = reading.plan.dialogues[reading.current];
  if (!dialogue || reading.openedAt !== reading.romans) return false;
  const invited = dialogue.chair !== '' || dialogue.communeLevel.length + dialogue.villageLevel.length > 0;
  const spoken = dialogue.topic !== '' || dialogue.fields.length + dialogue.contents.length > 0;
  if (invited && spoken) reading.assumed.add(reading.plan.dialogues.length);
  return invited && spoken;
}

function enterDialogue(reading: Reading, heading: DialogueHeading): Place | null {
  const known = dialogueOfQuarter(reading, heading.quarter, heading.year);
  const inSchedule = scheduleSlots.includes(reading.slot) || ['methods', 'forms'].includes(reading.slot);
  if (known < 0) openDialogue(reading, heading.quarter, heading.year);
  const index = known < 0 ? reading.current : known;
  reading.current = index;
  reading.scheduled = index;
  reading.slot = inSchedule ? 'time' : 'participants';
  if (heading.rest === '') return headingOf('dialogue', index);
  if (inSchedule && namesAudience(heading.rest)) return putScheduleHeading(reading, heading.rest, index);
  if (inSchedule || /\b(tháng|ngày)\s+\d/u.test(heading.rest)) {
    reading.scheduled = index;
    return putTimeOrPlace(reading, 'time', heading.rest);
  }
  return putName(reading, index, heading.rest);
}

/** `2. Đối thoại với thanh niên`: names the dialogue just begun, or begins the next. */
function enterTitled(reading: Reading, body: string): Place {
  const dialogue = reading.plan.dialogues[reading.current];
  const fresh = dialogue && dialogue.title === '' && dialogue.contents.length + dialogue.fields.length === 0;
  if (!fresh) openDialogue(reading, quarterIn(body)?.quarter ?? '', quarterIn(body)?.year ?? 0);
  reading.slot = 'participants';
  return putName(reading, reading.current, body);
}

function putName(reading: Reading, index: number, text: string): Place {
  const dialogue = reading.plan.dialogues[index];
  const name = withoutSigns(text, '.;:');
  if (dialogue && namesAudience(text) && dialogue.title === '' && name.length <= 300) dialogue.title = name;
  else if (dialogue) dialogue.audience = dialogue.audience ? `${dialogue.audience}\n${name}` : name;
  return placed(dialogue?.title === name ? 'dialogue' : 'audience', index);
}

/** A part with a Roman number that is none of the plan's: its lines stay unplaced until the next part. */
function endPart(reading: Reading, point: SourcePoint): Place | null {
  const body = tidy(point.body);
  const isPart = body.length <= 200 && body === body.toUpperCase();
  if (!isPart) return putValue(reading, point);
  reading.slot = 'unknown';
  return null;
}

/** Puts a line where the heading above it says. */
function putValue(reading: Reading, point: SourcePoint): Place | null {
  const { plan, slot } = reading;
  switch (slot) {
    case 'purposes':
    case 'requirements':
    case 'methods':
    case 'forms':
    case 'funding':
      putPoint(reading, plan[slot], point.body, point.bullet);
      return placed(slot);
    case 'participants':
    case 'communeLevel':
    case 'villageLevel':
    case 'chair':
      return readFieldHeading(point.body) ? putContent(reading, point) : putParticipant(reading, slot, point);
    case 'topic':
    case 'contents':
      return putContent(reading, point);
    case 'time':
    case 'place':
      return putTimeOrPlace(reading, slot, point.body);
    case 'tasks':
      return putTask(reading, point);
    default:
      return null;
  }
}

function putContent(reading: Reading, point: SourcePoint): Place {
  const dialogue = currentDialogue(reading);
  const index = reading.current;
  const body = tidy(point.body);
  const field = readFieldHeading(body);
  if (field) {
    const contents = field.rest ? [field.rest] : [];
    dialogue.fields.push({ name: field.name, contents, derived: false });
    reading.slot = 'contents';
    return placed('fields', index);
  }
  const topic = body.replace(/^[“"«]\s*|\s*[”"»][.;]?$/gu, '');
  if (reading.slot === 'topic' && dialogue.topic === '' && topic.length <= 500) {
    dialogue.topic = topic;
    reading.extend = (more) => {
      dialogue.topic = `${dialogue.topic} ${tidy(more).replace(/\s*[”"»][.;]?$/u, '')}`;
    };
    return placed('topic', index);
  }
  if (point.bullet === '' && isAudience(dialogue, body)) {
    dialogue.audience = body.replace(/^với\s+/iu, '');
    return placed('audience', index);
  }
  const into = dialogue.fields.at(-1);
  putPoint(reading, into?.contents ?? dialogue.contents, body, point.bullet);
  return placed(into ? 'fields' : 'contents', index);
}

/** `Nội dung đối thoại: Với hộ nghèo, …` says with whom, not about what. */
function isAudience(dialogue: PlannedDialogue, body: string): boolean {
  const fresh = dialogue.audience === '' && dialogue.fields.length + dialogue.contents.length === 0;
  return fresh && body.length <= 300 && /^với\s/iu.test(body) && citizensIn(body).length > 0;
}

function partOf(slot: Slot): PlanPart {
  if (slot === 'participants') return 'communeLevel';
  if (slot === 'time' || slot === 'place') return 'schedule';
  return slot === 'front' || slot === 'unknown' ? 'layout' : slot;
}

/** The dialogue that a heading is about; -1 when it stands above the first. */
function dialogueOf(reading: Reading, slot: Slot): number {
  if (dialogueSlots.includes(slot)) return reading.current;
  return scheduleSlots.includes(slot) ? reading.scheduled : -1;
}
