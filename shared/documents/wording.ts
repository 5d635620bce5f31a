import type { Dialogue, Office } from '../dialogue.ts';
import type { Category, Channel, Outcome, PetitionState } from '../petition.ts';
import { numericDate } from '../vietnamese/dates.ts';
import { fold } from '../vietnamese/fold.ts';
import { cleanLine } from './plain.ts';

/** The fixed words of the documents, and names of bodies as they stand in running text. */

export const nationalTitle = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const motto = 'Độc lập - Tự do - Hạnh phúc';
export const recipientsTitle = 'Nơi nhận:';

export const categoryWords: Record<Category, string> = {
  poor: 'Hộ nghèo',
  nearPoor: 'Hộ cận nghèo',
  escapedPoverty: 'Hộ mới thoát nghèo',
  farmerMember: 'Hội viên Hội Nông dân',
  other: 'Khác',
};

export const channelWords: Record<Channel, string> = {
  spoken: 'Phát biểu',
  paper: 'Ghi giấy',
  advance: 'Gửi trước',
};

export const outcomeWords: Record<Outcome, string> = {
  answered: 'Trả lời trực tiếp',
  explained: 'Giải thích',
  guided: 'Hướng dẫn lập thủ tục',
  deferred: 'Ghi nhận, giải trình sau',
  escalated: 'Trình cấp có thẩm quyền',
};

export const stateWords: Record<PetitionState, string> = {
  raised: 'Mới tiếp nhận',
  assigned: 'Đã giao đơn vị',
  ...outcomeWords,
  replied: 'Đã có văn bản trả lời',
  closed: 'Đã kết thúc',
  withdrawn: 'Công dân rút',
  merged: 'Đã gộp',
};

/** Room that is left for what is written by hand later: number, day, month. */
export const blank = '\u00a0'.repeat(6);

/** Words of kinds of units; in running text they are not capitalised, what follows them is. */
const unitWords = ['đặc khu', 'phường', 'xã', 'thị trấn', 'thị xã', 'huyện', 'quận', 'thành phố', 'tỉnh'];

const capitalised = (word: string) => word.charAt(0).toLocaleUpperCase('vi') + word.slice(1);

/** The first letter in lower case, for a title that goes on inside a sentence; abbreviations stay. */
export function inSentence(value: string): string {
  const [first = '', second = ''] = value;
  return second !== '' && second === second.toLocaleUpperCase('vi') && second !== ' '
    ? value
    : first.toLocaleLowerCase('vi') + value.slice(first.length);
}

interface BodyParts {
  /** `ỦY BAN NHÂN DÂN` */
  organ: string;
  /** `XÃ` */
  unit: string;
  /** `SA LOONG` */
  name: string;
}

/** Parts of a body's name in capitals; unit and name are empty when there is no such part. */
export function bodyParts(body: string): BodyParts {
  const line = cleanLine(body);
  const lower = line.toLocaleLowerCase('vi');
  for (const unit of unitWords) {
    const at = lower.indexOf(` ${unit} `);
    if (at < 0) continue;
    const nameAt = at + unit.length + 2;
    return { organ: line.slice(0, at), unit: line.slice(at + 1, nameAt - 1), name: line.slice(nameAt) };
  }
  return { organ: line, unit: '', name: '' };
}

/** A body in running text, `Ủy ban nhân dân` when none is set: `ỦY BAN NHÂN DÂN XÃ SA LOONG` → `Ủy ban nhân dân xã Sa Loong`. */
export function runningBody(office: Pick<Office, 'body' | 'place'>): string {
  const { organ, unit, name } = bodyParts(office.body || 'Ủy ban nhân dân');
  const lower = (value: string) => value.toLocaleLowerCase('vi');
  const place = cleanLine(office.place);
  const proper = lower(name) === lower(place) ? place : lower(name).split(' ').map(capitalised).join(' ');
  return capitalised([lower(organ), lower(unit), proper].filter((part) => part !== '').join(' '));
}

/** `Hội nghị đối thoại với hộ nghèo, …`: the event that a document is about. */
export function eventName(dialogue: Pick<Dialogue, 'title'>): string {
  const title = cleanLine(dialogue.title).replace(/[\s.]+$/u, '');
  if (title === '') return 'Hội nghị đối thoại với nhân dân';
  return fold(title).startsWith('hoi nghi') ? title : `Hội nghị ${inSentence(title)}`;
}

/** In the foot of the last page: what the record is known by, and where to verify. */
export const proofWords = {
  hash: 'Mã băm SHA-256 của hồ sơ:',
  key: 'Khóa ký của cơ quan:',
  inside:
    'Hồ sơ gốc đính kèm trong tệp PDF này. Kiểm tra bằng trang “Kiểm tra hồ sơ” của phần mềm Đối Thoại.',
  alone: 'Kiểm tra tệp PDF này bằng trang “Kiểm tra hồ sơ” của phần mềm Đối Thoại.',
};

/** `thôn Đăk Vang`, from a village with or without its kind; empty for none. */
export function villageName(village: string): string {
  const line = cleanLine(village);
  if (line === '') return '';
  const kinds = /^(thon|lang|ban|buon|ap|xom|khu|to dan pho|to|phum|soc|khom)\s/;
  return kinds.test(fold(line)) ? inSentence(line) : `thôn ${line}`;
}

/** `lĩnh vực giảm nghèo`, from a field with or without that word. */
export function fieldName(field: string): string {
  const line = inSentence(cleanLine(field));
  return fold(line).startsWith('linh vuc') ? line : `lĩnh vực ${line}`;
}

/** `hội trường Nhà Văn hóa xã Sa Loong`: a place as it stands after `tại`; proper names keep their capital. */
export function placeName(place: string): string {
  const line = cleanLine(place)
    .replace(/^tại\s+/iu, '')
    .replace(/[\s.]+$/u, '');
  const common = /^(hoi truong|nha|tru so|phong|truong|san|dinh|trung tam|diem|khu)\s/;
  return common.test(fold(line)) ? inSentence(line) : line;
}

/** `20/02/2023`, or the value itself when it is no date: nothing that was written is lost. */
export function dateOrText(value: string): string {
  return numericDate(value) || cleanLine(value);
}

/** A number of things as documents write it: `05`, `12`. */
export function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}

/** A share of a whole, `37,5%`. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '0%';
  return `${((part / whole) * 100).toFixed(1).replace('.', ',').replace(',0', '')}%`;
}
