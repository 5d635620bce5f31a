import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCommune } from '../../server/move/commune.ts';
import { openTargetFolder } from '../../server/move/folder.ts';
import { moveHall } from '../../server/move/move.ts';
import { openDatabase } from '../../server/store/postgres/open.ts';
import { readKeySeal } from '../../server/tenants/key-seal.ts';
import { type ArrivedCounts, type ArrivedList, erasedText } from '../../shared/escalation.ts';
import { addWorkingDays, dayInVietnam } from '../../shared/working-days.ts';
import { dataFolder } from '../e2e/server.ts';
import { openWorkHall } from '../server/work/hall.ts';
import type { Answer } from './kit.ts';
import { escalated, nameCitizen, openSuperior, type Superior, type TestCommune } from './superior.ts';

/*
 * A petition goes to the superior of the installation and its answer comes back, over HTTP, as each of the two and as
 * everybody else would have it. The steps build on each other.
 */
const today = dayInVietnam(new Date());
const due = addWorkingDays(today, 8, []);
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const citizen = { name: 'A Lăng Thiết', phone: '0905123456' };
const answering = {
  text: 'Đã bố trí vốn làm đường trong quý IV.',
  number: '88/UBND-KT',
  date: today,
  file: null,
};

let province: Superior;
let mot: TestCommune;
let hai: TestCommune;
let ba: TestCommune;
let huyen: TestCommune;
let chair = '';
let road = '';
let water = '';

const said = ({ status, text }: Answer) => ({ status, ...(status >= 400 ? JSON.parse(text) : {}) });
const list = (commune = huyen, query = '') => commune.get<ArrivedList>(`/escalations${query}`);
const counts = (commune: TestCommune) => commune.get<ArrivedCounts>('/escalations/waiting');
const send = (commune: TestCommune, id: string, more: object = {}) =>
  commune.call('POST', `/dialogues/${commune.hall.dialogueId}/escalations`, {
    json: { petition: { id, state: 'escalated' }, number: '12/PC-UBND', date: today, ...more },
  });
const atHome = (what: string, id: string, json?: unknown, commune = mot) =>
  commune.call('POST', `/dialogues/${commune.hall.dialogueId}/escalations/${id}/${what}`, { json });
const atSuperior = (what: string, id: string, json?: unknown, commune = huyen, cookie?: string) =>
  commune.call('POST', `/escalations/${id}/${what}`, { json, ...(cookie && { cookie }) });
const stateOf = async (id: string) => (await mot.followed(id)).escalation?.acts.map(({ kind }) => kind);

beforeAll(async () => {
  province = await openSuperior();
  ({ mot, hai, ba, huyen } = province.communes);
  chair = await huyen.enter('chair', 'Trần Chủ Tịch');
  road = await escalated(mot, {
    ...citizen,
    content: 'A Lăng Thiết (0905123456) xin mở đường vào rẫy',
    dueDate: due,
    category: 'poor',
  });
  water = await escalated(mot, {
    name: 'Y Bích Hoa',
    phone: '',
    content: 'Xin làm thủy lợi',
    dueDate: '2026-01-05',
  });
}, 240_000);
afterAll(() => province?.close());

describe('a petition that goes to the superior', { timeout: 60_000 }, () => {
  test('arrives without its citizen, at the superior only, and is noted as sent', async () => {
    expect(said(await send(mot, road))).toEqual({ status: 204 });
    const { petitions, communes, today: day } = await list();
    expect(day).toBe(today);
    expect(communes.map(({ name }) => name).sort()).toEqual(['Xã Sa Loong', 'Xã Đắk Kan'].sort());
    expect(petitions).toEqual([
      {
        id: expect.any(String),
        from: 'mot',
        fromName: 'Xã Sa Loong',
        to: 'huyen',
        number: 'KN-01',
        dialogue: 'Đối thoại với hội viên Hội Nông dân',
        field: 'Xây dựng nông thôn mới',
        village: 'Đăk Vang',
        category: 'poor',
        content: expect.stringMatching(/xin mở đường vào rẫy$/),
        dueDate: due,
        sheetNumber: '12/PC-UBND',
        sheetDate: today,
        sentAt: expect.stringMatching(/^20/),
        sentBy: 'Lê Văn Phòng',
        acts: [],
      },
    ]);
    expect(JSON.stringify(petitions)).not.toMatch(/Thiết|0905/);
    const own = await mot.followed(road);
    expect(own.sent).toEqual({ number: '12/PC-UBND', date: today });
    expect(own.escalation).toMatchObject({ toName: 'UBND huyện Ngọc Hồi', dueDate: due, acts: [] });
    expect(own.book.map(({ event }) => event.act.kind)).toEqual(['sent']);
    const audit = await mot.get<{ rows: { act: string; about: object }[] }>('/privacy/audit');
    expect(audit.rows.find(({ act }) => act === 'escalated')?.about).toEqual({ petition: road });
  });

  test('is sent once, however often it is asked for', async () => {
    const again = await Promise.all([
      send(mot, road),
      send(mot, road, { number: '13/PC-UBND' }),
      send(mot, road),
    ]);
    expect(again.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect((await list()).petitions).toHaveLength(1);
    expect((await mot.followed(road)).book).toHaveLength(1);
  });

  test('is seen by nobody else, and nobody without a superior sends', async () => {
    for (const other of [mot, hai, ba]) expect((await list(other, '?ended=1')).petitions).toEqual([]);
    expect(await counts(huyen)).toEqual({ shown: true, waiting: 1, overdue: 0 });
    for (const other of [mot, hai, ba])
      expect(await counts(other)).toEqual({ shown: false, waiting: 0, overdue: 0 });
    const [{ id = '' } = {}] = (await list()).petitions;
    for (const other of [hai, ba, mot])
      for (const [what, json] of [
        ['receiving', undefined],
        ['answering', answering],
        ['declining', { reason: 'khác' }],
      ] as const)
        expect(said(await atSuperior(what, id, json, other)).error, what).toBe('notFound');
    const alone = await escalated(ba, { name: '', phone: '', content: 'Xin cấp đất', dueDate: due });
    expect(said(await send(ba, alone))).toEqual({ status: 409, error: 'noSuperior' });
    expect((await ba.followed(alone)).sent, 'nothing is noted').toBeNull();
    expect((await ba.get<{ superior: string }>('/follow-up')).superior).toBe('');
    expect((await mot.get<{ superior: string }>('/follow-up')).superior).toBe('UBND huyện Ngọc Hồi');
  });

  test('is refused with what is wrong: no sheet, another state, another dialogue, another role, another site', async () => {
    expect(said(await send(mot, water, { number: '' }))).toMatchObject({
      error: 'notReady',
      problems: ['paper'],
    });
    expect(said(await send(mot, water, { date: '2999-01-01' }))).toMatchObject({ problems: ['paper'] });
    const stale = { petition: { id: water, state: 'deferred' } };
    expect(said(await send(mot, water, stale)).error).toBe('changedMeanwhile');
    expect(said(await send(mot, water, { petition: { id: '../x', state: 'escalated' } })).error).toBe(
      'badInput',
    );
    const elsewhere = await mot.call('POST', '/dialogues/nodialogue01/escalations', {
      json: { petition: { id: water, state: 'escalated' }, number: '1', date: today },
    });
    expect(elsewhere.status).toBe(404);
    for (const role of ['recorder', 'chair', 'officer', 'village', 'reviewer'] as const) {
      const cookie = role === 'officer' || role === 'village' ? '' : await mot.enter(role, 'Người Khác');
      const path = `/dialogues/${mot.hall.dialogueId}/escalations`;
      const { status } = await mot.call('POST', path, { cookie, json: {} });
      expect([role, status]).toEqual([role, cookie ? 403 : 401]);
    }
    const foreign = await mot.call('POST', `/dialogues/${mot.hall.dialogueId}/escalations`, {
      json: { petition: { id: water, state: 'escalated' }, number: '1', date: today },
      headers: { origin: 'http://elsewhere.example' },
    });
    expect(said(foreign).error).toBe('badOrigin');
    expect((await list()).petitions).toHaveLength(1);
  });

  test('is received and answered with a file by organizer or chair, after what is missing was said', async () => {
    const [{ id = '' } = {}] = (await list()).petitions;
    const recorder = await huyen.enter('recorder', 'Phạm Thư Ký');
    for (const path of ['/escalations', '/escalations/waiting'])
      expect((await huyen.call('GET', path, { cookie: recorder })).status).toBe(403);
    expect((await atSuperior('receiving', id, undefined, huyen, recorder)).status).toBe(403);
    expect((await atSuperior('receiving', id, undefined, huyen, chair)).status).toBe(204);
    expect((await atSuperior('receiving', id)).status, 'once more').toBe(204);
    expect((await mot.followed(road)).escalation?.acts).toMatchObject([
      { kind: 'received', by: 'Trần Chủ Tịch' },
    ]);

    const wrong = async (json: object) =>
      said(await atSuperior('answering', id, { ...answering, ...json })).problems;
    expect(await wrong({ number: '' })).toEqual(['paper']);
    expect(await wrong({ date: '' })).toEqual(['paper']);
    expect(await wrong({ date: '2999-01-01' })).toEqual(['paper']);
    expect(await wrong({ text: '' })).toEqual(['answer']);
    expect(await wrong({ file: { hash: '0'.repeat(64), type: 'application/pdf', size: 1 } })).toEqual([
      'file',
    ]);
    expect(said(await atSuperior('declining', id, { reason: '' })).problems).toEqual(['reason']);
    expect(said(await atSuperior('answering', id, { text: 1 })).error).toBe('badInput');

    const upload = (body: Buffer, commune = huyen) =>
      commune.call('POST', `/escalation-files/${id}`, { body });
    expect(said(await upload(Buffer.from('không phải PDF'))).error).toBe('notAnswer');
    expect(said(await upload(Buffer.alloc(15 * 1024 * 1024 + 1))).error).toBe('answerTooLarge');
    for (const other of [mot, hai, ba]) expect((await upload(pdf, other)).status).toBe(404);
    const file = JSON.parse((await upload(pdf)).text);
    expect(
      said(await huyen.call('GET', `/escalation-files/${id}/${file.hash}`)),
      'not named yet',
    ).toMatchObject({
      status: 404,
    });
    const json = { ...answering, text: `${answering.text} Liên hệ 0912345678.`, file };
    expect((await atSuperior('answering', id, json)).status).toBe(204);
    expect((await atSuperior('answering', id, json)).status, 'once more').toBe(204);
    expect(said(await atSuperior('answering', id, { ...json, number: '89/UBND' })).error).toBe(
      'escalationOver',
    );
    expect(said(await atSuperior('declining', id, { reason: 'khác' })).error).toBe('escalationOver');
    expect(await stateOf(road)).toEqual(['received', 'answered']);
    const [, answer] = (await mot.followed(road)).escalation?.acts ?? [];
    expect(answer).toMatchObject({ number: '88/UBND-KT', date: today, file, by: 'Lê Văn Phòng' });
    expect(answer?.text).not.toContain('0912345678');
    expect(await counts(huyen)).toEqual({ shown: true, waiting: 0, overdue: 0 });

    for (const who of [mot, huyen]) {
      const got = await who.call('GET', `/escalation-files/${id}/${file.hash}`);
      expect([got.status, got.headers['content-disposition']]).toEqual([
        200,
        expect.stringMatching(/^attachment; filename="van-ban-kn-01-[0-9a-f]{8}\.pdf"$/),
      ]);
      expect(got.text).toBe(pdf.toString());
      const audit = await who.get<{ rows: { act: string; about: { answer?: string } }[] }>('/privacy/audit');
      expect(audit.rows.some(({ act, about }) => act === 'answer' && about.answer === file.hash)).toBe(true);
    }
    for (const other of [hai, ba])
      expect((await other.call('GET', `/escalation-files/${id}/${file.hash}`)).status).toBe(404);
    // The chair of the commune that sent it does not take answers in.
    const own = await mot.enter('chair', 'Nguyễn Hữu Bảng');
    expect((await mot.call('GET', `/escalation-files/${id}/${file.hash}`, { cookie: own })).status).toBe(404);
  });

  test('comes back into the book with one press, once, and its citizen can be told', async () => {
    expect(said(await atHome('withdrawing', road, { reason: 'nhầm' })).error).toBe('escalationOver');
    const taken = await Promise.all([atHome('taking', road), atHome('taking', road)]);
    expect(taken.map(({ status }) => status)).toEqual([204, 204]);
    // The table of petitions follows the board within a second.
    await expect.poll(async () => (await mot.followed(road)).state, { timeout: 20_000 }).toBe('replied');
    const own = await mot.followed(road);
    expect(own).toMatchObject({
      state: 'replied',
      place: 'untold',
      replyNumber: '88/UBND-KT',
      replyDate: today,
    });
    expect(own.answer).toContain('Đã bố trí vốn');
    expect(await stateOf(road)).toEqual(['received', 'answered', 'taken']);
    const files = own.book.flatMap(({ event }) =>
      'file' in event.act && event.act.file ? [event.act.file.hash] : [],
    );
    const [hash = ''] = files;
    expect(files).toHaveLength(1);
    expect(own.book.at(-1)?.event.by).toBe('Lê Văn Phòng');
    const file = await mot.call('GET', `/answer-files/${mot.hall.dialogueId}/${road}/${hash}`);
    expect(file.text).toBe(pdf.toString());
    expect((await list()).petitions).toEqual([]);
    expect((await list(huyen, '?ended=1')).petitions.map(({ acts }) => acts.at(-1)?.kind)).toEqual(['taken']);
  });

  test('is declined or withdrawn with a reason, and goes out again; what is late is late to both', async () => {
    expect((await send(mot, water)).status).toBe(204);
    expect(await counts(huyen)).toEqual({ shown: true, waiting: 1, overdue: 1 });
    const first = (await list()).petitions[0]?.id ?? '';
    expect((await atSuperior('declining', first, { reason: 'Thuộc thẩm quyền Sở Nông nghiệp' })).status).toBe(
      204,
    );
    expect(said(await atHome('taking', water)).error).toBe('escalationOver');
    expect((await mot.followed(water)).escalation?.acts.at(-1)?.text).toBe('Thuộc thẩm quyền Sở Nông nghiệp');
    expect((await send(mot, water)).status).toBe(204);
    expect(said(await atHome('withdrawing', water, { reason: '' })).problems).toEqual(['reason']);
    expect((await atHome('withdrawing', water, { reason: 'Gửi nhầm cho A Lăng Thiết' })).status).toBe(204);
    const withdrawn = (await list(huyen, '?ended=1')).petitions.find(
      ({ acts }) => acts.at(-1)?.kind === 'withdrawn',
    );
    expect(withdrawn?.acts.at(-1)?.text).not.toContain('Thiết');
    expect(said(await atSuperior('answering', withdrawn?.id ?? '', answering)).error).toBe('escalationOver');
    expect((await send(mot, water)).status).toBe(204);
    expect(await stateOf(water)).toEqual([]);
    expect((await list()).petitions).toHaveLength(1);
  });

  test('an answer and a withdrawal of the same moment do not both stand', async () => {
    const [{ id = '' } = {}] = (await list()).petitions;
    const both = await Promise.all([
      atSuperior('answering', id, answering),
      atHome('withdrawing', water, { reason: 'gửi nhầm' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(await stateOf(water)).toHaveLength(1);
    if ((await stateOf(water))?.[0] === 'withdrawn') {
      await send(mot, water);
      await atSuperior('answering', (await list()).petitions[0]?.id ?? '', answering);
    }
    expect(await stateOf(water)).toEqual(['answered']);
  });

  test('an erasure at the commune reaches what crossed: its words, the superior’s words and file', async () => {
    const content = 'Y Nga Sen xin sửa nhà';
    const house = await escalated(mot, { name: '', phone: '', content, dueDate: due });
    expect((await send(mot, house)).status).toBe(204);
    const crossed = async () =>
      (await list(huyen, '?ended=1')).petitions.find(({ number }) => number === 'KN-03');
    // Nobody knew yet that this is somebody's name.
    expect((await crossed())?.content).toBe(content);
    const id = (await crossed())?.id ?? '';
    const file = JSON.parse((await huyen.call('POST', `/escalation-files/${id}`, { body: pdf })).text);
    const text = 'Y Nga Sen được hỗ trợ 40 triệu đồng';
    expect((await atSuperior('answering', id, { ...answering, text, file })).status).toBe(204);
    await nameCitizen(mot, house, { name: 'Y Nga Sen', phone: '' });
    const done = await mot.call('POST', '/privacy/erasures', {
      json: {
        places: [{ dialogueId: mot.hall.dialogueId, kind: 'petitioner', id: house }],
        ground: 'request',
        requestedOn: today,
        note: '',
      },
    });
    expect([done.status, done.text]).toEqual([201, expect.anything()]);
    const after = await crossed();
    expect(after?.content).toBe('(tên đã xóa) xin sửa nhà');
    expect(after?.acts.at(-1)?.text).toBe(erasedText);
    expect((await huyen.call('GET', `/escalation-files/${id}/${file.hash}`)).status).toBe(404);
    expect((await atHome('taking', house)).status, 'the answer still comes back, without the file').toBe(204);
    await expect.poll(async () => (await mot.followed(house)).answer, { timeout: 20_000 }).toBe(erasedText);
  });

  test('goes to the superior that the installation names now; what was sent before stays with the other', async () => {
    const late = await escalated(mot, { name: '', phone: '', content: 'Xin sửa cầu', dueDate: due });
    const before = (await list(huyen, '?ended=1')).petitions.length;
    expect(province.cli('change', '--id', 'mot', '--superior', 'ba').code).toBe(0);
    // The database knows at once; a process that does not yet is refused, and told.
    await expect.poll(async () => said(await send(mot, late)), { timeout: 20_000 }).toEqual({ status: 204 });
    const there = (await list(ba)).petitions;
    expect(there.map(({ number, fromName }) => [number, fromName])).toEqual([['KN-04', 'Xã Sa Loong']]);
    expect((await mot.followed(late)).escalation?.toName).toBe('Xã Bờ Y');
    expect((await list(huyen, '?ended=1')).petitions).toHaveLength(before);
    expect((await counts(ba)).shown).toBe(true);
    expect((await atSuperior('declining', there[0]?.id ?? '', { reason: 'Thuộc huyện' }, ba)).status).toBe(
      204,
    );
  });
});

describe('beside it', { timeout: 120_000 }, () => {
  test('a commune is moved out only when nothing is under way', async () => {
    const pool = await openDatabase(province.databaseUrl);
    const folder = dataFolder();
    const to = openTargetFolder(folder.dir);
    await province.province.processes[0]?.stop();
    const seal = readKeySeal(null);
    for (const [id, places] of [
      ['mot', ['mot KN-02']],
      ['huyen', ['mot KN-02']],
    ] as const) {
      const from = await openCommune(pool, id, seal);
      await expect(moveHall({ from, to })).rejects.toMatchObject({ code: 'escalated', places });
      await from.close();
    }
    // Who has nothing there goes.
    const from = await openCommune(pool, 'hai', seal);
    expect((await moveHall({ from, to })).how).toBe('moved');
    await from.close();
    await to.close();
    folder.remove();
    pool.close();
  });

  test('a hall of its own has no superior, and says so', async () => {
    const hall = await openWorkHall();
    const ask = async (method: string, path: string, json?: unknown) => {
      const { status, json: answer } = await hall.ask(hall.organizer, method, path, json);
      return { status, error: answer.error };
    };
    const no = { status: 409, error: 'noSuperior' };
    const own = `/dialogues/${hall.dialogueId}/escalations`;
    expect(await ask('GET', '/escalations')).toEqual(no);
    expect(await ask('POST', '/escalations/none/receiving')).toEqual(no);
    expect(await ask('POST', '/escalations/none/answering', answering)).toEqual(no);
    expect(await ask('POST', '/escalation-files/none')).toEqual(no);
    expect(await ask('GET', `/escalation-files/none/${'0'.repeat(64)}`)).toEqual(no);
    const petition = { id: 'petition0001', state: 'escalated' };
    expect(await ask('POST', own, { petition, number: '1', date: today })).toEqual(no);
    expect(await ask('POST', `${own}/petition0001/taking`)).toEqual(no);
    expect(await ask('POST', `${own}/petition0001/withdrawing`, { reason: 'x' })).toEqual(no);
    const waiting = await hall.ask(hall.organizer, 'GET', '/escalations/waiting');
    expect(JSON.parse(waiting.text)).toEqual({ shown: false, waiting: 0, overdue: 0 });
    const followed = await hall.ask(hall.organizer, 'GET', '/follow-up');
    expect(JSON.parse(followed.text)).toMatchObject({ superior: '' });
    await hall.close();
  });
});
