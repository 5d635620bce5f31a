import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IndexQuery } from '../../../server/search/contract.ts';
import type { Link, Store } from '../../../server/store/store.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { readQuery } from '../../../shared/search.ts';
import { registerPath } from '../../../shared/verify/personal.ts';
import { petitionMaker } from '../../bench/petition-maker.ts';

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
        signature: { algorithm: 'Ed25519' as const, publicKey: 'c'.repeat(64), value: 'd'.repeat(128) },
        personal: {
          '/attendees/0/name': { salt: 'e'.repeat(32), value: 'Y Ví Dụ' },
          '/attendees/1/name': { salt: 'f'.repeat(32), value: 'A Ví Dụ' },
          [registerPath]: { salt: '0'.repeat(32), value: 'AAA=' },
        },
      };
      await store.freezes.add(freeze);
      const copied =
        "SELECT seq, id, 'other', hash, previous, frozen_at, frozen_by, '{}', NULL, NULL FROM freeze";
      for (const [statement, refusal] of [
        ["UPDATE freeze SET canonical = '{}'", /never changed/],
        ['UPDATE freeze SET signature = NULL, public_key = NULL', /never changed/],
        ['DELETE FROM freeze', /never deleted/],
        [`INSERT OR REPLACE INTO freeze ${copied}`, /never replaced/],
        ["UPDATE OR REPLACE freeze SET frozen_by = 'x'", /never changed/],
        ['DELETE FROM freeze_personal', /its row stays/],
        ['UPDATE freeze_personal SET value = \'"X"\'', /erased or left/],
        [
          "UPDATE freeze_personal SET path = '/x', salt = NULL, value = NULL, erased_at = 'now'",
          /erased or left/,
        ],
        ["INSERT INTO freeze_personal VALUES ('freeze000001', '/x', 'a', '1', NULL)", /no value is added/],
        [
          "INSERT OR REPLACE INTO freeze_personal SELECT freeze_id, path, salt, '1', NULL FROM freeze_personal",
          /no value is added/,
        ],
      ] as const)
        await expect(under.tamper(statement), statement).rejects.toThrow(refusal);
      await expect(store.freezes.add(freeze)).rejects.toThrow();
      under = await under.reopen();
      expect(await under.store.freezes.read(freeze.id)).toEqual(freeze);
      expect(await under.store.freezes.lastHash()).toBe(freeze.hash);
      expect(await under.store.freezes.hasHash(freeze.hash)).toBe(true);
      expect(await under.store.freezes.hasHash('0'.repeat(64))).toBe(false);
      expect(await under.store.freezes.keys()).toEqual([freeze.signature.publicKey]);
      expect((await under.store.dialogues.read(dialogue.id))?.state).toBe('frozen');
    });

    test('a personal value is erased for good, with the state that holds it too, and nothing else changes', async () => {
      const entry = (value: string) => ({ salt: 'e'.repeat(32), value });
      const freeze = {
        id: 'freeze000001',
        dialogueId: dialogue.id,
        hash: 'b'.repeat(64),
        previous: null,
        frozenAt: '2023-06-05T04:00:00.000Z',
        frozenBy: 'Văn phòng',
        canonical: '{}',
        signature: null,
        personal: { '/a': entry('Ạ'), '/b': entry('B'), [registerPath]: entry('AAA=') },
      };
      await under.store.freezes.add(freeze);
      expect(await under.store.freezes.erase('other0000001', ['/a'], '2026-01-01')).toBe(0);
      expect(await under.store.freezes.erase(freeze.id, ['/a', '/none'], '2026-01-01')).toBe(2);
      expect(await under.store.freezes.erase(freeze.id, ['/a'], '2026-01-02')).toBe(0);
      await expect(
        under.tamper(
          "UPDATE freeze_personal SET salt = 'e', value = '\"A\"', erased_at = NULL WHERE path = '/a'",
        ),
      ).rejects.toThrow(/erased or left/);
      await expect(
        under.tamper("UPDATE freeze_personal SET erased_at = 'later' WHERE path = '/a'"),
      ).rejects.toThrow(/erased or left/);
      under = await under.reopen();
      const personal = { '/a': null, '/b': entry('B'), [registerPath]: null };
      expect(await under.store.freezes.read(freeze.id)).toEqual({ ...freeze, personal });
    });

    test('a freeze that cannot be stored leaves the dialogue open', async () => {
      const { store } = under;
      await store.dialogues.write(dialogue);
      const base = {
        dialogueId: dialogue.id,
        previous: null,
        frozenAt: '',
        frozenBy: '',
        canonical: '{}',
        signature: null,
        personal: {},
      };
      await store.freezes.add({ ...base, id: 'one', dialogueId: 'other0000001', hash: 'same' });
      await expect(store.freezes.add({ ...base, id: 'two', hash: 'same' })).rejects.toThrow();
      expect((await store.dialogues.read(dialogue.id))?.state).toBe('open');
    });

    describe('search', () => {
      const maker = petitionMaker(1);
      const petition = (id: string, n: number, content: string, answer = '') => ({
        ...maker.petition(id, n),
        content,
        answer,
        field: 'Vay vốn',
        village: 'Hào Lý',
        unit: '',
      });
      const ask = async (q: string, more: Partial<IndexQuery> = {}) => {
        const whole = {
          query: readQuery(q),
          dialogueId: '',
          kind: '',
          names: false,
          offset: 0,
          limit: 20,
        } as const;
        return (await under.store.search.find({ ...whole, ...more })).found;
      };
      const ids = async (q: string, more: Partial<IndexQuery> = {}) =>
        (await ask(q, more)).map(({ id }) => id);
      beforeEach(async () => {
        const { store } = under;
        await store.dialogues.write(dialogue);
        await store.dialogues.write({ ...dialogue, id: 'dialogue0002', year: 2026 });
        await store.petitions.upsert('dialogue0001', [
          petition('aaaaaa', 1, 'Đường nội đồng lầy lội, đề nghị bê tông hóa.'),
          petition('bbbbbb', 12, 'Giếng cạn vào mùa khô.', 'Xã sẽ khoan thêm giếng ở đường nội thôn.'),
        ]);
        await store.petitions.upsert('dialogue0002', [
          petition('cccccc', 12, 'Đường vào trường học ngập nước.'),
          petition('dddddd', 13, 'Có 12 hộ vay nội bộ mà đồng lãi cao trên đường dây.'),
        ]);
        await store.search.paragraphs.change(
          'dialogue0002',
          new Map([['7-1', 'Ông Chủ tịch nói về đường nội đồng.']]),
          [],
        );
        await store.search.names.change('dialogue0001', new Map([['aaaaaa', 'Y Khiêm Nhường']]), []);
      });

      test('finds by folded words, the last one unfinished, in content, answer, place and minutes', async () => {
        expect((await ids('GIENG c')).sort()).toEqual(['bbbbbb']);
        expect(await ids('khoan them gieng')).toEqual(['bbbbbb']);
        expect((await ids('hào lý')).length).toBe(4);
        expect(await ids('chu tich', { kind: 'minutes' })).toEqual(['7-1']);
        expect(await ids('đường'.normalize('NFD'), { dialogueId: 'dialogue0002', kind: 'petition' })).toEqual(
          expect.arrayContaining(['cccccc', 'dddddd']),
        );
        expect(await ids('duon ')).toEqual([]);
      });

      test('ranks words that stand side by side first; a quoted phrase holds only these', async () => {
        expect((await ids('nội đồng đường', { kind: 'petition' })).length).toBe(2);
        expect((await ids('đường nội đồng'))[2]).toBe('dddddd');
        expect((await ids('"đường nội đồng"')).sort()).toEqual(['7-1', 'aaaaaa']);
      });

      test('a number finds its petitions first, the newest dialogue before the older', async () => {
        for (const q of ['KN-12', 'kn 12', '12', '012'])
          expect((await ids(q)).slice(0, 2)).toEqual(['cccccc', 'bbbbbb']);
        expect(await ids('KN-12', { dialogueId: 'dialogue0001' })).toEqual(['bbbbbb']);
        expect(await ids('12', { kind: 'minutes' })).toEqual([]);
      });

      test('follows what changes, over a restart, and takes up what is not in the index yet', async () => {
        const { store } = under;
        await store.petitions.upsert('dialogue0001', [petition('aaaaaa', 1, 'Kênh bị bồi lấp.')]);
        await store.search.paragraphs.change('dialogue0002', new Map([['7-2', 'Bế mạc']]), ['7-1']);
        expect(await ids('"nội đồng"')).toEqual([]);
        await under.tamper(
          "DELETE FROM search_text WHERE rowid = (SELECT id FROM search_row WHERE item = 'aaaaaa')",
        );
        await under.tamper("DELETE FROM search_row WHERE item = 'aaaaaa'");
        under = await under.reopen();
        expect(await ids('boi lap')).toEqual([]);
        expect(await under.store.search.catchUp(10)).toBe(1);
        expect(await under.store.search.catchUp(10)).toBe(0);
        expect(await ids('boi lap')).toEqual(['aaaaaa']);
        expect(await under.store.search.paragraphs.textsOf('dialogue0002')).toEqual(
          new Map([['7-2', 'Bế mạc']]),
        );
      });

      test('finds by a citizen’s name only when names are asked for, and only in their dialogue', async () => {
        expect(await ids('khiêm')).toEqual([]);
        expect((await ask('khiem nh', { names: true })).map(({ id, citizen }) => [id, citizen])).toEqual([
          ['aaaaaa', 'Y Khiêm Nhường'],
        ]);
        expect(await ids('khiêm', { names: true, dialogueId: 'dialogue0002' })).toEqual([]);
        expect(await ids('hiem', { names: true })).toEqual([]);
      });

      test('pages without gaps and repetitions', async () => {
        const all = await ids('duong');
        expect(all.length).toBe(5);
        const page = (offset: number) => ids('duong', { offset, limit: 2 });
        expect([...(await page(0)), ...(await page(2)), ...(await page(4))]).toEqual(all);
      });

      test('finds candidates by rare words in the dialogues that are named', async () => {
        const { search } = under.store;
        const like = 'Nội đồng lầy lội quá';
        const found = await search.candidates(like, ['dialogue0001'], 10);
        expect(found.map(({ petition: { id } }) => id)).toEqual(['aaaaaa']);
        expect(await search.candidates(like, [], 10)).toEqual([]);
        expect(await search.candidates('"*" NEAR(', ['dialogue0001'], 10)).toEqual([]);
      });

      test('no query is an error', async () => {
        const hostile = [
          '"',
          '""',
          '*',
          'NEAR(a b, 3)',
          'a AND',
          '^a',
          '{scope} : x',
          'a:b',
          '-',
          'NOT',
          '\u0000a',
          '\ud800',
        ];
        hostile.push(
          'x'.repeat(100_000),
          'a '.repeat(5000),
          '"'.repeat(999),
          "'; DROP TABLE petition; --",
          '%_',
          'ấ'.normalize('NFD'),
        );
        for (const q of hostile) expect(Array.isArray(await ask(q, { names: true }))).toBe(true);
        expect(await ids('dialogue0001')).toEqual([]);
        expect(await ids('ddialogue0001')).toEqual([]);
        expect(await ids('kpetition')).toEqual([]);
      });
    });

    test('a paper is a dialogue’s own, counted once, and there after a restart', async () => {
      const paper = {
        dialogueId: dialogue.id,
        hash: 'c'.repeat(64),
        type: 'image/jpeg' as const,
        size: 300_000,
        storedAt: '2026-11-25T02:00:00.000Z',
      };
      await under.store.papers.add(paper);
      await under.store.papers.add({ ...paper, storedAt: '2026-11-25T03:00:00.000Z' });
      await under.store.papers.add({ ...paper, hash: 'd'.repeat(64), type: 'application/pdf' });
      under = await under.reopen();
      const { papers } = under.store;
      expect(await papers.read(dialogue.id, paper.hash)).toEqual(paper);
      expect(await papers.read('other0000001', paper.hash)).toBeNull();
      expect(await papers.total(dialogue.id)).toEqual({ papers: 2, bytes: 600_000 });
      expect(await papers.total('other0000001')).toEqual({ papers: 0, bytes: 0 });
    });

    test('is empty until a plan or a dialogue is there', async () => {
      expect(await under.store.isEmpty()).toBe(true);
      await under.store.dialogues.write(dialogue);
      expect(await under.store.isEmpty()).toBe(false);
    });
  });
}
