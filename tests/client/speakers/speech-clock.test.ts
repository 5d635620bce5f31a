import { createRoot, createSignal } from 'solid-js';
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createSpeechClock } from '../../../client/speakers/speech-clock.ts';
import { readSpeaker, type Speaker } from '../../../shared/docs/speakers.ts';

const start = Date.parse('2026-11-25T01:00:00Z');
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const speaker = (id: string, name: string, startedAt: number): Speaker => ({
  ...readSpeaker(id, new Y.Doc().getMap('none')),
  name,
  state: 'speaking',
  startedAt: new Date(startedAt).toISOString(),
});

/** A device in the hall whose clock the test sets: no waiting. */
function device() {
  const [now, setNow] = createSignal(start);
  const [seconds, setSeconds] = createSignal(300);
  const [speaking, setSpeaking] = createSignal<Speaker | null>(null);
  const phases: string[] = [];
  const said: string[] = [];
  const clock = createRoot((end) => {
    ends.push(end);
    return createSpeechClock(speaking, seconds, now, (phase) => phases.push(phase));
  });
  /** Lets every second of a time pass, and hears what is said. */
  const pass = (count: number) => {
    for (let second = 0; second < count; second++) {
      setNow((before) => before + 1000);
      const sentence = clock.said();
      if (sentence && sentence !== said.at(-1)) said.push(sentence);
    }
  };
  return { clock, phases, said, pass, setNow, setSeconds, setSpeaking, now };
}

describe('the clock of a speech', () => {
  test('says the warning once and the end once', () => {
    const { clock, phases, said, pass, setSpeaking } = device();
    expect(clock.time()).toBeNull();
    setSpeaking(speaker('a', 'Y Hương', start));
    pass(239);
    expect([clock.time(), said]).toEqual([{ left: 61, phase: 'running' }, []]);
    pass(61);
    expect(clock.time()).toEqual({ left: 0, phase: 'over' });
    pass(100);
    expect(said).toEqual(['Y Hương còn 60 giây.', 'Y Hương đã hết thời gian phát biểu.']);
    expect(phases).toEqual(['warning', 'over']);
    setSpeaking(null);
    expect([clock.time(), clock.said()]).toEqual([null, '']);
  });

  test('the next speaker is warned as well', () => {
    const { phases, said, pass, setSpeaking, now } = device();
    setSpeaking(speaker('a', 'Y Hương', start));
    pass(250);
    setSpeaking(speaker('b', 'A Thiu', now()));
    pass(250);
    expect(said).toEqual(['Y Hương còn 60 giây.', 'A Thiu còn 60 giây.']);
    expect(phases).toEqual(['warning', 'warning']);
  });

  test('a device that opens the page in the middle, or after sleeping, shows what is left', () => {
    const { clock, setNow, setSpeaking } = device();
    setNow(start + 255_000);
    setSpeaking(speaker('a', 'Y Hương', start));
    expect(clock.time()).toEqual({ left: 45, phase: 'warning' });
    setNow(start + 3_600_000);
    expect(clock.time()).toEqual({ left: -3300, phase: 'over' });
  });

  test('more time, given while somebody speaks, counts at once', () => {
    const { clock, pass, setSeconds, setSpeaking } = device();
    setSpeaking(speaker('a', 'Y Hương', start));
    pass(290);
    setSeconds(600);
    expect(clock.time()).toEqual({ left: 310, phase: 'running' });
  });
});
