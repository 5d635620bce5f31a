/** Numbers as they are typed in Vietnam: `15.000`, `1,5`, `15 000`. */

/** Whole đồng from what was typed, points and spaces between thousands or none; null for anything else. */
export function readDong(typed: string): number | null {
  const text = typed.trim().replace(/\s*(đồng|đ)$/u, '');
  if (!/^(\d+|\d{1,3}([. \u00a0]\d{3})+)$/u.test(text)) return null;
  const value = Number(text.replace(/\D/gu, ''));
  return Number.isSafeInteger(value) ? value : null;
}

/**
 * A quantity from what was typed: a comma before the decimals, points between thousands (`1.200,5`). A point that
 * cannot stand between thousands is taken for the comma (`0.5`). Two decimals at most; null for anything else.
 */
export function readQuantity(typed: string): number | null {
  const text = typed.trim();
  const grouped = /^(\d{1,3}(?:[. \u00a0]\d{3})+|\d+)(?:,(\d{1,2}))?$/u.exec(text);
  if (grouped) return Number(`${grouped[1]?.replace(/\D/gu, '')}.${grouped[2] ?? '0'}`);
  return /^\d+\.\d{1,2}$/u.test(text) ? Number(text) : null;
}

/** `1.200,5`: a quantity of at most two decimals as it is written. */
export function quantityText(quantity: number): string {
  const [whole = '0', part] = String(Math.round(quantity * 100) / 100).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return part ? `${grouped},${part}` : grouped;
}
