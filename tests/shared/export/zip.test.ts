import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 as nodeCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joined } from '../../../shared/export/xlsx.ts';
import { crc32, type ZipFile, zip } from '../../../shared/export/zip.ts';

const text = (value: string) => [new TextEncoder().encode(value)];
const known = (bytes: Uint8Array) => ({ size: bytes.length, crc: nodeCrc32(bytes) });

/** What Python's own reader says about an archive: its test of all sums, then name, size and date of each file. */
function readByPython(bytes: Uint8Array): { bad: string | null; files: [string, number, number[]][] } {
  const dir = mkdtempSync(join(tmpdir(), 'doithoai-zip-'));
  try {
    writeFileSync(join(dir, 'a.zip'), bytes);
    const script =
      'import zipfile,json,sys\nz=zipfile.ZipFile(sys.argv[1])\n' +
      'print(json.dumps({"bad":z.testzip(),"files":[[i.filename,i.file_size,list(i.date_time)] for i in z.infolist()]}))';
    return JSON.parse(execFileSync('python3', ['-c', script, join(dir, 'a.zip')], { encoding: 'utf8' }));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe('zip', () => {
  test('the sum is that of everybody else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), (a, b) => {
        expect(crc32(b, crc32(a))).toBe(nodeCrc32(b, nodeCrc32(a)));
      }),
      { seed: 20_261_125 },
    );
  });

  test('another reader finds every file whole, compressed or as it was, with the day', async () => {
    const picture = Uint8Array.from({ length: 5000 }, (_, n) => (n * 31) % 251);
    const bytes = await joined(
      zip(
        [
          { name: 'folder/a.txt', bytes: text('Nội dung kiến nghị. '.repeat(500)) },
          {
            name: 'folder/picture.jpg',
            bytes: [picture.subarray(0, 1000), picture.subarray(1000)],
            known: known(picture),
          },
          { name: 'empty.txt', bytes: [] },
        ],
        { day: '2026-03-12' },
      ),
    );
    expect(bytes.length).toBeLessThan(7000);
    expect(readByPython(bytes)).toEqual({
      bad: null,
      files: [
        [
          'folder/a.txt',
          new TextEncoder().encode('Nội dung kiến nghị. ').length * 500,
          [2026, 3, 12, 0, 0, 0],
        ],
        ['folder/picture.jpg', 5000, [2026, 3, 12, 0, 0, 0]],
        ['empty.txt', 0, [2026, 3, 12, 0, 0, 0]],
      ],
    });
  });

  test('beyond the bounds of the old form it is written as ZIP64', async () => {
    const files = Array.from({ length: 20 }, (_, n) => ({ name: `f${n}`, bytes: text(`tệp ${n}`) }));
    const bytes = await joined(zip(files, { day: '', zip64From: 200 }));
    const read = readByPython(bytes);
    expect(read.bad).toBeNull();
    expect(read.files.map(([name]) => name)).toEqual(files.map(({ name }) => name));
    expect(Buffer.from(bytes).includes(Buffer.from([0x50, 0x4b, 6, 6]))).toBe(true);
    expect(Buffer.from(await joined(zip(files, { day: '' }))).includes(Buffer.from([0x50, 0x4b, 6, 6]))).toBe(
      false,
    );
  });

  test('asks for the next part only when the one before was taken, and lets go when the reader leaves', async () => {
    let made = 0;
    let ended = false;
    const part = new Uint8Array(1000);
    const size = 1_000_000 * part.length;
    async function* endless() {
      try {
        for (;;) {
          made += 1;
          yield part;
        }
      } finally {
        ended = true;
      }
    }
    const archive = zip([{ name: 'large', bytes: endless(), known: { size, crc: 0 } }], { day: '' });
    for (let n = 0; n < 12; n += 1) await archive.next();
    expect(made).toBeLessThanOrEqual(11);
    await archive.return();
    expect(ended).toBe(true);
  });

  test.each<[string, ZipFile[]]>([
    ['another size', [{ name: 'a', bytes: text('abc'), known: { size: 4, crc: nodeCrc32('abc') } }]],
    ['another sum', [{ name: 'a', bytes: text('abd'), known: { size: 3, crc: nodeCrc32('abc') } }]],
    ['a name with marks', [{ name: 'biên bản.pdf', bytes: [] }]],
    [
      'a name twice',
      [
        { name: 'a', bytes: [] },
        { name: 'a', bytes: [] },
      ],
    ],
  ])('%s breaks the archive off: it never looks whole', async (_, files) => {
    await expect(joined(zip(files, { day: '' }))).rejects.toThrow();
  });
});
