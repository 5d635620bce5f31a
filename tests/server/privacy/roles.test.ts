import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { documentAccess, type Role, roles } from '../../../shared/access.ts';
import { documentKinds } from '../../../shared/dialogue.ts';
import { raisePetition } from '../../../shared/docs/board.ts';
import { noteCorrection } from '../../../shared/docs/corrections.ts';
import { addAttendee, setPetitioner } from '../../../shared/docs/register.ts';
import { queueSpeaker } from '../../../shared/docs/speakers.ts';
import { newId } from '../../../shared/ids.ts';
import type { FoundPerson } from '../../../shared/privacy.ts';
import { calls } from '../access/api-rules.ts';
import { readZip } from '../documents/zip.ts';
import { RawClient } from '../relay/raw-client.ts';
import { until } from '../relay/test-relay.ts';
import { type Office, openOffice } from './kit.ts';

/*
 * Every way out of the server, walked by every role: the calls that the access walk knows, and every live document.
 * Only who may open the register is sent a name, a phone or an address of a citizen; a village head only of the own
 * village's citizens. Files of Office are opened, PDF say the same as their Word sisters.
 */
const far = { name: 'Trần Thị Gấm Hoa', phone: '0912345678', address: 'Ngõ Dâu Tằm', village: 'Hào Lý' };
const near = { name: 'Lò Văn Khuê', phone: '0987654321', address: 'Xóm Chuối Lùn', village: 'Đăk Vang' };
let office: Office;
let ids: { dialogue: string; freeze: string; plan: string; petition: string };

const secretsOf = (person: typeof far) => [
  person.name.split(' ').at(person === far ? -2 : -1) ?? '',
  person.phone,
  person.address,
];
const opensRegister = (role: Role) => documentAccess(role, 'register') !== 'none';

beforeAll(async () => {
  office = await openOffice();
  const settings = await office.call<object>('GET', '/office');
  await office.call('PUT', '/office', {
    ...settings,
    villages: [far.village, near.village],
    units: ['Địa chính'],
  });
  const { id: dialogue } = await office.dialogue();
  const board = await office.peer(dialogue, 'board');
  const register = await office.peer(dialogue, 'register');
  const at = new Date().toISOString();
  const petitions: string[] = [];
  for (const person of [far, near]) {
    const [petition, attendee] = [newId(), newId()];
    petitions.push(petition);
    const someone = {
      title: '',
      group: '',
      category: 'poor',
      present: true,
      walkIn: false,
      checkedInAt: at,
    } as const;
    raisePetition(board.doc, petition, 'Thư ký', at, {
      content: 'Xin hỗ trợ làm nhà.',
      field: 'Vay vốn',
      village: person.village,
      unit: 'Địa chính',
    });
    addAttendee(register.doc, {
      id: attendee,
      ...someone,
      name: person.name,
      village: person.village,
      phone: person.phone,
    });
    setPetitioner(register.doc, petition, {
      name: person.name,
      phone: person.phone,
      address: person.address,
    });
    const { name, village } = person;
    queueSpeaker(
      register.doc,
      newId(),
      { name, village, group: '', attendeeId: attendee, petitionId: petition },
      at,
    );
    const asked = `Sửa lại địa chỉ ${person.address}`;
    noteCorrection(
      register.doc,
      newId(),
      { anchor: 'p', excerpt: '', asked, askedBy: name, attendeeId: '', village },
      'Thư ký',
      at,
    );
  }
  await vi.waitFor(
    async () => {
      const { places } = await office.call<FoundPerson>('POST', '/privacy/people', { name: near.name });
      if (!places.some(({ kind }) => kind === 'correction') || !places.some(({ number }) => number))
        throw new Error('not stored yet');
    },
    { timeout: 30_000, interval: 100 },
  );
  const { id: freeze } = await office.freeze(dialogue);
  ids = { dialogue, freeze, plan: 'none', petition: petitions[0] ?? '' };
}, 90_000);
afterAll(() => office?.close());

async function enter(role: Role): Promise<string> {
  if (role === 'organizer') return office.organizer;
  const scope = {
    unit: role === 'officer' ? 'Địa chính' : '',
    village: role === 'village' ? near.village : '',
  };
  return office.enter(role, ids.dialogue, 'Ai đó', scope);
}

/** What is in a file: the parts of a ZIP (Office files among them) as text, else the bytes. */
function textOf(bytes: Uint8Array, path: string): string {
  if (!/\.(docx|xlsx|zip)$/.test(path)) return Buffer.from(bytes).toString('utf8');
  return [...readZip(bytes).files.values()].join('\n');
}

/** Addresses of all calls that read, in the dialogue; documents as Word files. */
function addresses(): string[] {
  const read = calls.filter(({ route }) => route.startsWith('GET /api'));
  const paths = read.map(({ route, path }) => path?.(ids) ?? route.replace('GET /api', ''));
  return [...new Set(paths)]
    .filter((path) => !path.endsWith('.zip'))
    .map((path) => path.replace(/\.pdf$/, '.docx'));
}

/** Every live document but the register holds no citizen, whoever opens it, deleted text included. */
async function walkRooms(role: Role, cookie: string): Promise<void> {
  for (const kind of documentKinds) {
    const url = `${office.url().replace('http', 'ws')}/sync/${ids.dialogue}/${kind}`;
    const client = await RawClient.join(url, { cookie });
    if (client.closed) continue;
    client.ask();
    await until(() => client.answers.length > 0, `the state of ${kind}`);
    const doc = new Y.Doc({ gc: false });
    for (const update of [...client.answers, ...client.updates]) Y.applyUpdate(doc, update);
    const text = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('utf8');
    await client.close();
    if (kind === 'register') continue;
    for (const secret of [...secretsOf(far), ...secretsOf(near)])
      expect(text, `${role} ${kind}`).not.toContain(secret);
  }
}

test.each(roles)('%s is sent no name that the role does not need', async (role) => {
  const cookie = await enter(role);
  let seen = '';
  let answered = 0;
  for (const path of [...addresses(), '/search?q=hoa', '/search?q=khue', `/dialogues/${ids.dialogue}/work`]) {
    const answer = await office.request('GET', path, undefined, cookie);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (!answer.ok) continue;
    answered += 1;
    const text = textOf(bytes, path.split('?')[0] ?? '');
    seen += text;
    if (opensRegister(role)) continue;
    for (const secret of secretsOf(far)) expect(text, `${role} ${path}`).not.toContain(secret);
    if (role === 'village') continue;
    for (const secret of secretsOf(near)) expect(text, `${role} ${path}`).not.toContain(secret);
  }
  await walkRooms(role, cookie);
  // Who may open the register is given names: a walk that is given nothing would prove nothing.
  if (opensRegister(role)) for (const secret of secretsOf(far)) expect(seen).toContain(secret);
  if (role === 'village') expect(seen).toContain('Khuê');
  expect(answered > 1 || !['officer', 'village', 'finance', 'reviewer'].includes(role)).toBe(true);
});
