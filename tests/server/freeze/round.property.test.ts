import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openRecord } from '../../../server/freeze/record.ts';
import { canonicalize } from '../../../shared/canonical.ts';
import { raisePetition } from '../../../shared/docs/board.ts';
import { noteCorrection } from '../../../shared/docs/corrections.ts';
import { factsOf } from '../../../shared/docs/minutes.ts';
import { addAttendee, setPetitioner } from '../../../shared/docs/register.ts';
import { queueSpeaker } from '../../../shared/docs/speakers.ts';
import { writeTemplate } from '../../../shared/minutes-template.ts';
import { categories } from '../../../shared/petition.ts';
import { sha256Hex } from '../../../shared/verify/bytes.ts';
import { keptRecordOf, writeRecordFile } from '../../../shared/verify/record-file.ts';
import { verifyFile } from '../../../shared/verify/verify.ts';
import { freezeStand, openDialogue } from './stand.ts';

let here: Awaited<ReturnType<typeof freezeStand>>;
let elsewhere: Awaited<ReturnType<typeof freezeStand>>;
beforeAll(async () => {
  here = await freezeStand();
  elsewhere = await freezeStand();
});
afterAll(async () => {
  await here.close();
  await elsewhere.close();
});

/** Any text that a keyboard, a paste or a hostile peer leaves, half emoji among them. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('Nguyễn Thị Ánh', 'Y Ngọc', 'Đăk Vang', '', '\ud83d', 'a\u0301', '"\\\u2028</script>'),
);

const session = fc.record({
  paragraphs: fc.array(text, { maxLength: 6 }),
  place: text,
  petitions: fc.array(fc.record({ content: text, village: text, name: text, phone: text }), { maxLength: 8 }),
  attendees: fc.array(fc.record({ name: text, group: text, category: fc.constantFrom(...categories) }), {
    maxLength: 8,
  }),
  speakers: fc.array(text, { maxLength: 4 }),
  corrections: fc.array(text, { maxLength: 3 }),
  frozenBy: text,
});
type Session = typeof session extends fc.Arbitrary<infer T> ? T : never;

let count = 0;

/** Writes a session into the relay's rooms under an id of its own. */
async function hold(made: Session): Promise<string> {
  count += 1;
  const id = `dialogue${String(count).padStart(4, '0')}`;
  await here.store.dialogues.write({ ...openDialogue, id, groups: [], fields: [], secretaries: [] });
  const [minutes, board, register] = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
  const content = made.paragraphs.map((words) => ({
    type: 'paragraph',
    content: words ? [{ type: 'text', text: words }] : [],
  }));
  writeTemplate(minutes, { type: 'doc', content });
  factsOf(minutes).set('place', made.place);
  const at = '2023-06-05T02:00:00Z';
  for (const [index, { content: words, village, name, phone }] of made.petitions.entries()) {
    raisePetition(board, `petition000${index}`, 'Thư ký', at, { content: words, village });
    setPetitioner(register, `petition000${index}`, { name, phone });
  }
  const blank = { title: '', village: '', phone: '', present: true, walkIn: false, checkedInAt: '' };
  for (const [index, attendee] of made.attendees.entries())
    addAttendee(register, { ...blank, ...attendee, id: `attendee000${index}` });
  for (const [index, name] of made.speakers.entries())
    queueSpeaker(register, `speaker0000${index}`, { name, village: '', group: '', attendeeId: '' }, at);
  for (const [index, asked] of made.corrections.entries())
    noteCorrection(
      register,
      `correction0${index}`,
      { anchor: '', excerpt: '', asked, askedBy: asked, attendeeId: '', village: '' },
      'Thư ký',
      at,
    );
  for (const [kind, doc] of Object.entries({ minutes, board, register }))
    await here.relay.write(`${id}/${kind}`, Y.encodeStateAsUpdate(doc));
  return id;
}

const bytes = (file: string) => new TextEncoder().encode(file);

test('any session freezes, verifies, exports and imports to the same hash', async () => {
  let previous: string | null = null;
  await fc.assert(
    fc.asyncProperty(session, async (made) => {
      const dialogueId = await hold(made);
      const summary = await here.freezer.freeze(dialogueId, made.frozenBy);
      expect(summary.previous).toBe(previous);
      previous = summary.hash;
      const stored = await here.store.freezes.read(summary.id);
      if (!stored) throw new Error('nothing stored');
      const file = writeRecordFile(stored, true);
      const known = {
        trusts: (key: string) => key === here.key.publicKey,
        hasRecord: (hash: string) => here.store.freezes.hasHash(hash),
      };
      const report = await verifyFile(bytes(file), known);
      expect(report.checks.filter(({ finding }) => finding !== 'whole')).toEqual([]);
      expect(report).toMatchObject({ verdict: 'whole', facts: { hash: summary.hash } });
      expect((await verifyFile(bytes(writeRecordFile(stored, false)), known)).verdict).toBe('whole');

      const taken = keptRecordOf(bytes(file));
      if (!taken) throw new Error('not taken in');
      await elsewhere.store.freezes.add({ ...summary, hash: sha256Hex(taken.canonical), ...taken });
      const again = await elsewhere.store.freezes.read(summary.id);
      if (!again) throw new Error('not stored again');
      expect(again.hash).toBe(summary.hash);
      expect(writeRecordFile(again, true)).toBe(file);
      expect(canonicalize(openRecord(again))).toBe(canonicalize(openRecord(stored)));
      expect(openRecord(again).petitions.length).toBe(made.petitions.length);
    }),
    { seed: 180_003, numRuns: 40 },
  );
});
