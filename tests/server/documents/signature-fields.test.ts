import '../../../server/documents/fonts.ts';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { closeDocuments, renderDocument } from '../../../server/documents/render.ts';
import { addSignatureFields, PdfShapeError } from '../../../server/documents/signature-fields.ts';
import { toPdf } from '../../../server/documents/typst.ts';
import { minutesTree } from '../../../shared/documents/minutes.ts';
import { fingerprintOf, fromHex, sha256Hex } from '../../../shared/verify/bytes.ts';
import { sealPdf } from '../../../shared/verify/pdf.ts';
import { documentMessage } from '../../../shared/verify/signing.ts';
import { verifyFile } from '../../../shared/verify/verify.ts';
import { freeze, office, testKey, troubles } from '../../shared/verify/frozen.ts';
import { boxOf, find, readPages } from './pdf.ts';
import { sampleRecord } from './sample.ts';

afterAll(closeDocuments);

const tree = minutesTree(sampleRecord);
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const mmPerPoint = 25.4 / 72;

interface Field {
  name: string;
  /** Shown at the field. */
  signer: string;
  /** Millimetres from the page's upper left corner. */
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function fieldsOf(pdf: Uint8Array): Field[] {
  const objects = latin1(pdf).matchAll(
    /\/FT \/Sig\s+\/T \(([^)]*)\)\s+\/TU <FEFF([0-9A-F]*)>\s+\/Rect \[([^\]]*)\]/g,
  );
  return [...objects].map(([, name = '', signer = '', rect = '']) => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = rect.split(' ').map((value) => Number(value) * mmPerPoint);
    return {
      name,
      signer: Buffer.from(signer, 'hex').swap16().toString('utf16le'),
      left: x1,
      right: x2,
      top: 297 - y2,
      bottom: 297 - y1,
    };
  });
}

describe('the fields for digital signatures', () => {
  const pdf = toPdf(tree);

  test('one for each who signs, named, between title and name and as wide as their column', () => {
    const fields = new Map(fieldsOf(pdf).map((field) => [field.name, field]));
    expect([...fields.values()].map(({ name, signer }) => [name, signer]).sort()).toEqual([
      ['signature-left-1', 'THƯ KÝ Trần Thị Ngọc Ánh'],
      ['signature-left-2', 'THƯ KÝ A Kơn'],
      ['signature-right-1', 'CHỦ TRÌ Nguyễn Hữu Bảng'],
    ]);
    const pages = readPages(pdf).slice(-1);
    for (const [name, above, below] of [
      ['signature-left-1', 'THƯ KÝ', 'Trần Thị Ngọc Ánh'],
      ['signature-left-2', 'Trần Thị Ngọc Ánh', 'A Kơn'],
      ['signature-right-1', 'CHỦ TRÌ', 'Nguyễn Hữu Bảng'],
    ] as const) {
      const field = fields.get(name);
      const [title, signer] = [boxOf(find(pages, above)), boxOf(find(pages, below))];
      if (!field) throw new Error(name);
      expect(field.top).toBeGreaterThan(title.bottom - 1.5);
      expect(field.bottom).toBeLessThan(signer.top + 1.5);
      expect(field.bottom - field.top).toBeCloseTo(26, 1);
      expect((field.left + field.right) / 2).toBeCloseTo((signer.left + signer.right) / 2, 0);
      expect(field.left).toBeGreaterThanOrEqual(29.9);
      expect(field.right).toBeLessThanOrEqual(190.1);
    }
  });

  test('the file is one revision whose table finds every object', () => {
    const text = latin1(pdf);
    expect(text.match(/startxref/g)).toHaveLength(1);
    const tableAt = Number(/startxref\n(\d+)\n%%EOF$/.exec(text)?.[1]);
    const table = /^xref\n0 (\d+)\n((?:\d{10} \d{5} [nf]\r\n)+)trailer/.exec(text.slice(tableAt));
    const lines = table?.[2]?.split('\r\n').slice(1, -1) ?? [];
    expect(lines).toHaveLength(Number(table?.[1]) - 1);
    expect(Number(/\/Size (\d+)/.exec(text.slice(tableAt))?.[1])).toBe(lines.length + 1);
    for (const [at, line] of lines.entries())
      expect(text.slice(Number(line.slice(0, 10))).startsWith(`${at + 1} 0 obj`)).toBe(true);
    expect(text).not.toContain('doithoai:signature');
  });

  test('what is signed by hand, a draft and a batch have none', () => {
    const byHand = { ...tree.signing.right, note: '(Ký, ghi rõ họ tên)' };
    expect(fieldsOf(toPdf({ ...tree, signing: { ...tree.signing, right: byHand } }))).toHaveLength(2);
    for (const other of [
      { ...tree, mark: 'BẢN DỰ THẢO' },
      { ...tree, following: [tree] },
    ])
      expect(latin1(toPdf(other))).not.toMatch(/AcroForm|doithoai:signature/);
  });

  test('text that looks like a place to sign is text', () => {
    const title = '/Type /Annot /Subtype /Link /URI (doithoai:signature:right:0)';
    const named = toPdf({ ...tree, info: { ...tree.info, title, author: title } });
    expect(fieldsOf(named)).toHaveLength(3);
  });

  test('a file of another shape is refused', () => {
    for (const wrong of ['', '%PDF-1.7\nstartxref\n3\n%%EOF', latin1(pdf).replace('/Root', '/Toor')])
      expect(() => addSignatureFields(Buffer.from(wrong, 'latin1'), tree)).toThrow(PdfShapeError);
  });
});

describe('an office’s own tool', () => {
  test('signs in the field; the signature is valid and the record is still verified', async () => {
    const key = testKey(7);
    const kept = freeze(sampleRecord);
    const fingerprint = fingerprintOf(fromHex(key.publicKey, 32) ?? new Uint8Array());
    const proof = { kept, withPersonal: false, fingerprint };
    const made = await renderDocument(sampleRecord, 'minutes', 'pdf', undefined, proof);
    const sealed = sealPdf(made, key.publicKey, (bytes) => key.sign(documentMessage(sha256Hex(bytes))));
    const dir = mkdtempSync(join(tmpdir(), 'doithoai-sign-'));
    const run = (tool: string, ...args: string[]) =>
      execFileSync(tool, args, { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    try {
      writeFileSync(join(dir, 'made.pdf'), sealed);
      writeFileSync(join(dir, 'noise'), Buffer.alloc(64, 7));
      run('certutil', '-N', '-d', 'sql:.', '--empty-password');
      // A certificate that nobody knows, for this test only.
      run(
        'certutil',
        ...'-S -d sql:. -n office -s CN=Office -x -t CT,C,C -k rsa -g 2048 -z noise -v 12'.split(' '),
      );
      run('pdfsig', ...'-nssdir sql:. -nick office -sign signature-right-1 made.pdf signed.pdf'.split(' '));
      const told = run('pdfsig', '-nssdir', 'sql:.', 'signed.pdf');
      expect(told).toMatch(
        /Signature Field Name: signature-right-1\n {2}- Signer Certificate Common Name: Office/,
      );
      expect(told).toContain('Total document signed');
      expect(told).toContain('Signature Validation: Signature is Valid.');
      const signed = new Uint8Array(readFileSync(join(dir, 'signed.pdf')));
      const report = await verifyFile(signed, office);
      expect(report.verdict).toBe('extended');
      expect(troubles(report)).toEqual({ 'personal.withheld': [], 'appended.unchecked': [] });
      expect(Buffer.compare(signed.subarray(0, report.originalLength), sealed)).toBe(0);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
