import type { Quarter } from '../dialogue.ts';
import { fold } from '../vietnamese/fold.ts';
import { withoutSigns } from '../without-signs.ts';

/**
 * The headings of a plan, known by their words and not by their numbers, which offices set freely
 * (a real plan counts 1.1 twice). A heading is a line made of these words only; nothing that says more
 * is ever taken for one, so that no statement is lost as a heading.
 */

/** What the lines after a heading are. */
export type Slot =
  | 'front'
  | 'purposes'
  | 'requirements'
  | 'participants'
  | 'communeLevel'
  | 'villageLevel'
  | 'chair'
  | 'topic'
  | 'contents'
  | 'time'
  | 'place'
  | 'methods'
  | 'forms'
  | 'funding'
  | 'tasks'
  | 'closing'
  | 'recipients'
  | 'signature'
  | 'unknown';

const keyWords: Partial<Record<Slot, string>> = {
  purposes: 'mục đích|mục tiêu|ý nghĩa',
  requirements: 'yêu cầu',
  participants: 'thành phần|đối tượng|số lượng',
  communeLevel: 'cấp xã|cấp phường|ở xã|phía xã|lãnh đạo xã|cấp ủy chính quyền xã',
  villageLevel:
    'các thôn|cấp thôn|ở thôn|phía thôn|các thôn làng|các ấp|các bản|các buôn|các làng|các khu phố|các tổ dân phố|các khu dân cư',
  chair: 'chủ trì|người chủ trì|chủ tọa|đồng chủ trì',
  topic: 'chủ đề',
  contents: 'nội dung',
  time: 'thời gian',
  place: 'địa điểm',
  methods: 'phương pháp|phương thức|cách thức|cách tiến hành|trình tự',
  forms: 'hình thức',
  funding: 'kinh phí',
  tasks:
    'tổ chức thực hiện|phân công nhiệm vụ|phân công thực hiện|phân công trách nhiệm|trách nhiệm thực hiện|phân công',
};

const fillers =
  'và|của|các|với|về|phía|tại|ở|năm|trong|đối thoại|tiếp xúc|hội nghị|buổi|cuộc|tham gia|tham dự|dự|mời|khách mời|đại biểu|người|tổ chức|thực hiện|tiến hành|triển khai|kế hoạch|dự kiến|cụ thể|như sau|gồm|gồm có|bao gồm|chung|chủ tịch|ủy ban nhân dân|ubnd|xã|phường|thôn|nhân dân|công dân|người dân|nông dân|cách thức thực hiện';

/** Longest phrase of the tables above, in words. */
const longestPhrase = 5;
const keyOf = new Map<string, Slot>();
for (const [slot, words] of Object.entries(keyWords)) {
  for (const phrase of words.split('|')) keyOf.set(fold(phrase), slot as Slot);
}
const fillerPhrases = new Set(fillers.split('|').map(fold));

/**
 * The slots that a text names, in order, when it is made of heading words only; null when any other word
 * is in it or none names a slot.
 */
export function slotsNamed(text: string): Slot[] | null {
  if (text.length > 200) return null;
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const named: Slot[] = [];
  for (let at = 0; at < words.length; ) {
    const step = phraseAt(words, at, named);
    if (step === 0) return null;
    at += step;
  }
  return named.length > 0 ? named : null;
}

function phraseAt(words: string[], at: number, named: Slot[]): number {
  for (let length = Math.min(longestPhrase, words.length - at); length > 0; length -= 1) {
    const phrase = words.slice(at, at + length).join(' ');
    const slot = keyOf.get(phrase);
    if (slot) named.push(slot);
    if (slot || fillerPhrases.has(phrase)) return length;
  }
  return /^\d{4}$/.test(words[at] ?? '') ? 1 : 0;
}

export interface Heading {
  slots: [Slot, ...Slot[]];
  /** What follows the colon: `Thời gian: quý II` has `quý II`. */
  rest: string;
}

/** Reads a line as a heading, with what stands behind its colon (or is quoted behind it), or null. */
export function readHeading(body: string): Heading | null {
  const split = /^([^:“"«]{2,120}?)\s*(?::\s*|(?=[“"«]))(\S.*)$/su.exec(body);
  const slots = slotsNamed(split?.[1] ?? body);
  const [first, ...others] = slots ?? [];
  return first ? { slots: [first, ...others], rest: split?.[2] ?? '' } : null;
}

const quarterNumbers: Record<string, Quarter> = {
  1: 'I',
  2: 'II',
  3: 'III',
  4: 'IV',
  i: 'I',
  ii: 'II',
  iii: 'III',
  iv: 'IV',
};

/** A quarter that a text mentions: `Quý III/2023`, `quý 2 năm 2024`; the year is 0 when it names none. */
export function quarterIn(text: string): { quarter: Quarter; year: number } | null {
  const match = /\bquy\s+(iv|iii|ii|i|[1-4])\b(?:\s*(?:\/|-|,)?\s*(?:nam\s+)?(20\d\d))?/.exec(fold(text));
  const quarter = quarterNumbers[match?.[1] ?? ''];
  return quarter ? { quarter, year: Number(match?.[2] ?? 0) } : null;
}

export interface DialogueHeading {
  quarter: Quarter;
  year: number;
  rest: string;
}

const quarterHeading = /^(?:Trong\s+)?Quý\s+(?:IV|III|II|I|[1-4])(?:\s*[/\-,]?\s*(?:năm\s+)?20\d\d)?/iu;
const roundHeading =
  /^(?:(?:Hội nghị|Buổi|Cuộc|Đợt|Lần|Kỳ)(?:\s+đối thoại)?(?:\s+lần)?(?:\s+thứ)?\s+(?:\d{1,2}|[IVX]+|nhất|hai|ba|bốn|tư)|(?:6|Sáu) tháng (?:đầu|cuối) năm(?:\s+20\d\d)?)/iu;

/** `1. Quý II/2023.`, `Đợt 1: Đối thoại với …`: a line that opens one dialogue, or null. */
export function readDialogueHeading(body: string): DialogueHeading | null {
  const match = quarterHeading.exec(body) ?? roundHeading.exec(body);
  if (!match) return null;
  const behind = body.slice(match[0].length);
  const end = /^\s*(?:[.:;,–-]\s*|$)/u.exec(behind);
  if (!end) return null;
  const quarter = quarterIn(match[0]);
  const year = quarter?.year ?? Number(/20\d\d/.exec(match[0])?.[0] ?? 0);
  return { quarter: quarter?.quarter ?? '', year, rest: behind.slice(end[0].length).trim() };
}

/** `Đối thoại với hộ nghèo …`: a line that names a dialogue by those it is held with. */
export function namesAudience(body: string): boolean {
  return /^(?:Tổ chức\s+)?(?:Hội nghị\s+|Buổi\s+|Cuộc\s+)?(?:Tiếp xúc,?\s+)?đối thoại (?:trực tiếp )?(?:với|cùng)\s/iu.test(
    body,
  );
}

/** `Lĩnh vực giảm nghèo`, `Về lĩnh vực đất đai: …`: the field's name and what follows the colon, or null. */
export function readFieldHeading(body: string): { name: string; rest: string } | null {
  const match =
    /^(?:Về\s+|Trong\s+|Nhóm\s+|Đối với\s+)?lĩnh vực\s+(?:về\s+)?([^:]{2,100}?)\s*(?::\s*(.*))?$/isu.exec(
      body,
    );
  const name = match?.[1] && withoutSigns(match[1], '.;,');
  if (!name) return null;
  return { name: name.charAt(0).toUpperCase() + name.slice(1), rest: match?.[2] ?? '' };
}
