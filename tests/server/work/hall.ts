import * as Y from 'yjs';
import { readConfig } from '../../../server/config.ts';
import { startServer } from '../../../server/main.ts';
import type { Role } from '../../../shared/access.ts';
import { roomName } from '../../../shared/dialogue.ts';
import { allPetitions, petitionsOf, raisePetition } from '../../../shared/docs/board.ts';
import { setPetitioner } from '../../../shared/docs/register.ts';
import type { Petition, PetitionValues } from '../../../shared/petition.ts';
import type { Ruling, UnitPetition, VillagePetition, Work } from '../../../shared/work.ts';
import { hallDialogue, hallOffice } from '../../e2e/kit.ts';
import { joinAs, openPeer, type Peer, until } from '../../e2e/peer.ts';
import { dataFolder } from '../../e2e/server.ts';

/** A server of this process with one dialogue, and recorders' devices at its sockets. */
export interface WorkHall {
  url: string;
  dialogueId: string;
  /** Cookie of the organizer. */
  organizer: string;
  board: Peer;
  register: Peer;
  /** Cookie of a new session. */
  enter(
    role: Role,
    name: string,
    of?: { unit?: string; village?: string; dialogueId?: string },
  ): Promise<string>;
  ask(cookie: string, method: string, path: string, json?: unknown): Promise<Answer>;
  newDialogue(): Promise<string>;
  /** Another recorder's board. */
  openBoard(): Promise<Peer>;
  /** A petition raised by the recorder, with its citizen; resolves once it is numbered. */
  raise(values: Raised): Promise<string>;
  petition(id: string): Petition;
  close(): Promise<void>;
}

export type Raised = Partial<PetitionValues> & {
  content?: string;
  answer?: string;
  name?: string;
  phone?: string;
};
export interface Answer {
  status: number;
  text: string;
  json: { error?: string; problems?: string[]; now?: UnitPetition & VillagePetition } & Partial<UnitPetition>;
}

let made = 0;
/** An id as devices make them. */
export const nextId = () => `petition${String(++made).padStart(4, '0')}`;

export const units = { land: 'Địa chính – nông nghiệp', social: 'Lao động, Thương binh – xã hội' };

export async function openWorkHall(): Promise<WorkHall> {
  const data = dataFolder();
  const config = readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: data.dir, LOG_LEVEL: 'silent' });
  const server = await startServer(config, async () => undefined);
  const url = `http://127.0.0.1:${server.port}`;
  const ask: WorkHall['ask'] = async (cookie, method, path, json) => {
    const headers = { cookie, 'content-type': 'application/json' };
    const body = json === undefined || typeof json === 'string' ? json : JSON.stringify(json);
    const response = await fetch(`${url}/api${path}`, { method, headers, body });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, text, json: isJson ? JSON.parse(text) : {} };
  };
  const organizer = await joinAs(`${url}/join#${await server.organizerToken()}`, 'Lê Văn Phòng');
  const office = JSON.parse((await ask(organizer, 'GET', '/office')).text);
  await ask(organizer, 'PUT', '/office', { ...office, ...hallOffice });
  const newDialogue = async () =>
    String(JSON.parse((await ask(organizer, 'POST', '/dialogues', hallDialogue)).text).id);
  const dialogueId = await newDialogue();
  const enter: WorkHall['enter'] = async (role, name, of = {}) => {
    const { dialogueId: elsewhere = dialogueId, ...scope } = of;
    const given = { role, label: '', ...scope };
    const { text } = await ask(organizer, 'POST', `/dialogues/${elsewhere}/links`, given);
    return joinAs(`${url}/join#${JSON.parse(text).token}`, name);
  };
  const recorder = await enter('recorder', 'Phạm Thị Ghi Chép');
  const openBoard = () => openPeer(url, recorder, roomName(dialogueId, 'board'));
  const board = await openBoard();
  const register = await openPeer(url, recorder, roomName(dialogueId, 'register'));
  const petition = (id: string) => {
    const found = allPetitions(board.doc).find((each) => each.id === id);
    if (!found) throw new Error(`no petition ${id}`);
    return found;
  };
  return {
    url,
    dialogueId,
    organizer,
    board,
    register,
    enter,
    ask,
    newDialogue,
    openBoard,
    petition,
    async raise({ name = '', phone = '', ...values }) {
      const id = nextId();
      if (name) setPetitioner(register.doc, id, { name, phone });
      raisePetition(board.doc, id, 'Phạm Thị Ghi Chép', new Date().toISOString(), values);
      await until(board.doc, () => petition(id).number !== '');
      // The names are in the hall too: the peer has been answered after it sent them.
      await until(register.doc, () => true);
      return id;
    },
    async close() {
      board.close();
      register.close();
      await server.close();
      data.remove();
    },
  };
}

/** A form filled in from what was shown. */
export function formOf(petition: UnitPetition, change: Partial<Ruling>): Ruling {
  const { state, content, answer, authority, dueDate, dueReason, replyNumber, replyDate } = petition;
  const ruled = { answer, authority, dueDate, dueReason, replyNumber, replyDate };
  return { outcome: 'answered', file: null, ...ruled, ...change, seen: { ...ruled, state, content } };
}

/** The work of a session; throws when it is refused. */
export async function workOf(hall: WorkHall, cookie: string, dialogueId = hall.dialogueId): Promise<Work> {
  const { status, text } = await hall.ask(cookie, 'GET', `/dialogues/${dialogueId}/work`);
  if (status !== 200) throw new Error(`${status} ${text}`);
  return JSON.parse(text);
}

/** One petition of a unit's work. */
export async function shownTo(hall: WorkHall, cookie: string, id: string): Promise<UnitPetition> {
  const work = await workOf(hall, cookie);
  const found = work.kind === 'unit' ? work.petitions.find((each) => each.id === id) : undefined;
  if (!found) throw new Error(`${id} is not shown`);
  return found;
}

/** A petition's live map on a device; throws when it is not there. */
export const mapOf = (doc: Y.Doc, id: string) => {
  const map = petitionsOf(doc).get(id);
  if (!(map instanceof Y.Map)) throw new Error(`no petition ${id}`);
  return map;
};
