/** PINs of persons on shared devices: 6 to 12 digits, none that others try first. */
export const pinLength = { least: 6, most: 12 } as const;

const digit = (pin: string, at: number) => pin.charCodeAt(at) - 48;

/** 123456, 654321, 890123: each digit a step from the one before. */
function isRun(pin: string): boolean {
  const steps = new Set<number>();
  for (let at = 1; at < pin.length; at += 1) steps.add((digit(pin, at) - digit(pin, at - 1) + 10) % 10);
  return steps.size === 1 && (steps.has(1) || steps.has(9));
}

/** 000000, 121212, 123123: a short piece again and again. */
function isRepeated(pin: string): boolean {
  return [1, 2, 3].some(
    (piece) => pin.length % piece === 0 && pin === pin.slice(0, piece).repeat(pin.length / piece),
  );
}

function isDay(day: number, month: number): boolean {
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/** A day of the last hundred years and more: 020976, 02091976, 19760902. */
function isDate(pin: string): boolean {
  const at = (from: number, to: number) => Number(pin.slice(from, to));
  const isYear = (year: number) => year >= 1900 && year <= 2099;
  if (pin.length === 6) return isDay(at(0, 2), at(2, 4));
  if (pin.length !== 8) return false;
  return (isDay(at(0, 2), at(2, 4)) && isYear(at(4, 8))) || (isDay(at(6, 8), at(4, 6)) && isYear(at(0, 4)));
}

/** Why a PIN is not taken, as a code of shared/errors.ts; null when it is good. */
export function pinProblem(pin: string): 'badPin' | 'easyPin' | null {
  if (!/^[0-9]+$/.test(pin) || pin.length < pinLength.least || pin.length > pinLength.most) return 'badPin';
  return isRun(pin) || isRepeated(pin) || isDate(pin) ? 'easyPin' : null;
}
