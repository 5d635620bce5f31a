/** True for what may be a phone number: 8 to 15 digits, whatever separates them. */
export function isPhone(text: string): boolean {
  return /^\+?[\d\s.()-]+$/.test(text) && /^\d{8,15}$/.test(text.replace(/\D/g, ''));
}
