import { csv } from '../../shared/export/csv.ts';
import { sessionName } from '../../shared/export/file-names.ts';
import { petitionTable } from '../../shared/export/petition-table.ts';
import { xlsx } from '../../shared/export/xlsx.ts';
import { dayOf } from '../export/archive.ts';
import { openRecord } from '../freeze/record.ts';
import type { Session } from '../store/store.ts';
import { dialogueInScope, factory, need, only, type Parts, Refusal } from './context.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * A body that asks for the next part only when the one before is on its way. A fault breaks the connection off, so
 * that a part is never taken for the whole; a reader who leaves ends the work.
 */
function streamed<T extends string | Uint8Array>(
  parts: AsyncGenerator<Uint8Array, void> | Generator<T, void>,
  failed: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await parts.next();
          if (next.done) controller.close();
          else controller.enqueue(typeof next.value === 'string' ? encoder.encode(next.value) : next.value);
        } catch (error) {
          failed(error);
          controller.error(error);
        }
      },
      async cancel() {
        await parts.return();
      },
    },
    { highWaterMark: 0 },
  );
}

/** What leaves a frozen record as files for other programs: spreadsheets, the open JSON, the whole session. */
export function exportRoutes(parts: Pick<Parts, 'store' | 'archiver' | 'logger'>) {
  const { store, archiver, logger } = parts;

  async function readFreeze(session: Session, id: string) {
    const freeze = await store.freezes.read(id);
    if (!freeze) throw new Refusal('notFound', 404);
    await dialogueInScope(parts, session, freeze.dialogueId);
    const record = openRecord(freeze);
    const name = sessionName(record.dialogue, record.office, dayOf(record));
    return { freeze, record, name };
  }

  const failed = (what: string, id: string) => (error: unknown) =>
    logger.error({ id, what, reason: String(error) }, 'export broken off');
  const attached = (name: string) => `attachment; filename="${name}"`;

  return factory
    .createApp()
    .get('/freezes/:id/petitions.xlsx', only('exportPetitions'), async (c) => {
      const { freeze, record, name } = await readFreeze(need(c), c.req.param('id'));
      c.header('content-type', xlsxType);
      c.header('content-disposition', attached(`${name}_Bang-kien-nghi.xlsx`));
      const table = petitionTable(record.dialogue, record.petitions);
      return c.body(streamed(xlsx(table, dayOf(record)), failed('xlsx', freeze.id)));
    })
    .get('/freezes/:id/petitions.csv', only('exportPetitions'), async (c) => {
      const { record, name } = await readFreeze(need(c), c.req.param('id'));
      c.header('content-type', 'text/csv; charset=utf-8');
      c.header('content-disposition', attached(`${name}_Bang-kien-nghi.csv`));
      return c.body(csv(petitionTable(record.dialogue, record.petitions)));
    })
    .get('/freezes/:id/session.json', only('exportSession'), async (c) => {
      const { freeze, name } = await readFreeze(need(c), c.req.param('id'));
      const json = await archiver.json(freeze.dialogueId);
      c.header('content-type', 'application/json; charset=utf-8');
      c.header('content-disposition', attached(`${name}_Du-lieu-mo.json`));
      return c.body(streamed(json, failed('json', freeze.id)));
    })
    .get('/freezes/:id/session.zip', only('exportSession'), async (c) => {
      const { freeze } = await readFreeze(need(c), c.req.param('id'));
      const { name, parts: bytes } = archiver.archive(freeze);
      c.header('content-type', 'application/zip');
      c.header('content-disposition', attached(name));
      logger.info({ freezeId: freeze.id, by: need(c).id }, 'session exported');
      return c.body(streamed(bytes, failed('zip', freeze.id)));
    });
}
