/**
 * TCVN3 (ABC), the code of the fonts .VnTime, .VnArial and their like: each letter with marks is one byte, which programs
 * that know nothing of it show as a sign of Latin-1 (`ViÖt Nam`). Capitals with a tone have no byte: the fonts whose name
 * ends in H (`.VnTimeH`) draw the small letters as capitals.
 */

const rows: readonly (readonly [first: number, letters: string])[] = [
  [0xa1, 'ĂÂÊÔƠƯĐăâêôơưđ'],
  [0xb5, 'àảãáạ'],
  [0xbb, 'ằẳẵắ'],
  [0xc6, 'ặầẩẫấậè'],
  [0xce, 'ẻẽéẹềểễếệìỉ'],
  [0xdc, 'ĩíịò'],
  [0xe1, 'ỏõóọồổỗốộờởỡớợù'],
  [0xf1, 'ủũúụừửữứựỳỷỹýỵ'],
];

/** Letters by the sign of Latin-1 that stands for them. */
export const tcvn3Letters: ReadonlyMap<string, string> = new Map(
  rows.flatMap(([first, letters]) =>
    [...letters].map((letter, index) => [String.fromCharCode(first + index), letter] as const),
  ),
);

/** Whether the font draws small letters as capitals. */
export function isCapitalFont(font: string): boolean {
  return /^\.vn.*h$/iu.test(font.trim());
}

/** Whether a text was typed in capitals: the small letters of the code are then drawn so, too. */
function isTypedInCapitals(text: string): boolean {
  return !/[a-z]/.test(text) && /[A-Z][^\s]*[A-Z]/.test(text);
}

/** Text whose characters are the bytes of TCVN3, as Unicode (NFC). `capitals`: it stands in a font of capitals. */
export function fromTcvn3(text: string, capitals = false): string {
  let result = '';
  for (const sign of text) result += tcvn3Letters.get(sign) ?? sign;
  return capitals || isTypedInCapitals(text) ? result.toLocaleUpperCase('vi') : result;
}
