import { toWhole } from './money-words.ts';

/** Amounts in đồng in digits. */

/**
 * An amount in digits: `12.500.000 đồng`.
 * @throws RangeError as `numberInWords`.
 */
export function formatDong(amount: number | bigint): string {
  return `${groupedDigits(amount)} đồng`;
}

/**
 * The digits alone, for columns of amounts: `12.500.000`.
 * @throws RangeError as `numberInWords`.
 */
export function groupedDigits(amount: number | bigint): string {
  const whole = toWhole(amount);
  const grouped = (whole < 0n ? -whole : whole).toString().replace(/\B(?=(\d{3})+$)/g, '.');
  return `${whole < 0n ? '-' : ''}${grouped}`;
}
