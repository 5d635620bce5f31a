import type {
  Household,
  HouseholdPage,
  HouseholdQuery,
  ListImport,
  Undone,
  Village,
} from '../../../shared/households.ts';
import type { ListChoices, ListPreview } from '../../../shared/import/preview.ts';
import { ApiError, call } from '../../api.ts';

/** The server's calls of the households' pages. All throw ApiError. */

export type { ListImport, Undone };
export type Question = Omit<HouseholdQuery, 'limit'>;

/** Largest file that the server takes, bytes. */
const largestList = 10 * 1024 * 1024;

async function ask<T>(path: string, method = 'GET', json?: unknown): Promise<T> {
  const body = json === undefined ? undefined : JSON.stringify(json);
  const headers = { 'content-type': 'application/json' };
  return (await call(`/api${path}`, { method, headers, body })).json();
}

async function sendFile<T>(path: string, file: File, values: Record<string, string>): Promise<T> {
  if (file.size > largestList) throw new ApiError('tooLarge');
  const body = new FormData();
  body.set('file', file);
  for (const [key, value] of Object.entries(values)) body.set(key, value);
  return (await call(`/api${path}`, { method: 'POST', body })).json();
}

export function searchHouseholds(question: Question): Promise<HouseholdPage> {
  return ask('/households/search', 'POST', question);
}

/** Revision 0 makes it. */
export function saveHousehold(household: Household): Promise<Household> {
  const { id, ...values } = household;
  return household.revision === 0
    ? ask('/households', 'POST', values)
    : ask(`/households/${id}`, 'PUT', values);
}

export function removeHousehold(id: string): Promise<unknown> {
  return ask(`/households/${id}`, 'DELETE');
}

export function loadVillages(): Promise<Village[]> {
  return ask('/villages');
}

type VillageValues = Pick<Village, 'name' | 'spellings'>;

export function addVillage(village: VillageValues): Promise<Village[]> {
  return ask('/villages', 'POST', village);
}

export function saveVillage(id: string, { name, spellings }: VillageValues): Promise<Village[]> {
  return ask(`/villages/${id}`, 'PUT', { name, spellings });
}

export function removeVillage(id: string): Promise<Village[]> {
  return ask(`/villages/${id}`, 'DELETE');
}

export function previewList(file: File, choices: ListChoices): Promise<ListPreview> {
  return sendFile('/households/lists/preview', file, { choices: JSON.stringify(choices) });
}

/** Takes in what was seen. `id` is the same for the same try, so that it is taken once. */
export function takeList(file: File, choices: ListChoices, stamp: string, id: string): Promise<ListImport> {
  return sendFile('/households/lists', file, { choices: JSON.stringify(choices), stamp, id });
}

export function loadImports(): Promise<ListImport[]> {
  return ask('/households/lists');
}

export function undoImport(id: string): Promise<Undone> {
  return ask(`/households/lists/${id}/undo`, 'POST');
}
