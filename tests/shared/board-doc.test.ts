import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  allPetitions,
  comparePetitions,
  moveTo,
  petitionsOf,
  petitionText,
  raisePetition,
  readPetition,
  setPetition,
} from '../../shared/docs/board.ts';
import {
  addAttendee,
  allAttendees,
  attendeesOf,
  petitionersOf,
  readPetitioner,
  setAttendee,
  setPetitioner,
} from '../../shared/docs/register.ts';
import { petitionStates } from '../../shared/petition.ts';

const at = '2026-03-06T01:00:00Z';

function sync(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)));
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)));
}

describe('the board as a document', () => {
  it('reads back what was raised, in NFC', () => {
    const doc = new Y.Doc();
    const map = raisePetition(doc, 'p1', 'Hoa', at, {
      content: 'Đường hỏng'.normalize('NFD'),
      village: 'Thôn Hào Lý',
      channel: 'paper',
      category: 'poor',
    });
    expect(readPetition('p1', map)).toMatchObject({
      id: 'p1',
      number: '',
      raisedAt: at,
      raisedBy: 'Hoa',
      content: 'Đường hỏng',
      village: 'Thôn Hào Lý',
      channel: 'paper',
      category: 'poor',
      state: 'raised',
      outcome: '',
      history: [],
    });
  });

  it('merges two people in one petition: their fields and their letters', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    const mine = raisePetition(a, 'p1', 'Hoa', at, { content: 'sửa đường' });
    sync(a, b);
    const theirs = petitionsOf(b).get('p1');
    if (!theirs) throw new Error('the petition did not arrive');
    petitionText(mine, 'content')?.insert(0, 'Đề nghị ');
    petitionText(theirs, 'content')?.insert(9, ' trước mùa mưa');
    setPetition(a, mine, { village: 'Thôn Hào Lý' });
    setPetition(b, theirs, { unit: 'Văn phòng' });
    sync(a, b);
    for (const doc of [a, b]) {
      expect(allPetitions(doc)).toHaveLength(1);
      expect(allPetitions(doc)[0]).toMatchObject({
        content: 'Đề nghị sửa đường trước mùa mưa',
        village: 'Thôn Hào Lý',
        unit: 'Văn phòng',
      });
    }
  });

  it('keeps every change of state, also of two people at once', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    const mine = raisePetition(a, 'p1', 'Hoa', at);
    sync(a, b);
    const theirs = petitionsOf(b).get('p1');
    if (!theirs) throw new Error('the petition did not arrive');
    moveTo(a, mine, 'assigned', 'Hoa', at);
    moveTo(b, theirs, 'answered', 'Mai', at);
    moveTo(b, theirs, 'answered', 'Mai', at); // no change, no line
    sync(a, b);
    const [petition] = allPetitions(a);
    expect(petition).toEqual(allPetitions(b)[0]);
    expect(petition?.history.map(({ by, from, to }) => [by, from, to]).sort()).toEqual([
      ['Hoa', 'raised', 'assigned'],
      ['Mai', 'raised', 'answered'],
    ]);
  });

  it('keeps the outcome through reply and closing, and drops it when it is taken back', () => {
    const doc = new Y.Doc();
    const map = raisePetition(doc, 'p1', 'Hoa', at);
    for (const [to, outcome] of [
      ['deferred', 'deferred'],
      ['replied', 'deferred'],
      ['closed', 'deferred'],
      ['assigned', ''],
    ] as const) {
      moveTo(doc, map, to, 'Hoa', at);
      expect(readPetition('p1', map).outcome).toBe(outcome);
    }
  });

  it('writes nothing when nothing changes', () => {
    const doc = new Y.Doc();
    const map = raisePetition(doc, 'p1', 'Hoa', at, { village: 'Thôn Hào Lý' });
    let updates = 0;
    doc.on('update', () => updates++);
    setPetition(doc, map, { village: 'Thôn Hào Lý', state: 'raised' });
    expect(updates).toBe(0);
    setPetition(doc, map, { village: 'Thôn Bun Ngai', unit: 'Văn phòng' });
    expect(updates).toBe(1);
  });

  it('orders by number, provisional ones behind by time; a petition equals itself', () => {
    const doc = new Y.Doc();
    raisePetition(doc, 'late', 'Hoa', '2026-03-06T03:00:00Z');
    raisePetition(doc, 'early', 'Hoa', '2026-03-06T02:00:00Z');
    raisePetition(doc, 'ten', 'Hoa', at, { number: 'KN-10' });
    raisePetition(doc, 'nine', 'Hoa', at, { number: 'KN-09' });
    raisePetition(doc, 'hundred', 'Hoa', at, { number: 'KN-100' });
    expect(allPetitions(doc).map(({ id }) => id)).toEqual(['nine', 'ten', 'hundred', 'early', 'late']);
    for (const petition of allPetitions(doc)) expect(comparePetitions(petition, petition)).toBe(0);
  });

  it('reads the declared types whatever a peer wrote', () => {
    const junk = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string(), { maxLength: 2 }),
      fc.constant('Y.Text'),
    );
    const keys = [
      'state',
      'outcome',
      'channel',
      'content',
      'history',
      'number',
      'raisedAt',
      'village',
      'dueDate',
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), junk), (values) => {
        const doc = new Y.Doc();
        const map = new Y.Map<unknown>();
        doc.getMap('petitions').set('p1', map);
        for (const [key, value] of Object.entries(values)) {
          map.set(key, value === 'Y.Text' ? new Y.Text('chữ') : value);
        }
        const [petition] = allPetitions(doc);
        expect(petitionStates).toContain(petition?.state);
        for (const [key, value] of Object.entries(petition ?? {})) {
          if (key === 'history') expect(Array.isArray(value)).toBe(true);
          else expect(typeof value).toBe('string');
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe('the register as a document', () => {
  const person = {
    id: 'a1',
    name: 'Y Hồng',
    title: '',
    village: 'Thôn Hào Lý',
    group: '',
    category: 'poor',
    phone: '',
    present: false,
    walkIn: false,
    checkedInAt: '',
  } as const;

  it('reads back attendees and sets only what changes', () => {
    const doc = new Y.Doc();
    const map = addAttendee(doc, person);
    expect(allAttendees(doc)).toEqual([person]);
    let updates = 0;
    doc.on('update', () => updates++);
    setAttendee(doc, map, { present: false, village: 'Thôn Hào Lý' });
    expect(updates).toBe(0);
    setAttendee(doc, map, { present: true, checkedInAt: at });
    expect(updates).toBe(1);
    expect(allAttendees(doc)[0]).toEqual({ ...person, present: true, checkedInAt: at });
  });

  it('assumes no consent', () => {
    const doc = new Y.Doc();
    setPetitioner(doc, 'p1', { name: 'Y Hồng' });
    const map = petitionersOf(doc).get('p1');
    if (!map) throw new Error('no petitioner was written');
    expect(readPetitioner(map)).toMatchObject({ name: 'Y Hồng', showName: false });
    map.set('showName', 'true');
    expect(readPetitioner(map).showName).toBe(false);
    setPetitioner(doc, 'p1', { showName: true });
    expect(readPetitioner(map)).toMatchObject({ name: 'Y Hồng', showName: true });
  });

  it('leaves out what is no attendee', () => {
    const doc = new Y.Doc();
    addAttendee(doc, person);
    doc.getMap('attendees').set('x', 'hỏng');
    expect(attendeesOf(doc).size).toBe(2);
    expect(allAttendees(doc).map(({ id }) => id)).toEqual(['a1']);
  });
});
