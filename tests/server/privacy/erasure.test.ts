import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { openDatabase } from '../../../server/store/sqlite/database.ts';
import { petitionsOf, petitionText, raisePetition } from '../../../shared/docs/board.ts';
import { noteCorrection } from '../../../shared/docs/corrections.ts';
import { erasedName, isErased } from '../../../shared/docs/erasing.ts';
import { bodyOf } from '../../../shared/docs/minutes.ts';
import { addPaper, allPapers } from '../../../shared/docs/papers.ts';
import {
  addAttendee,
  allAttendees,
  attendeesOf,
  petitionersOf,
  readPetitioner,
  setAttendee,
  setPetitioner,
} from '../../../shared/docs/register.ts';
import { allSpeakers, queueSpeaker, speakersOf } from '../../../shared/docs/speakers.ts';
import { appendParagraph } from '../../../shared/docs/written.ts';
import { newId } from '../../../shared/ids.ts';
import { cleanPaper } from '../../../shared/papers/paper-file.ts';
import type {
  AuditVerdict,
  ErasureDone,
  ErasurePlan,
  FoundPerson,
  FoundPlace,
} from '../../../shared/privacy.ts';
import type { DialogueRecord } from '../../../shared/record.ts';
import { verifyFile } from '../../../shared/verify/verify.ts';
import type { Peer } from '../../e2e/peer.ts';
import { plainJpeg } from '../../shared/papers/sample-files.ts';
import { filesWith, type Office, openOffice } from './kit.ts';

/** Names that stand nowhere else, so that a search through bytes means something. */
const citizen = 'Trần Thị Gấm Hoa';
const phone = '0912345678';
const address = 'Ngõ Dâu Tằm số 9';
const neighbour = 'Lò Văn Khuê';
const secrets = ['Gấm', phone, 'Dâu Tằm'];
const now = () => new Date().toISOString();
const someone = {
  title: '',
  group: '',
  category: 'poor',
  phone: '',
  present: true,
  walkIn: false,
  checkedInAt: '',
} as const;
const picture = cleanPaper(plainJpeg)?.bytes ?? plainJpeg;
const pictureHash = createHash('sha256').update(picture).digest('hex');

/** Fills a dialogue: a citizen with everything that can be known of her, a neighbour, and a namesake of hers. */
async function fill(office: Office, dialogueId: string, texts: boolean) {
  const ids = { attendee: newId(), petition: newId(), speaker: newId(), correction: newId(), paper: newId() };
  const others = { attendee: newId(), petition: newId() };
  const register = await office.peer(dialogueId, 'register');
  const board = await office.peer(dialogueId, 'board');
  const minutes = await office.peer(dialogueId, 'minutes');
  addAttendee(register.doc, { id: ids.attendee, name: citizen, village: 'Hào Lý', ...someone, phone });
  addAttendee(register.doc, { id: others.attendee, name: neighbour, village: 'Đăk Vang', ...someone });
  raisePetition(board.doc, ids.petition, 'Thư ký', now(), {
    content: texts
      ? `Hộ bà ${citizen} xin hỗ trợ làm nhà; TRẦN THỊ GẤM HOA đã làm đơn.`
      : 'Xin hỗ trợ làm nhà.',
    field: 'Vay vốn',
  });
  raisePetition(board.doc, others.petition, 'Thư ký', now(), { content: 'Đường lầy.', field: 'Giao thông' });
  setPetitioner(register.doc, ids.petition, {
    name: citizen,
    phone,
    address,
    attendeeId: ids.attendee,
    showName: true,
  });
  setPetitioner(register.doc, others.petition, { name: neighbour, phone: '0987654321' });
  queueSpeaker(
    register.doc,
    ids.speaker,
    { name: citizen, village: 'Hào Lý', group: '', attendeeId: ids.attendee, petitionId: ids.petition },
    now(),
  );
  noteCorrection(
    register.doc,
    ids.correction,
    {
      anchor: 'p1',
      excerpt: '',
      asked: `Ghi lại số của bà Gấm`,
      askedBy: citizen,
      attendeeId: '',
      village: '',
    },
    'Thư ký',
    now(),
  );
  addPaper(register.doc, {
    id: ids.paper,
    hash: pictureHash,
    type: 'image/jpeg',
    size: picture.length,
    width: 1,
    height: 1,
    addedAt: now(),
    addedBy: 'Thư ký',
    petitionId: ids.petition,
    state: 'typed',
    note: `Phiếu của ${citizen}`,
  });
  if (texts) appendParagraph(minutes.doc, `Bà ${citizen} phát biểu trước.`);
  const sent = await fetch(`${office.url()}/api/dialogues/${dialogueId}/papers/${pictureHash}`, {
    method: 'PATCH',
    headers: {
      cookie: office.organizer,
      'upload-offset': '0',
      'upload-length': String(picture.length),
      'content-type': 'application/octet-stream',
    },
    body: new Uint8Array(picture),
  });
  expect(await sent.json()).toMatchObject({ whole: true });
  // The hall has all of it: the register's last entry, a number for the later petition, the minutes' last words.
  await vi.waitFor(
    async () => {
      const { places } = await find(office, citizen);
      const kinds = new Set(places.map(({ kind }) => kind));
      const second = (await find(office, neighbour)).places.find(({ kind }) => kind === 'petitioner');
      if (kinds.size < 5 || !second?.number) throw new Error('not stored yet');
      if (texts && !(await joinedState(office, dialogueId, 'minutes')).includes('trước'))
        throw new Error('no text');
    },
    { timeout: 30_000, interval: 100 },
  );
  return { ids, others, register, board, minutes };
}

const find = (office: Office, name: string) => office.call<FoundPerson>('POST', '/privacy/people', { name });
const bare = (places: readonly FoundPlace[]) =>
  places.map(({ dialogueId, kind, id }) => ({ dialogueId, kind, id }));
const order = { ground: 'request', requestedOn: '2026-11-20', note: 'Đơn số 12/2026' };
const erase = (office: Office, places: readonly FoundPlace[]) =>
  office.call<ErasureDone>('POST', '/privacy/erasures', { ...order, places: bare(places) });

/** All bytes that a room is made of for who joins now. */
async function joinedState(office: Office, dialogueId: string, kind: 'register' | 'board' | 'minutes') {
  const joiner = await office.peer(dialogueId, kind);
  return Buffer.from(Y.encodeStateAsUpdate(joiner.doc)).toString('utf8');
}

/** What `npm run verify` and the page say of a record's file as it is exported now. */
async function verified(office: Office, recordId: string) {
  const file = await (await office.request('GET', `/freezes/${recordId}/record.json`)).arrayBuffer();
  const { keys } = await office.call<{ keys: string[] }>('GET', '/verification/key');
  const report = await verifyFile(new Uint8Array(file), {
    trusts: (key) => keys.includes(key),
    hasRecord: async (hash) =>
      (await office.call<{ known: boolean }>('GET', `/verification/records/${hash}`)).known,
  });
  expect(report.verdict).toBe('whole');
  return {
    hash: report.facts?.hash,
    erased: report.checks.flatMap(({ finding, paths }) => (finding === 'erased' ? paths : [])),
  };
}

/** Cuts a device off; what it holds stays. */
function takeAway(peer: Peer): void {
  peer.provider.disconnect();
}

async function comeBack(peer: Peer): Promise<void> {
  const synced = new Promise<void>((resolve) => peer.provider.once('sync', () => resolve()));
  peer.provider.connect();
  await synced;
}

describe('a dialogue that is going on', () => {
  let office: Office;
  let dialogueId = '';
  let filled: Awaited<ReturnType<typeof fill>>;
  let stale: Peer;
  let staleBoard: Peer;
  let found: FoundPerson;
  let done: ErasureDone;
  beforeAll(async () => {
    office = await openOffice();
    dialogueId = (await office.dialogue()).id;
    filled = await fill(office, dialogueId, true);
    stale = await office.peer(dialogueId, 'register');
    staleBoard = await office.peer(dialogueId, 'board');
    found = await find(office, 'gam hoa');
  }, 60_000);
  afterAll(() => office?.close());

  test('a person is found wherever the register names them, whatever the marks, with what tells namesakes apart', () => {
    const kinds = found.places.map(({ kind }) => kind).sort();
    expect(kinds).toEqual(['attendee', 'correction', 'paper', 'petitioner', 'speaker']);
    const petitioner = found.places.find(({ kind }) => kind === 'petitioner');
    expect(petitioner).toMatchObject({ name: citizen, village: 'Hào Lý', phone, address, consent: true });
    expect(petitioner?.number).toMatch(/^KN-0[12]$/);
  });

  test('before anything is done it is said what will happen', async () => {
    const plan = await office.call<ErasurePlan>('POST', '/privacy/erasures/plan', {
      places: bare(found.places),
    });
    expect(plan).toMatchObject({ live: 5, values: 0, papers: 1, records: 0, oldRecords: 0 });
    const texts = plan.texts.map(({ kind, times, changeable }) => ({ kind, times, changeable }));
    expect(texts).toEqual([
      { kind: 'petition', times: 2, changeable: true },
      { kind: 'minutes', times: 1, changeable: true },
    ]);
  });

  test('a note that names the person is refused, and nothing is changed', async () => {
    const response = await office.request('POST', '/privacy/erasures', {
      ...order,
      note: `đơn của bà trần thị gấm hoa`,
      places: bare(found.places),
    });
    expect([response.status, await response.json()]).toEqual([400, { error: 'noteNamesPerson' }]);
    expect(await office.call('GET', '/privacy/erasures')).toEqual([]);
  });

  test('it is done: connected devices lose it at once, nothing in the store holds it', async () => {
    // Two devices are away with all of it, and go on writing.
    for (const peer of [stale, staleBoard]) takeAway(peer);
    const map = attendeesOf(stale.doc).get(filled.ids.attendee);
    if (map) setAttendee(stale.doc, map, { name: `${citizen} (sửa)`, phone });
    setPetitioner(stale.doc, filled.ids.petition, { name: `${citizen} (sửa)`, address });
    done = await erase(office, found.places);
    expect(done).toMatchObject({ live: 5, values: 0, papers: 1, texts: 3, swept: true });
    await expect
      .poll(
        () =>
          allAttendees(filled.register.doc)
            .map(({ name }) => name)
            .sort(),
        { timeout: 20_000 },
      )
      .toEqual(['', neighbour].sort());
    expect(allSpeakers(filled.register.doc).map(({ name, village }) => [name, village])).toEqual([
      ['', 'Hào Lý'],
    ]);
    const content = petitionsOf(filled.board.doc).get(filled.ids.petition);
    await expect
      .poll(() => content && petitionText(content, 'content')?.toString(), { timeout: 20_000 })
      .toBe(`Hộ bà ${erasedName} xin hỗ trợ làm nhà; ${erasedName} đã làm đơn.`);
    await expect
      .poll(() => bodyOf(filled.minutes.doc).toString(), { timeout: 20_000 })
      .toContain(`Bà ${erasedName} phát biểu trước.`);
    // The history of the minutes would need the text that is gone.
    const history = await office.call<{ moments: unknown[] }>('GET', `/dialogues/${dialogueId}/history`);
    expect(history.moments).toEqual([]);
    // What a device of the product holds now: Yjs has dropped the content of what was deleted.
    expect(Buffer.from(Y.encodeStateAsUpdate(filled.register.doc)).toString('utf8')).not.toContain('Gấm');
    for (const kind of ['register', 'board', 'minutes'] as const) {
      const state = await joinedState(office, dialogueId, kind);
      for (const secret of secrets) expect(state, kind).not.toContain(secret);
    }
    // Neither the log of updates nor the index, a free page, the write-ahead log or a folder of papers.
    expect(filesWith(office.dir, [...secrets, 'gam hoa', 'GẤM'])).toEqual([]);
    expect(filesWith(office.dir, [neighbour])).not.toEqual([]);
  });

  test('the search finds her no more, her neighbour still', async () => {
    const ask = async (q: string) =>
      (await office.request('GET', `/search?q=${encodeURIComponent(q)}`)).text();
    expect(await ask('gấm hoa')).not.toContain(filled.ids.petition);
    expect(await ask('lò văn khuê')).toContain(filled.others.petition);
    expect((await find(office, 'gấm hoa')).places).toEqual([]);
  });

  test('a device that was away with the old state, and wrote on, does not bring her back and loses her', async () => {
    expect(Buffer.from(Y.encodeStateAsUpdate(stale.doc)).toString('utf8')).toContain('Gấm');
    await comeBack(stale);
    await comeBack(staleBoard);
    await expect
      .poll(() => Buffer.from(Y.encodeStateAsUpdate(stale.doc)).toString('utf8'), { timeout: 20_000 })
      .not.toContain('Gấm');
    expect(isErased(attendeesOf(stale.doc).get(filled.ids.attendee))).toBe(true);
    for (const kind of ['register', 'board'] as const)
      for (const secret of secrets) expect(await joinedState(office, dialogueId, kind)).not.toContain(secret);
    await expect.poll(() => filesWith(office.dir, ['(sửa)']), { timeout: 20_000 }).toEqual([]);
  });

  test('who writes her into the emptied entry all the same, or puts the old one back, is undone', async () => {
    const crafty = await office.peer(dialogueId, 'register');
    const erased = petitionersOf(crafty.doc).get(filled.ids.petition);
    crafty.doc.transact(() => {
      erased?.set('name', citizen);
      const again = new Y.Map<string | boolean>();
      again.set('name', citizen);
      attendeesOf(crafty.doc).set(filled.ids.attendee, again);
      speakersOf(crafty.doc).get(filled.ids.speaker)?.set('name', citizen);
    });
    await expect
      .poll(
        () => [
          ...allAttendees(crafty.doc).map(({ name }) => name),
          ...allSpeakers(crafty.doc).map(({ name }) => name),
          ...[...petitionersOf(crafty.doc).values()].map((map) => readPetitioner(map).name),
        ],
        { timeout: 20_000 },
      )
      .not.toContain(citizen);
    await expect
      .poll(async () => joinedState(office, dialogueId, 'register'), { timeout: 20_000 })
      .not.toContain('Gấm');
  });

  test('her paper is gone and is not taken again', async () => {
    expect(allPapers(filled.register.doc)).toEqual([]);
    expect(existsSync(join(office.dir, 'papers', pictureHash.slice(0, 2), pictureHash))).toBe(false);
    const path = `/dialogues/${dialogueId}/papers/${pictureHash}`;
    expect((await office.request('GET', path)).status).toBe(404);
    const again = await fetch(`${office.url()}/api${path}`, {
      method: 'PATCH',
      headers: { cookie: office.organizer, 'upload-offset': '0', 'upload-length': String(picture.length) },
      body: new Uint8Array(picture),
    });
    expect([again.status, await again.json()]).toEqual([409, { error: 'paperErased' }]);
  });

  test('a record frozen afterwards holds what is left; the log says what was done, not of whom', async () => {
    const freeze = await office.freeze(dialogueId);
    const { record } = await office.call<{ record: DialogueRecord }>('GET', `/freezes/${freeze.id}`);
    expect(record.attendees.map(({ name }) => name).sort()).toEqual(['', neighbour].sort());
    expect(JSON.stringify(record)).not.toContain('Gấm');
    // Nothing was erased of this record: it never held her.
    expect((await verified(office, freeze.id)).erased).toEqual([]);
    const log = await (await office.request('GET', '/privacy/audit')).text();
    for (const act of ['lookedUp', 'erasing', 'erased']) expect(log).toContain(`"${act}"`);
    for (const secret of secrets) expect(log).not.toContain(secret);
    expect(await office.call<AuditVerdict>('GET', '/privacy/audit/verdict')).toMatchObject({ whole: true });
  });
});

describe('a dialogue that is frozen, opened again, and frozen again', () => {
  let office: Office;
  let dialogueId = '';
  let filled: Awaited<ReturnType<typeof fill>>;
  let records: string[] = [];
  let hashes: (string | undefined)[] = [];
  let away: Peer;
  beforeAll(async () => {
    office = await openOffice();
    dialogueId = (await office.dialogue()).id;
    filled = await fill(office, dialogueId, false);
    const first = await office.freeze(dialogueId);
    await office.call('POST', `/freezes/${first.id}/reopening`, { reason: 'Sửa lỗi chính tả' });
    const second = await office.freeze(dialogueId);
    records = [first.id, second.id];
    hashes = [first.hash, second.hash];
    away = await office.peer(dialogueId, 'register');
    takeAway(away);
  }, 60_000);
  afterAll(() => office?.close());

  test('every version is found, and both are said to hold values of her', async () => {
    const { places } = await find(office, 'gấm hoa');
    const attendee = places.find(({ kind }) => kind === 'attendee');
    expect(attendee).toMatchObject({ live: true, versions: [1, 2] });
    const plan = await office.call<ErasurePlan>('POST', '/privacy/erasures/plan', { places: bare(places) });
    expect(plan.records).toBe(2);
    expect(plan.values).toBeGreaterThan(10);
    expect(plan.texts).toEqual([]);
  });

  test('the sealed register forgets her, the records stay whole with what was erased named, the neighbour stays', async () => {
    const { places } = await find(office, 'gấm hoa');
    const done = await erase(office, places);
    expect(done).toMatchObject({ live: 5, papers: 1, texts: 0, swept: true });
    expect(done.values).toBeGreaterThan(10);
    await expect
      .poll(
        () =>
          allAttendees(filled.register.doc)
            .map(({ name }) => name)
            .sort(),
        { timeout: 20_000 },
      )
      .toEqual(['', neighbour].sort());
    for (const [index, id] of records.entries()) {
      const { hash, erased } = await verified(office, id);
      expect(hash).toBe(hashes[index]);
      expect(erased).toContain('/yjs/register');
      expect(erased.filter((path) => /^\/attendees\/\d\/name$/.test(path))).toHaveLength(1);
      expect(erased.filter((path) => /^\/petitions\/\d\/petitioner\/name$/.test(path))).toHaveLength(1);
      const { record } = await office.call<{ record: DialogueRecord }>('GET', `/freezes/${id}`);
      expect(record.attendees.map(({ name }) => name).sort()).toEqual(['', neighbour].sort());
      expect(record.petitions.map(({ petitioner }) => petitioner?.name ?? '').sort()).toEqual(
        ['', neighbour].sort(),
      );
    }
    expect(filesWith(office.dir, secrets)).toEqual([]);
    expect((await find(office, 'gấm hoa')).places).toEqual([]);
  });

  test('the dialogue stays frozen: nobody else can write there, before or after', async () => {
    const attendee = attendeesOf(filled.register.doc).get(filled.others.attendee);
    if (attendee) setAttendee(filled.register.doc, attendee, { name: 'Viết sau khi chốt' });
    await office.call('GET', '/office');
    expect(await joinedState(office, dialogueId, 'register')).not.toContain('Viết sau khi chốt');
  });

  test('a device that was away comes back to a frozen dialogue without her', async () => {
    await comeBack(away);
    await expect
      .poll(() => Buffer.from(Y.encodeStateAsUpdate(away.doc)).toString('utf8'), { timeout: 20_000 })
      .not.toContain('Gấm');
  });

  test('documents made after it say nothing of her, and after a restart it is the same', async () => {
    await office.restart();
    for (const path of [
      `/freezes/${records[1]}/petitions.csv`,
      `/freezes/${records[0]}/record.json`,
      `/freezes/${records[1]}/session.json`,
    ]) {
      const text = await (await office.request('GET', path)).text();
      for (const secret of secrets) expect(text, path).not.toContain(secret);
      expect(text).toContain(neighbour);
    }
    for (const id of records) expect((await verified(office, id)).erased.length).toBeGreaterThan(5);
    expect(await office.call<AuditVerdict>('GET', '/privacy/audit/verdict')).toMatchObject({ whole: true });
  });

  test('a whole dialogue whose time is over: nobody is named in it any more, the records stay whole', async () => {
    await office.call('PUT', '/privacy/retention', { years: 5 });
    type Retention = { years: number; due: { id: string; people: number }[] };
    expect(await office.call<Retention>('GET', '/privacy/retention')).toEqual({ years: 5, due: [] });
    const done = await office.call<ErasureDone>('POST', `/privacy/dialogues/${dialogueId}/erasure`, {
      ground: 'termOver',
      requestedOn: '2026-11-26',
      note: '',
    });
    expect(done.live).toBeGreaterThan(0);
    for (const id of records) {
      await verified(office, id);
      const { record } = await office.call<{ record: DialogueRecord }>('GET', `/freezes/${id}`);
      expect(record.attendees.map(({ name }) => name)).toEqual(['', '']);
      expect(record.attendees.map(({ village }) => village).sort()).toEqual(['Hào Lý', 'Đăk Vang'].sort());
    }
    expect(filesWith(office.dir, [neighbour, '0987654321'])).toEqual([]);
    const again = await office.request('POST', `/privacy/dialogues/${dialogueId}/erasure`, {
      ground: 'termOver',
      requestedOn: '2026-11-26',
      note: '',
    });
    expect(again.status).toBe(404);
  });
});

describe('an erasure that a disk refused halfway', () => {
  test('says so, is listed as not finished, and goes on when there is room again', async () => {
    const office = await openOffice();
    try {
      const { id: dialogueId } = await office.dialogue();
      await fill(office, dialogueId, false);
      const freeze = await office.freeze(dialogueId);
      const { places } = await find(office, 'gấm hoa');
      office.sql(
        `CREATE TRIGGER full BEFORE UPDATE ON freeze_personal BEGIN SELECT RAISE(ABORT, 'full'); END`,
      );
      const refused = await office.request('POST', '/privacy/erasures', { ...order, places: bare(places) });
      expect([refused.status, await refused.json()]).toEqual([507, { error: 'erasureCutShort' }]);
      expect(await office.call('GET', '/privacy/erasures')).toMatchObject([{ doneAt: '' }]);
      expect((await office.request('POST', '/privacy/erasures/rest')).status).toBe(507);
      office.sql('DROP TRIGGER full');
      await office.call('POST', '/privacy/erasures/rest');
      expect(await office.call('GET', '/privacy/erasures')).toMatchObject([
        { doneAt: expect.stringMatching(/^2\d{3}-/) },
      ]);
      expect((await verified(office, freeze.id)).erased.length).toBeGreaterThan(5);
      expect(filesWith(office.dir, secrets)).toEqual([]);
    } finally {
      await office.close();
    }
  }, 60_000);
});

describe('an erasure while a backup reads', () => {
  test('says that the space is not overwritten yet, and overwrites it later, at the latest when the server stops', async () => {
    const office = await openOffice();
    try {
      const { id: dialogueId } = await office.dialogue();
      await fill(office, dialogueId, false);
      const { places } = await find(office, 'gấm hoa');
      const reader = openDatabase(office.dir);
      reader.exec('BEGIN; SELECT count(*) FROM search_name');
      const done = await erase(office, places);
      expect(done.swept).toBe(false);
      expect(filesWith(office.dir, secrets)).not.toEqual([]);
      reader.exec('COMMIT');
      reader.close();
      await office.restart();
      expect(filesWith(office.dir, secrets)).toEqual([]);
    } finally {
      await office.close();
    }
  }, 60_000);
});

describe('an erasure that a power cut ended', () => {
  test('is done at the next start, and one that nobody noted in the log is seen', async () => {
    const office = await openOffice();
    try {
      const { id: dialogueId } = await office.dialogue();
      const { ids } = await fill(office, dialogueId, true);
      const freeze = await office.freeze(dialogueId);
      // What stands in the store when the power goes: the order, and nothing done.
      const places = [
        ['attendee', ids.attendee],
        ['petitioner', ids.petition],
        ['speaker', ids.speaker],
        ['correction', ids.correction],
        ['paper', pictureHash],
      ];
      office.sql(
        [
          `INSERT INTO erasure VALUES ('cutshort0001', '2026-11-26T00:00:00Z', 'request', '2026-11-26', '', '')`,
          ...places.map(
            ([kind, id]) =>
              `INSERT INTO erased_place VALUES ('${dialogueId}', '${kind}', '${id}', 'cutshort0001')`,
          ),
        ].join('; '),
      );
      await office.restart();
      const erasures = await office.call<{ id: string; doneAt: string }[]>('GET', '/privacy/erasures');
      expect(erasures).toMatchObject([{ id: 'cutshort0001', doneAt: expect.stringMatching(/^2\d{3}-/) }]);
      expect((await find(office, 'gấm hoa')).places).toEqual([]);
      for (const kind of ['register', 'board', 'minutes'] as const)
        for (const secret of secrets)
          expect(await joinedState(office, dialogueId, kind)).not.toContain(secret);
      const { erased } = await verified(office, freeze.id);
      expect(erased.length).toBeGreaterThan(5);
      const { problems } = await office.call<AuditVerdict>('GET', '/privacy/audit/verdict');
      expect(problems.map(({ kind }) => kind)).toEqual(['erasureMissing']);
    } finally {
      await office.close();
    }
  }, 60_000);
});
