import {
  emptyReach,
  type Letter,
  letterKinds,
  letterStates,
  mailFailures,
  type Reach,
} from '../../../shared/mail.ts';
import type { LetterBook, ReachBook } from '../../mail/contract.ts';
import { integer, known, text } from './rows.ts';
import { type Row, type Sql, upsert } from './sql.ts';

/** How the office is reached; until it is set, not at all. */
export function reachBook(sql: Sql): ReachBook {
  const get = sql.prepare('SELECT body FROM reach WHERE id = 1');
  const put = sql.prepare(upsert('reach', ['id', 'body'], ['id']));
  return {
    async read() {
      const row = await get.get();
      const stored: Partial<Reach> = row ? JSON.parse(text(row, 'body')) : {};
      return { ...emptyReach, ...stored };
    },
    async write(reach) {
      await put.run(1, JSON.stringify(reach));
    },
  };
}

function letterOf(row: Row): Letter {
  return {
    day: text(row, 'day'),
    kind: known(row, 'kind', letterKinds),
    name: text(row, 'name'),
    state: known(row, 'state', letterStates),
    tries: integer(row, 'tries'),
    changedAt: text(row, 'changed_at'),
    failure: known(row, 'failure', ['', ...mailFailures]),
    due: integer(row, 'due'),
    overdue: integer(row, 'overdue'),
  };
}

/** The letters of each day. */
export function letterBook(sql: Sql): LetterBook {
  const one = sql.prepare('SELECT * FROM letter WHERE day = ? AND kind = ? AND name = ?');
  const put = sql.prepare(
    upsert(
      'letter',
      ['day', 'kind', 'name', 'state', 'tries', 'changed_at', 'failure', 'due', 'overdue'],
      ['day', 'kind', 'name'],
    ),
  );
  const latest = sql.prepare(
    'SELECT * FROM letter WHERE day = (SELECT max(day) FROM letter) ORDER BY kind DESC, name',
  );
  const sent = sql.prepare("SELECT * FROM letter WHERE state = 'sent' ORDER BY changed_at DESC LIMIT 1");
  const failed = sql.prepare("SELECT * FROM letter WHERE failure <> '' ORDER BY changed_at DESC LIMIT 1");
  const underWay = sql.prepare("SELECT * FROM letter WHERE state = 'sending' ORDER BY day, kind, name");
  const first = (row: Row | undefined) => (row ? letterOf(row) : null);
  return {
    async of(day, kind, name) {
      return first(await one.get(day, kind, name));
    },
    async put({ day, kind, name, state, tries, changedAt, failure, due, overdue }) {
      await put.run(day, kind, name, state, tries, changedAt, failure, due, overdue);
    },
    async latest() {
      return (await latest.all()).map(letterOf);
    },
    async lastSent() {
      return first(await sent.get());
    },
    async lastFailure() {
      return first(await failed.get());
    },
    async underWay() {
      return (await underWay.all()).map(letterOf);
    },
  };
}
