import type { Outcome } from '../../shared/petition.ts';
import { outcomes } from '../../shared/petition.ts';
import { Random } from '../server/relay/random.ts';

/** What a simulated session is made of. */
export interface SessionOptions {
  seed: number;
  /** Length of the session, minutes. */
  minutes: number;
  /** How much faster than life it runs. */
  speed: number;
  /** Recorders, the two in real browsers included. */
  recorders: number;
  petitions: number;
  /** The server is killed in the middle and started again. */
  crash: boolean;
  /** At the end every page and the server are measured, started afresh and measured again. */
  compareFresh: boolean;
}

/** One thing that a recorder does, `at` seconds of the session. */
export type Task = { at: number } & (
  | { kind: 'checkIn'; attendee: number }
  | { kind: 'petition'; words: string[]; attendee: number; village: string; field: string; paper: boolean }
  | { kind: 'minutes'; words: string[]; place: number }
  | { kind: 'append'; words: string[]; place: number }
  | { kind: 'offline'; seconds: number }
);

/** The whole session, made from its seed before it begins. */
export interface Script {
  /** Tasks by recorder, in order; the first two recorders sit at real browsers. */
  tasks: Task[][];
  /** What the chair decides, by the order in which the petitions come up. */
  outcomes: Outcome[];
  /** People in the register. */
  attendees: number;
}

export const villages = ['Giang Lố 1', 'Giang Lố 2', 'Đăk Vang', 'Hào Lý'];
export const fields = ['Vay vốn', 'Xây dựng nông thôn mới', 'Sản xuất nông nghiệp'];
const attendees = 70;
const words =
  'đề nghị xã xem xét đường liên thôn bị sạt lở nhà ở tạm vay vốn bảo hiểm y tế kênh mương giống lúa hướng dẫn thủ tục hộ nghèo nước sạch điện sáng trường học cầu treo chợ'.split(
    ' ',
  );

/** Recorders in real browsers; the others are clients of the same protocol in this process. */
export const browsers = 2;

/** Makes a session from its seed. */
export function writeScript(options: SessionOptions): Script {
  const random = new Random(options.seed);
  const length = options.minutes * 60;
  const tasks: Task[][] = Array.from({ length: options.recorders }, () => []);
  const sentence = (mark: string, count: number) => {
    const said = Array.from({ length: count }, () => random.pick(words));
    // The mark is a word that stands nowhere else: it tells afterwards that the sentence is there, once.
    said.splice(random.below(said.length), 0, mark);
    return said;
  };
  const between = (from: number, to: number) => from + random.next() * (to - from);
  for (let n = 0; n < attendees; n++)
    tasks[browsers + random.below(options.recorders - browsers)]?.push({
      kind: 'checkIn',
      attendee: n,
      at: between(0, 0.15) * length,
    });
  for (let n = 0; n < options.petitions; n++) {
    // A browser types a petition into real fields and takes its time; the others raise most of them.
    const who = n % 12 === 0 ? (n / 12) % browsers : browsers + random.below(options.recorders - browsers);
    tasks[who]?.push({
      kind: 'petition',
      words: sentence(`kn${n}x`, 6 + random.below(10)),
      attendee: random.below(attendees),
      village: random.pick(villages),
      field: random.pick(fields),
      paper: random.chance(0.3),
      at: between(0.08, 0.9) * length,
    });
  }
  tasks.forEach((own, who) => {
    const paragraphs = Math.round(options.minutes * (who < browsers ? 0.7 : 1));
    for (let n = 0; n < paragraphs; n++) {
      const shared = who >= browsers && random.chance(0.3);
      own.push({
        kind: shared ? 'append' : 'minutes',
        words: sentence(`bb${who}y${n}x`, 5 + random.below(12)),
        place: random.next(),
        at: between(0.02, 0.93) * length,
      });
    }
    for (let n = 0; n < 2; n++)
      own.push({ kind: 'offline', seconds: between(20, 90), at: between(0.1, 0.85) * length });
    own.sort((a, b) => a.at - b.at);
  });
  const decided = Array.from({ length: options.petitions }, () => random.pick(outcomes));
  return { tasks, outcomes: decided, attendees };
}

/** The marks of a script by the document that they must stand in, each exactly once. */
export function marksOf(script: Script): { minutes: string[]; board: string[] } {
  const marks = { minutes: [] as string[], board: [] as string[] };
  for (const task of script.tasks.flat()) {
    if (!('words' in task)) continue;
    const mark = task.words.find((word) => /\d+x$/.test(word));
    if (mark) marks[task.kind === 'petition' ? 'board' : 'minutes'].push(mark);
  }
  return marks;
}
