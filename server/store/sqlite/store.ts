import type { DatabaseSync } from 'node:sqlite';
import type { UpdateLog } from '../../relay/contract.ts';
import { fillFacts } from '../sql/fact-tables.ts';
import { householdBook } from '../sql/household-book.ts';
import { inboxBook } from '../sql/inbox-book.ts';
import { numberBook, petitionIndex } from '../sql/petition-books.ts';
import { rebuiltBook } from '../sql/rebuilt-book.ts';
import { integer } from '../sql/rows.ts';
import { searchIndex } from '../sql/search-index.ts';
import type { Store } from '../store.ts';
import { linkBook, sessionBook } from './access-books.ts';
import { dialogueBook, officeBook, planBook, preparationBook } from './books.ts';
import { openDatabase, readSchema } from './database.ts';
import { sqliteEngine } from './engine.ts';
import { followUpBook } from './follow-up-book.ts';
import { freezeBook } from './freeze-book.ts';
import { hallDeviceBook } from './hall-device-book.ts';
import { importBook } from './import-book.ts';
import { lateBook } from './late-book.ts';
import { letterBook, reachBook } from './mail-books.ts';
import { momentBook } from './moment-book.ts';
import { numbersIndex } from './numbers-index.ts';
import { paperBook } from './paper-book.ts';
import { peopleBook } from './people-book.ts';
import { eventBook, planVersionBook } from './plan-books.ts';
import { auditBook, erasureBook } from './privacy-books.ts';
import { reviewBook } from './review-book.ts';

import { migrate, NewerDataError, OlderDataError, schemaVersion } from './schema.ts';
import { searchReads } from './search-reads.ts';
import { searchWriter } from './search-words.ts';
import { deviceBook, passkeyBook, pinBook } from './sign-in-books.ts';
import { copyBeforeUpgrade } from './upgrade-copy.ts';

export interface StoreOptions {
  /** False: data of an older version are refused instead, since a server may be at work on them. */
  mayUpgrade?: boolean;
  /** Called after data of an older version were brought to this one; `copy` is where they are kept as they were. */
  onUpgrade?: (upgrade: { from: number; to: number; copy: string }) => void;
}

/** What the log of updates is told of the books, which write on the same connection. */
export interface UpdateLogPlace {
  /** As the engine's (engine.ts): null while no transaction of the books is under way. */
  idle: () => Promise<void> | null;
}

/**
 * Opens the embedded store of a data folder and brings its tables to this version, after a copy of what was there.
 * Throws NewerDataError before anything is touched, OlderDataError where no upgrade may be made, UpgradeCopyError and
 * UpgradeFailedError with the data as they were.
 */
export async function openSqliteStore(
  dir: string,
  updateLog: (database: DatabaseSync, place: UpdateLogPlace) => UpdateLog,
  { mayUpgrade = true, onUpgrade }: StoreOptions = {},
): Promise<Store> {
  const found = readSchema(dir);
  if (found > schemaVersion) throw new NewerDataError(found);
  const isOlder = found > 0 && found < schemaVersion;
  if (isOlder && !mayUpgrade) throw new OlderDataError(found);
  const database = openDatabase(dir);
  try {
    const copy = isOlder ? copyBeforeUpgrade(database, dir, found) : '';
    migrate(database);
    if (isOlder) onUpgrade?.({ from: found, to: schemaVersion, copy });
  } catch (error) {
    database.close();
    throw error;
  }
  const path = database.location();
  if (path === null) throw new Error('the store needs a database on disk');
  const sql = sqliteEngine(database);
  await fillFacts(sql);
  const updates = updateLog(database, { idle: sql.idle });
  const writer = searchWriter(sql);
  const reads = searchReads(path);
  const office = officeBook(database);
  const figures = numbersIndex(path);
  const count = sql.prepare('SELECT (SELECT count(*) FROM plan) + (SELECT count(*) FROM dialogue) AS n');
  return {
    updates,
    office,
    households: householdBook(sql, office),
    plans: planBook(database),
    planVersions: planVersionBook(database),
    planEvents: eventBook(database),
    dialogues: dialogueBook(database),
    preparations: preparationBook(database),
    links: linkBook(database),
    sessions: sessionBook(database),
    people: peopleBook(database),
    passkeys: passkeyBook(database),
    pins: pinBook(database),
    devices: deviceBook(database),
    numbers: numberBook(sql),
    petitions: petitionIndex(sql, writer),
    figures,
    search: searchIndex(sql, writer, reads),
    freezes: freezeBook(database),
    followUp: followUpBook(database),
    imports: importBook(database),
    rebuilt: rebuiltBook(sql),
    review: reviewBook(database),
    moments: momentBook(database),
    papers: paperBook(database),
    audit: auditBook(database),
    erasures: erasureBook(database),
    hallDevices: hallDeviceBook(database),
    late: lateBook(database),
    reach: reachBook(database),
    letters: letterBook(database),
    inbox: inboxBook(sql),
    async isEmpty() {
      return integer((await count.get()) ?? { n: 0 }, 'n') === 0;
    },
    async close() {
      await updates.close?.();
      await reads.close();
      await figures.close();
      database.close();
    },
  };
}
