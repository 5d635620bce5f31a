import * as v from 'valibot';
import { signsAs } from '../../shared/access.ts';
import { drawingPattern, maxDrawing } from '../../shared/review.ts';
import { ReviewError } from '../review/contract.ts';
import type { Session } from '../store/store.ts';
import { body, dialogueInScope, factory, need, only, type Parts, Refusal } from './context.ts';
import { textOf } from './fields.ts';
import { noteOnce } from './noted.ts';

const words = textOf(4000);
const someWords = v.pipe(words, v.minLength(1));
const line = textOf(200);
const quote = textOf(2000);
const id = v.pipe(v.string(), v.regex(/^[a-z0-9]{6,40}$/));

const commentSchema = v.object({
  place: v.variant('kind', [
    v.object({ kind: v.literal('passage'), passage: v.pipe(v.number(), v.integer(), v.minValue(0)), quote }),
    v.object({ kind: v.literal('petition'), petitionId: id, quote }),
  ]),
  text: someWords,
});
const answerSchema = v.variant('kind', [
  v.object({ kind: v.literal('replied'), text: someWords }),
  v.object({ kind: v.picklist(['resolved', 'reopened']), text: v.optional(words, '') }),
]);
const signSchema = v.object({
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  name: v.pipe(line, v.minLength(1)),
  title: line,
  drawing: v.pipe(v.string(), v.maxLength(maxDrawing), v.regex(drawingPattern)),
});
const reopenSchema = v.object({ reason: words });

const statuses = {
  notFound: 404,
  badInput: 400,
  recordChanged: 409,
  alreadySigned: 409,
  needsReason: 409,
} as const;

/** Does a step of the review; its refusals become the API's. */
async function step<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ReviewError) throw new Refusal(error.code, statuses[error.code]);
    throw error;
  }
}

/** Review of frozen records: states, comments, signatures, and the opening for a new version. */
export function reviewRoutes(parts: Parts) {
  const { store, reviewer } = parts;

  async function summaryOf(session: Session, recordId: string) {
    const freeze = await store.freezes.read(recordId);
    if (!freeze) throw new Refusal('notFound', 404);
    await dialogueInScope(parts, session, freeze.dialogueId);
    return freeze;
  }
  const personOf = ({ name, role }: Session) => ({ name: name || role, role });

  return factory
    .createApp()
    .get('/dialogues/:id/review', only('readRecords'), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      return c.json(await reviewer.overview(dialogue.id));
    })
    .get('/freezes/:id/threads', only('review'), async (c) => {
      const { dialogueId, id: record } = await summaryOf(need(c), c.req.param('id'));
      await noteOnce(parts, c, { act: 'comments', dialogueId, about: { record } }, record);
      return c.json(await reviewer.threads(dialogueId));
    })
    .post('/freezes/:id/threads', only('review'), body(commentSchema), async (c) => {
      const session = need(c);
      const { place, text } = c.req.valid('json');
      const freeze = await summaryOf(session, c.req.param('id'));
      return c.json(await step(reviewer.comment(freeze, personOf(session), place, text)), 201);
    })
    .post('/freezes/:id/threads/:thread', only('review'), body(answerSchema), async (c) => {
      const session = need(c);
      const { kind, text } = c.req.valid('json');
      const freeze = await summaryOf(session, c.req.param('id'));
      const thread = c.req.param('thread');
      return c.json(await step(reviewer.answer(freeze, personOf(session), thread, kind, text)), 201);
    })
    .get('/freezes/:id/signatures', only('readRecords'), async (c) => {
      return c.json(await reviewer.signOffs(await summaryOf(need(c), c.req.param('id'))));
    })
    .post('/freezes/:id/signatures', only('signRecord'), body(signSchema), async (c) => {
      const session = need(c);
      // The capacity is the role's; nothing that the browser says makes it another.
      const capacity = signsAs(session.role);
      if (!capacity) throw new Refusal('notAllowed', 403);
      const freeze = await summaryOf(session, c.req.param('id'));
      return c.json(await step(reviewer.sign(freeze, capacity, c.req.valid('json'))), 201);
    })
    .post('/freezes/:id/reopening', only('reopen'), body(reopenSchema), async (c) => {
      const session = need(c);
      const freeze = await summaryOf(session, c.req.param('id'));
      if ((await store.dialogues.read(freeze.dialogueId))?.archivedAt) throw new Refusal('archived', 409);
      const { reason } = c.req.valid('json');
      return c.json(await step(reviewer.reopen(freeze, personOf(session).name, reason)), 201);
    });
}
