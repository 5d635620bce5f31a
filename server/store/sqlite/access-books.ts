import type { DatabaseSync } from 'node:sqlite';
import { roles } from '../../../shared/access.ts';
import { integer, text } from '../sql/rows.ts';
import type { Row } from '../sql/sql.ts';
import type { Link, LinkBook, Session, SessionBook } from '../store.ts';

/** A row's role. Throws TypeError on one that this version does not know. */
export function roleOf(row: Row) {
  const role = roles.find((known) => known === row.role);
  if (!role) throw new TypeError('unknown role in the store');
  return role;
}

function readLink(row: Row): Link {
  return {
    id: text(row, 'id'),
    tokenHash: text(row, 'token_hash'),
    role: roleOf(row),
    dialogueId: text(row, 'dialogue_id'),
    unit: text(row, 'unit'),
    village: text(row, 'village'),
    dutyId: text(row, 'duty_id'),
    label: text(row, 'label'),
    createdAt: text(row, 'created_at'),
    expiresAt: text(row, 'expires_at'),
    revokedAt: text(row, 'revoked_at'),
    usedAt: text(row, 'used_at'),
    oneTime: integer(row, 'one_time') === 1,
    uses: integer(row, 'uses'),
    lastUsedAt: text(row, 'last_used_at'),
  };
}

/** Links, by the hash of their token. */
export function linkBook(database: DatabaseSync): LinkBook {
  const insert = database.prepare('INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const byHash = database.prepare('SELECT * FROM link WHERE token_hash = ?');
  const byId = database.prepare('SELECT * FROM link WHERE id = ?');
  const list = database.prepare('SELECT * FROM link WHERE dialogue_id = ? ORDER BY created_at, id');
  const use = database.prepare(
    `UPDATE link SET used_at = CASE used_at WHEN '' THEN ?1 ELSE used_at END, last_used_at = ?1, uses = uses + 1
     WHERE id = ?2 AND (one_time = 0 OR used_at = '')`,
  );
  const revoke = database.prepare(`UPDATE link SET revoked_at = ? WHERE id = ? AND revoked_at = ''`);
  const revokeUnused = database.prepare(
    `UPDATE link SET revoked_at = ? WHERE duty_id = ? AND duty_id <> '' AND used_at = '' AND revoked_at = ''`,
  );
  return {
    async add(link) {
      insert.run(
        link.id,
        link.tokenHash,
        link.role,
        link.dialogueId,
        link.label,
        link.createdAt,
        link.expiresAt,
        link.revokedAt,
        link.usedAt,
        link.oneTime ? 1 : 0,
        link.unit,
        link.village,
        link.dutyId,
        link.uses,
        link.lastUsedAt,
      );
    },
    async byTokenHash(hash) {
      const row = byHash.get(hash);
      return row ? readLink(row) : null;
    },
    async byId(id) {
      const row = byId.get(id);
      return row ? readLink(row) : null;
    },
    async list(dialogueId) {
      return list.all(dialogueId).map(readLink);
    },
    async use(id, at) {
      return use.run(at, id).changes === 1;
    },
    async revoke(id, at) {
      revoke.run(at, id);
    },
    async revokeUnused(dutyId, at) {
      revokeUnused.run(at, dutyId);
    },
  };
}

function readSession(row: Row): Session {
  return {
    id: text(row, 'id'),
    tokenHash: text(row, 'token_hash'),
    linkId: text(row, 'link_id'),
    role: roleOf(row),
    dialogueId: text(row, 'dialogue_id'),
    unit: text(row, 'unit'),
    village: text(row, 'village'),
    personId: text(row, 'person_id'),
    dutyId: text(row, 'duty_id'),
    name: text(row, 'name'),
    createdAt: text(row, 'created_at'),
    expiresAt: text(row, 'expires_at'),
  };
}

/** Sessions, by the hash of their cookie. */
export function sessionBook(database: DatabaseSync): SessionBook {
  const insert = database.prepare('INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const byId = database.prepare('SELECT * FROM session WHERE id = ?');
  const byHash = database.prepare('SELECT * FROM session WHERE token_hash = ?');
  const byPerson = database.prepare('SELECT * FROM session WHERE person_id = ? ORDER BY created_at, id');
  const rename = database.prepare('UPDATE session SET name = ? WHERE id = ?');
  const remove = database.prepare('DELETE FROM session WHERE id = ?');
  const removeByPerson = database.prepare('DELETE FROM session WHERE person_id = ? AND id <> ? RETURNING id');
  const removeExpired = database.prepare('DELETE FROM session WHERE expires_at <= ? RETURNING id');
  const move = database.prepare(
    'UPDATE session SET role = ?, dialogue_id = ?, unit = ?, village = ?, duty_id = ? WHERE id = ?',
  );
  const removeByLink = database.prepare('DELETE FROM session WHERE link_id = ? RETURNING id');
  return {
    async add(session) {
      insert.run(
        session.id,
        session.tokenHash,
        session.linkId,
        session.role,
        session.dialogueId,
        session.name,
        session.createdAt,
        session.expiresAt,
        session.unit,
        session.village,
        session.personId,
        session.dutyId,
      );
    },
    async byId(id) {
      const row = byId.get(id);
      return row ? readSession(row) : null;
    },
    async byTokenHash(hash) {
      const row = byHash.get(hash);
      return row ? readSession(row) : null;
    },
    async listByPerson(personId) {
      return byPerson.all(personId).map(readSession);
    },
    async rename(id, name) {
      rename.run(name, id);
    },
    async remove(id) {
      remove.run(id);
    },
    async removeByLink(linkId) {
      return removeByLink.all(linkId).map((row) => text(row, 'id'));
    },
    async removeByPerson(personId, except = '') {
      return removeByPerson.all(personId, except).map((row) => text(row, 'id'));
    },
    async removeExpired(at) {
      return removeExpired.all(at).map((row) => text(row, 'id'));
    },
    async move(id, { role, dialogueId, unit, village, dutyId }) {
      move.run(role, dialogueId, unit, village, dutyId, id);
    },
  };
}
