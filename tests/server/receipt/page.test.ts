import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moveTo, setPetition } from '../../../shared/docs/board.ts';
import { mergePetition } from '../../../shared/merging.ts';
import { codeSigns, printCode, readCode } from '../../../shared/receipt/code.ts';
import { readPages } from '../documents/pdf.ts';
import { scanned } from '../documents/scan.ts';
import { mapOf, openWorkHall, type WorkHall } from '../work/hall.ts';

/* A citizen's receipt and the public page that it opens, as whoever holds the slip meets them. */
let hall: WorkHall;
let chair: string;
let village: string;
/** The code of a petition in the archive. */
let kept = '';
const name = 'Y Thị Hương Sen';
const phone = '0905 123 456';

beforeAll(async () => {
  hall = await openWorkHall();
  chair = await hall.enter('chair', 'Nguyễn Hữu Bảng');
  village = await hall.enter('village', 'A Trưởng Thôn', { village: 'Đăk Vang' });
});
afterAll(() => hall?.close());

async function fetchPaper(cookie: string, query = '', format = 'pdf') {
  const response = await fetch(
    `${hall.url}/api/dialogues/${hall.dialogueId}/receipts/receipt.${format}${query}`,
    {
      headers: { cookie },
    },
  );
  return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
}

/** The code printed on the receipt of a petition. */
async function codeOf(id: string): Promise<string> {
  const { status, bytes } = await fetchPaper(chair, `?petition=${id}&sheet=A5`);
  expect(status).toBe(200);
  const words = readPages(bytes).flatMap(({ words }) => words.map(({ text }) => text));
  const code = words.find((word) => new RegExp(`^[${codeSigns}]{5}-[${codeSigns}]{5}$`).test(word));
  if (!code) throw new Error('no code is printed');
  return code;
}

async function look(code: string, more: Record<string, string> = {}) {
  const response = await fetch(`${hall.url}/tra-cuu`, {
    method: 'POST',
    body: new URLSearchParams({ code, ...more }),
  });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers };
}

/** What the page says of a petition, once it says `words`. */
async function shows(code: string, ...words: string[]): Promise<string> {
  let text = '';
  await expect
    .poll(
      async () => {
        text = (await look(code)).text;
        return words.filter((word) => !text.includes(word));
      },
      { timeout: 20_000 },
    )
    .toEqual([]);
  expect(text).not.toContain('Hương Sen');
  expect(text).not.toContain('0905');
  return text;
}

const change = (id: string, values: Parameters<typeof setPetition>[2]) =>
  setPetition(hall.board.doc, mapOf(hall.board.doc, id), values);
const move = (id: string, to: Parameters<typeof moveTo>[2]) =>
  moveTo(hall.board.doc, mapOf(hall.board.doc, id), to, 'Phạm Thị Ghi Chép', new Date().toISOString());

describe('a receipt', () => {
  test('tells number, matter and code but nobody’s name; the code opens the petition while the dialogue goes on', async () => {
    const content = `Gia đình bà ${name}, điện thoại ${phone}, xin vay vốn mua bò.`;
    const id = await hall.raise({ content, name, phone, village: 'Đăk Vang', field: 'Giảm nghèo' });
    const { bytes } = await fetchPaper(chair, `?petition=${id}&sheet=A5`);
    const [page, more] = readPages(bytes);
    expect(more).toBeUndefined();
    expect([page?.width, page?.height].map((side) => Math.round(side ?? 0))).toEqual([148, 210]);
    const text = page?.words.map((word) => word.text).join(' ') ?? '';
    expect(text).toContain(hall.petition(id).number);
    expect(text).toContain('xin vay vốn mua bò');
    expect(text).not.toMatch(/Hương|Sen|0905/);
    const code = await codeOf(id);
    // In the fragment, which no server is told.
    expect(scanned(bytes)).toBe(`${hall.url}/tra-cuu#${code.replace('-', '')}`);
    await shows(code, 'Kiến nghị', hall.petition(id).number, 'vay vốn mua bò', 'Đã tiếp nhận');
    // As it may be typed.
    expect((await look(code.toLowerCase().replace('-', ' '))).status).toBe(200);
  });

  test('four stand on a sheet of A4, and the Word file has them all', async () => {
    for (let n = 0; n < 4; n += 1)
      await hall.raise({ content: `Đường vào thôn hỏng ${n}`, village: 'Hào Lý' });
    const pages = readPages((await fetchPaper(chair)).bytes);
    const texts = pages.map(({ words }) => words.map(({ text }) => text).join(' '));
    expect(pages.length).toBe(2);
    expect(texts[0]?.match(/Mã tra cứu/g)?.length).toBe(4);
    expect(Math.round(pages[0]?.height ?? 0)).toBe(297);
    const word = await fetchPaper(chair, '', 'docx');
    expect(word.status).toBe(200);
    expect(Buffer.from(word.bytes.subarray(0, 2)).toString('latin1')).toBe('PK');
  });

  test('a village head prints those of the own village alone; an officer prints none', async () => {
    const other = await hall.raise({ content: 'Kênh bị sạt', village: 'Hào Lý' });
    const text = readPages((await fetchPaper(village)).bytes)
      .flatMap(({ words }) => words.map((word) => word.text))
      .join(' ');
    expect(text).toContain('KN-01');
    expect(text).not.toContain(hall.petition(other).number);
    expect((await fetchPaper(village, `?petition=${other}`)).status).toBe(404);
    const officer = await hall.enter('officer', 'Trần Công Chức', { unit: 'Văn phòng' });
    expect((await fetchPaper(officer)).status).toBe(403);
  });
});

describe('the public page', () => {
  test('follows a petition to its answer', async () => {
    const id = await hall.raise({
      content: 'Xin làm đường',
      answer: `Xã trả lời bà ${name}: sẽ làm trong quý III.`,
      name,
      village: 'Đăk Vang',
      field: 'Giảm nghèo',
    });
    const code = await codeOf(id);
    // A draft: nobody has decided yet.
    expect(await shows(code, 'Xin làm đường')).not.toContain('quý III');
    change(id, { unit: 'Văn phòng', dueDate: '2026-01-05' });
    move(id, 'deferred');
    const late = await shows(code, 'Văn phòng', '05/01/2026', 'quá hạn', 'quý III', 'Hạn trả lời đã qua');
    expect(late).toContain('Xã trả lời một người dân');
    change(id, { replyNumber: '12/UBND-VP', replyDate: '2026-02-01' });
    move(id, 'replied');
    await shows(code, 'Đã có văn bản trả lời', 'số 12/UBND-VP, ngày 01/02/2026');
    change(id, { toldHow: `Gặp bà ${name} tại nhà`, toldAt: '2026-02-03' });
    move(id, 'closed');
    const closed = await shows(code, 'Đã giải quyết xong', '03/02/2026');
    expect(closed).not.toContain('tại nhà');
  });

  test('a merged petition goes on as the one that is kept; one taken back says so', async () => {
    const goesOn = await hall.raise({ content: 'Sửa cầu treo', village: 'Hào Lý', field: 'Giảm nghèo' });
    const merged = await hall.raise({
      content: 'Cầu treo sắp đứt',
      name,
      village: 'Hào Lý',
      field: 'Giảm nghèo',
    });
    const code = await codeOf(merged);
    mergePetition(hall.board.doc, merged, goesOn, 'Phạm Thị Ghi Chép', new Date().toISOString());
    change(goesOn, { unit: 'Văn phòng' });
    move(goesOn, 'assigned');
    const number = hall.petition(goesOn).number;
    const text = await shows(code, `gộp lại`, number, 'Đã giao đơn vị trả lời', 'Cầu treo sắp đứt');
    // The other citizen's words are not this one's.
    expect(text).not.toContain('Sửa cầu treo');
    const gone = await hall.raise({ content: 'Thôi không hỏi nữa', village: 'Hào Lý' });
    const goneCode = await codeOf(gone);
    move(gone, 'withdrawn');
    await shows(goneCode, 'Người nêu đã rút kiến nghị');
  });

  test('a wrong code, a malformed one and none at all are answered alike', async () => {
    const id = await hall.raise({ content: 'Một việc nữa', village: 'Hào Lý' });
    const code = readCode(await codeOf(id)) ?? '';
    const unknown = [...codeSigns]
      .flatMap((sign) => [...codeSigns].map((last) => sign + code.slice(1, -1) + last))
      .find((other) => other !== code && readCode(other));
    const answers = [];
    for (const typed of [printCode(unknown ?? ''), `${code}X`, '', '<script>', "' OR 1=1 --"])
      answers.push(await look(typed));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test('has its own strict policy, is kept nowhere, and comes in English when asked', async () => {
    const page = await fetch(`${hall.url}/tra-cuu`);
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('set-cookie')).toBeNull();
    expect(await page.text()).toContain('lang="vi"');
    const english = await look('', { lang: 'en' });
    expect(english.text).toContain('There is no petition with this code');
  });

  test('goes on after the freeze: what the office notes in its book, and from the archive', async () => {
    const id = await hall.raise({
      content: 'Việc còn lại',
      name,
      village: 'Đăk Vang',
      field: 'Vay vốn',
      unit: 'Văn phòng',
      dueDate: '2027-01-05',
    });
    move(id, 'deferred');
    kept = await codeOf(id);
    await shows(kept, 'Đã ghi nhận, đang giải quyết', '05/01/2027');
    const ask = async (method: string, path: string, json: object) => {
      const answer = await hall.ask(hall.organizer, method, `/dialogues/${hall.dialogueId}/${path}`, json);
      expect(answer.status, answer.text).toBeLessThan(300);
      return answer;
    };
    const devices = await hall.ask(hall.organizer, 'GET', `/dialogues/${hall.dialogueId}/devices`);
    const despite = JSON.parse(devices.text).map((device: { id: string }) => device.id);
    await ask('POST', 'freezes', { despite });
    await shows(kept, 'Đã ghi nhận, đang giải quyết');
    expect(await codeOf(id)).toBe(kept);
    await ask('POST', 'follow-up-acts', {
      petitions: [{ id, state: 'deferred' }],
      act: {
        kind: 'replied',
        answer: `Trả lời bà ${name}: đã làm xong.`,
        number: '88/UBND-VP',
        date: '2026-11-20',
        file: null,
      },
    });
    await shows(kept, 'Đã có văn bản trả lời', 'số 88/UBND-VP', 'Trả lời một người dân');
    await ask('PUT', 'archive', { archived: true });
    await shows(kept, 'Đã có văn bản trả lời');
  });

  test('who guesses is stopped: then a right code is not looked up either, and it says when to try again', async () => {
    expect((await look(kept)).status).toBe(200);
    let stopped = await look('AAAAA');
    for (let n = 0; n < 40 && stopped.status !== 429; n += 1) stopped = await look('AAAAA');
    expect(stopped.status).toBe(429);
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
    const right = await look(kept);
    expect(right.status).toBe(429);
    expect(right.text).not.toContain('Việc còn lại');
  });
});
