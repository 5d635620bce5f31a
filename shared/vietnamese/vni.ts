/**
 * VNI-Windows, the code of the fonts VNI-Times, VNI-Helve and their like: a letter with marks is the plain letter and a
 * byte for its marks behind it (`Vieät Nam`); i, đ, ơ, ư and ỵ have bytes of their own.
 */

/** Marks behind a letter: without a hat, with one, with a bow. In the order sharp, grave, hook, tilde, dot. */
const tones = 'ùøûõï';
const hats = 'âáàåãä';
const bows = 'êéèúüë';

const withMarks: readonly (readonly [base: string, marks: string, letters: string])[] = [
  ['a', tones, 'áàảãạ'],
  ['a', hats, 'âấầẩẫậ'],
  ['a', bows, 'ăắằẳẵặ'],
  ['e', tones, 'éèẻẽẹ'],
  ['e', hats, 'êếềểễệ'],
  ['o', tones, 'óòỏõọ'],
  ['o', hats, 'ôốồổỗộ'],
  ['ô', tones, 'ớờởỡợ'],
  ['u', tones, 'úùủũụ'],
  ['ö', tones, 'ứừửữự'],
  // ỵ has a byte of its own.
  ['y', 'ùøûõ', 'ýỳỷỹ'],
];
const alone: readonly (readonly [sign: string, letter: string])[] = [
  ['í', 'í'],
  ['ì', 'ì'],
  ['æ', 'ỉ'],
  ['ó', 'ĩ'],
  ['ò', 'ị'],
  ['ô', 'ơ'],
  ['ö', 'ư'],
  ['î', 'ỵ'],
  ['ñ', 'đ'],
];

const upper = (text: string) => text.toLocaleUpperCase('vi');
/** Small, capital, and a capital with the small sign behind it, as it is typed at the beginning of a word. */
const cases = (signs: string, letter: string): [string, string][] => [
  [signs, letter],
  [upper(signs), upper(letter)],
  [upper(signs.slice(0, 1)) + signs.slice(1), upper(letter)],
];

/** Letters by the one or two signs of Latin-1 that stand for them. */
export const vniLetters: ReadonlyMap<string, string> = new Map([
  ...alone.flatMap(([sign, letter]) => cases(sign, letter)),
  ...withMarks.flatMap(([base, marks, letters]) =>
    [...marks].flatMap((mark, index) => cases(base + mark, [...letters][index] ?? '')),
  ),
]);

/** Text whose characters are the bytes of VNI, as Unicode (NFC). */
export function fromVni(text: string): string {
  let result = '';
  for (let at = 0; at < text.length; ) {
    const two = vniLetters.get(text.slice(at, at + 2));
    const sign = text.charAt(at);
    result += (text.length > at + 1 ? two : undefined) ?? vniLetters.get(sign) ?? sign;
    at += two !== undefined && text.length > at + 1 ? 2 : 1;
  }
  return result;
}
