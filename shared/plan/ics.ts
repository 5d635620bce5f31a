import type { CalendarDialogue, CalendarTask } from './calendar.ts';
import { usualLength } from './conflicts.ts';

/** Calendars as files (iCalendar, RFC 5545), for the calendars of units and of the office's phones. */

/** What is told of one event. Two that are equal are one and the same version of it. */
export interface EventFacts {
  /** `YYYY-MM-DD`. */
  day: string;
  /** `HH:MM`, or empty: all day. */
  startsAt: string;
  endsAt: string;
  summary: string;
  location: string;
  description: string;
  /** The unit whose task it is; empty: a dialogue. A task takes nobody's time. */
  unit: string;
}

/** An event as it goes into a file. */
export interface CalendarEvent extends EventFacts {
  /** The same for one event in all versions and files. */
  uid: string;
  /** Counts the versions of it, from 0. */
  sequence: number;
  /** ISO 8601 instant of this version. */
  changedAt: string;
  /** It was in a file before and is not held or due any more. */
  cancelled: boolean;
}

/** Words of the events, in the language of the documents. */
const words = {
  due: 'Hạn',
  done: 'Đã xong',
  chair: 'Chủ trì',
  unit: 'Đơn vị thực hiện',
  noUnit: 'chưa ghi đơn vị',
};

/** A dialogue as an event; null while its day is open. */
export function dialogueEvent(one: CalendarDialogue): EventFacts | null {
  if (one.day === '') return null;
  const chair = [one.chairName, one.chairTitle].filter(Boolean).join(', ');
  return {
    day: one.day,
    startsAt: one.startsAt,
    endsAt: one.endsAt,
    summary: one.title,
    location: one.place,
    description: chair && `${words.chair}: ${chair}`,
    unit: '',
  };
}

/** A task as an event of the day it is due. */
export function taskEvent({ dueOn, unit, text, doneAt }: CalendarTask): EventFacts {
  return {
    day: dueOn,
    startsAt: '',
    endsAt: '',
    summary: `${doneAt ? words.done : words.due}: ${text}`,
    location: '',
    description: unit && `${words.unit}: ${unit}`,
    unit: unit || words.noUnit,
  };
}

const encoder = new TextEncoder();
/** Octets of a content line, without its end (RFC 5545, 3.1). */
const longestLine = 75;

/** A content line in pieces of at most 75 octets, letters whole; a piece after the first begins with a blank. */
export function foldLine(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > longestLine) {
      pieces.push(piece);
      piece = ' ';
      octets = 1;
    }
    piece += letter;
    octets += size;
  }
  return [...pieces, piece].join('\r\n');
}

/** A TEXT value (RFC 5545, 3.3.11). */
function escaped(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/[\\;,]/g, (sign) => `\\${sign}`)
      .replace(/\r\n?|\n/g, '\\n')
      // No control sign but the tab belongs into a TEXT.
      .replace(/[\p{Cc}]/gu, (sign) => (sign === '\t' ? sign : ''))
  );
}

const compact = (instant: Date) => `${instant.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
const dayOnly = (day: string) => day.replaceAll('-', '');

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** When it is, as DTSTART and DTEND: UTC for hours (Vietnam is seven hours ahead all year), else whole days. */
function times({ day, startsAt, endsAt }: EventFacts): string[] {
  if (startsAt === '')
    return [`DTSTART;VALUE=DATE:${dayOnly(day)}`, `DTEND;VALUE=DATE:${dayOnly(nextDay(day))}`];
  const from = new Date(`${day}T${startsAt}:00+07:00`);
  const said = endsAt > startsAt ? new Date(`${day}T${endsAt}:00+07:00`) : null;
  const to = said ?? new Date(from.getTime() + usualLength * 60_000);
  return [`DTSTART:${compact(from)}`, `DTEND:${compact(to)}`];
}

function eventLines(event: CalendarEvent): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${compact(new Date(event.changedAt))}`,
    `LAST-MODIFIED:${compact(new Date(event.changedAt))}`,
    ...times(event),
    `SUMMARY:${escaped(event.summary)}`,
    ...(event.location ? [`LOCATION:${escaped(event.location)}`] : []),
    ...(event.description ? [`DESCRIPTION:${escaped(event.description)}`] : []),
    `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `TRANSP:${event.unit !== '' || event.cancelled ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ];
}

/** A whole calendar file. */
export function icsFile(name: string, events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Doi Thoai//Ke hoach doi thoai//VI',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return `${lines.map(foldLine).join('\r\n')}\r\n`;
}
