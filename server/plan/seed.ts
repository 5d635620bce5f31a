import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import { countedIds, writePlan } from '../../shared/docs/plan-write.ts';
import type { Plan } from '../../shared/plan/plan.ts';

/**
 * What a plan's document begins with, as a Yjs update: the same bytes for the same plan each time. So a server that was
 * restored from a backup, and fills the room again, writes what the devices hold already and nothing stands twice.
 */
export function seedOf(plan: Plan): Uint8Array {
  const doc = new Y.Doc();
  try {
    doc.clientID = createHash('sha256').update(JSON.stringify(plan)).digest().readUInt32BE(0);
    writePlan(doc, plan, countedIds());
    return Y.encodeStateAsUpdate(doc);
  } finally {
    doc.destroy();
  }
}
