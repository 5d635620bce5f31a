import type { PaperFiles } from '../papers/contract.ts';
import type { Sql } from '../store/sql/sql.ts';

/** One stored update of a room. */
export interface RoomRow {
  /** Where it stands in its room: grows, and need not be gapless. */
  at: number;
  body: Uint8Array;
}

/** The rooms' documents in one engine; its statements belong to the transaction they are called in. */
export interface RoomLog {
  /** Names of all rooms with rows, by code units. */
  names(): Promise<string[]>;
  /** The rows of a room behind `after`, oldest first, at most `limit`. */
  rows(room: string, after: number, limit: number): Promise<RoomRow[]>;
  /** Puts rows behind those of the room. */
  append(room: string, bodies: readonly Uint8Array[]): Promise<void>;
}

/** What a hall signs with, as it is kept; null: not there. */
export interface KeyTexts {
  /** PKCS #8, PEM. */
  signing: string | null;
  /** 32 bytes, hex. */
  receipt: string | null;
}

export interface KeyBox {
  read(): Promise<KeyTexts>;
  /** Puts those in that are given; what is there already with the same text stays. */
  write(keys: KeyTexts): Promise<void>;
}

/** One hall's data in one place: a data folder, or a commune of a database. The place is claimed for as long as it is open. */
export interface HallPlace {
  sql: Sql;
  /** Tables that are there, for the check that none is forgotten. */
  tables(): Promise<string[]>;
  /** Numbers of petitions that are under way between this commune and another of its installation. */
  escalated(): Promise<string[]>;
  rooms: RoomLog;
  papers: PaperFiles;
  keys: KeyBox;
  /** Whether an unfinished move into it is there; makes no table. */
  isUnfinished(): Promise<boolean>;
  /** Makes ready what a move needs of its target; may be called again. */
  begin(): Promise<void>;
  /** The last step of a target: from here on the hall can be opened. */
  finish(): Promise<void>;
  close(): Promise<void>;
}
