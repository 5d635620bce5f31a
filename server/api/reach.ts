import * as v from 'valibot';
import {
  addressLength,
  contactLength,
  isMailAddress,
  type MailStatus,
  type Reach,
} from '../../shared/mail.ts';
import { createThrottle } from '../access/throttle.ts';
import { body, factory, need, only, type Parts, Refusal } from './context.ts';
import { textOf } from './fields.ts';

const address = v.pipe(v.string(), v.maxLength(addressLength), v.trim(), v.check(isMailAddress));
/** Lines that were emptied are left out. */
const addresses = v.pipe(
  v.record(textOf(300), v.union([v.literal(''), address])),
  v.check((all) => Object.keys(all).length <= 600),
  v.transform((all) => Object.fromEntries(Object.entries(all).filter(([, to]) => to !== ''))),
);

const reachSchema = v.object({
  contact: textOf(contactLength),
  isOn: v.boolean(),
  sendAt: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
  units: addresses,
  authorities: addresses,
});
const testSchema = v.object({ to: address });

/** What the page of settings shows of it. */
export interface ReachAnswer {
  reach: Reach;
  mail: MailStatus;
  /** Where citizens look up their petitions; the receipts' codes lead there. */
  pageAt: string;
}

/** How citizens reach the office, and the office its units: settings, state, and a letter to try. */
export function reachRoutes({ store, reminders, receipts }: Parts) {
  const throttle = createThrottle(10, 10 * 60_000);
  const answer = async (): Promise<ReachAnswer> => ({
    reach: await store.reach.read(),
    mail: await reminders.status(),
    pageAt: receipts.pageAt(),
  });
  return factory
    .createApp()
    .get('/', only('reach'), async (c) => c.json(await answer()))
    .put('/', only('reach'), body(reachSchema), async (c) => {
      await store.reach.write(c.req.valid('json'));
      return c.json(await answer());
    })
    .post('/test', only('reach'), body(testSchema), async (c) => {
      const seconds = throttle.wait(need(c).id);
      if (seconds > 0) throw new Refusal('tooMany', 429, seconds);
      return c.json({ failure: await reminders.test(c.req.valid('json').to) });
    });
}
