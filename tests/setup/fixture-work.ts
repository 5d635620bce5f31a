import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import type { Dialogue } from '../../shared/dialogue.ts';
import { allPetitions, raisePetition } from '../../shared/docs/board.ts';
import { bodyOf } from '../../shared/docs/minutes.ts';
import { setPetitioner } from '../../shared/docs/register.ts';
import { newId } from '../../shared/ids.ts';
import type { FreezeSummary } from '../../shared/record.ts';
import { joinAs, openPeer } from '../e2e/peer.ts';
import type { ServerProcess } from '../e2e/server.ts';

/*
 * A morning's work against a running server, over its own API and relay, for the fixture of this version. What a
 * version has no route for is left out, so that the same work can be done by the oldest one.
 */

/** What the work left behind: what a later version has to find again. */
export interface FixtureFacts {
  /** Of `doithoai.sqlite`. */
  schema: number;
  dialogues: Pick<Dialogue, 'id' | 'title' | 'state'>[];
  /** Typed into the minutes, by dialogue. */
  sentences: Record<string, string>;
  /** Numbers by dialogue and petition. */
  numbers: Record<string, Record<string, string>>;
  /** A petition's content with a word of its own, to search for. */
  search: { word: string; dialogueId: string; number: string };
  /** A link that can be used again, a link that was used up, and a session that came in by the first. */
  access: { token: string; usedToken: string; cookie: string; name: string; dialogueId: string };
  freezes: Pick<FreezeSummary, 'id' | 'dialogueId' | 'hash' | 'previous'>[];
  signatures: { recordId: string; capacity: string; name: string }[];
  comments: { recordId: string; text: string } | null;
  paper: { dialogueId: string; hash: string; size: number } | null;
  /** Moments in the history of the first dialogue's minutes. */
  moments: number;
  preparation: { dialogueId: string; note: string } | null;
}

export interface FixtureWork {
  facts: Omit<FixtureFacts, 'schema'>;
  /** What this version hands out of the closed dialogue: the session's open JSON, or the newest record where it has none. */
  file: { name: 'session.json' | 'record.json'; text: string };
}

const sentence = (title: string) => `Câu được gõ trước khi nâng cấp, tại “${title}”.`;
const rareWord = 'xoongđồngcổ';
const comment = 'Xin ghi rõ tên thôn ở đoạn này.';
const longest = 30_000;

/** Its id is a new one each time, so that its session can be imported into any other installation. */
const ownDialogue = {
  planId: '',
  title: 'Đối thoại để thử nâng cấp',
  year: 2026,
  quarter: 'IV',
  topic: 'Dữ liệu của phiên bản cũ',
  groups: ['Hội viên Hội Nông dân'],
  fields: ['Vay vốn', 'Sản xuất nông nghiệp'],
  place: 'Hội trường Nhà Văn hóa xã',
  heldOn: '2026-11-26',
  chairName: 'Nguyễn Hữu Bảng',
  chairTitle: 'Chủ tịch UBND xã',
  secretaries: ['Phạm Thư Ký'],
};

/** A grey JPEG of 16x16 pixels. */
const picture = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAAQABABAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+v//Z',
  'base64',
);

/** Asks until `look` finds something; throws after `longest` ms. */
async function until<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const end = Date.now() + longest;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain for ${what}`);
}

/** Calls of one session. */
function caller(url: string, cookie: string) {
  const send = async (method: string, path: string, init: RequestInit = {}) => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      ...init,
      headers: { cookie, origin: url, ...init.headers },
    });
    // What this version does not know yet.
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const json = (method: string) => async (path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const sent = await send(method, path, { headers, body: JSON.stringify(body) });
    return sent === null ? null : await sent.json();
  };
  return {
    send,
    get: async (path: string) => (await send('GET', path))?.json() ?? null,
    text: async (path: string) => (await send('GET', path))?.text() ?? null,
    post: json('POST'),
    put: json('PUT'),
  };
}
type Caller = ReturnType<typeof caller>;

/** Types a paragraph into the minutes as a recorder does, a few letters at a time. */
async function typeMinutes(url: string, cookie: string, { id, title }: Dialogue): Promise<string> {
  const peer = await openPeer(url, cookie, `${id}/minutes`);
  const text = new Y.XmlText();
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [text]);
  bodyOf(peer.doc).push([paragraph]);
  for (const part of sentence(title).match(/.{1,6}/gu) ?? []) text.insert(text.length, part);
  const reader = await openPeer(url, cookie, `${id}/minutes`);
  await until('the text in the hall', () =>
    JSON.stringify(bodyOf(reader.doc).toJSON()).includes(sentence(title)) ? true : undefined,
  );
  peer.close();
  reader.close();
  return sentence(title);
}

/** Raises a petition with a citizen; resolves to all numbers of the board once it has its own. */
async function raise(url: string, cookie: string, dialogueId: string, content: string) {
  const [board, register] = [
    await openPeer(url, cookie, `${dialogueId}/board`),
    await openPeer(url, cookie, `${dialogueId}/register`),
  ];
  const id = newId();
  setPetitioner(register.doc, id, { name: 'Y Thử Nâng Cấp' });
  raisePetition(board.doc, id, 'Phạm Thư Ký', new Date().toISOString(), { content, village: 'Giang Lố 2' });
  const numbers = await until('a number', () => {
    const all = allPetitions(board.doc);
    const isDone = all.every(({ number }) => number !== '') && all.some((one) => one.id === id);
    return isDone ? Object.fromEntries(all.map((one) => [one.id, one.number])) : undefined;
  });
  board.close();
  register.close();
  return { number: numbers[id] ?? '', numbers };
}

async function handIn(recorder: Caller, dialogueId: string): Promise<FixtureFacts['paper']> {
  const hash = createHash('sha256').update(picture).digest('hex');
  const taken = await recorder.send('PATCH', `/dialogues/${dialogueId}/papers/${hash}`, {
    headers: { 'upload-offset': '0', 'upload-length': String(picture.length) },
    body: new Uint8Array(picture),
  });
  return taken && { dialogueId, hash, size: picture.length };
}

interface Staff {
  organizer: Caller;
  recorder: Caller;
  chair: Caller;
}

/** Closes a dialogue; where there is a review: remarks, signatures, an opening again, a second version. */
async function closeSession({ organizer, recorder, chair }: Staff, dialogueId: string) {
  const first: FreezeSummary = await organizer.post(`/dialogues/${dialogueId}/freezes`);
  const signatures: FixtureFacts['signatures'] = [];
  const sign = async (by: Caller, { id, hash }: FreezeSummary, capacity: string, name: string) => {
    const signed = await by.post(`/freezes/${id}/signatures`, {
      hash,
      name,
      title: 'Công chức',
      drawing: '',
    });
    if (signed) signatures.push({ recordId: id, capacity, name });
  };
  const place = { kind: 'passage', passage: 0, quote: '' };
  const opened = await chair.post(`/freezes/${first.id}/threads`, { place, text: comment });
  const comments = opened && { recordId: first.id, text: comment };
  await sign(recorder, first, 'secretary', 'Phạm Thư Ký');
  await sign(chair, first, 'chair', 'Nguyễn Hữu Bảng');
  const reopened = await organizer.post(`/freezes/${first.id}/reopening`, {
    reason: 'Bổ sung một kiến nghị',
  });
  const freezes = [first];
  let amend = async () => {};
  if (reopened) {
    amend = async () => {
      const second: FreezeSummary = await organizer.post(`/dialogues/${dialogueId}/freezes`);
      freezes.push(second);
      await sign(recorder, second, 'secretary', 'Phạm Thư Ký');
    };
  }
  return { freezes, signatures, comments, isOpenAgain: reopened !== null, amend };
}

async function prepare(organizer: Caller, dialogueId: string): Promise<FixtureFacts['preparation']> {
  const old = await organizer.get(`/dialogues/${dialogueId}/preparation`);
  if (!old) return null;
  const note = 'Mang theo giấy mời';
  const notes = [...old.notes, note];
  return (
    (await organizer.put(`/dialogues/${dialogueId}/preparation`, { ...old, notes })) && { dialogueId, note }
  );
}

/** Works in a server that has just loaded the demonstration. */
export async function workInSession({ url, organizerLink }: ServerProcess): Promise<FixtureWork> {
  const organizer = caller(url, await joinAs(organizerLink, 'Lê Văn Phòng'));
  const [open]: Dialogue[] = await organizer.get('/dialogues');
  const closed: Dialogue = await organizer.post('/dialogues', ownDialogue);
  if (!open) throw new Error('the demonstration has no dialogue');
  const link = async (role: string, dialogueId: string): Promise<string> => {
    const { token } = await organizer.post(`/dialogues/${dialogueId}/links`, { role, label: 'Nâng cấp' });
    return token;
  };
  const join = (token: string, name: string) => joinAs(`${url}/join#${token}`, name);
  const token = await link('recorder', open.id);
  const cookie = await join(token, 'Phạm Thư Ký');
  const otherCookie = await join(await link('recorder', closed.id), 'Phạm Thư Ký');
  const chairCookie = await join(await link('chair', closed.id), 'Nguyễn Hữu Bảng');

  const sentences = {
    [open.id]: await typeMinutes(url, cookie, open),
    [closed.id]: await typeMinutes(url, otherCookie, closed),
  };
  const found = await raise(url, cookie, open.id, `Đề nghị sửa ${rareWord} trước nhà văn hóa thôn.`);
  let other = await raise(url, otherCookie, closed.id, 'Đề nghị phát lại giấy chứng nhận.');
  const recorder = caller(url, otherCookie);
  const paper = await handIn(recorder, closed.id);
  const preparation = await prepare(organizer, open.id);
  const review = await closeSession({ organizer, recorder, chair: caller(url, chairCookie) }, closed.id);
  if (review.isOpenAgain) {
    other = await raise(url, otherCookie, closed.id, 'Đề nghị bổ sung sau khi mở lại.');
    await review.amend();
  }
  const history = await organizer.get(`/dialogues/${open.id}/history`);
  const moments = history
    ? await until('a moment of the minutes', async () => {
        const { moments: all } = await organizer.get(`/dialogues/${open.id}/history`);
        return all.length > 0 ? all.length : undefined;
      })
    : 0;

  const newest = review.freezes.at(-1);
  const session = await organizer.text(`/freezes/${newest?.id}/session.json`);
  const dialogues: Dialogue[] = await organizer.get('/dialogues');
  return {
    facts: {
      dialogues: dialogues.map(({ id, title, state }) => ({ id, title, state })),
      sentences,
      numbers: { [open.id]: found.numbers, [closed.id]: other.numbers },
      search: { word: rareWord, dialogueId: open.id, number: found.number },
      access: {
        token,
        usedToken: new URL(organizerLink).hash.slice(1),
        cookie,
        name: 'Phạm Thư Ký',
        dialogueId: open.id,
      },
      freezes: review.freezes.map(({ id, dialogueId, hash, previous }) => ({
        id,
        dialogueId,
        hash,
        previous,
      })),
      signatures: review.signatures,
      comments: review.comments,
      paper,
      moments,
      preparation,
    },
    file:
      session === null
        ? { name: 'record.json', text: (await organizer.text(`/freezes/${newest?.id}/record.json`)) ?? '' }
        : { name: 'session.json', text: session },
  };
}
