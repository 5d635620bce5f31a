import { createSignal } from 'solid-js';

export type Language = 'vi' | 'en';
const storageKey = 'doithoai.language';

function initialLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'en' || asked === 'vi') return asked;
  try {
    return localStorage.getItem(storageKey) === 'en' ? 'en' : 'vi';
  } catch {
    return 'vi'; // storage may be blocked; Vietnamese comes first
  }
}

const [language, setSignal] = createSignal<Language>('vi');

export { language };

/** Switches the language of every page at once and remembers it on this device. */
export function setLanguage(next: Language): void {
  setSignal(next);
  document.documentElement.lang = next;
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    // blocked storage: the switch holds until the page is closed
  }
}

/** Shows every page in a language without remembering it: for the hall's screen, which has its own. */
export function showLanguage(next: Language): void {
  setSignal(next);
  document.documentElement.lang = next;
}

/** Called once at start, before the first page is drawn. */
export function startLanguage(): void {
  setLanguage(initialLanguage());
}

type Entry = string | ((...values: never[]) => string);
/** The English side must have every key, with functions of the same arguments. */
type Same<T extends Record<string, Entry>> = {
  [K in keyof T]: T[K] extends (...values: infer A) => string ? (...values: A) => string : string;
};

/**
 * The texts of one area in both languages, Vietnamese first.
 * Returns a reactive getter: `t().title` follows the language switch.
 */
export function texts<T extends Record<string, Entry>>(vi: T & Same<T>, en: Same<T>): () => Same<T> {
  return () => (language() === 'vi' ? vi : en);
}
