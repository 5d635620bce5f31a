import '../../../server/documents/fonts.ts';
import mammoth from 'mammoth';
import { beforeAll, describe, expect, it } from 'vitest';
import { toDocx } from '../../../server/documents/docx.ts';
import { minutesTree } from '../../../shared/documents/minutes.ts';
import { reportTree } from '../../../shared/documents/report.ts';
import { squeeze } from './pdf.ts';
import { samplePetitions, sampleRecord } from './sample.ts';
import { readZip } from './zip.ts';

const twips = (mm: number) => Math.round((mm * 1440) / 25.4);

async function read(docx: Uint8Array) {
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(docx) });
  const { files, dates } = readZip(docx);
  return { text: squeeze(value), files, dates, xml: files.get('word/document.xml') ?? '' };
}

let minutes: Awaited<ReturnType<typeof read>>;
let report: Awaited<ReturnType<typeof read>>;

beforeAll(async () => {
  minutes = await read(await toDocx(minutesTree(sampleRecord), 8));
  report = await read(await toDocx(reportTree(sampleRecord), 19));
});

describe('the Word documents', () => {
  it('hold the head, every petition and every answer', () => {
    for (const { text } of [minutes, report]) {
      expect(text).toContain(squeeze('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'));
      expect(text).toContain(squeeze('Độc lập - Tự do - Hạnh phúc'));
      for (const petition of samplePetitions) {
        expect(text).toContain(squeeze(petition.content));
        expect(text).toContain(squeeze(petition.answer));
      }
      expect(text).not.toContain('0900000');
    }
    expect(minutes.text).toContain(
      squeeze('Biên bản đã được đọc lại cho mọi người cùng nghe, nhất trí thông qua./.'),
    );
  });

  it('are A4 with the margins 20, 20, 30, 20; the annex lies across', () => {
    const sizes = [...report.xml.matchAll(/<w:pgSz ([^>]*)\/>/g)].map((match) => match[1] ?? '');
    expect(sizes).toHaveLength(2);
    const [portrait = '', landscape = ''] = sizes;
    expect(portrait).toContain(`w:w="${twips(210)}"`);
    expect(portrait).toContain(`w:h="${twips(297)}"`);
    expect(landscape).toContain(`w:w="${twips(297)}"`);
    expect(landscape).toContain(`w:h="${twips(210)}"`);
    expect(landscape).toContain('w:orient="landscape"');
    for (const [, margin = ''] of report.xml.matchAll(/<w:pgMar ([^>]*)\/>/g)) {
      expect(margin).toContain(`w:top="${twips(20)}"`);
      expect(margin).toContain(`w:bottom="${twips(20)}"`);
      expect(margin).toContain(`w:left="${twips(30)}"`);
      expect(margin).toContain(`w:right="${twips(20)}"`);
    }
  });

  it('number pages from the second on, and the annex from 1 again', () => {
    expect(report.xml.match(/<w:titlePg\/>/g)).toHaveLength(2);
    expect(report.xml.match(/<w:pgNumType [^>]*w:start="1"/g)).toHaveLength(2);
    const headers = [...report.files].filter(([name]) => name.startsWith('word/header'));
    const numbered = headers.filter(([, xml]) => xml.includes('PAGE'));
    expect(numbered).toHaveLength(2);
    for (const [, xml] of numbered) {
      expect(xml).toContain('<w:jc w:val="center"/>');
      expect(xml).toContain('<w:sz w:val="26"/>');
    }
  });

  it('are set in Times New Roman, 14 pt, black, in Vietnamese', () => {
    const styles = minutes.files.get('word/styles.xml') ?? '';
    expect(styles).toContain('w:ascii="Times New Roman"');
    expect(styles).toContain('<w:sz w:val="28"/>');
    expect(styles).toContain('<w:color w:val="000000"/>');
    expect(styles).toContain('w:val="vi-VN"');
  });

  it('repeat header rows and keep rows whole', () => {
    const annex = report.xml.slice(report.xml.lastIndexOf('<w:tbl>'));
    const rows = annex.split('<w:tr>').slice(1);
    expect(rows).toHaveLength(samplePetitions.length + 1);
    expect(rows[0]).toContain('<w:tblHeader/>');
    expect(rows.slice(1).some((row) => row.includes('<w:tblHeader/>'))).toBe(false);
    for (const row of rows) expect(row).toContain('<w:cantSplit/>');
  });

  it('let Word count the pages, and show the PDF’s count until then', () => {
    expect(minutes.xml).toMatch(/<w:fldSimple w:instr="NUMPAGES[^"]*">.*?>08<\/w:t>/);
  });

  it('have headings that Word lists', () => {
    expect(minutes.xml.match(/<w:pStyle w:val="Heading1"\/>/g)).toHaveLength(4);
  });

  it('give the same bytes on another day', async () => {
    const now = Date.now;
    const first = await toDocx(reportTree(sampleRecord), 19);
    try {
      Date.now = () => now() + 400 * 24 * 3_600_000;
      expect(Buffer.compare(first, await toDocx(reportTree(sampleRecord), 19))).toBe(0);
    } finally {
      Date.now = now;
    }
    const { files, dates } = readZip(first);
    expect(dates.size).toBe(1);
    expect(files.get('docProps/core.xml')).toContain('2023-05-20T05:10:00Z</dcterms:created>');
    const year = String(new Date().getFullYear());
    for (const xml of files.values()) expect(xml).not.toContain(`${year}-`);
  });
});
