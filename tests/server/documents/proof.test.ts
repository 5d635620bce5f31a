import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { qrText } from '../../../server/documents/proof.ts';
import { closeDocuments, renderDocument } from '../../../server/documents/render.ts';
import { qrSvg } from '../../../server/qr-codes.ts';
import { fingerprintOf, fromHex, sha256Hex } from '../../../shared/verify/bytes.ts';
import { embeddedFiles, findSeal, sealPdf } from '../../../shared/verify/pdf.ts';
import { writeRecordFile } from '../../../shared/verify/record-file.ts';
import { documentMessage } from '../../../shared/verify/signing.ts';
import { verifyFile } from '../../../shared/verify/verify.ts';
import { freeze, office, testKey, troubles } from '../../shared/verify/frozen.ts';
import { readPages, textOf } from './pdf.ts';
import { sampleRecord } from './sample.ts';

const key = testKey(7);
const kept = freeze(sampleRecord);
const fingerprint = fingerprintOf(fromHex(key.publicKey, 32) ?? new Uint8Array());
const seal = (pdf: Uint8Array, by = key) =>
  sealPdf(pdf, by.publicKey, (sealed) => by.sign(documentMessage(sha256Hex(sealed))));
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const make = (withPersonal = false) =>
  renderDocument(sampleRecord, 'minutes', 'pdf', undefined, { kept, withPersonal, fingerprint });

let bare: Uint8Array;
let pdf: Uint8Array;
beforeAll(async () => {
  bare = await make();
  pdf = seal(bare);
});
afterAll(closeDocuments);

const verify = (bytes: Uint8Array) => verifyFile(bytes, office);
function flipped(at: number, by = 1): Uint8Array {
  const copy = Uint8Array.from(pdf);
  copy[at] = (copy[at] ?? 0) ^ by;
  return copy;
}
/** Where the body of the first stream behind `mark` begins. */
function streamBehind(mark: RegExp): number {
  const text = latin1(pdf);
  return text.indexOf('stream\n', text.search(mark)) + 7;
}

describe('the PDF of a record', () => {
  test('carries the record without personal values; with them on demand', async () => {
    expect((await verify(pdf)).verdict).toBe('whole');
    expect(troubles(await verify(pdf))).toEqual({ 'personal.withheld': [] });
    const [inside] = await embeddedFiles(pdf);
    expect(new TextDecoder().decode(inside ?? new Uint8Array())).toBe(writeRecordFile(kept, false));
    const [full] = await embeddedFiles(await make(true));
    expect(new TextDecoder().decode(full ?? new Uint8Array())).toBe(writeRecordFile(kept, true));
  });

  test('bears hash, fingerprint and code in the foot of its last page, and only there', () => {
    const pages = readPages(pdf);
    const hash = sha256Hex(kept.canonical);
    const found = pages.flatMap(({ words }) => words.filter(({ text }) => text === hash));
    expect(found.map(({ page }) => page)).toEqual([pages.length]);
    for (const { left, right, top, bottom } of found) {
      expect(left).toBeGreaterThan(30);
      expect(right).toBeLessThan(190);
      expect(top).toBeGreaterThan(277);
      expect(bottom).toBeLessThan(293);
    }
    expect(textOf(pdf)).toContain(fingerprint.replaceAll(' ', ''));
    expect(textOf(pdf)).toContain('Kiểmtrahồsơ');
  });

  test('has the body, line by line, that it has without', async () => {
    const plain = readPages(await renderDocument(sampleRecord, 'minutes', 'pdf'));
    const body = readPages(pdf).map(({ words }) => words.filter(({ top }) => top < 277));
    expect(body).toEqual(plain.map(({ words }) => words));
  });

  test('is the same each time, and opens as PDF/A-3b with its fonts inside', async () => {
    expect(Buffer.compare(seal(await make()), pdf)).toBe(0);
    const dir = mkdtempSync(join(tmpdir(), 'doithoai-pdf-'));
    try {
      const path = join(dir, 'a.pdf');
      writeFileSync(path, pdf);
      expect(execFileSync('pdfdetach', ['-list', path], { encoding: 'utf8' })).toContain('ho-so.json');
      const fonts = execFileSync('pdffonts', [path], { encoding: 'utf8' }).trim().split('\n').slice(2);
      expect(fonts.length).toBeGreaterThan(0);
      for (const font of fonts) expect(font).toMatch(/yes yes yes/);
      const info = execFileSync('pdfinfo', ['-meta', path], { encoding: 'utf8' });
      expect(info).toMatch(/<pdfaid:part>3</);
      expect(info).toMatch(/<pdfaid:conformance>B</);
    } finally {
      rmSync(dir, { recursive: true });
    }
    const text = latin1(pdf);
    expect(text).toContain('/OutputIntents');
    expect(text).toContain('/S /GTS_PDFA1');
    expect(text).toMatch(/\/AFRelationship \/Source/);
    expect(text.endsWith('%%EOF')).toBe(true);
  });

  test('a code on paper is the hash', () => {
    expect(qrText('ab'.repeat(32))).toBe(`SHA256:${'AB'.repeat(32)}`);
    expect(qrSvg('SHA256:')).toMatch(/^<svg [^>]*viewBox="0 0 21 21"><path d="M0 0h7v1h-7z/);
  });
});

describe('a changed byte', () => {
  test.each<[string, () => number, string]>([
    ['of a page', () => streamBehind(/\/Filter \/FlateDecode/) + 40, 'pages.changed'],
    ['of the record inside', () => streamBehind(/\/Type \/EmbeddedFile/) + 2000, 'embedded.changed'],
    ['of the record’s length', () => latin1(pdf).search(/\/Type \/EmbeddedFile/) - 4, 'pages.changed'],
    ['of the seal’s signature', () => latin1(pdf).indexOf('%DoiThoai-Seal-1') + 90, 'pages.changed'],
    ['of the seal’s key', () => latin1(pdf).indexOf('%DoiThoai-Seal-1') + 20, 'pages.changed'],
    ['of the end', () => pdf.length - 1, 'pages.changed'],
  ])('%s is found', async (_name, where, expected) => {
    const report = await verify(flipped(where()));
    expect(report.verdict).toBe('changed');
    expect(troubles(report)).toHaveProperty([expected]);
  });

  test('anywhere is never called whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: pdf.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          expect(['changed', 'unknown']).toContain((await verify(flipped(at, by))).verdict);
        },
      ),
      { seed: 180_002, numRuns: 60 },
    );
  });
});

describe('what others do with the PDF', () => {
  const append = (...chunks: (Uint8Array | string)[]) =>
    new Uint8Array(Buffer.concat([pdf, ...chunks.map((chunk) => Buffer.from(chunk))]));

  test('an outside signature behind it leaves the record whole, and says what is not vouched for', async () => {
    const update = '\n99 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite >>\nendobj\nstartxref\n1\n%%EOF\n';
    const report = await verify(append(update));
    expect(report.verdict).toBe('extended');
    expect(troubles(report)).toEqual({ 'personal.withheld': [], 'appended.unchecked': [] });
    expect(append(update).slice(0, report.originalLength)).toEqual(pdf);
    expect((await verify(append('\r\n'))).verdict).toBe('whole');
  });

  test('another record written behind it is found', async () => {
    const other = deflateSync(writeRecordFile(freeze({ ...sampleRecord, frozenBy: 'X' }), false));
    const object = `\n99 0 obj\n<< /Length ${other.length} /Type /EmbeddedFile /Filter /FlateDecode >>\nstream\n`;
    const report = await verify(append(object, other, '\nendstream\nendobj\nstartxref\n1\n%%EOF'));
    expect(report.verdict).toBe('changed');
    expect(troubles(report)).toHaveProperty(['embedded.changed']);
  });

  test('without a seal the pages are unknown, with another’s too; the record is checked', async () => {
    expect(troubles(await verify(bare))).toEqual({ 'personal.withheld': [], 'pages.unknown': [] });
    const report = await verify(seal(bare, testKey(8)));
    expect(report.verdict).toBe('unknown');
    expect(troubles(report)).toEqual({ 'personal.withheld': [], 'pages.unknown': [] });
  });

  test('pages of one record around another, sealed by somebody else, are not whole', async () => {
    const at = streamBehind(/\/Type \/EmbeddedFile/);
    const text = latin1(bare);
    const length = Number(/\/Length (\d+)\s+\/Type \/EmbeddedFile/.exec(text)?.[1]);
    const forged = freeze({ ...sampleRecord, frozenBy: 'Kẻ khác' }, testKey(8));
    const packed = deflateSync(writeRecordFile(forged, false));
    const swapped = Buffer.concat([
      Buffer.from(text.slice(0, at).replace(`/Length ${length}`, `/Length ${packed.length}`), 'latin1'),
      packed,
      Buffer.from(text.slice(at + length), 'latin1'),
    ]);
    expect((await verify(new Uint8Array(swapped))).verdict).toBe('unknown');
    expect((await verify(seal(new Uint8Array(swapped), testKey(8)))).verdict).toBe('unknown');
  });

  test('a file that inflates without end, or names a thousand files, is answered', async () => {
    const bomb = deflateSync(Buffer.alloc(80 * 1024 * 1024));
    const object = (n: number, body: Uint8Array) =>
      Buffer.concat([
        Buffer.from(
          `\n${n} 0 obj\n<< /Length ${body.length} /Type /EmbeddedFile /Filter /FlateDecode >>\nstream\n`,
        ),
        body,
        Buffer.from('\nendstream\nendobj\n'),
      ]);
    const head = Buffer.from('%PDF-1.7\n');
    expect(await embeddedFiles(new Uint8Array(Buffer.concat([head, object(1, bomb)])))).toEqual([null]);
    const small = deflateSync('{}');
    const many = Buffer.concat([head, ...Array.from({ length: 1000 }, (_, n) => object(n, small))]);
    expect((await embeddedFiles(new Uint8Array(many))).length).toBe(17);
    expect((await verify(new Uint8Array(many))).verdict).toBe('changed');
    for (const text of [
      '%PDF-',
      '%PDF-1.7 /EmbeddedFile',
      '%PDF-1.7 obj /EmbeddedFile >> stream\n',
      '%PDF-\n%DoiThoai-Seal-1',
    ])
      expect(['changed', 'unknown']).toContain((await verify(new TextEncoder().encode(text))).verdict);
    expect(inflateSync(small).toString()).toBe('{}');
    expect(findSeal(new TextEncoder().encode('%PDF-1.7'))).toBeNull();
  });

  test('only a PDF is sealed', () => {
    expect(() => sealPdf(new Uint8Array([1, 2]), key.publicKey, () => '')).toThrow(TypeError);
  });
});
