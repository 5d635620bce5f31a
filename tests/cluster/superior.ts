import { vi } from 'vitest';
import type { Role } from '../../shared/access.ts';
import { roomName } from '../../shared/dialogue.ts';
import { moveTo, petitionsOf, raisePetition, type setPetition } from '../../shared/docs/board.ts';
import { petitionersOf, setPetitioner } from '../../shared/docs/register.ts';
import type { FollowedPetition, FollowUpList } from '../../shared/worklists.ts';
import { openPeer, until } from '../e2e/peer.ts';
import { command } from '../e2e/server.ts';
import { testDatabase } from '../setup/shared-postgres.ts';
import {
  type Answer,
  type Asked,
  ask,
  askFor,
  type Hall,
  openHall,
  openProvince,
  type Province,
} from './kit.ts';

/*
 * An installation with a district's office, two communes under it and a third under nobody. A browser and a Yjs client reach
 * each by an address of its own: all of 127.0.0.0/8 is this machine.
 */
const names = { huyen: 'UBND huyện Ngọc Hồi', mot: 'Xã Sa Loong', hai: 'Xã Đắk Kan', ba: 'Xã Bờ Y' };
export type CommuneId = keyof typeof names;
const addresses: Record<CommuneId, string> = {
  huyen: '127.0.0.10',
  mot: '127.0.0.11',
  hai: '127.0.0.12',
  ba: '127.0.0.13',
};
const superiors: Record<CommuneId, string> = { huyen: '', mot: 'huyen', hai: 'huyen', ba: '' };

export interface TestCommune {
  hall: Hall;
  /** Address of the one process, under the commune's own name. */
  url: string;
  call(method: string, path: string, asked?: Omit<Asked, 'host'>): Promise<Answer>;
  /** As the organizer, for what must work. */
  get<T>(path: string): Promise<T>;
  enter(role: Role, name: string): Promise<string>;
  followed(id: string): Promise<FollowedPetition>;
}

export interface Superior {
  province: Province;
  databaseUrl: string;
  communes: Record<CommuneId, TestCommune>;
  /** `npm run commune` with these arguments. */
  cli(...args: string[]): ReturnType<typeof command>;
  close(): Promise<void>;
}

export async function openSuperior(): Promise<Superior> {
  const { url: databaseUrl } = await testDatabase();
  const province = await openProvince({ DATABASE_URL: databaseUrl, HOST: '0.0.0.0' }, 1);
  const [server] = province.processes;
  if (!server) throw new Error('no process');
  const { port } = new URL(server.url);
  const cli = (...args: string[]) => command('commune', args, { DATABASE_URL: databaseUrl });
  const run = (...args: string[]) => {
    const done = cli(...args);
    if (done.code !== 0) throw new Error(done.err);
    return done.out.split('#')[1] ?? '';
  };
  const all = Object.keys(names) as CommuneId[];
  const tokens: Partial<Record<CommuneId, string>> = {};
  // The one that every installation begins with gets an address first: of several each needs one.
  run('change', '--id', 'xa', '--hosts', '127.0.0.9');
  for (const id of all)
    tokens[id] = run(
      'add',
      '--id',
      id,
      '--name',
      names[id],
      '--hosts',
      addresses[id],
      '--superior',
      superiors[id],
    );
  const status = async (address: string) =>
    (await ask(`http://${address}:${port}`, 'GET', '/api/version')).status;
  // As long as it is alone for the process, the first one answers to every address.
  await vi.waitUntil(
    async () => (await status('127.0.0.9')) === 200 && (await status('127.0.0.99')) === 421,
    {
      timeout: 30_000,
    },
  );
  const open = async (id: CommuneId): Promise<TestCommune> => {
    const url = `http://${addresses[id]}:${port}`;
    await vi.waitUntil(async () => (await status(addresses[id])) === 200, { timeout: 30_000 });
    const hall = await openHall(url, tokens[id] ?? '');
    const call: TestCommune['call'] = (method, path, asked = {}) =>
      ask(url, method, `/api${path}`, { cookie: hall.organizer, ...asked });
    const get = <T>(path: string) => askFor<T>(url, 'GET', `/api${path}`, { cookie: hall.organizer });
    return {
      hall,
      url,
      call,
      get,
      enter: async (role, name) => (await hall.enter(url, role, name)).cookie,
      async followed(petition) {
        const { petitions } = await get<FollowUpList>('/follow-up?ended=1');
        const found = petitions.find((one) => one.id === petition);
        if (!found) throw new Error(`${petition} is in no list`);
        return found;
      },
    };
  };
  const opened = await Promise.all(all.map(open));
  const communes = Object.fromEntries(all.map((id, at) => [id, opened[at]])) as Superior['communes'];
  return { province, databaseUrl, communes, cli, close: () => province.close() };
}

/** Says in the register whose a petition is. */
export async function nameCitizen(
  { hall, url, enter }: TestCommune,
  petition: string,
  citizen: { name: string; phone: string },
): Promise<void> {
  const cookie = await enter('recorder', 'Phạm Thị Ghi Chép');
  const register = await openPeer(url, cookie, roomName(hall.dialogueId, 'register'));
  setPetitioner(register.doc, petition, citizen);
  // It is stored when another device sees it.
  const other = await openPeer(url, cookie, roomName(hall.dialogueId, 'register'));
  await until(other.doc, () => petitionersOf(other.doc).get(petition)?.get('name') === citizen.name);
  other.close();
  register.close();
}

let raised = 0;

/** Raises a petition beyond the commune's authority, with its citizen, and leaves it numbered; resolves to its id. */
export async function escalated(
  commune: TestCommune,
  {
    name,
    phone,
    ...values
  }: { name: string; phone: string; content: string; dueDate: string } & Parameters<typeof setPetition>[2],
): Promise<string> {
  const { hall, url, enter, followed } = commune;
  raised += 1;
  const id = `escalated${String(raised).padStart(3, '0')}`;
  const cookie = await enter('recorder', 'Phạm Thị Ghi Chép');
  const board = await openPeer(url, cookie, roomName(hall.dialogueId, 'board'));
  const at = new Date().toISOString();
  await nameCitizen(commune, id, { name, phone });
  raisePetition(board.doc, id, 'Phạm Thị Ghi Chép', at, {
    field: 'Xây dựng nông thôn mới',
    village: 'Đăk Vang',
    authority: 'UBND huyện Ngọc Hồi',
    ...values,
  });
  const map = () => petitionsOf(board.doc).get(id);
  const made = map();
  if (made) moveTo(board.doc, made, 'escalated', 'Nguyễn Hữu Bảng', at);
  await until(board.doc, () => Boolean(map()?.get('number')));
  board.close();
  // The table of petitions follows the board within a second.
  await vi.waitUntil(() => followed(id).catch(() => null), { timeout: 20_000 });
  return id;
}
