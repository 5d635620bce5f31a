import { Pool as DirectPool } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createReminders, type Reminders } from '../../../server/mail/reminders.ts';
import { createSender, type SendMail } from '../../../server/mail/send.ts';
import { Redactor } from '../../../server/screen/redact.ts';
import { fencedSql } from '../../../server/stewards/fenced-sql.ts';
import { postgresEngine } from '../../../server/store/postgres/engine.ts';
import { openDatabase } from '../../../server/store/postgres/open.ts';
import type { Pool } from '../../../server/store/postgres/pool.ts';
import { postgresStore } from '../../../server/store/postgres/store.ts';
import type { Store } from '../../../server/store/store.ts';
import { prepareInstallation } from '../../../server/tenants/installation.ts';
import { emptyReach } from '../../../shared/mail.ts';
import { hallDialogue, hallOffice } from '../../e2e/kit.ts';
import { testDatabase } from '../../setup/shared-postgres.ts';
import { letterPetition } from './letter-petition.ts';
import { type MailServer, openMailServer } from './smtp.ts';

/*
 * A commune's letters when its steward changes, on real PostgreSQL with a real mail server: the steward before goes on, as a
 * process does that stood still and has not heard of it, or goes no further, as one that died. 26 November 2026 is a Thursday.
 */

const unit = 'Địa chính';
const today = '2026-11-26';
const at = new Date(`${today}T01:00:00Z`);
let books: Pool;
let direct: DirectPool;
let smtp: MailServer;
let commune = '';
let communes = 0;

beforeAll(async () => {
  const { url } = await testDatabase();
  books = await openDatabase(url);
  direct = new DirectPool({ connectionString: url });
  await prepareInstallation(direct);
  smtp = await openMailServer();
});
afterAll(async () => {
  await smtp?.close();
  books?.close();
  await direct?.end();
});

beforeEach(async () => {
  smtp.taken.length = 0;
  communes += 1;
  commune = `xa-${communes}`;
  const { office, dialogues, petitions, reach } = postgresStore(books, commune);
  await office.write({
    ...hallOffice,
    superior: '',
    body: 'ỦY BAN NHÂN DÂN XÃ SA LOONG',
    bodySign: 'UBND',
    place: 'Sa Loong',
    authority: '',
    signerTitle: '',
    signerName: '',
    villages: [],
    units: [unit],
    authorities: [],
    holidays: [],
  });
  await dialogues.write({ ...hallDialogue, id: 'dialogue1', planId: '', state: 'frozen' });
  await petitions.upsert('dialogue1', [letterPetition('petition1', { unit })]);
  await reach.write({ ...emptyReach, isOn: true, units: { [unit]: 'diachinh@xa.example' } });
});

interface Steward {
  reminders: Reminders;
  store: Store;
  complaints: string[];
}

/** Begins the commune's next term; whoever was its steward before is one no more. */
async function nextSteward(send: SendMail = createSender(smtp.settings())): Promise<Steward> {
  const { rows } = await direct.query<{ generation: string }>(
    `INSERT INTO steward (tenant, generation, url, since) VALUES ($1, 1, '', now())
     ON CONFLICT (tenant) DO UPDATE SET generation = steward.generation + 1 RETURNING generation`,
    [commune],
  );
  const sql = fencedSql(postgresEngine(books, commune), commune, Number(rows[0]?.generation));
  const store = postgresStore(books, commune, sql);
  const complaints: string[] = [];
  const reminders = createReminders({
    settings: smtp.settings(),
    letters: store.letters,
    reach: store.reach,
    office: store.office,
    petitions: store.petitions,
    dialogues: store.dialogues,
    redactors: { of: async () => new Redactor({ citizens: [], officials: [], phones: [] }) },
    origin: () => 'https://doithoai.example',
    logger: {
      info: () => undefined,
      warn: () => undefined,
      error: (said) => complaints.push(JSON.stringify(said)),
    },
    now: () => at,
    send,
  });
  await reminders.begin();
  onTestFinished(() => void reminders.close());
  return { reminders, store, complaints };
}

const stateOf = async ({ store }: Steward) => (await store.letters.of(today, 'unit', unit))?.state;

test('a former steward that has not heard of it sends nothing: it cannot note that it does', async () => {
  const before = await nextSteward();
  const after = await nextSteward();
  await before.reminders.look();
  expect(before.complaints.join()).toContain('NotStewardError');
  expect(smtp.taken).toEqual([]);
  await Promise.all([after.reminders.look(), before.reminders.look()]);
  expect(smtp.taken).toHaveLength(1);
  expect(await stateOf(after)).toBe('sent');
});

test('one that loses the commune while its letter is on the way: the next one sends it no second time', async () => {
  const arrived = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const deliver = createSender(smtp.settings());
  const before = await nextSteward(async (letter) => {
    await deliver(letter);
    arrived.resolve();
    await goOn.promise;
  });
  const looking = before.reminders.look();
  await arrived.promise;
  // What the next one finds is the same whether the one before died here, between sending and noting, or stands still.
  const after = await nextSteward();
  await after.reminders.look();
  expect(await stateOf(after)).toBe('unsure');
  goOn.resolve();
  await looking;
  expect(before.complaints.join()).toContain('NotStewardError');
  await Promise.all([before.reminders.look(), after.reminders.look()]);
  expect(smtp.taken).toHaveLength(1);
  expect(await stateOf(after)).toBe('unsure');
  expect((await after.reminders.status()).latest).toMatchObject([{ name: unit, state: 'unsure' }]);
});

test('one that dies before its letter left: rather none that day than two, and the office is told', async () => {
  const noted = Promise.withResolvers<void>();
  const before = await nextSteward(() => {
    noted.resolve();
    return new Promise(() => undefined);
  });
  void before.reminders.look();
  await noted.promise;
  const after = await nextSteward();
  await after.reminders.look();
  expect(smtp.taken).toEqual([]);
  expect(await stateOf(after)).toBe('unsure');
});
