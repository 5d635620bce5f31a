import type { Context } from 'hono';
import type { OfficePaper } from '../../shared/access.ts';
import { preparationSchema } from '../../shared/preparation.ts';
import { createPaperSources } from '../documents/paper-sources.ts';
import type { DocumentSource } from '../documents/source.ts';
import { body, dialogueInScope, type Env, factory, need, only, type Parts, Refusal } from './context.ts';
import { officeSchema } from './office.ts';
import { answerPaper, askedPaper, type PaperFormat } from './send-document.ts';

const fileNames: Record<OfficePaper, string> = {
  plan: 'ke-hoach-doi-thoai',
  estimate: 'du-toan-kinh-phi',
  specimen: 'xem-thu',
  invitations: 'giay-moi',
  notice: 'thong-bao',
  delegates: 'danh-sach-dai-bieu',
  attendance: 'diem-danh',
};

/** Papers of a plan, and of one dialogue. */
const planPapers: readonly OfficePaper[] = ['plan', 'estimate'];
const dialoguePapers: readonly OfficePaper[] = [
  'invitations',
  'notice',
  'delegates',
  'attendance',
  'estimate',
];

/** What the office prepares for a dialogue, and the documents that are made from what is not frozen. */
export function documentRoutes(parts: Parts) {
  const { store } = parts;
  const sources = createPaperSources(parts);

  async function planSource(
    id: string,
    paper: OfficePaper,
  ): Promise<{ source: DocumentSource; when: string }> {
    const plan = await store.plans.read(id);
    if (!plan) throw new Refusal('notFound', 404);
    const when = String(plan.year);
    if (paper === 'plan') return { source: await sources.plan(plan), when };
    const made = await Promise.all(plan.dialogues.map(({ dialogueId }) => store.dialogues.read(dialogueId)));
    const dialogues = made.filter((one) => one !== null);
    return { source: await sources.costs(dialogues, plan.year), when };
  }

  const answer = (
    c: Context<Env>,
    source: DocumentSource,
    paper: OfficePaper,
    format: PaperFormat,
    when: string,
  ) => {
    const name = [fileNames[paper], when].filter((part) => part !== '').join('-');
    return answerPaper(parts, c, { source, paper, format, name });
  };

  return factory
    .createApp()
    .get('/plans/:id/documents/:file', async (c) => {
      const { paper, format } = askedPaper(need(c), c.req.param('file'), planPapers);
      const { source, when } = await planSource(c.req.param('id'), paper);
      return answer(c, source, paper, format, when);
    })
    .get('/dialogues/:id/documents/:file', async (c) => {
      const session = need(c);
      const { paper, format } = askedPaper(session, c.req.param('file'), dialoguePapers);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const source = await (paper === 'estimate'
        ? sources.costs([dialogue], dialogue.year)
        : sources.live(dialogue));
      return answer(c, source, paper, format, dialogue.heldOn || String(dialogue.year));
    })
    .get('/dialogues/:id/preparation', only('readOffice'), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      return c.json(await store.preparations.read(dialogue.id));
    })
    .put('/dialogues/:id/preparation', only('editDialogue'), body(preparationSchema), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      if (dialogue.state === 'frozen') throw new Refusal('alreadyFrozen', 409);
      const kept = await store.preparations.write(dialogue.id, c.req.valid('json'));
      if (!kept) throw new Refusal('changedMeanwhile', 409);
      return c.json(kept);
    })
    .post('/office/specimen.pdf', only('editOffice'), body(officeSchema), async (c) => {
      askedPaper(need(c), 'specimen.pdf', ['specimen']);
      const source = {
        from: 'office',
        office: c.req.valid('json'),
        madeAt: new Date().toISOString(),
      } as const;
      return answer(c, source, 'specimen', 'pdf', '');
    });
}
