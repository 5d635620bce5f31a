import { deflateSync } from 'node:zlib';
import { joinBytes } from '../../../shared/papers/byte-parts.ts';
import { crc32 } from '../../../shared/papers/png.ts';

/** What is planted into every kind of metadata: not one byte of it may be stored. */
export const secret = 'GPS-SECRET';

export const ascii = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
export const holds = (bytes: Uint8Array, text: string) => Buffer.from(bytes).includes(text);

/** A grey JPEG of 16x16 pixels, made by hand: tables, one baseline scan. */
export const plainJpeg = Uint8Array.from(
  Buffer.from(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAAQABABAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+v//Z',
    'base64',
  ),
);

function segment(marker: number, body: Uint8Array): Uint8Array {
  const length = body.length + 2;
  return joinBytes([Uint8Array.of(0xff, marker, length >> 8, length & 255), body]);
}

/** Exif with an orientation (1 to 8) and the secret where coordinates would stand. */
export function exif(orientation = 6): Uint8Array {
  const tiff = Buffer.alloc(40 + secret.length);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(0x0112, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  tiff.write(secret, 30, 'latin1');
  return joinBytes([ascii('Exif\0\0'), tiff]);
}

/** A picture as a phone makes it: Exif, XMP, a profile, a comment, a second picture and a PDF after the end. */
export function phoneJpeg(picture: Uint8Array, orientation = 6): Uint8Array {
  return joinBytes([
    picture.subarray(0, 2),
    segment(0xe1, exif(orientation)),
    segment(0xe1, ascii(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${secret}</x:xmpmeta>`)),
    segment(0xe2, ascii(`ICC_PROFILE\0${secret}`)),
    segment(0xed, ascii(`Photoshop 3.0\0${secret}`)),
    segment(0xfe, ascii(secret)),
    picture.subarray(2),
    ascii(`${secret}%PDF-1.4 ${secret}`),
  ]);
}

export function pngChunk(name: string, body: Uint8Array): Uint8Array {
  const content = joinBytes([ascii(name), body]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(body.length, 0);
  frame.writeUInt32BE(crc32(content), 4);
  return joinBytes([frame.subarray(0, 4), content, frame.subarray(4)]);
}

/** A grey PNG of `width` x `height`; `extra` chunks stand before the picture; of `noise` no compression makes it small. */
export function png(width: number, height: number, extra: Uint8Array[] = [], noise = false): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = Buffer.alloc((width + 1) * height, 0x7f);
  let state = 1;
  for (let i = 0; noise && i < rows.length; i += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    rows[i] = state >>> 24;
  }
  for (let y = 0; y < height; y += 1) rows[y * (width + 1)] = 0;
  return joinBytes([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    pngChunk('IHDR', header),
    ...extra,
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', new Uint8Array(0)),
  ]);
}

export function talkativePng(): Uint8Array {
  const page = ascii(`Comment\0<html><script>${secret}</script>`);
  return joinBytes([
    png(16, 9, [pngChunk('tEXt', page), pngChunk('eXIf', exif()), pngChunk('tIME', new Uint8Array(7))]),
    ascii(`<html>${secret}</html>`),
  ]);
}

function riff(name: string, body: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return joinBytes([head, body, new Uint8Array(body.length % 2)]);
}

/** What a lossless WebP begins with; enough to be told by, not to be drawn. */
const webpPixel = Uint8Array.from(Buffer.from('LwAAAAAH0P/+9/8iov8B', 'base64')).subarray(0, 15);

export function plainWebp(): Uint8Array {
  return riff('RIFF', joinBytes([ascii('WEBP'), riff('VP8L', webpPixel)]));
}

/** A WebP that says where it was made; `picture` is the chunk of the picture itself, frame included. */
export function talkativeWebp(picture = riff('VP8L', webpPixel), width = 1, height = 1): Uint8Array {
  const header = Buffer.alloc(10);
  header[0] = 0x2c;
  header.writeUIntLE(width - 1, 4, 3);
  header.writeUIntLE(height - 1, 7, 3);
  return joinBytes([
    riff(
      'RIFF',
      joinBytes([
        ascii('WEBP'),
        riff('VP8X', header),
        riff('ICCP', ascii(secret)),
        picture,
        riff('EXIF', exif()),
        riff('XMP ', ascii(`<x:xmpmeta>${secret}</x:xmpmeta>`)),
      ]),
    ),
    ascii(secret),
  ]);
}

/** A PDF of one empty page that says who made it, where and with what. */
export function talkativePdf(): Uint8Array {
  const xmp = `<?xpacket begin="" id="W5M0"?><x:xmpmeta><a>${secret}</a></x:xmpmeta><?xpacket end="w"?>`;
  const hex = Buffer.from(secret).toString('hex');
  const objects = [
    '1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>\nendobj\n',
    '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n',
    '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n',
    `4 0 obj\n<< /Author (${secret} \\) (nested)) /Producer <${hex}> /CreationDate (D:20260101) >>\nendobj\n`,
    `5 0 obj\n<< /Type /Metadata /Subtype /XML /Length ${xmp.length} >>\nstream\n${xmp}\nendstream\nendobj\n`,
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object) => {
    const at = file.length;
    file += object;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `trailer\n<< /Size 6 /Root 1 0 R /Info 4 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return ascii(`${file}xref\n0 6\n0000000000 65535 f \n${table}${trailer}<html>${secret}</html>`);
}
