import { expect, test } from 'vitest';
import { isSyllable } from '../../../shared/vietnamese/syllables.ts';
import { fromTcvn3, isCapitalFont, tcvn3Letters } from '../../../shared/vietnamese/tcvn3.ts';
import { fromVni, vniLetters } from '../../../shared/vietnamese/vni.ts';
import { allCapitals, allLetters, to1258, toTcvn3, toVni } from './old-codes.ts';

test('every Vietnamese letter there is', () => {
  expect(allLetters.length).toBe(67);
  expect(new Set([...allLetters, ...allCapitals]).size).toBe(134);
});

test('TCVN3: known texts, every letter there and back, capitals by their font', () => {
  expect(fromTcvn3('Céng hßa x· héi chñ nghÜa ViÖt Nam')).toBe('Cộng hòa xã hội chủ nghĩa Việt Nam');
  expect(fromTcvn3('§éc lËp - Tù do - H¹nh phóc')).toBe('Độc lập - Tự do - Hạnh phúc');
  for (const letter of allLetters) expect(fromTcvn3(toTcvn3(letter))).toBe(letter);
  for (const letter of allCapitals) expect(fromTcvn3(toTcvn3(letter), true)).toBe(letter);
  expect(tcvn3Letters.size).toBe(67 + 7);
  expect(isCapitalFont('.VnTimeH')).toBe(true);
  expect(isCapitalFont('.VnTime')).toBe(false);
  expect(fromTcvn3('danh s¸ch hé nghÌo', true)).toBe('DANH SÁCH HỘ NGHÈO');
  expect(fromTcvn3('DANH S¸CH Hé NGHÌO')).toBe('DANH SÁCH HỘ NGHÈO');
  expect(fromTcvn3('Lª V¨n ¸')).toBe('Lê Văn á');
});

test('VNI: known texts, every letter there and back, mixed cases', () => {
  expect(fromVni('Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam')).toBe('Cộng hòa xã hội chủ nghĩa Việt Nam');
  expect(fromVni('Ñoäc laäp - Töï do - Haïnh phuùc')).toBe('Độc lập - Tự do - Hạnh phúc');
  expect(fromVni('Nguyeãn Thò YÙ, AÙnh, Aùnh, ÖÙng, Öùng')).toBe('Nguyễn Thị Ý, Ánh, Ánh, Ứng, Ứng');
  for (const letter of [...allLetters, ...allCapitals]) expect(fromVni(toVni(letter))).toBe(letter);
  expect(new Set(vniLetters.values()).size).toBe(134);
});

test('Windows-1258: every letter there and back', () => {
  for (const letter of [...allLetters, ...allCapitals])
    expect(new TextDecoder('windows-1258').decode(to1258(letter)).normalize('NFC')).toBe(letter);
});

test('knows Vietnamese syllables from what a wrong code makes of them', () => {
  for (const word of 'Nguyễn Thị Quyên khuỷu giếng nghiêng ĐƯỜNG ước y Ý oằn xoong huơ rượu'.split(' '))
    expect(isSyllable(word), word).toBe(true);
  for (const word of ['NguyÔn', 'Vieät', 'Nguyá»…n', 'hé¸', 'Thờờ', 'Krông', 'nguyỄn'])
    expect(isSyllable(word), word).toBe(false);
});
