import type {
  AuditRow,
  AuditVerdict,
  DueDialogue,
  ErasureDone,
  ErasureOrder,
  ErasurePlan,
  FoundPerson,
  Place,
} from '../../../shared/privacy.ts';
import { call } from '../../api.ts';

/** The server's calls of the privacy page, with the shapes that shared/privacy.ts gives them. */

const root = '/api/privacy';

async function ask<T>(path: string, method = 'GET', json?: unknown): Promise<T> {
  const body = json === undefined ? undefined : JSON.stringify(json);
  const response = await call(`${root}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body,
  });
  return response.json();
}

export interface AuditQuestion {
  dialogue: string;
  who: string;
}

export function auditQuery({ dialogue, who }: AuditQuestion): string {
  return new URLSearchParams({ dialogue, who }).toString();
}

/** Rows before `before` (0: the newest), newest first. */
export function loadAudit(
  question: AuditQuestion,
  before: number,
): Promise<{ rows: AuditRow[]; more: boolean }> {
  return ask(`/audit?${auditQuery(question)}&before=${before}`);
}

export const auditFile = (question: AuditQuestion) => `${root}/audit.csv?${auditQuery(question)}`;

export function loadVerdict(): Promise<AuditVerdict> {
  return ask('/audit/verdict');
}

export function findPeople(name: string): Promise<FoundPerson> {
  return ask('/people', 'POST', { name });
}

export function planErasure(places: readonly Place[]): Promise<ErasurePlan> {
  return ask('/erasures/plan', 'POST', { places });
}

export function erasePlaces(order: ErasureOrder): Promise<ErasureDone> {
  return ask('/erasures', 'POST', order);
}

/** Erasures that were ordered; one that was cut short has no `doneAt`. */
export function loadErasures(): Promise<{ id: string; doneAt: string }[]> {
  return ask('/erasures');
}

/** Goes on with erasures that were cut short. */
export function eraseRest(): Promise<{ id: string; doneAt: string }[]> {
  return ask('/erasures/rest', 'POST');
}

/** A dialogue's part of the calls; without an id that of the households, `inbox` that of the inbox. */
const wholeOf = (id: string) => (id === 'inbox' ? '/inbox' : id ? `/dialogues/${id}` : '/households');

export function planDialogue(id: string): Promise<ErasurePlan> {
  return ask(`${wholeOf(id)}/plan`);
}

export function eraseDialogue(id: string, order: Omit<ErasureOrder, 'places'>): Promise<ErasureDone> {
  return ask(`${wholeOf(id)}/erasure`, 'POST', order);
}

export function loadRetention(): Promise<{ years: number; due: DueDialogue[] }> {
  return ask('/retention');
}

export function saveRetention(years: number): Promise<{ years: number }> {
  return ask('/retention', 'PUT', { years });
}
