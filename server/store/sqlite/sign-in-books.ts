import type { DatabaseSync } from 'node:sqlite';
import type { Device, DeviceBook, Passkey, PasskeyBook, Pin, PinBook } from '../../sign-in/contract.ts';
import { integer, text } from '../sql/rows.ts';
import type { Row } from '../sql/sql.ts';
import { transaction } from './transaction.ts';

function readPasskey(row: Row): Passkey {
  const key = row.public_key;
  if (!(key instanceof Uint8Array)) throw new TypeError('column public_key is no blob');
  return {
    id: text(row, 'id'),
    personId: text(row, 'person_id'),
    host: text(row, 'host'),
    publicKey: new Uint8Array(key),
    counter: integer(row, 'counter'),
    transports: text(row, 'transports').split(' ').filter(Boolean),
    label: text(row, 'label'),
    createdAt: text(row, 'created_at'),
    usedAt: text(row, 'used_at'),
  };
}

/** Passkeys, by the credential's id. */
export function passkeyBook(database: DatabaseSync): PasskeyBook {
  const insert = database.prepare('INSERT INTO passkey VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const read = database.prepare('SELECT * FROM passkey WHERE id = ?');
  const list = database.prepare('SELECT * FROM passkey WHERE person_id = ? ORDER BY created_at, id');
  const rename = database.prepare('UPDATE passkey SET label = ? WHERE id = ? AND person_id = ?');
  const remove = database.prepare('DELETE FROM passkey WHERE id = ? AND person_id = ?');
  const use = database.prepare(
    `UPDATE passkey SET counter = :counter, used_at = :at
     WHERE id = :id AND (counter < :counter OR (counter = 0 AND :counter = 0))`,
  );
  return {
    async add({ id, personId, host, publicKey, counter, transports, label, createdAt, usedAt }) {
      insert.run(id, personId, host, publicKey, counter, transports.join(' '), label, createdAt, usedAt);
    },
    async read(id) {
      const row = read.get(id);
      return row ? readPasskey(row) : null;
    },
    async list(personId) {
      return list.all(personId).map(readPasskey);
    },
    async rename(id, personId, label) {
      return rename.run(label, id, personId).changes === 1;
    },
    async remove(id, personId) {
      return remove.run(id, personId).changes === 1;
    },
    async use(id, counter, at) {
      return use.run({ id, counter, at }).changes === 1;
    },
  };
}

function readPin(row: Row): Pin {
  return {
    personId: text(row, 'person_id'),
    salt: text(row, 'salt'),
    hash: text(row, 'hash'),
    wrong: integer(row, 'wrong'),
    lockedUntil: text(row, 'locked_until'),
  };
}

/** PINs, by person. */
export function pinBook(database: DatabaseSync): PinBook {
  const read = database.prepare('SELECT * FROM pin WHERE person_id = ?');
  const set = database.prepare(`INSERT OR REPLACE INTO pin VALUES (?, ?, ?, 0, '')`);
  const remove = database.prepare('DELETE FROM pin WHERE person_id = ?');
  const count = database.prepare('UPDATE pin SET wrong = ?, locked_until = ? WHERE person_id = ?');
  const pinOf = (personId: string) => {
    const row = read.get(personId);
    return row ? readPin(row) : null;
  };
  return {
    async read(personId) {
      return pinOf(personId);
    },
    async set(personId, salt, hash) {
      set.run(personId, salt, hash);
    },
    async remove(personId) {
      remove.run(personId);
    },
    async try(personId, at, lockFor) {
      return transaction(database, () => {
        const pin = pinOf(personId);
        if (!pin) return null;
        if (pin.lockedUntil && Date.parse(pin.lockedUntil) > at) return 'locked';
        const wrong = pin.wrong + 1;
        const lock = lockFor(wrong);
        const lockedUntil = lock > 0 ? new Date(at + lock).toISOString() : '';
        count.run(wrong, lockedUntil, personId);
        return { ...pin, wrong, lockedUntil };
      });
    },
    async right(personId) {
      count.run(0, '', personId);
    },
  };
}

function readDevice(row: Row): Device {
  return { id: text(row, 'id'), tokenHash: text(row, 'token_hash'), knownAt: text(row, 'known_at') };
}

/** Devices and who has signed in on them. */
export function deviceBook(database: DatabaseSync): DeviceBook {
  const insert = database.prepare('INSERT INTO device VALUES (?, ?, ?)');
  const byHash = database.prepare('SELECT * FROM device WHERE token_hash = ?');
  const renew = database.prepare('UPDATE device SET token_hash = ?, known_at = ? WHERE id = ?');
  const know = database.prepare('INSERT OR IGNORE INTO device_person VALUES (?, ?)');
  const persons = database.prepare('SELECT person_id FROM device_person WHERE device_id = ?');
  const forget = database.prepare('DELETE FROM device_person WHERE device_id = ? AND person_id = ?');
  const forgetPerson = database.prepare('DELETE FROM device_person WHERE person_id = ? AND device_id <> ?');
  const forgetOlder = database.prepare(
    'DELETE FROM device_person WHERE device_id IN (SELECT id FROM device WHERE known_at < ?)',
  );
  const removeOlder = database.prepare('DELETE FROM device WHERE known_at < ?');
  return {
    async add({ id, tokenHash, knownAt }) {
      insert.run(id, tokenHash, knownAt);
    },
    async byTokenHash(hash) {
      const row = byHash.get(hash);
      return row ? readDevice(row) : null;
    },
    async renew(id, tokenHash, at) {
      renew.run(tokenHash, at, id);
    },
    async know(id, personId) {
      know.run(id, personId);
    },
    async persons(id) {
      return persons.all(id).map((row) => text(row, 'person_id'));
    },
    async forget(id, personId) {
      forget.run(id, personId);
    },
    async forgetPerson(personId, except) {
      forgetPerson.run(personId, except);
    },
    async removeOlder(at) {
      transaction(database, () => {
        forgetOlder.run(at);
        removeOlder.run(at);
      });
    },
  };
}
