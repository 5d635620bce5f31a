import type { Context } from 'hono';
import * as Y from 'yjs';
import type { OfficePaper } from '../../shared/access.ts';
import { type Dialogue, type Office, roomName } from '../../shared/dialogue.ts';
import { allAttendees } from '../../shared/docs/register.ts';
import { preparationSchema } from '../../shared/preparation.ts';
import type { DocumentSource } from '../documents/source.ts';
import { body, dialogueInScope, type Env, factory, need, only, type Parts, Refusal } from './context.ts';
import { officeSchema } from './office.ts';
import { askedPaper, type PaperFormat, sendDocument } from './send-document.ts';

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
  const { store, relay, logger } = parts;

  async function costsOf(dialogues: Dialogue[], year: number, office: Office): Promise<DocumentSource> {
    const prepared = dialogues.map(async (dialogue) => ({
      dialogue,
      preparation: await store.preparations.read(dialogue.id),
    }));
    return { from: 'costs', year, office, dialogues: await Promise.all(prepared), madeAt: now() };
  }

  async function planSource(
    id: string,
    paper: OfficePaper,
  ): Promise<{ source: DocumentSource; when: string }> {
    const plan = await store.plans.read(id);
    if (!plan) throw new Refusal('notFound', 404);
    const office = await store.office.read();
    const when = String(plan.year);
    if (paper === 'plan') return { source: { from: 'plan', plan, office, madeAt: now() }, when };
    const made = await Promise.all(plan.dialogues.map(({ dialogueId }) => store.dialogues.read(dialogueId)));
    return {
      source: await costsOf(
        made.filter((one) => one !== null),
        plan.year,
        office,
      ),
      when,
    };
  }

  async function liveSource(dialogue: Dialogue, paper: OfficePaper): Promise<DocumentSource> {
    const office = await store.office.read();
    if (paper === 'estimate') return costsOf([dialogue], dialogue.year, office);
    const register = new Y.Doc();
    Y.applyUpdate(register, await relay.read(roomName(dialogue.id, 'register')));
    return {
      from: 'live',
      dialogue,
      office,
      preparation: await store.preparations.read(dialogue.id),
      attendees: allAttendees(register),
      plan: await store.plans.read(dialogue.planId),
      madeAt: now(),
    };
  }

  /** The document as an answer: shown by the browser with `?view=inline`, else saved. */
  async function answer(
    c: Context<Env>,
    source: DocumentSource,
    paper: OfficePaper,
    format: PaperFormat,
    when: string,
  ) {
    let bytes: Uint8Array;
    try {
      bytes = await parts.makeDocument(source, paper, format);
    } catch (error) {
      logger.error({ paper, format, reason: String(error) }, 'document failed');
      throw new Refusal('documentFailed', 500);
    }
    const name = [fileNames[paper], when].filter((part) => part !== '').join('-');
    return sendDocument(c, bytes, name, format);
  }

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
      const source = await liveSource(dialogue, paper);
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
      const source = { from: 'office', office: c.req.valid('json'), madeAt: now() } as const;
      return answer(c, source, 'specimen', 'pdf', '');
    });
}

function now(): string {
  return new Date().toISOString();
}
