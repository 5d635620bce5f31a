import type { Context } from 'hono';
import { documentAccess } from '../../shared/access.ts';
import { fingerprintOf, fromHex } from '../../shared/verify/bytes.ts';
import { writeRecordFile } from '../../shared/verify/record-file.ts';
import { documentFormats, documentNames, FreezeError } from '../freeze/contract.ts';
import { createPrinter } from '../freeze/printer.ts';
import { openRecord } from '../freeze/record.ts';
import type { Session, StoredFreeze } from '../store/store.ts';
import { dialogueInScope, type Env, factory, need, only, type Parts, Refusal } from './context.ts';

const mimeTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};
const fileNames = { minutes: 'bien-ban', report: 'bao-cao-tong-hop' };

/**
 * Whether a copy takes the personal values along. The record's own file does unless `?personal=0`; a PDF is passed on,
 * so it does only on demand. Never for a role that may not open the register.
 */
function mayHavePersonal(c: Context<Env>, what: 'record' | 'document'): boolean {
  const asked = c.req.query('personal') ?? (what === 'record' ? '1' : '0');
  return asked === '1' && documentAccess(need(c).role, 'register') !== 'none';
}

/** Frozen records and their documents. */
export function freezeRoutes(parts: Parts) {
  const { store, freezer, reviewer, documents, logger } = parts;
  const printer = createPrinter(parts);

  async function readFreeze(session: Session, id: string) {
    const freeze = await store.freezes.read(id);
    if (!freeze) throw new Refusal('notFound', 404);
    await dialogueInScope(parts, session, freeze.dialogueId);
    return freeze;
  }

  return factory
    .createApp()
    .get('/dialogues/:id/freezes', only('readRecords'), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      return c.json(await store.freezes.list(dialogue.id));
    })
    .post('/dialogues/:id/freezes', only('freeze'), async (c) => {
      const session = need(c);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      try {
        return c.json(await freezer.freeze(dialogue.id, session.name || session.role), 201);
      } catch (error) {
        if (!(error instanceof FreezeError)) throw error;
        throw new Refusal(error.code, error.code === 'storeFull' ? 507 : 409);
      }
    })
    .get('/freezes/:id', only('readRecords'), async (c) => {
      const { canonical, signature, personal, ...summary } = await readFreeze(need(c), c.req.param('id'));
      const key = fromHex(signature?.publicKey, 32);
      const fingerprint = key ? fingerprintOf(key) : '';
      return c.json({ summary, record: openRecord({ canonical, personal }), fingerprint });
    })
    .get('/freezes/:id/record.json', only('readRecords'), async (c) => {
      const freeze = await readFreeze(need(c), c.req.param('id'));
      c.header('content-type', 'application/json; charset=utf-8');
      c.header('content-disposition', `attachment; filename="ho-so-${freeze.hash.slice(0, 12)}.json"`);
      return c.body(writeRecordFile(freeze, mayHavePersonal(c, 'record')));
    })
    .get('/freezes/:id/documents/:file', only('readRecords'), async (c) => {
      const freeze = await readFreeze(need(c), c.req.param('id'));
      const [name, extension] = c.req.param('file').split('.');
      const kind = documentNames.find((known) => known === name);
      const format = documentFormats.find((known) => known === extension);
      if (!kind || !format) throw new Refusal('notFound', 404);
      let bytes: Uint8Array;
      try {
        bytes = await printer.print(freeze, kind, format, mayHavePersonal(c, 'document'));
      } catch (error) {
        logger.error({ freezeId: freeze.id, kind, format, reason: String(error) }, 'document failed');
        throw new Refusal('documentFailed', 500);
      }
      c.header('content-type', mimeTypes[format]);
      const how = c.req.query('view') === 'inline' ? 'inline' : 'attachment';
      const day = freeze.frozenAt.slice(0, 10);
      c.header('content-disposition', `${how}; filename="${fileNames[kind]}-${day}.${format}"`);
      return c.body(new Uint8Array(bytes));
    })
    .get('/freezes/:id/comparison/:before/:file', only('readRecords'), async (c) => {
      const session = need(c);
      const [after, before] = [
        await readFreeze(session, c.req.param('id')),
        await readFreeze(session, c.req.param('before')),
      ];
      const format = documentFormats.find((known) => c.req.param('file') === `comparison.${known}`);
      if (!format || before.dialogueId !== after.dialogueId) throw new Refusal('notFound', 404);
      const version = async (freeze: StoredFreeze) => ({
        record: openRecord(freeze),
        standing: await reviewer.standing(freeze),
      });
      let bytes: Uint8Array;
      try {
        bytes = await documents.compare(await version(before), await version(after), format);
      } catch (error) {
        logger.error(
          { freezeId: after.id, kind: 'comparison', format, reason: String(error) },
          'document failed',
        );
        throw new Refusal('documentFailed', 500);
      }
      c.header('content-type', mimeTypes[format]);
      const how = c.req.query('view') === 'inline' ? 'inline' : 'attachment';
      c.header('content-disposition', `${how}; filename="so-sanh-${after.frozenAt.slice(0, 10)}.${format}"`);
      return c.body(new Uint8Array(bytes));
    });
}
