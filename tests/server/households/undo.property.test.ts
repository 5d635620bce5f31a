import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readListFile } from '../../../server/households/read/read-file.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import type { Household } from '../../../shared/households.ts';
import { newId } from '../../../shared/ids.ts';
import { decisions } from '../../../shared/import/duplicates.ts';
import { type ListChoices, previewList } from '../../../shared/import/preview.ts';

/*
 * Whatever lists are taken in one after another, and whatever is chosen for their rows: nobody is lost, each household has
 * one head at most, what was planned is what is stored, and taking the lists back, the last one first, gives what was there.
 */
const seed = 20_261_126;
const names = ['Nguyễn Văn An', 'nguyen van an', 'Trần Thị Huệ', 'A Thuận', 'Y Bình', ''];
const row = fc.record({
  name: fc.constantFrom(...names),
  birth: fc.constantFrom('', '1960', '05/02/1960', '1975', 'không rõ'),
  village: fc.constantFrom('Hào Lý', 'Thôn Giang Lố 1', 'GL1', 'Thôn Lạ', ''),
  relation: fc.constantFrom('Chủ hộ', 'Vợ', 'Con', ''),
  category: fc.constantFrom('Hộ nghèo', 'cận nghèo', 'thoát nghèo', 'hội viên', 'Không', ''),
  code: fc.constantFrom('', '', 'HN-1', 'HN-2'),
  phone: fc.constantFrom('', '0905', '0912'),
});
const list = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 12 }),
  chosen: fc.array(fc.constantFrom(...decisions, undefined), { maxLength: 14 }),
  knownAs: fc.constantFrom(...decisions),
  leaving: fc.record({ complete: fc.boolean(), as: fc.constantFrom('escapedPoverty' as const, '' as const) }),
  category: fc.constantFrom('' as const, 'poor' as const, 'farmerMember' as const),
});

const head = 'Họ và tên,Ngày sinh,Thôn,Quan hệ,Đối tượng,Mã hộ,Điện thoại';

function fileOf(rows: readonly Record<string, string>[]): Uint8Array {
  const lines = rows.map(({ name, birth, village, relation, category, code, phone }) =>
    [name, birth, village, relation, category, code, phone].join(','),
  );
  return new TextEncoder().encode([head, ...lines].join('\n'));
}

/** What is stored, whatever its revisions and order. */
const plain = (all: readonly Household[]) =>
  all.map(({ revision: _, ...household }) => household).sort((a, b) => (a.id < b.id ? -1 : 1));

test('lists are taken in and taken back whole', { timeout: 120_000 }, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'undo-'));
  const store = await openSqliteStore(dir, createUpdateLog);
  const { households } = store;
  await store.office.write({ ...(await store.office.read()), villages: ['Thôn Hào Lý', 'Thôn Giang Lố 1'] });
  const [, giang] = await households.villages();
  await households.renameVillage(giang?.id ?? '', 'Thôn Giang Lố 1', ['GL1']);
  const villages = await households.villages();
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(list, { minLength: 1, maxLength: 3 }), async (lists) => {
        const taken: { id: string; before: ReturnType<typeof plain> }[] = [];
        for (const [index, { rows, chosen, knownAs, leaving, category }] of lists.entries()) {
          const stored = await households.all();
          const picked = chosen.map((one, at) => [String(at + 2), one] as const).filter(([, one]) => one);
          const choices: ListChoices = {
            year: 2022 + index,
            headRow: 1,
            category,
            knownAs,
            leaving,
            decisions: Object.fromEntries(picked) as ListChoices['decisions'],
          };
          const known = { villages, stored, mappings: new Map(), now: 2026, newId };
          const { preview, changes } = previewList(readListFile(fileOf(rows), choices), choices, known);
          const id = newId();
          taken.push({ id, before: plain(stored) });
          const { counts, settings } = preview;
          await households.take(id, () => ({
            list: {
              id,
              at: new Date().toISOString(),
              by: '',
              file: '',
              year: settings.year,
              ...counts,
              undoneAt: '',
            },
            changes,
          }));
          const after = await households.all();
          const people = (all: readonly Household[]) =>
            all.reduce((sum, { members }) => sum + members.length, 0);
          expect(people(after)).toBe(people(stored) + counts.members);
          expect(after.length).toBe(stored.length + counts.households);
          expect(counts.rows).toBeLessThanOrEqual(counts.all - counts.bad);
          for (const { members } of after) {
            expect(members.length).toBeGreaterThan(0);
            expect(members.filter((member) => member.head).length).toBeLessThanOrEqual(1);
          }
        }
        for (const { id, before } of taken.reverse()) {
          expect((await households.undo(id, new Date().toISOString()))?.kept).toEqual([]);
          expect(plain(await households.all())).toEqual(before);
        }
      }),
      { seed, numRuns: 60 },
    );
  } finally {
    await store.close();
    rmSync(dir, { recursive: true });
  }
});
