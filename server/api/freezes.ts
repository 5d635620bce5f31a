import type { Context } from 'hono';
import * as v from 'valibot';
import { documentAccess } from '../../shared/access.ts';
import { personalName } from '../../shared/export/remark.ts';
import { fingerprintOf, fromHex } from '../../shared/verify/bytes.ts';
import { writeRecordFile } from '../../shared/verify/record-file.ts';
import { documentFormats, documentNames, FreezeError } from '../freeze/contract.ts';
import { createPrinter } from '../freeze/printer.ts';
import { NewerRecordError, openRecord } from '../freeze/record.ts';
import type { Session, StoredFreeze } from '../store/store.ts';
import { dialogueInScope, type Env, factory, need, only, type Parts, Refusal } from './context.ts';
import { note, noteOnce } from './noted.ts';

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
  return asked === '1' && seesPersonal(need(c));
}

/** Only who may open the register sees the names of a record, on a page or in a document. */
const seesPersonal = ({ role }: Session) => documentAccess(role, 'register') !== 'none';

const freezeSchema = v.object({ despite: v.optional(v.pipe(v.array(v.string()), v.maxLength(1000)), []) });

/** The devices that a freeze is to be made in spite of; none when nothing is said. */
async function despiteOf(c: Context<Env>): Promise<ReadonlySet<string>> {
  const text = await c.req.text();
  if (text === '') return new Set();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refusal('badInput');
  }
  const read = v.safeParse(freezeSchema, json);
  if (!read.success) throw new Refusal('badInput');
  return new Set(read.output.despite);
}

/** Frozen records and their documents. */
export function freezeRoutes(parts: Parts) {
  const { store, freezer, reviewer, documents, devices, logger } = parts;
  const printer = createPrinter(parts);

  async function readFreeze(session: Session, id: string) {
    const freeze = await store.freezes.read(id);
    if (!freeze) throw new Refusal('notFound', 404);
    await dialogueInScope(parts, session, freeze.dialogueId);
    return seesPersonal(session) ? freeze : { ...freeze, personal: {} };
  }

  /** A copy for a role that may not see names has none, and nobody is looked at. */
  const noted = async (c: Context<Env>, freeze: StoredFreeze, act: 'document' | 'export', file: string) => {
    if (!seesPersonal(need(c))) return;
    const about = { file, record: freeze.id, hash: freeze.hash };
    await note(parts, c, { act, dialogueId: freeze.dialogueId, about });
  };

  return factory
    .createApp()
    .get('/dialogues/:id/freezes', only('readRecords'), async (c) => {
      const dialogue = await dialogueInScope(parts, need(c), c.req.param('id'));
      return c.json(await store.freezes.list(dialogue.id));
    })
    .post('/dialogues/:id/freezes', only('freeze'), async (c) => {
      const session = need(c);
      const dialogue = await dialogueInScope(parts, session, c.req.param('id'));
      const despite = await despiteOf(c);
      const risks = dialogue.state === 'frozen' ? [] : await devices.risks(dialogue.id);
      // Whoever freezes has seen the name of each device whose text the record may lack.
      if (!risks.every(({ id }) => despite.has(id)))
        throw new Refusal('devicesHold', 409, 0, { devices: risks });
      if (risks.length > 0)
        await note(parts, c, {
          act: 'frozeDespite',
          dialogueId: dialogue.id,
          about: { devices: risks.map(({ id }) => id) },
        });
      try {
        const summary = await freezer.freeze(dialogue.id, session.name || session.role);
        if (risks.length > 0) await devices.noteDespite(dialogue.id, summary.id, risks);
        return c.json(summary, 201);
      } catch (error) {
        if (!(error instanceof FreezeError)) throw error;
        throw new Refusal(error.code, error.code === 'storeFull' ? 507 : 409);
      }
    })
    .get('/freezes/:id', only('readRecords'), async (c) => {
      const { canonical, signature, personal, ...summary } = await readFreeze(need(c), c.req.param('id'));
      const about = { record: summary.id, hash: summary.hash };
      if (seesPersonal(need(c)))
        await noteOnce(parts, c, { act: 'record', dialogueId: summary.dialogueId, about }, summary.id);
      const key = fromHex(signature?.publicKey, 32);
      const fingerprint = key ? fingerprintOf(key) : '';
      return c.json({ summary, record: openRecord({ canonical, personal }), fingerprint });
    })
    .get('/freezes/:id/record.json', only('readRecords'), async (c) => {
      const freeze = await readFreeze(need(c), c.req.param('id'));
      const personal = mayHavePersonal(c, 'record');
      if (personal) await noted(c, freeze, 'export', 'record.json');
      c.header('content-type', 'application/json; charset=utf-8');
      c.header(
        'content-disposition',
        `attachment; filename="ho-so-${freeze.hash.slice(0, 12)}${personal ? `_${personalName}` : ''}.json"`,
      );
      return c.body(writeRecordFile(freeze, personal));
    })
    .get('/freezes/:id/documents/:file', only('readRecords'), async (c) => {
      const freeze = await readFreeze(need(c), c.req.param('id'));
      const [name, extension] = c.req.param('file').split('.');
      const kind = documentNames.find((known) => known === name);
      const format = documentFormats.find((known) => known === extension);
      if (!kind || !format) throw new Refusal('notFound', 404);
      // Minutes and report say who came and who asked.
      await noted(c, freeze, 'document', `${kind}.${format}`);
      let bytes: Uint8Array;
      try {
        bytes = await printer.print(freeze, kind, format, mayHavePersonal(c, 'document'));
      } catch (error) {
        if (error instanceof NewerRecordError) throw error;
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
      await noted(c, after, 'document', `comparison.${format}`);
      const version = async (freeze: StoredFreeze) => ({
        record: openRecord(freeze),
        standing: await reviewer.standing(freeze),
      });
      let bytes: Uint8Array;
      try {
        bytes = await documents.compare(await version(before), await version(after), format);
      } catch (error) {
        if (error instanceof NewerRecordError) throw error;
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
