import { sValidator } from '@hono/standard-validator';
import * as v from 'valibot';
import { type SearchPage, searchKinds } from '../../shared/search.ts';
import { createThrottle } from '../access/throttle.ts';
import type { Session } from '../store/store.ts';
import { body, dialogueInScope, factory, need, only, type Parts, Refusal } from './context.ts';
import { noting } from './noted.ts';

const questionSchema = v.object({
  // Longer ones are cut, not refused: somebody may have pasted a page.
  q: v.optional(v.string(), ''),
  dialogue: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9]{0,40}$/)), ''),
  kind: v.optional(v.picklist(['', ...searchKinds]), ''),
  offset: v.optional(v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number)), '0'),
});
const likeSchema = v.object({ text: v.pipe(v.string(), v.maxLength(20_000)) });

/** A page asks while somebody types: a few times a second, for a minute. */
const mostQuestions = 240;

/** Search in the dialogues of the session, and petitions of earlier dialogues that are like one being typed. */
export function searchRoutes(parts: Parts) {
  const throttle = createThrottle(mostQuestions, 60_000);
  const pace = (sessionId: string) => {
    if (!throttle.allow(sessionId)) throw new Refusal('tooMany', 429);
  };

  /** Notes the petitions that a name led to, each once a session and day: not every letter of what is typed. */
  async function noteNames(session: Session, { hits }: SearchPage): Promise<void> {
    const byName = hits.filter(({ citizen }) => citizen !== null);
    for (const dialogueId of new Set(byName.map((hit) => hit.dialogueId))) {
      const ids = byName.filter((hit) => hit.dialogueId === dialogueId).map((hit) => hit.id);
      const fresh = parts.audit.unseen(session, 'searchedNames', ids);
      if (fresh.length === 0) continue;
      await parts.audit.note(session, { act: 'searchedNames', dialogueId, about: { petitions: fresh } });
      parts.audit.seen(session, 'searchedNames', fresh);
    }
  }

  return factory
    .createApp()
    .get(
      '/search',
      only('search'),
      sValidator('query', questionSchema, (result) => {
        if (!result.success) throw new Refusal('badInput');
      }),
      async (c) => {
        const session = need(c);
        pace(session.id);
        const { q, dialogue, kind, offset } = c.req.valid('query');
        if (dialogue) await dialogueInScope(parts, session, dialogue);
        const page = await parts.finder.search(session, { q, dialogueId: dialogue, kind, offset });
        await noting(noteNames(session, page));
        return c.json(page);
      },
    )
    .post('/dialogues/:id/similar', only('search'), body(likeSchema), async (c) => {
      const session = need(c);
      pace(session.id);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      return c.json(await parts.finder.earlier(session, dialogue.id, c.req.valid('json').text));
    });
}
