import { categoryWords, channelWords, eventName, outcomeWords } from './documents/wording.ts';
import type { Standing } from './numbers.ts';
import type { ShownDimension } from './numbers-counts.ts';
import type { CountedDialogue, Filter, StandingGroup } from './numbers-filter.ts';
import { categories, channels, outcomes } from './petition.ts';
import { numericDate } from './vietnamese/dates.ts';

/** The office's words for figures, in its documents and spreadsheets; the page has its own, in two languages. */

export const standingWords: Record<Standing, string> = {
  hall: 'Giải quyết tại hội nghị',
  inTime: 'Trả lời đúng hạn',
  late: 'Trả lời trễ hạn',
  open: 'Đang giải quyết trong hạn',
  overdue: 'Quá hạn chưa giải quyết',
  withdrawn: 'Công dân rút',
  merged: 'Gộp vào kiến nghị khác',
};

export const groupWords: Record<StandingGroup, string> = {
  ...standingWords,
  toSolve: 'Phải giải quyết',
  solved: 'Đã giải quyết',
  replied: 'Trả lời sau hội nghị',
  unsolved: 'Đang giải quyết',
  untold: 'Đã trả lời, chưa thông báo cho công dân',
};

export const dimensionWords: Record<ShownDimension, string> = {
  dialogue: 'Buổi đối thoại',
  field: 'Lĩnh vực',
  village: 'Thôn',
  unit: 'Đơn vị giải quyết',
  category: 'Đối tượng',
  channel: 'Hình thức tiếp nhận',
  outcome: 'Kết luận tại hội nghị',
  authority: 'Cơ quan có thẩm quyền',
  year: 'Năm',
};

const noneWords: Record<ShownDimension, string> = {
  dialogue: 'Không rõ',
  field: 'Chưa phân lĩnh vực',
  village: 'Không ghi thôn',
  unit: 'Không giao đơn vị (trả lời tại hội nghị hoặc chưa giao)',
  category: 'Không rõ',
  channel: 'Không rõ',
  outcome: 'Chưa có kết luận',
  authority: 'Chưa xác định cơ quan',
  year: 'Không rõ',
};

/** `Hội nghị … (14/06/2023)`. */
export function dialogueWords(dialogue: CountedDialogue): string {
  const day = numericDate(dialogue.heldOn) || (dialogue.quarter ? `quý ${dialogue.quarter}` : '');
  const when = day ? (dialogue.heldOn ? day : `${day}/${dialogue.year}`) : String(dialogue.year);
  return `${eventName(dialogue)} (${when})`;
}

const known = <T extends string>(all: readonly T[], words: Record<T, string>, key: string) => {
  const one = all.find((each) => each === key);
  return one ? words[one] : key;
};

/** What a row of a dimension is called. */
export function rowWords(
  dimension: ShownDimension,
  key: string,
  dialogues: ReadonlyMap<string, CountedDialogue>,
): string {
  if (key === '') return noneWords[dimension];
  switch (dimension) {
    case 'dialogue': {
      const dialogue = dialogues.get(key);
      return dialogue ? dialogueWords(dialogue) : key;
    }
    case 'category':
      return known(categories, categoryWords, key);
    case 'channel':
      return known(channels, channelWords, key);
    case 'outcome':
      return known(outcomes, outcomeWords, key);
    default:
      return key;
  }
}

/** `Quý II/2023`, or the year where the quarter is not known. */
export function periodWords({ year, quarter }: { year: string; quarter: string }): string {
  return quarter ? `Quý ${quarter}/${year}` : `Năm ${year} (chưa rõ quý)`;
}

/** What a filter asks for, for the head of what is printed: `Năm: 2023; Thôn: Hào Lý`. Empty: everything. */
export function filterWords(filter: Filter, dialogues: ReadonlyMap<string, CountedDialogue>): string {
  const parts: string[] = [];
  for (const dimension of Object.keys(dimensionWords) as ShownDimension[]) {
    const key = filter[dimension];
    if (key !== undefined) parts.push(`${dimensionWords[dimension]}: ${rowWords(dimension, key, dialogues)}`);
  }
  if (filter.quarter !== undefined) parts.push(`Quý: ${filter.quarter || 'chưa rõ'}`);
  if (filter.matter !== undefined) parts.push('Cùng một vấn đề');
  if (filter.standing !== undefined) parts.push(`Tình trạng: ${groupWords[filter.standing]}`);
  return parts.join('; ');
}
