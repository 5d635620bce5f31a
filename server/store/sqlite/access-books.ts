import type { DatabaseSync } from 'node:sqlite';
import { roles } from '../../../shared/access.ts';
import type { Link, LinkBook, Session, SessionBook } from '../store.ts';
import { integer, type Row, text } from './rows.ts';

function roleOf(row: Row) {
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
    label: text(row, 'label'),
    createdAt: text(row, 'created_at'),
    expiresAt: text(row, 'expires_at'),
    revokedAt: text(row, 'revoked_at'),
    usedAt: text(row, 'used_at'),
    oneTime: integer(row, 'one_time') === 1,
  };
}

/** Links, by the hash of their token. */
export function linkBook(database: DatabaseSync): LinkBook {
  const insert = database.prepare('INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const byHash = database.prepare('SELECT * FROM link WHERE token_hash = ?');
  const byId = database.prepare('SELECT * FROM link WHERE id = ?');
  const list = database.prepare('SELECT * FROM link WHERE dialogue_id = ? ORDER BY created_at, id');
  const use = database.prepare(
    `UPDATE link SET used_at = CASE used_at WHEN '' THEN ? ELSE used_at END
     WHERE id = ? AND (one_time = 0 OR used_at = '')`,
  );
  const revoke = database.prepare(`UPDATE link SET revoked_at = ? WHERE id = ? AND revoked_at = ''`);
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
  };
}

function readSession(row: Row): Session {
  return {
    id: text(row, 'id'),
    tokenHash: text(row, 'token_hash'),
    linkId: text(row, 'link_id'),
    role: roleOf(row),
    dialogueId: text(row, 'dialogue_id'),
    name: text(row, 'name'),
    createdAt: text(row, 'created_at'),
    expiresAt: text(row, 'expires_at'),
  };
}

/** Sessions, by the hash of their cookie. */
export function sessionBook(database: DatabaseSync): SessionBook {
  const insert = database.prepare('INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const byId = database.prepare('SELECT * FROM session WHERE id = ?');
  const byHash = database.prepare('SELECT * FROM session WHERE token_hash = ?');
  const rename = database.prepare('UPDATE session SET name = ? WHERE id = ?');
  const remove = database.prepare('DELETE FROM session WHERE id = ?');
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
    async rename(id, name) {
      rename.run(name, id);
    },
    async remove(id) {
      remove.run(id);
    },
    async removeByLink(linkId) {
      return removeByLink.all(linkId).map((row) => text(row, 'id'));
    },
  };
}
