import { createEffect, createRoot } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { type Entries, followEntries } from '../../../client/board/entries.ts';
import {
  comparePetitions,
  petitionsOf,
  petitionText,
  raisePetition,
  readPetition,
  setPetition,
} from '../../../shared/docs/board.ts';
import type { Petition } from '../../../shared/petition.ts';

function follow(doc: Y.Doc): { entries: Entries<Petition>; end: () => void } {
  return createRoot((end) => ({
    entries: followEntries(petitionsOf(doc), readPetition, comparePetitions),
    end,
  }));
}

/** Counts how often `read` runs again. */
function runs(read: () => unknown): { count: number; end: () => void } {
  return createRoot((end) => {
    const counter = { count: 0, end };
    createEffect(() => {
      read();
      counter.count++;
    });
    return counter;
  });
}

const at = (n: number) => `2026-03-06T01:${String(n).padStart(2, '0')}:00Z`;

describe('followEntries', () => {
  it('wakes only the reader of the petition that changed', async () => {
    const doc = new Y.Doc();
    const first = raisePetition(doc, 'first', 'Hoa', at(1));
    raisePetition(doc, 'second', 'Hoa', at(2));
    const { entries } = follow(doc);
    const readers = ['first', 'second', 'third'].map((id) => runs(() => entries.get(id)));
    const order = runs(() => entries.ids());

    petitionText(first, 'content')?.insert(0, 'Đường');
    await vi.waitFor(() => expect(readers.map((reader) => reader.count)).toEqual([2, 1, 1]));
    expect(order.count).toBe(1);
    expect(entries.get('first')?.content).toBe('Đường');

    raisePetition(doc, 'third', 'Hoa', at(3));
    expect(readers.map((reader) => reader.count)).toEqual([2, 1, 2]);
    expect(order.count).toBe(2);
    expect(entries.all().map(({ id }) => id)).toEqual(['first', 'second', 'third']);
  });

  it('tells of letters typed here after a while, once; who asks meanwhile gets them', async () => {
    const doc = new Y.Doc();
    const first = raisePetition(doc, 'first', 'Hoa', at(1));
    const { entries } = follow(doc);
    const reader = runs(() => entries.get('first'));
    const all = runs(() => entries.all());
    for (const letter of 'Đường') petitionText(first, 'content')?.insert(0, letter);
    expect([reader.count, all.count]).toEqual([1, 1]);
    expect(entries.get('first')?.content).toBe('gnờưĐ');
    await vi.waitFor(() => expect([reader.count, all.count]).toEqual([2, 2]));
    expect(entries.all().map(({ content }) => content)).toEqual(['gnờưĐ']);
  });

  it('tells with any other change, and with one of others, what was typed before', () => {
    const doc = new Y.Doc();
    const first = raisePetition(doc, 'first', 'Hoa', at(1));
    const second = raisePetition(doc, 'second', 'Hoa', at(2));
    const { entries } = follow(doc);
    const contents = () => entries.all().map(({ content }) => content);
    petitionText(first, 'content')?.insert(0, 'Đường');
    expect(contents()).toEqual(['', '']);
    setPetition(doc, second, { village: 'Thôn 2' });
    expect(contents()).toEqual(['Đường', '']);

    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    const theirs = petitionsOf(other).get('second');
    if (theirs) petitionText(theirs, 'content')?.insert(0, 'Cầu');
    petitionText(first, 'content')?.insert(5, ' xã');
    expect(contents()).toEqual(['Đường', '']);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    expect(contents()).toEqual(['Đường xã', 'Cầu']);
  });

  it('takes a transaction as one change', () => {
    const doc = new Y.Doc();
    const { entries } = follow(doc);
    const all = runs(() => entries.all());
    doc.transact(() => {
      for (let n = 0; n < 50; n++) raisePetition(doc, `p${n}`, 'Hoa', at(n));
    });
    expect(all.count).toBe(2);
    expect(entries.ids()).toHaveLength(50);
  });

  it('keeps the order of the numbers when they come', () => {
    const doc = new Y.Doc();
    const first = raisePetition(doc, 'first', 'Hoa', at(1));
    const second = raisePetition(doc, 'second', 'Hoa', at(2));
    const { entries } = follow(doc);
    setPetition(doc, second, { number: 'KN-01' });
    expect(entries.ids()).toEqual(['second', 'first']);
    setPetition(doc, first, { number: 'KN-02' });
    expect(entries.ids()).toEqual(['second', 'first']);
  });

  it('follows a petition that is taken away, put back or broken', () => {
    const doc = new Y.Doc();
    raisePetition(doc, 'first', 'Hoa', at(1));
    const { entries } = follow(doc);
    const seen = runs(() => entries.get('first'));
    petitionsOf(doc).delete('first');
    expect(entries.get('first')).toBeUndefined();
    expect(entries.ids()).toEqual([]);
    raisePetition(doc, 'first', 'Mai', at(2));
    expect(entries.get('first')?.raisedBy).toBe('Mai');
    expect(seen.count).toBe(3);
    doc.getMap('petitions').set('first', 'hỏng');
    doc.getMap('petitions').set('other', 7);
    expect(entries.all()).toEqual([]);
  });

  it('stops with its owner', () => {
    const doc = new Y.Doc();
    const { entries, end } = follow(doc);
    end();
    raisePetition(doc, 'late', 'Hoa', at(1));
    expect(entries.ids()).toEqual([]);
  });
});
