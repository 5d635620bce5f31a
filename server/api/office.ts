import * as v from 'valibot';
import { signedForms } from '../../shared/documents/signs.ts';
import { termOf } from '../../shared/due.ts';
import type { TouchedPetition } from '../../shared/holidays.ts';
import { dayInVietnam, isDay, isWorkingDay, type WorkCalendar } from '../../shared/working-days.ts';
import { body, factory, only, type Parts } from './context.ts';
import { textOf } from './fields.ts';

const line = textOf(300);
const lines = v.pipe(
  v.array(line),
  v.maxLength(300),
  v.transform((all) => all.filter((entry) => entry !== '')),
);

const sign = v.pipe(line, v.regex(/^[\p{L}\d]{0,8}$/u));

const days = v.pipe(v.array(v.pipe(v.string(), v.check(isDay))), v.maxLength(600));

/** Parts that a page of an older version does not send keep what is stored. */
export const officeSchema = v.object({
  superior: line,
  body: line,
  bodySign: line,
  place: line,
  authority: line,
  signerTitle: line,
  signerName: line,
  villages: lines,
  units: lines,
  authorities: lines,
  holidays: days,
  workdays: v.optional(days),
  kindSigns: v.optional(v.partial(v.object(v.entriesFromList(signedForms, sign)))),
  recipients: v.optional(lines),
  copies: v.optional(v.pipe(v.string(), v.regex(/^([1-9]\d?)?$/))),
});

const calendarSchema = v.object({ holidays: days, workdays: days });

/** Petitions that are told one by one when the calendar changes. */
const mostTouched = 300;

/** Open petitions whose due dates were reckoned by the calendar before, or fall on a day that is closed now. */
async function touchedBy(store: Parts['store'], next: WorkCalendar): Promise<TouchedPetition[]> {
  const before = await store.office.read();
  const titles = new Map((await store.dialogues.list()).map(({ id, title }) => [id, title]));
  const today = dayInVietnam(new Date());
  const touched: TouchedPetition[] = [];
  for (const { dialogueId, petition } of await store.petitions.list({ states: ['deferred', 'escalated'] })) {
    const { id: petitionId, number, unit, dueDate, dueReason } = petition;
    if (!isDay(dueDate) || dueDate < today) continue;
    const isClosed = isWorkingDay(dueDate, before) && !isWorkingDay(dueDate, next);
    const term = dueReason === '' ? termOf(petition, today, next) : '';
    const hasMoved = term !== '' && term !== termOf(petition, today, before);
    if (!isClosed && !hasMoved) continue;
    const dialogue = titles.get(dialogueId) ?? '';
    touched.push({ dialogueId, dialogue, petitionId, number, unit, dueDate, term, isClosed });
  }
  return touched;
}

/** The office's own data, printed in every document. */
export function officeRoutes({ store, dialogueChanged }: Parts) {
  return (
    factory
      .createApp()
      .get('/', only('readOffice'), async (c) => c.json(await store.office.read()))
      // Before it is saved: no due date changes by itself, and whoever changes the calendar sees which are touched.
      .post('/calendar', only('editOffice'), body(calendarSchema), async (c) => {
        const touched = await touchedBy(store, c.req.valid('json'));
        return c.json({ touched: touched.slice(0, mostTouched), count: touched.length });
      })
      .put('/', only('editOffice'), body(officeSchema), async (c) => {
        const given = c.req.valid('json');
        const { workdays, kindSigns, recipients, copies, formerVillages } = await store.office.read();
        const office = { workdays, kindSigns, recipients, copies, formerVillages, ...given };
        await store.office.write(office);
        for (const dialogue of await store.dialogues.list()) dialogueChanged(dialogue.id);
        return c.json(office);
      })
  );
}
