import type { Context } from 'hono';
import type { FollowUpPaper } from '../../shared/access.ts';
import { type Dialogue, frozenKinds, type Quarter, quarters, roomName } from '../../shared/dialogue.ts';
import { comparePetitions } from '../../shared/docs/board.ts';
import { cleanLine } from '../../shared/documents/plain.ts';
import { isBeyondAuthority } from '../../shared/petition.ts';
import type { DialogueRecord } from '../../shared/record.ts';
import { isDraft } from '../../shared/review.ts';
import type { DocumentSource, SourceOf, YearDialogue } from '../documents/source.ts';
import { buildRecord, openRecord } from '../freeze/record.ts';
import { dialogueInScope, type Env, factory, need, type Parts, Refusal } from './context.ts';
import { askedPaper, type PaperFormat, sendDocument } from './send-document.ts';

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
  const { store, relay, reviewer, logger } = parts;

  /** What a freeze now would keep. */
  async function asOfNow(dialogue: Dialogue): Promise<DialogueRecord> {
    const [minutes, board, register] = await Promise.all(
      frozenKinds.map((kind) => relay.read(roomName(dialogue.id, kind))),
    );
    if (!minutes || !board || !register) throw new Error('a frozen kind has no room');
    const record = buildRecord({
      id: dialogue.id,
      dialogue,
      office: await store.office.read(),
      recipients: (await store.plans.read(dialogue.planId))?.recipients ?? [],
      frozenAt: new Date().toISOString(),
      frozenBy: '',
      previous: null,
      edition: 1,
      amends: null,
      minutes,
      board,
      register,
      numbers: await store.numbers.numbersOf(dialogue.id),
    });
    return { ...record, petitions: record.petitions.sort(comparePetitions) };
  }

  /** The dialogue's last record where it is frozen. The Yjs states stay behind: no paper is made from them. */
  async function heldSource(dialogue: Dialogue): Promise<SourceOf<'held'>> {
    const last = dialogue.state === 'frozen' ? (await store.freezes.list(dialogue.id)).at(-1) : undefined;
    const kept = last ? await store.freezes.read(last.id) : null;
    const whole = kept ? openRecord(kept) : await asOfNow(dialogue);
    const record = { ...whole, yjs: { minutes: '', board: '', register: '' } };
    const draft = !kept || isDraft((await reviewer.standing(kept)).state);
    return { from: 'held', record, draft };
  }

  async function yearSource(year: number, quarter: Quarter): Promise<SourceOf<'year'>> {
    const ofYear = (await store.dialogues.list()).filter((dialogue) => dialogue.year === year);
    const dialogues: YearDialogue[] = [];
    for (const dialogue of ofYear) {
      const { record, draft } = await heldSource(dialogue);
      dialogues.push({
        dialogue,
        petitions: record.petitions.map(({ petitioner: _, ...petition }) => petition),
        draft,
      });
    }
    const office = await store.office.read();
    return { from: 'year', year, quarter, office, dialogues, madeAt: new Date().toISOString() };
  }

  async function answer(
    c: Context<Env>,
    source: DocumentSource,
    paper: FollowUpPaper,
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
    return sendDocument(c, bytes, `${fileNames[paper]}-${when}`, format);
  }

  const dayOf = (dialogue: Dialogue) => dialogue.heldOn || String(dialogue.year);

  return factory
    .createApp()
    .get('/dialogues/:id/follow-up/:file', async (c) => {
      const session = need(c);
      const among = ['blankNote', 'conclusion', 'transfers'] as const;
      const { paper, format } = askedPaper(session, c.req.param('file'), among);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const source = await heldSource(dialogue);
      // Nothing in the blank note can change.
      if (paper === 'blankNote') source.draft = false;
      if (paper !== 'transfers') return answer(c, source, paper, format, dayOf(dialogue));
      const asked = c.req.query('authority');
      const authority = asked === undefined ? undefined : cleanLine(asked);
      const some = source.record.petitions.some(
        (petition) =>
          isBeyondAuthority(petition) &&
          (authority === undefined || cleanLine(petition.authority) === authority),
      );
      if (!some) throw new Refusal('nothingToTransfer', 404);
      const chosen = authority === undefined ? source : { ...source, authority };
      return answer(c, chosen, paper, format, dayOf(dialogue));
    })
    .get('/dialogues/:id/petitions/:petitionId/follow-up/:file', async (c) => {
      const session = need(c);
      const { paper, format } = askedPaper(session, c.req.param('file'), ['note', 'reply']);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const source = await heldSource(dialogue);
      const petitionId = c.req.param('petitionId');
      const petition = source.record.petitions.find(({ id }) => id === petitionId);
      if (!petition) throw new Refusal('notFound', 404);
      const number = petition.number.toLowerCase().replace(/[^a-z0-9-]/g, '');
      const when = [number, dayOf(dialogue)].filter(Boolean).join('-');
      return answer(c, { ...source, petitionId }, paper, format, when);
    })
    .get('/years/:year/follow-up/:file', async (c) => {
      const { paper, format } = askedPaper(need(c), c.req.param('file'), ['progress']);
      const year = c.req.param('year');
      const quarter = quarters.find((known) => known === (c.req.query('quarter') ?? ''));
      if (!/^20\d\d$/.test(year) || quarter === undefined) throw new Refusal('notFound', 404);
      const source = await yearSource(Number(year), quarter);
      return answer(c, source, paper, format, [quarter && `quy-${quarter}`, year].filter(Boolean).join('-'));
    });
}
