import '../../../server/documents/fonts.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from '../../../server/documents/printable.ts';
import { bodyLines } from '../../../shared/documents/frame.ts';
import { clean, cleanLine, linesOf, shorten } from '../../../shared/documents/plain.ts';
import {
  eventName,
  fieldName,
  placeName,
  runningBody,
  villageName,
} from '../../../shared/documents/wording.ts';
import { hostileTexts } from './hostile.ts';

describe('clean', () => {
  it('composes letters and keeps them all', () => {
    expect(clean(hostileTexts.decomposed)).toBe('Đường Ấp Bắc lầy lội, đề nghị hỗ trợ Ỗn ự quyền lợi');
  });

  it('drops what has no look, and keeps the rest', () => {
    expect(clean(hostileTexts.control)).toBe('ABC[31mD\ufffdEFGHI');
    expect(clean('mục\u00a01 – “kép” 50 m² ≥ 3 %')).toBe('mục\u00a01 – “kép” 50 m² ≥ 3 %');
  });

  it('knows all ways to end a line', () => {
    expect(linesOf(hostileTexts.lines)).toEqual([
      'dòng một',
      '- dòng hai',
      'dòng ba',
      'dòng bốn',
      'dòng năm',
    ]);
    expect(cleanLine(hostileTexts.lines)).toBe('dòng một - dòng hai dòng ba dòng bốn dòng năm');
    expect(linesOf(hostileTexts.spaces)).toEqual([]);
  });

  it('gives well-formed, composed text for any input, the same the second time', () => {
    // Any code unit at all, halves of pairs among them, beside those that make trouble.
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(0, 10, 13, 0x202e, 0x301, 0x323, 0xd800, 0xdc00, 0x41, 0x1ea4),
    );
    const anyText = fc.array(unit, { maxLength: 40 }).map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(anyText, (text) => {
        const result = clean(text);
        expect(result.isWellFormed()).toBe(true);
        expect(result.normalize('NFC')).toBe(result);
        expect(clean(result)).toBe(result);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('takes Word’s bullets for bullets', () => {
    expect(clean('\uf0b7 mục một')).toBe('• mục một');
  });
});

describe('shorten', () => {
  it('cuts at a word and says that it cut', () => {
    expect(shorten('đường vào khu sản xuất', 100)).toBe('đường vào khu sản xuất');
    expect(shorten('đường vào khu sản xuất, mưa lầy', 24)).toBe('đường vào khu sản xuất…');
    expect(shorten('x'.repeat(50), 10)).toBe(`${'x'.repeat(10)}…`);
  });
});

describe('printable', () => {
  it('leaves Vietnamese as it is', () => {
    const text = 'Ấp Bắc – Ỗn, “quyền lợi” 12.500.000 đồng…';
    expect(printable(text, 40)).toBe(text);
  });

  it('writes what the fonts lack as its code', () => {
    expect(printable('ý 👍🏽 ☑️ 漢', 40)).toBe('ý [U+1F44D][U+1F3FD] [U+2611] [U+6F22]');
    expect(printable('a\u3000b', 40)).toBe('a b');
  });

  it('lets long words be broken between letters, never before a mark', () => {
    const marked = 'q\u0323'.repeat(30);
    const broken = printable(marked, 40);
    expect(broken.replaceAll('\u200b', '')).toBe(marked);
    expect(broken).toContain('\u200b');
    expect(broken).not.toContain('\u200b\u0323');
    expect(printable('x'.repeat(40), 40)).toBe('x'.repeat(40));
  });

  it('keeps a petition’s number on one line', () => {
    expect(printable('xem KN-01.', 40)).toBe('xem KN-\u206001.');
  });
});

describe('names in running text', () => {
  const office = (body: string, place = 'Sa Loong') => ({ body, place });

  it('writes a body as sentences do', () => {
    expect(runningBody(office('ỦY BAN NHÂN DÂN XÃ SA LOONG'))).toBe('Ủy ban nhân dân xã Sa Loong');
    expect(runningBody(office('ỦY BAN NHÂN DÂN PHƯỜNG ĐĂK CẤM'))).toBe('Ủy ban nhân dân phường Đăk Cấm');
    expect(runningBody(office('UỶ BAN NHÂN DÂN ĐẶC KHU PHÚ QUÝ'))).toBe('Uỷ ban nhân dân đặc khu Phú Quý');
    expect(runningBody(office('VĂN PHÒNG'))).toBe('Văn phòng');
    expect(runningBody(office(''))).toBe('Ủy ban nhân dân');
  });

  it('breaks a body before the kind of unit when it is too wide', () => {
    expect(bodyLines('ỦY BAN NHÂN DÂN XÃ SA LOONG', 'bold', 13)).toEqual(['ỦY BAN NHÂN DÂN', 'XÃ SA LOONG']);
    expect(bodyLines('UBND XÃ SA LOONG', 'bold', 13)).toEqual(['UBND XÃ SA LOONG']);
    expect(bodyLines('', 'bold', 13)).toEqual([]);
  });

  it('fits titles, villages, fields and places into sentences', () => {
    expect(eventName({ title: 'Đối thoại với hội viên Hội Nông dân.' })).toBe(
      'Hội nghị đối thoại với hội viên Hội Nông dân',
    );
    expect(eventName({ title: 'Hội nghị tiếp xúc' })).toBe('Hội nghị tiếp xúc');
    expect(villageName('Đăk Vang')).toBe('thôn Đăk Vang');
    expect(villageName('Thôn 3')).toBe('thôn 3');
    expect(villageName('Làng Giang Lố')).toBe('làng Giang Lố');
    expect(fieldName('Giảm nghèo')).toBe('lĩnh vực giảm nghèo');
    expect(fieldName('Lĩnh vực y tế')).toBe('lĩnh vực y tế');
    expect(placeName('Tại hội trường Nhà Văn hóa xã Sa Loong.')).toBe('hội trường Nhà Văn hóa xã Sa Loong');
    expect(placeName('UBND xã')).toBe('UBND xã');
  });
});
