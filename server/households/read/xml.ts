import { BadList } from '../../../shared/import/sheet.ts';

/** A piece of XML: a tag by its local name, or text. */
export type XmlPiece =
  | { kind: 'open'; name: string; attributes: string; empty: boolean }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string };

const piece =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[^>]*\?>|<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*)>|([^<]+)/gu;

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Signs that XML writes as `&amp;` or `&#7877;`, and spreadsheets as `_x000D_`. */
export function unescapeXml(text: string): string {
  if (!/[&_]/u.test(text)) return text;
  return text
    .replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/giu, (all, hex, decimal, name) => {
      if (name) return entities[String(name).toLowerCase()] ?? all;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    })
    .replace(/_x([0-9a-f]{4})_/giu, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/**
 * The pieces of a part of a spreadsheet, in order. Takes no declarations: what defines entities is refused, so that
 * nothing grows while it is read.
 * @throws BadList `notList`.
 */
export function* xmlPieces(xml: string): Generator<XmlPiece, void, undefined> {
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(xml)) throw new BadList('notList');
  for (const [, cdata, close, name, attributes, text] of xml.matchAll(piece)) {
    if (text !== undefined) yield { kind: 'text', text: unescapeXml(text) };
    else if (cdata !== undefined) yield { kind: 'text', text: cdata };
    else if (name === undefined) continue;
    else if (close) yield { kind: 'close', name };
    else
      yield { kind: 'open', name, attributes: attributes ?? '', empty: attributes?.endsWith('/') ?? false };
  }
}

const patterns = new Map<string, RegExp>();

function patternOf(name: string): RegExp {
  const known = patterns.get(name);
  if (known) return known;
  const made = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u');
  patterns.set(name, made);
  return made;
}

/** An attribute by its local name; null when it is not there. */
export function attribute(attributes: string, name: string): string | null {
  const match = patternOf(name).exec(attributes);
  return match ? unescapeXml(match[1] ?? match[2] ?? '') : null;
}
