import * as v from 'valibot';
import type { OperationStatus } from '../../shared/operation.ts';
import type { DiskWatch } from '../backup/disk-watch.ts';
import type { BackupKeeper } from '../backup/keeper.ts';
import type { PageFailureBook } from '../backup/page-failures.ts';
import { body, factory, need, only } from './context.ts';

/** What the server's keeper needs: its room, its backups. */
export interface Operation {
  disk: DiskWatch;
  backups: BackupKeeper;
  pages: PageFailureBook;
}

const pageFailure = v.object({
  build: v.pipe(v.string(), v.regex(/^[0-9a-f]{1,64}$/)),
  why: v.picklist(['start', 'files']),
});

/** The state of disk and backups, and a backup at once. No file leaves the server here. */
export function operationRoutes({ disk, backups, pages }: Operation) {
  const status = async (): Promise<OperationStatus> => ({
    disk: await disk.status(),
    backup: await backups.status(),
    pages: pages.status(),
  });
  return factory
    .createApp()
    .get('/', only('keepServer'), async (c) => c.json(await status()))
    .post('/backups', only('keepServer'), async (c) => {
      // Why one failed is part of the state.
      await backups.run().catch(() => undefined);
      return c.json(await status());
    })
    .post('/pages', body(pageFailure), (c) => {
      const { build, why } = c.req.valid('json');
      pages.note(build, why, need(c).id);
      return c.json({});
    });
}

/** Requests that change nothing although they are no GET, and those that take something away. */
const storesNothing =
  /\/(similar|propose|propose\/file|households\/search|households\/lists\/preview|specimen\.pdf|operation\/(backups|pages)|reach\/test|office\/calendar)$/;

/** Whether a request to the API stores something. */
export function stores(method: string, path: string): boolean {
  return ['POST', 'PUT', 'PATCH'].includes(method) && !storesNothing.test(path);
}
