import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import * as Y from 'yjs';
import { roomName } from '../../shared/dialogue.ts';
import { allPapers } from '../../shared/docs/papers.ts';
import {
  isPaperHash,
  maxPaperBytes,
  maxPapers,
  paperChunkBytes,
  paperExtensions,
} from '../../shared/papers/paper-kind.ts';
import { createThrottle } from '../access/throttle.ts';
import { PaperError } from '../papers/contract.ts';
import { body, dialogueInScope, type Env, factory, need, only, type Parts, Refusal } from './context.ts';
import { noteOnce } from './noted.ts';

/** Steps of uploads of one session: a minute of them is 400 MB. */
const stepsPerMinute = 1_600;

const statuses: Record<PaperError['code'], Refusal['status']> = {
  notPaper: 415,
  paperMetadata: 415,
  paperTooLarge: 413,
  paperBroken: 409,
  paperOffset: 409,
  papersFull: 409,
  storeFull: 507,
  badInput: 400,
};

function paperHash(hash: string): string {
  if (!isPaperHash(hash)) throw new Refusal('notFound', 404);
  return hash;
}

/** A whole number of bytes in a header, or a refusal. */
function bytesIn(c: Context<Env>, header: string): number {
  const value = c.req.header(header) ?? '';
  if (!/^\d{1,12}$/.test(value)) throw new Refusal('badInput');
  return Number(value);
}

/** Papers that a device keeps: the server says which of them it has not got. */
const wantedSchema = v.object({
  hashes: v.pipe(v.array(v.pipe(v.string(), v.check(isPaperHash))), v.maxLength(maxPapers)),
});

const stepLimit = bodyLimit({
  maxSize: paperChunkBytes,
  onError: () => {
    throw new Refusal('tooLarge', 413);
  },
});

/**
 * The papers' files, under a dialogue and by their hash. An upload asks where it stands (`/offset`), sends steps with
 * `Upload-Offset` and `Upload-Length`, and goes on from the answer; a lost connection, a reload, a restart cost nothing.
 */
export function paperRoutes(parts: Pick<Parts, 'store' | 'papers' | 'relay' | 'audit'>) {
  const { papers, relay } = parts;
  const steps = createThrottle(stepsPerMinute, 60_000);

  /** Whether the frozen register names a file: a phone that comes late may still hand it in. */
  async function isNamed(dialogueId: string, hash: string): Promise<boolean> {
    const doc = new Y.Doc();
    const state = await relay.read(roomName(dialogueId, 'register'));
    if (state.length > 0) Y.applyUpdate(doc, state);
    return allPapers(doc).some((paper) => paper.hash === hash);
  }

  return factory
    .createApp()
    .get('/:id/papers/:hash/offset', only('addPapers'), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      return c.json(await papers.state(dialogue.id, paperHash(c.req.param('hash'))));
    })
    .post('/:id/papers/wanted', only('addPapers'), body(wantedSchema), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      const wanted: string[] = [];
      for (const hash of c.req.valid('json').hashes) {
        const isErased = await parts.store.erasures.isErasedPaper(dialogue.id, hash);
        if (!isErased && !(await papers.state(dialogue.id, hash)).whole) wanted.push(hash);
      }
      return c.json({ wanted });
    })
    .patch('/:id/papers/:hash', only('addPapers'), stepLimit, async (c) => {
      const session = need(c);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const hash = paperHash(c.req.param('hash'));
      if (!steps.allow(session.id)) throw new Refusal('tooMany', 429);
      const [offset, size] = [bytesIn(c, 'upload-offset'), bytesIn(c, 'upload-length')];
      if (size > maxPaperBytes) throw new Refusal('paperTooLarge', 413);
      if (dialogue.state === 'frozen' && !(await isNamed(dialogue.id, hash)))
        throw new Refusal('alreadyFrozen', 409);
      if (await parts.store.erasures.isErasedPaper(dialogue.id, hash)) throw new Refusal('paperErased', 409);
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      try {
        return c.json(await papers.take(dialogue.id, hash, { offset, size, bytes }));
      } catch (error) {
        if (error instanceof PaperError) throw new Refusal(error.code, statuses[error.code]);
        throw error;
      }
    })
    .get('/:id/papers/:hash', only('readPapers'), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      const found = await papers.read(dialogue.id, paperHash(c.req.param('hash')));
      if (!found) throw new Refusal('notFound', 404);
      const { type, hash } = found.paper;
      await noteOnce(parts, c, { act: 'paper', dialogueId: dialogue.id, about: { paper: hash } }, hash);
      const how = type === 'application/pdf' ? 'attachment' : 'inline';
      c.header('content-type', type);
      c.header(
        'content-disposition',
        `${how}; filename="phieu-${hash.slice(0, 12)}.${paperExtensions[type]}"`,
      );
      c.header('content-security-policy', "default-src 'none'; sandbox");
      c.header('x-content-type-options', 'nosniff');
      return c.body(found.bytes);
    });
}
