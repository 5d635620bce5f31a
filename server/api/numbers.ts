import type { Context } from 'hono';
import { figuresTable, listTable } from '../../shared/export/numbers-table.ts';
import type { Table } from '../../shared/export/table.ts';
import { xlsx } from '../../shared/export/xlsx.ts';
import { type Filter, readFilter } from '../../shared/numbers-filter.ts';
import { listLength } from '../../shared/numbers-list.ts';
import { filterWords } from '../../shared/numbers-words.ts';
import { numericDate } from '../../shared/vietnamese/dates.ts';
import { dayInVietnam } from '../../shared/working-days.ts';
import { createThrottle } from '../access/throttle.ts';
import { dialogueInScope, type Env, factory, need, only, type Parts, Refusal } from './context.ts';
import { streamed, xlsxType } from './streamed.ts';

/** Questions of a session in a minute: a page asks a few at once, and again while matters are being sorted. */
const mostQuestions = 240;

/** Figures over petitions, the lists behind them, and both as spreadsheets. Nobody's name is in any of it. */
export function numbersRoutes(parts: Parts) {
  const { numbers, logger } = parts;
  const throttle = createThrottle(mostQuestions, 60_000);

  async function asked(c: Context<Env>) {
    const session = need(c);
    if (!throttle.allow(session.id)) throw new Refusal('tooMany', 429);
    const filter = readFilter(new URL(c.req.url).searchParams);
    if (filter.dialogue !== undefined) await dialogueInScope(parts, session, filter.dialogue);
    return { session, filter };
  }

  /** What a spreadsheet says of itself: what was counted, and to which day. */
  async function remark(filter: Filter): Promise<string> {
    const what = filterWords(filter, await numbers.dialogues()) || 'tất cả ý kiến, kiến nghị';
    const to = numericDate(filter.to ?? dayInVietnam(new Date()));
    return `Phạm vi: ${what}. Số liệu tính đến ngày ${to}. Mỗi kiến nghị được tính một lần, cho đơn vị đang phụ trách.`;
  }

  async function send<Row>(c: Context<Env>, table: Table<Row>, name: string, filter: Filter) {
    const today = dayInVietnam(new Date());
    c.header('content-type', xlsxType);
    c.header('content-disposition', `attachment; filename="${name}_${filter.to ?? today}.xlsx"`);
    const failed = (error: unknown) => logger.error({ name, reason: String(error) }, 'export broken off');
    return c.body(streamed(xlsx(table, today, await remark(filter)), failed));
  }

  return factory
    .createApp()
    .get('/', only('readNumbers'), async (c) => {
      const { session, filter } = await asked(c);
      return c.json(await numbers.overview(session, filter));
    })
    .get('/list', only('readNumbers'), async (c) => {
      const { session, filter } = await asked(c);
      const offset = Number(/^\d{1,6}$/.exec(c.req.query('offset') ?? '')?.[0] ?? 0);
      return c.json(await numbers.list(session, filter, offset, listLength));
    })
    .get('/matters', only('readNumbers'), async (c) => {
      const { session, filter } = await asked(c);
      return c.json(await numbers.matters(session, filter));
    })
    .get('/figures.xlsx', only('readNumbers'), async (c) => {
      const { session, filter } = await asked(c);
      const table = figuresTable(await numbers.overview(session, filter), await numbers.dialogues());
      return send(c, table, 'so-lieu-doi-thoai', filter);
    })
    .get('/list.xlsx', only('readNumbers'), async (c) => {
      const { session, filter } = await asked(c);
      const table = listTable(await numbers.wholeList(session, filter), await numbers.dialogues());
      return send(c, table, 'danh-sach-kien-nghi', filter);
    });
}
