import '../../server/documents/fonts.ts';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { buildRecord } from '../../server/freeze/record.ts';
import { allPetitions, petitionsOf, raisePetition, setPetition } from '../../shared/docs/board.ts';
import { addAttendee, setPetitioner } from '../../shared/docs/register.ts';
import { livingRecord, provisionalNumber } from '../../shared/documents/living.ts';
import { minutesTree } from '../../shared/documents/minutes.ts';
import { reportTree } from '../../shared/documents/report.ts';
import { writeTemplate } from '../../shared/minutes-template.ts';
import { petitionNumber } from '../../shared/petition.ts';
import { sampleRecord } from '../server/documents/sample.ts';
import { bodyText } from '../server/documents/tree-text.ts';

const now = '2026-11-26T03:00:00.000Z';
const about = { dialogue: sampleRecord.dialogue, office: sampleRecord.office, recipients: ['Lưu: VT'] };

/** Documents of a dialogue: petitions in the order of the board's ids, not of their numbers; people not by name. */
function documents() {
  const docs = { minutes: new Y.Doc(), board: new Y.Doc(), register: new Y.Doc() };
  writeTemplate(docs.minutes, sampleRecord.minutes.body);
  const numbers = new Map<string, number>();
  for (const [n, id, content] of [
    [2, 'petitionaaa1', 'Xin kéo điện về làng Ỗ'],
    [1, 'petitionbbb2', 'Đề nghị sửa đường Đăk Wang'],
  ] as const) {
    raisePetition(docs.board, id, 'Phạm Thư Ký', `2026-11-26T02:0${n}:00.000Z`, {
      field: 'Giảm nghèo',
      content,
    });
    const map = petitionsOf(docs.board).get(id);
    if (map) setPetition(docs.board, map, { number: petitionNumber(n) });
    setPetitioner(docs.register, id, { name: `Y Người ${n}`, phone: '0905123456' });
    numbers.set(id, n);
  }
  for (const name of ['Y Vắng', 'A Bắc'])
    addAttendee(docs.register, {
      id: `person${name.length}${name}`,
      name,
      title: '',
      village: 'Đăk Vang',
      group: 'Hộ nghèo',
      category: 'poor',
      phone: '',
      present: true,
      walkIn: name === 'Y Vắng',
      checkedInAt: now,
    });
  return { docs, numbers };
}

test('a device’s minutes and report say what the hall’s would, from the same documents', () => {
  const { docs, numbers } = documents();
  const [minutes, board, register] = [docs.minutes, docs.board, docs.register].map((doc) =>
    Y.encodeStateAsUpdate(doc),
  );
  if (!minutes || !board || !register) throw new Error('no state');
  const halls = buildRecord({
    id: sampleRecord.dialogue.id,
    ...about,
    frozenAt: now,
    frozenBy: '',
    previous: null,
    edition: 1,
    amends: null,
    minutes,
    board,
    register,
    numbers,
  });
  const own = livingRecord(about, docs, now);
  for (const tree of [minutesTree, reportTree]) {
    expect(tree(own).head).toEqual(tree(halls).head);
    expect(bodyText(tree(own))).toEqual(bodyText(tree(halls)));
    expect(tree(own).annexes).toEqual(tree(halls).annexes);
  }
  expect(own.petitions.map(({ number }) => number)).toEqual(['KN-01', 'KN-02']);
  expect(own.attendees.map(({ name }) => name)).toEqual(['A Bắc', 'Y Vắng']);
});

test('a petition that the hall has not numbered stands last, under a provisional sign', () => {
  const { docs } = documents();
  raisePetition(docs.board, 'petitionaaa0', 'Phạm Thư Ký', '2026-11-26T02:00:00.000Z', { content: 'Mới' });
  const own = livingRecord(about, docs, now);
  expect(own.petitions.map(({ number }) => number)).toEqual(['KN-01', 'KN-02', provisionalNumber]);
  expect(bodyText(minutesTree(own)).join('\n')).toContain(`${provisionalNumber}. `);
  // The documents themselves stay as they are.
  expect(allPetitions(docs.board).find(({ content }) => content === 'Mới')?.number).toBe('');
});
