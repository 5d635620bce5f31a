import * as Y from 'yjs';
import { raisePetition } from '../../shared/docs/board.ts';
import { bodyOf } from '../../shared/docs/minutes.ts';

/** A hall as large as they come: 300 pages, each a heading and eight paragraphs of 50 words, and 2,000 petitions. */
export const pages = 300;
export const blocksPerPage = 9;
export const petitions = 2_000;

const wordsPerBlock = 50;
const words =
  'Ủy ban nhân dân xã tiếp nhận ý kiến của hộ nghèo về đường liên thôn nhà ở tạm vay vốn bảo hiểm y tế'.split(
    ' ',
  );
const fields = ['Vay vốn', 'Xây dựng nông thôn mới', 'Sản xuất nông nghiệp'];
const villages = ['Giang Lố 1', 'Giang Lố 2', 'Đăk Vang', 'Hào Lý'];

export const petitionId = (at: number) => `p${String(at).padStart(11, '0')}`;

function wordsFrom(at: number, count: number): string {
  return Array.from({ length: count }, (_, word) => words[(at * 5 + word * 7) % words.length]).join(' ');
}

/** Writes one page of minutes behind what is there: a heading, paragraphs, two mentions of petitions. */
export function writePage(doc: Y.Doc, page: number): void {
  const blocks = Array.from({ length: blocksPerPage }, (_, at) => {
    const block = new Y.XmlElement(at === 0 ? 'heading' : 'paragraph');
    if (at === 0) block.setAttribute('level', 2 as unknown as string);
    const text = at === 0 ? `Trang ${page}` : `${wordsFrom(page * blocksPerPage + at, wordsPerBlock)}.`;
    const content: (Y.XmlText | Y.XmlElement)[] = [new Y.XmlText(text)];
    if (at % 4 === 3) {
      const mention = new Y.XmlElement('petition');
      mention.setAttribute('petitionId', petitionId((page * 2 + Math.floor(at / 4)) % petitions));
      content.push(mention);
    }
    block.insert(0, content);
    return block;
  });
  const body = bodyOf(doc);
  doc.transact(() => body.insert(body.length, blocks));
}

/** Raises a hundred petitions. */
export function writePetitions(doc: Y.Doc, from: number): void {
  doc.transact(() => {
    for (let at = from; at < from + 100; at++)
      raisePetition(
        doc,
        petitionId(at),
        'Phạm Thư Ký',
        new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString(),
        {
          content: `${wordsFrom(at, 30)}.`,
          field: fields[at % fields.length],
          village: villages[at % villages.length],
        },
      );
  });
}
