import { roomName } from '../../shared/dialogue.ts';
import { dialogueInScope, factory, need, only, type Parts } from './context.ts';

/** The minutes' history: moments with who wrote, and the kept text from which a page draws any of them. */
export function historyRoutes(parts: Parts) {
  const { relay, moments } = parts;
  return factory
    .createApp()
    .get('/:id/history', only('readHistory'), async (c) => {
      const { id } = await dialogueInScope(parts, need(c), c.req.param('id'));
      return c.json(await moments.history(roomName(id, 'minutes')));
    })
    .get('/:id/history/state', only('readHistory'), async (c) => {
      const { id } = await dialogueInScope(parts, need(c), c.req.param('id'));
      c.header('content-type', 'application/octet-stream');
      return c.body(new Uint8Array(await relay.read(roomName(id, 'minutes'))));
    });
}
