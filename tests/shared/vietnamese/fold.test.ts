import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../shared/vietnamese/fold.ts';

describe('fold', () => {
  it('takes case and marks away, and đ as d', () => {
    expect(fold('Đường giao thông thôn ĐĂK WANG')).toBe('duong giao thong thon dak wang');
    expect(fold('Ấ Ỗ ự ơ ư ỹ')).toBe('a o u o u y');
  });

  it('folds every letter of the alphabet to a Latin one', () => {
    const marked = 'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ';
    expect(fold(marked + marked.toUpperCase())).toMatch(/^[aeiouyd]+$/);
  });

  it('does not mind how the text was composed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'Ấ Ỗ ự đ Đ ầy ở q̣ '), maxLength: 30 }), (text) => {
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { seed: 5 },
    );
  });

  it('leaves digits and signs', () => {
    expect(fold('KN-01, 50% (cũ)')).toBe('kn-01, 50% (cu)');
  });
});
