/**
 * The code on a citizen's receipt: nine signs that nobody can guess and one that tells a typing error. Read by the
 * server and, as the very same file, by the citizen's page: nothing in it that an old phone does not know.
 *
 * No vowels, W or D: a Vietnamese keyboard (Telex, VNI) would make `Ấ`, `Ư` or `Đ` of them, and no words come about.
 * No two signs look alike; what does look like one (O, I, Z …) is read as that one.
 */

/** 23 signs, a prime number: see `checkOf`. */
export const codeSigns = '0123456789CFHJKLMNPRTVX';

/** Signs before the check: 23^9 codes, about 1.8 × 10^12. */
export const codeBody = 9;
export const codeLength = codeBody + 1;

/** Letters that are none of the signs, and the sign that each looks like. */
const lookalikes: Record<string, string> = {
  O: '0',
  Q: '0',
  D: '0',
  I: '1',
  Z: '2',
  S: '5',
  G: '6',
  B: '8',
  U: 'V',
};

/**
 * The check sign of a body. Each place counts by its own weight and the number of signs is prime, so one wrong sign is
 * always found, and so are any two signs that changed places.
 */
export function checkOf(body: string): string {
  let total = 0;
  for (let place = 0; place < body.length; place += 1)
    total += (place + 2) * codeSigns.indexOf(body.charAt(place));
  return codeSigns.charAt(total % codeSigns.length);
}

/** `4F7KM-9X2CT`: a code as it is printed. */
export function printCode(code: string): string {
  return `${code.slice(0, codeLength / 2)}-${code.slice(codeLength / 2)}`;
}

/** What somebody typed or scanned as a code's signs: in capitals, without what stands between them. */
function signsOf(typed: string): string {
  return [...typed.normalize('NFKC').toUpperCase()]
    .map((sign) => lookalikes[sign] ?? sign)
    .filter((sign) => !/[\s\p{P}\p{Cf}]/u.test(sign))
    .join('');
}

/** The code that somebody typed; null when it is none: signs missing, too many, or one of them wrong. */
export function readCode(typed: string): string | null {
  // Nobody types more; what is sent may be anything.
  const signs = signsOf(typed.slice(0, 60));
  const isWhole = signs.length === codeLength && [...signs].every((sign) => codeSigns.includes(sign));
  return isWhole && checkOf(signs.slice(0, codeBody)) === signs.charAt(codeBody) ? signs : null;
}
