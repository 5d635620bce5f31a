import type { DatabaseSync } from 'node:sqlite';
import type { UpdateLog } from '../../relay/contract.ts';
import type { Store } from '../store.ts';
import { linkBook, sessionBook } from './access-books.ts';
import { dialogueBook, officeBook, planBook, preparationBook } from './books.ts';
import { openDatabase } from './database.ts';
import { freezeBook } from './freeze-book.ts';
import { importBook } from './import-book.ts';
import { momentBook } from './moment-book.ts';
import { paperBook } from './paper-book.ts';
import { numberBook, petitionIndex } from './petition-books.ts';
import { reviewBook } from './review-book.ts';
import { integer } from './rows.ts';
import { migrate } from './schema.ts';
import { searchIndex } from './search-index.ts';

/** Opens the embedded store of a data folder and brings its tables to this version. Throws NewerDataError. */
export function openSqliteStore(dir: string, updateLog: (database: DatabaseSync) => UpdateLog): Store {
  const database = openDatabase(dir);
  migrate(database);
  const updates = updateLog(database);
  const search = searchIndex(database);
  const count = database.prepare('SELECT (SELECT count(*) FROM plan) + (SELECT count(*) FROM dialogue) AS n');
  return {
    updates,
    office: officeBook(database),
    plans: planBook(database),
    dialogues: dialogueBook(database),
    preparations: preparationBook(database),
    links: linkBook(database),
    sessions: sessionBook(database),
    numbers: numberBook(database),
    petitions: petitionIndex(database),
    search,
    freezes: freezeBook(database),
    imports: importBook(database),
    review: reviewBook(database),
    moments: momentBook(database),
    papers: paperBook(database),
    async isEmpty() {
      return integer(count.get() ?? { n: 0 }, 'n') === 0;
    },
    async close() {
      await updates.close?.();
      await search.close();
      database.close();
    },
  };
}
