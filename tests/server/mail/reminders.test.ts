import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { MailSettings } from '../../../server/config.ts';
import { createReminders, isFirstOfWeek, type Reminders } from '../../../server/mail/reminders.ts';
import { createSender, MailError, type SendMail } from '../../../server/mail/send.ts';
import { Redactor } from '../../../server/screen/redact.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import type { Store } from '../../../server/store/store.ts';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { emptyReach, type MailFailure } from '../../../shared/mail.ts';
import type { Petition } from '../../../shared/petition.ts';
import { hallDialogue, hallOffice } from '../../e2e/kit.ts';
import { letterPetition } from './letter-petition.ts';
import { type MailServer, openMailServer } from './smtp.ts';

/*
 * The daily letters against a real mail server and a real store: once a day and unit, whatever happens in between. The
 * clock is the test's own. 26 November 2026 is a Thursday.
 */
const unit = 'Địa chính';
const other = 'Tư pháp';
const authority = 'Sở Nông nghiệp và Môi trường';
const citizen = 'Y Thị Hương Sen';

let smtp: MailServer;
let dir: string;
let store: Store;
let now: Date;
let logged: string[];
let reminders: Reminders;

beforeAll(async () => {
  smtp = await openMailServer({
    onRcptTo: ({ address }, _session, done) =>
      done(
        address.startsWith('nobody@')
          ? Object.assign(new Error('no such user'), { responseCode: 550 })
          : null,
      ),
  });
});
afterAll(() => smtp?.close());

const log = (level: string) => (details: object, message: string) =>
  void logged.push(`${level} ${message} ${JSON.stringify(details)}`);

function create(change: { send?: SendMail; settings?: MailSettings | null } = {}): Reminders {
  return createReminders({
    settings: smtp.settings(),
    letters: store.letters,
    reach: store.reach,
    office: store.office,
    petitions: store.petitions,
    dialogues: store.dialogues,
    redactors: {
      of: async () => new Redactor({ citizens: [citizen], officials: [], phones: ['0905123456'] }),
    },
    origin: () => 'https://doithoai.example',
    logger: { info: log('info'), warn: log('warn'), error: log('error') },
    now: () => now,
    ...change,
  });
}

const petition = (id: string, change: Partial<Petition>): Petition =>
  letterPetition(id, {
    content: `Gia đình bà ${citizen} (0905 123 456) xin đất sản xuất`,
    unit,
    ...change,
  });

const office = (): Office => ({
  ...hallOffice,
  superior: '',
  body: 'ỦY BAN NHÂN DÂN XÃ SA LOONG',
  bodySign: 'UBND',
  place: 'Sa Loong',
  authority: '',
  signerTitle: '',
  signerName: '',
  villages: [],
  units: [unit, other, 'Không có địa chỉ'],
  authorities: [authority],
  holidays: ['2026-11-24'],
});

async function openStore(): Promise<void> {
  store = await openSqliteStore(dir, createUpdateLog);
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'doithoai-mail-'));
  now = new Date('2026-11-26T00:31:00Z');
  logged = [];
  smtp.taken.length = 0;
  await openStore();
  await store.office.write(office());
  const dialogue: Dialogue = { ...hallDialogue, id: 'dialogue1', planId: '', state: 'frozen' };
  await store.dialogues.write(dialogue);
  await store.petitions.upsert('dialogue1', [
    petition('petition1', {}),
    petition('petition2', { number: 'KN-02', dueDate: '2026-11-27', content: 'Sửa kênh' }),
    petition('petition3', { number: 'KN-03', dueDate: '2027-02-01', content: 'Còn lâu' }),
    petition('petition4', {
      number: 'KN-04',
      state: 'replied',
      dueDate: '2026-11-01',
      content: 'Đã trả lời',
    }),
    petition('petition5', {
      number: 'KN-05',
      state: 'escalated',
      outcome: 'escalated',
      authority,
      dueDate: '2026-11-20',
    }),
    petition('petition6', { number: 'KN-06', unit: 'Không có địa chỉ' }),
  ]);
  await store.reach.write({
    ...emptyReach,
    isOn: true,
    units: { [unit]: 'diachinh@xa.example', [other]: 'tuphap@xa.example' },
    authorities: { [authority]: 'so@tinh.example' },
  });
  reminders = create();
});
afterEach(async () => {
  await reminders.close();
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('what is sent', () => {
  test('one letter to each unit that owes something, with what is overdue and due, in working days, and nobody’s name', async () => {
    await reminders.look();
    expect(smtp.taken.map(({ to }) => to)).toEqual([['diachinh@xa.example']]);
    const [letter] = smtp.taken;
    expect(letter?.subject).toBe('Đối thoại: 2 kiến nghị quá hạn, 1 kiến nghị sắp đến hạn (26/11/2026)');
    const text = letter?.text.replaceAll('\r\n', '\n') ?? '';
    // From Monday 23: Tuesday is a holiday, Wednesday and Thursday were worked.
    expect(text).toContain('KN-01: quá hạn 2 ngày làm việc (hạn 23/11/2026)');
    expect(text).toContain('KN-02: còn 1 ngày làm việc (hạn 27/11/2026)');
    expect(text).toContain(`Đã trình: ${authority}`);
    expect(text).toContain('xin đất sản xuất');
    expect(text).toContain('https://doithoai.example/follow-up');
    expect(text).not.toMatch(/Hương|Sen|0905|KN-03|KN-04|KN-06/);
    expect(letter?.raw).not.toMatch(/Hương|0905/);
  });

  test('an authority gets one on the first working day of a week', async () => {
    now = new Date('2026-11-30T01:00:00Z');
    await reminders.look();
    expect(smtp.taken.map(({ to }) => to[0]).sort()).toEqual(['diachinh@xa.example', 'so@tinh.example']);
    expect(smtp.taken.find(({ to }) => to[0] === 'so@tinh.example')?.text).toContain(
      'đang chờ văn bản trả lời',
    );
    expect(isFirstOfWeek('2026-11-30', office())).toBe(true);
    expect(isFirstOfWeek('2026-12-01', office())).toBe(false);
    expect(isFirstOfWeek('2026-12-01', { ...office(), holidays: ['2026-11-30'] })).toBe(true);
    // A Sunday that is worked ends its week, it begins none.
    expect(isFirstOfWeek('2026-12-06', { ...office(), workdays: ['2026-12-06'] })).toBe(false);
  });

  test('nothing before the hour, on a holiday, at a weekend, or while it is off', async () => {
    const nothing = async (at: string) => {
      now = new Date(at);
      await reminders.look();
      expect(smtp.taken, at).toEqual([]);
    };
    await nothing('2026-11-26T00:29:00Z');
    await nothing('2026-11-24T03:00:00Z');
    await nothing('2026-11-28T03:00:00Z');
    await store.reach.write({ ...(await store.reach.read()), isOn: false });
    await nothing('2026-11-26T03:00:00Z');
    await store.reach.write({ ...(await store.reach.read()), isOn: true });
    const off = create({ settings: null });
    await off.look();
    expect(smtp.taken).toEqual([]);
    expect((await off.status()).isSetUp).toBe(false);
  });

  test('a day that is worked in exchange is one', async () => {
    await store.office.write({ ...office(), workdays: ['2026-11-28'] });
    now = new Date('2026-11-28T03:00:00Z');
    await reminders.look();
    expect(smtp.taken.length).toBe(1);
  });
});

describe('once a day and unit', () => {
  test('however often it looks, and after a start; the next day again', async () => {
    await Promise.all([reminders.look(), reminders.look(), reminders.look()]);
    await reminders.close();
    await store.close();
    await openStore();
    reminders = create();
    await reminders.begin();
    now = new Date('2026-11-26T09:00:00Z');
    await reminders.look();
    expect(smtp.taken.length).toBe(1);
    now = new Date('2026-11-27T01:00:00Z');
    await reminders.look();
    expect(smtp.taken.length).toBe(2);
    expect(new Set(smtp.taken.map(({ id }) => id)).size).toBe(2);
  });

  test('a crash between the sending and the note: it arrived, and is not sent again', async () => {
    // The mail server takes the letter; the process ends before it hears so.
    const sent = Promise.withResolvers<void>();
    const crashing = create({
      send: async (mail) => {
        await createSender(smtp.settings())(mail);
        sent.resolve();
        await new Promise(() => undefined);
      },
    });
    void crashing.look();
    await sent.promise;
    await store.close();
    await openStore();
    reminders = create();
    await reminders.begin();
    for (const hour of ['01', '03', '09']) {
      now = new Date(`2026-11-26T${hour}:00:00Z`);
      await reminders.look();
    }
    expect(smtp.taken.length).toBe(1);
    const { latest, lastFailure } = await reminders.status();
    expect(latest).toMatchObject([{ name: unit, state: 'unsure', tries: 1 }]);
    expect(lastFailure?.failure).toBe('unsure');
    now = new Date('2026-11-27T01:00:00Z');
    await reminders.look();
    expect(smtp.taken.length).toBe(2);
  });

  test('a mail server that is away: it is tried again with growing pauses, then the letter goes', async () => {
    const away = await openMailServer();
    await away.close();
    let tries = 0;
    const send = createSender(away.settings());
    const counting: SendMail = (mail) => {
      tries += 1;
      return send(mail);
    };
    reminders = create({ send: counting });
    // Each minute of an hour, as the clock of the server does.
    for (let minute = 0; minute < 60; minute += 1) {
      now = new Date(Date.parse('2026-11-26T00:31:00Z') + minute * 60_000);
      await reminders.look();
    }
    // At once, after 1, 5 and 15 minutes; the next pause is an hour.
    expect(tries).toBe(4);
    expect((await reminders.status()).latest).toMatchObject([
      { state: 'failed', failure: 'unreachable', tries: 4 },
    ]);
    reminders = create();
    now = new Date('2026-11-26T02:30:00Z');
    await reminders.look();
    expect(smtp.taken.length).toBe(1);
    expect((await reminders.status()).lastSent).toMatchObject({ name: unit, tries: 5, overdue: 2, due: 1 });
  });

  test('an address that the mail server does not know is given up for the day, the others get theirs', async () => {
    await store.petitions.upsert('dialogue1', [petition('petition7', { number: 'KN-07', unit: other })]);
    const reach = await store.reach.read();
    await store.reach.write({ ...reach, units: { ...reach.units, [unit]: 'nobody@xa.example' } });
    for (let hour = 1; hour < 9; hour += 1) {
      now = new Date(`2026-11-26T0${hour}:00:00Z`);
      await reminders.look();
    }
    expect(smtp.taken.map(({ to }) => to[0])).toEqual(['tuphap@xa.example']);
    expect((await reminders.status()).latest.find(({ name }) => name === unit)).toMatchObject({
      state: 'givenUp',
      failure: 'recipient',
      tries: 1,
    });
  });

  test.each<[MailFailure, number]>([
    ['busy', 8],
    ['refused', 1],
    ['unsure', 1],
  ])('after “%s” it is tried %i times in a day', async (failure, times) => {
    let tries = 0;
    reminders = create({
      send: async () => {
        tries += 1;
        throw new MailError(failure);
      },
    });
    for (let minute = 0; minute < 16 * 60; minute += 5) {
      now = new Date(Date.parse('2026-11-26T00:31:00Z') + minute * 60_000);
      await reminders.look();
    }
    expect(tries).toBe(times);
  });
});

test('the log holds no address and no text', async () => {
  await reminders.look();
  const reach = await store.reach.read();
  await store.reach.write({ ...reach, units: { [other]: 'nobody@xa.example' } });
  await store.petitions.upsert('dialogue1', [petition('petition7', { number: 'KN-07', unit: other })]);
  await reminders.look();
  expect(logged.length).toBe(2);
  expect(logged.join('\n')).not.toMatch(/@|xa\.example|KN-|đất/);
});

test('a letter to try goes to whom it is sent, or says why not', async () => {
  expect(await reminders.test('vanphong@xa.example')).toBe('');
  expect(smtp.taken[0]?.to).toEqual(['vanphong@xa.example']);
  expect(await reminders.test('nobody@xa.example')).toBe('recipient');
  expect((await reminders.status()).latest).toEqual([]);
});
