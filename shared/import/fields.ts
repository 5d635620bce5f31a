import { fold } from '../vietnamese/fold.ts';

/** What a column of a list of households can hold, and how it is known by the words of its head. */
export const fields = [
  'ignore',
  'name',
  'headName',
  'birth',
  'male',
  'female',
  'gender',
  'relation',
  'code',
  'village',
  'address',
  'phone',
  'category',
  'poor',
  'nearPoor',
  'escapedPoverty',
  'union',
  'note',
  'ordinal',
] as const;
export type Field = (typeof fields)[number];

/** What is in each column, by its place from 0. */
export type Mapping = Field[];

const village = '(?:thon|xom|ap|ban|buon|lang|khom|to dan pho|khu pho|tdp)';

/** The likelier first: `Quan hệ với chủ hộ` is no head, `Họ và tên chủ hộ` is no number of a household. */
const guesses: readonly (readonly [Field, RegExp])[] = [
  // Numbers of identity papers are not needed here, so they are not taken.
  ['ignore', /cccd|cmnd|cmt|can cuoc|dinh danh|chung minh|bao hiem|bhyt|dan toc|ton giao|trinh do/],
  ['relation', /quan he/],
  ['ordinal', /^(?:stt|tt|so tt|so thu tu|thu tu)\b/],
  ['code', /(?:so|ma)(?: so)?(?: so)? (?:ho khau|hk|ho)\b|shk\b|^so ho\b|^ma ho|so ho khau/],
  ['headName', /chu ho/],
  [
    'name',
    /ho (?:va )?(?:chu )?ten|^ten$|^ho(?: va)?(?: ten| chu)? (?:dem|lot)$|^ho$|ten (?:thanh vien|hoi vien|nguoi|nhan khau)/,
  ],
  ['birth', /ngay.*sinh|nam sinh|sinh (?:ngay|nam)|^ns$|^sinh$/],
  ['gender', /gioi tinh|^phai$/],
  ['escapedPoverty', /^(?:ho )?(?:moi )?thoat ngheo/],
  ['nearPoor', /^(?:ho )?can ngheo/],
  ['poor', /^(?:ho )?ngheo/],
  ['category', /doi tuong|dien ho|loai ho|phan loai|^dien$|^loai$/],
  ['union', /hoi vien|hoi nong dan|^hnd$|^nong dan$/],
  ['phone', /dien thoai|sdt|so dt|^dt$|^dt |di dong|so may/],
  ['village', new RegExp(`^(?:ten )?${village}(?:[ /,-]|$)|noi o.*${village}$`)],
  ['address', /dia chi|noi o|cho o|thuong tru|cu tru/],
  ['note', /ghi chu/],
];

const plain = (text: string) =>
  fold(text)
    .replace(/[^\p{L}\p{N}/,]+/gu, ' ')
    .trim();

/** What stands in a column by the words of its head; null when they say nothing. */
export function guessField(title: string): Field | null {
  const marked = title.normalize('NFC').toLocaleLowerCase('vi').trim();
  // `Năm sinh` over `Nam` and `Nữ`: without marks `nam` is a year as well.
  if (/(?:^|\s)nữ$/u.test(marked)) return 'female';
  if (/^nam$|sinh.*\snam$/u.test(marked)) return 'male';
  const words = plain(title);
  if (words === '' || words.length > 80) return null;
  return guesses.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/** What is remembered of a mapping goes by this: the head's words, whatever their case, marks and code. */
export function shapeOf(titles: readonly string[]): string {
  return titles.map(plain).join('|').slice(0, 1000);
}
