import * as Y from 'yjs';
import { readEnum, readFlag, readNumber, readString } from './read.ts';

/**
 * What the organizer wants the screens to show. Root types: `screens` (Y.Map of screen id to Y.Map), `released`
 * (petition id to true) and `settings`. The server makes the public projection from it; no screen reads it.
 */

/** What a screen may show. */
export const stageModes = ['welcome', 'issues', 'petition', 'speakers', 'counts', 'message'] as const;
export type StageMode = (typeof stageModes)[number];

/** Longest message on a screen, and longest programme, in characters. */
export const messageLength = 400;
export const programmeLength = 1500;

/** The screen that every dialogue has. */
export const mainScreen = 'main';

/** What one screen shows. */
export interface StageScreen {
  id: string;
  /** What the organizer calls it, e.g. `Màn hình chính`, `Hành lang`. */
  name: string;
  mode: StageMode;
  /** For `petition`: which one; empty: the one under discussion. */
  petitionId: string;
  /** For `message`. */
  message: string;
  /** Size of the type in percent, 80 to 140. */
  scale: number;
}

export interface StageSettings {
  /** Every petition is shown as soon as it is numbered; else only those released one by one. */
  releaseAll: boolean;
  /** Lines of the programme on the welcome picture. */
  programme: string;
  /** Address behind the QR code of the welcome picture: the public list; empty: no code. */
  publicLink: string;
}

export type StageScreenMap = Y.Map<string | number>;

export function screensOf(doc: Y.Doc): Y.Map<StageScreenMap> {
  return doc.getMap<StageScreenMap>('screens');
}

export function releasedOf(doc: Y.Doc): Y.Map<boolean> {
  return doc.getMap<boolean>('released');
}

export function stageSettingsOf(doc: Y.Doc): Y.Map<string | boolean> {
  return doc.getMap<string | boolean>('settings');
}

export function readStageSettings(doc: Y.Doc): StageSettings {
  const map = stageSettingsOf(doc);
  return {
    releaseAll: readFlag(map, 'releaseAll'),
    programme: readString(map, 'programme'),
    publicLink: readString(map, 'publicLink'),
  };
}

/** Whether a petition may be shown. */
export function isReleased(doc: Y.Doc, petitionId: string): boolean {
  return readStageSettings(doc).releaseAll || releasedOf(doc).get(petitionId) === true;
}

/** Reads one screen; whatever a hostile update put there comes out as the declared types. */
export function readStageScreen(id: string, map: Pick<StageScreenMap, 'get'>): StageScreen {
  return {
    id,
    name: readString(map, 'name'),
    mode: readEnum(map, 'mode', stageModes, 'issues'),
    petitionId: readString(map, 'petitionId'),
    message: readString(map, 'message'),
    scale: Math.min(140, Math.max(80, readNumber(map, 'scale', 100))),
  };
}

/** All screens, the main one first (it is there even before anybody set it). */
export function allScreens(doc: Y.Doc): StageScreen[] {
  const result: StageScreen[] = [];
  const all = screensOf(doc);
  for (const [id, map] of all) if (map instanceof Y.Map) result.push(readStageScreen(id, map));
  if (!result.some(({ id }) => id === mainScreen)) result.push(readStageScreen(mainScreen, new Map()));
  const rank = ({ id }: StageScreen) => (id === mainScreen ? 0 : 1);
  return result.sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

/** Removes a screen; the main one stays. What showed it goes back to the main one. */
export function removeStageScreen(doc: Y.Doc, id: string): void {
  if (id !== mainScreen) screensOf(doc).delete(id);
}

/** Lets petitions be shown, or takes them off again, in one transaction. */
export function setReleased(doc: Y.Doc, petitionIds: readonly string[], released: boolean): void {
  const map = releasedOf(doc);
  doc.transact(() => {
    for (const id of petitionIds) {
      if (released && map.get(id) !== true) map.set(id, true);
      if (!released && map.has(id)) map.delete(id);
    }
  });
}

/** Sets settings in one transaction; what is equal already is left alone. */
export function setStageSettings(doc: Y.Doc, values: Partial<StageSettings>): void {
  const map = stageSettingsOf(doc);
  doc.transact(() => {
    for (const [key, value] of Object.entries(values))
      if (value !== undefined && map.get(key) !== value) map.set(key, value);
  });
}

/** Sets what a screen shows, making it when there is none. */
export function setStageScreen(doc: Y.Doc, id: string, values: Partial<Omit<StageScreen, 'id'>>): void {
  doc.transact(() => {
    const all = screensOf(doc);
    let map = all.get(id);
    if (!(map instanceof Y.Map)) {
      map = new Y.Map();
      all.set(id, map);
    }
    for (const [key, value] of Object.entries(values)) {
      if (value !== undefined && map.get(key) !== value) map.set(key, value);
    }
  });
}
