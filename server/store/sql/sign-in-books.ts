import type { Device, DeviceBook, Passkey, PasskeyBook, Pin, PinBook } from '../../sign-in/contract.ts';
import { integer, text } from './rows.ts';
import { insert, type Row, type Sql, upsert } from './sql.ts';

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
export function passkeyBook(sql: Sql): PasskeyBook {
  const add = sql.prepare(
    insert('passkey', [
      'id',
      'person_id',
      'host',
      'public_key',
      'counter',
      'transports',
      'label',
      'created_at',
      'used_at',
    ]),
  );
  const read = sql.prepare('SELECT * FROM passkey WHERE id = ?');
  const list = sql.prepare('SELECT * FROM passkey WHERE person_id = ? ORDER BY created_at, id');
  const rename = sql.prepare('UPDATE passkey SET label = ? WHERE id = ? AND person_id = ?');
  const remove = sql.prepare('DELETE FROM passkey WHERE id = ? AND person_id = ?');
  const use = sql.prepare(
    `UPDATE passkey SET counter = ?1, used_at = ?2
     WHERE id = ?3 AND (counter < ?1 OR (counter = 0 AND ?1 = 0))`,
  );
  return {
    async add({ id, personId, host, publicKey, counter, transports, label, createdAt, usedAt }) {
      await add.run(id, personId, host, publicKey, counter, transports.join(' '), label, createdAt, usedAt);
    },
    async read(id) {
      const row = await read.get(id);
      return row ? readPasskey(row) : null;
    },
    async list(personId) {
      return (await list.all(personId)).map(readPasskey);
    },
    async rename(id, personId, label) {
      return (await rename.run(label, id, personId)).changes === 1;
    },
    async remove(id, personId) {
      return (await remove.run(id, personId)).changes === 1;
    },
    async use(id, counter, at) {
      return (await use.run(counter, at, id)).changes === 1;
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
export function pinBook(sql: Sql): PinBook {
  const read = sql.prepare('SELECT * FROM pin WHERE person_id = ?');
  const set = sql.prepare(
    upsert('pin', ['person_id', 'salt', 'hash', 'wrong', 'locked_until'], ['person_id']),
  );
  const remove = sql.prepare('DELETE FROM pin WHERE person_id = ?');
  const count = sql.prepare('UPDATE pin SET wrong = ?, locked_until = ? WHERE person_id = ?');
  const pinOf = async (personId: string) => {
    const row = await read.get(personId);
    return row ? readPin(row) : null;
  };
  return {
    async read(personId) {
      return await pinOf(personId);
    },
    async set(personId, salt, hash) {
      await set.run(personId, salt, hash, 0, '');
    },
    async remove(personId) {
      await remove.run(personId);
    },
    async try(personId, at, lockFor) {
      return sql.transaction(async () => {
        const pin = await pinOf(personId);
        if (!pin) return null;
        if (pin.lockedUntil && Date.parse(pin.lockedUntil) > at) return 'locked';
        const wrong = pin.wrong + 1;
        const lock = lockFor(wrong);
        const lockedUntil = lock > 0 ? new Date(at + lock).toISOString() : '';
        await count.run(wrong, lockedUntil, personId);
        return { ...pin, wrong, lockedUntil };
      });
    },
    async right(personId) {
      await count.run(0, '', personId);
    },
  };
}

function readDevice(row: Row): Device {
  return { id: text(row, 'id'), tokenHash: text(row, 'token_hash'), knownAt: text(row, 'known_at') };
}

/** Devices and who has signed in on them. */
export function deviceBook(sql: Sql): DeviceBook {
  const add = sql.prepare(insert('device', ['id', 'token_hash', 'known_at']));
  const byHash = sql.prepare('SELECT * FROM device WHERE token_hash = ?');
  const renew = sql.prepare('UPDATE device SET token_hash = ?, known_at = ? WHERE id = ?');
  const know = sql.prepare(`${insert('device_person', ['device_id', 'person_id'])} ON CONFLICT DO NOTHING`);
  const persons = sql.prepare('SELECT person_id FROM device_person WHERE device_id = ? ORDER BY person_id');
  const forget = sql.prepare('DELETE FROM device_person WHERE device_id = ? AND person_id = ?');
  const forgetPerson = sql.prepare('DELETE FROM device_person WHERE person_id = ? AND device_id <> ?');
  const forgetOlder = sql.prepare(
    'DELETE FROM device_person WHERE device_id IN (SELECT id FROM device WHERE known_at < ?)',
  );
  const removeOlder = sql.prepare('DELETE FROM device WHERE known_at < ?');
  return {
    async add({ id, tokenHash, knownAt }) {
      await add.run(id, tokenHash, knownAt);
    },
    async byTokenHash(hash) {
      const row = await byHash.get(hash);
      return row ? readDevice(row) : null;
    },
    async renew(id, tokenHash, at) {
      await renew.run(tokenHash, at, id);
    },
    async know(id, personId) {
      await know.run(id, personId);
    },
    async persons(id) {
      return (await persons.all(id)).map((row) => text(row, 'person_id'));
    },
    async forget(id, personId) {
      await forget.run(id, personId);
    },
    async forgetPerson(personId, except) {
      await forgetPerson.run(personId, except);
    },
    async removeOlder(at) {
      await sql.transaction(async () => {
        await forgetOlder.run(at);
        await removeOlder.run(at);
      });
    },
  };
}
