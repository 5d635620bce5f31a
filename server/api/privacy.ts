import { sValidator } from '@hono/standard-validator';
import * as v from 'valibot';
import { csv } from '../../shared/export/csv.ts';
import { erasureGrounds, placeKinds } from '../../shared/privacy.ts';
import { fold } from '../../shared/vietnamese/fold.ts';
import { verifyAudit } from '../privacy/audit.ts';
import { auditTable } from '../privacy/audit-table.ts';
import { dueHouseholds, dueMembers } from '../privacy/household-people.ts';
import { dueHandedIn, dueInbox } from '../privacy/inbox-people.ts';
import { findPerson } from '../privacy/person-finder.ts';
import { dueDialogues } from '../privacy/retention.ts';
import { body, dialogueInScope, factory, need, only, type Parts, Refusal } from './context.ts';
import { textOf } from './fields.ts';
import { note, noteOnce, noting } from './noted.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9]{1,64}$/));
const placeSchema = v.pipe(
  v.object({ dialogueId: v.union([id, v.literal('')]), kind: v.picklist(placeKinds), id }),
  v.check(
    ({ dialogueId, kind }) => (dialogueId === '') === (kind === 'member' || kind === 'handedIn'),
    'a dialogue',
  ),
);
const placesSchema = v.pipe(v.array(placeSchema), v.minLength(1), v.maxLength(5000));
const orderSchema = v.object({
  places: placesSchema,
  ground: v.picklist(erasureGrounds),
  requestedOn: v.pipe(v.string(), v.isoDate()),
  note: textOf(200),
});
const wholeSchema = v.omit(orderSchema, ['places']);
const rowsSchema = v.object({
  dialogue: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9]{0,40}$/)), ''),
  who: v.optional(v.pipe(v.string(), v.maxLength(80)), ''),
  before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,12}$/), v.transform(Number)), '0'),
});
const years = v.object({ years: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)) });

/** Rows of the log on a page, and most that leave as a file. */
const pageRows = 100;
const mostRows = 100_000;

/** Who looked at what personal data, the erasure of a person's, and how long they are kept: the organizer's. */
export function privacyRoutes(parts: Parts) {
  const { store, eraser } = parts;

  async function trustedKeys(): Promise<string[]> {
    return [parts.signingKey.publicKey, ...(await store.freezes.keys())];
  }

  const rowsQuery = sValidator('query', rowsSchema, (result) => {
    if (!result.success) throw new Refusal('badInput');
  });

  /** Erases, or says that it was cut short: what was begun is ended later. */
  async function erasing<T>(work: Promise<T>): Promise<T> {
    try {
      return await noting(work);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      parts.logger.error({ reason: String(error) }, 'an erasure was cut short');
      throw new Refusal('erasureCutShort', 507);
    }
  }

  /** A note that names the person would keep the name where it cannot be erased. */
  async function checkNote(text: string, places: v.InferOutput<typeof placesSchema>): Promise<void> {
    if (text !== '' && (await eraser.namesAnyOf(text, places))) throw new Refusal('noteNamesPerson');
  }

  const membersDue = async () =>
    dueMembers(store.households, await store.erasures.retentionYears(), new Date());

  const handedInDue = async () => dueHandedIn(store.inbox, await store.erasures.retentionYears(), new Date());

  return factory
    .createApp()
    .get('/audit', only('readAudit'), rowsQuery, async (c) => {
      const { dialogue, who, before } = c.req.valid('query');
      await noteOnce(parts, c, { act: 'readAudit', dialogueId: '' });
      const rows = await store.audit.list({
        dialogueId: dialogue,
        who: fold(who.trim()),
        before,
        limit: pageRows + 1,
      });
      return c.json({ rows: rows.slice(0, pageRows), more: rows.length > pageRows });
    })
    .get('/audit/verdict', only('readAudit'), async (c) =>
      c.json(await verifyAudit(store, await trustedKeys())),
    )
    .get('/audit.csv', only('readAudit'), rowsQuery, async (c) => {
      const { dialogue, who } = c.req.valid('query');
      await note(parts, c, { act: 'exportedAudit', dialogueId: dialogue });
      const rows = await store.audit.list({
        dialogueId: dialogue,
        who: fold(who.trim()),
        before: 0,
        limit: mostRows,
      });
      const titles = new Map((await store.dialogues.list()).map(({ id, title }) => [id, title]));
      c.header('content-type', 'text/csv; charset=utf-8');
      const day = new Date().toISOString().slice(0, 10);
      c.header('content-disposition', `attachment; filename="nhat-ky-truy-cap-${day}.csv"`);
      return c.body(csv(auditTable(rows, titles)));
    })
    .post(
      '/people',
      only('erasePersonal'),
      body(v.object({ name: v.pipe(v.string(), v.maxLength(200)) })),
      async (c) => {
        const found = await findPerson({ ...store, relay: parts.relay }, c.req.valid('json').name);
        const about = { places: found.places.length, dialogues: found.dialogues.map((one) => one.id) };
        await note(parts, c, { act: 'lookedUp', dialogueId: '', about });
        return c.json(found);
      },
    )
    .post('/erasures/plan', only('erasePersonal'), body(v.object({ places: placesSchema })), async (c) =>
      c.json(await eraser.plan(c.req.valid('json').places)),
    )
    .post('/erasures', only('erasePersonal'), body(orderSchema), async (c) => {
      const order = c.req.valid('json');
      for (const dialogueId of new Set(order.places.map((place) => place.dialogueId).filter(Boolean)))
        await dialogueInScope(parts, need(c), dialogueId);
      await checkNote(order.note, order.places);
      return c.json(await erasing(eraser.erase(need(c), order)), 201);
    })
    .post('/erasures/rest', only('erasePersonal'), async (c) => {
      await erasing(eraser.endCutShort());
      return c.json(await store.erasures.list());
    })
    .get('/erasures', only('erasePersonal'), async (c) => c.json(await store.erasures.list()))
    .get('/retention', only('setRetention'), async (c) => {
      const kept = await store.erasures.retentionYears();
      const due = await dueDialogues(store, kept, new Date(), (dialogueId) =>
        eraser.everything({ id: dialogueId }),
      );
      const members = await dueMembers(store.households, kept, new Date());
      const households = dueHouseholds(members.length, kept, new Date());
      return c.json({
        years: kept,
        due: [...due, ...households, ...(await dueInbox(store.inbox, kept, new Date()))],
      });
    })
    .put('/retention', only('setRetention'), body(years), async (c) => {
      const { years: wanted } = c.req.valid('json');
      const before = await store.erasures.retentionYears();
      await note(parts, c, { act: 'retention', dialogueId: '', about: { before, years: wanted } });
      await store.erasures.setRetentionYears(wanted);
      return c.json({ years: wanted });
    })
    .get('/households/plan', only('erasePersonal'), async (c) => {
      const places = await membersDue();
      return c.json({ ...(await eraser.plan(places)), places: places.length });
    })
    .post('/households/erasure', only('erasePersonal'), body(wholeSchema), async (c) => {
      const places = await membersDue();
      if (places.length === 0) throw new Refusal('notFound', 404);
      const order = { ...c.req.valid('json'), places };
      await checkNote(order.note, places);
      return c.json(await erasing(eraser.erase(need(c), order)), 201);
    })
    .get('/inbox/plan', only('erasePersonal'), async (c) => {
      const places = await handedInDue();
      return c.json({ ...(await eraser.plan(places)), places: places.length });
    })
    .post('/inbox/erasure', only('erasePersonal'), body(wholeSchema), async (c) => {
      const places = await handedInDue();
      if (places.length === 0) throw new Refusal('notFound', 404);
      const order = { ...c.req.valid('json'), places };
      await checkNote(order.note, places);
      return c.json(await erasing(eraser.erase(need(c), order)), 201);
    })
    .get('/dialogues/:id/plan', only('erasePersonal'), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      const places = await eraser.everything(dialogue);
      return c.json({ ...(await eraser.plan(places)), places: places.length });
    })
    .post('/dialogues/:id/erasure', only('erasePersonal'), body(wholeSchema), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      const places = await eraser.everything(dialogue);
      if (places.length === 0) throw new Refusal('notFound', 404);
      const order = { ...c.req.valid('json'), places };
      await checkNote(order.note, places);
      return c.json(await erasing(eraser.erase(need(c), order)), 201);
    });
}
