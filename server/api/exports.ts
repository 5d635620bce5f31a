import type { Context } from 'hono';
import { csv } from '../../shared/export/csv.ts';
import { sessionName } from '../../shared/export/file-names.ts';
import { petitionTable } from '../../shared/export/petition-table.ts';
import { personalName, personalRemark } from '../../shared/export/remark.ts';
import { xlsx } from '../../shared/export/xlsx.ts';
import { dayOf } from '../export/archive.ts';
import { openRecord } from '../freeze/record.ts';
import type { Session, StoredFreeze } from '../store/store.ts';
import { dialogueInScope, type Env, factory, need, only, type Parts, Refusal } from './context.ts';
import { note } from './noted.ts';
import { streamed, xlsxType } from './streamed.ts';

/** What leaves a frozen record as files for other programs: spreadsheets, the open JSON, the whole session. */
export function exportRoutes(parts: Pick<Parts, 'store' | 'archiver' | 'audit' | 'logger'>) {
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
  const noted = (c: Context<Env>, freeze: StoredFreeze, file: string) =>
    note(parts, c, {
      act: 'export',
      dialogueId: freeze.dialogueId,
      about: { file, record: freeze.id, hash: freeze.hash },
    });
  const exportedBy = (c: Context<Env>) => {
    const { name, role } = need(c);
    return { by: name || role, at: new Date().toISOString() };
  };
  const attached = (name: string) => `attachment; filename="${name}"`;

  return factory
    .createApp()
    .get('/freezes/:id/petitions.xlsx', only('exportPetitions'), async (c) => {
      const { freeze, record, name } = await readFreeze(need(c), c.req.param('id'));
      await noted(c, freeze, 'petitions.xlsx');
      c.header('content-type', xlsxType);
      c.header('content-disposition', attached(`${name}_Bang-kien-nghi.xlsx`));
      const table = petitionTable(record.dialogue, record.petitions);
      return c.body(
        streamed(xlsx(table, dayOf(record), personalRemark(exportedBy(c))), failed('xlsx', freeze.id)),
      );
    })
    .get('/freezes/:id/petitions.csv', only('exportPetitions'), async (c) => {
      const { freeze, record, name } = await readFreeze(need(c), c.req.param('id'));
      await noted(c, freeze, 'petitions.csv');
      c.header('content-type', 'text/csv; charset=utf-8');
      c.header('content-disposition', attached(`${name}_Bang-kien-nghi_${personalName}.csv`));
      return c.body(csv(petitionTable(record.dialogue, record.petitions)));
    })
    .get('/freezes/:id/session.json', only('exportSession'), async (c) => {
      const { freeze, name } = await readFreeze(need(c), c.req.param('id'));
      await noted(c, freeze, 'session.json');
      const json = await archiver.json(freeze.dialogueId);
      c.header('content-type', 'application/json; charset=utf-8');
      c.header('content-disposition', attached(`${name}_Du-lieu-mo_${personalName}.json`));
      return c.body(streamed(json, failed('json', freeze.id)));
    })
    .get('/freezes/:id/session.zip', only('exportSession'), async (c) => {
      const { freeze } = await readFreeze(need(c), c.req.param('id'));
      await noted(c, freeze, 'session.zip');
      const { name, parts: bytes } = archiver.archive(freeze, exportedBy(c));
      c.header('content-type', 'application/zip');
      c.header('content-disposition', attached(name));
      logger.info({ freezeId: freeze.id, by: need(c).id }, 'session exported');
      return c.body(streamed(bytes, failed('zip', freeze.id)));
    });
}
