import type { News } from './prove.ts';

/** What a server took from a device's file. */
export interface Rebuilt {
  dialogueId: string;
  title: string;
  /** The server did not know the dialogue. */
  isNew: boolean;
  /** On the lost server the dialogue was frozen; its record has to come from an archive, or be made anew. */
  wasFrozen: boolean;
  news: News[];
  petitions: number;
  /** Petitions whose number another one has here; they got a new one. */
  renumbered: { from: string; to: string }[];
  /** Papers that the register names and the server has not got, by their SHA-256. */
  missingPapers: string[];
}
