import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { hallHolds } from '../../../client/sync/covered.ts';

/** What the hall tells `device` at the beginning of a connection. */
function told(hall: Y.Doc, device: Y.Doc): [Uint8Array, Uint8Array] {
  return [Y.encodeStateVector(hall), Y.encodeStateAsUpdate(hall, Y.encodeStateVector(device))];
}

function pair() {
  const hall = new Y.Doc();
  hall.getText('t').insert(0, 'Biên bản hội nghị');
  const device = new Y.Doc();
  Y.applyUpdate(device, Y.encodeStateAsUpdate(hall));
  return { hall, device, text: device.getText('t') };
}

describe('whether a sealed hall has everything', () => {
  test('yes when both are equal, deletions included, and when the hall has more', () => {
    const { hall, device, text } = pair();
    text.delete(0, 4);
    text.insert(0, 'Ghi');
    Y.applyUpdate(hall, Y.encodeStateAsUpdate(device));
    expect(hallHolds(device, ...told(hall, device))).toBe(true);
    hall.getText('t').insert(0, 'thêm ');
    expect(hallHolds(device, ...told(hall, device))).toBe(true);
  });

  test('no when a letter is missing there', () => {
    const { hall, device, text } = pair();
    text.insert(0, 'x');
    expect(hallHolds(device, ...told(hall, device))).toBe(false);
  });

  test('no when only a deletion is missing there', () => {
    const { hall, device, text } = pair();
    text.delete(2, 3);
    expect(hallHolds(device, ...told(hall, device))).toBe(false);
  });
});
