import { firstYear, type Gender, type HouseholdCategory, lastYear } from '../households.ts';
import { fold } from '../vietnamese/fold.ts';

/** What single cells of a list say. */

const two = (n: number) => String(n).padStart(2, '0');

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Days that Excel counts from 1900: 1 January 1900 to 2064. */
const serial = /^\d{5}(?:\.\d+)?$/u;

function fullYear(text: string, listYear: number): number {
  const year = Number(text);
  if (text.length !== 2) return year;
  return year > listYear % 100 ? 1900 + year : 2000 + year;
}

/**
 * A date of birth as `YYYY-MM-DD` or `YYYY`, from what lists write: `05/02/1970`, `1970`, `1970-02-05`, `2/1970`,
 * `5.2.70`, `00/00/1970`, a serial number of Excel's. Null for what is none. `listYear` is the year of the list:
 * nobody of it was born later.
 */
export function readBirth(text: string, listYear: number): string | null {
  const value = text.replace(/^(?:sn|sinh(?: năm)?|năm)[\s:.]*/iu, '').trim();
  const fits = (year: number) => year >= 1900 && year <= listYear;
  if (/^\d{4}(?:\.0)?$/u.test(value)) return fits(Number(value.slice(0, 4))) ? value.slice(0, 4) : null;
  if (serial.test(value)) {
    const day = new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(value)) * 86_400_000);
    return fits(day.getUTCFullYear()) ? day.toISOString().slice(0, 10) : null;
  }
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s].*)?$/u.exec(value);
  const usual = /^(\d{0,2}|[_.]+)\s*[-/.]\s*(\d{0,2}|[_.]+)\s*[-/.]\s*(\d{4}|\d{2})$/u.exec(value);
  const month = /^\d{1,2}\s*[-/.]\s*(\d{4})$/u.exec(value);
  if (month) return fits(Number(month[1])) ? (month[1] ?? null) : null;
  const [, a = '', b = '', c = ''] = iso ?? usual ?? [];
  if (!iso && !usual) return null;
  const year = iso ? Number(a) : fullYear(c, listYear);
  if (!fits(year)) return null;
  const [day, of] = iso ? [Number(c), Number(b)] : [Number(a), Number(b)];
  if (!day || !of) return String(year);
  if (isDay(year, of, day)) return `${year}-${two(of)}-${two(day)}`;
  // Written the other way round by a machine set to another country.
  return !iso && isDay(year, day, of) ? `${year}-${two(day)}-${two(of)}` : null;
}

const initials = /(^|[\s'’-])(\p{L})/gu;

/** A name with capitals where names have them; one in capitals only, or typed small, becomes an ordinary one. */
export function readName(text: string): string {
  const name = text.replace(/\s+/gu, ' ').trim();
  const isShouted = name === name.toLocaleUpperCase('vi') && /\p{Lu}{2}/u.test(name);
  return (isShouted ? name.toLocaleLowerCase('vi') : name).replace(
    initials,
    (_, before: string, letter: string) => before + letter.toLocaleUpperCase('vi'),
  );
}

/** Numbers of telephones as they are written; the zero that a spreadsheet dropped is back. */
export function readPhone(text: string): string {
  const value = text.trim();
  return /^[1-9]\d{8}$/u.test(value) ? `0${value}` : value;
}

/** Whether a cell of a column that is ticked says yes. */
export function isTicked(text: string): boolean {
  const value = fold(text).trim();
  return value !== '' && !/^(?:0|-|khong|ko|k|no|false)$/u.test(value);
}

export function readGender(text: string): Gender {
  const value = text.normalize('NFC').toLocaleLowerCase('vi').trim();
  if (/^(?:nam|trai|m|male)$/u.test(value)) return 'male';
  return /^(?:nữ|nu|gái|f|female)$/u.test(value) ? 'female' : '';
}

export interface CategoryWords {
  category: HouseholdCategory | '';
  union: boolean;
}

/** What words say of a household and its person: `Hộ cận nghèo`, `Hội viên ND`, `Không`; null for words that say neither. */
export function readCategory(text: string): CategoryWords | null {
  const value = fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const union = /hoi vien|nong dan|hnd/u.test(value);
  if (/can ngheo|^h?cn$/u.test(value)) return { category: 'nearPoor', union };
  if (/thoat/u.test(value)) return { category: 'escapedPoverty', union };
  if (
    /^(?:khong|binh thuong|trung binh|tb|kha|giau|khac|0|-)?$|khong (?:phai )?(?:ho )?ngheo|khong thuoc|chinh sach|co cong|thuong binh|liet s|bao tro|khuyet tat/u.test(
      value,
    )
  )
    return { category: '', union };
  if (/ngheo|^hn$/u.test(value)) return { category: 'poor', union };
  return union ? { category: '', union } : null;
}

/** Whether the person is the head by the words of the relation. */
export function isHeadWord(text: string): boolean {
  return /^(?:chu ho|chu|ch|ban than)$/u.test(fold(text).trim());
}

/** The year in a file's name, `Hộ nghèo 2023.xlsx`; 0: none. */
export function yearOfFile(name: string): number {
  const year = Number(/(?:19|20)\d{2}/u.exec(name)?.[0] ?? 0);
  return year >= firstYear && year <= lastYear ? year : 0;
}

/** The year that the titles above a list name; 0: none. */
export function yearIn(texts: readonly string[]): number {
  for (const text of texts) {
    const year = Number(
      /năm\s*(\d{4})/iu.exec(text.normalize('NFC'))?.[1] ?? /nam (\d{4})/u.exec(fold(text))?.[1] ?? 0,
    );
    if (year >= firstYear && year <= lastYear) return year;
  }
  return 0;
}
