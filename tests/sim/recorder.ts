import * as Y from 'yjs';
import { petitionText, raisePetition, setPetition } from '../../shared/docs/board.ts';
import { bodyOf } from '../../shared/docs/minutes.ts';
import { attendeesOf, setAttendee, setPetitioner } from '../../shared/docs/register.ts';
import { moveSpeaker, queueSpeaker } from '../../shared/docs/speakers.ts';
import { newId } from '../../shared/ids.ts';
import type { SessionClock } from './clock.ts';
import type { Device } from './device.ts';
import type { Task } from './script.ts';

/** Keys a second of somebody who types along with what is said. */
const keysPerSecond = 5;
/** Below this a timer cannot keep the time; then more letters go at once, ms. */
const shortestPause = 40;

const now = () => new Date().toISOString();

/** A recorder at a device without a browser: does what a script says, at its time. */
export async function record(
  device: Device,
  tasks: readonly Task[],
  clock: SessionClock,
  attendeeId: (n: number) => string,
): Promise<void> {
  for (const task of tasks) {
    await clock.until(task.at);
    await act(device, task, clock, attendeeId);
  }
}

async function act(
  device: Device,
  task: Task,
  clock: SessionClock,
  attendeeId: (n: number) => string,
): Promise<void> {
  switch (task.kind) {
    case 'checkIn': {
      const register = device.doc('register');
      const person = attendeesOf(register).get(attendeeId(task.attendee));
      if (person) setAttendee(register, person, { present: true, checkedInAt: now() });
      return;
    }
    case 'petition':
      return petition(device, task, clock, attendeeId);
    case 'minutes':
      return paragraph(device, task.words, clock, task.place, true);
    case 'append':
      return paragraph(device, task.words, clock, task.place, false);
    case 'offline':
      device.disconnect();
      setTimeout(() => device.connect(), (task.seconds / clock.speed) * 1000);
  }
}

/** Somebody is called, speaks, and is written down. */
async function petition(
  device: Device,
  task: Extract<Task, { kind: 'petition' }>,
  clock: SessionClock,
  attendeeId: (n: number) => string,
): Promise<void> {
  const [board, register] = [device.doc('board'), device.doc('register')];
  const id = newId();
  const who = attendeeId(task.attendee);
  const name = String(attendeesOf(register).get(who)?.get('name') ?? '');
  const speaker = newId();
  if (!task.paper) {
    queueSpeaker(register, speaker, { name, village: task.village, group: '', attendeeId: who }, now());
    moveSpeaker(register, speaker, 'speaking', now());
  }
  const map = raisePetition(board, id, device.name, now(), { channel: task.paper ? 'paper' : 'spoken' });
  device.visit(id);
  const text = petitionText(map, 'content');
  if (text) await type(text, task.words, clock, () => undefined);
  setPetition(board, map, { village: task.village, field: task.field, unit: 'Văn phòng – thống kê' });
  setPetitioner(register, id, { name, attendeeId: who });
  if (!task.paper) moveSpeaker(register, speaker, 'done', now());
  device.visit('');
}

/** Writes into the minutes: a paragraph of one's own, or at the end of one that others write in, too. */
async function paragraph(
  device: Device,
  words: readonly string[],
  clock: SessionClock,
  place: number,
  own: boolean,
): Promise<void> {
  const doc = device.doc('minutes');
  const body = bodyOf(doc);
  const texts = body.toArray().flatMap((block) => {
    const text = block instanceof Y.XmlElement && block.nodeName === 'paragraph' ? block.get(0) : null;
    // Who splits a paragraph parts the word that another types at its end: nobody writes into a browser's.
    return text instanceof Y.XmlText && /bb(?:[2-9]|\d\d)y\d+x/.test(text.toString()) ? [text] : [];
  });
  let text = own ? undefined : texts[Math.floor(place * texts.length)];
  if (!text) {
    const block = new Y.XmlElement('paragraph');
    text = new Y.XmlText();
    block.insert(0, [text]);
    body.insert(Math.min(body.length, 1 + Math.floor(place * body.length)), [block]);
  }
  await type(text, own ? words : ['', ...words], clock, (caret) => device.caret(caret));
}

/**
 * Types words at the end of a text as a person does: the caret stays behind the own last letter whatever the
 * others write, and now and then a wrong letter is taken back.
 */
async function type(
  text: Y.Text,
  words: readonly string[],
  clock: SessionClock,
  moved: (caret: Y.RelativePosition) => void,
): Promise<void> {
  const { doc } = text;
  if (!doc) return;
  let caret = Y.createRelativePositionFromTypeIndex(text, text.length, -1);
  const index = () => Y.createAbsolutePositionFromRelativePosition(caret, doc)?.index ?? text.length;
  const insert = (letters: string) => {
    const at = index();
    text.insert(at, letters);
    caret = Y.createRelativePositionFromTypeIndex(text, at + letters.length, -1);
    moved(caret);
  };
  const pause = 1 / keysPerSecond;
  const atOnce = Math.max(1, Math.ceil(shortestPause / ((pause / clock.speed) * 1000)));
  for (const [n, word] of words.entries()) {
    const letters = n === words.length - 1 ? word : `${word} `;
    for (let from = 0; from < letters.length; from += atOnce) {
      insert(letters.slice(from, from + atOnce));
      await clock.pass(pause * atOnce);
    }
    if (n % 7 !== 3) continue;
    insert('ư');
    await clock.pass(pause);
    const at = index();
    if (text.toString()[at - 1] !== 'ư') continue;
    text.delete(at - 1, 1);
    caret = Y.createRelativePositionFromTypeIndex(text, at - 1, -1);
  }
}
