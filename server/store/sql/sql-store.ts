import type { EscalationBook } from '../../escalation/contract.ts';
import type { NumbersIndex } from '../../numbers/contract.ts';
import type { ErasureBook } from '../../privacy/contract.ts';
import type { UpdateLog } from '../../relay/contract.ts';
import type { SearchIndex } from '../../search/contract.ts';
import type { Store } from '../store.ts';
import { linkBook, sessionBook } from './access-books.ts';
import { dialogueBook, officeBook, planBook, preparationBook } from './books.ts';
import { followUpBook } from './follow-up-book.ts';
import { freezeBook, type Overwriting } from './freeze-book.ts';
import { hallDeviceBook } from './hall-device-book.ts';
import { householdBook } from './household-book.ts';
import { importBook } from './import-book.ts';
import { inboxBook } from './inbox-book.ts';
import { lateBook } from './late-book.ts';
import { letterBook, reachBook } from './mail-books.ts';
import { momentBook } from './moment-book.ts';
import { paperBook } from './paper-book.ts';
import { peopleBook } from './people-book.ts';
import { numberBook, petitionIndex } from './petition-books.ts';
import { eventBook, planVersionBook } from './plan-books.ts';
import { auditBook, erasureBook } from './privacy-books.ts';
import { rebuiltBook } from './rebuilt-book.ts';
import { reviewBook } from './review-book.ts';
import { integer } from './rows.ts';
import { searchIndex } from './search-index.ts';
import type { SearchWriter } from './search-tables.ts';
import { deviceBook, passkeyBook, pinBook } from './sign-in-books.ts';
import type { Sql } from './sql.ts';

/** What each engine has of its own. */
export interface EngineParts {
  updates: UpdateLog;
  /** Writes words into the index, in the transaction of whoever calls it. */
  words: SearchWriter;
  /** Finds them. */
  finds: Pick<SearchIndex, 'find' | 'candidates'>;
  figures: NumbersIndex;
  escalations: EscalationBook | null;
  /** What erases values of frozen records is done within; a transaction, if not given. */
  overwriting?: Overwriting;
  sweep: ErasureBook['sweep'];
  close(): Promise<void>;
}

/** The store of one commune on an engine: the books, which are the same for every engine, and the engine's own parts. */
export function sqlStore(sql: Sql, { words, finds, overwriting, sweep, ...own }: EngineParts): Store {
  const office = officeBook(sql);
  const count = sql.prepare('SELECT (SELECT count(*) FROM plan) + (SELECT count(*) FROM dialogue) AS n');
  return {
    ...own,
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
    petitions: petitionIndex(sql, words),
    search: searchIndex(sql, words, finds),
    freezes: freezeBook(sql, overwriting),
    followUp: followUpBook(sql),
    imports: importBook(sql),
    rebuilt: rebuiltBook(sql),
    review: reviewBook(sql),
    moments: momentBook(sql),
    papers: paperBook(sql),
    audit: auditBook(sql),
    erasures: erasureBook(sql, sweep),
    hallDevices: hallDeviceBook(sql),
    late: lateBook(sql),
    reach: reachBook(sql),
    letters: letterBook(sql),
    inbox: inboxBook(sql),
    async isEmpty() {
      return integer((await count.get()) ?? { n: 0 }, 'n') === 0;
    },
  };
}
