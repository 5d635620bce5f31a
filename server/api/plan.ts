import { sValidator } from '@hono/standard-validator';
import * as v from 'valibot';
import type { Dialogue } from '../../shared/dialogue.ts';
import { newId } from '../../shared/ids.ts';
import { longestPlanText, parsePlan } from '../../shared/plan/parse.ts';
import { carryOver, type Plan, type PlanDraft, planSchema, toDialogues } from '../../shared/plan/plan.ts';
import { readUpload } from '../plan/read-upload.ts';
import { body, factory, only, type Parts, Refusal } from './context.ts';

const textSchema = v.object({ text: v.string() });
/** A form with the file in `file`. */
const uploadForm = sValidator('form', v.object({ file: v.instance(File) }), (result) => {
  if (!result.success) throw new Refusal('badInput');
});
const editSchema = v.object({ revision: v.pipe(v.number(), v.integer()), plan: planSchema });

/** Plans: proposed from a text or a file, corrected by the organizer, stored with the dialogues they announce. */
export function planRoutes(parts: Pick<Parts, 'store' | 'prepareDialogue' | 'dialogueChanged'>) {
  const { store } = parts;
  const inTurn = oneAfterAnother();

  /** Stores the plan first: a dialogue that a crash left out is made at the next saving. */
  async function keep(plan: Plan, before: Plan | null): Promise<{ plan: Plan; dialogues: Dialogue[] }> {
    await store.plans.write(plan);
    const old = new Map(
      before ? toDialogues(before).map((draft, index) => [before.dialogues[index]?.dialogueId, draft]) : [],
    );
    const dialogues: Dialogue[] = [];
    for (const [index, draft] of toDialogues(plan).entries()) {
      const id = plan.dialogues[index]?.dialogueId ?? newId();
      const known = await store.dialogues.read(id);
      dialogues.push(known ? await renew(known, old.get(id) ?? draft, draft) : await make({ ...draft, id }));
    }
    return { plan, dialogues };
  }

  async function make(dialogue: Dialogue): Promise<Dialogue> {
    await store.dialogues.write(dialogue);
    await parts.prepareDialogue(dialogue);
    return dialogue;
  }

  async function renew(known: Dialogue, before: Omit<Dialogue, 'id'>, after: Omit<Dialogue, 'id'>) {
    const next = carryOver(known, before, after);
    if (known.state === 'frozen' || JSON.stringify(next) === JSON.stringify(known)) return known;
    await store.dialogues.write(next);
    parts.dialogueChanged(next.id);
    return next;
  }

  async function read(id: string): Promise<Plan> {
    const plan = await store.plans.read(id);
    if (!plan) throw new Refusal('notFound', 404);
    return plan;
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
    .get('/', async (c) => c.json(await store.plans.list()))
    .post('/', body(planSchema), async (c) => {
      const plan = withDialogueIds({ ...c.req.valid('json'), id: newId(), revision: 1 }, new Set());
      return c.json(await keep(plan, null), 201);
    })
    .get('/:id', async (c) => c.json(await read(c.req.param('id'))))
    .put('/:id', body(editSchema), async (c) => {
      const edit = c.req.valid('json');
      const id = c.req.param('id');
      return c.json(
        await inTurn(async () => {
          const before = await read(id);
          if (edit.revision !== before.revision) throw new Refusal('changedMeanwhile', 409);
          const mine = new Set(before.dialogues.map(({ dialogueId }) => dialogueId));
          const plan = withDialogueIds({ ...edit.plan, id, revision: before.revision + 1 }, mine);
          return keep(plan, before);
        }),
      );
    });
}

/** Gives an id to each planned dialogue that has none of this plan's own. */
function withDialogueIds(plan: PlanDraft & Pick<Plan, 'id' | 'revision'>, known: ReadonlySet<string>): Plan {
  const taken = new Set<string>();
  const dialogues = plan.dialogues.map((dialogue) => {
    const { dialogueId } = dialogue;
    const own = dialogueId !== '' && known.has(dialogueId) && !taken.has(dialogueId);
    if (own) taken.add(dialogueId);
    return own ? dialogue : { ...dialogue, dialogueId: newId() };
  });
  return { ...plan, dialogues };
}

/** Runs savings one after another, so that two of one plan cannot both pass the check of its revision. */
function oneAfterAnother() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(act: () => Promise<T>): Promise<T> => {
    const next = last.then(act);
    last = next.catch(() => undefined);
    return next;
  };
}
