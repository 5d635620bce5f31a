import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { factory, Refusal } from '../../../server/api/context.ts';
import { paperRoutes } from '../../../server/api/papers.ts';
import type { PaperFiles } from '../../../server/papers/contract.ts';
import { paperFiles } from '../../../server/papers/files.ts';
import { createPaperStore } from '../../../server/papers/papers.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import type { Store } from '../../../server/store/store.ts';
import type { Role } from '../../../shared/access.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { addPaper } from '../../../shared/docs/papers.ts';
import { joinBytes } from '../../../shared/papers/byte-parts.ts';
import { cleanPaper } from '../../../shared/papers/paper-file.ts';
import { maxPaperBytes, paperChunkBytes } from '../../../shared/papers/paper-kind.ts';
import { ascii, phoneJpeg, plainJpeg, png, secret, talkativePdf } from '../../shared/papers/sample-files.ts';
import { silentAudit } from '../privacy/silent-audit.ts';
import { sessionAs } from '../session-as.ts';

const id = 'dialogue0001';
const other = 'dialogue0002';
const dialogue: Dialogue = {
  id,
  planId: '',
  title: 'Đối thoại',
  year: 2026,
  quarter: '',
  topic: '',
  groups: [],
  fields: [],
  place: '',
  heldOn: '',
  chairName: '',
  chairTitle: '',
  secretaries: [],
  state: 'open',
};
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** A clean picture of several steps: one wide scan of noise that no rule of JPEG forbids. */
const large = joinBytes([
  plainJpeg.subarray(0, -2),
  new Uint8Array(600_000).fill(0x55),
  plainJpeg.subarray(-2),
]);

let dir = '';
let store: Store;
let register: Y.Doc;
/** Errors that the disk throws, by what it is asked to do. */
let faults: Partial<Record<keyof PaperFiles, () => Error | null>>;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'doithoai-papers-'));
  store = await openSqliteStore(dir, createUpdateLog);
  await store.dialogues.write(dialogue);
  await store.dialogues.write({ ...dialogue, id: other });
  register = new Y.Doc();
  faults = {};
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

/** The disk, with faults put in front of it. */
function faultyFiles(): PaperFiles {
  const files = paperFiles(join(dir, 'papers'));
  return new Proxy(files, {
    get(target, name: keyof PaperFiles) {
      return async (...values: never[]) => {
        const error = faults[name]?.();
        if (error) throw error;
        return Reflect.apply(target[name], target, values);
      };
    },
  });
}

/** The routes as a new process would make them: nothing is remembered but the disk. */
function apiAs(role: Role, dialogueId = id) {
  const session = sessionAs(role, dialogueId);
  const relay = { read: async () => Y.encodeStateAsUpdate(register) };
  const papers = createPaperStore({ files: faultyFiles(), book: store.papers });
  const app = factory
    .createApp()
    .use(async (c, next) => {
      c.set('session', session);
      await next();
    })
    .route(
      '/dialogues',
      paperRoutes({ store, papers, audit: silentAudit, relay: { ...neverCalled, ...relay } }),
    )
    .onError((error, c) => {
      if (error instanceof Refusal) return c.json({ error: error.code }, error.status);
      return c.json({ error: String(error) }, 500);
    });
  const path = (hash: string, of = id) => `/dialogues/${of}/papers/${hash}`;
  return {
    offset: (hash: string, of = id) => app.request(`${path(hash, of)}/offset`),
    get: (hash: string, of = id) => app.request(path(hash, of)),
    patch: (hash: string, offset: number, size: number, bytes: Uint8Array, of = id) =>
      app.request(path(hash, of), {
        method: 'PATCH',
        headers: { 'upload-offset': String(offset), 'upload-length': String(size) },
        body: Uint8Array.from(bytes),
      }),
  };
}

const neverCalled = {
  connect: () => undefined,
  write: async () => undefined,
  seal: async () => new Map<string, Uint8Array>(),
  unseal: () => undefined,
  onStored: () => () => undefined,
  disconnect: () => undefined,
  close: async () => undefined,
};

type TestApi = ReturnType<typeof apiAs>;

/** Sends a file from where the server stands to the end, or up to `until`; the last answer. */
async function send(api: TestApi, bytes: Uint8Array, until = bytes.length, hash = hashOf(bytes)) {
  let answer = await api.offset(hash);
  for (;;) {
    const state: { offset: number; whole: boolean } = await answer.clone().json();
    if (!answer.ok || state.whole || state.offset >= until) return answer;
    const end = Math.min(state.offset + paperChunkBytes, until);
    answer = await api.patch(hash, state.offset, bytes.length, bytes.subarray(state.offset, end));
  }
}

const codeOf = async (answer: Response) => {
  const body: { error?: string } = await answer.json();
  return `${answer.status} ${body.error}`;
};

function nameInRegister(hash: string): void {
  addPaper(register, {
    id: 'paper0000001',
    hash,
    type: 'image/jpeg',
    size: 1,
    width: 1,
    height: 1,
    addedAt: '2026-11-25T02:00:00.000Z',
    addedBy: 'Thư ký',
    petitionId: '',
    state: 'waiting',
    note: '',
  });
}

describe('papers on the server', () => {
  test('a paper sent in steps over a restart is whole, verified and served with its type', async () => {
    const hash = hashOf(large);
    await send(apiAs('recorder'), large, 300_000);
    expect(await (await apiAs('recorder').offset(hash)).json()).toEqual({ offset: 300_000, whole: false });
    expect((await apiAs('chair').get(hash)).status).toBe(404);
    expect(await (await send(apiAs('recorder'), large)).json()).toEqual({
      offset: large.length,
      whole: true,
    });

    const answer = await apiAs('chair').get(hash);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(large);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(readFileSync(join(dir, 'papers', hash.slice(0, 2), hash))).toEqual(Buffer.from(large));
    expect(readdirSync(join(dir, 'papers', 'parts'))).toEqual([]);
  });

  test('a second device with the same bytes sends none of them', async () => {
    await send(apiAs('recorder'), plainJpeg);
    const hash = hashOf(plainJpeg);
    expect(await (await apiAs('organizer').offset(hash)).json()).toMatchObject({ whole: true });
  });

  test('a step that is not the next one is refused, and two at once are taken one after another', async () => {
    const api = apiAs('recorder');
    const hash = hashOf(large);
    const first = large.subarray(0, 1000);
    const answers = await Promise.all([
      api.patch(hash, 0, large.length, first),
      api.patch(hash, 0, large.length, first),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await codeOf(await api.patch(hash, 2000, large.length, first))).toBe('409 paperOffset');
    expect(await (await api.offset(hash)).json()).toEqual({ offset: 1000, whole: false });
  });

  test('roles without the act, and papers of another dialogue, get nothing', async () => {
    await send(apiAs('recorder'), plainJpeg);
    const hash = hashOf(plainJpeg);
    for (const role of ['screen', 'public'] as const) {
      expect(await codeOf(await apiAs(role).patch(hash, 0, 10, ascii('0123456789')))).toBe('403 notAllowed');
      expect(await codeOf(await apiAs(role).get(hash))).toBe('403 notAllowed');
      expect(await codeOf(await apiAs(role).offset(hash))).toBe('403 notAllowed');
    }
    expect(await codeOf(await apiAs('chair').patch(hash, 0, 10, ascii('0123456789')))).toBe('403 notAllowed');
    expect(await codeOf(await apiAs('recorder', other).get(hash, id))).toBe('404 notFound');
    expect(await codeOf(await apiAs('recorder', other).get(hash, other))).toBe('404 notFound');
    expect(await (await apiAs('recorder', other).offset(hash, other)).json()).toMatchObject({ offset: 0 });
    expect(await codeOf(await apiAs('organizer').get('..%2F..%2Fdoithoai.sqlite'))).toBe('404 notFound');
  });

  test('bytes that are not of their hash are thrown away, and the device starts anew', async () => {
    const hash = hashOf(large);
    const wrong = Uint8Array.from(large);
    wrong[350_000] = 0x56;
    expect(await codeOf(await send(apiAs('recorder'), wrong, large.length, hash))).toBe('409 paperBroken');
    expect(await (await apiAs('recorder').offset(hash)).json()).toEqual({ offset: 0, whole: false });
    expect((await apiAs('recorder').get(hash)).status).toBe(404);
    expect(await (await send(apiAs('recorder'), large)).json()).toMatchObject({ whole: true });
  });

  test('what is no paper, still carries metadata or is too large is not stored', async () => {
    const api = apiAs('recorder');
    const refused: [Uint8Array, string][] = [
      [ascii('<!doctype html><script>alert(1)</script>'), '415 notPaper'],
      [ascii('<svg xmlns="http://www.w3.org/2000/svg"/>'), '415 notPaper'],
      [phoneJpeg(plainJpeg), '415 paperMetadata'],
      [talkativePdf(), '415 paperMetadata'],
      [joinBytes([png(4, 4), ascii(secret)]), '415 paperMetadata'],
    ];
    for (const [bytes, code] of refused) {
      expect(await codeOf(await send(api, bytes))).toBe(code);
      expect((await api.get(hashOf(bytes))).status).toBe(404);
      expect(existsSync(join(dir, 'papers', hashOf(bytes).slice(0, 2), hashOf(bytes)))).toBe(false);
    }
    const first = large.subarray(0, 10);
    expect(await codeOf(await api.patch(hashOf(large), 0, maxPaperBytes + 1, first))).toBe(
      '413 paperTooLarge',
    );
    expect(await codeOf(await api.patch(hashOf(large), 0, 5, first))).toBe('400 badInput');
    expect((await api.patch(hashOf(large), 0, large.length, large)).status).toBe(413);
    expect(await (await send(api, cleanPaper(talkativePdf())?.bytes ?? large)).json()).toMatchObject({
      whole: true,
    });
  });

  test('a full disk loses nothing: the upload goes on where it stood', async () => {
    const full = () => Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    const hash = hashOf(large);
    await send(apiAs('recorder'), large, 300_000);
    faults.append = full;
    expect(await codeOf(await send(apiAs('recorder'), large))).toBe('507 storeFull');
    faults = { keep: full };
    expect(await codeOf(await send(apiAs('recorder'), large))).toBe('507 storeFull');
    expect(await (await apiAs('recorder').offset(hash)).json()).toEqual({
      offset: large.length,
      whole: false,
    });
    faults = {};
    const last = await apiAs('recorder').patch(hash, large.length, large.length, new Uint8Array(0));
    expect(await last.json()).toEqual({ offset: large.length, whole: true });
    expect(new Uint8Array(await (await apiAs('recorder').get(hash)).arrayBuffer())).toEqual(large);
  });

  test('a frozen dialogue takes no new paper, but those that its register names', async () => {
    await send(apiAs('recorder'), large, 300_000);
    await store.dialogues.write({ ...dialogue, state: 'frozen' });
    expect(await codeOf(await send(apiAs('recorder'), large))).toBe('409 alreadyFrozen');
    nameInRegister(hashOf(large));
    expect(await (await send(apiAs('recorder'), large)).json()).toMatchObject({ whole: true });
    expect(await codeOf(await send(apiAs('recorder'), plainJpeg))).toBe('409 alreadyFrozen');
  });

  test('a dialogue has room for so much; another dialogue is not touched by it', async () => {
    const row = { type: 'image/jpeg' as const, size: 4 * 1024 ** 3 - 100, storedAt: '' };
    await store.papers.add({ ...row, dialogueId: id, hash: 'e'.repeat(64) });
    expect(await codeOf(await send(apiAs('recorder'), plainJpeg))).toBe('409 papersFull');
    expect((await send(apiAs('recorder', other), plainJpeg)).status).toBe(404);
  });

  test('a file that was changed on the disk is not served', async () => {
    await send(apiAs('recorder'), plainJpeg);
    const hash = hashOf(plainJpeg);
    writeFileSync(join(dir, 'papers', hash.slice(0, 2), hash), '<html>');
    expect((await apiAs('recorder').get(hash)).status).toBe(404);
  });

  test('parts that nobody finishes are removed after their time', async () => {
    await send(apiAs('recorder'), large, 300_000);
    const files = paperFiles(join(dir, 'papers'));
    await files.removeOldParts(Date.now() - 60_000);
    expect(await files.partSize(`${id}-${hashOf(large)}`)).toBe(300_000);
    await files.removeOldParts(Date.now() + 60_000);
    expect(await files.partSize(`${id}-${hashOf(large)}`)).toBe(0);
  });
});
