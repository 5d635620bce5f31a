import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { factory, type Parts, Refusal } from '../../../server/api/context.ts';
import { searchRoutes } from '../../../server/api/search.ts';
import { earlierPetitions, findsByName, roles } from '../../../shared/access.ts';
import { bodyOf } from '../../../shared/docs/minutes.ts';
import { paragraphsOf } from '../../../shared/docs/paragraphs.ts';
import { setPetitioner } from '../../../shared/docs/register.ts';
import { sessionAs } from '../session-as.ts';
import type { OpenedStore } from '../store/opened.ts';
import { as, newer, older, openSearch } from './kit.ts';

type Search = Awaited<ReturnType<typeof openSearch>>;

const road = 'Đường từ thôn ra khu sản xuất bị sạt lở sau mùa mưa, ông A Khiêm không chở được mì về nhà.';

/** What the search over every store must do. */
export function searchSuite(name: string, open: () => Promise<OpenedStore>): void {
  describe(`search: ${name}`, () => {
    let under: Search;
    let watcher: ReturnType<Search['watch']>;

    beforeEach(async () => {
      under = await openSearch(open);
      watcher = under.watch();
    });
    afterEach(async () => {
      await watcher.close();
      await under.close();
    });

    describe('what is indexed', () => {
      test('paragraphs by the key they keep, only those that changed', async () => {
        await under.write(older.id, 'Hội nghị bắt đầu lúc 8 giờ.', 'Ông Bảng nói về thủy lợi.');
        await watcher.settled(older.id);
        const [first, second] = paragraphsOf(under.docOf(older.id, 'minutes') ?? new Y.Doc());
        expect(await under.ids(as('organizer'), 'thuy loi')).toEqual([second?.key]);
        const changes: [number, number][] = [];
        const { paragraphs } = under.store.search;
        const change = paragraphs.change.bind(paragraphs);
        paragraphs.change = (id, put, gone) => {
          changes.push([put.size, gone.length]);
          return change(id, put, gone);
        };
        await under.edit(older.id, 'minutes', (doc) => {
          const paragraph = bodyOf(doc).get(0);
          if (paragraph instanceof Y.XmlElement) paragraph.push([new Y.XmlText(' Đông đủ.')]);
          const between = new Y.XmlElement('paragraph');
          between.push([new Y.XmlText('Chen vào giữa.')]);
          bodyOf(doc).insert(1, [between]);
        });
        await watcher.settled(older.id);
        expect(changes).toEqual([[2, 0]]);
        expect(await under.ids(as('organizer'), '"gio dong du"')).toEqual([first?.key]);
        await under.edit(older.id, 'minutes', (doc) => bodyOf(doc).delete(0, 1));
        await watcher.settled(older.id);
        expect(await under.ids(as('organizer'), 'dong du')).toEqual([]);
        expect(changes.at(-1)).toEqual([0, 1]);
      });

      test('what was written while nobody watched is taken up at the start; a frozen dialogue only once', async () => {
        await watcher.close();
        await under.write(older.id, 'Ghi trước khi nâng cấp.');
        await under.raise(older.id, 'aaaaaa', 'Xin hỏi về khuyến nông', {}, 'Y Hương Thơm');
        watcher = under.watch();
        await watcher.catchUp([{ id: older.id, state: 'frozen' }]);
        expect((await under.ids(as('organizer'), 'truoc khi nang cap')).length).toBe(1);
        expect(await under.ids(as('organizer'), 'huong thom')).toEqual(['aaaaaa']);
        expect(watcher.size).toBe(0);
        under.relay.log.delete(`${older.id}/minutes`);
        await watcher.catchUp([{ id: older.id, state: 'frozen' }]);
        expect((await under.ids(as('organizer'), 'truoc khi nang cap')).length).toBe(1);
      });

      test('a name follows the register and never comes into logs', async () => {
        await under.raise(older.id, 'aaaaaa', 'Xin hỏi về khuyến nông', {}, 'Y Hương Thơm');
        await watcher.settled(older.id);
        expect(await under.ids(as('organizer'), 'huong thom')).toEqual(['aaaaaa']);
        await under.edit(older.id, 'register', (doc) => setPetitioner(doc, 'aaaaaa', { name: '' }));
        await watcher.settled(older.id);
        expect(await under.ids(as('organizer'), 'huong thom')).toEqual([]);
        expect(under.logger.lines.join('\n')).not.toMatch(/Hương/);
      });

      test('minutes that a peer broke are read as far as they go', async () => {
        await under.edit(older.id, 'minutes', (doc) => {
          bodyOf(doc).push([new Y.XmlText('lạc'), new Y.XmlElement('lạ')]);
          let inner = new Y.XmlElement('bulletList');
          bodyOf(doc).push([inner]);
          for (let depth = 0; depth < 60; depth += 1) {
            const next = new Y.XmlElement('listItem');
            inner.push([next]);
            inner = next;
          }
        });
        await under.write(older.id, 'Còn đọc được.');
        await watcher.settled(older.id);
        expect((await under.ids(as('organizer'), 'con doc duoc')).length).toBe(1);
      });
    });

    describe('who finds what', () => {
      beforeEach(async () => {
        await under.raise(
          older.id,
          'aaaaaa',
          road,
          { field: 'Giao thông', village: 'Hào Lý' },
          'Trần Thị Giấu',
        );
        await under.raise(newer.id, 'bbbbbb', 'Đường nội đồng lầy lội.', {}, 'Trần Thị Thêm');
        await under.write(newer.id, 'Chủ tịch kết luận về đường nội đồng.');
        for (const { id } of [older, newer]) await watcher.settled(id);
      });

      test('the organizer in all dialogues, who works in one only there', async () => {
        expect((await under.ids(as('organizer'), 'đường')).length).toBe(3);
        expect(await under.ids(as('organizer'), 'đường', older.id)).toEqual(['aaaaaa']);
        expect(await under.ids(as('recorder', older.id), 'đường')).toEqual(['aaaaaa']);
        expect(await under.ids(as('chair', newer.id), 'sạt lở')).toEqual([]);
        expect(await under.ids(as('recorder', older.id), 'đường', newer.id)).toEqual([]);
        expect(await under.ids(as('recorder'), 'đường')).toEqual([]);
      });

      test('by name only who may open the register', async () => {
        expect(roles.filter(findsByName)).toEqual(['organizer', 'recorder', 'chair']);
        expect((await under.ids(as('organizer'), 'trần thị')).sort()).toEqual(['aaaaaa', 'bbbbbb']);
        expect(await under.ids(as('recorder', older.id), 'tran thi gi')).toEqual(['aaaaaa']);
        for (const role of ['screen', 'public'] as const)
          expect(await under.ids(as(role, older.id), 'trần thị giấu')).toEqual([]);
      });

      test('hits are marked in the original text, and the citizen is told to who asked for the name', async () => {
        const page = await under.finder.search(as('organizer'), {
          q: 'sat lo',
          dialogueId: '',
          kind: '',
          offset: 0,
        });
        const [hit] = page.hits;
        expect(hit?.matter.marks.map(([a, b]) => hit.matter.text.slice(a, b))).toEqual(['sạt', 'lở']);
        expect(hit).toMatchObject({ number: 'KN-01', citizen: null, dialogueId: older.id });
        expect(page.dialogues).toEqual([
          { id: older.id, title: older.title, year: 2023, quarter: 'II', frozen: false },
        ]);
        const named = await under.finder.search(as('organizer'), {
          q: 'giau',
          dialogueId: '',
          kind: '',
          offset: 0,
        });
        expect(named.hits[0]?.citizen).toEqual({ text: 'Trần Thị Giấu', marks: [[9, 13]] });
      });

      const typed = 'Đường ra khu sản xuất bị sạt lở, mùa mưa không chở được mì về nhà';

      test('of an earlier dialogue a recorder is told the public projection and no more', async () => {
        expect(roles.filter((role) => earlierPetitions(role) === 'whole')).toEqual(['organizer']);
        expect(roles.filter((role) => earlierPetitions(role) === 'public')).toEqual(['recorder', 'chair']);
        const found = await under.finder.earlier(as('recorder', newer.id), newer.id, typed);
        expect(found).toEqual([
          {
            dialogue: { id: older.id, title: older.title, year: 2023, quarter: 'II', frozen: false },
            dialogueId: '',
            petitionId: '',
            number: 'KN-01',
            field: 'Giao thông',
            village: 'Hào Lý',
            outcome: '',
            matter: road.replace('ông A Khiêm', 'một người dân'),
          },
        ]);
        expect(JSON.stringify(found)).not.toMatch(/Khiêm|Giấu|aaaaaa/);
        const organizers = await under.finder.earlier(as('organizer'), newer.id, typed);
        expect(organizers[0]).toMatchObject({ petitionId: 'aaaaaa', dialogueId: older.id, matter: road });
      });

      test('nothing of later dialogues, of merged ones, of a field or village that is on no list; a name is no bait', async () => {
        expect(
          await under.finder.earlier(as('recorder', older.id), older.id, 'Đường nội đồng lầy lội'),
        ).toEqual([]);
        expect(await under.finder.earlier(as('screen', newer.id), newer.id, typed)).toEqual([]);
        const bait = 'ông A Khiêm Trần Thị Giấu ở Hào Lý';
        expect(await under.finder.earlier(as('recorder', newer.id), newer.id, bait)).toEqual([]);
        await under.edit(older.id, 'board', (doc) => {
          const map = doc.getMap<Y.Map<string>>('petitions').get('aaaaaa');
          map?.set('village', 'nhà bà Giấu');
          map?.set('field', 'riêng');
        });
        await under.boards.settled(older.id);
        const [found] = await under.finder.earlier(as('recorder', newer.id), newer.id, typed);
        expect(found).toMatchObject({ village: '', field: '' });
        // Into one that is there: a merge that leads nowhere is undone by the board's watcher.
        await under.raise(older.id, 'cccccc', 'Xin hỏi về khuyến nông.', {}, 'Trần Thị Thêm');
        await under.edit(older.id, 'board', (doc) => {
          const map = doc.getMap<Y.Map<string>>('petitions').get('aaaaaa');
          map?.set('mergedInto', 'cccccc');
          map?.set('state', 'merged');
        });
        await under.boards.settled(older.id);
        expect(await under.finder.earlier(as('organizer'), newer.id, typed)).toEqual([]);
      });

      test('a name entered in the register later is hidden from then on', async () => {
        const late = 'Nhà bà con Sầm Văn Lặng bị sạt lở đất sau vườn, mùa mưa rất nguy hiểm';
        await under.raise(older.id, 'cccccc', late);
        const ask = async () =>
          (await under.finder.earlier(as('recorder', newer.id), newer.id, late))
            .map(({ matter }) => matter)
            .join();
        expect(await ask()).toContain('Sầm Văn Lặng');
        await under.edit(older.id, 'register', (doc) =>
          setPetitioner(doc, 'cccccc', { name: 'Sầm Văn Lặng' }),
        );
        expect(await ask()).toMatch(/sạt lở đất/);
        expect(await ask()).not.toContain('Lặng');
      });
    });

    describe('the API', () => {
      function api(role: Parameters<typeof as>[0] | null, dialogueId = '') {
        const parts = { store: under.store, finder: under.finder } as unknown as Parts;
        return factory
          .createApp()
          .use(async (c, next) => {
            c.set('session', role && sessionAs(role, dialogueId));
            await next();
          })
          .route('/', searchRoutes(parts))
          .onError((error, c) => {
            if (error instanceof Refusal) return c.json({ error: error.code }, error.status);
            throw error;
          });
      }
      const like = (path: string) =>
        [
          path,
          { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"text":"x"}' },
        ] as const;

      test('asks for a session and the act, and stays in the scope', async () => {
        expect((await api(null).request('/search?q=a')).status).toBe(401);
        for (const role of ['screen', 'public'] as const) {
          expect((await api(role, older.id).request('/search?q=a')).status).toBe(403);
          expect((await api(role, older.id).request(...like(`/dialogues/${older.id}/similar`))).status).toBe(
            403,
          );
        }
        expect((await api('recorder', older.id).request(`/search?q=a&dialogue=${newer.id}`)).status).toBe(
          404,
        );
        expect(
          (await api('recorder', older.id).request(...like(`/dialogues/${newer.id}/similar`))).status,
        ).toBe(404);
        expect(
          (await api('recorder', older.id).request(...like(`/dialogues/${older.id}/similar`))).status,
        ).toBe(200);
      });

      test('refuses what is no question, cuts what is too long, and is not to be hammered', async () => {
        const app = api('organizer');
        for (const bad of ['kind=all', 'offset=-1', 'offset=99999', "dialogue='"])
          expect((await app.request(`/search?q=a&${bad}`)).status).toBe(400);
        expect((await app.request(`/search?q=${'x%20'.repeat(3000)}`)).status).toBe(200);
        let last = 200;
        for (let n = 0; n < 300 && last === 200; n += 1) last = (await app.request('/search?q=')).status;
        expect(last).toBe(429);
      });
    });
  });
}
