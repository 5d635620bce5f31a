import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  codeOfFont,
  decodeText,
  detectLetters,
  detectText,
  lettersOf,
  readLetters,
  type TextCode,
} from '../../../shared/import/decode.ts';
import { bytesOf, to1258, toTcvn3, toVni } from '../vietnamese/old-codes.ts';

const names =
  'Nguyễn,Trần,Lê,Phạm,Hoàng,Đặng,Bùi,Đỗ,Hồ,Ngô,Dương,Lý,Thị,Văn,Hữu,Đức,Ánh,Tuyết,Bảng,Cường,Quỳnh,Hạnh,Phúc,Thảo,Vũ,Yến,Huệ,Diễm,Mỹ,Thủy'.split(
    ',',
  );
const words = fc
  .array(fc.constantFrom(...names), { minLength: 12, maxLength: 60 })
  .map((list) => list.join(' '));
const latin = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, big: boolean, mark: boolean) => {
  const all = (mark ? '\ufeff' : '') + text;
  const view = new DataView(new ArrayBuffer(all.length * 2));
  for (let at = 0; at < all.length; at += 1) view.setUint16(at * 2, all.charCodeAt(at), !big);
  return new Uint8Array(view.buffer);
};

const writers: [string, TextCode, (text: string) => Uint8Array][] = [
  ['UTF-8', 'utf-8', latin],
  ['UTF-8 with a mark', 'utf-8', (text) => latin(`\ufeff${text}`)],
  ['UTF-8, marks apart', 'utf-8', (text) => latin(text.normalize('NFD'))],
  ['UTF-16', 'utf-16le', (text) => utf16(text, false, true)],
  ['UTF-16, big end first', 'utf-16be', (text) => utf16(text, true, true)],
  ['UTF-16 without a mark', 'utf-16le', (text) => utf16(`STT,Ho ten\r\n1,${text}`, false, false)],
  ['Windows-1258', 'windows-1258', to1258],
  ['TCVN3', 'tcvn3', (text) => bytesOf(toTcvn3(text))],
  ['VNI', 'vni', (text) => bytesOf(toVni(text))],
  ['TCVN3 saved as UTF-8', 'tcvn3', (text) => latin(toTcvn3(text))],
  ['VNI saved as UTF-8', 'vni', (text) => latin(toVni(text))],
];

test.each(writers)('knows %s by itself and reads it', (_, code, write) => {
  fc.assert(
    fc.property(words, (text) => {
      const bytes = write(text);
      expect(detectText(bytes)).toBe(code);
      const read = readLetters(decodeText(bytes, code), lettersOf(code));
      // TCVN3 has no byte for a capital with a tone.
      const same = (value: string) => (code === 'tcvn3' ? value.toLocaleLowerCase('vi') : value);
      expect(same(read)).toContain(same(text));
    }),
    { seed: 8, numRuns: 60 },
  );
});

test('cells of a spreadsheet: by their fonts, by all of them, and one that was mended stays', () => {
  expect(codeOfFont('.VnTimeH')).toBe('tcvn3');
  expect(codeOfFont('VNI-Times')).toBe('vni');
  expect(codeOfFont('Times New Roman')).toBeNull();
  expect(detectLetters(['NguyÔn V¨n B¶ng', 'TrÇn ThÞ HuÖ'])).toBe('tcvn3');
  expect(detectLetters(['Nguyeãn Vaên Baûng', 'Traàn Thò Hueä'])).toBe('vni');
  expect(detectLetters(['Lê Văn Hòa', 'Hà'])).toBe('unicode');
  expect(detectLetters(['Nguyen Van A'])).toBe('unicode');
  expect(readLetters('nguyÔn v¨n b¶ng', 'tcvn3', '.VnTimeH')).toBe('NGUYỄN VĂN BẢNG');
  expect(readLetters('ho ten', 'tcvn3', '.VnTimeH')).toBe('HO TEN');
  expect(readLetters('Nguyễn Văn Hoà', 'tcvn3', '.VnTime')).toBe('Nguyễn Văn Hoà');
  expect(readLetters('Trần Hoà'.normalize('NFD'), 'unicode')).toBe('Trần Hoà');
});
