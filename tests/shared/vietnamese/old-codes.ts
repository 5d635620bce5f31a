import { tcvn3Letters } from '../../../shared/vietnamese/tcvn3.ts';
import { vniLetters } from '../../../shared/vietnamese/vni.ts';

/** Writers of the old codes: the product only reads them. */

const vowels = 'aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ';
/** Every letter with marks, small and capital. */
export const allLetters = [...vowels, 'đ'].filter((letter) => !/[a-z]/.test(letter));
export const allCapitals = allLetters.map((letter) => letter.toLocaleUpperCase('vi'));

const tcvn3 = new Map([...tcvn3Letters].map(([sign, letter]) => [letter, sign]));
const vni = new Map([...vniLetters].reverse().map(([signs, letter]) => [letter, signs]));

/** Unicode in TCVN3 as signs of Latin-1; a capital that has no byte becomes the small letter, as typists do it. */
export function toTcvn3(text: string): string {
  return [...text.normalize('NFC')]
    .map((letter) => tcvn3.get(letter) ?? tcvn3.get(letter.toLocaleLowerCase('vi')) ?? letter)
    .join('');
}

/** Unicode in VNI as signs of Latin-1. */
export function toVni(text: string): string {
  return [...text.normalize('NFC')].map((letter) => vni.get(letter) ?? letter).join('');
}

const tones: Record<string, number> = {
  '\u0300': 0xcc,
  '\u0309': 0xd2,
  '\u0303': 0xde,
  '\u0301': 0xec,
  '\u0323': 0xf2,
};
const letters1258: Record<string, number> = {
  ă: 0xe3,
  Ă: 0xc3,
  ơ: 0xf5,
  Ơ: 0xd5,
  ư: 0xfd,
  Ư: 0xdd,
  đ: 0xf0,
  Đ: 0xd0,
};

/** Unicode in Windows-1258: the letter with its hat or horn, its tone behind it. */
export function to1258(text: string): Uint8Array {
  return Uint8Array.from(
    [...text.normalize('NFC')].flatMap((letter) => {
      const apart = letter.normalize('NFD');
      const tone = [...apart].find((sign) => sign in tones);
      const base = (tone ? apart.replace(tone, '') : apart).normalize('NFC');
      const byte = letters1258[base] ?? base.charCodeAt(0);
      return tone ? [byte, tones[tone] ?? 0] : [byte];
    }),
  );
}

/** Signs of Latin-1 as their bytes. */
export function bytesOf(signs: string): Uint8Array {
  return Uint8Array.from([...signs], (sign) => sign.charCodeAt(0));
}
