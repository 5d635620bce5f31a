/** What stands where a number or an address was. */
export const hiddenNumber = '[đã ẩn]';

/** Words after which a short number is taken for a telephone, identity or account number too. */
const announced =
  /(?:sđt|sdt|đt|dt|điện thoại|dien thoai|zalo|liên hệ|lien he|gọi|số máy|cccd|cmnd|cmt|căn cước|can cuoc|chứng minh|định danh|tài khoản|tai khoan|stk)[^\p{L}\p{N}]*(?:số|so|là|la)?[^\p{L}\p{N}]*$/iu;

/** A quantity follows: money, land, cattle. Only then may digits grouped by thousands stay. */
const unitFollows =
  /^\s*(?:đồng|đ(?![\p{L}\p{N}])|vnđ|vnd|triệu|tỷ|tỉ|ha|m2|m²|kg|tấn|tạ|cây|con|hộ|người)(?![\p{L}])/iu;

const thousands = String.raw`[1-9]\d{0,2}(?:\.\d{3})+`;
const quantities = new RegExp(String.raw`^${thousands}(?:\s?[-–,]\s?${thousands})*$`);

const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const month = '(?:0?[1-9]|1[0-2])';
const year = String.raw`(?:19|20)\d{2}`;
const date = `(?:(?:${day}[/.-])?${month}[/.-])?${year}`;
const dates = new RegExp(String.raw`^${date}(?:\s?[,;–-]\s?${date})*$`);

/** Runs of digits with anything but letters between them, as people write telephone numbers. */
const digitRuns = /(?:\+\s?|\((?=\+?\p{Nd}{2,5}\)))?\p{Nd}(?:[^\p{L}\p{N}]{0,4}\p{Nd})*/gu;
const addresses = /(?<![^\s@])[^\s@]+\s?@\s?[^\s@]*?(?=[.,;:!?)]*(?:\s|$))/gu;

function digitsOf(run: string): string {
  return run.replace(/\P{Nd}/gu, '');
}

/** Whether the run at the text's end is the beginning of a telephone or identity number still being typed. */
function unfinished(run: string, digits: string, rest: string): boolean {
  return rest.trim() === '' && digits.length >= 4 && /^(?:0|\+\s?8)/.test(run) && !dates.test(run);
}

function mustHide(run: string, before: string, rest: string, known: ReadonlySet<string>): boolean {
  const digits = digitsOf(run);
  if (known.has(digits)) return true;
  if (digits.length >= 9) return !(dates.test(run) || (quantities.test(run) && unitFollows.test(rest)));
  if (digits.length >= 5 && announced.test(before) && !dates.test(run)) return true;
  return unfinished(run, digits, rest);
}

/**
 * Hides e-mail addresses and whatever may be a telephone, identity or account number: nine digits or more with
 * any separators (dates, and amounts followed by their unit, stay), five or more after a word that announces
 * one, the register's own numbers, and the beginning of such a number at the end of a text still being typed.
 * @param known digits of the register's telephone numbers, nothing but digits.
 */
export function redactNumbers(text: string, known: ReadonlySet<string>): string {
  const withoutAddresses = text.replace(addresses, hiddenNumber);
  return withoutAddresses.replace(digitRuns, (run: string, at: number) => {
    const before = withoutAddresses.slice(Math.max(0, at - 40), at);
    const rest = withoutAddresses.slice(at + run.length);
    return mustHide(run.replace('(', ''), before, rest, known) ? hiddenNumber : run;
  });
}

/** The digits of telephone numbers, for `redactNumbers`; what is too short to be one is left out. */
export function knownNumbers(phones: readonly string[]): ReadonlySet<string> {
  return new Set(phones.map(digitsOf).filter((digits) => digits.length >= 6));
}
