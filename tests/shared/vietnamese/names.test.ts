import { describe, expect, it } from 'vitest';
import { compareNames, splitName } from '../../../shared/vietnamese/names.ts';

describe('names', () => {
  it('sorts by given name, then by what stands before', () => {
    const names = [
      'Nguyễn Văn Đức',
      'A Dũng',
      'Y Ánh',
      'Lê Thị Ái',
      'Nguyễn Hữu Bảng',
      'Trần An',
      'Nguyễn An',
    ];
    expect(names.toSorted(compareNames)).toEqual([
      'Lê Thị Ái',
      'Nguyễn An',
      'Trần An',
      'Y Ánh',
      'Nguyễn Hữu Bảng',
      'A Dũng',
      'Nguyễn Văn Đức',
    ]);
  });

  it('puts đ after d and marked letters in their Vietnamese order', () => {
    expect(['Đào', 'Dung', 'Ân', 'Ăn', 'An'].toSorted(compareNames)).toEqual([
      'An',
      'Ăn',
      'Ân',
      'Dung',
      'Đào',
    ]);
  });

  it('does not mind spaces or composition', () => {
    expect(compareNames('  Nguyễn   Văn Ất '.normalize('NFD'), 'Nguyễn Văn Ất')).toBe(0);
    expect(splitName('  Y   Bích Hương ')).toEqual({ given: 'Hương', before: 'Y Bích' });
    expect(splitName('')).toEqual({ given: '', before: '' });
  });
});
