import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { leastProtocol, pageMeta, protocol, readVersion, type ServerVersion } from '../shared/version.ts';

/** What the page in `html` says it is; null when it says nothing. */
function pageVersion(html: string): ServerVersion | null {
  const content = new RegExp(`<meta name="${pageMeta}" content="([^"]*)"`).exec(html)?.[1];
  return readVersion(content);
}

/**
 * The server's version and the page that it serves from `dir`, as it is there now: whoever reloads gets that one. The
 * build is empty where no built page says what it is.
 */
export function servedVersion(dir: string): () => ServerVersion {
  const path = join(dir, 'index.html');
  let readAt = -1;
  let build = '';
  return () => {
    const time = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (time !== readAt) {
      readAt = time;
      build = time === 0 ? '' : (pageVersion(readFileSync(path, 'utf8'))?.build ?? '');
    }
    return { build, protocol, least: leastProtocol };
  };
}
