import * as v from 'valibot';
import { documentAccess } from '../../shared/access.ts';
import { compareRecords } from '../../shared/comparing/comparing.ts';
import { type LateProposal, maxLateBytes } from '../../shared/devices.ts';
import { frozenKinds } from '../../shared/dialogue.ts';
import { LateError } from '../devices/contract.ts';
import { ReviewError } from '../review/contract.ts';
import type { Session } from '../store/store.ts';
import { body, dialogueInScope, factory, need, only, type Parts, Refusal } from './context.ts';
import { signSchema } from './devices.ts';
import { textOf } from './fields.ts';
import { note, noteOnce } from './noted.ts';

/** Characters of the largest late text in base64. */
const mostCharacters = Math.ceil(maxLateBytes / 3) * 4;

const handInSchema = v.object({
  sign: signSchema,
  kind: v.picklist(frozenKinds),
  changes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000)),
  age: v.pipe(v.number(), v.minValue(0), v.maxValue(1e12)),
  update: v.pipe(v.string(), v.base64()),
});
const decisionSchema = v.object({ state: v.picklist(['taken', 'declined']), reason: textOf(1000) });

const statuses: Record<LateError['code'], Refusal['status']> = {
  badInput: 400,
  tooLarge: 413,
  notFound: 404,
  notFrozen: 409,
  alreadyDecided: 409,
  notAllowed: 403,
};

/** Runs a step of late text; its refusal becomes the API's. */
async function step<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof LateError) throw new Refusal(error.code, statuses[error.code]);
    if (error instanceof ReviewError) throw new Refusal(error.code, error.code === 'notFound' ? 404 : 409);
    throw error;
  }
}

/** Text that came after a freeze: handed in by its device, read as proposals, taken or declined. */
export function lateRoutes(parts: Parts) {
  const { devices, late } = parts;

  /** A proposal that the session may read; one of the register names citizens. */
  async function readable(session: Session, id: string): Promise<LateProposal> {
    const { proposal } = await step(late.proposalOf(id));
    await dialogueInScope(parts, session, proposal.dialogueId);
    if (!mayRead(session, proposal)) throw new Refusal('notFound', 404);
    return proposal;
  }
  const mayRead = ({ role }: Session, { kind }: Pick<LateProposal, 'kind'>) =>
    kind !== 'register' || documentAccess(role, 'register') !== 'none';

  return factory
    .createApp()
    .get('/dialogues/:id/late', only('readLate'), async (c) => {
      const session = need(c);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const proposals = (await late.list(dialogue.id)).filter((proposal) => mayRead(session, proposal));
      return c.json({ proposals, despite: await devices.despite(dialogue.id) });
    })
    .post('/dialogues/:id/late', only('tellDevice'), body(handInSchema), async (c) => {
      const session = need(c);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const { sign, kind, changes, age, update } = c.req.valid('json');
      if (update.length > mostCharacters) throw new Refusal('tooLarge', 413);
      const device = await devices.known(sign);
      if (!device) throw new Refusal('notFound', 404);
      const bytes = new Uint8Array(Buffer.from(update, 'base64'));
      const handed = { kind, update: bytes, changes, age };
      return c.json({ proposal: await step(late.handIn(session, device, dialogue.id, handed)) });
    })
    .get('/late/:proposal', only('readLate'), async (c) => {
      const session = need(c);
      const proposal = await readable(session, c.req.param('proposal'));
      if (proposal.kind === 'register')
        await noteOnce(
          parts,
          c,
          { act: 'lateText', dialogueId: proposal.dialogueId, about: { proposal: proposal.id } },
          proposal.id,
        );
      const { before, after } = await step(late.records(proposal.id));
      return c.json({ proposal, comparison: compareRecords(before, after) });
    })
    .post('/late/:proposal/decision', only('decideLate'), body(decisionSchema), async (c) => {
      const session = need(c);
      const proposal = await readable(session, c.req.param('proposal'));
      const { state, reason } = c.req.valid('json');
      if (state === 'declined' && reason === '') throw new Refusal('badInput');
      const decided = await step(late.decide(session, proposal.id, state, reason));
      const about = { proposal: proposal.id, state };
      await note(parts, c, { act: 'lateDecided', dialogueId: proposal.dialogueId, about });
      return c.json({ proposal: decided });
    });
}
