import type { DatabaseSync } from 'node:sqlite';
import type { Duty, PeopleBook, Person } from '../../people/contract.ts';
import { text } from '../sql/rows.ts';
import type { Row } from '../sql/sql.ts';
import { roleOf } from './access-books.ts';
import { transaction } from './transaction.ts';

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
    role: roleOf(row),
    dialogueId: text(row, 'dialogue_id'),
    unit: text(row, 'unit'),
    village: text(row, 'village'),
    givenAt: text(row, 'given_at'),
    endedAt: text(row, 'ended_at'),
  };
}

/** Persons and their duties. */
export function peopleBook(database: DatabaseSync): PeopleBook {
  const insert = database.prepare('INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?)');
  const update = database.prepare(
    'UPDATE person SET name = ?, title = ?, unit = ?, account = ? WHERE id = ?',
  );
  const read = database.prepare('SELECT * FROM person WHERE id = ?');
  const byAccount = database.prepare(
    `SELECT * FROM person WHERE account = ? AND account <> '' AND left_at = ''`,
  );
  const list = database.prepare('SELECT * FROM person ORDER BY created_at, id');
  const leave = database.prepare(
    `UPDATE person SET left_at = ?, account = '' WHERE id = ? AND left_at = '' RETURNING id`,
  );
  const keys = ['passkey', 'pin', 'device_person'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE person_id = ?`),
  );
  const give = database.prepare('INSERT INTO duty VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const duty = database.prepare('SELECT * FROM duty WHERE id = ?');
  const duties = database.prepare('SELECT * FROM duty ORDER BY given_at, id');
  const dutiesOf = database.prepare('SELECT * FROM duty WHERE person_id = ? ORDER BY given_at, id');
  const endDuty = database.prepare(`UPDATE duty SET ended_at = ? WHERE id = ? AND ended_at = ''`);
  const endLinks = database.prepare(`UPDATE link SET revoked_at = ? WHERE duty_id = ? AND revoked_at = ''`);
  const endSessions = database.prepare('DELETE FROM session WHERE duty_id = ? RETURNING id');
  const end = (id: string, at: string): string[] => {
    endDuty.run(at, id);
    endLinks.run(at, id);
    return endSessions.all(id).map((row) => text(row, 'id'));
  };
  const add = ({ id, name, title, unit, account, createdAt, leftAt }: Person) =>
    insert.run(id, name, title, unit, account, createdAt, leftAt);
  const begin = ({ id, personId, role, dialogueId, unit, village, givenAt, endedAt }: Duty) =>
    give.run(id, personId, role, dialogueId, unit, village, givenAt, endedAt);
  return {
    async add(person) {
      add(person);
    },
    async addAll(people, duties) {
      transaction(database, () => {
        for (const person of people) add(person);
        for (const one of duties) begin(one);
      });
    },
    async write({ id, name, title, unit, account }) {
      update.run(name, title, unit, account, id);
    },
    async read(id) {
      const row = read.get(id);
      return row ? readPerson(row) : null;
    },
    async byAccount(account) {
      const row = byAccount.get(account);
      return row ? readPerson(row) : null;
    },
    async list() {
      return list.all().map(readPerson);
    },
    async leave(id, at) {
      return transaction(database, () => {
        if (!leave.get(at, id)) return [];
        for (const key of keys) key.run(id);
        return dutiesOf.all(id).flatMap((row) => end(text(row, 'id'), at));
      });
    },
    async give(one) {
      begin(one);
    },
    async duty(id) {
      const row = duty.get(id);
      return row ? readDuty(row) : null;
    },
    async duties(personId) {
      return (personId === undefined ? duties.all() : dutiesOf.all(personId)).map(readDuty);
    },
    async end(dutyId, at) {
      return transaction(database, () => end(dutyId, at));
    },
  };
}
