import type { DatabaseSync } from 'node:sqlite';
import type { InboxCitizen } from '../../../shared/inbox.ts';
import type { InboxBook, StoredItem } from '../../inbox/contract.ts';
import { text } from '../sql/rows.ts';
import { transaction } from './transaction.ts';

const readItem = (row: Parameters<typeof text>[0]): StoredItem => JSON.parse(text(row, 'body'));

/** Items of the inbox, and apart from them their citizens; the table's trigger refuses to delete an item. */
export function inboxBook(database: DatabaseSync): InboxBook {
  const all = database.prepare('SELECT body FROM inbox_item ORDER BY at, id');
  const one = database.prepare('SELECT body FROM inbox_item WHERE id = ?');
  const insert = database.prepare('INSERT OR IGNORE INTO inbox_item VALUES (?, ?, ?, ?)');
  const update = database.prepare(
    'UPDATE inbox_item SET revision = ?, body = ? WHERE id = ? AND revision = ?',
  );
  const allCitizens = database.prepare('SELECT * FROM inbox_citizen');
  const putCitizen = database.prepare('INSERT OR REPLACE INTO inbox_citizen VALUES (?, ?, ?, ?)');
  const dropCitizen = database.prepare('DELETE FROM inbox_citizen WHERE item_id = ?');
  const usual = database.prepare('SELECT field, unit FROM inbox_usual_unit');
  const putUsual = database.prepare('INSERT OR REPLACE INTO inbox_usual_unit VALUES (?, ?)');
  const dropUsual = database.prepare('DELETE FROM inbox_usual_unit WHERE field = ?');

  const setCitizen = (id: string, citizen: InboxCitizen | null) => {
    if (citizen) putCitizen.run(id, citizen.name, citizen.phone, citizen.address);
    else dropCitizen.run(id);
  };
  return {
    async list() {
      return all.all().map(readItem);
    },
    async read(id) {
      const row = one.get(id);
      return row ? readItem(row) : null;
    },
    async citizens() {
      return new Map(
        allCitizens.all().map((row) => {
          const citizen = {
            name: text(row, 'name'),
            phone: text(row, 'phone'),
            address: text(row, 'address'),
          };
          return [text(row, 'item_id'), citizen];
        }),
      );
    },
    async add(item, citizen) {
      return transaction(database, () => {
        const added = Number(insert.run(item.id, item.revision, item.at, JSON.stringify(item)).changes) > 0;
        if (added && citizen) setCitizen(item.id, citizen);
        return added;
      });
    },
    async change(changes) {
      const isOver = new Error('another revision');
      try {
        transaction(database, () => {
          for (const { item, citizen } of changes) {
            const { revision, id } = item;
            const done = update.run(revision, JSON.stringify(item), id, revision - 1);
            if (Number(done.changes) === 0) throw isOver;
            if (citizen !== undefined) setCitizen(id, citizen);
          }
        });
      } catch (error) {
        if (error === isOver) return false;
        throw error;
      }
      return true;
    },
    async usualUnits() {
      return new Map(usual.all().map((row) => [text(row, 'field'), text(row, 'unit')]));
    },
    async setUsualUnit(field, unit) {
      if (unit) putUsual.run(field, unit);
      else dropUsual.run(field);
    },
  };
}
