import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { dueDialogues, dueOn } from '../../../server/privacy/retention.ts';
import { conflictsOf } from '../../../shared/docs/conflicts.ts';
import { correctionsOf } from '../../../shared/docs/corrections.ts';
import {
  allPlaces,
  countNames,
  erasedName,
  eraseEntries,
  eraseNames,
  namesIn,
  textsUnder,
} from '../../../shared/docs/erasing.ts';
import { papersOf } from '../../../shared/docs/papers.ts';
import { allAttendees, attendeesOf, petitionersOf } from '../../../shared/docs/register.ts';
import { speakersOf } from '../../../shared/docs/speakers.ts';

const seed = 20_261_126;
const found = (text: string, ...names: string[]) =>
  namesIn(text, names).map(({ start, end }) => text.slice(start, end));

describe('a name in a text', () => {
  test.each([
    ['Bà Trần Thị Hoa hỏi', ['Trần Thị Hoa']],
    ['bà TRẦN THỊ HOA và tran thi  hoa', ['TRẦN THỊ HOA', 'tran thi  hoa']],
    ['Trần-Thị.Hoa', ['Trần-Thị.Hoa']],
    ['Trần Thị Hoa'.normalize('NFD'), ['Trần Thị Hoa'.normalize('NFD')]],
    ['Trần Thị Hoa Mai', ['Trần Thị Hoa']],
    ['gửi TranThiHoa, thôn 1', ['TranThiHoa']],
    ['Trần, Thị Hoa', []],
    ['Trần Thị Hoàng', []],
    ['Hoa', []],
  ])('%s', (text, names) => {
    expect(found(text, 'Trần Thị Hoa')).toEqual(names);
  });

  test('a name of one word is in no text: every text would be full of it', () => {
    expect(found('Hoa nở', 'Hoa')).toEqual([]);
  });

  test('somebody else whose longer name begins with it keeps theirs', () => {
    const spans = (text: string) => namesIn(text, ['Trần Thị Hoa'], ['Trần Thị Hoa Mai']);
    expect(spans('Trần Thị Hoa Mai xin nhà')).toEqual([]);
    expect(spans('Trần Thị Hoa Mai và Trần Thị Hoa')).toEqual([{ start: 20, end: 32 }]);
  });

  test('the longer of two names goes as a whole', () => {
    expect(found('Trần Thị Hoa Mai', 'Trần Thị', 'Trần Thị Hoa Mai')).toEqual(['Trần Thị Hoa Mai']);
  });

  test('is taken out of styled text, tables and paragraphs, whatever is around it', () => {
    const doc = new Y.Doc();
    const body = doc.getXmlFragment('body');
    const paragraph = new Y.XmlElement('paragraph');
    const text = new Y.XmlText();
    paragraph.insert(0, [text]);
    body.insert(0, [paragraph]);
    text.insert(0, 'Bà Trần ', {});
    text.insert(8, 'Thị', { bold: true });
    text.insert(11, ' Hoa hỏi; Trần Thị Hoa xin.', { bold: null });
    text.insertEmbed(0, { image: 'x' });
    const texts = textsUnder(body);
    expect(countNames(texts, ['Trần Thị Hoa'])).toBe(2);
    expect(eraseNames(texts, ['Trần Thị Hoa'])).toBe(2);
    expect(text.toString().replace(/<[^>]*>/g, '')).toContain(`${erasedName} hỏi; ${erasedName} xin.`);
    expect(countNames(texts, ['Trần Thị Hoa'])).toBe(0);
  });
});

describe('entries of a register', () => {
  const roots = [attendeesOf, petitionersOf, speakersOf, correctionsOf] as const;
  const kinds = ['attendee', 'petitioner', 'speaker', 'correction'] as const;
  const value = fc.oneof(fc.constant('bí mật'), fc.constant(true), fc.constant(7), fc.constant(null));
  const key = fc.oneof(
    fc.constantFrom(
      'name',
      'phone',
      'address',
      'birthYear',
      'category',
      'title',
      'asked',
      'note',
      'attendeeId',
    ),
    fc.string({ minLength: 1, maxLength: 8 }),
  );
  const kept = new Set([
    'village',
    'group',
    'present',
    'walkIn',
    'checkedInAt',
    'order',
    'queuedAt',
    'petitionId',
  ]);
  const more = new Set(['anchor', 'notedBy', 'notedAt', 'state', 'settledBy', 'settledAt', 'erased']);

  test('whatever a peer put there, only what counts is left; a second time changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value), { maxLength: 8 }), fc.nat(3), (fields, which) => {
        const doc = new Y.Doc();
        const root = roots[which]?.(doc) as Y.Map<Y.Map<unknown>>;
        const kind = kinds[which] ?? 'attendee';
        for (const id of ['gone', 'stays']) {
          const map = new Y.Map<unknown>();
          for (const [name, content] of fields) map.set(name, content);
          root.set(id, map);
        }
        const before = JSON.stringify(root.get('stays'));
        eraseEntries(doc, [{ kind, id: 'gone' }]);
        for (const name of root.get('gone')?.keys() ?? [])
          expect(kept.has(name) || more.has(name) || /^turn\.\d+$/.test(name)).toBe(true);
        expect(root.get('gone')?.get('erased')).toBe(true);
        expect(JSON.stringify(root.get('stays'))).toBe(before);
        expect(eraseEntries(doc, [{ kind, id: 'gone' }])).toBe(0);
        expect(allPlaces(doc, 'd').map(({ id }) => id)).toEqual(['stays']);
      }),
      { seed, numRuns: 200 },
    );
  });

  test('two devices that erase and write at once come to the same, without the name', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), fc.boolean(), (a, b, order) => {
        fc.pre(a !== b);
        const [server, device] = [new Y.Doc(), new Y.Doc()];
        server.clientID = a;
        device.clientID = b;
        const map = new Y.Map<string | boolean>();
        map.set('name', 'bí mật');
        attendeesOf(server).set('x', map);
        Y.applyUpdate(device, Y.encodeStateAsUpdate(server));
        eraseEntries(server, [{ kind: 'attendee', id: 'x' }]);
        attendeesOf(device).get('x')?.set('name', 'bí mật, sửa');
        attendeesOf(device).get('x')?.set('phone', '0912345678');
        const [first, second] = order ? [server, device] : [device, server];
        Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
        Y.applyUpdate(first, Y.encodeStateAsUpdate(second));
        for (const doc of [server, device]) {
          expect(allAttendees(doc)[0]).toMatchObject({ name: '', phone: '' });
          expect(Buffer.from(Y.encodeStateAsUpdate(doc)).toString('utf8')).not.toContain('bí mật');
        }
      }),
      { seed, numRuns: 100 },
    );
  });

  test('a petition’s citizen takes the open conflicts about them along, a paper its entry', () => {
    const doc = new Y.Doc();
    const conflict = {
      petitionId: 'p',
      field: 'name',
      kept: 'a',
      keptBy: '',
      keptAt: '',
      lost: 'b',
      lostBy: '',
      lostAt: '',
    };
    petitionersOf(doc).set('p', new Y.Map<string | boolean>());
    conflictsOf(doc).set('p/name/1-1', conflict);
    conflictsOf(doc).set('q/name/1-1', { ...conflict, petitionId: 'q' });
    const paper = new Y.Map<string>();
    paper.set('hash', 'ff');
    papersOf(doc).set('x', paper as never);
    eraseEntries(doc, [
      { kind: 'petitioner', id: 'p' },
      { kind: 'paper', id: 'ff' },
    ]);
    expect([...conflictsOf(doc).keys()]).toEqual(['q/name/1-1']);
    expect(papersOf(doc).size).toBe(0);
  });
});

describe('how long personal data are kept', () => {
  const dialogue = (id: string, state: string) => ({ id, title: id, state }) as never;
  const store = (frozenAt: Record<string, string[]>, states: Record<string, string> = {}) => ({
    dialogues: { list: async () => Object.keys(frozenAt).map((id) => dialogue(id, states[id] ?? 'frozen')) },
    freezes: { list: async (id: string) => (frozenAt[id] ?? []).map((at) => ({ frozenAt: at }) as never) },
  });
  const people = async () => [{ dialogueId: 'x', kind: 'attendee', id: 'a' } as const];

  test('counts from the newest record; an open dialogue, and one that names nobody, is never due', async () => {
    const all = store(
      {
        old: ['2020-06-14T03:00:00Z'],
        amended: ['2020-06-14T03:00:00Z', '2025-01-01T00:00:00Z'],
        open: ['2010-01-01T00:00:00Z'],
        empty: ['2010-01-01T00:00:00Z'],
        never: [],
      },
      { open: 'open' },
    );
    const due = await dueDialogues(all, 5, new Date('2026-11-26T00:00:00Z'), async (id) =>
      id === 'empty' ? [] : people(),
    );
    expect(due.map(({ id, dueOn: day }) => [id, day])).toEqual([['old', '2025-06-14']]);
    expect(await dueDialogues(all, 0, new Date('2099-01-01T00:00:00Z'), people)).toEqual([]);
  });

  test('is due on the day itself, not the day before', async () => {
    const one = store({ d: ['2021-11-26T20:00:00Z'] });
    const on = async (day: string) => (await dueDialogues(one, 5, new Date(day), people)).length;
    expect(await on('2026-11-25T23:59:59Z')).toBe(0);
    expect(await on('2026-11-26T00:00:00Z')).toBe(1);
    expect(dueOn('2024-02-29T00:00:00Z', 1)).toBe('2025-03-01');
  });
});
