import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { allPetitioners, knownPeople } from '../../../server/screen/people.ts';
import { project } from '../../../server/screen/project.ts';
import { Redactor } from '../../../server/screen/redact.ts';
import { shownIssues, writePublic } from '../../../server/screen/write.ts';
import { moveTo, petitionsOf, raisePetition } from '../../../shared/docs/board.ts';
import { conflictsOf } from '../../../shared/docs/conflicts.ts';
import { noteCorrection } from '../../../shared/docs/corrections.ts';
import { addPaper } from '../../../shared/docs/papers.ts';
import { addAttendee, setPetitioner } from '../../../shared/docs/register.ts';
import { moveSpeaker, queueSpeaker } from '../../../shared/docs/speakers.ts';
import { setStageSettings } from '../../../shared/docs/stage.ts';
import { newId } from '../../../shared/ids.ts';

/*
 * Whatever stands in a register, no string of it comes out of the screen's document: the register's own words are
 * marked by letters that no other text has, and the whole document is searched for them as bytes.
 */
const seed = 20_261_126;
const at = '2026-03-12T02:00:00.000Z';
const dialogue = {
  id: 'dialogue0001',
  planId: '',
  title: 'Đối thoại',
  year: 2026,
  quarter: 'I',
  topic: 'Nhà ở',
  groups: [],
  fields: ['Nhà ở'],
  place: 'Hội trường',
  heldOn: '2026-03-12',
  chairName: 'Nguyễn Hữu Bảng',
  chairTitle: 'Chủ tịch',
  secretaries: [],
  state: 'open',
} as const;

/** Syllables as in names, each with a `ŵ`, which no Vietnamese text has. */
const syllable = fc
  .tuple(
    fc.constantFrom('Tr', 'Ng', 'Đ', 'H', 'Kh', 'Y', 'Q'),
    fc.constantFrom('ầ', 'ươ', 'ấ', 'i', 'uyễ', 'a'),
  )
  .map(([first, rest]) => `${first}ŵ${rest}`);
const name = fc.array(syllable, { minLength: 2, maxLength: 4 }).map((parts) => parts.join(' '));
const words = fc.array(syllable, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' '));
const phone = fc.integer({ min: 100_000_000, max: 999_999_999 }).map((n) => `0${n}`);
const person = fc.record({ name, phone, address: words, village: words, group: words, note: words });
const mention = fc.constantFrom('none', 'name', 'upper', 'phone', 'addressed');
const hall = fc.array(fc.tuple(person, mention, fc.boolean()), { minLength: 1, maxLength: 6 });

type Person = { name: string; phone: string; address: string; village: string; group: string; note: string };

/** What a recorder may type into the petition's own text all the same. */
function content(who: Person, how: string): string {
  if (how === 'name') return `Đề nghị xem xét cho ${who.name} được vay vốn.`;
  if (how === 'upper') return `ĐỀ NGHỊ XEM XÉT CHO ${who.name.toUpperCase()} ĐƯỢC VAY VỐN.`;
  if (how === 'phone') return `Xin gọi lại số ${who.phone} khi có kết quả.`;
  if (how === 'addressed') return `Bà ${who.name} hỏi về nhà ở.`;
  return 'Đề nghị làm đường vào thôn.';
}

function fill(people: readonly (readonly [Person, string, boolean])[]) {
  const [board, register, stage] = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
  for (const [who, how, isSpeaking] of people) {
    const [attendee, petition, speaker] = [newId(), newId(), newId()];
    addAttendee(register, {
      id: attendee,
      name: who.name,
      title: '',
      village: who.village,
      group: who.group,
      category: 'poor',
      phone: who.phone,
      present: true,
      walkIn: false,
      checkedInAt: at,
    });
    raisePetition(board, petition, 'Thư ký', at, {
      content: content(who, how),
      answer: content(who, how),
      village: who.village,
      field: who.note,
    });
    const map = petitionsOf(board).get(petition);
    if (map instanceof Y.Map) moveTo(board, map, 'answered', 'Chủ trì', at);
    setPetitioner(register, petition, { ...who, attendeeId: attendee, showName: false });
    queueSpeaker(
      register,
      speaker,
      { name: who.name, village: who.village, group: who.group, attendeeId: attendee, petitionId: petition },
      at,
    );
    if (isSpeaking) moveSpeaker(register, speaker, 'speaking', at);
    noteCorrection(
      register,
      newId(),
      {
        anchor: 'p',
        excerpt: '',
        asked: who.note,
        askedBy: who.name,
        attendeeId: attendee,
        village: who.village,
      },
      'Thư ký',
      at,
    );
    addPaper(register, {
      id: newId(),
      hash: 'a'.repeat(64),
      type: 'image/jpeg',
      size: 1,
      width: 1,
      height: 1,
      addedAt: at,
      addedBy: 'Thư ký',
      petitionId: petition,
      state: 'typed',
      note: who.note,
    });
    conflictsOf(register).set(`${petition}/name/1-1`, {
      petitionId: petition,
      field: 'name',
      kept: who.name,
      keptBy: '',
      keptAt: '',
      lost: who.note,
      lostBy: '',
      lostAt: '',
    });
  }
  setStageSettings(stage, { releaseAll: true });
  return { board, register, stage };
}

let shown = 0;

test('no string of the register is in the screen’s document', () => {
  fc.assert(
    fc.property(hall, (people) => {
      const { board, register, stage } = fill(people);
      const screen = new Y.Doc();
      const state = project({
        context: {
          dialogue: { ...dialogue, groups: [], fields: ['Nhà ở'], secretaries: [] },
          villages: ['Hào Lý'],
          body: 'UBND xã',
          frozenAt: '',
        },
        petitioners: allPetitioners(register),
        redactor: new Redactor(
          knownPeople(register, { ...dialogue, groups: [], fields: [], secretaries: [] }),
        ),
        board,
        register,
        stage,
        publicLink: '',
        shown: shownIssues(screen),
        released: (_key, text) => text,
      });
      screen.transact(() => writePublic(screen, state));
      const bytes = Buffer.from(Y.encodeStateAsUpdate(screen))
        .toString('utf8')
        .normalize('NFC')
        .toLowerCase();
      expect(bytes).not.toContain('ŵ');
      for (const [{ phone: number }] of people) expect(bytes).not.toContain(number);
      shown += state.issues.size;
    }),
    { seed, numRuns: 150 },
  );
  // A screen that shows nothing would hold nothing.
  expect(shown).toBeGreaterThan(100);
});
