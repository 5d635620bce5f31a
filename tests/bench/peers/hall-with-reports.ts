import { giveWayTo, renderDocument } from '../../../server/documents/render.ts';
import { reportRecord } from '../report-record.ts';

/**
 * The relay alone, in a process that makes reports as the product does: from 3 s after its start REPORTS of them are
 * asked for at once, and again as soon as they are done. REPORTS=0: the same process without any.
 */
const atOnce = Number(process.env.REPORTS ?? 0);
const startAfter = 3000;

const records = Array.from({ length: atOnce }, (_, n) => reportRecord(500 + n, 200, 'short'));
const [first] = records;
if (first) {
  await renderDocument(first, 'report', 'pdf');
  await renderDocument(first, 'report', 'docx');
}
await import('../../../server/cli/relay.ts');
// In this bench people type from the first to the last moment.
giveWayTo(() => true);
if (first) setTimeout(() => void makeReports(), startAfter);

async function makeReports(): Promise<void> {
  for (let round = 0; ; round += 1) {
    await Promise.all(records.map((record) => renderDocument(record, 'report', round % 2 ? 'docx' : 'pdf')));
  }
}
