/** Reads a calendar file as RFC 5545 writes it; throws at what it does not allow. Knows nothing of how we write one. */
export interface ReadEvent {
  uid: string;
  sequence: number;
  summary: string;
  location: string;
  status: string;
  /** ISO instant, or `YYYY-MM-DD` for a whole day. */
  start: string;
  end: string;
  stamp: string;
}

function fail(what: string): never {
  throw new Error(`no calendar: ${what}`);
}

function unfolded(file: string): string[] {
  if (!file.endsWith('\r\n')) fail('the last line has no end');
  const physical = file.slice(0, -2).split('\r\n');
  const lines: string[] = [];
  for (const line of physical) {
    if (/[\r\n]/.test(line)) fail('a bare line break');
    if (Buffer.byteLength(line) > 75) fail(`a line of ${Buffer.byteLength(line)} octets`);
    if (!line.isWellFormed()) fail('a letter cut in two');
    if (!/^[ \t]/.test(line)) lines.push(line);
    else if (lines.length === 0) fail('a continuation of nothing');
    else lines.push(`${lines.pop()}${line.slice(1)}`);
  }
  return lines;
}

const text = (value: string) =>
  value.replace(/\\([\\;,nN])|\\/g, (_all, sign: string | undefined) => {
    if (sign === undefined) fail('a lone backslash');
    return sign === 'n' || sign === 'N' ? '\n' : sign;
  });

function time(parameters: string, value: string): string {
  const day = /^(\d{4})(\d{2})(\d{2})$/.exec(value);
  if (parameters === ';VALUE=DATE') return day ? day.slice(1).join('-') : fail(`a date ${value}`);
  const utc = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(value) ?? fail(`a time ${value}`);
  const [, year, month, date, hour, minute, second] = utc;
  return new Date(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`).toISOString();
}

/** The events of a file, in its order. */
export function readIcs(file: string): ReadEvent[] {
  const lines = unfolded(file);
  const properties: Map<string, [parameters: string, value: string]>[] = [];
  const open: string[] = [];
  const calendar = new Map<string, string>();
  for (const line of lines) {
    const [, name = '', parameters = '', value = ''] =
      /^([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)$/s.exec(line) ?? fail(`a line ${line}`);
    if (name === 'BEGIN') {
      open.push(value);
      if (value === 'VEVENT') properties.push(new Map());
    } else if (name === 'END') {
      if (open.pop() !== value) fail(`an end of ${value}`);
    } else if (open.at(-1) === 'VEVENT') {
      if (properties.at(-1)?.has(name)) fail(`two of ${name}`);
      properties.at(-1)?.set(name, [parameters, value]);
    } else calendar.set(name, value);
  }
  if (open.length > 0 || lines[0] !== 'BEGIN:VCALENDAR') fail('what is open is not closed');
  if (calendar.get('VERSION') !== '2.0' || !calendar.get('PRODID')) fail('no version or product');
  const events = properties.map((event) => {
    const of = (name: string) => event.get(name) ?? fail(`an event without ${name}`);
    const optional = (name: string) => text(event.get(name)?.[1] ?? '');
    return {
      uid: of('UID')[1],
      sequence: Number(of('SEQUENCE')[1]),
      summary: text(of('SUMMARY')[1]),
      location: optional('LOCATION'),
      status: of('STATUS')[1],
      start: time(...of('DTSTART')),
      end: time(...of('DTEND')),
      stamp: time(...of('DTSTAMP')),
    };
  });
  if (new Set(events.map(({ uid }) => uid)).size !== events.length) fail('two events of one uid');
  if (events.some(({ start, end }) => start >= end)) fail('an event that ends before it begins');
  return events;
}
