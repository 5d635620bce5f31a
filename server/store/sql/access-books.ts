import { roles } from '../../../shared/access.ts';
import type { Link, LinkBook, Session, SessionBook } from '../store.ts';
import { integer, known, text } from './rows.ts';
import { insert, type Row, type Sql } from './sql.ts';

function readLink(row: Row): Link {
  return {
    id: text(row, 'id'),
    tokenHash: text(row, 'token_hash'),
    role: known(row, 'role', roles),
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
export function linkBook(sql: Sql): LinkBook {
  const add = sql.prepare(
    insert('link', [
      'id',
      'token_hash',
      'role',
      'dialogue_id',
      'label',
      'created_at',
      'expires_at',
      'revoked_at',
      'used_at',
      'one_time',
      'unit',
      'village',
      'duty_id',
      'uses',
      'last_used_at',
    ]),
  );
  const byHash = sql.prepare('SELECT * FROM link WHERE token_hash = ?');
  const byId = sql.prepare('SELECT * FROM link WHERE id = ?');
  const list = sql.prepare('SELECT * FROM link WHERE dialogue_id = ? ORDER BY created_at, id');
  const use = sql.prepare(
    `UPDATE link SET used_at = CASE used_at WHEN '' THEN ?1 ELSE used_at END, last_used_at = ?1, uses = uses + 1
     WHERE id = ?2 AND (one_time = 0 OR used_at = '')`,
  );
  const revoke = sql.prepare(`UPDATE link SET revoked_at = ? WHERE id = ? AND revoked_at = ''`);
  const revokeUnused = sql.prepare(
    `UPDATE link SET revoked_at = ? WHERE duty_id = ? AND duty_id <> '' AND used_at = '' AND revoked_at = ''`,
  );
  return {
    async add(link) {
      await add.run(
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
      const row = await byHash.get(hash);
      return row ? readLink(row) : null;
    },
    async byId(id) {
      const row = await byId.get(id);
      return row ? readLink(row) : null;
    },
    async list(dialogueId) {
      return (await list.all(dialogueId)).map(readLink);
    },
    async use(id, at) {
      return (await use.run(at, id)).changes === 1;
    },
    async revoke(id, at) {
      await revoke.run(at, id);
    },
    async revokeUnused(dutyId, at) {
      await revokeUnused.run(at, dutyId);
    },
  };
}

function readSession(row: Row): Session {
  return {
    id: text(row, 'id'),
    tokenHash: text(row, 'token_hash'),
    linkId: text(row, 'link_id'),
    role: known(row, 'role', roles),
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
export function sessionBook(sql: Sql): SessionBook {
  const add = sql.prepare(
    insert('session', [
      'id',
      'token_hash',
      'link_id',
      'role',
      'dialogue_id',
      'name',
      'created_at',
      'expires_at',
      'unit',
      'village',
      'person_id',
      'duty_id',
    ]),
  );
  const byId = sql.prepare('SELECT * FROM session WHERE id = ?');
  const byHash = sql.prepare('SELECT * FROM session WHERE token_hash = ?');
  const byPerson = sql.prepare('SELECT * FROM session WHERE person_id = ? ORDER BY created_at, id');
  const rename = sql.prepare('UPDATE session SET name = ? WHERE id = ?');
  const remove = sql.prepare('DELETE FROM session WHERE id = ?');
  const removeByPerson = sql.prepare('DELETE FROM session WHERE person_id = ? AND id <> ? RETURNING id');
  const removeExpired = sql.prepare('DELETE FROM session WHERE expires_at <= ? RETURNING id');
  const move = sql.prepare(
    'UPDATE session SET role = ?, dialogue_id = ?, unit = ?, village = ?, duty_id = ? WHERE id = ?',
  );
  const isOver = sql.prepare(
    `SELECT 1 FROM link WHERE id = ? AND revoked_at <> '' UNION ALL SELECT 1 FROM duty WHERE id = ? AND ended_at <> ''`,
  );
  const removeByLink = sql.prepare('DELETE FROM session WHERE link_id = ? RETURNING id');
  return {
    async add(session) {
      return sql.transaction(async () => {
        if (await isOver.get(session.linkId, session.dutyId)) return false;
        await add.run(
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
        return true;
      });
    },
    async byId(id) {
      const row = await byId.get(id);
      return row ? readSession(row) : null;
    },
    async byTokenHash(hash) {
      const row = await byHash.get(hash);
      return row ? readSession(row) : null;
    },
    async listByPerson(personId) {
      return (await byPerson.all(personId)).map(readSession);
    },
    async rename(id, name) {
      await rename.run(name, id);
    },
    async remove(id) {
      await remove.run(id);
    },
    async removeByLink(linkId) {
      return (await removeByLink.all(linkId)).map((row) => text(row, 'id'));
    },
    async removeByPerson(personId, except = '') {
      return (await removeByPerson.all(personId, except)).map((row) => text(row, 'id'));
    },
    async removeExpired(at) {
      return (await removeExpired.all(at)).map((row) => text(row, 'id'));
    },
    async move(id, { role, dialogueId, unit, village, dutyId }) {
      return sql.transaction(async () => {
        if (await isOver.get('', dutyId)) return false;
        return (await move.run(role, dialogueId, unit, village, dutyId, id)).changes === 1;
      });
    },
  };
}
