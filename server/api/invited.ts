import { sValidator } from '@hono/standard-validator';
import * as v from 'valibot';
import { comings } from '../../shared/docs/invitation.ts';
import type { InvitedPerson } from '../../shared/invited.ts';
import { categories } from '../../shared/petition.ts';
import { isPetitionId } from '../board/contract.ts';
import type { Session } from '../store/store.ts';
import { WorkError } from '../work/contract.ts';
import { body, dialogueInScope, factory, need, only, type Parts, Refusal } from './context.ts';
import { note, noting } from './noted.ts';

const answerSchema = v.object({
  at: v.pipe(v.string(), v.isoTimestamp()),
  told: v.optional(v.boolean()),
  coming: v.optional(v.picklist(comings)),
  brings: v.optional(v.boolean()),
});

/** `?categories=poor,nearPoor`. */
const choice = sValidator(
  'query',
  v.object({
    categories: v.pipe(
      v.string(),
      v.transform((text) => text.split(',').filter(Boolean)),
      v.array(v.picklist(categories)),
    ),
  }),
  (result) => {
    if (!result.success) throw new Refusal('badInput');
  },
);

/** Who of the households may be invited, for the office; who of a village is invited, for its head: read, and one answer at a time. */
export function invitedRoutes(parts: Pick<Parts, 'store' | 'inviter' | 'audit'>) {
  const { store, inviter, audit } = parts;

  async function answering<T>(act: Promise<T>): Promise<T> {
    try {
      return await act;
    } catch (error) {
      if (!(error instanceof WorkError)) throw error;
      if (error.code === 'storeFull') throw new Refusal('storeFull', 507);
      throw new Refusal(error.code, error.code === 'notYours' ? 404 : 409);
    }
  }

  /** Notes whose names a village head is given, each once a session and day: the page asks every few seconds. */
  async function notePeople(session: Session, dialogueId: string, people: readonly InvitedPerson[]) {
    const fresh = audit.unseen(
      session,
      'invited',
      people.map(({ id }) => id),
    );
    if (fresh.length === 0) return;
    await noting(audit.note(session, { act: 'invited', dialogueId, about: { people: fresh } }));
    audit.seen(session, 'invited', fresh);
  }

  return factory
    .createApp()
    .get('/dialogues/:id/invitees', only('invite'), choice, async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      const { categories: chosen } = c.req.valid('query');
      const people = await store.households.invitees({ year: dialogue.year, categories: chosen });
      if (people.length > 0)
        await note(parts, c, {
          act: 'invitees',
          dialogueId: dialogue.id,
          about: { people: people.length, categories: chosen },
        });
      return c.json({ people });
    })
    .get('/dialogues/:id/invited', only('tellInvited'), async (c) => {
      const session = need(c);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const list = await answering(inviter.list(session, dialogue));
      await notePeople(session, dialogue.id, list.people);
      return c.json(list);
    })
    .post('/dialogues/:id/invited/:attendeeId', only('tellInvited'), body(answerSchema), async (c) => {
      const session = need(c);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const id = c.req.param('attendeeId');
      if (!isPetitionId(id)) throw new Refusal('notYours', 404);
      return c.json(await answering(inviter.answer(session, dialogue, id, c.req.valid('json'))));
    });
}
