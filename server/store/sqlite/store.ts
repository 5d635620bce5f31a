import type { DatabaseSync } from 'node:sqlite';
import type { UpdateLog } from '../../relay/contract.ts';
import { linkBook, sessionBook } from '../sql/access-books.ts';
import { dialogueBook, officeBook, planBook, preparationBook } from '../sql/books.ts';
import { fillFacts } from '../sql/fact-tables.ts';
import { followUpBook } from '../sql/follow-up-book.ts';
import { freezeBook } from '../sql/freeze-book.ts';
import { hallDeviceBook } from '../sql/hall-device-book.ts';
import { householdBook } from '../sql/household-book.ts';
import { importBook } from '../sql/import-book.ts';
import { inboxBook } from '../sql/inbox-book.ts';
import { lateBook } from '../sql/late-book.ts';
import { letterBook, reachBook } from '../sql/mail-books.ts';
import { momentBook } from '../sql/moment-book.ts';
import { paperBook } from '../sql/paper-book.ts';
import { peopleBook } from '../sql/people-book.ts';
import { numberBook, petitionIndex } from '../sql/petition-books.ts';
import { eventBook, planVersionBook } from '../sql/plan-books.ts';
import { auditBook, erasureBook } from '../sql/privacy-books.ts';
import { rebuiltBook } from '../sql/rebuilt-book.ts';
import { reviewBook } from '../sql/review-book.ts';
import { integer } from '../sql/rows.ts';
import { searchIndex } from '../sql/search-index.ts';
import { deviceBook, passkeyBook, pinBook } from '../sql/sign-in-books.ts';
import type { Store } from '../store.ts';
import { openDatabase, readSchema } from './database.ts';
import { sqliteEngine } from './engine.ts';
import { overwriting, sweeper } from './erasing.ts';
import { numbersIndex } from './numbers-index.ts';
import { migrate, NewerDataError, OlderDataError, schemaVersion } from './schema.ts';
import { searchReads } from './search-reads.ts';
import { searchWriter } from './search-words.ts';
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
  const office = officeBook(sql);
  const figures = numbersIndex(path);
  const count = sql.prepare('SELECT (SELECT count(*) FROM plan) + (SELECT count(*) FROM dialogue) AS n');
  return {
    updates,
    office,
    households: householdBook(sql, office),
    plans: planBook(sql),
    planVersions: planVersionBook(sql),
    planEvents: eventBook(sql),
    dialogues: dialogueBook(sql),
    preparations: preparationBook(sql),
    links: linkBook(sql),
    sessions: sessionBook(sql),
    people: peopleBook(sql),
    passkeys: passkeyBook(sql),
    pins: pinBook(sql),
    devices: deviceBook(sql),
    numbers: numberBook(sql),
    petitions: petitionIndex(sql, writer),
    figures,
    search: searchIndex(sql, writer, reads),
    freezes: freezeBook(sql, overwriting(database, sql)),
    followUp: followUpBook(sql),
    imports: importBook(sql),
    rebuilt: rebuiltBook(sql),
    review: reviewBook(sql),
    moments: momentBook(sql),
    papers: paperBook(sql),
    audit: auditBook(sql),
    erasures: erasureBook(sql, sweeper(database, sql)),
    hallDevices: hallDeviceBook(sql),
    late: lateBook(sql),
    reach: reachBook(sql),
    letters: letterBook(sql),
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
