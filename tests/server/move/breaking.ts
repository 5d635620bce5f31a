import type { HallPlace } from '../../../server/move/place.ts';
import type { Sql } from '../../../server/store/sql/sql.ts';

/** What stops a move in its middle. */
export class Broken extends Error {}

/**
 * A place in which everything ends at its `after`th change, as when the process is killed: half of the times before the
 * change is made, half of the times after it.
 */
export function breaking(place: HallPlace, after: number): HallPlace {
  let changes = 0;
  const isEnd = () => changes >= after;
  async function change<T>(make: () => Promise<T>): Promise<T> {
    if (isEnd()) throw new Broken();
    changes += 1;
    if (isEnd() && after % 2 === 0) throw new Broken();
    const made = await make();
    if (isEnd()) throw new Broken();
    return made;
  }
  const sql: Sql = {
    engine: place.sql.engine,
    transaction: (work) => place.sql.transaction(work),
    prepare(text) {
      const statement = place.sql.prepare(text);
      return { ...statement, run: (...values) => change(() => statement.run(...values)) };
    },
  };
  const { rooms, papers, keys } = place;
  return {
    ...place,
    sql,
    rooms: { ...rooms, append: (room, bodies) => change(() => rooms.append(room, bodies)) },
    papers: {
      ...papers,
      append: (name, offset, bytes) => change(() => papers.append(name, offset, bytes)),
      keep: (name, hash) => change(() => papers.keep(name, hash)),
    },
    keys: { ...keys, write: (texts) => change(() => keys.write(texts)) },
    begin: () => change(() => place.begin()),
    finish: () => change(() => place.finish()),
  };
}
