import { withoutSigns } from '../without-signs.ts';
import { citizensIn } from './field-words.ts';
import { quarterIn } from './headings.ts';
import type { PlannedDialogue } from './plan.ts';
import type { Place } from './proposal.ts';
import { currentDialogue, dialogueOfQuarter, openDialogue, placed, type Reading, tidy } from './reading.ts';

/** Time and place, said once for all dialogues or for each. */

const longestPlace = 500;
/** The time inside a heading: `… dự kiến hoàn thành trong quý III/2023`. */
const timeWords = /\s((?:dự kiến|hoàn thành|thực hiện|trong|vào)\s(?=.*(?:quý|tháng|ngày)).+)$/iu;

/** Begins the part on time and place; inside a dialogue's own part it is that dialogue's. */
export function enterSchedule(reading: Reading, mayBeOwn: boolean, inDialogue: boolean): void {
  if (reading.slot === 'time' || reading.slot === 'place') return;
  reading.scheduled = mayBeOwn && inDialogue ? reading.current : -1;
  reading.schedules = 0;
}

/** A line that names the dialogue which the next lines on time and place are about. */
export function putScheduleHeading(reading: Reading, text: string, known = matching(reading, text)): Place {
  if (known < 0) openDialogue(reading, quarterIn(text)?.quarter ?? '', quarterIn(text)?.year ?? 0);
  const index = known < 0 ? reading.plan.dialogues.length - 1 : known;
  const dialogue = reading.plan.dialogues[index];
  reading.scheduled = index;
  reading.schedules += 1;
  reading.slot = 'time';
  const heading = tidy(text);
  if (dialogue) {
    dialogue.scheduleHeading = dialogue.scheduleHeading ? `${dialogue.scheduleHeading}\n${heading}` : heading;
    const found = timeWords.exec(heading)?.[1];
    const time = found && withoutSigns(found, '.;');
    if (time && dialogue.time === '') dialogue.time = time.charAt(0).toUpperCase() + time.slice(1);
  }
  return placed('schedule', index);
}

/** By quarter, by those it is held with, else the next in order. */
function matching(reading: Reading, text: string): number {
  const quarter = quarterIn(text);
  const byQuarter = quarter ? dialogueOfQuarter(reading, quarter.quarter, quarter.year) : -1;
  if (byQuarter >= 0) return byQuarter;
  const citizens = citizensIn(text);
  const speaksOf = ({ audience, title, villageLevel }: PlannedDialogue) =>
    citizensIn([audience, title, ...villageLevel].join('\n')).some((group) => citizens.includes(group));
  const byCitizens = reading.plan.dialogues.findIndex(
    (dialogue) => dialogue.scheduleHeading === '' && speaksOf(dialogue),
  );
  if (byCitizens >= 0) return byCitizens;
  return reading.schedules < reading.plan.dialogues.length ? reading.schedules : -1;
}

/** Puts a time or a place; null when the place is too long to be one. */
export function putTimeOrPlace(reading: Reading, slot: 'time' | 'place', text: string): Place | null {
  const body = withoutSigns(tidy(text), '.;');
  const asPlace = slot === 'place' || /^(?:Tại|Ở)\s/u.test(body);
  const both = slot === 'time' && !asPlace ? /^(.*\d.*?),?\s+(tại\s.+)$/iu.exec(body) : null;
  const targets = targetsOf(reading, body);
  const fits = targets.every(({ place }) => place.length + body.length < longestPlace);
  if ((asPlace || both) && !fits) return null;
  for (const target of targets) {
    if (both) {
      target.time = joined(target.time, both[1] ?? '', '\n');
      target.place = joined(target.place, capital(both[2] ?? ''), '; ');
    } else if (asPlace) target.place = joined(target.place, body, '; ');
    else target.time = joined(target.time, body, '\n');
  }
  return placed('schedule', reading.plan.dialogues.indexOf(targets[0] ?? currentDialogue(reading)));
}

function targetsOf(reading: Reading, body: string): PlannedDialogue[] {
  const quarter = quarterIn(body);
  const named = quarter ? dialogueOfQuarter(reading, quarter.quarter, quarter.year) : -1;
  const target = reading.plan.dialogues[named < 0 ? reading.scheduled : named];
  if (target) return [target];
  if (reading.plan.dialogues.length === 0) return [currentDialogue(reading)];
  return reading.plan.dialogues;
}

function joined(before: string, more: string, by: string): string {
  return before ? `${before}${by}${more}` : more;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
