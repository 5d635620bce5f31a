import type { Context } from 'hono';
import * as v from 'valibot';
import { cleanLine } from '../../shared/documents/plain.ts';
import { planBounds } from '../../shared/plan/plan.ts';
import { isDay } from '../../shared/working-days.ts';
import { createPlanDesk, TaskError } from '../plan/desk.ts';
import { body, dialogueInScope, type Env, factory, need, only, type Parts, Refusal } from './context.ts';

const line = v.pipe(v.string(), v.transform(cleanLine), v.maxLength(planBounds.shortLine));
const day = v.pipe(v.string(), v.check(isDay));
const versionSchema = v.object({
  name: v.pipe(line, v.minLength(1)),
  // A number that was given, not the sign it is waited for with.
  number: v.pipe(line, v.regex(/\d/)),
  issuedOn: day,
});
const lines = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(planBounds.paragraph))),
  v.maxLength(planBounds.lines),
);
const markSchema = v.object({
  done: v.boolean(),
  seen: v.object({
    lines,
    dueOn: v.pipe(v.string(), v.maxLength(10)),
    doneAt: v.pipe(v.string(), v.maxLength(40)),
  }),
});

/** Versions of plans, the calendar of a year and its files, the tasks of units. */
export function planDeskRoutes(parts: Parts) {
  const desk = createPlanDesk({ ...parts.store, plans: parts.plans });

  function found<T>(value: T | null): T {
    if (value === null) throw new Refusal('notFound', 404);
    return value;
  }

  async function plan(c: Context<Env>): Promise<string> {
    return found(await parts.plans.settled(c.req.param('id') ?? '')).id;
  }

  function ics(c: Context<Env>, file: string | null, name: string): Response {
    const text = found(file);
    c.header('content-type', 'text/calendar; charset=utf-8');
    c.header('content-disposition', `attachment; filename="${name}.ics"`);
    return c.body(text);
  }

  async function answering<T>(act: Promise<T>): Promise<T> {
    try {
      return await act;
    } catch (error) {
      if (!(error instanceof TaskError)) throw error;
      throw new Refusal(error.code, error.code === 'taskNotYours' ? 404 : 409, 0, { task: error.task });
    }
  }

  return factory
    .createApp()
    .get('/calendar/:year', only('editPlan'), async (c) => {
      const year = Number(c.req.param('year'));
      if (!Number.isInteger(year) || year < 2000 || year > 2100) throw new Refusal('notFound', 404);
      return c.json(await desk.year(year));
    })
    .get('/plans/:id/calendar.ics', only('editPlan'), async (c) => {
      const unit = c.req.query('unit') ?? null;
      return ics(c, await desk.file(c.req.param('id'), unit), 'lich-doi-thoai');
    })
    .get('/plans/:id/versions', only('editPlan'), async (c) => c.json(await desk.versions(await plan(c))))
    .post('/plans/:id/versions', only('editPlan'), body(versionSchema), async (c) =>
      c.json(found(await desk.keepVersion(need(c), await plan(c), c.req.valid('json'))), 201),
    )
    .get('/plans/:id/versions/:versionId', only('editPlan'), async (c) =>
      c.json(found(await desk.version(c.req.param('id'), c.req.param('versionId')))),
    )
    .post('/plans/:id/versions/:versionId/return', only('editPlan'), async (c) =>
      c.json(found(await desk.goBack(await plan(c), c.req.param('versionId')))),
    )
    .get('/dialogues/:id/tasks', only('doUnitTasks'), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      return c.json(await desk.tasks(need(c), dialogue));
    })
    .post('/dialogues/:id/tasks/:taskId', only('doUnitTasks'), body(markSchema), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      return c.json(
        await answering(desk.mark(need(c), dialogue, c.req.param('taskId'), c.req.valid('json'))),
      );
    })
    .get('/dialogues/:id/tasks/calendar.ics', only('doUnitTasks'), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      return ics(c, await desk.unitFile(need(c), dialogue), 'lich-don-vi');
    });
}
