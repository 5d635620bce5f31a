import { roles } from '../../../shared/access.ts';
import { deviceKinds, type FreezeDespite } from '../../../shared/devices.ts';
import type { HallDevice, HallDeviceBook, Visit } from '../../devices/contract.ts';
import { integer, known, text } from './rows.ts';
import { insert, type Row, type Sql, upsert } from './sql.ts';

function readDevice(row: Row): HallDevice {
  return {
    id: text(row, 'id'),
    keyHash: text(row, 'key_hash'),
    kind: known(row, 'kind', deviceKinds),
    number: integer(row, 'number'),
    name: text(row, 'name'),
    knownAt: text(row, 'known_at'),
  };
}

function readVisit(row: Row): Visit {
  return {
    dialogueId: text(row, 'dialogue_id'),
    deviceId: text(row, 'device_id'),
    visit: text(row, 'visit'),
    who: text(row, 'who'),
    role: known(row, 'role', roles),
    connected: integer(row, 'connected') === 1,
    seenAt: text(row, 'seen_at'),
    savedAt: text(row, 'saved_at'),
    leftAt: text(row, 'left_at'),
    held: JSON.parse(text(row, 'held')),
  };
}

function readDespite(row: Row): FreezeDespite {
  return {
    recordId: text(row, 'freeze_id'),
    deviceId: text(row, 'device_id'),
    device: text(row, 'device'),
    who: text(row, 'who'),
    waiting: integer(row, 'waiting'),
    since: text(row, 'since'),
  };
}

/** Devices, their visits, and the freezes that were made in spite of them. */
export function hallDeviceBook(sql: Sql): HallDeviceBook {
  const byKey = sql.prepare('SELECT * FROM hall_device WHERE key_hash = ?');
  const byId = sql.prepare('SELECT * FROM hall_device WHERE id = ?');
  const add = sql.prepare(
    `INSERT INTO hall_device (id, key_hash, kind, number, name, known_at)
     VALUES (?1, ?2, ?3, (SELECT coalesce(max(number), 0) + 1 FROM hall_device WHERE kind = ?3), ?4, ?5) RETURNING *`,
  );
  const rename = sql.prepare('UPDATE hall_device SET name = ? WHERE id = ?');
  const forgetVisits = sql.prepare('DELETE FROM device_visit WHERE dialogue_id = ? AND device_id = ?');
  const forgetUnused = sql.prepare(
    'DELETE FROM hall_device WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM device_visit WHERE device_id = ?1)',
  );
  const removeOldVisits = sql.prepare(
    `DELETE FROM device_visit WHERE device_id IN (
       SELECT device_id FROM device_visit GROUP BY device_id HAVING max(seen_at) < ?
     )`,
  );
  const removeOldDevices = sql.prepare(
    `DELETE FROM hall_device WHERE known_at < ?
       AND NOT EXISTS (SELECT 1 FROM device_visit WHERE device_id = hall_device.id)`,
  );
  const visits = sql.prepare('SELECT * FROM device_visit WHERE dialogue_id = ? ORDER BY device_id, visit');
  const visitsOf = sql.prepare(
    'SELECT * FROM device_visit WHERE dialogue_id = ? AND device_id = ? ORDER BY visit',
  );
  const writeVisit = sql.prepare(
    upsert(
      'device_visit',
      [
        'dialogue_id',
        'device_id',
        'visit',
        'who',
        'role',
        'connected',
        'seen_at',
        'saved_at',
        'left_at',
        'held',
      ],
      ['dialogue_id', 'device_id', 'visit'],
    ),
  );
  const removeVisit = sql.prepare(
    'DELETE FROM device_visit WHERE dialogue_id = ? AND device_id = ? AND visit = ?',
  );
  const disconnect = sql.prepare(
    `UPDATE device_visit SET connected = 0, seen_at = CASE ?1 WHEN '' THEN seen_at ELSE ?1 END WHERE connected = 1`,
  );
  const addDespite = sql.prepare(
    insert('freeze_despite', ['freeze_id', 'dialogue_id', 'device_id', 'device', 'who', 'waiting', 'since']),
  );
  const despite = sql.prepare(
    'SELECT * FROM freeze_despite WHERE dialogue_id = ? ORDER BY freeze_id, device_id',
  );
  const find = (row: Row | undefined) => (row ? readDevice(row) : null);
  return {
    async byKeyHash(hash) {
      return find(await byKey.get(hash));
    },
    async byId(id) {
      return find(await byId.get(id));
    },
    async add({ id, keyHash, kind, name, knownAt }) {
      return sql.transaction(async () => readDevice((await add.get(id, keyHash, kind, name, knownAt)) ?? {}));
    },
    async rename(id, name) {
      await rename.run(name, id);
    },
    async forget(dialogueId, id) {
      await sql.transaction(async () => {
        await forgetVisits.run(dialogueId, id);
        await forgetUnused.run(id);
      });
    },
    async removeOlder(at) {
      await sql.transaction(async () => {
        await removeOldVisits.run(at);
        await removeOldDevices.run(at);
      });
    },
    async visits(dialogueId) {
      return (await visits.all(dialogueId)).map(readVisit);
    },
    async visitsOf(dialogueId, deviceId) {
      return (await visitsOf.all(dialogueId, deviceId)).map(readVisit);
    },
    async writeVisit({ dialogueId, deviceId, visit, who, role, connected, seenAt, savedAt, leftAt, held }) {
      await writeVisit.run(
        dialogueId,
        deviceId,
        visit,
        who,
        role,
        connected ? 1 : 0,
        seenAt,
        savedAt,
        leftAt,
        JSON.stringify(held),
      );
    },
    async removeVisit({ dialogueId, deviceId, visit }) {
      await removeVisit.run(dialogueId, deviceId, visit);
    },
    async disconnectAll(at) {
      await disconnect.run(at);
    },
    async addDespite(dialogueId, list) {
      await sql.transaction(async () => {
        for (const { recordId, deviceId, device, who, waiting, since } of list)
          await addDespite.run(recordId, dialogueId, deviceId, device, who, waiting, since);
      });
    },
    async despite(dialogueId) {
      return (await despite.all(dialogueId)).map(readDespite);
    },
  };
}
