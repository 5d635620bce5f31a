import type { Context } from 'hono';
import type { FollowUpPaper } from '../../shared/access.ts';
import { type Dialogue, quarters } from '../../shared/dialogue.ts';
import { cleanLine } from '../../shared/documents/plain.ts';
import type { DocumentSource } from '../../shared/documents/source.ts';
import { isBeyondAuthority } from '../../shared/petition.ts';
import { createPaperSources } from '../documents/paper-sources.ts';
import { dialogueInScope, type Env, factory, need, type Parts, Refusal } from './context.ts';
import { answerPaper, askedPaper, type PaperFormat } from './send-document.ts';

const fileNames: Record<FollowUpPaper, string> = {
  blankNote: 'phieu-ghi-y-kien',
  note: 'phieu-ghi-y-kien',
  conclusion: 'thong-bao-ket-luan',
  transfers: 'phieu-chuyen-kien-nghi',
  reply: 'van-ban-tra-loi',
  progress: 'bao-cao-ket-qua-giai-quyet',
};

/** The papers that follow from a dialogue's petitions: from its record, or as drafts from what it holds now. */
export function followUpRoutes(parts: Parts) {
  const sources = createPaperSources(parts);
  const answer = (
    c: Context<Env>,
    source: DocumentSource,
    paper: FollowUpPaper,
    format: PaperFormat,
    when: string,
    of?: { dialogueId: string; petition?: string },
  ) => answerPaper(parts, c, { source, paper, format, name: `${fileNames[paper]}-${when}`, of });

  const dayOf = (dialogue: Dialogue) => dialogue.heldOn || String(dialogue.year);

  return factory
    .createApp()
    .get('/dialogues/:id/follow-up/:file', async (c) => {
      const session = need(c);
      const among = ['blankNote', 'conclusion', 'transfers'] as const;
      const { paper, format } = askedPaper(session, c.req.param('file'), among);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const source = await (paper === 'transfers' ? sources.standing(dialogue) : sources.held(dialogue));
      // Nothing in the blank note can change.
      if (paper === 'blankNote') source.draft = false;
      if (paper !== 'transfers')
        return answer(c, source, paper, format, dayOf(dialogue), { dialogueId: dialogue.id });
      const asked = c.req.query('authority');
      const authority = asked === undefined ? undefined : cleanLine(asked);
      const some = source.record.petitions.some(
        (petition) =>
          isBeyondAuthority(petition) &&
          (authority === undefined || cleanLine(petition.authority) === authority),
      );
      if (!some) throw new Refusal('nothingToTransfer', 404);
      const chosen = authority === undefined ? source : { ...source, authority };
      return answer(c, chosen, paper, format, dayOf(dialogue), { dialogueId: dialogue.id });
    })
    .get('/dialogues/:id/petitions/:petitionId/follow-up/:file', async (c) => {
      const session = need(c);
      const { paper, format } = askedPaper(session, c.req.param('file'), ['note', 'reply']);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const source = await (paper === 'reply' ? sources.standing(dialogue) : sources.held(dialogue));
      const petitionId = c.req.param('petitionId');
      const petition = source.record.petitions.find(({ id }) => id === petitionId);
      if (!petition) throw new Refusal('notFound', 404);
      const number = petition.number.toLowerCase().replace(/[^a-z0-9-]/g, '');
      const when = [number, dayOf(dialogue)].filter(Boolean).join('-');
      return answer(c, { ...source, petitionId }, paper, format, when, {
        dialogueId: dialogue.id,
        petition: petitionId,
      });
    })
    .get('/years/:year/follow-up/:file', async (c) => {
      const { paper, format } = askedPaper(need(c), c.req.param('file'), ['progress']);
      const year = c.req.param('year');
      const quarter = quarters.find((known) => known === (c.req.query('quarter') ?? ''));
      if (!/^20\d\d$/.test(year) || quarter === undefined) throw new Refusal('notFound', 404);
      const source = await sources.year(Number(year), quarter);
      return answer(c, source, paper, format, [quarter && `quy-${quarter}`, year].filter(Boolean).join('-'));
    });
}
