/** Amounts in đồng in words, as they stand under a total. */

const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
const billion = 1_000_000_000n;

export interface WordOptions {
  /** The word for a zero in the tens place: `linh` (the North, and the default) or `lẻ` (the South). */
  zeroTens?: 'linh' | 'lẻ';
  /** The word for a thousand: `nghìn` (the North, and the default) or `ngàn` (the South). */
  thousand?: 'nghìn' | 'ngàn';
}

/** The amount as a whole number; RangeError for one that is not. */
export function toWhole(amount: number | bigint): bigint {
  if (typeof amount === 'bigint') return amount;
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of đồng: ${amount}`);
  return BigInt(amount);
}

/** The last digit as it is said after `tens`: mốt, tư and lăm after mươi, lăm after mười. */
function unitWord(unit: number, tens: number): string {
  if (unit === 5 && tens >= 1) return 'lăm';
  if (unit === 1 && tens >= 2) return 'mốt';
  if (unit === 4 && tens >= 2) return 'tư';
  return digits[unit] ?? '';
}

/** Words for 0–999; `padded` says the hundreds and the tens even when they are zero. Empty for 0. */
function tripleWords(triple: number, padded: boolean, zeroTens: string): string[] {
  const hundreds = Math.floor(triple / 100);
  const tens = Math.floor(triple / 10) % 10;
  const unit = triple % 10;
  if (triple === 0) return [];
  const words: string[] = [];
  if (hundreds > 0 || padded) words.push(digits[hundreds] ?? '', 'trăm');
  if (tens === 1) words.push('mười');
  else if (tens > 1) words.push(digits[tens] ?? '', 'mươi');
  else if (unit > 0 && words.length > 0) words.push(zeroTens);
  if (unit > 0) words.push(unitWord(unit, tens));
  return words;
}

/** Words for a number below one billion; groups that are zero are not said. */
function belowBillion(n: number, padded: boolean, { zeroTens, thousand }: Required<WordOptions>): string[] {
  const words: string[] = [];
  const say = (triple: number, scale: string) => {
    const said = tripleWords(triple, padded || words.length > 0, zeroTens);
    words.push(...said, ...(said.length > 0 && scale ? [scale] : []));
  };
  say(Math.floor(n / 1_000_000), 'triệu');
  say(Math.floor(n / 1000) % 1000, thousand);
  say(n % 1000, '');
  return words;
}

function wordsOf(n: bigint, options: Required<WordOptions>): string[] {
  if (n < billion) return belowBillion(Number(n), false, options);
  const words = [...wordsOf(n / billion, options), 'tỷ'];
  return [...words, ...belowBillion(Number(n % billion), true, options)];
}

/**
 * A whole number in Vietnamese words, lower case: 1 005 → `một nghìn không trăm linh năm`.
 * @throws RangeError for a number that is not whole, or too large to be exact (pass a bigint then).
 */
export function numberInWords(amount: number | bigint, options: WordOptions = {}): string {
  const whole = toWhole(amount);
  if (whole === 0n) return 'không';
  const words = wordsOf(whole < 0n ? -whole : whole, { zeroTens: 'linh', thousand: 'nghìn', ...options });
  return (whole < 0n ? ['âm', ...words] : words).join(' ');
}

/**
 * An amount as documents write it under a total: `Mười hai triệu năm trăm nghìn đồng`.
 * @throws RangeError as `numberInWords`.
 */
export function dongInWords(amount: number | bigint, options: WordOptions = {}): string {
  const words = numberInWords(amount, options);
  return `${words.charAt(0).toLocaleUpperCase('vi')}${words.slice(1)} đồng`;
}
