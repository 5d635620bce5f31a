import type { DatabaseSync } from 'node:sqlite';
import {
  emptyReach,
  type Letter,
  letterKinds,
  letterStates,
  mailFailures,
  type Reach,
} from '../../../shared/mail.ts';
import type { LetterBook, ReachBook } from '../../mail/contract.ts';
import { integer, known, text } from '../sql/rows.ts';
import type { Row } from '../sql/sql.ts';

/** How the office is reached; until it is set, not at all. */
export function reachBook(database: DatabaseSync): ReachBook {
  const get = database.prepare('SELECT body FROM reach WHERE id = 1');
  const put = database.prepare('INSERT OR REPLACE INTO reach (id, body) VALUES (1, ?)');
  return {
    async read() {
      const row = get.get();
      const stored: Partial<Reach> = row ? JSON.parse(text(row, 'body')) : {};
      return { ...emptyReach, ...stored };
    },
    async write(reach) {
      put.run(JSON.stringify(reach));
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
export function letterBook(database: DatabaseSync): LetterBook {
  const one = database.prepare('SELECT * FROM letter WHERE day = ? AND kind = ? AND name = ?');
  const put = database.prepare('INSERT OR REPLACE INTO letter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const latest = database.prepare(
    'SELECT * FROM letter WHERE day = (SELECT max(day) FROM letter) ORDER BY kind DESC, name',
  );
  const sent = database.prepare("SELECT * FROM letter WHERE state = 'sent' ORDER BY changed_at DESC LIMIT 1");
  const failed = database.prepare(
    "SELECT * FROM letter WHERE failure <> '' ORDER BY changed_at DESC LIMIT 1",
  );
  const underWay = database.prepare("SELECT * FROM letter WHERE state = 'sending'");
  const first = (row: Row | undefined) => (row ? letterOf(row) : null);
  return {
    async of(day, kind, name) {
      return first(one.get(day, kind, name));
    },
    async put({ day, kind, name, state, tries, changedAt, failure, due, overdue }) {
      put.run(day, kind, name, state, tries, changedAt, failure, due, overdue);
    },
    async latest() {
      return latest.all().map(letterOf);
    },
    async lastSent() {
      return first(sent.get());
    },
    async lastFailure() {
      return first(failed.get());
    },
    async underWay() {
      return underWay.all().map(letterOf);
    },
  };
}
