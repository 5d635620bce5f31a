import { readFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { largestUpload, readUpload, uploadProblems } from '../../../server/plan/read-upload.ts';
import { isErrorCode } from '../../../shared/errors.ts';
import { parsePlan } from '../../../shared/plan/parse.ts';
import { plan2023 } from '../../../shared/plan/plan-2023.ts';
import { planInWord, wordOf } from './word-files.ts';

const realText = readFileSync(new URL('../../samples/plan/plan-2023.txt', import.meta.url), 'utf8');

/** A zip with one deflated entry whose declared size is `declared`. */
function zipOf(name: string, content: Buffer, declared = content.length): Buffer {
  const packed = deflateRawSync(content);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(declared, 18);
  fields.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
    fields,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

describe('a Word file', () => {
  let word: Buffer;
  beforeAll(async () => {
    word = await planInWord();
  });

  it('gives its paragraphs, lists and tables in order', async () => {
    const result = await readUpload('ke-hoach.docx', word);
    expect('text' in result && result.text.split('\n')).toEqual([
      'ỦY BAN NHÂN DÂN',
      'XÃ HÒA BÌNH',
      'Số: 27/KH-UBND',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Hòa Bình, ngày 04 tháng 3 năm 2024',
      'KẾ HOẠCH',
      'Đối thoại với Nhân dân năm 2024',
      '1. MỤC ĐÍCH',
      '- Lắng nghe ý kiến của Nhân dân.',
      '1. NỘI DUNG, THỜI GIAN, ĐỊA ĐIỂM',
      'Quý II/2024',
      '1. Nội dung',
      '- Nội dung tập trung vào:',
      '+ Đất đai & môi trường.',
      '+ Giao thông nông thôn.',
      'Địa điểm: Hội trường UBND xã',
      '1. TỔ CHỨC THỰC HIỆN',
      '1\tVăn phòng\tSoạn giấy mời',
      '2\tThôn 1\tBáo tin',
      'Nơi nhận:',
      '- Như trên;',
      '- Lưu: VT.',
      'TM. ỦY BAN NHÂN DÂN',
      'CHỦ TỊCH',
      'Lê Văn Thí Dụ',
    ]);
  });

  it('is read as a plan', async () => {
    const result = await readUpload('ke-hoach.docx', word);
    const { plan } = parsePlan('text' in result ? result.text : '');
    expect(plan).toMatchObject({
      number: '27/KH-UBND',
      date: '2024-03-04',
      issuingBody: 'ỦY BAN NHÂN DÂN XÃ HÒA BÌNH',
      tasks: [
        { unit: 'Văn phòng', duties: ['Soạn giấy mời'] },
        { unit: 'Thôn 1', duties: ['Báo tin'] },
      ],
      recipients: ['Như trên', 'Lưu: VT'],
      signature: { authority: 'TM. ỦY BAN NHÂN DÂN', title: 'CHỦ TỊCH', name: 'Lê Văn Thí Dụ' },
      unplaced: [],
    });
    expect(plan.dialogues[0]?.fields.map(({ name }) => name)).toEqual([
      'Đất đai',
      'Môi trường',
      'Giao thông',
    ]);
  });

  it('holding the real plan gives the real plan', async () => {
    const { id: _id, revision: _revision, ...whole } = plan2023;
    const result = await readUpload('ke-hoach.docx', await wordOf(realText.split('\n')));
    expect(parsePlan('text' in result ? result.text : '').plan).toEqual(whole);
  });

  it('without a word in it is empty', async () => {
    expect(await readUpload('trong.docx', await wordOf(['', ' ']))).toEqual({ code: 'empty' });
  });
});

describe('a text file', () => {
  const text = 'KẾ HOẠCH\nĐối thoại – quý II\n';
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['decomposed letters', Buffer.from(text.normalize('NFD'))],
    ['UTF-16, little end first', utf16],
    ['UTF-16, big end first', Buffer.from(utf16).swap16()],
  ])('is read: %s', async (_name, file) => {
    expect(await readUpload('ke-hoach.txt', file)).toEqual({ text });
  });

  it.each([
    [
      'an old Vietnamese encoding',
      'ke-hoach.txt',
      Buffer.from('K\xd5 ho\xb9ch \xae\xe8i tho\xb9i', 'latin1'),
      'badEncoding',
    ],
    ['UTF-16 that does not say so', 'ke-hoach.txt', utf16.subarray(2), 'badEncoding'],
    ['nothing', 'ke-hoach.txt', Buffer.alloc(0), 'empty'],
    ['blanks', 'ke-hoach.txt', Buffer.from(' \r\n\t'), 'empty'],
    ['too many bytes', 'ke-hoach.txt', Buffer.alloc(largestUpload + 1, 'a'), 'tooLarge'],
    ['too many letters', 'ke-hoach.txt', Buffer.alloc(600_000, 'a'), 'tooLarge'],
  ])('is refused with a code: %s', async (_name, name, file, code) => {
    expect(await readUpload(name, file)).toEqual({ code });
  });
});

describe('a file that is no Word file', () => {
  const bomb = Buffer.alloc(60 * 1024 * 1024, 0x20);
  const content = Buffer.from('<?xml version="1.0"?><w:document/>');
  it.each([
    ['text with the name of one', Buffer.from('KẾ HOẠCH'), 'notDocx'],
    ['Word before 2007', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'notDocx'],
    ['a PDF', Buffer.from('%PDF-1.7 …'), 'notDocx'],
    ['the head of a zip alone', Buffer.from('PK\x03\x04', 'latin1'), 'notDocx'],
    ['another zip', zipOf('xl/workbook.xml', content), 'notDocx'],
    [
      'a zip whose directory lies outside',
      Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.from('504b0506', 'hex'), Buffer.alloc(18, 0xff)]),
      'tooLarge',
    ],
    ['a document without its types', zipOf('word/document.xml', content), 'notDocx'],
    ['a document that inflates beyond the bound', zipOf('word/document.xml', bomb), 'tooLarge'],
    ['the same, with a small declared size', zipOf('word/document.xml', bomb, 1000), 'tooLarge'],
  ])('is refused with a code: %s', async (_name, file, code) => {
    expect(await readUpload('ke-hoach.docx', file)).toEqual({ code });
  });

  it('is refused when a Word file is cut anywhere', async () => {
    const word = await planInWord();
    for (const part of [0.1, 0.5, 0.9, 0.999]) {
      const result = await readUpload('cut.docx', word.subarray(0, Math.floor(word.length * part)));
      expect(result).toEqual({ code: 'notDocx' });
    }
  });

  it('is given up when it takes too long, while the server goes on', async () => {
    const nested = Buffer.from(`<w:document xmlns:w="w">${'<w:p>'.repeat(400_000)}`);
    let turns = 0;
    const beat = setInterval(() => {
      turns += 1;
    }, 10);
    const result = await readUpload('deep.docx', zipOf('word/document.xml', nested), 400);
    clearInterval(beat);
    expect(result).toEqual({ code: 'tooLarge' });
    expect(turns).toBeGreaterThan(5);
  });
});

it('has a sentence for every problem', () => {
  expect(uploadProblems.every(isErrorCode)).toBe(true);
});
