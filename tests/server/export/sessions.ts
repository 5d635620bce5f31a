import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import * as Y from 'yjs';
import { sessionJson } from '../../../server/export/session-json.ts';
import { openSigningKey, signatureBy } from '../../../server/freeze/key.ts';
import { buildRecord } from '../../../server/freeze/record.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import type { Store, StoredFreeze } from '../../../server/store/store.ts';
import { canonicalize } from '../../../shared/canonical.ts';
import { raisePetition } from '../../../shared/docs/board.ts';
import { noteCorrection } from '../../../shared/docs/corrections.ts';
import { addPaper } from '../../../shared/docs/papers.ts';
import { addAttendee, setPetitioner } from '../../../shared/docs/register.ts';
import { queueSpeaker } from '../../../shared/docs/speakers.ts';
import { minutesTemplate, writeTemplate } from '../../../shared/minutes-template.ts';
import { categories, channels, outcomes } from '../../../shared/petition.ts';
import { sha256Hex } from '../../../shared/verify/bytes.ts';
import { saltLength, separate } from '../../../shared/verify/personal.ts';
import { recordMessage } from '../../../shared/verify/signing.ts';
import { sampleRecord } from '../documents/sample.ts';

/** Sessions for the tests of export and import: invented, and frozen as the server freezes. */

export interface InventedPetition {
  content: string;
  answer: string;
  name: string;
  phone: string;
  village: string;
  channel: number;
  outcome: number;
}

export interface InventedSession {
  title: string;
  petitions: InventedPetition[];
  people: string[];
  asked: string[];
}

const anything = fc.string({ unit: 'binary', maxLength: 40 });

export const anySession: fc.Arbitrary<InventedSession> = fc.record({
  title: anything,
  petitions: fc.array(
    fc.record({
      content: anything,
      answer: anything,
      name: anything,
      phone: anything,
      village: anything,
      channel: fc.nat(2),
      outcome: fc.nat(5),
    }),
    { maxLength: 6 },
  ),
  people: fc.array(anything, { maxLength: 6 }),
  asked: fc.array(anything, { maxLength: 3 }),
});

export const dialogueId = 'dialogue0001';
const at = '2026-03-12T02:00:00.000Z';

const keyDir = mkdtempSync(join(tmpdir(), 'doithoai-key-'));
/** The key of the installation that the sessions come from. */
export const key = openSigningKey(keyDir);
rmSync(keyDir, { recursive: true });

/** The hash of an invented paper. */
export const paperHash = (n: number) => n.toString(16).padStart(64, '0');

/** Freezes an invented session as the freezer does, behind a record with the hash `previous`. */
export function frozen(session: InventedSession, id: string, previous: string | null = null): StoredFreeze {
  const [minutes, board, register] = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
  const dialogue = { ...sampleRecord.dialogue, id: dialogueId, title: session.title, heldOn: '2026-03-12' };
  writeTemplate(minutes, minutesTemplate(dialogue, sampleRecord.office));
  const numbers = new Map<string, number>();
  session.petitions.forEach((petition, n) => {
    const petitionId = `petition${String(n).padStart(4, '0')}`;
    raisePetition(board, petitionId, 'Thư ký', at, {
      content: petition.content,
      village: petition.village,
      channel: channels[petition.channel] ?? 'spoken',
      outcome: outcomes[petition.outcome] ?? '',
    });
    setPetitioner(register, petitionId, { name: petition.name, phone: petition.phone });
    addPaper(register, {
      id: `paper000${n}`,
      hash: paperHash(n),
      type: 'image/jpeg',
      size: 10,
      width: 1,
      height: 1,
      addedAt: at,
      addedBy: '',
      petitionId,
      state: 'typed',
      note: '',
    });
    numbers.set(petitionId, n + 1);
  });
  session.people.forEach((name, n) => {
    addAttendee(register, {
      id: `attendee${n}`,
      name,
      title: '',
      village: '',
      group: '',
      category: categories[n % categories.length] ?? 'other',
      phone: '',
      present: n % 2 === 0,
      walkIn: false,
      checkedInAt: '',
    });
    queueSpeaker(register, `speaker${n}`, { name, village: '', group: '', attendeeId: '' }, at);
  });
  session.asked.forEach((asked, n) => {
    noteCorrection(
      register,
      `correction${n}`,
      { anchor: '', excerpt: '', asked, askedBy: '', attendeeId: '', village: '' },
      'Thư ký',
      at,
    );
  });
  const record = buildRecord({
    id,
    dialogue,
    office: sampleRecord.office,
    recipients: ['Lưu: VT'],
    frozenAt: at,
    frozenBy: 'Văn phòng',
    previous,
    minutes: Y.encodeStateAsUpdate(minutes),
    board: Y.encodeStateAsUpdate(board),
    register: Y.encodeStateAsUpdate(register),
    numbers,
    edition: 1,
    amends: null,
  });
  const { hashed, personal } = separate(record, () => randomBytes(saltLength));
  const canonical = canonicalize(hashed);
  const hash = sha256Hex(canonical);
  return {
    id,
    dialogueId,
    hash,
    previous,
    frozenAt: at,
    frozenBy: 'Văn phòng',
    canonical,
    signature: signatureBy(key, recordMessage(hash)),
    personal,
  };
}

export const someSession: InventedSession = {
  title: 'Đối thoại với hội viên Hội Nông dân',
  petitions: Array.from({ length: 3 }, (_, n) => ({
    content: `Đề nghị sửa đường ${n}`,
    answer: '',
    name: `Y Ví Dụ ${n}`,
    phone: '0900000123',
    village: 'Đăk Vang',
    channel: n,
    outcome: n,
  })),
  people: ['Y Ví Dụ', 'A Mẫu'],
  asked: ['Sửa giờ bắt đầu'],
};

export const jsonOf = (...freezes: StoredFreeze[]) => [...sessionJson(freezes, [])].join('');

/** The records of the dialogue in a store as open JSON. */
export async function exported(store: Store): Promise<string> {
  const list = await store.freezes.list(dialogueId);
  const known = await Promise.all(list.map(({ id }) => store.freezes.read(id)));
  return jsonOf(...known.filter((one) => one !== null));
}

/** An empty installation. */
export async function installation() {
  const dir = mkdtempSync(join(tmpdir(), 'doithoai-export-'));
  const store = await openSqliteStore(dir, createUpdateLog);
  return {
    dir,
    store,
    async remove() {
      await store.close();
      rmSync(dir, { recursive: true });
    },
  };
}
