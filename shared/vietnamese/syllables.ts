/** Whether words are Vietnamese: by it the code of a text is known from its content. */

const onsets = '(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?';
const vowels =
  '(?:iêu|yêu|oai|oay|oao|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|yê|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|[aăâeêioôơuưy])';
const codas = '(?:ch|ng|nh|[cmnpt])?';
const syllable = new RegExp(`^${onsets}${vowels}${codas}$`, 'u');

const tone = /[\u0300\u0301\u0303\u0309\u0323]/gu;
/** Small, capital, or with a capital first: another mixture comes of reading a text in the wrong code. */
const cased = /^(?:\p{Lu}?\p{Ll}*|\p{Lu}+)$/u;

/** Whether a word (NFC) can be a Vietnamese syllable, written as one is. */
export function isSyllable(word: string): boolean {
  const apart = word.toLowerCase().normalize('NFD');
  if ((apart.match(tone)?.length ?? 0) > 1) return false;
  return cased.test(word) && syllable.test(apart.replace(tone, '').normalize('NFC'));
}
