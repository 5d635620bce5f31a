import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../server/store/store.ts';
import type { Household, ListImport, Member } from '../../../shared/households.ts';
import type { RowChange } from '../../../shared/import/ledger.ts';
import { isSameName } from '../../../shared/same-name.ts';
import type { OpenedStore } from '../store/opened.ts';

/** What every store does with households. */
export function householdSuite(name: string, open: () => Promise<OpenedStore>): void {
  describe(`households: ${name}`, () => {
    let opened: OpenedStore;
    let store: Store;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
      const office = await store.office.read();
      await store.office.write({ ...office, villages: ['Thôn Hào Lý', 'Thôn Hảo Lý', 'Thôn Giang Lố 1'] });
    });
    afterEach(() => opened.remove());

    const member = (id: string, name: string, more: Partial<Member> = {}): Member => ({
      id,
      name,
      birth: '1970',
      gender: '',
      relation: '',
      head: false,
      phone: '',
      unionMember: false,
      note: '',
      ...more,
    });

    async function household(id: string, village: string, more: Partial<Household> = {}): Promise<Household> {
      const villages = await store.households.villages();
      const villageId = villages.find(({ name }) => name === village)?.id ?? '';
      const made = await store.households.write({
        id,
        code: '',
        villageId,
        address: '',
        members: [member(`${id}m1`, 'Nguyễn Văn An', { head: true })],
        years: [],
        revision: 0,
        ...more,
      });
      if (!made) throw new Error('not written');
      return made;
    }

    const all = {
      words: '',
      villageId: '',
      year: 2023,
      category: '',
      change: '',
      offset: 0,
      limit: 50,
    } as const;

    test('invites the heads of a year’s lists and the members of the union, nobody twice, by name', async () => {
      await household('h1', 'Thôn Hào Lý', {
        years: [
          { year: 2022, category: 'poor' },
          { year: 2023, category: 'escapedPoverty' },
        ],
        members: [
          member('wife', 'Y Bình', { unionMember: true }),
          member('head', 'A Cường', { head: true, unionMember: true, phone: '0905123456' }),
        ],
      });
      await household('h2', 'Thôn Hảo Lý', { members: [member('lone', 'Trần Thị Ánh')] });
      const ask = async (
        year: number,
        ...categories: Parameters<Store['households']['invitees']>[0]['categories'][number][]
      ) =>
        (await store.households.invitees({ year, categories })).map(
          ({ memberId, category }) => `${memberId}:${category}`,
        );
      expect(await ask(2022, 'poor')).toEqual(['head:poor']);
      expect(await ask(2023, 'poor')).toEqual([]);
      expect(await ask(2023, 'escapedPoverty', 'farmerMember')).toEqual([
        'wife:farmerMember',
        'head:escapedPoverty',
      ]);
      expect(await ask(2024, 'other', 'farmerMember')).toEqual([
        'lone:other',
        'wife:farmerMember',
        'head:farmerMember',
      ]);
      const one = await store.households.invitees({
        year: 2024,
        categories: ['other', 'farmerMember'],
        villages: ['hào lý'],
      });
      expect(one.map(({ memberId }) => memberId)).toEqual(['wife', 'head']);
      expect(one[1]).toEqual({
        memberId: 'head',
        householdId: 'h1',
        name: 'A Cường',
        birthYear: '1970',
        village: 'Thôn Hào Lý',
        category: 'farmerMember',
        phone: '0905123456',
      });
    });

    test('a village is renamed in one place: households, the office’s list, duties; the old name still finds it', async () => {
      await household('h1', 'Thôn Giang Lố 1');
      await store.people.add({
        id: 'p1',
        name: 'A Thôn',
        title: '',
        unit: '',
        account: '',
        createdAt: '',
        leftAt: '',
      });
      const duty = {
        id: 'd1',
        personId: 'p1',
        role: 'village',
        dialogueId: 'x',
        unit: '',
        village: 'Thôn Giang Lố 1',
        givenAt: '',
        endedAt: '',
      } as const;
      await store.people.give(duty);
      const village = (await store.households.villages()).find(({ name }) => name === 'Thôn Giang Lố 1');
      expect(village?.households).toBe(1);
      expect(await store.households.renameVillage(village?.id ?? '', 'Thôn Hào Lý', [])).toBe(false);
      expect(await store.households.renameVillage(village?.id ?? '', 'Thôn Giang Lố Một', ['GL1'])).toBe(
        true,
      );
      expect((await store.office.read()).villages).toContain('Thôn Giang Lố Một');
      expect((await store.people.duty('d1'))?.village).toBe('Thôn Giang Lố Một');
      const invited = await store.households.invitees({
        year: 2023,
        categories: ['other'],
        villages: ['Thôn Giang Lố 1'],
      });
      expect(invited.map((one) => one.village)).toEqual(['Thôn Giang Lố Một']);
      const now = (await store.households.villages()).find(({ id }) => id === village?.id);
      expect(now?.spellings).toEqual(['GL1', 'Thôn Giang Lố 1']);
      // What was written under the old names is still the village's; a name that is somebody's again is theirs.
      await store.households.renameVillage(village?.id ?? '', 'Thôn Giang Lố Hai', []);
      const { villages, formerVillages } = await store.office.read();
      for (const written of ['Thôn Giang Lố 1', 'thôn giang lố một', 'Thôn Giang Lố Hai'])
        expect(isSameName(written, 'Thôn Giang Lố Hai', villages, formerVillages)).toBe(true);
      expect(isSameName('Thôn Hào Lý', 'Thôn Giang Lố Hai', villages, formerVillages)).toBe(false);
      await store.households.addVillage('Thôn Giang Lố 1');
      const office = await store.office.read();
      expect(isSameName('Thôn Giang Lố 1', 'Thôn Giang Lố Hai', office.villages, office.formerVillages)).toBe(
        false,
      );
      expect(await store.households.removeVillage(village?.id ?? '')).toBe(false);
    });

    test('finds without marks, by phone and code, by list of the year, and who is new or gone since the year before', async () => {
      await household('h1', 'Thôn Hào Lý', { code: 'HK-12', years: [{ year: 2022, category: 'poor' }] });
      await household('h2', 'Thôn Hào Lý', {
        years: [{ year: 2023, category: 'poor' }],
        members: [member('m2', 'Đường Thị Ước', { phone: '0905 123 456' })],
      });
      const ask = async (more: object) =>
        (await store.households.page({ ...all, ...more })).households.map(({ id }) => id);
      expect(await ask({ words: 'duong uoc' })).toEqual(['h2']);
      expect(await ask({ words: '0905123' })).toEqual(['h2']);
      expect(await ask({ words: 'hk 12' })).toEqual(['h1']);
      expect(await ask({ words: '%' })).toEqual(['h1', 'h2']);
      expect(await ask({ category: 'poor', change: 'new' })).toEqual(['h2']);
      expect(await ask({ category: 'poor', change: 'left' })).toEqual(['h1']);
      expect(await ask({ category: 'other' })).toEqual(['h1']);
    });

    test('a form that was filled in from an older household is refused, and takes nobody from another household', async () => {
      const made = await household('h1', 'Thôn Hào Lý');
      expect(await store.households.write({ ...made, address: 'A' })).toMatchObject({
        address: 'A',
        revision: 2,
      });
      expect(await store.households.write({ ...made, address: 'B' })).toBeNull();
      const thief = { ...made, id: 'h2', revision: 0 };
      expect(await store.households.write(thief)).toBeNull();
    });

    const list = (id: string): ListImport => ({
      id,
      at: '2023-01-05T01:00:00.000Z',
      by: 'Văn phòng',
      file: 'ho ngheo.xlsx',
      year: 2023,
      rows: 2,
      households: 1,
      members: 1,
      changed: 1,
      undoneAt: '',
    });

    test('an import is taken once, taken back as one act, and what was changed since stays and is told', async () => {
      const old = await household('h1', 'Thôn Hào Lý');
      const before = { ...member('h1m1', 'Nguyễn Văn An', { head: true }), householdId: 'h1', place: 0 };
      const newcomer = (n: number) => ({
        ...member(`n${n}m`, `Lê Văn ${n}`, { head: true }),
        householdId: `n${n}`,
        place: 0,
      });
      const fresh = (n: number): RowChange[] => [
        {
          kind: 'household',
          id: `n${n}`,
          before: null,
          after: { id: `n${n}`, code: '', villageId: old.villageId, address: '' },
        },
        { kind: 'member', id: `n${n}m`, before: null, after: newcomer(n) },
        {
          kind: 'year',
          id: `n${n}/2023`,
          before: null,
          after: { householdId: `n${n}`, year: 2023, category: 'poor' },
        },
      ];
      const changes: RowChange[] = [
        { kind: 'member', id: 'h1m1', before, after: { ...before, phone: '0912', birth: '1971' } },
        ...fresh(1),
        ...fresh(2),
      ];
      let made = 0;
      const take = () =>
        store.households.take('i1', () => {
          made += 1;
          return { list: list('i1'), changes };
        });
      await take();
      await take();
      expect(made).toBe(1);
      const first = await store.households.read('h1');
      expect(first?.members[0]?.phone).toBe('0912');
      if (!first?.members[0]) throw new Error('gone');
      await store.households.write({ ...first, members: [{ ...first.members[0], phone: '0999' }] });
      const second = await store.households.read('n2');
      if (!second) throw new Error('gone');
      await store.households.write({
        ...second,
        members: [...second.members, member('added', 'Lê Thị Thêm')],
      });

      const undone = await store.households.undo('i1', '2023-01-06T01:00:00.000Z');
      expect(undone?.kept).toEqual([
        { householdId: 'n2', name: 'Lê Thị Thêm', reason: 'added' },
        { householdId: 'h1', name: 'Nguyễn Văn An', reason: 'changed' },
      ]);
      expect(await store.households.read('n1')).toBeNull();
      expect((await store.households.read('n2'))?.members.map(({ name }) => name)).toEqual(['Lê Thị Thêm']);
      expect((await store.households.read('h1'))?.members[0]).toMatchObject({ birth: '1970', phone: '0999' });
      expect(await store.households.undo('i1', '2023-01-07T01:00:00.000Z')).toBeNull();
    });

    test('who is erased leaves nothing behind, in what imports kept neither', async () => {
      await household('h1', 'Thôn Hào Lý', { code: 'HK7' });
      const before = { ...member('h1m1', 'Nguyễn Văn An', { head: true }), householdId: 'h1', place: 0 };
      await store.households.take('i1', () => ({
        list: list('i1'),
        changes: [{ kind: 'member', id: 'h1m1', before, after: { ...before, phone: '0912' } }],
      }));
      expect(await store.households.erase(['h1m1', 'nobody'])).toBe(2);
      expect(await opened.rows('SELECT * FROM list_change')).toEqual([]);
      expect(await store.households.all()).toEqual([]);
      expect(await store.households.undo('i1', '2023-01-06T01:00:00.000Z')).toEqual({ rows: 0, kept: [] });
      expect(await store.households.all()).toEqual([]);
    });
  });
}
