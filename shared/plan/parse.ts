import { finishPlan } from './finish.ts';
import type { Place, PlacedLine, PlanNote, PlanProposal } from './proposal.ts';
import { readAsHeading, readBody } from './read-body.ts';
import { readEnd, readEndOpening } from './read-end.ts';
import { readFront } from './read-front.ts';
import { headingOf, type Reading, startReading } from './reading.ts';
import { isOrnament, type SourceLine, type SourcePoint, sourceLines } from './source-lines.ts';

/** Longest text that is read as a plan, in UTF-16 units: some two hundred pages. */
export const longestPlanText = 500_000;

/**
 * Reads the text of a plan, pasted or taken from a file, and proposes its data. Never throws.
 * Every line that is not empty is either placed or, word for word, in `plan.unplaced`. A text that is no
 * plan comes back with everything unplaced and the note `notAPlan`; one without words with `empty`.
 * The organizer corrects the proposal: what the tool inferred instead of read is told in `notes`.
 */
export function parsePlan(text: string): PlanProposal {
  const source = sourceLines(text);
  const reading = startReading();
  let before: SourceLine | null = null;
  const lines = source.map((line) => {
    const result = readLine(reading, line, before);
    before = line.points.length > 0 ? line : null;
    return result;
  });
  return isPlan(reading) ? finish(reading, lines) : refuse(source);
}

function readLine(reading: Reading, line: SourceLine, before: SourceLine | null): PlacedLine {
  let place: Place | null = null;
  let unplaced = false;
  for (const point of line.points) {
    const at = readPoint(reading, point, before);
    place ??= at;
    if (at) continue;
    unplaced = true;
    reading.plan.unplaced.push(point.raw);
  }
  return { number: line.number, text: line.text, place, unplaced };
}

function readPoint(reading: Reading, point: SourcePoint, before: SourceLine | null): Place | null {
  if (isOrnament(point.body)) return headingOf('layout');
  if (isPageNumber(reading, point)) return headingOf('layout');
  const going = goOn(reading, point, before);
  if (going) return going;
  reading.extend = null;
  reading.last = readInPlace(reading, point);
  return reading.last;
}

function readInPlace(reading: Reading, point: SourcePoint): Place | null {
  const inFront = reading.slot === 'front';
  const end = inFront && !reading.kindSeen ? null : readEndOpening(reading, point);
  if (end) return end;
  if (inFront) return readHead(reading, point);
  const ended = reading.slot === 'closing' || reading.slot === 'recipients' || reading.slot === 'signature';
  return ended ? readEnd(reading, point) : readBody(reading, point);
}

/** Above the first heading: the line below `KẾ HOẠCH` is its subject, whatever words it is made of. */
function readHead(reading: Reading, point: SourcePoint): Place | null {
  const isSubject = reading.kindSeen && reading.plan.title === '' && point.order === '';
  if (isSubject) return readFront(reading, point);
  const isPart = /^[IVX]+$/.test(point.order);
  const opened = isPart ? readBody(reading, point) : readAsHeading(reading, point);
  return opened ?? readFront(reading, point);
}

/** A line that begins in lower case right below an unfinished one is its rest (text copied from a PDF). */
function goOn(reading: Reading, point: SourcePoint, before: SourceLine | null): Place | null {
  const wrapped = point.bullet === '' && point.order === '' && /^\p{Ll}/u.test(point.body);
  if (!wrapped || !reading.extend || !before || /[.;:!?]\s*$/.test(before.text)) return null;
  reading.extend(point.body);
  return reading.last;
}

function isPageNumber(reading: Reading, point: SourcePoint): boolean {
  const page = /^(?:Trang\s+)?(\d{1,3})(?:\s*\/\s*\d{1,3})?$/iu.exec(point.body)?.[1];
  if (!page || Number(page) < reading.nextPage || Number(page) > reading.nextPage + 1) return false;
  reading.nextPage = Number(page) + 1;
  return true;
}

/** A plan says so, or has at least two of a plan's parts. */
function isPlan({ kindSeen, plan, seen }: Reading): boolean {
  return (kindSeen && seen.size > 0) || seen.size >= 2 || (kindSeen && plan.dialogues.length > 0);
}

function finish(reading: Reading, lines: PlacedLine[]): PlanProposal {
  const notes: PlanNote[] = finishPlan(reading);
  if (reading.plan.unplaced.length > 0) notes.unshift({ code: 'unplacedLines', dialogue: -1 });
  return { plan: reading.plan, lines, notes };
}

function refuse(source: SourceLine[]): PlanProposal {
  const { plan } = startReading();
  const lines = source.map(({ number, text, points }): PlacedLine => {
    if (points.length > 0) plan.unplaced.push(text.trim());
    return { number, text, place: null, unplaced: points.length > 0 };
  });
  const code = plan.unplaced.length > 0 ? 'notAPlan' : 'empty';
  return { plan, lines, notes: [{ code, dialogue: -1 }] };
}
