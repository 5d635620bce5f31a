import { isServerThere } from './door.ts';
import { Line } from './line.ts';

let line: Line | null = null;

/** The one way of this page to its server, for all documents that it has open and all else that waits for the server. */
export function pageLine(): Line {
  if (!line) {
    line = new Line(isServerThere);
    // A test of the parts has no page.
    if (typeof document !== 'undefined') line.followPage();
  }
  return line;
}

/** Where this page's server takes sync connections, without a room. */
export function syncUrl(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`;
}
