import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { answerExtensions } from '../../shared/answer-file.ts';
import { clean, cleanLine } from '../../shared/documents/plain.ts';
import { type AnswerFile, maxAnswerBytes } from '../../shared/follow-up.ts';
import { isPaperHash } from '../../shared/papers/paper-kind.ts';
import { outcomes, petitionStates } from '../../shared/petition.ts';
import { isSameName } from '../../shared/same-name.ts';
import { workBounds } from '../../shared/work.ts';
import { isPetitionId } from '../board/contract.ts';
import { AnswerError, type StoredAnswer } from '../follow-up/contract.ts';
import type { Session } from '../store/store.ts';
import { body, dialogueInScope, type Env, factory, need, only, type Parts, Refusal } from './context.ts';
import { answerFileSchema } from './fields.ts';
import { noteOnce } from './noted.ts';
import { answerPaper, askedPaper } from './send-document.ts';
import { workRefusals } from './work.ts';

const line = v.pipe(v.string(), v.maxLength(workBounds.line), v.transform(cleanLine));
const text = v.pipe(v.string(), v.maxLength(workBounds.answer), v.transform(clean));
const day = v.pipe(v.string(), v.regex(/^(\d{4}-\d{2}-\d{2})?$/));
const file = v.nullable(answerFileSchema);
const paper = { number: line, date: day, file };
const answer = v.nullable(text);

const actSchema = v.variant('kind', [
  v.object({
    kind: v.literal('ruled'),
    outcome: v.picklist(outcomes),
    answer,
    authority: line,
    dueDate: day,
    dueReason: line,
  }),
  v.object({ kind: v.literal('replied'), answer, ...paper }),
  v.object({ kind: v.literal('filed'), ...paper }),
  v.object({ kind: v.literal('told'), how: line, on: day }),
  v.object({ kind: v.literal('dueMoved'), dueDate: day, reason: line }),
  v.object({ kind: v.literal('assigned'), unit: line }),
  v.object({ kind: v.literal('sent'), authority: line, ...paper }),
  v.object({ kind: v.literal('returned'), answer, ...paper }),
  v.object({ kind: v.literal('reopened'), reason: line, dueDate: day }),
  v.object({ kind: v.literal('withdrawn'), reason: line }),
]);
/** Petitions of one transfer sheet or one answer at most. */
const mostAtOnce = 200;
const actsSchema = v.object({
  petitions: v.pipe(
    v.array(v.object({ id: v.pipe(v.string(), v.check(isPetitionId)), state: v.picklist(petitionStates) })),
    v.minLength(1),
    v.maxLength(mostAtOnce),
  ),
  act: actSchema,
});

const answerStatuses: Record<AnswerError['code'], Refusal['status']> = {
  notAnswer: 415,
  answerTooLarge: 413,
  answersFull: 409,
  storeFull: 507,
};

/** The largest body of a request with the file of an answer. */
export const maxAnswerBody = maxAnswerBytes + 1024;

/** The bound of a body that is the file of an answer. */
export const answerLimit = {
  maxSize: maxAnswerBytes,
  onError: (): never => {
    throw new Refusal('answerTooLarge', 413);
  },
};

/** Why a file was not taken, as the wire says it. */
export async function answerRefusals<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    throw new Refusal(error.code, answerStatuses[error.code]);
  }
}

/** Sends the file of an answer to a petition of this number. */
export function sendAnswerFile(
  c: Context<Env>,
  { hash, type, bytes, number }: AnswerFile & { bytes: Uint8Array<ArrayBuffer>; number: string },
): Response {
  // Nothing that somebody handed in is drawn by the browser as a page of this server; pictures are only that.
  const how = type.startsWith('image/') ? 'inline' : 'attachment';
  const known = number.toLowerCase().replace(/[^a-z0-9-]/g, '');
  const name = ['van-ban', known, hash.slice(0, 8)].filter(Boolean).join('-');
  c.header('content-type', type);
  c.header('content-disposition', `${how}; filename="${name}.${answerExtensions[type]}"`);
  c.header('content-security-policy', "default-src 'none'; sandbox");
  c.header('x-content-type-options', 'nosniff');
  return c.body(bytes);
}

/** What follows a dialogue: the worklists, the acts of the office, the files of answers, the lists on paper. */
export function worklistRoutes(parts: Parts) {
  const { followUp, answers, lists } = parts.following;

  function idIn(c: Context<Env>): string {
    const id = c.req.param('petitionId') ?? '';
    if (!isPetitionId(id)) throw new Refusal('notFound', 404);
    return id;
  }

  /** A petition of the session's dialogue, for an officer of the own unit, for a village head of the own village. */
  async function ownPetition(session: Session, dialogueId: string, petitionId: string) {
    const found = (await followUp.one(dialogueId, petitionId))?.petition;
    const { units, villages, formerVillages } = await parts.store.office.read();
    const isOwn =
      (session.role !== 'officer' || isSameName(found?.unit ?? '', session.unit, units)) &&
      (session.role !== 'village' ||
        isSameName(found?.village ?? '', session.village, villages, formerVillages));
    if (!found || !isOwn) throw new Refusal('notFound', 404);
    return found;
  }

  /** Whether a session may open a file: it may hold its citizen's name, and those of others. */
  async function mayOpen(session: Session, { dialogueId, petitionId, hash, handedBy }: StoredAnswer) {
    if (session.role === 'officer') return handedBy !== '' && handedBy === session.unit;
    if (session.role !== 'village') return true;
    // Of a letter to several citizens a village head would see people of other villages.
    const others = (await answers.all(dialogueId)).filter(
      (one) => one.hash === hash && one.petitionId !== petitionId,
    );
    return others.length === 0;
  }

  /** The unit or village that a list is asked for; nobody's own is asked for by an officer. */
  function wanted(session: Session, asked: string | undefined): string {
    const of = cleanLine((asked ?? '').slice(0, workBounds.line));
    return session.role === 'officer' ? session.unit : of;
  }

  return factory
    .createApp()
    .get('/follow-up', only('readFollowUp'), async (c) =>
      c.json(await lists.list(need(c), c.req.query('ended') === '1', c.req.query('dialogue') ?? '')),
    )
    .get('/follow-up/papers/:file', async (c) => {
      const session = need(c);
      const { paper: made, format } = askedPaper(session, c.req.param('file'), ['reminders', 'dueList']);
      const dialogueId = c.req.query('dialogue') ?? '';
      if (dialogueId) await dialogueInScope(parts, session, dialogueId);
      const of = wanted(session, c.req.query(made === 'reminders' ? 'village' : 'unit'));
      const source = await lists[made](session, of, dialogueId);
      if (source.rows.length === 0) throw new Refusal('nothingToList', 404);
      const name = made === 'reminders' ? 'danh-sach-bao-ket-qua' : 'danh-sach-den-han';
      const about = { dialogueId: dialogueId || (session.role === 'organizer' ? '' : session.dialogueId) };
      return answerPaper(parts, c, { source, paper: made, format, name, of: about });
    })
    .post('/dialogues/:id/follow-up-acts', only('keepFollowUp'), body(actsSchema), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      const { petitions, act } = c.req.valid('json');
      if (act.kind === 'assigned') {
        const { units } = await parts.store.office.read();
        if (!units.some((unit) => isSameName(act.unit, unit, units))) throw new Refusal('badInput');
      }
      const after = await workRefusals(followUp.act(need(c), dialogue, petitions, act));
      return c.json(after.map(({ petition: { id, state } }) => ({ id, state })));
    })
    .post('/answer-files/:id/:petitionId', only('handInAnswer'), bodyLimit(answerLimit), async (c) => {
      const session = need(c);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const petition = await ownPetition(session, dialogue.id, idIn(c));
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const handedBy = session.role === 'officer' ? session.unit : '';
      return c.json(await answerRefusals(answers.take(dialogue.id, petition.id, handedBy, bytes)), 201);
    })
    .get('/answer-files/:id/:petitionId/:hash', only('readAnswer'), async (c) => {
      const session = need(c);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const petition = await ownPetition(session, dialogue.id, idIn(c));
      const hash = c.req.param('hash');
      const found = isPaperHash(hash) ? await answers.read(dialogue.id, petition.id, hash) : null;
      if (!found || !(await mayOpen(session, found.answer))) throw new Refusal('notFound', 404);
      const about = { answer: hash, petition: petition.id };
      await noteOnce(parts, c, { act: 'answer', dialogueId: dialogue.id, about }, `${petition.id}/${hash}`);
      const { number } = petition;
      return sendAnswerFile(c, { ...found.answer, bytes: found.bytes, number });
    });
}
