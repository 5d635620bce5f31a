import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { readKept, writeKept } from '../kept.ts';
import { isFromServer, toServer } from '../reach.ts';
import { ClockOffset } from './clock-offset.ts';

/** Pauses before the questions, ms: several soon, which narrow the second down, then one now and again. */
const pauses = [0, 370, 640, 1130] as const;
const laterPause = 120_000;
/** How often the time that pages show is looked at, ms. */
const tick = 250;

const offset = new ClockOffset();
const keptKey = 'clock';
/** What an earlier visit knew: a device's clock is as wrong after a reload out of the hall's reach as before. */
let known = Number(readKept<unknown>(keptKey)) || 0;

/** The server's time as far as this device knows it, ms since the epoch: the one clock of the hall. */
export function hallNow(): number {
  return Date.now() + known;
}

/** The same as a Date: what a device writes down must not carry its own wrong clock into the record. */
export function hallDate(): Date {
  return new Date(hallNow());
}

async function ask(signal: AbortSignal): Promise<void> {
  const sent = Date.now();
  try {
    const answer = await fetch('/healthz', { ...toServer, method: 'HEAD', signal });
    // Not the clock of whoever else answers.
    if (!isFromServer(answer)) return;
    if (!offset.take(sent, Date.parse(answer.headers.get('date') ?? ''), Date.now())) return;
    known = offset.ms;
    writeKept(keptKey, known);
  } catch {
    // out of reach: what is known stays
  }
}

/**
 * The hall's time in whole seconds, ms since the epoch, kept current and right by the server's clock, also where
 * this device's is wrong. To be called inside a Solid owner.
 */
export function followHallTime(): Accessor<number> {
  const read = () => Math.floor(hallNow() / 1000) * 1000;
  const [now, setNow] = createSignal(read());
  const leave = new AbortController();
  let asked = 0;
  let asking: ReturnType<typeof setTimeout>;
  const next = () => {
    asking = setTimeout(() => void ask(leave.signal).then(next), pauses[asked] ?? laterPause);
    asked += 1;
  };
  next();
  const ticking = setInterval(() => setNow(read()), tick);
  onCleanup(() => {
    leave.abort();
    clearTimeout(asking);
    clearInterval(ticking);
  });
  return now;
}
