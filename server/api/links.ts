import * as v from 'valibot';
import { roles } from '../../shared/access.ts';
import type { Link } from '../store/store.ts';
import { body, dialogueInScope, factory, need, only, type Parts, Refusal } from './context.ts';

const linkSchema = v.object({
  role: v.picklist(roles),
  label: v.pipe(v.string(), v.maxLength(100)),
});

/** A link without its hash. */
function publicLink({ tokenHash: _hidden, ...rest }: Link) {
  return rest;
}

/** Access links of a dialogue: the organizer makes, sees and revokes them. The token is shown once, at making. */
export function linkRoutes(parts: Parts) {
  const { store, access, relay, dialogueChanged } = parts;
  return factory
    .createApp()
    .get('/dialogues/:id/links', only('giveLinks'), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      return c.json((await store.links.list(dialogue.id)).map(publicLink));
    })
    .post('/dialogues/:id/links', only('giveLinks'), body(linkSchema), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      const { role, label } = c.req.valid('json');
      const { link, token } = await access.giveLink({ role, label, dialogueId: dialogue.id });
      return c.json({ link: publicLink(link), token }, 201);
    })
    .delete('/links/:id', only('giveLinks'), async (c) => {
      const link = await store.links.byId(c.req.param('id'));
      if (!link) throw new Refusal('notFound', 404);
      const ended = new Set(await access.revoke(link.id));
      relay.disconnect((grant) => ended.has(grant.subject), 4401, 'link revoked');
      // Its QR code leaves the screens.
      if (link.dialogueId) dialogueChanged(link.dialogueId);
      return c.json({ ended: ended.size });
    });
}
