import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { FreezeError } from '../../../server/freeze/contract.ts';
import { createFreezer, type FreezerOptions, hashOf } from '../../../server/freeze/freeze.ts';
import { openSigningKey } from '../../../server/freeze/key.ts';
import { openRecord } from '../../../server/freeze/record.ts';
import { createMemoryLog } from '../../../server/relay/memory-log.ts';
import { createRelay } from '../../../server/relay/relay.ts';
import type { FreezeBook, StoredFreeze } from '../../../server/store/store.ts';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { petitionsOf, raisePetition } from '../../../shared/docs/board.ts';
import { noteCorrection } from '../../../shared/docs/corrections.ts';
import { addAttendee, setPetitioner } from '../../../shared/docs/register.ts';
import { moveSpeaker, queueSpeaker } from '../../../shared/docs/speakers.ts';
import type { DialogueRecord } from '../../../shared/record.ts';

const dialogue: Dialogue = {
  id: 'dialogue0001',
  planId: '',
  title: 'Đối thoại',
  year: 2023,
  quarter: 'II',
  topic: '',
  groups: [],
  fields: ['Vay vốn'],
  place: '',
  heldOn: '',
  chairName: '',
  chairTitle: '',
  secretaries: [],
  state: 'open',
};
const office: Office = {
  superior: '',
  body: 'UBND XÃ',
  bodySign: 'UBND',
  place: '',
  authority: '',
  signerTitle: '',
  signerName: '',
  villages: [],
  units: [],
  authorities: [],
  holidays: [],
};
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const board = 'dialogue0001/board';

const noFreezes: Omit<FreezeBook, 'add'> = {
  read: async () => null,
  list: async () => [],
  lastHash: async () => null,
  hasHash: async () => false,
  keys: async () => [],
  erase: async () => 0,
};

let dir = '';
let relay: ReturnType<typeof createRelay>;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'doithoai-key-'));
  relay = createRelay({ log: createMemoryLog(), isSealed: () => false, logger: quiet });
});
afterEach(async () => {
  await relay.close();
  rmSync(dir, { recursive: true });
});

function setUp(change: Partial<FreezerOptions> = {}) {
  const stored: StoredFreeze[] = [];
  const numbers = new Map<string, number>();
  const state = { dialogue: { ...dialogue } };
  const freezer = createFreezer({
    relay,
    dialogues: {
      list: async () => [],
      read: async () => state.dialogue,
      write: async () => undefined,
      update: async () => true,
    },
    office: { read: async () => office, write: async () => undefined },
    plans: { list: async () => [], read: async () => null, write: async () => undefined },
    freezes: {
      async add(freeze) {
        stored.push(freeze);
        state.dialogue = { ...state.dialogue, state: 'frozen' };
      },
      ...noFreezes,
      lastHash: async () => stored.at(-1)?.hash ?? null,
    },
    key: openSigningKey(dir),
    numbers: {
      numbersOf: async () => numbers,
      async assign(_dialogueId, ids) {
        for (const id of ids) if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
        return numbers;
      },
    },
    amendment: async () => null,
    settleNumbers: async () => undefined,
    frozen: () => undefined,
    logger: quiet,
    now: () => new Date('2023-06-05T04:00:00Z'),
    ...change,
  });
  return { freezer, stored, state };
}

function petitionUpdate(id: string, content: string): Uint8Array {
  const doc = new Y.Doc();
  raisePetition(doc, id, 'Thư ký', '2023-06-05T02:00:00Z', { content, field: 'Vay vốn' });
  return Y.encodeStateAsUpdate(doc);
}

describe('freeze', () => {
  test('keeps minutes, board and register as one record, named by its hash', async () => {
    const { freezer, stored } = setUp();
    await relay.write(board, petitionUpdate('petition0001', 'Nội dung thứ nhất'));
    const register = new Y.Doc();
    setPetitioner(register, 'petition0001', { name: 'Nguyễn Văn Mẫu' });
    addAttendee(register, {
      id: 'attendee0001',
      name: 'Y Ví Dụ',
      title: '',
      village: 'Đăk Vang',
      group: '',
      category: 'poor',
      phone: '',
      present: true,
      walkIn: false,
      checkedInAt: '',
    });
    queueSpeaker(
      register,
      'speaker00001',
      { name: 'Y Ví Dụ', village: 'Đăk Vang', group: '', attendeeId: 'attendee0001' },
      '2023-06-05T02:30:00Z',
    );
    moveSpeaker(register, 'speaker00001', 'speaking', '2023-06-05T02:40:00Z');
    noteCorrection(
      register,
      'correction01',
      { anchor: '', excerpt: '', asked: 'Sửa giờ', askedBy: 'Y Ví Dụ', attendeeId: '', village: '' },
      'Thư ký',
      '2023-06-05T03:50:00Z',
    );
    await relay.write('dialogue0001/register', Y.encodeStateAsUpdate(register));
    const summary = await freezer.freeze(dialogue.id, 'Văn phòng');
    const [kept] = stored;
    if (!kept) throw new Error('nothing stored');
    expect(hashOf(kept.canonical)).toBe(summary.hash);
    // Names stand beside the hashed part, never in it: not as text, not in the register's state.
    for (const name of ['Nguyễn Văn Mẫu', 'Y Ví Dụ', 'Sửa giờ']) expect(kept.canonical).not.toContain(name);
    expect(JSON.parse(kept.canonical).yjs.register).toEqual({
      commitment: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const record = openRecord(kept);
    expect(record.petitions).toMatchObject([
      { number: 'KN-01', content: 'Nội dung thứ nhất', petitioner: { name: 'Nguyễn Văn Mẫu' } },
    ]);
    expect(record.attendees).toMatchObject([{ name: 'Y Ví Dụ', present: true }]);
    expect(record.corrections).toMatchObject([{ asked: 'Sửa giờ', askedBy: 'Y Ví Dụ', state: 'open' }]);
    expect(record.speakers).toMatchObject([
      { id: 'speaker00001', name: 'Y Ví Dụ', state: 'speaking', startedAt: '2023-06-05T02:40:00Z' },
    ]);
    expect(record).toMatchObject({
      frozenAt: '2023-06-05T04:00:00.000Z',
      frozenBy: 'Văn phòng',
      previous: null,
    });
    // The Yjs state in the record is the board as it was.
    const restored = new Y.Doc();
    Y.applyUpdate(restored, Buffer.from(record.yjs.board, 'base64'));
    expect(petitionsOf(restored).has('petition0001')).toBe(true);
  });

  test('closes the rooms for good, and refuses to freeze twice', async () => {
    const { freezer } = setUp();
    await freezer.freeze(dialogue.id, 'Văn phòng');
    await expect(relay.write(board, petitionUpdate('petition0002', 'Muộn'))).rejects.toThrow();
    await expect(freezer.freeze(dialogue.id, 'Văn phòng')).rejects.toMatchObject({ code: 'alreadyFrozen' });
  });

  test('a record that cannot be stored opens the rooms again', async () => {
    const { freezer } = setUp({
      freezes: {
        ...noFreezes,
        add: async () => {
          throw new Error('disk full');
        },
      },
    });
    const failure: FreezeError = await freezer.freeze(dialogue.id, 'x').catch((error) => error);
    expect(failure.code).toBe('storeFull');
    await relay.write(board, petitionUpdate('petition0003', 'Vẫn ghi được'));
  });

  test('a petition that slips in before the seal still gets its number on the board', async () => {
    let rounds = 0;
    const { freezer, stored } = setUp({
      async settleNumbers() {
        rounds += 1;
        const doc = new Y.Doc();
        Y.applyUpdate(doc, await relay.read(board));
        const before = Y.encodeStateVector(doc);
        for (const [, map] of petitionsOf(doc)) if (!map.get('number')) map.set('number', 'KN-01');
        await relay.write(board, Y.encodeStateAsUpdate(doc, before));
        if (rounds === 1) await relay.write(board, petitionUpdate('petition0004', 'Vừa kịp'));
      },
    });
    await freezer.freeze(dialogue.id, 'Văn phòng');
    expect(rounds).toBe(2);
    const record: DialogueRecord = JSON.parse(stored[0]?.canonical ?? '');
    const restored = new Y.Doc();
    Y.applyUpdate(restored, Buffer.from(record.yjs.board, 'base64'));
    expect(petitionsOf(restored).get('petition0004')?.get('number')).toBe('KN-01');
    expect(record.petitions).toMatchObject([{ number: 'KN-01', content: 'Vừa kịp' }]);
  });

  test('the chain: each record names the one before it', async () => {
    const { freezer, stored, state } = setUp();
    await freezer.freeze(dialogue.id, 'x');
    state.dialogue = { ...dialogue };
    relay.unseal(['minutes', 'board', 'register'].map((kind) => `${dialogue.id}/${kind}`));
    const second = await freezer.freeze(dialogue.id, 'x');
    expect(second.previous).toBe(stored[0]?.hash);
  });
});
