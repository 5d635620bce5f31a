import type { Context } from 'hono';
import { may, type OfficePaper } from '../../shared/access.ts';
import type { DocumentSource, SourceOf } from '../../shared/documents/source.ts';
import { preparationSchema } from '../../shared/preparation.ts';
import { createPaperSources } from '../documents/paper-sources.ts';
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

/** The source of one village's invitations: its people of the chosen groups, of all groups while none is chosen. */
function invitationsTo(village: string, source: SourceOf<'live'>): SourceOf<'live'> {
  const attendees = source.attendees.filter((one) => one.village === village);
  const { groups } = source.preparation;
  const all = [...new Set(attendees.map(({ group }) => group))];
  const preparation = { ...source.preparation, guests: [], groups: groups.length > 0 ? groups : all };
  return { ...source, attendees, preparation };
}

/** What the office prepares for a dialogue, and the documents that are made from what is not frozen. */
export function documentRoutes(parts: Parts) {
  const { store } = parts;
  const sources = createPaperSources(parts);

  async function planSource(
    id: string,
    paper: OfficePaper,
  ): Promise<{ source: DocumentSource; when: string }> {
    const plan = await parts.plans.settled(id);
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
    dialogueId = '',
  ) => {
    const name = [fileNames[paper], when].filter((part) => part !== '').join('-');
    return answerPaper(parts, c, { source, paper, format, name, of: { dialogueId } });
  };

  return factory
    .createApp()
    .get('/plans/:id/documents/:file', async (c) => {
      const session = need(c);
      const { paper, format } = askedPaper(session, c.req.param('file'), planPapers);
      // A plan is of all its dialogues; who works on one makes that one's papers.
      if (!may(session.role, 'editPlan')) throw new Refusal('notAllowed', 403);
      const { source, when } = await planSource(c.req.param('id'), paper);
      return answer(c, source, paper, format, when);
    })
    .get('/plans/:id/versions/:versionId/documents/:file', only('editPlan'), async (c) => {
      const { paper, format } = askedPaper(need(c), c.req.param('file'), ['plan']);
      const version = await store.planVersions.read(c.req.param('id'), c.req.param('versionId'));
      if (!version) throw new Refusal('notFound', 404);
      return answer(c, await sources.plan(version.plan), paper, format, version.issuedOn);
    })
    .get('/dialogues/:id/documents/:file', async (c) => {
      const session = need(c);
      const { paper, format } = askedPaper(session, c.req.param('file'), dialoguePapers);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const source = await (paper === 'estimate'
        ? sources.costs([dialogue], dialogue.year)
        : sources.live(dialogue));
      const village = paper === 'invitations' ? (c.req.query('village') ?? '').normalize('NFC') : '';
      if (village !== '' && source.from === 'live')
        return answer(c, invitationsTo(village, source), paper, format, 'thon', dialogue.id);
      return answer(c, source, paper, format, dialogue.heldOn || String(dialogue.year), dialogue.id);
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
