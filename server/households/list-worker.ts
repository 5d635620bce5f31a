import { parentPort, workerData } from 'node:worker_threads';
import type { Household } from '../../shared/households.ts';
import { newId } from '../../shared/ids.ts';
import type { Mapping } from '../../shared/import/fields.ts';
import type { RowChange } from '../../shared/import/ledger.ts';
import {
  type ListChoices,
  type ListPreview,
  previewList,
  type Surroundings,
} from '../../shared/import/preview.ts';
import { BadList, type FileProblem } from '../../shared/import/sheet.ts';
import { readListFile } from './read/read-file.ts';

/** A list is read, looked at and compared with what is stored on a thread of its own: it must not hold up the hall. */
export interface ListQuestion {
  file: Uint8Array;
  name: string;
  choices: ListChoices;
  villages: Surroundings['villages'];
  stored: Household[];
  mappings: Map<string, Mapping>;
  now: number;
}
export type ListAnswer = { preview: ListPreview; changes: RowChange[] } | { code: FileProblem };

function answer({ file, name, choices, ...known }: ListQuestion): ListAnswer {
  try {
    return previewList(readListFile(file, choices), choices, { ...known, file: name, newId });
  } catch (error) {
    return { code: error instanceof BadList ? error.code : 'notList' };
  }
}

parentPort?.postMessage(answer(workerData));
