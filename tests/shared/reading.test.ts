import '../../server/documents/fonts.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bodyOf } from '../../shared/docs/minutes.ts';
import {
  endReading,
  moveReading,
  readMarksOf,
  readReading,
  restartReading,
  takeLead,
} from '../../shared/docs/reading.ts';
import { anchorOf, elementAt, pathOf } from '../../shared/documents/anchor.ts';
import { minutesTree } from '../../shared/documents/minutes.ts';
import { findBlock, printOf, readingBlocks } from '../../shared/documents/reading.ts';
import { readBody, writeTemplate } from '../../shared/minutes-template.ts';
import type { DialogueRecord } from '../../shared/record.ts';
import type { RichNode } from '../../shared/rich-text.ts';
import { h, mention, node, p, samplePetitions, sampleRecord, t } from '../server/documents/sample.ts';
import { bodyText } from '../server/documents/tree-text.ts';

/** A minutes document with this text, as the editor would hold it. */
function minutesOf(body: RichNode): Y.Doc {
  const doc = new Y.Doc();
  writeTemplate(doc, body);
  return doc;
}

const sourceOf = (record: DialogueRecord) => ({ ...record, facts: record.minutes.facts });
const blocksOf = (doc: Y.Doc, record: DialogueRecord = sampleRecord) => readingBlocks(doc, sourceOf(record));
const spoken = (doc: Y.Doc, record: DialogueRecord = sampleRecord) =>
  blocksOf(doc, record)
    .flatMap(({ text }) => text.split('\n'))
    .join('\n');
const printed = (record: DialogueRecord) =>
  bodyText(minutesTree(record)).join('\n').replaceAll('{pages}', '…').replaceAll(' | ', '\n');

describe('what is read out', () => {
  test('is what will be printed, word for word', () => {
    const doc = minutesOf(sampleRecord.minutes.body);
    const record = { ...sampleRecord, minutes: { ...sampleRecord.minutes, body: readBody(doc) } };
    expect(spoken(doc, record)).toBe(printed(record));
    expect(samplePetitions.every(({ number }) => spoken(doc, record).includes(`${number}. `))).toBe(true);
  });

  test('… whatever the text is made of', () => {
    const words = fc.constantFrom('Đường Đăk Wang lầy lội', 'I. Ấp Ỗ', 'ưỡn ẹo', '');
    const inline = fc.oneof(
      words.map((text) => p(t(text))),
      fc.constantFrom(...samplePetitions.slice(0, 3)).map(({ id }) => p(t('Xét '), mention(id))),
    );
    const block = fc.oneof(
      inline,
      fc.record({ level: fc.integer({ min: 1, max: 3 }), words }).map(({ level, words: w }) => h(level, w)),
      fc
        .array(inline, { minLength: 1, maxLength: 3 })
        .chain((items) =>
          fc
            .constantFrom('bulletList', 'orderedList')
            .map((type) =>
              node(type, ...items.map((item) => node('listItem', item, node(type, node('listItem', item))))),
            ),
        ),
      fc
        .array(inline, { minLength: 1, maxLength: 3 })
        .map((cells) => node('table', node('tableRow', ...cells.map((cell) => node('tableCell', cell))))),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (content) => {
        const doc = minutesOf(node('doc', ...content));
        const record = { ...sampleRecord, minutes: { ...sampleRecord.minutes, body: readBody(doc) } };
        expect(spoken(doc, record)).toBe(printed(record));
        const ids = blocksOf(doc, record).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 150, seed: 20_240_517 },
    );
  });
});

describe('the name of a paragraph', () => {
  const body = node(
    'doc',
    p(t('một')),
    node('bulletList', node('listItem', p(t('hai'))), node('listItem', p(t('ba')))),
    p(t('bốn')),
  );
  const idOf = (doc: Y.Doc, text: string) => blocksOf(doc).find((block) => block.text === text)?.id ?? '';

  test('stays when others write around it, and on every device', () => {
    const doc = minutesOf(body);
    const id = idOf(doc, '- ba');
    expect(pathOf(doc, id)).toEqual([1, 1, 0]);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    bodyOf(other).insert(0, [new Y.XmlElement('paragraph'), new Y.XmlElement('paragraph')]);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    for (const device of [doc, other]) {
      expect(pathOf(device, id)).toEqual([3, 1, 0]);
      expect(blocksOf(device)[findBlock(blocksOf(device), device, id)]?.text).toBe('- ba');
    }
  });

  test('leads to what stands at its place when the paragraph is gone', () => {
    const doc = minutesOf(body);
    const id = idOf(doc, 'một');
    bodyOf(doc).delete(0, 1);
    expect(blocksOf(doc)[findBlock(blocksOf(doc), doc, id)]?.text).toBe('- hai');
    const last = idOf(doc, 'bốn');
    bodyOf(doc).delete(1, 1);
    expect(elementAt(doc, last)?.nodeName).toBe('bulletList');
  });

  test('is nothing for nonsense, another document or an element in none', () => {
    const doc = minutesOf(body);
    for (const name of ['', 'AAAA', '!', 'open-99', idOf(minutesOf(body), 'một')]) {
      expect(findBlock(blocksOf(doc), doc, name), name).toBe(-1);
      expect(pathOf(doc, name), name).toBeNull();
    }
    expect(anchorOf(new Y.XmlElement('paragraph'))).toBeUndefined();
  });
});

test('a print changes with the text', () => {
  expect(printOf('Giang Lố 1')).toBe(printOf('Giang Lố 1'));
  expect(printOf('Giang Lố 1')).not.toBe(printOf('Giang Lố 2'));
});

describe('the reading that all devices share', () => {
  const lead = { id: 'lead1', since: '2026-05-20T04:00:00.000Z', name: 'Phạm Thư Ký' };

  test('has a leader, a place, a pace, what was read, and an end', () => {
    const board = new Y.Doc();
    takeLead(board, lead, 'open-0');
    moveReading(board, 'open-1', [{ id: 'open-0', print: 'abc' }], 812.4);
    expect(readReading(board)).toEqual({ lead, at: 'open-1', pace: 812, doneAt: '' });
    expect([...readMarksOf(board)]).toEqual([['open-0', 'abc']]);
    endReading(board, '2026-05-20T04:30:00.000Z');
    expect(readReading(board)).toMatchObject({ lead: null, doneAt: '2026-05-20T04:30:00.000Z' });
    restartReading(board);
    expect(readReading(board)).toMatchObject({ at: '', doneAt: '' });
    expect(readMarksOf(board).size).toBe(0);
  });

  test('of two who take the lead at once, one leads whole on both devices', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    takeLead(a, lead, 'open-0');
    takeLead(b, { ...lead, id: 'lead2', name: 'Hoàng Thư Ký' }, 'open-2');
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
    expect(readReading(a)).toEqual(readReading(b));
    expect([lead.name, 'Hoàng Thư Ký']).toContain(readReading(a).lead?.name);
  });

  test('is never more than the declared types', () => {
    const board = new Y.Doc();
    const session = board.getMap<unknown>('session');
    for (const value of ['x', 'id kein-ngay tên', 5, null, ['a'], { a: 1 }, '9 9 9', 'Infinity']) {
      for (const key of ['readingLead', 'readingAt', 'readingPace', 'readingDone']) session.set(key, value);
      const reading = readReading(board);
      expect(typeof reading.at).toBe('string');
      expect(reading.pace).toBe(0);
    }
  });
});
