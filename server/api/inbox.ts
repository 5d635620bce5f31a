import type { Context } from 'hono';
import * as v from 'valibot';
import { clean, cleanLine } from '../../shared/documents/plain.ts';
import { type InboxPage, inboxBounds } from '../../shared/inbox.ts';
import { categories, replyWishes } from '../../shared/petition.ts';
import { workBounds } from '../../shared/work.ts';
import { createThrottle } from '../access/throttle.ts';
import { isPetitionId } from '../board/contract.ts';
import { InboxError } from '../inbox/contract.ts';
import type { Session } from '../store/store.ts';
import { WorkError } from '../work/contract.ts';
import { body, type Env, factory, need, only, type Parts, Refusal } from './context.ts';
import { noting } from './noted.ts';

const line = v.pipe(v.string(), v.maxLength(workBounds.line), v.transform(cleanLine));
const text = v.pipe(v.string(), v.maxLength(inboxBounds.text), v.transform(clean));
const long = v.pipe(v.string(), v.maxLength(inboxBounds.prepared), v.transform(clean));
const id = v.pipe(v.string(), v.check(isPetitionId));
const ids = v.pipe(v.array(id), v.minLength(1), v.maxLength(inboxBounds.items));
const dialogue = v.pipe(v.string(), v.regex(/^([a-z0-9]{6,40})?$/));
const revision = v.pipe(v.number(), v.integer(), v.minValue(1));

const handInSchema = v.object({
  id,
  content: v.pipe(v.string(), v.maxLength(workBounds.content), v.transform(clean)),
  field: line,
  category: v.picklist(categories),
  replyWish: v.picklist(replyWishes),
  name: v.pipe(v.string(), v.maxLength(workBounds.name), v.transform(cleanLine)),
  phone: v.pipe(v.string(), v.maxLength(workBounds.phone), v.transform(cleanLine)),
  village: v.optional(line, ''),
  wish: v.optional(dialogue, ''),
});
const replySchema = v.object({ askedAt: v.pipe(v.string(), v.maxLength(40)), text });
const preparingSchema = v.object({ text: long, seen: long });
const takingSchema = v.object({ ids, dialogueId: dialogue });
const wordsSchema = v.object({ revision, text });
const seenSchema = v.object({ revision });
const joiningSchema = v.object({ ids, into: id });
const assigningSchema = v.object({ ids, unit: line });

const statuses = {
  notFound: 404,
  notYours: 404,
  notReady: 409,
  changedMeanwhile: 409,
  alreadyFrozen: 409,
  storeFull: 507,
} as const satisfies Record<InboxError['code'], Refusal['status']>;

/** Petitions that are handed in before the day: their senders' calls, and the organizer's who takes them into dialogues. */
export function inboxRoutes(parts: Parts) {
  const { inbox, audit } = parts;
  // Nobody hands in more than one every two seconds.
  const throttle = createThrottle(30, 60_000);

  function idIn(c: Context<Env>): string {
    const asked = c.req.param('id') ?? '';
    if (!isPetitionId(asked)) throw new Refusal('notFound', 404);
    return asked;
  }

  async function answering<T>(act: Promise<T>): Promise<T> {
    try {
      return await act;
    } catch (error) {
      if (!(error instanceof InboxError) && !(error instanceof WorkError)) throw error;
      throw new Refusal(error.code, statuses[error.code], 0, error.details);
    }
  }

  /** Notes whose names somebody is given, each once a session and day: the page asks every few seconds. */
  async function noteCitizens(
    session: Session,
    items: readonly { id: string; name: string; phone: string }[],
  ): Promise<void> {
    const named = items.filter(({ name, phone }) => name !== '' || phone !== '').map((item) => item.id);
    const fresh = audit.unseen(session, 'inbox', named);
    if (fresh.length === 0) return;
    await noting(audit.note(session, { act: 'inbox', dialogueId: '', about: { items: fresh } }));
    audit.seen(session, 'inbox', fresh);
  }

  return factory
    .createApp()
    .get('/', only('keepInbox'), async (c) => {
      const page: InboxPage = { items: await answering(inbox.page()) };
      await noteCitizens(need(c), page.items);
      return c.json(page);
    })
    .get('/waiting', only('keepInbox'), async (c) => c.json({ count: await inbox.waiting() }))
    .post('/taking', only('keepInbox'), body(takingSchema), async (c) => {
      const { ids: chosen, dialogueId } = c.req.valid('json');
      return c.json(await answering(inbox.take(need(c), chosen, dialogueId)));
    })
    .post('/joining', only('keepInbox'), body(joiningSchema), async (c) => {
      const { ids: chosen, into } = c.req.valid('json');
      return c.json(await answering(inbox.join(need(c), chosen, into)));
    })
    .post('/assigning', only('keepInbox'), body(assigningSchema), async (c) => {
      const { ids: chosen, unit } = c.req.valid('json');
      return c.json(await answering(inbox.assign(need(c), chosen, unit)));
    })
    .get('/own', only('handIn'), async (c) => {
      const own = await answering(inbox.own(need(c)));
      await noteCitizens(need(c), own.sent);
      return c.json(own);
    })
    .post('/own', only('handIn'), body(handInSchema), async (c) => {
      if (!throttle.allow(need(c).id)) throw new Refusal('tooMany', 429);
      return c.json(await answering(inbox.handIn(need(c), c.req.valid('json'))), 201);
    })
    .post('/own/:id/reply', only('handIn'), body(replySchema), async (c) => {
      const { askedAt, text: said } = c.req.valid('json');
      return c.json(await answering(inbox.reply(need(c), idIn(c), askedAt, said)));
    })
    .post('/own/:id/prepared', only('answerForUnit'), body(preparingSchema), async (c) =>
      c.json(await answering(inbox.prepare(need(c), idIn(c), c.req.valid('json')))),
    )
    .get('/:id/earlier', only('keepInbox'), async (c) => {
      const item = (await answering(inbox.page())).find((each) => each.id === idIn(c));
      if (!item) throw new Refusal('notFound', 404);
      const earlier = await parts.finder.earlier(need(c), '', item.content);
      return c.json(earlier.filter(({ petitionId }) => petitionId !== item.id));
    })
    .post('/:id/question', only('keepInbox'), body(wordsSchema), async (c) => {
      const { revision: seen, text: question } = c.req.valid('json');
      await answering(inbox.ask(need(c), { id: idIn(c), revision: seen }, question));
      return c.json({ ok: true });
    })
    .post('/:id/declining', only('keepInbox'), body(wordsSchema), async (c) => {
      const { revision: seen, text: reason } = c.req.valid('json');
      await answering(inbox.decline(need(c), { id: idIn(c), revision: seen }, reason));
      return c.json({ ok: true });
    })
    .post('/:id/reopening', only('keepInbox'), body(seenSchema), async (c) => {
      await answering(inbox.reopen(need(c), { id: idIn(c), revision: c.req.valid('json').revision }));
      return c.json({ ok: true });
    });
}
