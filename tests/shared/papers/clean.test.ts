import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jpegOrientation } from '../../../shared/papers/jpeg.ts';
import { cleanPaper } from '../../../shared/papers/paper-file.ts';
import {
  ascii,
  holds,
  phoneJpeg,
  plainJpeg,
  plainWebp,
  png,
  secret,
  talkativePdf,
  talkativePng,
  talkativeWebp,
} from './sample-files.ts';

const samples: [string, Uint8Array][] = [
  ['image/jpeg', phoneJpeg(plainJpeg)],
  ['image/png', talkativePng()],
  ['image/webp', talkativeWebp()],
  ['application/pdf', talkativePdf()],
];

describe('a paper’s file', () => {
  test.each(samples)(
    '%s: nothing of the planted metadata is left, and cleaning again changes nothing',
    (type, file) => {
      expect(holds(file, secret)).toBe(true);
      const clean = cleanPaper(file);
      expect(clean?.type).toBe(type);
      const bytes = clean?.bytes ?? file;
      expect(holds(bytes, secret)).toBe(false);
      expect(holds(bytes, Buffer.from(secret).toString('hex'))).toBe(false);
      expect(holds(bytes, '<html>')).toBe(false);
      expect(cleanPaper(bytes)?.bytes).toEqual(bytes);
    },
  );

  test('a picture without metadata stays as it is, byte for byte', () => {
    for (const file of [plainJpeg, png(16, 9), plainWebp()]) expect(cleanPaper(file)?.bytes).toEqual(file);
    expect(cleanPaper(phoneJpeg(plainJpeg))?.bytes).toEqual(plainJpeg);
    expect(cleanPaper(talkativePng())?.bytes).toEqual(png(16, 9));
  });

  test('the size is read from the picture', () => {
    expect(cleanPaper(plainJpeg)).toMatchObject({ width: 16, height: 16 });
    expect(cleanPaper(png(40, 30))).toMatchObject({ width: 40, height: 30 });
  });

  test('the offsets of a PDF stay right', () => {
    const clean = cleanPaper(talkativePdf());
    const file = Buffer.from(clean?.bytes ?? []).toString('latin1');
    expect(file.startsWith('xref', Number(/startxref\n(\d+)/.exec(file)?.[1]))).toBe(true);
    expect(file).toContain('/MediaBox [0 0 200 200]');
    expect(file).toMatch(/\/Author \( +\) /);
  });

  test('the extended header of a WebP no longer speaks of what is gone', () => {
    const bytes = cleanPaper(talkativeWebp())?.bytes;
    expect(Buffer.from(bytes?.subarray(12, 16) ?? []).toString()).toBe('VP8X');
    expect(bytes?.[20]).toBe(0);
  });

  test('the turn that a camera wrote is read before it goes', () => {
    for (const turn of [1, 3, 6, 8]) expect(jpegOrientation(phoneJpeg(plainJpeg, turn))).toBe(turn);
    expect(jpegOrientation(plainJpeg)).toBe(1);
    expect(jpegOrientation(ascii('no picture'))).toBe(1);
  });

  test('what only pretends is no paper', () => {
    const pretenders = [
      ascii('<!doctype html><script>alert(1)</script>'),
      ascii('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      ascii('%PDF-1.4 <html>no end</html>'),
      plainJpeg.subarray(0, 40),
      png(16, 9).subarray(0, 50),
      Uint8Array.of(0xff, 0xd8, 0xff, 0xd9),
      ascii('RIFF....WEBPVP8 '),
      new Uint8Array(0),
      png(60_000, 1).slice().fill(0xff, 16, 24),
    ];
    for (const file of pretenders) expect(cleanPaper(file)).toBeNull();
  });

  test('arbitrary and damaged bytes never throw, and cleaning is idempotent', () => {
    const starts = [...samples.map(([, file]) => file), plainJpeg, plainWebp(), new Uint8Array(0)];
    const damaged = fc
      .tuple(
        fc.constantFrom(...starts),
        fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { maxLength: 6 }),
        fc.uint8Array({ maxLength: 64 }),
        fc.nat(2000),
      )
      .map(([start, changes, noise, cut]) => {
        const bytes = Uint8Array.from(start);
        for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
        const at = bytes.length === 0 ? 0 : cut % bytes.length;
        return Uint8Array.from([...bytes.subarray(0, at), ...noise, ...bytes.subarray(at)]);
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 400 })), (bytes) => {
        const before = Uint8Array.from(bytes);
        const clean = cleanPaper(bytes);
        expect(bytes).toEqual(before);
        if (clean) expect(cleanPaper(clean.bytes)).toEqual(clean);
      }),
      { numRuns: 3000, seed: 20261125 },
    );
  });

  test.each([
    ['names of Info objects', `%PDF-1.4\n${'/Info 1 0 R 1 0 obj '.repeat(150_000)}\nstartxref\n%%EOF`],
    ['packets without an end', `%PDF-1.4\n${'<x:xmpmeta<?xpacket begin'.repeat(150_000)}\nstartxref\n%%EOF`],
    ['starts of pictures', `%PDF-1.4\n${'\xff\xd8\xff\xe1\x00\x04ab'.repeat(400_000)}\nstartxref\n%%EOF`],
    ['empty segments', `\xff\xd8${'\xff\xe1\x00\x02'.repeat(700_000)}`],
    ['fill bytes', `\xff\xd8${'\xff'.repeat(3_000_000)}`],
  ])('%s by the hundred thousand do not hold up the server', (_what, text) => {
    const bytes = ascii(text);
    const start = performance.now();
    cleanPaper(bytes);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
