import type { Context } from 'hono';
import * as v from 'valibot';
import { may } from '../../shared/access.ts';
import { clean, cleanLine } from '../../shared/documents/plain.ts';
import { petitionStates } from '../../shared/petition.ts';
import { preparationSchema } from '../../shared/preparation.ts';
import { rulings, type VillagePetition, workBounds } from '../../shared/work.ts';
import { isPetitionId } from '../board/contract.ts';
import type { Session } from '../store/store.ts';
import { WorkError } from '../work/contract.ts';
import { body, dialogueInScope, type Env, factory, need, only, type Parts, Refusal } from './context.ts';
import { answerFileSchema } from './fields.ts';
import { noting } from './noted.ts';

const line = v.pipe(v.string(), v.maxLength(workBounds.line), v.transform(cleanLine));
const text = v.pipe(v.string(), v.maxLength(workBounds.answer), v.transform(clean));
const day = v.pipe(v.string(), v.regex(/^(\d{4}-\d{2}-\d{2})?$/));
const state = v.picklist(petitionStates);

const ruled = {
  answer: text,
  authority: line,
  dueDate: day,
  dueReason: line,
  replyNumber: line,
  replyDate: day,
};
const rulingSchema = v.object({
  ...ruled,
  outcome: v.picklist(rulings),
  // What waited on a device since before there were files has none.
  file: v.optional(v.nullable(answerFileSchema), null),
  // The content is a recorder's and may be long.
  seen: v.object({ ...ruled, state, content: v.pipe(v.string(), v.maxLength(200_000), v.transform(clean)) }),
});
const tellingSchema = v.object({
  how: line,
  at: day,
  seen: v.object({
    state,
    answer: v.pipe(v.string(), v.maxLength(200_000), v.transform(clean)),
    replyNumber: line,
  }),
});
const preparingSchema = v.object({ text, seen: text });
const estimateSchema = v.pick(preparationSchema, ['revision', 'estimate']);

const statuses = {
  notYours: 404,
  notReady: 409,
  changedMeanwhile: 409,
  alreadyFrozen: 409,
  storeFull: 507,
} as const satisfies Record<WorkError['code'], Refusal['status']>;

/** An act's result, or its refusal with what the form needs to go on. */
export async function workRefusals<T>(act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    if (!(error instanceof WorkError)) throw error;
    throw new Refusal(error.code, statuses[error.code], 0, error.details);
  }
}

/**
 * The work of officers and village heads, and finance's estimate: single acts of roles that a live document cannot
 * keep apart, decided here.
 */
export function workRoutes(parts: Parts) {
  const { store, worker, audit } = parts;

  function idIn(c: Context<Env>): string {
    const id = c.req.param('petitionId') ?? '';
    if (!isPetitionId(id)) throw new Refusal('notYours', 404);
    return id;
  }

  /** Notes whose names a village head is given, each once a session and day: the page asks every few seconds. */
  async function noteCitizens(session: Session, dialogueId: string, petitions: readonly VillagePetition[]) {
    const named = petitions.filter(({ name, phone }) => name !== '' || phone !== '').map(({ id }) => id);
    const fresh = audit.unseen(session, 'village', named);
    if (fresh.length === 0) return;
    await noting(audit.note(session, { act: 'village', dialogueId, about: { petitions: fresh } }));
    audit.seen(session, 'village', fresh);
  }

  return factory
    .createApp()
    .get('/dialogues/:id/work', async (c) => {
      const session = need(c);
      if (!may(session.role, 'answerForUnit') && !may(session.role, 'tellVillage'))
        throw new Refusal('notAllowed', 403);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const work = await workRefusals(worker.list(session, dialogue));
      if (work.kind === 'village') await noteCitizens(session, dialogue.id, work.petitions);
      return c.json(work);
    })
    .post('/dialogues/:id/work/:petitionId/ruling', only('answerForUnit'), body(rulingSchema), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      return c.json(await workRefusals(worker.rule(need(c), dialogue, idIn(c), c.req.valid('json'))));
    })
    .post('/dialogues/:id/work/:petitionId/told', only('tellVillage'), body(tellingSchema), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      return c.json(await workRefusals(worker.tell(need(c), dialogue, idIn(c), c.req.valid('json'))));
    })
    .post(
      '/dialogues/:id/work/:petitionId/prepared',
      only('answerForUnit'),
      body(preparingSchema),
      async (c) => {
        const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
        return c.json(await workRefusals(worker.prepare(need(c), dialogue, idIn(c), c.req.valid('json'))));
      },
    )
    .put('/dialogues/:id/estimate', only('editEstimate'), body(estimateSchema), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      if (dialogue.state === 'frozen') throw new Refusal('alreadyFrozen', 409);
      const { revision, estimate } = c.req.valid('json');
      const stored = await store.preparations.read(dialogue.id);
      // All but the estimate stays what it is: also under a revision that somebody made up.
      const kept =
        stored.revision === revision
          ? await store.preparations.write(dialogue.id, { ...stored, estimate })
          : null;
      if (!kept) throw new Refusal('changedMeanwhile', 409);
      return c.json(kept);
    });
}
