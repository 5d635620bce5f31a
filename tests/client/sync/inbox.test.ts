import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Inbox } from '../../../client/sync/inbox.ts';

/** An inbox of a document, and the updates of somebody who typed `letters`, one each. */
function stand(letters: string) {
  const [doc, author] = [new Y.Doc(), new Y.Doc()];
  const updates: Uint8Array[] = [];
  author.on('update', (update: Uint8Array) => updates.push(update));
  for (const letter of letters) author.getText('t').insert(author.getText('t').length, letter);
  const inbox = new Inbox(doc, () => 'hall');
  const transactions: unknown[] = [];
  doc.on('afterTransaction', ({ origin, local }: Y.Transaction) => transactions.push([origin, local]));
  const take = () => {
    for (const update of updates) inbox.take('changes', () => Y.applyUpdate(doc, update, 'hall'));
  };
  return { doc, inbox, take, transactions, shown: () => doc.getText('t').toString() };
}

describe('what others wrote, on its way in', () => {
  test('comes together as one change of somebody else, in its order', async () => {
    const { take, shown, transactions } = stand('đường');
    take();
    expect(shown()).toBe('');
    await expect.poll(shown, { timeout: 5_000 }).toBe('đường');
    expect(transactions).toEqual([['hall', false]]);
  });

  test('is one change also when each letter comes with the caret of its writer, which is told after it', async () => {
    const { doc, inbox, shown, transactions } = stand('');
    const author = new Y.Doc();
    const carets: string[] = [];
    author.on('update', (update: Uint8Array) => {
      inbox.take('changes', () => Y.applyUpdate(doc, update, 'hall'));
      inbox.take('presence', () => carets.push(shown()));
    });
    for (const letter of 'đường') author.getText('t').insert(author.getText('t').length, letter);
    await expect.poll(() => carets.length, { timeout: 5_000 }).toBe(5);
    expect(transactions).toEqual([['hall', false]]);
    expect(carets).toEqual(['đường', 'đường', 'đường', 'đường', 'đường']);
  });

  test('waits while a word is composed, whoever else ends one, and goes in at once after it', () => {
    const { take, shown, inbox } = stand('đường');
    inbox.hold();
    inbox.hold();
    take();
    inbox.free('now');
    expect(shown()).toBe('');
    inbox.free('now');
    expect(shown()).toBe('đường');
  });

  test('comes in whole although one change is broken and somebody who looks on fails; the fault is not swallowed', () => {
    const { doc, inbox, take, shown } = stand('ab');
    const told: string[] = [];
    doc.on('update', () => {
      throw new Error('a fault of the page');
    });
    inbox.before(() => () => told.push('after'));
    inbox.hold();
    inbox.take('changes', () => Y.applyUpdate(doc, new Uint8Array([255]), 'hall'));
    take();
    inbox.take('presence', () => told.push('presence'));
    inbox.take('whole', () => told.push('whole'));
    expect(() => inbox.free('now')).toThrow();
    expect(shown()).toBe('ab');
    expect(told).toEqual(['presence', 'whole', 'after']);
  });

  test('tells before and after', () => {
    const { take, inbox, shown } = stand('ab');
    const seen: string[] = [];
    const stop = inbox.before(() => {
      seen.push(shown());
      return () => seen.push(shown());
    });
    inbox.hold();
    take();
    inbox.free('now');
    stop();
    expect(seen).toEqual(['', 'ab']);
  });
});
