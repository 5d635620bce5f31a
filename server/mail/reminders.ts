import { setTimeout as sleep } from 'node:timers/promises';
import type { Office } from '../../shared/dialogue.ts';
import { runningBody } from '../../shared/documents/wording.ts';
import type { Letter, LetterKind, MailFailure, MailStatus, Reach } from '../../shared/mail.ts';
import { clockTime } from '../../shared/vietnamese/dates.ts';
import { dayInVietnam, isWorkingDay } from '../../shared/working-days.ts';
import type { Logger } from '../board/contract.ts';
import type { MailSettings } from '../config.ts';
import type { OfficeBook } from '../store/store.ts';
import type { LetterBook, ReachBook } from './contract.ts';
import { letterOf } from './letter.ts';
import { type Owed, type OwedParts, readOwed } from './owed.ts';
import { createSender, MailError, type SendMail } from './send.ts';

export interface ReminderParts extends OwedParts {
  /** Null: no letters are sent. */
  settings: MailSettings | null;
  letters: LetterBook;
  reach: Pick<ReachBook, 'read'>;
  office: Pick<OfficeBook, 'read'>;
  /** Where the units work. */
  origin(): string;
  logger: Logger;
  now?: () => Date;
  send?: SendMail;
}

/** The daily letters to units and authorities. */
export interface Reminders {
  status(): Promise<MailStatus>;
  /** Sends a letter that says that letters arrive. Resolves to why it did not go, or to ''. */
  test(to: string): Promise<MailFailure | ''>;
  /** Notes what a crash left on its way, and looks each minute from now on. */
  begin(): Promise<void>;
  /** Sends what is to be sent now. One look at a time; a second one waits for the first. */
  look(): Promise<void>;
  close(): Promise<void>;
}

const minute = 60_000;
/** A stopping server waits so long for the letter that is on its way, ms. */
const longestEnd = 5_000;
/** Minutes until a letter that did not go is tried again, by the number of tries. */
const pauses = [1, 5, 15, 60, 120, 120, 120];
/** No letter of that day goes any more after so many tries. */
const mostTries = pauses.length + 1;

/** A clear no to this letter: to try again is of no use. */
const isFinal = (failure: MailFailure) => failure === 'recipient' || failure === 'refused';
/** Would fail for every other letter as well. */
const isOfServer = (failure: MailFailure) =>
  failure === 'unreachable' || failure === 'notEncrypted' || failure === 'signIn' || failure === 'timeout';

/** Whether `day` is the first working day of its week: authorities are reminded once a week. */
export function isFirstOfWeek(day: string, office: Office): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  const sinceMonday = (new Date(at).getUTCDay() + 6) % 7;
  for (let back = sinceMonday; back > 0; back -= 1)
    if (isWorkingDay(new Date(at - back * 86_400_000).toISOString().slice(0, 10), office)) return false;
  return isWorkingDay(day, office);
}

function stateAfter(failure: MailFailure, tries: number): Letter['state'] {
  if (failure === 'unsure') return 'unsure';
  return isFinal(failure) || tries >= mostTries ? 'givenUp' : 'failed';
}

/** Who gets letters on a day: those of the office's lists that have an address. */
function addressees(
  day: string,
  office: Office,
  reach: Reach,
): { kind: LetterKind; name: string; to: string }[] {
  const of = (kind: LetterKind, names: readonly string[], addresses: Reach['units']) =>
    names.flatMap((name) => {
      const to = Object.hasOwn(addresses, name) ? addresses[name] : '';
      return to ? [{ kind, name, to }] : [];
    });
  const units = of('unit', office.units, reach.units);
  return isFirstOfWeek(day, office)
    ? [...units, ...of('authority', office.authorities, reach.authorities)]
    : units;
}

/**
 * Makes what reminds units and authorities: one letter a day and unit at most, also over restarts. Before a letter goes,
 * it is noted; what a crash left so is never sent again, since it may have arrived.
 */
export function createReminders(parts: ReminderParts): Reminders {
  const { settings, letters, logger } = parts;
  const send = parts.send ?? (settings ? createSender(settings) : null);
  const now = () => parts.now?.() ?? new Date();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let isClosed = false;

  const put = async (letter: Letter) => {
    await letters.put({ ...letter, changedAt: now().toISOString() });
  };

  /** Whether a letter that did not go has to wait before it is tried again. */
  function isPausing({ state, tries, changedAt }: Letter): boolean {
    if (state !== 'failed') return false;
    const pause = (pauses[tries - 1] ?? 0) * minute;
    const since = now().getTime() - Date.parse(changedAt);
    return since >= 0 && since < pause;
  }

  /** Sends one letter; whether the mail server is of no use for the others either. */
  async function sendOne(
    day: string,
    { kind, name, to }: { kind: LetterKind; name: string; to: string },
    office: Office,
    owed: Owed,
  ): Promise<boolean> {
    const before = await letters.of(day, kind, name);
    if (!send || (before && (before.state !== 'failed' || isPausing(before)))) return false;
    const { overdue, due } = owed.of(kind, name);
    if (overdue.length + due.length === 0) return false;
    const tries = (before?.tries ?? 0) + 1;
    const letter: Letter = {
      day,
      kind,
      name,
      state: 'sending',
      tries,
      changedAt: '',
      failure: '',
      due: due.length,
      overdue: overdue.length,
    };
    const body = runningBody(office);
    const content = letterOf({ day, kind, name, body, overdue, due, link: `${parts.origin()}/follow-up` });
    await put(letter);
    try {
      await send({ ...content, to });
    } catch (error) {
      const failure = error instanceof MailError ? error.failure : 'other';
      const state = stateAfter(failure, tries);
      await put({ ...letter, state, failure });
      logger.warn({ day, kind, tries, failure, state }, 'reminder not sent');
      return isOfServer(failure);
    }
    await put({ ...letter, state: 'sent' });
    logger.info({ day, kind, tries, due: due.length, overdue: overdue.length }, 'reminder sent');
    return false;
  }

  async function lookOnce(): Promise<void> {
    const reach = await parts.reach.read();
    if (!send || !reach.isOn || isClosed) return;
    const instant = now();
    const day = dayInVietnam(instant);
    const office = await parts.office.read();
    if (clockTime(instant.toISOString()) < reach.sendAt || !isWorkingDay(day, office)) return;
    const waiting: ReturnType<typeof addressees> = [];
    for (const each of addressees(day, office, reach)) {
      const before = await letters.of(day, each.kind, each.name);
      // What did not reach the mail server has to wait, and all others with it: they would not reach it either.
      if (before && isPausing(before) && before.failure && isOfServer(before.failure)) return;
      if (!before || before.state === 'failed') waiting.push(each);
    }
    if (waiting.length === 0) return;
    const owed = await readOwed(parts, office, day);
    for (const each of waiting) {
      if (isClosed || (await sendOne(day, each, office, owed))) return;
    }
  }

  function look(): Promise<void> {
    looking = looking.then(lookOnce).catch((error: unknown) => {
      logger.error({ reason: String(error) }, 'reminders failed, the next minute tries again');
    });
    return looking;
  }

  return {
    look,
    async status() {
      return {
        isSetUp: send !== null,
        host: settings ? `${settings.host}:${settings.port}` : '',
        from: settings?.from ?? '',
        lastSent: await letters.lastSent(),
        lastFailure: await letters.lastFailure(),
        latest: await letters.latest(),
      };
    },
    async test(to) {
      if (!send) return 'unreachable';
      const body = runningBody(await parts.office.read());
      try {
        await send({
          to,
          senderName: body,
          subject: 'Đối thoại: thư thử',
          text: `Thư này cho biết máy chủ Đối Thoại của ${body} gửi được thư nhắc việc tới địa chỉ này. Đề nghị không trả lời.\n`,
          id: `test.${now().getTime().toString(36)}.${Math.random().toString(36).slice(2, 10)}`,
        });
        return '';
      } catch (error) {
        return error instanceof MailError ? error.failure : 'other';
      }
    },
    async begin() {
      for (const letter of await letters.underWay())
        await put({ ...letter, state: 'unsure', failure: 'unsure' });
      if (send) timer = setInterval(() => void look(), minute).unref();
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      // What is on its way then is noted as such: the next start does not send it again.
      await Promise.race([looking, sleep(longestEnd, undefined, { ref: false })]);
    },
  };
}
