import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PetitionQuery } from '../../../server/board/contract.ts';
import type { StoredAnswer } from '../../../server/follow-up/contract.ts';
import { newItem } from '../../../server/inbox/items.ts';
import type { IndexQuery } from '../../../server/search/contract.ts';
import type { Link, Store } from '../../../server/store/store.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import type { FollowUpEvent } from '../../../shared/follow-up.ts';
import { plan2023 } from '../../../shared/plan/plan-2023.ts';
import { readQuery } from '../../../shared/search.ts';
import { registerPath } from '../../../shared/verify/personal.ts';
import { petitionMaker } from '../../bench/petition-maker.ts';

/** A store to test, and what lets the suite look underneath it. */
export interface StoreUnderTest {
  store: Store;
  /** Closes it and opens the same data again. */
  reopen(): Promise<StoreUnderTest>;
  /** Runs a statement behind the store's back; rejects when the store refuses. */
  tamper(statement: string): Promise<void>;
  /** How this engine puts rows in the place of others without asking what keeps them from deletion; else the plain words. */
  orReplace: { insert: string; update: string };
  remove(): Promise<void>;
}

const dialogue: Dialogue = {
  id: 'dialogue0001',
  planId: '',
  title: 'Đối thoại với hội viên Hội Nông dân',
  year: 2023,
  quarter: 'III',
  topic: '',
  groups: [],
  fields: ['Vay vốn'],
  place: 'Hội trường Nhà Văn hóa xã',
  heldOn: '',
  chairName: '',
  chairTitle: '',
  secretaries: [],
  state: 'open',
};

const link: Link = {
  id: 'link00000001',
  tokenHash: 'a'.repeat(64),
  role: 'organizer',
  dialogueId: '',
  unit: '',
  village: '',
  dutyId: '',
  label: '',
  createdAt: '2023-02-05T01:00:00.000Z',
  expiresAt: '2023-02-06T01:00:00.000Z',
  revokedAt: '',
  usedAt: '',
  uses: 0,
  lastUsedAt: '',
  oneTime: true,
};

/** What every store must do; run against each one. */
export function storeSuite(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`store: ${name}`, () => {
    let under: StoreUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.remove());

    test('keeps updates in order, per room, over a restart; a batch is whole or not there', async () => {
      await under.store.updates.append([
        { room: 'a/board', update: Uint8Array.of(1) },
        { room: 'b/board', update: Uint8Array.of(2) },
      ]);
      await under.store.updates.append([{ room: 'a/board', update: Uint8Array.of(3) }]);
      under = await under.reopen();
      expect((await under.store.updates.load('a/board')).map((bytes) => [...bytes])).toEqual([[1], [3]]);
      expect((await under.store.updates.load('b/board')).map((bytes) => [...bytes])).toEqual([[2]]);
      expect(await under.store.updates.load('c/board')).toEqual([]);
    });

    test('keeps versions of a plan as they were issued, and what calendar files told of it', async () => {
      const { id: planId } = plan2023;
      const version = {
        id: 'version00001',
        planId,
        name: 'Bản ban hành',
        number: '05/KH-UBND',
        issuedOn: '2023-02-05',
        keptAt: '2023-02-05T01:00:00.000Z',
        keptBy: 'Lê Văn Phòng',
      };
      await under.store.planVersions.add(version, plan2023);
      const told = {
        uid: 'a@doi-thoai',
        sequence: 0,
        changedAt: version.keptAt,
        cancelled: false,
        facts: {
          day: '2023-06-14',
          startsAt: '',
          endsAt: '',
          summary: 'x',
          location: '',
          description: '',
          unit: '',
        },
      };
      await under.store.planEvents.tell(planId, [told]);
      await under.store.planEvents.tell(planId, [{ ...told, sequence: 1, cancelled: true }]);
      under = await under.reopen();
      expect(await under.store.planVersions.list(planId)).toEqual([version]);
      expect(await under.store.planVersions.read(planId, version.id)).toEqual({ ...version, plan: plan2023 });
      expect(await under.store.planVersions.read('another00001', version.id)).toBeNull();
      expect(await under.store.planEvents.told(planId)).toEqual([{ ...told, sequence: 1, cancelled: true }]);
      await expect(under.store.planVersions.add(version, plan2023)).rejects.toThrow();
      await expect(under.tamper("UPDATE plan_version SET body = '{}'")).rejects.toThrow();
      await expect(under.tamper('DELETE FROM plan_version')).rejects.toThrow();
    });

    test('gives numbers once, in order, without gaps, and never takes one back', async () => {
      const { numbers } = under.store;
      expect([...(await numbers.assign('d1', ['x', 'y']))]).toEqual([
        ['x', 1],
        ['y', 2],
      ]);
      expect([...(await numbers.assign('d1', ['z', 'x']))]).toEqual([
        ['z', 3],
        ['x', 1],
      ]);
      expect([...(await numbers.assign('d2', ['x']))]).toEqual([['x', 1]]);
      await expect(under.tamper("DELETE FROM petition_number WHERE petition_id = 'x'")).rejects.toThrow();
      await expect(under.tamper('UPDATE petition_number SET number = 9')).rejects.toThrow();
      under = await under.reopen();
      expect((await under.store.numbers.assign('d1', ['w'])).get('w')).toBe(4);
    });

    test('a one-time link is used once', async () => {
      await under.store.links.add(link);
      expect(await under.store.links.use(link.id, '2023-02-05T02:00:00.000Z')).toBe(true);
      expect(await under.store.links.use(link.id, '2023-02-05T03:00:00.000Z')).toBe(false);
      expect(await under.store.links.byTokenHash(link.tokenHash)).toMatchObject({
        usedAt: '2023-02-05T02:00:00.000Z',
        lastUsedAt: '2023-02-05T02:00:00.000Z',
        uses: 1,
      });
    });

    test('a link of many devices counts its uses; a lost one to a duty dies, a used one stays', async () => {
      const { links } = under.store;
      const at = (hour: number) => `2023-02-05T0${hour}:00:00.000Z`;
      await links.add({ ...link, oneTime: false });
      for (const hour of [2, 4]) expect(await links.use(link.id, at(hour))).toBe(true);
      expect(await links.byId(link.id)).toMatchObject({ usedAt: at(2), lastUsedAt: at(4), uses: 2 });
      const duty = (id: string) => ({ ...link, id, tokenHash: id.padEnd(64, '0'), dutyId: 'duty00000001' });
      for (const id of ['lost', 'opened']) await links.add(duty(id));
      await links.use('opened', at(3));
      await links.revokeUnused('duty00000001', at(5));
      await links.revokeUnused('', at(5));
      expect((await links.byId('lost'))?.revokedAt).toBe(at(5));
      for (const id of ['opened', link.id]) expect((await links.byId(id))?.revokedAt).toBe('');
    });

    test('persons: an account is one person’s; what ends with a duty are its links and sessions', async () => {
      const { people, links, sessions } = under.store;
      const at = '2026-02-05T01:00:00.000Z';
      const person = (id: string, account: string) => ({
        id,
        name: 'Y Hương',
        title: 'Công chức',
        unit: 'Văn phòng',
        account,
        createdAt: at,
        leftAt: '',
      });
      await people.add(person('person000001', 'huong@example.vn'));
      await expect(people.add(person('person000002', 'huong@example.vn'))).rejects.toThrow();
      await people.add(person('person000003', ''));
      await people.add(person('person000004', ''));
      expect((await people.byAccount('huong@example.vn'))?.id).toBe('person000001');
      expect(await people.byAccount('')).toBeNull();
      // Many at once are all or none.
      const many = [person('person000007', ''), person('person000008', 'huong@example.vn')];
      await expect(people.addAll(many, [])).rejects.toThrow();
      expect(await people.read('person000007')).toBeNull();
      const duty = (id: string) => ({
        id,
        personId: 'person000001',
        role: 'officer' as const,
        dialogueId: 'dialogue0001',
        unit: 'Văn phòng',
        village: '',
        givenAt: at,
        endedAt: '',
      });
      const session = (id: string, dutyId: string) => ({
        ...duty(dutyId),
        id,
        dutyId,
        tokenHash: id.padEnd(64, '0'),
        linkId: '',
        name: 'Y Hương',
        createdAt: at,
        expiresAt: at,
      });
      for (const id of ['duty00000001', 'duty00000002']) await people.give(duty(id));
      await links.add({ ...link, role: 'officer', unit: 'Văn phòng', dutyId: 'duty00000001' });
      expect(await sessions.add(session('session00001', 'duty00000001'))).toBe(true);
      expect(await sessions.add(session('session00002', 'duty00000002'))).toBe(true);
      expect(await people.end('duty00000001', at)).toEqual(['session00001']);
      expect((await links.byId(link.id))?.revokedAt).toBe(at);
      expect(await sessions.byId('session00001')).toBeNull();
      // Who was signing in while the link or the duty ended is not let in.
      expect(await sessions.add(session('session00003', 'duty00000001'))).toBe(false);
      expect(await sessions.add({ ...session('session00003', ''), linkId: link.id })).toBe(false);
      expect(await sessions.byId('session00003')).toBeNull();
      const moved = { ...duty('duty00000009'), unit: 'Địa chính', dutyId: 'duty00000009' };
      expect(await sessions.move('session00002', { ...moved, dutyId: 'duty00000001' })).toBe(false);
      expect(await sessions.move('session00002', moved)).toBe(true);
      expect(await sessions.byId('session00002')).toMatchObject({
        unit: 'Địa chính',
        dutyId: 'duty00000009',
      });
      expect((await sessions.listByPerson('person000001')).map(({ id }) => id)).toEqual(['session00002']);
      expect(await sessions.removeByPerson('person000001', 'session00002')).toEqual([]);
      expect(await sessions.removeByPerson('person000001')).toEqual(['session00002']);
      await people.leave('person000001', at);
      expect((await people.duties('person000001')).every(({ endedAt }) => endedAt !== '')).toBe(true);
      expect(await people.byAccount('huong@example.vn')).toBeNull();
      await people.add(person('person000005', 'huong@example.vn'));
      under = await under.reopen();
      expect((await under.store.people.list()).map(({ id }) => id)).toHaveLength(4);
    });

    test('a session whose time is over is ended', async () => {
      const { sessions } = under.store;
      const until = (id: string, expiresAt: string) =>
        sessions.add({
          id,
          tokenHash: id.padEnd(64, '0'),
          linkId: '',
          role: 'recorder',
          dialogueId: 'dialogue0001',
          unit: '',
          village: '',
          personId: '',
          dutyId: '',
          name: '',
          createdAt: '2026-02-05T01:00:00.000Z',
          expiresAt,
        });
      await until('session00001', '2026-02-05T02:00:00.000Z');
      await until('session00002', '2026-02-05T02:00:00.001Z');
      expect(await sessions.removeExpired('2026-02-05T02:00:00.000Z')).toEqual(['session00001']);
      expect(await sessions.byId('session00001')).toBeNull();
      expect(await sessions.byId('session00002')).not.toBeNull();
    });

    test('ways to sign in: passkeys that count, PINs that lock, devices that know persons', async () => {
      const { people, passkeys, pins, devices } = under.store;
      const at = '2026-02-05T01:00:00.000Z';
      const mai = 'person000001';
      const ba = 'person000002';
      for (const id of [mai, ba])
        await people.add({ id, name: 'Y Mai', title: '', unit: '', account: '', createdAt: at, leftAt: '' });

      const passkey = {
        id: 'a-credential',
        personId: mai,
        host: 'localhost',
        publicKey: Uint8Array.of(1, 2, 3),
        counter: 0,
        transports: ['internal', 'hybrid'],
        label: 'Điện thoại',
        createdAt: at,
        usedAt: '',
      };
      await passkeys.add(passkey);
      await expect(passkeys.add({ ...passkey, personId: ba })).rejects.toThrow();
      expect(await passkeys.list(mai)).toEqual([passkey]);
      expect(await passkeys.use(passkey.id, 0, at)).toBe(true);
      expect(await passkeys.use(passkey.id, 7, at)).toBe(true);
      expect(await passkeys.use(passkey.id, 7, at)).toBe(false);
      expect(await passkeys.use(passkey.id, 0, at)).toBe(false);
      expect(await passkeys.rename(passkey.id, ba, 'của tôi')).toBe(false);
      expect(await passkeys.remove(passkey.id, ba)).toBe(false);
      expect(await passkeys.rename(passkey.id, mai, 'Máy bàn')).toBe(true);
      const used = { ...passkey, label: 'Máy bàn', counter: 7, usedAt: at };
      expect(await passkeys.read(passkey.id)).toEqual(used);

      const now = Date.parse(at);
      const lockFor = (wrong: number) => (wrong < 2 ? 0 : 60_000);
      expect(await pins.try(mai, now, lockFor)).toBeNull();
      await pins.set(mai, '00', 'hash');
      expect(await pins.try(mai, now, lockFor)).toMatchObject({ wrong: 1, lockedUntil: '' });
      expect(await pins.try(mai, now, lockFor)).toMatchObject({ wrong: 2, hash: 'hash' });
      expect(await pins.try(mai, now + 59_999, lockFor)).toBe('locked');
      expect(await pins.try(mai, now + 60_000, lockFor)).toMatchObject({ wrong: 3 });
      await pins.right(mai);
      expect(await pins.read(mai)).toMatchObject({ wrong: 0, lockedUntil: '' });

      await devices.add({ id: 'device000001', tokenHash: 'a'.repeat(64), knownAt: at });
      await devices.add({ id: 'device000002', tokenHash: 'b'.repeat(64), knownAt: at });
      for (const device of ['device000001', 'device000002'])
        for (const id of [mai, ba, mai]) await devices.know(device, id);
      await devices.renew('device000001', 'c'.repeat(64), '2026-03-05T01:00:00.000Z');
      expect(await devices.byTokenHash('a'.repeat(64))).toBeNull();
      expect((await devices.byTokenHash('c'.repeat(64)))?.id).toBe('device000001');
      await devices.forgetPerson(mai, 'device000001');
      expect((await devices.persons('device000001')).sort()).toEqual([mai, ba]);
      expect(await devices.persons('device000002')).toEqual([ba]);
      await devices.forget('device000001', ba);
      await devices.removeOlder('2026-03-01T00:00:00.000Z');
      expect(await devices.byTokenHash('b'.repeat(64))).toBeNull();
      expect(await devices.persons('device000002')).toEqual([]);
      expect(await devices.persons('device000001')).toEqual([mai]);

      await people.leave(mai, at);
      expect(await passkeys.list(mai)).toEqual([]);
      expect(await pins.read(mai)).toBeNull();
      expect(await devices.persons('device000001')).toEqual([]);
    });

    test('a frozen record cannot be changed or deleted, and marks its dialogue', async () => {
      const { store } = under;
      await store.dialogues.write(dialogue);
      const freeze = {
        id: 'freeze000001',
        dialogueId: dialogue.id,
        hash: 'b'.repeat(64),
        previous: null,
        frozenAt: '2023-06-05T04:00:00.000Z',
        frozenBy: 'Văn phòng',
        canonical: '{"a":"Ấ"}',
        signature: { algorithm: 'Ed25519' as const, publicKey: 'c'.repeat(64), value: 'd'.repeat(128) },
        personal: {
          '/attendees/0/name': { salt: 'e'.repeat(32), value: 'Y Ví Dụ' },
          '/attendees/1/name': { salt: 'f'.repeat(32), value: 'A Ví Dụ' },
          [registerPath]: { salt: '0'.repeat(32), value: 'AAA=' },
        },
      };
      await store.freezes.add(freeze);
      const copied =
        "SELECT seq, id, 'other', hash, previous, frozen_at, frozen_by, '{}', NULL, NULL FROM freeze";
      const personal = "SELECT freeze_id, path, salt, '1', NULL FROM freeze_personal";
      const { insert, update } = under.orReplace;
      for (const [statement, refusal] of [
        ["UPDATE freeze SET canonical = '{}'", /never changed/],
        ['UPDATE freeze SET signature = NULL, public_key = NULL', /never changed/],
        ['DELETE FROM freeze', /never deleted/],
        ['DELETE FROM freeze_personal', /its row stays/],
        ['UPDATE freeze_personal SET value = \'"X"\'', /erased or left/],
        [
          "UPDATE freeze_personal SET path = '/x', salt = NULL, value = NULL, erased_at = 'now'",
          /erased or left/,
        ],
        [
          "INSERT INTO freeze_personal (freeze_id, path, salt, value) VALUES ('freeze000001', '/x', 'a', '1')",
          /no value is added/,
        ],
        [`${insert} freeze ${copied}`, /never replaced/],
        [`${update} freeze SET frozen_by = 'x'`, /never changed/],
        [`${insert} freeze_personal ${personal}`, /no value is added/],
      ] as const)
        await expect(under.tamper(statement), statement).rejects.toThrow(refusal);
      await expect(store.freezes.add(freeze)).rejects.toThrow();
      under = await under.reopen();
      expect(await under.store.freezes.read(freeze.id)).toEqual(freeze);
      expect(await under.store.freezes.lastHash()).toBe(freeze.hash);
      expect(await under.store.freezes.hasHash(freeze.hash)).toBe(true);
      expect(await under.store.freezes.hasHash('0'.repeat(64))).toBe(false);
      expect(await under.store.freezes.keys()).toEqual([freeze.signature.publicKey]);
      expect((await under.store.dialogues.read(dialogue.id))?.state).toBe('frozen');
      // Who had read it while it was open does not open it again.
      expect(await under.store.dialogues.update({ ...dialogue, title: 'Khác' })).toBe(false);
      expect(await under.store.dialogues.update({ ...dialogue, title: 'Khác', state: 'frozen' })).toBe(true);
      expect(await under.store.dialogues.read(dialogue.id)).toMatchObject({ title: 'Khác', state: 'frozen' });
    });

    test('a personal value is erased for good, with the state that holds it too, and nothing else changes', async () => {
      const entry = (value: string) => ({ salt: 'e'.repeat(32), value });
      const freeze = {
        id: 'freeze000001',
        dialogueId: dialogue.id,
        hash: 'b'.repeat(64),
        previous: null,
        frozenAt: '2023-06-05T04:00:00.000Z',
        frozenBy: 'Văn phòng',
        canonical: '{}',
        signature: null,
        personal: { '/a': entry('Ạ'), '/b': entry('B'), [registerPath]: entry('AAA=') },
      };
      await under.store.freezes.add(freeze);
      expect(await under.store.freezes.erase('other0000001', ['/a'], '2026-01-01')).toBe(0);
      expect(await under.store.freezes.erase(freeze.id, ['/a', '/none'], '2026-01-01')).toBe(2);
      expect(await under.store.freezes.erase(freeze.id, ['/a'], '2026-01-02')).toBe(0);
      await expect(
        under.tamper(
          "UPDATE freeze_personal SET salt = 'e', value = '\"A\"', erased_at = NULL WHERE path = '/a'",
        ),
      ).rejects.toThrow(/erased or left/);
      await expect(
        under.tamper("UPDATE freeze_personal SET erased_at = 'later' WHERE path = '/a'"),
      ).rejects.toThrow(/erased or left/);
      under = await under.reopen();
      const personal = { '/a': null, '/b': entry('B'), [registerPath]: null };
      expect(await under.store.freezes.read(freeze.id)).toEqual({ ...freeze, personal });
    });

    test('acts after a freeze are added, in order, and changed by an erasure alone', async () => {
      const { followUp } = under.store;
      const event = (id: string, how: string): FollowUpEvent => ({
        id,
        dialogueId: dialogue.id,
        petitionId: 'petition0001',
        at: '2026-11-26T02:00:00.000Z',
        by: 'Văn phòng',
        role: 'organizer',
        of: '',
        was: { state: 'replied', dueDate: '', unit: '' },
        act: { kind: 'told', how, on: '2026-11-26' },
      });
      await followUp.add([event('event1', 'Gặp Y Nga'), event('event2', 'Điện thoại')]);
      // All or none.
      await expect(followUp.add([event('event3', ''), event('event1', '')])).rejects.toThrow();
      for (const statement of [
        "DELETE FROM follow_up WHERE id = 'event1'",
        "UPDATE follow_up SET act = '{}' WHERE id = 'event1'",
        "UPDATE follow_up SET at = '2020', erased_at = '2026' WHERE id = 'event1'",
        `${under.orReplace.insert} follow_up SELECT * FROM follow_up WHERE id = 'event1'`,
      ])
        await expect(under.tamper(statement), statement).rejects.toThrow(/never (deleted|changed|replaced)/);
      const nameless = (one: FollowUpEvent): FollowUpEvent => ({
        ...one,
        act: one.act.kind === 'told' ? { ...one.act, how: one.act.how.replace('Y Nga', '…') } : one.act,
      });
      expect(await followUp.erase(dialogue.id, nameless, '2026-12-01')).toBe(1);
      under = await under.reopen();
      expect(await under.store.followUp.events(dialogue.id)).toEqual([
        event('event1', 'Gặp …'),
        event('event2', 'Điện thoại'),
      ]);
      expect(await under.store.followUp.events('other0000001')).toEqual([]);
    });

    test('a file that a paper and answers share is gone with the last of them', async () => {
      const { followUp, papers } = under.store;
      const answer = (petitionId: string): StoredAnswer => ({
        dialogueId: dialogue.id,
        petitionId,
        hash: 'c'.repeat(64),
        type: 'application/pdf',
        size: 9,
        handedBy: '',
        storedAt: '2026-11-26T02:00:00.000Z',
      });
      const { hash, size, storedAt } = answer('');
      await papers.add({ dialogueId: dialogue.id, hash, type: 'application/pdf', size, storedAt });
      for (const id of ['petition0001', 'petition0002']) await followUp.addAnswer(answer(id));
      expect(await followUp.answers(dialogue.id)).toEqual([answer('petition0001'), answer('petition0002')]);
      expect(await papers.remove(dialogue.id, hash)).toBe(false);
      expect(await followUp.removeAnswer(dialogue.id, 'petition0001', hash)).toBe(false);
      expect(await followUp.removeAnswer(dialogue.id, 'petition0002', hash)).toBe(true);
      expect(await followUp.answer(dialogue.id, 'petition0002', hash)).toBeNull();
    });

    test('a freeze that cannot be stored leaves the dialogue open', async () => {
      const { store } = under;
      await store.dialogues.write(dialogue);
      const base = {
        dialogueId: dialogue.id,
        previous: null,
        frozenAt: '',
        frozenBy: '',
        canonical: '{}',
        signature: null,
        personal: {},
      };
      await store.freezes.add({ ...base, id: 'one', dialogueId: 'other0000001', hash: 'same' });
      await expect(store.freezes.add({ ...base, id: 'two', hash: 'same' })).rejects.toThrow();
      expect((await store.dialogues.read(dialogue.id))?.state).toBe('open');
    });

    test('lists petitions by unit, village, authority, state and due date over all dialogues', async () => {
      const { store } = under;
      const make = (id: string, values: object) => ({ ...petitionMaker(3).petition(id, 1), ...values });
      await store.petitions.upsert('dialogue0002', [
        make('cccccc', { unit: 'Địa chính', village: 'Đăk Vang', state: 'deferred', dueDate: '2026-02-02' }),
      ]);
      await store.petitions.upsert('dialogue0001', [
        make('aaaaaa', { unit: ' Địa  chính', village: 'Hào Lý', state: 'raised', dueDate: '' }),
        make('bbbbbb', { unit: '', state: 'escalated', outcome: 'escalated', authority: 'UBND tỉnh' }),
      ]);
      const ids = async (query: PetitionQuery) =>
        (await store.petitions.list(query)).map(({ dialogueId, petition }) => `${dialogueId}/${petition.id}`);
      expect(await ids({})).toEqual(['dialogue0001/aaaaaa', 'dialogue0001/bbbbbb', 'dialogue0002/cccccc']);
      expect(await ids({ unit: 'Địa chính' })).toEqual(['dialogue0001/aaaaaa', 'dialogue0002/cccccc']);
      expect(await ids({ unit: 'Địa chính', states: ['deferred', 'escalated'] })).toEqual([
        'dialogue0002/cccccc',
      ]);
      expect(await ids({ dialogueIds: ['dialogue0001'], unit: '' })).toEqual(['dialogue0001/bbbbbb']);
      expect(await ids({ authority: 'UBND tỉnh' })).toEqual(['dialogue0001/bbbbbb']);
      expect(await ids({ village: 'Đăk Vang', dueBefore: '2026-02-02' })).toEqual([]);
      expect(await ids({ dueBefore: '2026-02-03' })).toEqual(['dialogue0002/cccccc']);
      await store.petitions.upsert('dialogue0002', [make('cccccc', { unit: 'Văn phòng' })]);
      expect(await ids({ unit: 'Văn phòng' })).toEqual(['dialogue0002/cccccc']);
      expect(await ids({ unit: 'Địa chính' })).toEqual(['dialogue0001/aaaaaa']);
    });

    describe('search', () => {
      const maker = petitionMaker(1);
      const petition = (id: string, n: number, content: string, answer = '') => ({
        ...maker.petition(id, n),
        content,
        answer,
        field: 'Vay vốn',
        village: 'Hào Lý',
        unit: '',
      });
      const ask = async (q: string, more: Partial<IndexQuery> = {}) => {
        const whole = {
          query: readQuery(q),
          dialogueId: '',
          kind: '',
          names: false,
          offset: 0,
          limit: 20,
        } as const;
        return (await under.store.search.find({ ...whole, ...more })).found;
      };
      const ids = async (q: string, more: Partial<IndexQuery> = {}) =>
        (await ask(q, more)).map(({ id }) => id);
      beforeEach(async () => {
        const { store } = under;
        await store.dialogues.write(dialogue);
        await store.dialogues.write({ ...dialogue, id: 'dialogue0002', year: 2026 });
        await store.petitions.upsert('dialogue0001', [
          petition('aaaaaa', 1, 'Đường nội đồng lầy lội, đề nghị bê tông hóa.'),
          petition('bbbbbb', 12, 'Giếng cạn vào mùa khô.', 'Xã sẽ khoan thêm giếng ở đường nội thôn.'),
        ]);
        await store.petitions.upsert('dialogue0002', [
          petition('cccccc', 12, 'Đường vào trường học ngập nước.'),
          petition('dddddd', 13, 'Có 12 hộ vay nội bộ mà đồng lãi cao trên đường dây.'),
        ]);
        await store.search.paragraphs.change(
          'dialogue0002',
          new Map([['7-1', 'Ông Chủ tịch nói về đường nội đồng.']]),
          [],
        );
        await store.search.names.change('dialogue0001', new Map([['aaaaaa', 'Y Khiêm Nhường']]), []);
      });

      test('finds by folded words, the last one unfinished, in content, answer, place and minutes', async () => {
        expect((await ids('GIENG c')).sort()).toEqual(['bbbbbb']);
        expect(await ids('khoan them gieng')).toEqual(['bbbbbb']);
        expect((await ids('hào lý')).length).toBe(4);
        expect(await ids('chu tich', { kind: 'minutes' })).toEqual(['7-1']);
        expect(await ids('đường'.normalize('NFD'), { dialogueId: 'dialogue0002', kind: 'petition' })).toEqual(
          expect.arrayContaining(['cccccc', 'dddddd']),
        );
        expect(await ids('duon ')).toEqual([]);
      });

      test('ranks words that stand side by side first; a quoted phrase holds only these', async () => {
        expect((await ids('nội đồng đường', { kind: 'petition' })).length).toBe(2);
        expect((await ids('đường nội đồng'))[2]).toBe('dddddd');
        expect((await ids('"đường nội đồng"')).sort()).toEqual(['7-1', 'aaaaaa']);
      });

      test('a number finds its petitions first, the newest dialogue before the older', async () => {
        for (const q of ['KN-12', 'kn 12', '12', '012'])
          expect((await ids(q)).slice(0, 2)).toEqual(['cccccc', 'bbbbbb']);
        expect(await ids('KN-12', { dialogueId: 'dialogue0001' })).toEqual(['bbbbbb']);
        expect(await ids('12', { kind: 'minutes' })).toEqual([]);
      });

      test('follows what changes, over a restart, and takes up what is not in the index yet', async () => {
        const { store } = under;
        await store.petitions.upsert('dialogue0001', [petition('aaaaaa', 1, 'Kênh bị bồi lấp.')]);
        await store.search.paragraphs.change('dialogue0002', new Map([['7-2', 'Bế mạc']]), ['7-1']);
        expect(await ids('"nội đồng"')).toEqual([]);
        await under.tamper("DELETE FROM search_row WHERE item = 'aaaaaa'");
        under = await under.reopen();
        expect(await ids('boi lap')).toEqual([]);
        expect(await under.store.search.catchUp(10)).toBe(1);
        expect(await under.store.search.catchUp(10)).toBe(0);
        expect(await ids('boi lap')).toEqual(['aaaaaa']);
        expect(await under.store.search.paragraphs.textsOf('dialogue0002')).toEqual(
          new Map([['7-2', 'Bế mạc']]),
        );
      });

      test('finds by a citizen’s name only when names are asked for, and only in their dialogue', async () => {
        expect(await ids('khiêm')).toEqual([]);
        expect((await ask('khiem nh', { names: true })).map(({ id, citizen }) => [id, citizen])).toEqual([
          ['aaaaaa', 'Y Khiêm Nhường'],
        ]);
        expect(await ids('khiêm', { names: true, dialogueId: 'dialogue0002' })).toEqual([]);
        expect(await ids('hiem', { names: true })).toEqual([]);
      });

      test('pages without gaps and repetitions', async () => {
        const all = await ids('duong');
        expect(all.length).toBe(5);
        const page = (offset: number) => ids('duong', { offset, limit: 2 });
        expect([...(await page(0)), ...(await page(2)), ...(await page(4))]).toEqual(all);
      });

      test('finds candidates by rare words in the dialogues that are named', async () => {
        const { search } = under.store;
        const like = 'Nội đồng lầy lội quá';
        const found = await search.candidates(like, ['dialogue0001'], 10);
        expect(found.map(({ petition: { id } }) => id)).toEqual(['aaaaaa']);
        expect(await search.candidates(like, [], 10)).toEqual([]);
        expect(await search.candidates('"*" NEAR(', ['dialogue0001'], 10)).toEqual([]);
      });

      test('no query is an error', async () => {
        const hostile = [
          '"',
          '""',
          '*',
          'NEAR(a b, 3)',
          'a AND',
          '^a',
          '{scope} : x',
          'a:b',
          '-',
          'NOT',
          '\u0000a',
          '\ud800',
        ];
        hostile.push(
          'x'.repeat(100_000),
          'a '.repeat(5000),
          '"'.repeat(999),
          "'; DROP TABLE petition; --",
          '%_',
          'ấ'.normalize('NFD'),
        );
        for (const q of hostile) expect(Array.isArray(await ask(q, { names: true }))).toBe(true);
        expect(await ids('dialogue0001')).toEqual([]);
        expect(await ids('ddialogue0001')).toEqual([]);
        expect(await ids('kpetition')).toEqual([]);
      });
    });

    test('a paper is a dialogue’s own, counted once, and there after a restart', async () => {
      const paper = {
        dialogueId: dialogue.id,
        hash: 'c'.repeat(64),
        type: 'image/jpeg' as const,
        size: 300_000,
        storedAt: '2026-11-25T02:00:00.000Z',
      };
      await under.store.papers.add(paper);
      await under.store.papers.add({ ...paper, storedAt: '2026-11-25T03:00:00.000Z' });
      await under.store.papers.add({ ...paper, hash: 'd'.repeat(64), type: 'application/pdf' });
      under = await under.reopen();
      const { papers } = under.store;
      expect(await papers.read(dialogue.id, paper.hash)).toEqual(paper);
      expect(await papers.read('other0000001', paper.hash)).toBeNull();
      expect(await papers.total(dialogue.id)).toEqual({ papers: 2, bytes: 600_000 });
      expect(await papers.total('other0000001')).toEqual({ papers: 0, bytes: 0 });
    });

    test('an item of the inbox comes once, changes over the revision that was read, all or none, and never goes', async () => {
      const given = { field: '', category: 'other', replyWish: 'none', wish: '', village: '' } as const;
      const from = {
        sender: 'village',
        senderName: 'Đăk Vang',
        village: '',
        year: 2026,
        planId: '',
      } as const;
      const item = (id: string, content: string) =>
        newItem(
          { ...given, id, content },
          { ...from, unit: '' },
          { by: 'A', at: `2026-11-26T0${content}:00:00.000Z` },
        );
      const [one, two] = [item('item00000001', '2'), item('item00000002', '1')];
      const citizen = { name: 'Y Lan', phone: '0905', address: '' };
      expect(await under.store.inbox.add(one, citizen)).toBe(true);
      expect(await under.store.inbox.add({ ...one, content: '9' }, null)).toBe(false);
      expect(await under.store.inbox.add(two, citizen)).toBe(true);
      under = await under.reopen();
      const { inbox } = under.store;
      expect(await inbox.list()).toEqual([two, one]);
      const asked = { ...one, state: 'asked', revision: 2 } as const;
      // The second is over another revision: neither is stored.
      expect(await inbox.change([{ item: asked, citizen: null }, { item: { ...two, revision: 5 } }])).toBe(
        false,
      );
      expect(await inbox.read(one.id)).toEqual(one);
      expect(await inbox.change([{ item: asked, citizen: null }, { item: { ...two, revision: 2 } }])).toBe(
        true,
      );
      expect((await inbox.read(one.id))?.state).toBe('asked');
      expect([...(await inbox.citizens())]).toEqual([[two.id, citizen]]);
      await inbox.setUsualUnit('vay von', 'Tài chính');
      await inbox.setUsualUnit('vay von', 'Văn phòng');
      expect([...(await inbox.usualUnits())]).toEqual([['vay von', 'Văn phòng']]);
      await expect(under.tamper('DELETE FROM inbox_item')).rejects.toThrow();
    });

    test('is empty until a plan or a dialogue is there', async () => {
      expect(await under.store.isEmpty()).toBe(true);
      await under.store.dialogues.write(dialogue);
      expect(await under.store.isEmpty()).toBe(false);
    });
  });
}
