import type { Dialogue, Office } from '../../shared/dialogue.ts';
import { csv } from '../../shared/export/csv.ts';
import { sessionName } from '../../shared/export/file-names.ts';
import { petitionTable } from '../../shared/export/petition-table.ts';
import { personalName, personalRemark } from '../../shared/export/remark.ts';
import { joined, xlsx } from '../../shared/export/xlsx.ts';
import type { RecordPetition } from '../../shared/record.ts';

export interface SheetSource {
  dialogue: Dialogue;
  office: Office;
  /** Those of the sheet, in its order. */
  shown: RecordPetition[];
  /** Those of the dialogue. */
  all: RecordPetition[];
  /** `2026-03-12`. */
  today: string;
  /** Who takes it. */
  by: string;
}

/** A spreadsheet of petitions, made on this device, and the name of its file. */
export async function petitionSheet(
  kind: 'xlsx' | 'csv',
  { dialogue, office, shown, all, today, by }: SheetSource,
): Promise<{ name: string; content: Blob }> {
  const session = sessionName(dialogue, office, dialogue.heldOn || today);
  const name = `${session}_Bang-kien-nghi${dialogue.state === 'frozen' ? '' : '_chua-chot'}`;
  const table = petitionTable(dialogue, shown, all);
  if (kind === 'csv')
    return {
      name: `${name}_${personalName}.csv`,
      content: new Blob([csv(table)], { type: 'text/csv;charset=utf-8' }),
    };
  const remark = personalRemark({ by, at: new Date().toISOString() });
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { name: `${name}.xlsx`, content: new Blob([await joined(xlsx(table, today, remark))], { type }) };
}
