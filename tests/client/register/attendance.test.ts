import { createRoot } from 'solid-js';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  attendeeMatcher,
  compareAttendees,
  countAll,
  countBy,
  nameRank,
  namesakesIn,
} from '../../../client/register/attendance.ts';
import { createRegisterModel, type RegisterPanelProps } from '../../../client/register/model.ts';
import type { PersonValues } from '../../../client/register/paste.ts';
import { type Attendee, addAttendee, allAttendees } from '../../../shared/docs/register.ts';
import { invitationCode } from '../../../shared/invitation-code.ts';

const person = (id: string, values: Partial<Attendee>): Attendee => ({
  id,
  name: '',
  title: '',
  village: '',
  group: '',
  category: 'other',
  phone: '',
  present: false,
  walkIn: false,
  checkedInAt: '',
  ...values,
});
const people = [
  person('1', { name: 'Nguyễn Văn Đức', village: 'Thôn 10', phone: '0905 123 456', present: true }),
  person('2', {
    name: 'Trần Thị Ánh',
    village: 'Thôn 2',
    walkIn: true,
    present: true,
    checkedInAt: '2026-03-06T02:00:00Z',
  }),
  person('3', { name: 'Y Ánh', village: 'Thôn 2', group: 'Hội Nông dân' }),
  person('4', { name: 'A Dũng', title: 'Bí thư Chi bộ', checkedInAt: '2026-03-06T01:00:00Z' }),
];
const ids = (list: Attendee[]) => list.map(({ id }) => id).join('');

describe('the list of attendance', () => {
  it('is sorted by given name, then by the rest', () => {
    expect(ids(people.toSorted(compareAttendees('name')))).toBe('2341');
    // villages by number, not letter by letter
    expect(ids(people.toSorted(compareAttendees('village')))).toBe('4231');
    expect(ids(people.toSorted(compareAttendees('checkedIn'))).slice(0, 2)).toBe('24');
  });

  it('is searched without marks, by name, village, title, group and digits of the phone', () => {
    const found = (text: string) => ids(people.filter(attendeeMatcher(text, 'all')));
    expect(found('anh')).toBe('23');
    expect(found('ANH tran')).toBe('2');
    expect(found('duc')).toBe('1');
    expect(found('0905123456')).toBe('1');
    expect(found('bi thu')).toBe('4');
    expect(found('nong dan')).toBe('3');
    expect(found('')).toBe('1234');
  });

  it('shows those present, absent or unasked', () => {
    const shown = (what: Parameters<typeof attendeeMatcher>[1]) =>
      ids(people.filter(attendeeMatcher('', what)));
    expect([shown('present'), shown('absent'), shown('walkIn')]).toEqual(['12', '34', '2']);
  });

  it('counts by village and by group, those without one last', () => {
    expect(countBy(people, 'village').map(({ label, present, all }) => [label, present, all])).toEqual([
      ['Thôn 2', 1, 2],
      ['Thôn 10', 1, 1],
      ['', 0, 1],
    ]);
    expect(countBy(people, 'group').map(({ label, all }) => [label, all])).toEqual([
      ['Hội Nông dân', 1],
      ['', 3],
    ]);
  });
});

describe('what is typed at the door', () => {
  const names = ['Nguyễn Thị Hương', 'Hứa Văn Đức', 'Lê Hùng', 'Trần Hữu Lan', 'Y Hú', 'Nguyễn Thị Hướng'];
  const found = (text: string) => {
    const all = names.map((name, n) => person(String(n), { name, village: 'Hưng Đạo' }));
    const rank = nameRank(text);
    return all
      .filter(attendeeMatcher(text, 'all'))
      .toSorted(compareAttendees('name'))
      .sort((a, b) => rank(a) - rank(b))
      .map(({ name }) => name);
  };

  it('finds by the given name first, then by the names before it, then by all else', () => {
    // All live in Hưng Đạo.
    expect(found('hu')).toEqual([
      'Y Hú',
      'Lê Hùng',
      'Nguyễn Thị Hương',
      'Nguyễn Thị Hướng',
      'Hứa Văn Đức',
      'Trần Hữu Lan',
    ]);
    expect(found('huong')).toEqual(['Nguyễn Thị Hương', 'Nguyễn Thị Hướng']);
    expect(found('nguyen huo')).toEqual(['Nguyễn Thị Hương', 'Nguyễn Thị Hướng']);
    expect(found('thl')).toEqual(['Trần Hữu Lan']);
    expect(found('hvd')).toEqual(['Hứa Văn Đức']);
  });

  it('says whose name is not theirs alone', () => {
    expect([
      ...namesakesIn([{ name: 'Y Lan' }, { name: 'Y LAN' }, { name: 'A Lân' }, { name: '' }, { name: '' }]),
    ]).toEqual(['y lan']);
  });

  it('counts who was told, will come and is late, of those invited alone', () => {
    const invited = person('1', { village: 'Hào Lý', present: true, checkedInAt: '2026-08-03T00:40:00Z' });
    const counts = countAll(
      [
        { ...invited, toldAt: '2026-08-01T00:00:00Z', coming: 'yes', brings: true },
        { ...invited, id: '2', present: false, toldAt: '2026-08-01T00:00:00Z', coming: 'no' },
        { ...invited, id: '3', walkIn: true, coming: 'yes' },
      ],
      Date.parse('2026-08-03T00:30:00Z'),
    );
    expect(counts).toEqual({
      present: 2,
      all: 3,
      invited: 2,
      told: 2,
      coming: 1,
      declined: 1,
      brings: 1,
      late: 2,
    });
  });
});

/** The register at one desk. */
function desk(doc = new Y.Doc(), readOnly = false) {
  const props = { dialogue: { id: 'dialogue1' }, register: { doc }, readOnly } as RegisterPanelProps;
  return createRoot((end) => ({ doc, end, model: createRegisterModel(props) }));
}
const values = (name: string): PersonValues => ({
  name,
  title: '',
  village: 'Thôn 1',
  group: '',
  category: 'poor',
  phone: '',
});
const join = (a: Y.Doc, b: Y.Doc) => {
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
};

describe('the register at several desks', () => {
  it('brings together what two desks did at once', () => {
    const [a, b] = [desk(), desk()];
    addAttendee(a.doc, person('1', { name: 'Y Hồng' }));
    join(a.doc, b.doc);
    a.model.setPresent('1', true);
    b.model.set('1', { phone: '0905123456' });
    a.model.addWalkIn(values('A Kháp'));
    b.model.addWalkIn(values('Y Nhung'));
    join(a.doc, b.doc);
    for (const { model } of [a, b]) {
      expect(model.all().map(({ name }) => name)).toEqual(['Y Hồng', 'A Kháp', 'Y Nhung']);
      expect(model.get('1')).toMatchObject({ present: true, phone: '0905123456' });
      expect(model.get('1')?.checkedInAt).not.toBe('');
    }
    a.model.setPresent('1', false);
    expect(a.model.get('1')).toMatchObject({ present: false, checkedInAt: '' });
  });

  it('keeps the first time when both check in the same person, and finds a person by the code of the invitation', () => {
    const [a, b] = [desk(), desk()];
    addAttendee(a.doc, person('nguoi1', { name: 'Y Hồng' }));
    join(a.doc, b.doc);
    a.model.setPresent('nguoi1', true);
    b.model.setPresent('nguoi1', true);
    const first = [a, b].map(({ model }) => model.get('nguoi1')?.checkedInAt ?? '').sort()[0];
    join(a.doc, b.doc);
    for (const { model } of [a, b])
      expect(model.get('nguoi1')).toMatchObject({ present: true, checkedInAt: first });
    const code = invitationCode('dialogue1', 'nguoi1');
    expect(a.model.byCode(code).map(({ name }) => name)).toEqual(['Y Hồng']);
    a.model.setText(`${code.slice(0, 4)} ${code.slice(4)}`);
    expect(a.model.ids()).toEqual(['nguoi1']);
  });

  it('puts somebody of the households on the list once, however often and by whomever', () => {
    const [a, b] = [desk(), desk()];
    const household = { ...values('Y Hồng'), id: 'member000001', birthYear: '1970' };
    expect(a.model.addInvited([household])).toEqual(['member000001']);
    b.model.addInvited([household]);
    join(a.doc, b.doc);
    expect(a.model.addInvited([household])).toEqual([]);
    expect(a.model.all()).toHaveLength(1);
    a.model.answer('member000001', { coming: 'yes' });
    const undo = a.model.remove('member000001');
    undo();
    expect(a.model.get('member000001')).toMatchObject({ coming: 'yes', birthYear: '1970' });
  });

  it('keeps walk-ins and invited people apart', () => {
    const { doc, model } = desk();
    model.addInvited([values('A'), values('B')]);
    model.addWalkIn(values('C'));
    expect(
      allAttendees(doc)
        .map(({ name, present, walkIn }) => [name, present, walkIn])
        .sort(),
    ).toEqual([
      ['A', false, false],
      ['B', false, false],
      ['C', true, true],
    ]);
  });

  it('brings a person back that was removed', () => {
    const { model } = desk();
    model.addWalkIn(values('A Kháp'));
    const [before] = model.all();
    const undo = model.remove(before?.id ?? '');
    expect(model.all()).toEqual([]);
    undo();
    undo();
    expect(model.all()).toEqual([before]);
  });

  it('writes nothing when it is frozen', () => {
    const doc = new Y.Doc();
    addAttendee(doc, person('1', { name: 'Y Hồng' }));
    const { model } = desk(doc, true);
    const before = JSON.stringify(doc.toJSON());
    model.setPresent('1', true);
    model.addWalkIn(values('A'));
    model.addInvited([values('B')]);
    model.remove('1')();
    expect(JSON.stringify(doc.toJSON())).toBe(before);
  });
});
