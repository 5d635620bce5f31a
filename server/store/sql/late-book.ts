import { roles } from '../../../shared/access.ts';
import { frozenKinds } from '../../../shared/dialogue.ts';
import type { LateBook, LateDecision, LatePart } from '../../devices/contract.ts';
import { integer, known, text } from './rows.ts';
import { append, insert, type Row, type Sql } from './sql.ts';

function readPart(row: Row): LatePart {
  if (!(row.body instanceof Uint8Array)) throw new TypeError('column body is no blob');
  return {
    id: text(row, 'proposal_id'),
    dialogueId: text(row, 'dialogue_id'),
    recordId: text(row, 'freeze_id'),
    kind: known(row, 'kind', frozenKinds),
    deviceId: text(row, 'device_id'),
    device: text(row, 'device'),
    who: text(row, 'who'),
    role: known(row, 'role', roles),
    changes: integer(row, 'changes'),
    typedFrom: text(row, 'typed_from'),
    handedAt: text(row, 'handed_at'),
    body: new Uint8Array(row.body),
    erasedAt: text(row, 'erased_at'),
  };
}

function readDecision(row: Row): LateDecision {
  return {
    proposalId: text(row, 'proposal_id'),
    state: known(row, 'state', ['taken', 'declined'] as const),
    reason: text(row, 'reason'),
    by: text(row, 'made_by'),
    at: text(row, 'made_at'),
  };
}

/** Late text and what was decided; the tables' triggers refuse every change but an erasure's, and every deletion. */
export function lateBook(sql: Sql): LateBook {
  const add = sql.prepare(
    append('late_part', [
      'proposal_id',
      'dialogue_id',
      'freeze_id',
      'kind',
      'device_id',
      'device',
      'who',
      'role',
      'changes',
      'typed_from',
      'handed_at',
      'body',
      'erased_at',
    ]),
  );
  const parts = sql.prepare('SELECT * FROM late_part WHERE dialogue_id = ? ORDER BY seq');
  const partsOf = sql.prepare('SELECT * FROM late_part WHERE proposal_id = ? ORDER BY seq');
  const seqs = sql.prepare('SELECT seq FROM late_part WHERE proposal_id = ? ORDER BY seq');
  const decided = sql.prepare('SELECT 1 FROM late_decision WHERE proposal_id = ?');
  const decide = sql.prepare(
    insert('late_decision', ['proposal_id', 'state', 'reason', 'made_by', 'made_at']),
  );
  const decisions = sql.prepare(
    `SELECT * FROM late_decision WHERE proposal_id IN (SELECT proposal_id FROM late_part WHERE dialogue_id = ?)
     ORDER BY made_at, proposal_id`,
  );
  const erase = sql.prepare('UPDATE late_part SET body = ?, erased_at = ? WHERE seq = ?');
  return {
    async add(part) {
      const { id, dialogueId, recordId, kind, deviceId, device, who, role } = part;
      const { changes, typedFrom, handedAt, body } = part;
      await sql.transaction(() =>
        add.run(
          id,
          dialogueId,
          recordId,
          kind,
          deviceId,
          device,
          who,
          role,
          changes,
          typedFrom,
          handedAt,
          body,
          '',
        ),
      );
    },
    async parts(dialogueId) {
      return (await parts.all(dialogueId)).map(readPart);
    },
    async partsOf(proposalId) {
      return (await partsOf.all(proposalId)).map(readPart);
    },
    async decide({ proposalId, state, reason, by, at }) {
      return sql.transaction(async () => {
        if (await decided.get(proposalId)) return false;
        await decide.run(proposalId, state, reason, by, at);
        return true;
      });
    },
    async decisions(dialogueId) {
      return (await decisions.all(dialogueId)).map(readDecision);
    },
    async erase(proposalId, bodies, at) {
      await sql.transaction(async () => {
        for (const [index, row] of (await seqs.all(proposalId)).entries()) {
          const body = bodies[index];
          if (body) await erase.run(body, at, integer(row, 'seq'));
        }
      });
    },
  };
}
