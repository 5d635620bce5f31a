import type { DatabaseSync } from 'node:sqlite';
import { roles } from '../../../shared/access.ts';
import { deviceKinds, type FreezeDespite } from '../../../shared/devices.ts';
import type { HallDevice, HallDeviceBook, Visit } from '../../devices/contract.ts';
import { integer, known, text } from '../sql/rows.ts';
import type { Row } from '../sql/sql.ts';
import { transaction } from './transaction.ts';

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
export function hallDeviceBook(database: DatabaseSync): HallDeviceBook {
  const byKey = database.prepare('SELECT * FROM hall_device WHERE key_hash = ?');
  const byId = database.prepare('SELECT * FROM hall_device WHERE id = ?');
  const insert = database.prepare(
    `INSERT INTO hall_device (id, key_hash, kind, number, name, known_at)
     SELECT ?1, ?2, ?3, coalesce(max(number), 0) + 1, ?4, ?5 FROM hall_device WHERE kind = ?3`,
  );
  const rename = database.prepare('UPDATE hall_device SET name = ? WHERE id = ?');
  const forgetVisits = database.prepare('DELETE FROM device_visit WHERE dialogue_id = ? AND device_id = ?');
  const forgetUnused = database.prepare(
    'DELETE FROM hall_device WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM device_visit WHERE device_id = ?1)',
  );
  const removeOldVisits = database.prepare(
    `DELETE FROM device_visit WHERE device_id IN (
       SELECT device_id FROM device_visit GROUP BY device_id HAVING max(seen_at) < ?
     )`,
  );
  const removeOldDevices = database.prepare(
    `DELETE FROM hall_device WHERE known_at < ?
       AND NOT EXISTS (SELECT 1 FROM device_visit WHERE device_id = hall_device.id)`,
  );
  const visits = database.prepare('SELECT * FROM device_visit WHERE dialogue_id = ?');
  const visitsOf = database.prepare('SELECT * FROM device_visit WHERE dialogue_id = ? AND device_id = ?');
  const writeVisit = database.prepare(
    'INSERT OR REPLACE INTO device_visit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const removeVisit = database.prepare(
    'DELETE FROM device_visit WHERE dialogue_id = ? AND device_id = ? AND visit = ?',
  );
  const disconnect = database.prepare(
    `UPDATE device_visit SET connected = 0, seen_at = CASE ?1 WHEN '' THEN seen_at ELSE ?1 END WHERE connected = 1`,
  );
  const addDespite = database.prepare('INSERT INTO freeze_despite VALUES (?, ?, ?, ?, ?, ?, ?)');
  const despite = database.prepare('SELECT * FROM freeze_despite WHERE dialogue_id = ?');
  const find = (row: Row | undefined) => (row ? readDevice(row) : null);
  return {
    async byKeyHash(hash) {
      return find(byKey.get(hash));
    },
    async byId(id) {
      return find(byId.get(id));
    },
    async add({ id, keyHash, kind, name, knownAt }) {
      return transaction(database, () => {
        insert.run(id, keyHash, kind, name, knownAt);
        return readDevice(byId.get(id) ?? {});
      });
    },
    async rename(id, name) {
      rename.run(name, id);
    },
    async forget(dialogueId, id) {
      transaction(database, () => {
        forgetVisits.run(dialogueId, id);
        forgetUnused.run(id);
      });
    },
    async removeOlder(at) {
      transaction(database, () => {
        removeOldVisits.run(at);
        removeOldDevices.run(at);
      });
    },
    async visits(dialogueId) {
      return visits.all(dialogueId).map(readVisit);
    },
    async visitsOf(dialogueId, deviceId) {
      return visitsOf.all(dialogueId, deviceId).map(readVisit);
    },
    async writeVisit({ dialogueId, deviceId, visit, who, role, connected, seenAt, savedAt, leftAt, held }) {
      writeVisit.run(
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
      removeVisit.run(dialogueId, deviceId, visit);
    },
    async disconnectAll(at) {
      disconnect.run(at);
    },
    async addDespite(dialogueId, list) {
      transaction(database, () => {
        for (const { recordId, deviceId, device, who, waiting, since } of list)
          addDespite.run(recordId, dialogueId, deviceId, device, who, waiting, since);
      });
    },
    async despite(dialogueId) {
      return despite.all(dialogueId).map(readDespite);
    },
  };
}
