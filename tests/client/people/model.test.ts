import { expect, test } from 'vitest';
import {
  findPeople,
  type GivenDuty,
  type Listed,
  lastOrganizer,
} from '../../../client/routes/people/model.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';

const duty = (id: string, role: GivenDuty['role'], more: Partial<GivenDuty> = {}): GivenDuty => ({
  id,
  personId: '',
  role,
  dialogueId: role === 'organizer' ? '' : 'dialogue0001',
  unit: '',
  village: '',
  givenAt: '',
  endedAt: '',
  ...more,
});
const person = (name: string, duties: GivenDuty[], unit = ''): Listed => ({
  id: name,
  name,
  title: '',
  unit,
  account: '',
  createdAt: '',
  leftAt: '',
  duties,
});
const dialogues = [{ id: 'dialogue0001', title: 'Đối thoại với thanh niên' }] as Dialogue[];

const office = person('Đỗ Văn Ấm', [duty('d1', 'organizer'), duty('d2', 'recorder')], 'Văn phòng');
const head = person('Y Hương', [duty('d3', 'village', { village: 'Hào Lý' })]);

test.each([
  ['', ['Đỗ Văn Ấm', 'Y Hương']],
  ['do am', ['Đỗ Văn Ấm']],
  ['HUONG', ['Y Hương']],
  ['trưởng thôn hao ly', ['Y Hương']],
  ['thanh nien', ['Đỗ Văn Ấm', 'Y Hương']],
  ['thu ky van phong', ['Đỗ Văn Ấm']],
  ['không có', []],
])('“%s” means %j', (typed, names) =>
  expect(findPeople([office, head], typed, dialogues).map(({ name }) => name)).toEqual(names),
);

test('ending the last organizer’s duty is known before it is done', () => {
  const other = person('A Thưởng', [duty('d4', 'organizer')]);
  expect(lastOrganizer([office, head], office.duties)).toBe(true);
  expect(lastOrganizer([office, head, other], office.duties)).toBe(false);
  expect(lastOrganizer([office, head], head.duties)).toBe(false);
  // The same person may have been given it twice.
  expect(
    lastOrganizer([person('B', [duty('a', 'organizer'), duty('b', 'organizer')])], [duty('a', 'organizer')]),
  ).toBe(false);
});
