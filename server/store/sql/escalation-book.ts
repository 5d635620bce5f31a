import {
  type EscalationAct,
  erasedText,
  escalationActs,
  escalationState,
  isUnderWay,
  mayFollow,
} from '../../../shared/escalation.ts';
import { answerFileTypes } from '../../../shared/follow-up.ts';
import { newId } from '../../../shared/ids.ts';
import { categories } from '../../../shared/petition.ts';
import type { EscalationBook, StoredEscalation } from '../../escalation/contract.ts';
import { integer, known, text } from './rows.ts';
import { insert, type Row, type Sql } from './sql.ts';

/** A file that no answer names is thrown away so long after it came, when the next one comes, ms. */
const unnamedLife = 24 * 3_600_000;

const me = `current_setting('doithoai.tenant')`;

function readAct(row: Row): EscalationAct {
  const hash = text(row, 'file_hash');
  return {
    kind: known(row, 'kind', escalationActs),
    at: text(row, 'at'),
    by: text(row, 'made_by'),
    text: text(row, 'body'),
    number: text(row, 'paper_number'),
    date: text(row, 'paper_date'),
    file:
      hash === ''
        ? null
        : { hash, type: known(row, 'file_type', answerFileTypes), size: integer(row, 'file_size') },
  };
}

function readEscalation(row: Row): StoredEscalation {
  const acts: Row[] = JSON.parse(text(row, 'acts'));
  return {
    id: text(row, 'id'),
    from: text(row, 'tenant'),
    to: text(row, 'superior'),
    dialogueId: text(row, 'dialogue_id'),
    petitionId: text(row, 'petition_id'),
    number: text(row, 'number'),
    dialogue: text(row, 'dialogue'),
    field: text(row, 'field'),
    village: text(row, 'village'),
    category: known(row, 'category', categories),
    content: text(row, 'content'),
    dueDate: text(row, 'due_date'),
    sheetNumber: text(row, 'sheet_number'),
    sheetDate: text(row, 'sheet_date'),
    sentAt: text(row, 'sent_at'),
    sentBy: text(row, 'sent_by'),
    acts: acts.map(readAct),
  };
}

const ofIt = `FROM escalation_act a
  WHERE a.tenant IN (e.tenant, e.superior) AND a.escalation_id = e.id AND a.sender = e.tenant`;
const select = `SELECT e.*,
  coalesce((SELECT json_agg(row_to_json(a) ORDER BY a.place) ${ofIt}), '[]')::text AS acts FROM escalation e`;
const done = (kinds: string) => `EXISTS (SELECT 1 ${ofIt} AND a.kind IN (${kinds}))`;
const isOver = done(`'declined', 'withdrawn', 'taken'`);
const isSettled = done(`'answered', 'declined', 'withdrawn', 'taken'`);

/**
 * What is between this commune and others of its installation. Only PostgreSQL has these tables: their policies are what
 * shows a row to its two communes alone, so no statement here asks who may see it.
 */
export function escalationBook(sql: Sql): EscalationBook {
  const add = sql.prepare(
    insert('escalation', [
      'id',
      'superior',
      'dialogue_id',
      'petition_id',
      'number',
      'dialogue',
      'field',
      'village',
      'category',
      'content',
      'due_date',
      'sheet_number',
      'sheet_date',
      'sent_at',
      'sent_by',
      'erased_at',
    ]),
  );
  const addAct = sql.prepare(
    insert('escalation_act', [
      'id',
      'escalation_id',
      'sender',
      'superior',
      'place',
      'kind',
      'body',
      'paper_number',
      'paper_date',
      'file_hash',
      'file_type',
      'file_size',
      'at',
      'made_by',
      'erased_at',
    ]),
  );
  const one = sql.prepare(`${select} WHERE e.id = ?`);
  const sentOf = sql.prepare(
    `${select} WHERE e.tenant = ${me} AND e.dialogue_id = ? ORDER BY e.sent_at, e.id`,
  );
  const open = sql.prepare(
    `${select} WHERE e.superior = ${me} AND NOT ${isOver} ORDER BY e.sent_at DESC, e.id`,
  );
  const ended = sql.prepare(
    `${select} WHERE e.superior = ${me} AND ${isOver} ORDER BY e.sent_at DESC, e.id LIMIT ?`,
  );
  const underWay = sql.prepare(`${select} WHERE NOT ${isOver} ORDER BY e.sent_at, e.id`);
  const counts = sql.prepare(
    `SELECT count(*) AS arrived, count(*) FILTER (WHERE waits) AS waiting,
       count(*) FILTER (WHERE waits AND due_date <> '' AND due_date < ?) AS overdue
     FROM (SELECT e.due_date, NOT ${isSettled} AS waits FROM escalation e WHERE e.superior = ${me}) counted`,
  );
  const superior = sql.prepare(`SELECT doithoai_superior(${me}) AS id`);
  const lock = sql.prepare(
    "SELECT pg_advisory_xact_lock(hashtextextended('escalation ' || ?::text || ' ' || ?::text, 0))",
  );
  const addFile = sql.prepare(
    `${insert('escalation_file', ['escalation_id', 'hash', 'sender', 'superior', 'type', 'size', 'bytes', 'stored_at'])} ON CONFLICT DO NOTHING`,
  );
  const file = sql.prepare('SELECT * FROM escalation_file WHERE escalation_id = ? AND hash = ?');
  const dropOthers = sql.prepare(
    `DELETE FROM escalation_file WHERE escalation_id = ? AND tenant = ${me} AND hash <> ?`,
  );
  const dropOld = sql.prepare(
    `DELETE FROM escalation_file WHERE escalation_id = ? AND tenant = ${me} AND stored_at < ?`,
  );
  const rewrite = sql.prepare(
    `UPDATE escalation SET content = ?, erased_at = ? WHERE id = ? AND tenant = ${me}`,
  );
  const rewriteActs = sql.prepare(
    'UPDATE escalation_act SET body = ?, erased_at = ? WHERE escalation_id = ? AND sender = ? AND kind = ?',
  );
  const dropFiles = sql.prepare(`DELETE FROM escalation_file WHERE escalation_id = ? AND sender = ${me}`);

  async function read(id: string): Promise<StoredEscalation | null> {
    const row = await one.get(id);
    return row ? readEscalation(row) : null;
  }

  /** Takes names out of one that was sent, and marks it as erased when its files go; returns how many texts changed. */
  async function eraseOne(
    sent: StoredEscalation,
    redact: (text: string) => string,
    at: string,
    filesGo: boolean,
  ): Promise<number> {
    let count = 0;
    const content = redact(sent.content);
    const isOther = content !== sent.content;
    if (isOther || filesGo) await rewrite.run(content, at, sent.id);
    if (isOther) count += 1;
    for (const { kind, text: said } of sent.acts) {
      const rest = redact(said);
      if (rest === said) continue;
      const isOwn = kind === 'withdrawn' || kind === 'taken';
      await rewriteActs.run(isOwn ? rest : erasedText, at, sent.id, sent.from, kind);
      count += 1;
    }
    return count;
  }

  return {
    send: (escalation) =>
      sql.transaction(async () => {
        const { id, to, dialogueId, petitionId } = escalation;
        const before = (await sentOf.all(dialogueId)).map(readEscalation);
        const same = before.findLast(
          (sent) => sent.petitionId === petitionId && isUnderWay(escalationState(sent)),
        );
        if (same) return same;
        if ((await superior.get())?.id !== to) return null;
        await add.run(
          id,
          to,
          dialogueId,
          petitionId,
          escalation.number,
          escalation.dialogue,
          escalation.field,
          escalation.village,
          escalation.category,
          escalation.content,
          escalation.dueDate,
          escalation.sheetNumber,
          escalation.sheetDate,
          escalation.sentAt,
          escalation.sentBy,
          '',
        );
        return read(id);
      }),
    async sentOf(dialogueId) {
      return (await sentOf.all(dialogueId)).map(readEscalation);
    },
    async arrived(most) {
      const rows = [...(await open.all()), ...(most > 0 ? await ended.all(most) : [])];
      return rows.map(readEscalation);
    },
    async counts(today) {
      const row = (await counts.get(today)) ?? {};
      return {
        arrived: integer(row, 'arrived'),
        waiting: integer(row, 'waiting'),
        overdue: integer(row, 'overdue'),
      };
    },
    one: read,
    act: ({ id }, act) =>
      sql.transaction(async () => {
        const before = await read(id);
        if (!before) return null;
        // The other commune's transactions are not behind this one's.
        await lock.get(before.from, id);
        const now = (await read(id)) ?? before;
        if (isSame(now.acts.at(-1), act)) return now;
        if (!mayFollow(escalationState(now), act.kind)) return null;
        const { kind, at, by, text: body, number, date, file: named } = act;
        await addAct.run(
          newId(),
          id,
          now.from,
          now.to,
          // The database gives its place.
          0,
          kind,
          body,
          number,
          date,
          named?.hash ?? '',
          named?.type ?? '',
          named?.size ?? 0,
          at,
          by,
          '',
        );
        if (kind === 'answered' || kind === 'declined') await dropOthers.run(id, named?.hash ?? '');
        return read(id);
      }),
    async addFile({ id, from, to }, { hash, type, size }, bytes, at) {
      await dropOld.run(id, new Date(Date.parse(at) - unnamedLife).toISOString());
      await addFile.run(id, hash, from, to, type, size, bytes, at);
    },
    async file(id, hash) {
      const row = await file.get(id, hash);
      if (!row || !(row.bytes instanceof Uint8Array)) return null;
      const named = { hash, type: known(row, 'type', answerFileTypes), size: integer(row, 'size') };
      return { file: named, bytes: new Uint8Array(row.bytes) };
    },
    async underWay() {
      return (await underWay.all()).map(readEscalation);
    },
    erase: (dialogueId, { redact, files, at }) =>
      sql.transaction(async () => {
        const result = { texts: 0, files: 0 };
        for (const row of await sentOf.all(dialogueId)) {
          const sent = readEscalation(row);
          const filesGo = files.has(sent.petitionId);
          result.texts += await eraseOne(sent, redact, at, filesGo);
          if (filesGo) result.files += (await dropFiles.run(sent.id)).changes;
        }
        return result;
      }),
  };
}

/** Whether an act is the one that was taken last, sent once more. */
function isSame(last: EscalationAct | undefined, act: EscalationAct): boolean {
  const { kind, text: said, number, date, file } = act;
  return (
    last?.kind === kind &&
    last.text === said &&
    last.number === number &&
    last.date === date &&
    last.file?.hash === file?.hash
  );
}
