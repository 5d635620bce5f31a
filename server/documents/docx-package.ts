import type { OfficialDocument } from '../../shared/documents/tree.ts';

/** What makes a Word file's bytes depend on the clock, made to depend on the document alone. */

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeXml = (text: string) => text.replace(/[&<>"]/gu, (char) => escapes[char] ?? char);

/** The file's properties with the document's own date in place of the hour of making. */
export function coreProperties(info: OfficialDocument['info']): { path: string; data: string } {
  const created = new Date(Number.isNaN(Date.parse(info.createdAt)) ? 0 : info.createdAt);
  const date = created.toISOString().replace(/\.\d+Z$/, 'Z');
  const dated = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${date}</dcterms:${name}>`;
  return {
    path: 'docProps/core.xml',
    data:
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
      '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
      ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
      ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
      `<dc:title>${escapeXml(info.title)}</dc:title><dc:creator>${escapeXml(info.author)}</dc:creator>` +
      `<dc:language>vi-VN</dc:language>${dated('created')}${dated('modified')}</cp:coreProperties>`,
  };
}

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfDirectory = 0x06054b50;
/** 1 January 1980, 00:00: the first date a ZIP file can hold. */
const dosDate = 0x0021;

/**
 * Sets the date of every entry of a ZIP file to one fixed date.
 * @throws Error when the bytes are no ZIP file without a comment.
 */
export function withFixedDates(zip: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(zip);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 22;
  if (end < 0 || view.getUint32(end, true) !== endOfDirectory) throw new Error('not a ZIP file');
  let entry = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    const local = view.getUint32(entry + 42, true);
    if (view.getUint32(entry, true) !== centralHeader || view.getUint32(local, true) !== localHeader) {
      throw new Error('not a ZIP file');
    }
    view.setUint16(entry + 12, 0, true);
    view.setUint16(entry + 14, dosDate, true);
    view.setUint16(local + 10, 0, true);
    view.setUint16(local + 12, dosDate, true);
    const variable = [28, 30, 32].map((at) => view.getUint16(entry + at, true));
    entry += 46 + variable.reduce((total, length) => total + length, 0);
  }
  return bytes;
}
