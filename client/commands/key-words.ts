/** What stands on the keys of a Vietnamese (US) keyboard, for names of keys that are no letters or digits. */
const signs: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Slash: '/',
  Shift: 'Shift',
  'Shift+Slash': '?',
  'Shift+Digit2': '@',
  'Shift+Digit3': '#',
};

/** A key press as a person reads it, key by key: `Alt+KeyN` is `Alt`, `N`; `Shift+Slash` is `?`. */
export function keyWords(key: string): string[] {
  const known = signs[key];
  if (known) return [known];
  return key.split('+').map((part) => signs[part] ?? part.replace(/^(Key|Digit|Numpad)(?=.)/, ''));
}

/** The key presses of a command that are worth showing: the number pad's twins are left out. */
export function shownKeys(keys: readonly string[] | undefined): string[][] {
  return (keys ?? []).filter((key) => !key.includes('Numpad')).map(keyWords);
}

/** The keys for `aria-keyshortcuts`: `N Alt+N`. */
export function ariaKeys(keys: readonly string[] | undefined): string {
  return shownKeys(keys)
    .map((words) => words.join('+').replace('Ctrl', 'Control'))
    .join(' ');
}
