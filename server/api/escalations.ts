import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { may } from '../../shared/access.ts';
import { clean, cleanLine } from '../../shared/documents/plain.ts';
import { isPaperHash } from '../../shared/papers/paper-kind.ts';
import { petitionStates } from '../../shared/petition.ts';
import { workBounds } from '../../shared/work.ts';
import { isPetitionId } from '../board/contract.ts';
import { EscalationError } from '../escalation/contract.ts';
import type { Escalations } from '../escalation/escalations.ts';
import { body, dialogueInScope, factory, need, only, type Parts, Refusal } from './context.ts';
import { answerFileSchema } from './fields.ts';
import { note, noteOnce } from './noted.ts';
import { workRefusals } from './work.ts';
import { answerLimit, answerRefusals, sendAnswerFile } from './worklists.ts';

const line = v.pipe(v.string(), v.maxLength(workBounds.line), v.transform(cleanLine));
const text = v.pipe(v.string(), v.maxLength(workBounds.answer), v.transform(clean));
const day = v.pipe(v.string(), v.regex(/^(\d{4}-\d{2}-\d{2})?$/));

const sendingSchema = v.object({
  petition: v.object({
    id: v.pipe(v.string(), v.check(isPetitionId)),
    state: v.picklist(petitionStates),
  }),
  number: line,
  date: day,
});
const answeringSchema = v.object({ text, number: line, date: day, file: v.nullable(answerFileSchema) });
const reasonSchema = v.object({ reason: line });

const statuses: Record<EscalationError['code'], Refusal['status']> = {
  noSuperior: 409,
  escalationOver: 409,
  notFound: 404,
};

/** What is refused on the way to a superior, as the wire says it. */
async function refusals<T>(work: Promise<T>): Promise<T> {
  try {
    return await workRefusals(work);
  } catch (error) {
    if (error instanceof EscalationError) throw new Refusal(error.code, statuses[error.code]);
    throw error;
  }
}

/** Petitions that go to the superior in the same installation, and those that arrive from communes under this one. */
export function escalationRoutes(parts: Parts) {
  /** Refuses where the server is a hall of its own. */
  function escalations(): Escalations {
    const { escalations: found } = parts.following;
    if (!found) throw new Refusal('noSuperior', 409);
    return found;
  }

  return factory
    .createApp()
    .get('/escalations', only('readEscalated'), async (c) =>
      c.json(await escalations().arrived(c.req.query('ended') === '1')),
    )
    .get('/escalations/waiting', only('readEscalated'), async (c) => {
      const { escalations: found } = parts.following;
      return c.json(found ? await found.counts() : { shown: false, waiting: 0, overdue: 0 });
    })
    .post('/escalations/:id/receiving', only('answerEscalated'), async (c) => {
      await refusals(escalations().receive(need(c), c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/escalations/:id/answering', only('answerEscalated'), body(answeringSchema), async (c) => {
      await refusals(escalations().answer(need(c), c.req.param('id'), c.req.valid('json')));
      return c.body(null, 204);
    })
    .post('/escalations/:id/declining', only('answerEscalated'), body(reasonSchema), async (c) => {
      await refusals(escalations().decline(need(c), c.req.param('id'), c.req.valid('json').reason));
      return c.body(null, 204);
    })
    .post('/escalation-files/:id', only('answerEscalated'), bodyLimit(answerLimit), async (c) => {
      const taking = escalations();
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      return c.json(await answerRefusals(refusals(taking.takeFile(c.req.param('id'), bytes))), 201);
    })
    .get('/escalation-files/:id/:hash', async (c) => {
      const { role } = need(c);
      if (!may(role, 'readEscalated') && !may(role, 'escalate')) throw new Refusal('notAllowed', 403);
      const [id, hash] = [c.req.param('id'), c.req.param('hash')];
      const found = isPaperHash(hash) ? await escalations().readFile(id, hash) : null;
      if (!found || !may(role, found.isOwn ? 'readEscalated' : 'escalate'))
        throw new Refusal('notFound', 404);
      const { dialogueId, petitionId, number } = found.escalation;
      // Ids of a dialogue are those of the commune that sent it.
      const [of, which, what] = found.isOwn ? ['', 'escalation', id] : [dialogueId, 'petition', petitionId];
      const about = { answer: hash, [which]: what };
      await noteOnce(parts, c, { act: 'answer', dialogueId: of, about }, `${id}/${hash}`);
      return sendAnswerFile(c, { ...found.file, bytes: found.bytes, number });
    })
    .post('/dialogues/:id/escalations', only('escalate'), body(sendingSchema), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      const { petition, ...sheet } = c.req.valid('json');
      const about = { petition: petition.id };
      const noted = () => note(parts, c, { act: 'escalated', dialogueId: dialogue.id, about });
      await refusals(escalations().send(need(c), dialogue, petition, sheet, noted));
      return c.body(null, 204);
    })
    .post('/dialogues/:id/escalations/:petitionId/taking', only('escalate'), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      await answerRefusals(refusals(escalations().take(need(c), dialogue, c.req.param('petitionId'))));
      return c.body(null, 204);
    })
    .post(
      '/dialogues/:id/escalations/:petitionId/withdrawing',
      only('escalate'),
      body(reasonSchema),
      async (c) => {
        const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
        const { reason } = c.req.valid('json');
        await refusals(escalations().withdraw(need(c), dialogue, c.req.param('petitionId'), reason));
        return c.body(null, 204);
      },
    );
}
