/**
 * What a page and its server tell each other of their versions. A page names its protocol when it opens a document
 * (`?protocol=`) and in its calls; the server tells its own with every answer of the API. Whoever names none is a tool
 * and no page: nothing is asked of it.
 */

/** Grows when a page and a server of before and after could harm each other's data or not understand each other. */
export const protocol = 1;
/** The oldest page that this server works with. */
export const leastProtocol = 1;

/** Header of the API's answers: the server's version. */
export const versionHeader = 'doithoai-version';
/** Header of a page's calls, and the parameter of its sockets. */
export const protocolHeader = 'doithoai-protocol';
export const protocolParameter = 'protocol';
/** Name of the meta element in which the built page says what it is. */
export const pageMeta = 'doithoai-client';

export interface PageVersion {
  /** Hash of what the page was built from; empty: it is no built page. */
  build: string;
  protocol: number;
}

export interface ServerVersion extends PageVersion {
  /** `build` is that of the page it serves. The oldest page's protocol that it works with. */
  least: number;
}

/** Whether a page and a server may work with each other; neither an older nor a newer page by itself is bad. */
export function worksWith(page: number, server: Pick<ServerVersion, 'protocol' | 'least'>): boolean {
  return page >= server.least && page <= server.protocol;
}

/** A version as a header or a meta element: `build=1f…; protocol=1; least=1`. */
export function writeVersion(version: PageVersion & { least?: number }): string {
  const { build, least } = version;
  return `build=${build}; protocol=${version.protocol}${least === undefined ? '' : `; least=${least}`}`;
}

/** Reads what `writeVersion` wrote, `least` being 0 where it has none; null: it is something else. */
export function readVersion(text: string | null | undefined): ServerVersion | null {
  const read = /^build=([0-9a-f]{0,64}); protocol=(\d{1,6})(?:; least=(\d{1,6}))?$/.exec(text ?? '');
  return read && { build: read[1] ?? '', protocol: Number(read[2]), least: Number(read[3] ?? 0) };
}

/** What a page tells of its protocol; null: nothing that is a protocol's number. */
export function readProtocol(text: string | null | undefined): number | null {
  return /^\d{1,6}$/.test(text ?? '') ? Number(text) : null;
}
