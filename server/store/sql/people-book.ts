import { roles } from '../../../shared/access.ts';
import type { Duty, PeopleBook, Person } from '../../people/contract.ts';
import { known, text } from './rows.ts';
import { insert, type Row, type Sql } from './sql.ts';

function readPerson(row: Row): Person {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    title: text(row, 'title'),
    unit: text(row, 'unit'),
    account: text(row, 'account'),
    createdAt: text(row, 'created_at'),
    leftAt: text(row, 'left_at'),
  };
}

function readDuty(row: Row): Duty {
  return {
    id: text(row, 'id'),
    personId: text(row, 'person_id'),
    role: known(row, 'role', roles),
    dialogueId: text(row, 'dialogue_id'),
    unit: text(row, 'unit'),
    village: text(row, 'village'),
    givenAt: text(row, 'given_at'),
    endedAt: text(row, 'ended_at'),
  };
}

/** Persons and their duties. */
export function peopleBook(sql: Sql): PeopleBook {
  const put = sql.prepare(
    insert('person', ['id', 'name', 'title', 'unit', 'account', 'created_at', 'left_at']),
  );
  const update = sql.prepare('UPDATE person SET name = ?, title = ?, unit = ?, account = ? WHERE id = ?');
  const read = sql.prepare('SELECT * FROM person WHERE id = ?');
  const byAccount = sql.prepare(`SELECT * FROM person WHERE account = ? AND account <> '' AND left_at = ''`);
  const list = sql.prepare('SELECT * FROM person ORDER BY created_at, id');
  const leave = sql.prepare(
    `UPDATE person SET left_at = ?, account = '' WHERE id = ? AND left_at = '' RETURNING id`,
  );
  const keys = ['passkey', 'pin', 'device_person'].map((table) =>
    sql.prepare(`DELETE FROM ${table} WHERE person_id = ?`),
  );
  const give = sql.prepare(
    insert('duty', ['id', 'person_id', 'role', 'dialogue_id', 'unit', 'village', 'given_at', 'ended_at']),
  );
  const duty = sql.prepare('SELECT * FROM duty WHERE id = ?');
  const duties = sql.prepare('SELECT * FROM duty ORDER BY given_at, id');
  const dutiesOf = sql.prepare('SELECT * FROM duty WHERE person_id = ? ORDER BY given_at, id');
  const endDuty = sql.prepare(`UPDATE duty SET ended_at = ? WHERE id = ? AND ended_at = ''`);
  const endLinks = sql.prepare(`UPDATE link SET revoked_at = ? WHERE duty_id = ? AND revoked_at = ''`);
  const endSessions = sql.prepare('DELETE FROM session WHERE duty_id = ? RETURNING id');
  const end = async (id: string, at: string): Promise<string[]> => {
    await endDuty.run(at, id);
    await endLinks.run(at, id);
    return (await endSessions.all(id)).map((row) => text(row, 'id'));
  };
  const add = ({ id, name, title, unit, account, createdAt, leftAt }: Person) =>
    put.run(id, name, title, unit, account, createdAt, leftAt);
  const begin = ({ id, personId, role, dialogueId, unit, village, givenAt, endedAt }: Duty) =>
    give.run(id, personId, role, dialogueId, unit, village, givenAt, endedAt);
  return {
    async add(person) {
      await add(person);
    },
    async addAll(people, duties) {
      await sql.transaction(async () => {
        for (const person of people) await add(person);
        for (const one of duties) await begin(one);
      });
    },
    async write({ id, name, title, unit, account }) {
      await update.run(name, title, unit, account, id);
    },
    async read(id) {
      const row = await read.get(id);
      return row ? readPerson(row) : null;
    },
    async byAccount(account) {
      const row = await byAccount.get(account);
      return row ? readPerson(row) : null;
    },
    async list() {
      return (await list.all()).map(readPerson);
    },
    async leave(id, at) {
      return sql.transaction(async () => {
        if (!(await leave.get(at, id))) return [];
        for (const key of keys) await key.run(id);
        const ended: string[] = [];
        for (const row of await dutiesOf.all(id)) ended.push(...(await end(text(row, 'id'), at)));
        return ended;
      });
    },
    async give(one) {
      await begin(one);
    },
    async duty(id) {
      const row = await duty.get(id);
      return row ? readDuty(row) : null;
    },
    async duties(personId) {
      return (personId === undefined ? await duties.all() : await dutiesOf.all(personId)).map(readDuty);
    },
    async end(dutyId, at) {
      return sql.transaction(() => end(dutyId, at));
    },
  };
}
