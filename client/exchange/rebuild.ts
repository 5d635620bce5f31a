import { createRoot } from 'solid-js';
import type { Dialogue } from '../../shared/dialogue.ts';
import { type Exchange, writeExchange } from '../../shared/exchange/format.ts';
import type { Rebuilt } from '../../shared/exchange/rebuilt.ts';
import { call } from '../api.ts';
import { keptOffice } from '../data.ts';
import { sendPaper } from '../papers/send-paper.ts';
import { ownRole, session } from '../session.ts';
import { ExchangeDesk } from './desk.ts';

/** What this device keeps of a dialogue, as it would be handed to another one. */
export function keptExchange(dialogue: Dialogue): Promise<Exchange> {
  const office = keptOffice();
  return createRoot(async (dispose) => {
    try {
      if (!office) throw new Error('no office is kept');
      const desk = new ExchangeDesk(dialogue, office, ownRole(), session()?.name ?? '');
      try {
        return (await desk.make('whole', true)).exchange;
      } finally {
        desk.close();
      }
    } finally {
      dispose();
    }
  });
}

/** Gives the server a dialogue that it lost: documents first, then the papers that it lacks. Throws ApiError. */
export async function rebuild(exchange: Exchange): Promise<Rebuilt> {
  const answer = await call('/api/rebuilding', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: await writeExchange({ ...exchange, papers: [] }),
  });
  const rebuilt: Rebuilt = await answer.json();
  const missing = new Set(rebuilt.missingPapers);
  for (const paper of exchange.papers) {
    if (!missing.has(paper.hash)) continue;
    await sendPaper(rebuilt.dialogueId, paper.hash, paper.bytes);
    missing.delete(paper.hash);
  }
  return { ...rebuilt, missingPapers: [...missing] };
}
