/**
 * Folds Vietnamese text for search: lower case, no diacritics, đ as d (`Đường` → `duong`).
 * Takes NFC and NFD alike; what is not a letter with a mark stays as it is.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .normalize('NFC');
}
