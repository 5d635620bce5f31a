import type { InboxCitizen } from '../../../shared/inbox.ts';
import type { InboxBook, StoredItem } from '../../inbox/contract.ts';
import { text } from './rows.ts';
import { type Row, type Sql, upsert } from './sql.ts';

const readItem = (row: Row): StoredItem => JSON.parse(text(row, 'body'));

/** Items of the inbox, and apart from them their citizens; the table's trigger refuses to delete an item. */
export function inboxBook(sql: Sql): InboxBook {
  const all = sql.prepare('SELECT body FROM inbox_item ORDER BY at, id');
  const one = sql.prepare('SELECT body FROM inbox_item WHERE id = ?');
  const insert = sql.prepare(
    'INSERT INTO inbox_item (id, revision, at, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const update = sql.prepare('UPDATE inbox_item SET revision = ?, body = ? WHERE id = ? AND revision = ?');
  const allCitizens = sql.prepare('SELECT item_id, name, phone, address FROM inbox_citizen');
  const putCitizen = sql.prepare(
    upsert('inbox_citizen', ['item_id', 'name', 'phone', 'address'], ['item_id']),
  );
  const dropCitizen = sql.prepare('DELETE FROM inbox_citizen WHERE item_id = ?');
  const usual = sql.prepare('SELECT field, unit FROM inbox_usual_unit');
  const putUsual = sql.prepare(upsert('inbox_usual_unit', ['field', 'unit'], ['field']));
  const dropUsual = sql.prepare('DELETE FROM inbox_usual_unit WHERE field = ?');

  async function setCitizen(id: string, citizen: InboxCitizen | null): Promise<void> {
    if (citizen) await putCitizen.run(id, citizen.name, citizen.phone, citizen.address);
    else await dropCitizen.run(id);
  }
  return {
    async list() {
      return (await all.all()).map(readItem);
    },
    async read(id) {
      const row = await one.get(id);
      return row ? readItem(row) : null;
    },
    async citizens() {
      return new Map(
        (await allCitizens.all()).map((row) => {
          const citizen = {
            name: text(row, 'name'),
            phone: text(row, 'phone'),
            address: text(row, 'address'),
          };
          return [text(row, 'item_id'), citizen];
        }),
      );
    },
    add(item, citizen) {
      return sql.transaction(async () => {
        const { changes } = await insert.run(item.id, item.revision, item.at, JSON.stringify(item));
        if (changes > 0 && citizen) await setCitizen(item.id, citizen);
        return changes > 0;
      });
    },
    async change(changes) {
      const isOver = new Error('another revision');
      try {
        await sql.transaction(async () => {
          for (const { item, citizen } of changes) {
            const { revision, id } = item;
            const done = await update.run(revision, JSON.stringify(item), id, revision - 1);
            if (done.changes === 0) throw isOver;
            if (citizen !== undefined) await setCitizen(id, citizen);
          }
        });
      } catch (error) {
        if (error === isOver) return false;
        throw error;
      }
      return true;
    },
    async usualUnits() {
      return new Map((await usual.all()).map((row) => [text(row, 'field'), text(row, 'unit')]));
    },
    async setUsualUnit(field, unit) {
      if (unit) await putUsual.run(field, unit);
      else await dropUsual.run(field);
    },
  };
}
