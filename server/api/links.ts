import * as v from 'valibot';
import { roles } from '../../shared/access.ts';
import { isPlaced } from '../../shared/people.ts';
import { sessionLife } from '../access/access.ts';
import { closeSockets } from '../access/close-sockets.ts';
import type { Link } from '../store/store.ts';
import { body, dialogueInScope, factory, need, only, type Parts, Refusal } from './context.ts';
import { textOf } from './fields.ts';

const line = textOf(200);

const linkSchema = v.pipe(
  v.object({
    role: v.picklist(roles),
    label: v.pipe(v.string(), v.maxLength(100)),
    unit: v.optional(line, ''),
    village: v.optional(line, ''),
  }),
  v.check((link) => isPlaced(link), 'the unit or village of the role'),
);

/** A link without its hash. */
function publicLink({ tokenHash: _hidden, ...rest }: Link) {
  return rest;
}

/**
 * Access links of a dialogue: the organizer makes, sees and revokes them. The token is shown once, at making.
 * `/links` are the organizers' that are nobody's own, from the server's own machine, whose sessions may last yet.
 */
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
      const { link, token } = await access.giveLink({ ...c.req.valid('json'), dialogueId: dialogue.id });
      return c.json({ link: publicLink(link), token }, 201);
    })
    .get('/links', only('giveLinks'), async (c) => {
      const own = need(c).linkId;
      const recent = new Date(Date.now() - sessionLife).toISOString();
      const open = (await store.links.list('')).filter(
        ({ dutyId, revokedAt, lastUsedAt }) => !dutyId && !revokedAt && lastUsedAt > recent,
      );
      return c.json(open.map((link) => ({ ...publicLink(link), isOwn: link.id === own })));
    })
    .delete('/links/:id', only('giveLinks'), async (c) => {
      const link = await store.links.byId(c.req.param('id'));
      if (!link) throw new Refusal('notFound', 404);
      const ended = closeSockets(relay, await access.revoke(link.id), 'link revoked');
      // Its QR code leaves the screens.
      if (link.dialogueId) dialogueChanged(link.dialogueId);
      return c.json({ ended });
    });
}
