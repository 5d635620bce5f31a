import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Link, Store } from '../../../server/store/store.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';

/** A store to test, and what lets the suite look underneath it. */
export interface StoreUnderTest {
  store: Store;
  /** Closes it and opens the same data again. */
  reopen(): Promise<StoreUnderTest>;
  /** Runs a statement behind the store's back; rejects when the store refuses. */
  tamper(statement: string): Promise<void>;
  remove(): Promise<void>;
}

const dialogue: Dialogue = {
  id: 'dialogue0001',
  planId: '',
  title: 'Đối thoại với hội viên Hội Nông dân',
  year: 2023,
  quarter: 'III',
  topic: '',
  groups: [],
  fields: ['Vay vốn'],
  place: 'Hội trường Nhà Văn hóa xã',
  heldOn: '',
  chairName: '',
  chairTitle: '',
  secretaries: [],
  state: 'open',
};

const link: Link = {
  id: 'link00000001',
  tokenHash: 'a'.repeat(64),
  role: 'organizer',
  dialogueId: '',
  label: '',
  createdAt: '2023-02-05T01:00:00.000Z',
  expiresAt: '2023-02-06T01:00:00.000Z',
  revokedAt: '',
  usedAt: '',
  oneTime: true,
};

/** What every store must do; run against each one. */
export function storeSuite(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`store: ${name}`, () => {
    let under: StoreUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.remove());

    test('keeps updates in order, per room, over a restart; a batch is whole or not there', async () => {
      await under.store.updates.append([
        { room: 'a/board', update: Uint8Array.of(1) },
        { room: 'b/board', update: Uint8Array.of(2) },
      ]);
      await under.store.updates.append([{ room: 'a/board', update: Uint8Array.of(3) }]);
      under = await under.reopen();
      expect((await under.store.updates.load('a/board')).map((bytes) => [...bytes])).toEqual([[1], [3]]);
      expect((await under.store.updates.load('b/board')).map((bytes) => [...bytes])).toEqual([[2]]);
      expect(await under.store.updates.load('c/board')).toEqual([]);
    });

    test('gives numbers once, in order, without gaps, and never takes one back', async () => {
      const { numbers } = under.store;
      expect([...(await numbers.assign('d1', ['x', 'y']))]).toEqual([
        ['x', 1],
        ['y', 2],
      ]);
      expect([...(await numbers.assign('d1', ['z', 'x']))]).toEqual([
        ['z', 3],
        ['x', 1],
      ]);
      expect([...(await numbers.assign('d2', ['x']))]).toEqual([['x', 1]]);
      await expect(under.tamper("DELETE FROM petition_number WHERE petition_id = 'x'")).rejects.toThrow();
      await expect(under.tamper('UPDATE petition_number SET number = 9')).rejects.toThrow();
      under = await under.reopen();
      expect((await under.store.numbers.assign('d1', ['w'])).get('w')).toBe(4);
    });

    test('a one-time link is used once', async () => {
      await under.store.links.add(link);
      expect(await under.store.links.use(link.id, '2023-02-05T02:00:00.000Z')).toBe(true);
      expect(await under.store.links.use(link.id, '2023-02-05T03:00:00.000Z')).toBe(false);
      expect((await under.store.links.byTokenHash(link.tokenHash))?.usedAt).toBe('2023-02-05T02:00:00.000Z');
    });

    test('a frozen record cannot be changed or deleted, and marks its dialogue', async () => {
      const { store } = under;
      await store.dialogues.write(dialogue);
      const freeze = {
        id: 'freeze000001',
        dialogueId: dialogue.id,
        hash: 'b'.repeat(64),
        previous: null,
        frozenAt: '2023-06-05T04:00:00.000Z',
        frozenBy: 'Văn phòng',
        canonical: '{"a":"Ấ"}',
      };
      await store.freezes.add(freeze);
      await expect(under.tamper("UPDATE freeze SET canonical = '{}'")).rejects.toThrow(/never changed/);
      await expect(under.tamper('DELETE FROM freeze')).rejects.toThrow(/never deleted/);
      await expect(store.freezes.add(freeze)).rejects.toThrow();
      under = await under.reopen();
      expect(await under.store.freezes.read(freeze.id)).toEqual(freeze);
      expect(await under.store.freezes.lastHash()).toBe(freeze.hash);
      expect((await under.store.dialogues.read(dialogue.id))?.state).toBe('frozen');
    });

    test('a freeze that cannot be stored leaves the dialogue open', async () => {
      const { store } = under;
      await store.dialogues.write(dialogue);
      const base = { dialogueId: dialogue.id, previous: null, frozenAt: '', frozenBy: '', canonical: '{}' };
      await store.freezes.add({ ...base, id: 'one', dialogueId: 'other0000001', hash: 'same' });
      await expect(store.freezes.add({ ...base, id: 'two', hash: 'same' })).rejects.toThrow();
      expect((await store.dialogues.read(dialogue.id))?.state).toBe('open');
    });

    test('is empty until a plan or a dialogue is there', async () => {
      expect(await under.store.isEmpty()).toBe(true);
      await under.store.dialogues.write(dialogue);
      expect(await under.store.isEmpty()).toBe(false);
    });
  });
}
