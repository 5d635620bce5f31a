import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createAudit, verifyAudit } from '../../../server/privacy/audit.ts';
import { AuditError } from '../../../server/privacy/contract.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import { raisePetition } from '../../../shared/docs/board.ts';
import { addAttendee, setPetitioner } from '../../../shared/docs/register.ts';
import { newId } from '../../../shared/ids.ts';
import type { AuditAct, AuditRow, AuditVerdict } from '../../../shared/privacy.ts';
import { readZip } from '../documents/zip.ts';
import { freezeStand } from '../freeze/stand.ts';
import { type Office, openOffice } from './kit.ts';

const official = { id: 'session00001', name: 'Lê Văn Phòng', role: 'organizer' };

describe('the chain', () => {
  async function withRows(count: number) {
    const stand = await freezeStand();
    const audit = createAudit({ book: stand.store.audit, key: stand.key });
    for (let n = 0; n < count; n += 1)
      await audit.note(official, { act: 'export', dialogueId: 'dialogue0001', about: { file: `${n}.csv` } });
    const tamper = async (sql: string) => {
      const { openDatabase } = await import('../../../server/store/sqlite/database.ts');
      const database = openDatabase(stand.dir);
      database.exec(sql);
      database.close();
    };
    return { ...stand, audit, tamper, verdict: () => verifyAudit(stand.store, [stand.key.publicKey]) };
  }

  test('is whole as it was written, and empty when nothing was', async () => {
    const stand = await withRows(0);
    expect(await stand.verdict()).toEqual({ whole: true, rows: 0, head: null, problems: [] });
    await stand.audit.note(official, { act: 'readAudit', dialogueId: '' });
    const verdict = await stand.verdict();
    expect(verdict).toMatchObject({ whole: true, rows: 1, problems: [] });
    expect(verdict.head?.seq).toBe(1);
    await stand.close();
  });

  test('the store refuses to change, remove, replace or insert rows, and to move the head', async () => {
    const stand = await withRows(3);
    for (const sql of [
      `UPDATE audit SET name = 'x' WHERE seq = 2`,
      'DELETE FROM audit WHERE seq = 3',
      'INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 2',
      `INSERT INTO audit SELECT 9, at, session_id, name, folded, role, act, dialogue_id, about, previous, 'h', public_key, signature FROM audit WHERE seq = 1`,
      'DELETE FROM audit_head',
      'UPDATE audit_head SET seq = 1',
      'INSERT OR REPLACE INTO audit_head SELECT * FROM audit_head',
    ])
      await expect(stand.tamper(sql), sql).rejects.toThrow(/audit log/);
    expect(await stand.verdict()).toMatchObject({ whole: true, rows: 3 });
    await stand.close();
  });

  test.each([
    ['a changed word', `UPDATE audit SET about = '{"file":"x"}' WHERE seq = 2`, { kind: 'changed', seq: 2 }],
    ['a changed person', `UPDATE audit SET name = 'Người khác' WHERE seq = 3`, { kind: 'changed', seq: 3 }],
    ['a row taken out', 'DELETE FROM audit WHERE seq = 2', { kind: 'gap', seq: 3 }],
    ['the tail cut off', 'DELETE FROM audit WHERE seq >= 3', { kind: 'cut', seq: 2 }],
    ['all rows taken out', 'DELETE FROM audit', { kind: 'cut', seq: 0 }],
    ['the head taken away', 'DELETE FROM audit_head', { kind: 'cut', seq: 4 }],
    [
      'the tail cut off and a row put up as head',
      `DELETE FROM audit WHERE seq >= 3; UPDATE audit_head SET seq = 2,
         hash = (SELECT hash FROM audit WHERE seq = 2), signature = (SELECT signature FROM audit WHERE seq = 2)`,
      { kind: 'signature', seq: 2 },
    ],
  ])('%s is seen by who drops the triggers, too', async (_what, sql, problem) => {
    const stand = await withRows(4);
    const triggers = ['kept', 'fixed', 'once', 'head_kept', 'head_forward', 'head_once'];
    await stand.tamper(triggers.map((name) => `DROP TRIGGER audit_${name};`).join(' ') + sql);
    const verdict = await stand.verdict();
    expect(verdict.whole).toBe(false);
    expect(verdict.problems).toContainEqual(problem);
    await stand.close();
  });

  test('a log that another key wrote is none of this office, and an erasure without a row is seen', async () => {
    const stand = await withRows(2);
    expect(await verifyAudit(stand.store, ['00'.repeat(32)])).toMatchObject({ whole: false });
    await stand.store.erasures.begin(
      {
        id: 'secretly0001',
        at: '2026-11-26',
        ground: 'request',
        requestedOn: '2026-11-26',
        note: '',
        doneAt: '',
      },
      [],
    );
    expect((await stand.verdict()).problems).toEqual([{ kind: 'erasureMissing', seq: 2 }]);
    await stand.close();
  });

  test('what was noted for a session today is not noted again; a full store says so', async () => {
    const stand = await withRows(0);
    let at = new Date('2026-11-26T01:00:00Z');
    const audit = createAudit({ book: stand.store.audit, key: stand.key, now: () => at });
    const register = { act: 'register', dialogueId: 'dialogue0001' } as const;
    for (let n = 0; n < 5; n += 1) await audit.noteOnce(official, register);
    await audit.noteOnce({ ...official, id: 'session00002' }, register);
    at = new Date('2026-11-27T01:00:00Z');
    await audit.noteOnce(official, register);
    expect((await stand.verdict()).rows).toBe(3);
    await stand.tamper(`CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END`);
    await expect(audit.note(official, register)).rejects.toThrow(AuditError);
    await expect(audit.noteOnce({ ...official, id: 'session00003' }, register)).rejects.toThrow(AuditError);
    // Nobody was noted, so nothing is taken for noted.
    await stand.tamper('DROP TRIGGER full');
    await audit.noteOnce({ ...official, id: 'session00003' }, register);
    expect((await stand.verdict()).rows).toBe(4);
    await stand.close();
  });

  test('a store that is opened again goes on where it was', async () => {
    const stand = await withRows(2);
    const again = await openSqliteStore(stand.dir, createUpdateLog);
    await createAudit({ book: again.audit, key: stand.key }).note(official, {
      act: 'readAudit',
      dialogueId: '',
    });
    expect(await verifyAudit(again, [stand.key.publicKey])).toMatchObject({ whole: true, rows: 3 });
    await again.close();
    await stand.close();
  });
});

describe('what is noted', () => {
  let office: Office;
  let dialogueId = '';
  let recordId = '';
  let petitionId = '';
  let recorder = '';
  const citizen = 'Trần Thị Gấm Hoa';

  beforeAll(async () => {
    office = await openOffice();
    dialogueId = (await office.dialogue()).id;
    recorder = await office.enter('recorder', dialogueId, 'Phạm Thư Ký');
    const [board, register] = [
      await office.peer(dialogueId, 'board', recorder),
      await office.peer(dialogueId, 'register', recorder),
    ];
    petitionId = newId();
    raisePetition(board.doc, petitionId, 'Phạm Thư Ký', new Date().toISOString(), {
      content: 'Đường vào thôn lầy lội',
      field: 'Giao thông',
    });
    setPetitioner(register.doc, petitionId, { name: citizen, phone: '0912345678' });
    addAttendee(register.doc, {
      id: newId(),
      name: citizen,
      title: '',
      village: 'Hào Lý',
      group: '',
      category: 'poor',
      phone: '',
      present: true,
      walkIn: false,
      checkedInAt: '',
    });
    await vi.waitFor(
      async () => {
        const page = await (await office.request('GET', '/search?q=gam%20hoa')).text();
        if (!page.includes(petitionId)) throw new Error('not indexed yet');
      },
      { timeout: 20_000 },
    );
    recordId = (await office.freeze(dialogueId)).id;
  }, 60_000);
  afterAll(() => office?.close());

  const rows = async (act: AuditAct) => {
    const page = await office.call<{ rows: AuditRow[] }>('GET', '/privacy/audit');
    return page.rows.filter((row) => row.act === act);
  };

  test('the register, once for each session, with who it was', async () => {
    await office.peer(dialogueId, 'register', recorder);
    await office.peer(dialogueId, 'register', recorder);
    const opened = (await rows('register')).filter(({ role }) => role === 'recorder');
    expect(opened).toHaveLength(1);
    expect(opened[0]).toMatchObject({ name: 'Phạm Thư Ký', role: 'recorder', dialogueId });
  });

  test('a search that finds by name, with the petitions and not the name; another search is not', async () => {
    await office.call('GET', '/search?q=gam hoa', undefined, recorder);
    await office.call('GET', '/search?q=gam', undefined, recorder);
    await office.call('GET', '/search?q=lay loi', undefined, recorder);
    const found = (await rows('searchedNames')).filter(({ role }) => role === 'recorder');
    expect(found).toHaveLength(1);
    expect(found[0]?.about).toEqual({ petitions: [petitionId] });
  });

  test('records, documents and exports with names; what names nobody is not', async () => {
    const paths = [
      `/freezes/${recordId}`,
      `/freezes/${recordId}/record.json`,
      `/freezes/${recordId}/petitions.xlsx`,
      `/freezes/${recordId}/petitions.csv`,
      `/freezes/${recordId}/documents/minutes.docx`,
      `/dialogues/${dialogueId}/documents/attendance.docx`,
      `/dialogues/${dialogueId}/petitions/${petitionId}/follow-up/note.docx`,
      `/dialogues/${dialogueId}/documents/notice.docx`,
      `/freezes/${recordId}/record.json?personal=0`,
      '/office',
    ];
    for (const path of paths)
      expect((await office.request('GET', path, undefined, recorder)).status, path).toBe(200);
    for (const path of [`/freezes/${recordId}/session.zip`, `/freezes/${recordId}/session.json`])
      await (await office.request('GET', path)).arrayBuffer();
    // Who takes a file reads in it that it has personal data: in the file, or where it has no place, in its name.
    const taken = async (path: string) => {
      const answer = await office.request('GET', path, undefined, recorder);
      return [
        answer.headers.get('content-disposition') ?? '',
        Buffer.from(await answer.arrayBuffer()),
      ] as const;
    };
    const personal = 'co-du-lieu-ca-nhan';
    expect((await taken(`/freezes/${recordId}/petitions.csv`))[0]).toContain(personal);
    expect((await taken(`/freezes/${recordId}/record.json`))[0]).toContain(personal);
    expect((await taken(`/freezes/${recordId}/record.json?personal=0`))[0]).not.toContain(personal);
    const [, sheet] = await taken(`/freezes/${recordId}/petitions.xlsx`);
    const remark = readZip(sheet).files.get('xl/worksheets/sheet2.xml') ?? '';
    expect(remark).toMatch(/Tệp này có dữ liệu cá nhân: .*xuất bởi Phạm Thư Ký, lúc/);
    const files = async (act: AuditAct) => (await rows(act)).map(({ about }) => about.file).sort();
    expect(await files('export')).toEqual([
      'petitions.csv',
      'petitions.csv',
      'petitions.xlsx',
      'petitions.xlsx',
      'record.json',
      'record.json',
      'session.json',
      'session.zip',
    ]);
    expect(await files('document')).toEqual(['attendance.docx', 'minutes.docx', 'note.docx']);
    expect(await rows('record')).toHaveLength(1);
  });

  test('only the organizer reads it, and reading is noted; the file holds it too; no citizen is in it', async () => {
    for (const role of ['recorder', 'chair', 'screen', 'public'] as const) {
      const cookie = role === 'recorder' ? recorder : await office.enter(role, dialogueId, 'Ai đó');
      for (const [method, path] of [
        ['GET', '/privacy/audit'],
        ['GET', '/privacy/audit.csv'],
        ['GET', '/privacy/audit/verdict'],
        ['GET', '/privacy/erasures'],
        ['GET', '/privacy/retention'],
        ['POST', '/privacy/people'],
        ['POST', '/privacy/erasures'],
        ['POST', '/privacy/erasures/plan'],
        ['PUT', '/privacy/retention'],
        ['GET', `/privacy/dialogues/${dialogueId}/plan`],
        ['POST', `/privacy/dialogues/${dialogueId}/erasure`],
      ] as const) {
        const body = method === 'GET' ? undefined : {};
        expect((await office.request(method, path, body, cookie)).status, `${role} ${path}`).toBe(403);
      }
    }
    expect(await rows('readAudit')).toHaveLength(1);
    const file = await (await office.request('GET', '/privacy/audit.csv')).text();
    expect(file).toContain('Xuất tệp có dữ liệu cá nhân');
    expect(file).not.toContain('Gấm');
    const page = await (await office.request('GET', '/privacy/audit')).text();
    expect(page).not.toContain('Gấm');
    const verdict = await office.call<AuditVerdict>('GET', '/privacy/audit/verdict');
    expect(verdict).toMatchObject({ whole: true, problems: [] });
  });

  test('filters by dialogue and by the official', async () => {
    const ask = async (query: string) =>
      (await office.call<{ rows: AuditRow[] }>('GET', `/privacy/audit?${query}`)).rows;
    const ofThu = await ask('who=thu%20ky');
    expect(ofThu.length).toBeGreaterThan(0);
    expect(ofThu.every(({ name }) => name === 'Phạm Thư Ký')).toBe(true);
    expect((await ask(`dialogue=${dialogueId}`)).every((row) => row.dialogueId === dialogueId)).toBe(true);
    expect(await ask('dialogue=nosuch')).toEqual([]);
  });

  test('when the log cannot be written nothing leaves', async () => {
    office.sql(`CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END`);
    const late = await office.enter('recorder', dialogueId, 'Thư ký thứ hai');
    try {
      for (const path of [
        `/freezes/${recordId}`,
        `/freezes/${recordId}/record.json`,
        `/freezes/${recordId}/petitions.csv`,
        `/freezes/${recordId}/documents/minutes.docx`,
        `/dialogues/${dialogueId}/documents/attendance.docx`,
        '/search?q=gam%20hoa',
      ]) {
        const answer = await office.request('GET', path, undefined, late);
        const text = await answer.text();
        expect([answer.status, JSON.parse(text)], path).toEqual([507, { error: 'auditNotWritten' }]);
      }
      expect((await office.request('GET', `/freezes/${recordId}/session.zip`)).status).toBe(507);
      expect((await office.request('POST', '/privacy/people', { name: 'gấm hoa' })).status).toBe(507);
      const WebSocket = (await import('ws')).default;
      const refused = (room: string) =>
        new Promise<number>((resolve) => {
          const socket = new WebSocket(`${office.url().replace('http', 'ws')}/sync/${dialogueId}/${room}`, {
            headers: { cookie: late, origin: office.url() },
          });
          socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
          socket.on('open', () => {
            resolve(101);
            socket.close();
          });
          socket.on('error', () => undefined);
        });
      expect(await refused('register')).toBe(503);
      // What holds no names stays open: the hall goes on.
      expect(await refused('board')).toBe(101);
    } finally {
      office.sql('DROP TRIGGER full');
    }
    expect((await office.request('GET', `/freezes/${recordId}`, undefined, late)).status).toBe(200);
  });
});
