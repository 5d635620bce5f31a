import * as v from 'valibot';
import { may } from '../../shared/access.ts';
import { type Dialogue, quarters } from '../../shared/dialogue.ts';
import { newId } from '../../shared/ids.ts';
import { body, dialogueInScope, factory, need, only, type Parts, Refusal } from './context.ts';
import { textOf } from './fields.ts';

const line = textOf(500);
const lines = v.pipe(
  v.array(line),
  v.maxLength(100),
  v.transform((all) => all.filter((entry) => entry !== '')),
);

/** All of a dialogue but what the server gives. */
export const dialogueSchema = v.object({
  planId: v.optional(line, ''),
  title: v.pipe(line, v.minLength(1)),
  year: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100)),
  quarter: v.picklist(quarters),
  topic: line,
  groups: lines,
  fields: lines,
  place: line,
  heldOn: v.union([v.literal(''), v.pipe(v.string(), v.isoDate())]),
  chairName: line,
  chairTitle: line,
  secretaries: lines,
});

const archiveSchema = v.object({ archived: v.boolean() });

/** Dialogues: those that the session may see, made and edited by the organizer. */
export function dialogueRoutes(parts: Parts) {
  const { store } = parts;
  return factory
    .createApp()
    .get('/', async (c) => {
      const session = need(c);
      if (!may(session.role, 'readOffice')) throw new Refusal('notAllowed', 403);
      const all = await store.dialogues.list();
      return c.json(session.role === 'organizer' ? all : all.filter(({ id }) => id === session.dialogueId));
    })
    .post('/', only('editDialogue'), body(dialogueSchema), async (c) => {
      const dialogue: Dialogue = { ...c.req.valid('json'), id: newId(), state: 'open' };
      await store.dialogues.write(dialogue);
      await parts.prepareDialogue(dialogue);
      return c.json(dialogue, 201);
    })
    .get('/:id', only('readOffice'), async (c) => {
      return c.json(await dialogueInScope(parts, need(c), c.req.param('id')));
    })
    .put('/:id', only('editDialogue'), body(dialogueSchema), async (c) => {
      const old = await dialogueInScope(parts, need(c), c.req.param('id'));
      if (old.state === 'frozen') throw new Refusal('alreadyFrozen', 409);
      const dialogue: Dialogue = { ...c.req.valid('json'), id: old.id, state: old.state };
      if (!(await store.dialogues.update(dialogue))) throw new Refusal('alreadyFrozen', 409);
      parts.dialogueChanged(dialogue.id);
      return c.json(dialogue);
    })
    .put('/:id/archive', only('archive'), body(archiveSchema), async (c) => {
      const { archivedAt = '', ...old } = await dialogueInScope(parts, need(c), c.req.param('id'));
      if (old.state !== 'frozen') throw new Refusal('archiveFrozen', 409);
      const { archived } = c.req.valid('json');
      const at = archivedAt || new Date().toISOString();
      const dialogue: Dialogue = archived ? { ...old, archivedAt: at } : old;
      if (!(await store.dialogues.update(dialogue))) throw new Refusal('archiveFrozen', 409);
      parts.dialogueArchived(dialogue.id, archived);
      return c.json(dialogue);
    });
}
