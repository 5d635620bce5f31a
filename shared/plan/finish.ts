import { type Quarter, quarters } from '../dialogue.ts';
import { fold } from '../vietnamese/fold.ts';
import { citizensIn, proposeFields, proposeGroups } from './field-words.ts';
import { quarterIn } from './headings.ts';
import type { PlannedDialogue } from './plan.ts';
import type { PlanNote } from './proposal.ts';
import { dayOf } from './read-front.ts';
import type { Reading } from './reading.ts';

/** What follows from the whole plan once every line is read: years, quarters, days, names, groups, fields. */

/** Fills in what can be inferred and tells what the organizer should look at. */
export function finishPlan(reading: Reading): PlanNote[] {
  const { plan } = reading;
  const notes: PlanNote[] = [];
  const note = (code: PlanNote['code'], dialogue = -1) => notes.push({ code, dialogue });
  plan.year = planYear(reading);
  if (plan.year === 0) note('noYear');
  if (plan.title === '') note('noTitle');
  if (plan.dialogues.length === 0) note('noDialogue');
  for (const [index, dialogue] of plan.dialogues.entries()) {
    if (reading.assumed.has(index)) note('assumedDialogue', index);
    finishDialogue(dialogue, plan.year);
    if (dialogue.fields.some((field) => field.derived)) note('derivedFields', index);
    if (dialogue.fields.length === 0) note('noFields', index);
  }
  for (const index of sharePlace(plan.dialogues)) note('sharedPlace', index);
  if (plan.tasks.length === 0) note('noTasks');
  if (plan.recipients.length === 0) note('noRecipients');
  if (plan.bases.length === 0) note('noBases');
  return notes.sort((a, b) => a.dialogue - b.dialogue);
}

function planYear({ plan, headYear }: Reading): number {
  const said = /\bnăm\s+(20\d\d)\b/u.exec(`${plan.title}\n${plan.intro}`)?.[1];
  const dialogues = plan.dialogues.map((dialogue) => dialogue.year || timeOf(dialogue).year);
  return Number(said ?? 0) || headYear || Math.max(0, ...dialogues);
}

function finishDialogue(dialogue: PlannedDialogue, year: number): void {
  const said = timeOf(dialogue);
  dialogue.year ||= said.year || year;
  dialogue.quarter ||= said.quarter;
  dialogue.heldOn = said.day;
  dialogue.groups = proposeGroups(dialogue);
  dialogue.title ||= proposeTitle(dialogue);
  if (dialogue.fields.length === 0) dialogue.fields = proposeFields(dialogue.contents);
}

/** What time and heading of a dialogue say: `trong quý II/2023`, `tháng 6/2024`, `ngày 15/6/2024`. */
function timeOf(dialogue: PlannedDialogue): { quarter: Quarter; year: number; day: string } {
  const text = fold(`${dialogue.time}\n${dialogue.scheduleHeading}\n${dialogue.title}`);
  const date =
    /\bngay\s+(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(20\d\d)/.exec(text) ??
    /\bngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(20\d\d)/.exec(text);
  const day = date ? dayOf(Number(date[3]), Number(date[2]), Number(date[1])) : '';
  const month = day ? Number(day.slice(5, 7)) : Number(/\bthang\s+(\d{1,2})\b/.exec(text)?.[1] ?? 0);
  const named = quarterIn(text);
  const year = named?.year || Number(/\b(20\d\d)\b/.exec(text)?.[1] ?? 0);
  return { quarter: named?.quarter ?? quarters[Math.ceil(month / 3)] ?? '', year, day };
}

function proposeTitle(dialogue: PlannedDialogue): string {
  const citizens = dialogue.groups.filter((group) => citizensIn(group).length > 0);
  if (citizens.length > 0) return `Đối thoại với ${citizens.map(lowerFirst).join(', ')}`;
  const [named = ''] = dialogue.scheduleHeading.split('\n');
  if (named && named.length <= 200) return named.replace(/\s+dự kiến\s.*$/iu, '').replace(/[.;:]+$/u, '');
  if (dialogue.audience && dialogue.audience.length <= 200) {
    return `Đối thoại với ${lowerFirst(dialogue.audience.replaceAll('\n', ' '))}`;
  }
  const when = dialogue.quarter ? ` quý ${dialogue.quarter}` : '';
  return `Đối thoại với Nhân dân${when}${dialogue.year ? ` năm ${dialogue.year}` : ''}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Plans tell the hall once: a dialogue without a place gets the only one there is. Returns who got it. */
function sharePlace(dialogues: PlannedDialogue[]): number[] {
  const places = new Set(dialogues.map(({ place }) => place).filter((place) => place !== ''));
  const [only, another] = [...places];
  if (!only || another) return [];
  const without = [...dialogues.keys()].filter((index) => dialogues[index]?.place === '');
  for (const index of without) {
    const dialogue = dialogues[index];
    if (dialogue) dialogue.place = only;
  }
  return without;
}
