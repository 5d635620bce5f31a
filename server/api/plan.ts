import { sValidator } from '@hono/standard-validator';
import * as v from 'valibot';
import { longestPlanText, parsePlan } from '../../shared/plan/parse.ts';
import { planSchema } from '../../shared/plan/plan.ts';
import { readUpload } from '../plan/read-upload.ts';
import { body, factory, only, type Parts, Refusal } from './context.ts';

const textSchema = v.object({ text: v.string() });
/** A form with the file in `file`. */
const uploadForm = sValidator('form', v.object({ file: v.instance(File) }), (result) => {
  if (!result.success) throw new Refusal('badInput');
});

/**
 * Plans: proposed from a text or a file, corrected by the organizer, stored with the dialogues they announce. From then
 * on a plan is edited in its live document; what is stored follows it.
 */
export function planRoutes({ plans }: Pick<Parts, 'plans'>) {
  function found<T>(value: T | null): T {
    if (value === null) throw new Refusal('notFound', 404);
    return value;
  }

  return factory
    .createApp()
    .use(only('editPlan'))
    .post('/propose', body(textSchema), (c) => {
      const { text } = c.req.valid('json');
      if (text.length > longestPlanText) throw new Refusal('tooLarge', 413);
      if (text.trim() === '') throw new Refusal('empty');
      return c.json(parsePlan(text));
    })
    .post('/propose/file', uploadForm, async (c) => {
      const { file } = c.req.valid('form');
      const result = await readUpload(file.name, new Uint8Array(await file.arrayBuffer()));
      if ('code' in result) throw new Refusal(result.code, result.code === 'tooLarge' ? 413 : 400);
      return c.json(parsePlan(result.text));
    })
    .get('/', async (c) => c.json(await plans.list()))
    .post('/', body(planSchema), async (c) => c.json(await plans.create(c.req.valid('json')), 201))
    .get('/:id', async (c) => c.json(found(await plans.settled(c.req.param('id')))))
    .post('/:id/dialogues', async (c) => c.json(found(await plans.makeDialogues(c.req.param('id')))));
}
