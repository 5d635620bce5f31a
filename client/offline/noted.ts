/** What this device notes of a build, whoever works at it; blocked storage notes nothing. */

const prefix = 'doithoai.page.';

/** `heard`: somebody has read that it was left. `told`: the server was told so. */
export type Noted = 'heard' | 'told';

/** What was noted last, or ''. */
export function readNoted(what: Noted): string {
  try {
    return localStorage.getItem(prefix + what) ?? '';
  } catch {
    return '';
  }
}

export function note(what: Noted, build: string): void {
  try {
    localStorage.setItem(prefix + what, build);
  } catch {
    // It is said again after the next start.
  }
}
