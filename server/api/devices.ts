import * as v from 'valibot';
import { may } from '../../shared/access.ts';
import { maxDeviceName, readSign, signPattern } from '../../shared/devices.ts';
import { ManyDevicesError } from '../devices/keeper.ts';
import { body, dialogueInScope, factory, need, only, type Parts, Refusal } from './context.ts';
import { tidy } from './fields.ts';
import { note } from './noted.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));
const told = v.optional(
  v.object({ waiting: count, late: count, age: v.pipe(v.number(), v.minValue(0), v.maxValue(1e12)) }),
);
/** A sign as a browser sends it. */
export const signSchema = v.pipe(
  v.string(),
  v.regex(signPattern),
  v.transform((text) => readSign(text) ?? { key: '', visit: '', kind: 'computer' as const }),
);
const reportSchema = v.object({
  sign: signSchema,
  parts: v.object({ minutes: told, board: told, register: told, papers: told }),
  bye: v.boolean(),
});
const nameSchema = v.object({
  name: v.pipe(v.string(), tidy, v.maxLength(maxDeviceName)),
  sign: v.optional(signSchema),
});

/** Devices of a dialogue: each tells what it holds; who is in the hall reads it. */
export function deviceRoutes(parts: Parts) {
  const { devices, late } = parts;

  return factory
    .createApp()
    .post('/dialogues/:id/device', only('tellDevice'), body(reportSchema), async (c) => {
      const session = need(c);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      try {
        const { id, name, kind, number } = await devices.report(session, dialogue.id, c.req.valid('json'));
        // What became of its own late text, without which it would say "late" for ever.
        const own = (await late.list(dialogue.id)).filter(({ deviceId }) => deviceId === id);
        return c.json({ device: { id, name, kind, number }, late: own, state: dialogue.state });
      } catch (error) {
        if (error instanceof ManyDevicesError) throw new Refusal('manyDevices', 429);
        throw error;
      }
    })
    .get('/dialogues/:id/devices', only('readDevices'), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      return c.json(await devices.list(dialogue.id));
    })
    .patch('/dialogues/:id/devices/:device', only('tellDevice'), body(nameSchema), async (c) => {
      const session = need(c);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const { name, sign } = c.req.valid('json');
      const device = c.req.param('device');
      // Who sits at a device may name it; the key that proves it is known there alone.
      const own = sign && (await devices.known(sign))?.id === device;
      if (!own && !may(session.role, 'keepDevices')) throw new Refusal('notAllowed', 403);
      if (!(await devices.rename(dialogue.id, device, name))) throw new Refusal('notFound', 404);
      return c.json({ done: true });
    })
    .delete('/dialogues/:id/devices/:device', only('keepDevices'), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      const device = c.req.param('device');
      if (!(await devices.list(dialogue.id)).some(({ id }) => id === device))
        throw new Refusal('notFound', 404);
      await note(parts, c, { act: 'forgotDevice', dialogueId: dialogue.id, about: { device } });
      await devices.forget(dialogue.id, device);
      return c.json({ done: true });
    });
}
