import type { Dialogue } from '../../shared/dialogue.ts';
import type { Session } from '../store/store.ts';
import { dialogueInScope, factory, need, type Parts, Refusal } from './context.ts';
import { answerPaper, askedPaper } from './send-document.ts';

/** Receipts in one file at most: more are asked for in parts. */
const mostReceipts = 1000;

/**
 * Receipts for citizens: `?petition=` (again for each) chooses, without it all of the dialogue but those that were taken
 * back. `?sheet=A5` prints one to a sheet. A village head gets those of the own village.
 */
export function receiptRoutes(parts: Parts) {
  const { store, worker, receipts } = parts;

  async function within(session: Session, dialogue: Dialogue): Promise<{ id: string; state: string }[]> {
    if (session.role === 'village') return (await worker.list(session, dialogue)).petitions;
    return (await store.petitions.list({ dialogueIds: [dialogue.id] })).map(({ petition }) => petition);
  }

  return factory.createApp().get('/dialogues/:id/receipts/:file', async (c) => {
    const session = need(c);
    const { format } = askedPaper(session, c.req.param('file'), ['receipt']);
    const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
    const asked = c.req.queries('petition') ?? [];
    await receipts.ready(dialogue);
    const own = await within(session, dialogue);
    const chosen = own.filter(({ id, state }) =>
      asked.length > 0 ? asked.includes(id) : state !== 'withdrawn',
    );
    if (chosen.length > mostReceipts) throw new Refusal('tooLarge', 413);
    const made = await receipts.of(
      dialogue,
      chosen.map(({ id }) => id),
    );
    if (made.length === 0) throw new Refusal('noReceipts', 404);
    const sheet = c.req.query('sheet') === 'A5' ? 'A5' : 'A4';
    const [first] = made;
    const when = dialogue.heldOn || String(dialogue.year);
    const name = [
      'bien-nhan',
      ...(made.length === 1 && first ? [first.number.toLowerCase()] : []),
      when,
    ].join('-');
    const source = {
      from: 'receipts',
      sheet,
      dialogue,
      office: await receipts.office(),
      receipts: made,
      address: receipts.pageAt().replace(/^https:\/\//, ''),
      contact: await receipts.contact(),
      madeAt: new Date().toISOString(),
    } as const;
    return answerPaper(parts, c, { source, paper: 'receipt', format, name });
  });
}
