/*
 * Late text that the hall keeps as a proposal lies aside: it must not flow into the documents by itself when they are
 * opened again, since somebody is to decide on it. So this device stops sending it, and the next opening of the
 * document begins with the hall's own state.
 */

const prefix = 'doithoai.aside.';

/** Marks the database that holds a room's handed-in text. */
export function layAside(room: string, database: string): void {
  try {
    localStorage.setItem(prefix + room, database);
  } catch {
    // Blocked storage: there is no database either.
  }
}

/** The database that a room's next opening must not read, or empty. */
export function laidAside(room: string): string {
  try {
    return localStorage.getItem(prefix + room) ?? '';
  } catch {
    return '';
  }
}

/** The database is gone. */
export function asideDone(room: string): void {
  try {
    localStorage.removeItem(prefix + room);
  } catch {
    // as above
  }
}

/** Calls `laid` when another tab laid the room's text aside, until `signal` ends. */
export function watchAside(room: string, laid: () => void, signal: AbortSignal): void {
  addEventListener(
    'storage',
    (event) => {
      if (event.key === prefix + room && event.newValue) laid();
    },
    { signal },
  );
}
