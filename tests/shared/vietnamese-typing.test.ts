import { describe, expect, test } from 'vitest';
import { strokesOf } from '../e2e/vietnamese-typing.ts';

const keysOf = (...args: Parameters<typeof strokesOf>) =>
  strokesOf(...args)
    .map(({ key }) => key)
    .join('');

describe('the model of Telex and VNI that the tests type with', () => {
  test('the keys are those that people press', () => {
    expect(keysOf('đường', 'telex')).toBe('dduwowngf');
    expect(keysOf('đường', 'telex', 'atEnd')).toBe('duongdwf');
    expect(keysOf('đường', 'vni', 'atEnd')).toBe('duong972');
    expect(keysOf('Quyết', 'vni')).toBe('Quye6t1');
    expect(keysOf('chữa', 'telex')).toBe('chuwax');
    expect(keysOf('Ẫm', 'telex')).toBe('Aamx');
  });

  test('each stroke shows the word as it stands', () => {
    expect(strokesOf('được', 'telex', 'atEnd').map(({ word }) => word)).toEqual([
      'd',
      'du',
      'duo',
      'duoc',
      'đuoc',
      'đươc',
      'được',
    ]);
    expect(strokesOf('Ẫm', 'vni').map(({ word }) => word)).toEqual(['A', 'Â', 'Âm', 'Ẫm']);
  });
});
