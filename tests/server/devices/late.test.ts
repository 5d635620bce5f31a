import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Comparison } from '../../../shared/comparing/comparing.ts';
import { type LateProposal, type ListedDevice, maxLateBytes } from '../../../shared/devices.ts';
import { raisePetition } from '../../../shared/docs/board.ts';
import { addAttendee, attendeesOf, setAttendee } from '../../../shared/docs/register.ts';
import type { DialogueRecord, FreezeSummary } from '../../../shared/record.ts';
import { filesWith } from '../privacy/kit.ts';
import { base64, lateWords, newSign, type Office, openOffice, openSocket } from './kit.ts';

/* Late text against the real server: who may hand it in, what is refused, how it is decided. */

let office: Office;
let dialogueId: string;
let recorder: string;
let sign: string;
let state: Uint8Array;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());
beforeEach(async () => {
  dialogueId = (await office.dialogue()).id;
  recorder = await office.enter('recorder', dialogueId, 'Trần Thị Hòa');
  sign = newSign();
  // Closed in order: what is open for longer than a moment without a socket counts as gone.
  await tell(sign, { minutes: { waiting: 0, late: 0, age: 0 } }, true);
  const peer = await office.peer(dialogueId, 'minutes');
  state = Y.encodeStateAsUpdate(peer.doc);
});

const tell = (from: string, parts: object, bye = false, cookie = recorder) =>
  office.call<{ device: ListedDevice; late: LateProposal[] }>(
    'POST',
    `/dialogues/${dialogueId}/device`,
    { sign: from, parts, bye },
    cookie,
  );
const handIn = (update: Uint8Array, more: object = {}, cookie = recorder) =>
  office.request(
    'POST',
    `/dialogues/${dialogueId}/late`,
    { sign, kind: 'minutes', changes: 14, age: 60_000, update: base64(update), ...more },
    cookie,
  );
const handedIn = async (update: Uint8Array, more: object = {}) => {
  const response = await handIn(update, more);
  expect(response.status).toBe(200);
  return ((await response.json()) as { proposal: LateProposal | null }).proposal;
};
const proposals = async (cookie = office.organizer) =>
  (
    await office.call<{ proposals: LateProposal[] }>(
      'GET',
      `/dialogues/${dialogueId}/late`,
      undefined,
      cookie,
    )
  ).proposals;
const refusal = async (response: Response) => [
  response.status,
  ((await response.json()) as { error: string }).error,
];
const words = (comparison: Comparison) =>
  comparison.minutes.flatMap(({ parts }) =>
    parts.filter(({ kind }) => kind === 'added').map(({ text }) => text),
  );
const recordOf = (id: string) =>
  office
    .call<{ record: DialogueRecord }>('GET', `/freezes/${id}`)
    .then(({ record }) => JSON.stringify(record.minutes.body));

describe('before a freeze', () => {
  test('a device that says it holds something is named; without its name nothing is frozen, with it the freeze says so', async () => {
    await tell(sign, { minutes: { waiting: 14, late: 0, age: 60_000 } });
    const refused = await office.request('POST', `/dialogues/${dialogueId}/freezes`);
    expect(refused.status).toBe(409);
    const { error, devices } = (await refused.json()) as { error: string; devices: ListedDevice[] };
    expect(error).toBe('devicesHold');
    expect(devices).toMatchObject([
      { who: 'Trần Thị Hòa', kind: 'computer', risk: 'holds', held: { minutes: { waiting: 14 } } },
    ]);
    const others = await office.request('POST', `/dialogues/${dialogueId}/freezes`, { despite: ['another'] });
    expect(others.status).toBe(409);
    const despite = devices.map(({ id }) => id);
    const frozen = await office.call<FreezeSummary>('POST', `/dialogues/${dialogueId}/freezes`, { despite });
    const late = await office.call<{ despite: object[] }>('GET', `/dialogues/${dialogueId}/late`);
    expect(late.despite).toMatchObject([
      { recordId: frozen.id, deviceId: despite[0], who: 'Trần Thị Hòa', waiting: 14 },
    ]);
    const audit = await office.call<{ rows: { act: string; about: object }[] }>('GET', '/privacy/audit');
    expect(audit.rows).toContainEqual(
      expect.objectContaining({ act: 'frozeDespite', about: { devices: despite } }),
    );
  });

  test('a device that comes back is no longer in the way', async () => {
    const socket = await openSocket(office, recorder, dialogueId, sign);
    await tell(sign, { minutes: { waiting: 14, late: 0, age: 60_000 } });
    expect((await office.request('POST', `/dialogues/${dialogueId}/freezes`)).status).toBe(409);
    await tell(sign, { minutes: { waiting: 0, late: 0, age: 0 } });
    const devices = await office.call<ListedDevice[]>('GET', `/dialogues/${dialogueId}/devices`);
    expect(devices).toMatchObject([{ presence: 'connected', risk: '' }]);
    expect((await office.request('POST', `/dialogues/${dialogueId}/freezes`)).status).toBe(201);
    await socket.end();
  });

  test('only a device itself and the office name it, and a list tells nobody its key', async () => {
    const { device } = await tell(sign, { minutes: { waiting: 0, late: 0, age: 0 } });
    const path = `/dialogues/${dialogueId}/devices/${device.id}`;
    const other = await office.enter('recorder', dialogueId, 'Phạm Thư Ký');
    expect((await office.request('PATCH', path, { name: 'x', sign: newSign() }, other)).status).toBe(403);
    expect((await office.request('PATCH', path, { name: 'Laptop 2', sign }, recorder)).status).toBe(200);
    expect((await office.request('PATCH', path, { name: 'Laptop 3' })).status).toBe(200);
    const listed = await office.request('GET', `/dialogues/${dialogueId}/devices`, undefined, other);
    const text = await listed.text();
    expect(text).toContain('Laptop 3');
    expect(text).not.toContain(sign.split('.')[0]);
  });
});

describe('late text', () => {
  const frozen = () => office.freeze(dialogueId);

  test('is a proposal, once however often it is handed in; more of it extends the same', async () => {
    await frozen();
    const first = lateWords(state, 'Bà con đề nghị sửa cầu.');
    const made = await handedIn(first);
    expect(made).toMatchObject({ kind: 'minutes', who: 'Trần Thị Hòa', changes: 14, state: 'waiting' });
    expect(await handedIn(first)).toEqual(made);
    const more = lateWords(Y.mergeUpdates([state, first]), 'Chủ trì hẹn trả lời trước ngày 30.');
    const extended = await handedIn(Y.mergeUpdates([first, more]), { changes: 20 });
    expect(extended).toMatchObject({ id: made?.id, changes: 20 });
    expect(await proposals()).toHaveLength(1);
    const shown = await office.call<{ comparison: Comparison }>('GET', `/late/${made?.id}`);
    expect(words(shown.comparison)).toEqual([
      'Bà con đề nghị sửa cầu.',
      'Chủ trì hẹn trả lời trước ngày 30.',
    ]);
    expect((await tell(sign, { minutes: { waiting: 0, late: 20, age: 0 } })).late).toEqual([extended]);
  });

  test('that the record has already is none', async () => {
    await frozen();
    expect(await handedIn(state)).toBeNull();
    expect(await proposals()).toEqual([]);
  });

  test('taken: the dialogue is open with it, and the next version holds the words; the first one never changes', async () => {
    const first = await frozen();
    const made = await handedIn(lateWords(state, 'Bà con đề nghị sửa cầu.'));
    const path = `/late/${made?.id}/decision`;
    const decided = await office.call<{ proposal: LateProposal }>('POST', path, {
      state: 'taken',
      reason: 'Bổ sung',
    });
    expect(decided.proposal).toMatchObject({ state: 'taken', decidedBy: 'Lê Văn Phòng', reason: 'Bổ sung' });
    const again = await office.request('POST', path, { state: 'declined', reason: 'Không' });
    expect(await refusal(again)).toEqual([409, 'alreadyDecided']);
    const second = await office.freeze(dialogueId);
    expect(await recordOf(second.id)).toContain('Bà con đề nghị sửa cầu.');
    expect(await recordOf(first.id)).not.toContain('Bà con');
    // Who wrote it is known by name in the history.
    const history = await office.call<{ writers: object }>('GET', `/dialogues/${dialogueId}/history`);
    expect(Object.values(history.writers)).toContain('Trần Thị Hòa');
  });

  test('declined: with a reason that the device is told; it can be read on, and the same text is no new proposal', async () => {
    await frozen();
    const update = lateWords(state, 'Chuyện ngoài lề.');
    const made = await handedIn(update);
    const path = `/late/${made?.id}/decision`;
    expect((await office.request('POST', path, { state: 'declined', reason: ' ' })).status).toBe(400);
    await office.call('POST', path, { state: 'declined', reason: 'Không thuộc nội dung' });
    const { late } = await tell(sign, { minutes: { waiting: 0, late: 0, age: 0 } });
    expect(late).toMatchObject([{ id: made?.id, state: 'declined', reason: 'Không thuộc nội dung' }]);
    expect(await handedIn(update)).toMatchObject({ id: made?.id, state: 'declined' });
    const shown = await office.call<{ comparison: Comparison }>('GET', `/late/${made?.id}`);
    expect(words(shown.comparison)).toEqual(['Chuyện ngoài lề.']);
    const next = lateWords(Y.mergeUpdates([state, update]), 'Một câu nữa.');
    const more = await handedIn(Y.mergeUpdates([update, next]));
    expect(more?.id).not.toBe(made?.id);
    expect(more?.state).toBe('waiting');
  });

  test('is refused while the dialogue is open, from whom may not write it, of another document, broken, or too large', async () => {
    const late = lateWords(state, 'Chữ gõ muộn.');
    expect(await refusal(await handIn(late))).toEqual([409, 'notFrozen']);
    await frozen();
    const chair = await office.enter('chair', dialogueId, 'Nguyễn Chủ Trì');
    expect(await refusal(await handIn(late, {}, chair))).toEqual([403, 'notAllowed']);
    const reviewer = await office.enter('reviewer', dialogueId, 'Hoàng Rà Soát');
    expect(await refusal(await handIn(late, {}, reviewer))).toEqual([403, 'notAllowed']);
    const elsewhere = await office.enter('recorder', (await office.dialogue('Buổi khác')).id, 'Người Khác');
    expect(await refusal(await handIn(late, {}, elsewhere))).toEqual([404, 'notFound']);
    expect(await refusal(await handIn(late, { sign: newSign() }))).toEqual([404, 'notFound']);
    for (const kind of ['stage', 'screen', 'activity'])
      expect(await refusal(await handIn(late, { kind }))).toEqual([400, 'badInput']);
    // Text that builds on what this document does not have: another document's, or a part torn out.
    expect(await refusal(await handIn(lateWords(foreignState(), 'x'), { kind: 'board' }))).toEqual([
      400,
      'badInput',
    ]);
    expect(await refusal(await handIn(new Uint8Array([1, 2, 3, 250, 250])))).toEqual([400, 'badInput']);
    expect(await refusal(await handIn(late.subarray(0, late.length - 3)))).toEqual([400, 'badInput']);
    expect(await refusal(await handIn(deepTypes()))).toEqual([400, 'badInput']);
    const huge = lateWords(state, 'x'.repeat(maxLateBytes + 10));
    expect(await refusal(await handIn(huge))).toEqual([413, 'tooLarge']);
    expect(await proposals()).toEqual([]);
  });

  test('of the register is read by who may open it, and looking at it is noted', async () => {
    const register = await office.peer(dialogueId, 'register');
    const before = Y.encodeStateAsUpdate(register.doc);
    await frozen();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, before);
    addAttendee(doc, { ...someAttendee, name: 'Y Thu Hằng' });
    const made = await handedIn(Y.encodeStateAsUpdate(doc), { kind: 'register' });
    const reviewer = await office.enter('reviewer', dialogueId, 'Hoàng Rà Soát');
    expect(await proposals(reviewer)).toEqual([]);
    expect((await office.request('GET', `/late/${made?.id}`, undefined, reviewer)).status).toBe(404);
    const { comparison } = await office.call<{ comparison: Comparison }>('GET', `/late/${made?.id}`);
    expect(comparison.attendees).toMatchObject([{ kind: 'added', name: 'Y Thu Hằng' }]);
    const { rows } = await office.call<{ rows: { act: string }[] }>('GET', '/privacy/audit');
    expect(rows.map(({ act }) => act)).toContain('lateText');
    const officer = await office.enter('officer', dialogueId, 'Cán Bộ', { unit: 'Địa chính' });
    expect((await office.request('GET', `/late/${made?.id}`, undefined, officer)).status).toBe(403);
  });

  test('an erasure goes through it: nothing of the person is left in any file, and the rest of it is', async () => {
    const register = await office.peer(dialogueId, 'register');
    const hoa = { ...someAttendee, name: 'Trần Thị Gấm Hoa', village: 'Hào Lý' };
    addAttendee(register.doc, hoa);
    await expect
      .poll(async () => {
        const found = await office.call<{ places: unknown[] }>('POST', '/privacy/people', {
          name: 'gấm hoa',
        });
        return found.places.length;
      })
      .toBe(1);
    const before = Y.encodeStateAsUpdate(register.doc);
    await office.freeze(dialogueId);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, before);
    const entry = attendeesOf(doc).get(hoa.id);
    if (!entry) throw new Error('no entry');
    setAttendee(doc, entry, { phone: '0912345678' });
    addAttendee(doc, { ...hoa, id: 'attendee0002', village: 'Đăk Vang' });
    addAttendee(doc, { ...someAttendee, id: 'attendee0003', name: 'Lò Văn Khuê' });
    const made = await handedIn(Y.encodeStateAsUpdate(doc), { kind: 'register' });
    const spoken = await handedIn(lateWords(state, 'Bà Trần Thị Gấm Hoa xin hỗ trợ làm nhà.'));
    expect(filesWith(office.dir, ['Gấm Hoa', '0912345678'])).not.toEqual([]);
    await office.call('POST', '/privacy/erasures', {
      places: [{ dialogueId, kind: 'attendee', id: hoa.id }],
      ground: 'request',
      requestedOn: '2026-11-26',
      note: '',
    });
    expect(filesWith(office.dir, ['Gấm Hoa', '0912345678'])).toEqual([]);
    const shown = await office.call<{ comparison: Comparison }>('GET', `/late/${made?.id}`);
    expect(shown.comparison.attendees.map(({ name }) => name)).toContain('Lò Văn Khuê');
    const text = await office.call<{ comparison: Comparison }>('GET', `/late/${spoken?.id}`);
    expect(words(text.comparison).join()).toContain('xin hỗ trợ làm nhà.');
    // All of the dialogue: those too who stand in late text alone.
    await office.call('POST', `/privacy/dialogues/${dialogueId}/erasure`, {
      ground: 'termOver',
      requestedOn: '2026-11-26',
      note: '',
    });
    expect(filesWith(office.dir, ['Khuê'])).toEqual([]);
  });

  test('of the board shows no names of citizens, and its petition is numbered once it is taken', async () => {
    const board = await office.peer(dialogueId, 'board');
    const before = Y.encodeStateAsUpdate(board.doc);
    await frozen();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, before);
    raisePetition(doc, 'petition0001', 'Trần Thị Hòa', '2026-11-26T02:40:00.000Z', {
      content: 'Xin sửa cầu treo',
      field: 'Giao thông',
    });
    const made = await handedIn(Y.encodeStateAsUpdate(doc, Y.encodeStateVectorFromUpdate(before)), {
      kind: 'board',
    });
    const reviewer = await office.enter('reviewer', dialogueId, 'Hoàng Rà Soát');
    const { comparison } = await office.call<{ comparison: Comparison }>(
      'GET',
      `/late/${made?.id}`,
      undefined,
      reviewer,
    );
    expect(comparison.petitions).toMatchObject([{ kind: 'added', id: 'petition0001' }]);
    await office.call('POST', `/late/${made?.id}/decision`, { state: 'taken', reason: 'Bổ sung' });
    const { id } = await office.freeze(dialogueId);
    const { record } = await office.call<{ record: DialogueRecord }>('GET', `/freezes/${id}`);
    expect(record.petitions).toMatchObject([{ content: 'Xin sửa cầu treo', number: 'KN-01' }]);
  });
});

const someAttendee = {
  id: 'attendee0001',
  name: '',
  title: '',
  village: '',
  group: '',
  category: 'other',
  phone: '',
  present: true,
  walkIn: true,
  checkedInAt: '',
} as const;

/** A state whose text nobody in this hall knows. */
function foreignState(): Uint8Array {
  const doc = new Y.Doc();
  doc.getXmlFragment('body').insert(0, [new Y.XmlElement('paragraph')]);
  return Y.encodeStateAsUpdate(doc);
}

/** Types nested so deep that a device would break on them. */
function deepTypes(): Uint8Array {
  const doc = new Y.Doc();
  let map = doc.getMap<unknown>('deep');
  for (let depth = 0; depth < 400; depth += 1) {
    const next = new Y.Map<unknown>();
    map.set('x', next);
    map = next;
  }
  return Y.encodeStateAsUpdate(doc);
}
