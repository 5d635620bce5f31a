import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Pool } from '../../../server/store/postgres/pool.ts';
import {
  installationOf,
  openInstallationPool,
  prepareInstallation,
} from '../../../server/tenants/installation.ts';
import {
  type EscalationActKind,
  type EscalationState,
  erasedText,
  escalationActs,
  escalationStates,
  mayFollow,
  senderActs,
} from '../../../shared/escalation.ts';
import { postgresOfFile } from './postgres-stand.ts';

/*
 * What crosses between a commune and its superior, tried past the program: by the role that owns the tables, acting as
 * each commune, as a third one, and as nobody.
 */

const [sender, superior, sibling, stranger] = ['xa.mot', 'huyen', 'xa.hai', 'xa.ba'];
let pool: Pool;
let url = '';
let client: Client;

beforeAll(async () => {
  ({ pool, url } = await postgresOfFile());
  const shared = openInstallationPool(url, { warn: () => undefined });
  await prepareInstallation(shared);
  const { communes } = installationOf(shared);
  for (const [id, over] of [
    [superior, ''],
    [sender, superior],
    [sibling, superior],
    [stranger, ''],
  ] as const)
    await communes.add({ id, name: id, hosts: [`${id}.test`], superior: over, createdAt: '' });
  await shared.end();
  client = new Client({ connectionString: url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  pool.close();
});

async function as(tenant: string, text: string, values: unknown[] = []) {
  await client.query("SELECT set_config('doithoai.tenant', $1, false)", [tenant]);
  return client.query(text, values);
}

const texts = (columns: string) => columns.split(', ').map((name) => [name, ''] as const);
const insertOf = (table: string, row: Record<string, unknown>): [string, unknown[]] => {
  const names = Object.keys(row);
  const places = names.map((_, at) => `$${at + 1}`).join(', ');
  return [`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`, Object.values(row)];
};
const blankMatter = texts(
  'dialogue_id, petition_id, number, dialogue, field, village, category, due_date, sheet_number, sheet_date, sent_at, sent_by, erased_at',
);
const petition = (id: string, more: Record<string, unknown> = {}) =>
  insertOf('escalation', {
    ...Object.fromEntries(blankMatter),
    id,
    superior,
    content: 'Xin mở đường',
    ...more,
  });
const blankAct = texts('body, paper_number, paper_date, file_hash, file_type, at, made_by, erased_at');
const act = (escalation: string, kind: string, more: Record<string, unknown> = {}) =>
  insertOf('escalation_act', {
    ...Object.fromEntries(blankAct),
    id: randomUUID(),
    escalation_id: escalation,
    sender,
    superior,
    kind,
    place: 0,
    file_size: 0,
    ...more,
  });
const file = (escalation: string, hash: string, more: Record<string, unknown> = {}) =>
  insertOf('escalation_file', {
    escalation_id: escalation,
    hash,
    sender,
    superior,
    type: 'application/pdf',
    size: 1,
    bytes: Buffer.of(1),
    stored_at: '',
    ...more,
  });

let made = 0;
/** A petition that was sent; resolves to its id. */
async function sent(): Promise<string> {
  made += 1;
  await as(sender, ...petition(`e${made}`));
  return `e${made}`;
}
const ofRow = /row-level security/;
const all = ['escalation', 'escalation_act', 'escalation_file'] as const;

/** Puts one of each kind: a petition that was answered with a file. */
async function answered(): Promise<string> {
  const id = await sent();
  await as(superior, ...file(id, 'f1'));
  await as(superior, ...act(id, 'answered', { body: 'Đã bố trí vốn', file_hash: 'f1' }));
  return id;
}

describe('a petition that was sent', () => {
  test('is seen by the two, by no third commune, and by nobody', async () => {
    const id = await answered();
    const key = { escalation: 'id', escalation_act: 'escalation_id', escalation_file: 'escalation_id' };
    for (const table of all) {
      const ask = `SELECT * FROM ${table} WHERE ${key[table]} = '${id}'`;
      expect((await as(sender, ask)).rows, table).toHaveLength(1);
      expect((await as(superior, ask)).rows, table).toHaveLength(1);
      for (const other of [sibling, stranger, '', 'all', '%'])
        expect((await as(other, ask)).rows, `${table} as ${other}`).toEqual([]);
    }
    const fresh = new Client({ connectionString: url });
    await fresh.connect();
    for (const table of all)
      await expect(fresh.query(`SELECT * FROM ${table}`)).rejects.toThrow(
        /unrecognized configuration parameter/,
      );
    await fresh.query("SET doithoai.relay = 'all'");
    await fresh.query("SET doithoai.tenant = ''");
    for (const table of all) expect((await fresh.query(`SELECT * FROM ${table}`)).rows).toEqual([]);
    await fresh.end();
  });

  test('goes to the own superior only, and as oneself only', async () => {
    await expect(as(sender, ...petition('no1', { superior: stranger }))).rejects.toThrow(ofRow);
    await expect(as(sender, ...petition('no2', { superior: sibling }))).rejects.toThrow(ofRow);
    await expect(as(sender, ...petition('no3', { superior: sender }))).rejects.toThrow(ofRow);
    await expect(as(sender, ...petition('no4', { superior: '' }))).rejects.toThrow(ofRow);
    // Not in another's name, neither as a third nor as the superior; nor by who has no superior.
    for (const other of [stranger, sibling, superior])
      await expect(as(other, ...petition('no5', { tenant: sender }))).rejects.toThrow(ofRow);
    await expect(as(superior, ...petition('no6', { superior: sender }))).rejects.toThrow(ofRow);
    await expect(as('', ...petition('no7'))).rejects.toThrow(ofRow);
    expect((await as(sender, "SELECT id FROM escalation WHERE id LIKE 'no%'")).rows).toEqual([]);
  });

  test('is changed by an erasure of its sender alone, and never removed or handed over', async () => {
    const id = await sent();
    const where = `WHERE id = '${id}'`;
    const fixed = /never changed but by an erasure/;
    await expect(as(sender, `UPDATE escalation SET content = 'khác' ${where}`)).rejects.toThrow(fixed);
    for (const column of ['superior', 'tenant', 'number', 'due_date', 'sheet_date', 'petition_id', 'sent_by'])
      await expect(
        as(sender, `UPDATE escalation SET ${column} = 'khác', erased_at = '2026' ${where}`),
        column,
      ).rejects.toThrow(fixed);
    await as(sender, `UPDATE escalation SET content = '(tên đã xóa)', erased_at = '2026' ${where}`);
    for (const other of [superior, sibling, stranger]) {
      const none = await as(other, `UPDATE escalation SET content = '', erased_at = '2026' ${where}`);
      expect(none.rowCount, other).toBe(0);
    }
    // There is no policy for it: nobody has a row to remove.
    for (const each of [sender, superior, stranger])
      expect((await as(each, `DELETE FROM escalation ${where}`)).rowCount).toBe(0);
    expect((await as(superior, `SELECT content FROM escalation ${where}`)).rows).toEqual([
      { content: '(tên đã xóa)' },
    ]);
  });
});

describe('what is done with it', () => {
  test('is written by who may do it: not the answer by the sender, nor the withdrawal by the superior', async () => {
    const id = await sent();
    for (const kind of ['received', 'answered', 'declined'])
      await expect(as(sender, ...act(id, kind)), kind).rejects.toThrow(ofRow);
    await expect(as(superior, ...act(id, 'withdrawn'))).rejects.toThrow(ofRow);
    await expect(as(superior, ...act(id, 'received', { tenant: sender }))).rejects.toThrow(ofRow);
    await expect(as(sender, ...act(id, 'withdrawn', { tenant: superior }))).rejects.toThrow(ofRow);
    for (const other of [sibling, stranger, '']) {
      for (const kind of ['received', 'withdrawn', 'taken'])
        await expect(as(other, ...act(id, kind)), `${kind} as ${other}`).rejects.toThrow(
          /row-level|goes back/,
        );
      // Not as its superior either: the petition names another.
      await expect(as(other, ...act(id, 'answered', { superior: other }))).rejects.toThrow(ofRow);
      await expect(as(other, ...act(id, 'withdrawn', { sender: other }))).rejects.toThrow(ofRow);
      await expect(as(other, ...file(id, 'f', { superior: other }))).rejects.toThrow(ofRow);
    }
    await expect(as(sender, ...file(id, 'f'))).rejects.toThrow(ofRow);
    await expect(as(superior, ...act('none', 'received'))).rejects.toThrow(ofRow);
    await expect(as(superior, ...act(id, 'invented'))).rejects.toThrow(/goes back/);
    expect((await as(superior, `SELECT * FROM escalation_act WHERE escalation_id = '${id}'`)).rows).toEqual(
      [],
    );
  });

  test('follows what was done before, and two at once do not both stand', async () => {
    const id = await sent();
    await expect(as(sender, ...act(id, 'taken'))).rejects.toThrow(/goes back/);
    await as(superior, ...act(id, 'received'));
    await expect(as(superior, ...act(id, 'received'))).rejects.toThrow(/goes back/);
    await as(superior, ...act(id, 'answered'));
    await expect(as(sender, ...act(id, 'withdrawn'))).rejects.toThrow(/goes back/);
    await as(sender, ...act(id, 'taken'));
    await expect(as(superior, ...act(id, 'declined'))).rejects.toThrow(/goes back/);
    const { rows } = await as(
      sender,
      `SELECT kind, place FROM escalation_act WHERE escalation_id = '${id}' ORDER BY place`,
    );
    expect(rows.map(({ kind, place }) => `${place} ${kind}`)).toEqual([
      '1 received',
      '2 answered',
      '3 taken',
    ]);

    const both = await sent();
    const other = new Client({ connectionString: url });
    await other.connect();
    await other.query("SELECT set_config('doithoai.tenant', $1, false)", [superior]);
    await as(sender, 'BEGIN');
    await as(sender, ...act(both, 'withdrawn'));
    const answering = other.query(...act(both, 'answered')).then(
      () => 'taken',
      (error: Error) => error.message,
    );
    // It waits for the other's end, and then sees what was done.
    const waits = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
    await expect.poll(async () => (await as(sender, waits)).rows.length).toBe(1);
    await client.query('COMMIT');
    expect(await answering).toMatch(/goes back/);
    await other.end();
  });

  test('follows in the database as it does in the program, from every state', async () => {
    const ways: Record<EscalationState, EscalationActKind[]> = {
      sent: [],
      received: ['received'],
      answered: ['answered'],
      declined: ['declined'],
      withdrawn: ['withdrawn'],
      taken: ['answered', 'taken'],
    };
    const author = (kind: EscalationActKind) => (senderActs.some((own) => own === kind) ? sender : superior);
    for (const state of escalationStates)
      for (const kind of escalationActs) {
        const id = await sent();
        for (const before of ways[state]) await as(author(before), ...act(id, before));
        const taken = await as(author(kind), ...act(id, kind)).then(
          () => true,
          () => false,
        );
        expect(taken, `${kind} after ${state}`).toBe(mayFollow(state, kind));
      }
  });

  test('is changed by an erasure alone: in the own words any, in the other’s all of them', async () => {
    const id = await answered();
    const where = `WHERE escalation_id = '${id}'`;
    const fixed = /never changed but by an erasure/;
    const body = async () => (await as(sender, `SELECT body FROM escalation_act ${where}`)).rows[0]?.body;
    await expect(as(superior, `UPDATE escalation_act SET body = 'khác' ${where}`)).rejects.toThrow(fixed);
    for (const column of [
      'kind',
      'paper_number',
      'file_hash',
      'made_by',
      'sender',
      'superior',
      'tenant',
      'at',
    ])
      await expect(
        as(superior, `UPDATE escalation_act SET ${column} = 'x', erased_at = '2026' ${where}`),
        column,
      ).rejects.toThrow(fixed);
    await expect(
      as(sender, `UPDATE escalation_act SET body = 'Đã cấp 2 tỷ', erased_at = '2026' ${where}`),
    ).rejects.toThrow(fixed);
    await as(superior, `UPDATE escalation_act SET body = 'Đã bố trí', erased_at = '2026' ${where}`);
    expect(await body()).toBe('Đã bố trí');
    for (const other of [sibling, stranger])
      expect(
        (await as(other, `UPDATE escalation_act SET body = '', erased_at = '2026' ${where}`)).rowCount,
      ).toBe(0);
    await as(sender, `UPDATE escalation_act SET body = $1, erased_at = '2026' ${where}`, [erasedText]);
    expect(await body()).toBe(erasedText);
    for (const each of [sender, superior, stranger])
      expect((await as(each, `DELETE FROM escalation_act ${where}`)).rowCount).toBe(0);
  });

  test('a file that an answer names goes with an erasure alone', async () => {
    const id = await answered();
    await as(superior, ...file(id, 'unnamed'));
    const where = `WHERE escalation_id = '${id}'`;
    const kept = /never removed but by an erasure/;
    for (const each of [sender, superior])
      await expect(as(each, `DELETE FROM escalation_file ${where} AND hash = 'f1'`)).rejects.toThrow(kept);
    await expect(as(sender, `DELETE FROM escalation_file ${where} AND hash = 'unnamed'`)).rejects.toThrow(
      kept,
    );
    expect((await as(superior, `DELETE FROM escalation_file ${where} AND hash = 'unnamed'`)).rowCount).toBe(
      1,
    );
    expect((await as(superior, `UPDATE escalation_file SET bytes = '' ${where}`)).rowCount).toBe(0);
    for (const other of [sibling, stranger])
      expect((await as(other, `DELETE FROM escalation_file ${where}`)).rowCount).toBe(0);
    await as(sender, `UPDATE escalation SET erased_at = '2026' WHERE id = '${id}'`);
    expect((await as(sender, `DELETE FROM escalation_file ${where}`)).rowCount).toBe(1);
    expect((await as(superior, `SELECT * FROM escalation_file ${where}`)).rows).toEqual([]);
  });
});
