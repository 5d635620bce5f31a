import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { frozenKinds } from '../../shared/dialogue.ts';
import { allPetitions } from '../../shared/docs/board.ts';
import { bodyOf } from '../../shared/docs/minutes.ts';
import { addAttendee } from '../../shared/docs/register.ts';
import { setStageScreen, stageModes, stageSettingsOf } from '../../shared/docs/stage.ts';
import { memoryKilobytes } from '../bench/meter.ts';
import type { Visitor } from '../e2e/browser.ts';
import { openHall, type TestHall } from '../e2e/kit.ts';
import { preside } from './chair.ts';
import { SessionClock } from './clock.ts';
import { Device, signIn } from './device.ts';
import { documentOf, PageMeter, recordInBrowser } from './pages.ts';
import { record } from './recorder.ts';
import { browsers, marksOf, type Script, type SessionOptions, villages, writeScript } from './script.ts';

/** Memory at one moment, MB. */
export interface Sample {
  /** Minutes of the session. */
  minute: number;
  server: number;
  /** Script memory of the first recorder's page and of the screen, after garbage collection. */
  recorder: number;
  screen: number;
  nodes: number;
}

/** What a page, or the server, holds after the session, and freshly started in the same state. */
export interface Kept {
  page: string;
  /** `heap` (with compiled code), `data` (without) and `memory` (all that the process holds) in MB. */
  measure: 'heap' | 'data' | 'nodes' | 'listeners' | 'memory';
  after: number;
  fresh: number;
}

export interface SessionResult {
  kept: Kept[];
  /** Names of the devices whose documents differ from the hall's at the end; empty when all are equal. */
  different: string[];
  /** Marks that are not there, or not exactly once. */
  lost: string[];
  doubled: string[];
  petitions: number;
  undecided: number;
  /** Numbers that are missing or given twice. */
  badNumbers: string[];
  /** Marks that the frozen record has not, and what it says of the numbers. */
  notInRecord: string[];
  samples: Sample[];
  /** Errors that the pages reported. */
  pageErrors: string[];
}

/** Where the browsers' recorders begin to write: headings of every new dialogue's minutes. */
const starts = ['NỘI DUNG HỘI NGHỊ', 'KẾT LUẬN'];

const kinds = [...frozenKinds];
const attendeeId = (n: number) => `attendee${String(n).padStart(4, 'a')}`;

function prepare(organizer: Device, script: Script): void {
  const register = organizer.doc('register');
  register.transact(() => {
    for (let n = 0; n < script.attendees; n++)
      addAttendee(register, {
        id: attendeeId(n),
        name: `Trần Văn Thử ${n}`,
        title: '',
        village: villages[n % villages.length] ?? '',
        group: 'Hội viên Hội Nông dân',
        category: 'farmerMember',
        phone: '',
        present: false,
        walkIn: false,
        checkedInAt: '',
      });
  });
  stageSettingsOf(organizer.doc('stage')).set('releaseAll', true);
}

/** The organizer changes the picture on the screen every two minutes. */
async function direct(organizer: Device, clock: SessionClock, end: number): Promise<void> {
  for (let n = 0; clock.now < end; n++) {
    setStageScreen(organizer.doc('stage'), 'main', { mode: stageModes[n % stageModes.length] ?? 'issues' });
    await clock.pass(120);
  }
}

/** Everybody of the session, in the hall. */
interface Cast {
  hall: TestHall;
  organizer: Device;
  chair: Device;
  recorders: Device[];
  pages: Visitor[];
  chairPage: Visitor;
  screen: Visitor;
}

/** Everybody who has no browser. */
function devicesOf(cast: Cast): Device[] {
  return [...cast.recorders, cast.chair, cast.organizer];
}

async function enterAll(hall: TestHall, options: SessionOptions): Promise<Cast> {
  const { url } = hall.server;
  const device = async (role: 'organizer' | 'recorder' | 'chair', name: string) => {
    const all = role === 'organizer' ? [...kinds, 'stage' as const] : kinds;
    const made = new Device(url, await signIn(await hall.link(role), name), name, hall.dialogueId, all);
    await made.synced();
    return made;
  };
  const recorders: Device[] = [];
  for (let n = browsers; n < options.recorders; n++)
    recorders.push(await device('recorder', `Thư ký ${n + 1}`));
  const pages: Visitor[] = [];
  for (let n = 0; n < browsers; n++) pages.push(await hall.enter('recorder', `Thư ký ${n + 1}`));
  return {
    hall,
    recorders,
    pages,
    organizer: await device('organizer', 'Lê Văn Phòng'),
    chair: await device('chair', 'Nguyễn Hữu Bảng'),
    chairPage: await hall.enter('chair', 'Nguyễn Hữu Bảng', { width: 1024, height: 768 }),
    screen: await hall.enter('screen', '', { width: 1920, height: 1080 }),
  };
}

/** Plays a whole session and looks at what is left of it. The same options play the same session. */
export async function playSession(
  options: SessionOptions,
  tell: (line: string) => void = () => undefined,
): Promise<SessionResult> {
  const script = writeScript(options);
  const hall = await openHall();
  try {
    const cast = await enterAll(hall, options);
    prepare(cast.organizer, script);
    for (const { page } of cast.pages) await page.locator('.ProseMirror').waitFor();
    tell(`everybody is in: ${options.recorders} recorders, chair, organizer, screen`);
    const clock = new SessionClock(options.speed);
    const end = options.minutes * 60;
    const samples: Sample[] = [];
    const over = new AbortController();
    const measured = measure(cast, clock, samples, over.signal, tell);
    const crashed = options.crash ? clock.until(end / 2).then(() => hall.restart()) : Promise.resolve();
    await Promise.all([
      ...cast.recorders.map((device, n) =>
        record(device, script.tasks[n + browsers] ?? [], clock, attendeeId),
      ),
      ...cast.pages.map(({ page }, n) =>
        recordInBrowser(page, starts[n] ?? '', script.tasks[n] ?? [], clock),
      ),
      preside(cast.chair, script.outcomes, clock, end),
      direct(cast.organizer, clock, end),
      crashed,
    ]);
    over.abort();
    await measured;
    tell('the last word is said; waiting for everybody to have it');
    const kept = options.compareFresh ? await compareFresh(cast) : [];
    return { ...(await judge(cast, script)), kept, samples };
  } finally {
    await hall.close();
  }
}

/** Takes a sample every minute of the session (every 3 s when it runs fast). */
async function measure(
  cast: Cast,
  clock: SessionClock,
  samples: Sample[],
  over: AbortSignal,
  tell: (line: string) => void,
): Promise<void> {
  const meters = [
    await PageMeter.of(cast.pages[0]?.page ?? cast.screen.page),
    await PageMeter.of(cast.screen.page),
  ];
  while (!over.aborted) {
    const [recorder, screen] = await Promise.all(meters.map((meter) => meter.read()));
    const sample: Sample = {
      minute: clock.now / 60,
      server: serverMemory(cast.hall.server.pid),
      recorder: recorder?.heap ?? Number.NaN,
      screen: screen?.heap ?? Number.NaN,
      nodes: recorder?.nodes ?? Number.NaN,
    };
    samples.push(sample);
    const shown = (value: number) => value.toFixed(1).padStart(6);
    tell(
      `minute ${shown(sample.minute)}: server ${shown(sample.server)} MB, recorder's page ${shown(sample.recorder)} MB (${sample.nodes} nodes), screen ${shown(sample.screen)} MB`,
    );
    await wait(Math.max(3000, 60_000 / clock.speed), undefined, { signal: over }).catch(() => undefined);
  }
}

/** Measures the first recorder's page, the chair's, the screen and the server, then starts each anew and measures it again. */
async function compareFresh(cast: Cast): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const [name, { page }, ready] of [
    ['recorder', cast.pages[0] ?? cast.screen, '.ProseMirror'],
    ['chair', cast.chairPage, 'main'],
    ['screen', cast.screen, 'main'],
  ] as const) {
    await page.context().setOffline(false);
    if (name === 'recorder')
      await page.getByText('Đã lưu tại hội trường').first().waitFor({ timeout: 60_000 });
    const meter = await PageMeter.of(page);
    const measured = async () => ({ data: await meter.data(), ...(await meter.read()) });
    const after = await measured();
    const lengthShown = async () => (await page.locator(ready).first().textContent())?.length ?? 0;
    const shown = await lengthShown();
    await page.reload();
    await page.locator(ready).first().waitFor({ timeout: 60_000 });
    if (name === 'recorder')
      await page.getByText('Đã lưu tại hội trường').first().waitFor({ timeout: 60_000 });
    // A page that is still loading would be small.
    await settles(async () => (await lengthShown()) >= shown * 0.9);
    const fresh = await measured();
    for (const measure of ['heap', 'data', 'nodes', 'listeners'] as const)
      kept.push({ page: name, measure, after: after[measure], fresh: fresh[measure] });
  }
  const { server } = cast.hall;
  const after = serverMemory(server.pid);
  await cast.hall.restart();
  // Everybody comes back by himself: the same documents and the same connections.
  for (const device of devicesOf(cast)) {
    device.connect();
    await device.synced();
  }
  kept.push({ page: 'server', measure: 'memory', after, fresh: serverMemory(cast.hall.server.pid) });
  return kept;
}

/** MB; NaN while the server is being started again. */
function serverMemory(pid: number): number {
  try {
    return memoryKilobytes(pid) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Whether two documents say the same and know the same. */
function same(a: Y.Doc, b: Y.Doc): boolean {
  return Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b));
}

/** Waits until a condition holds; false when it does not within a minute and a half. */
async function settles(holds: () => boolean | Promise<boolean>): Promise<boolean> {
  for (let n = 0; n < 300; n++) {
    if (await holds()) return true;
    await wait(300);
  }
  return false;
}

/** Compares every device with somebody who joins at the very end, and looks for every mark. */
async function judge(cast: Cast, script: Script): Promise<Omit<SessionResult, 'samples' | 'kept'>> {
  const { hall } = cast;
  for (const device of devicesOf(cast)) device.connect();
  for (const { page } of cast.pages) {
    await page.context().setOffline(false);
    await page.getByText('Đã lưu tại hội trường').first().waitFor({ timeout: 60_000 });
  }
  const cookie = await signIn(await hall.link('recorder'), 'Người đến sau');
  const late = new Device(hall.server.url, cookie, 'Người đến sau', hall.dialogueId, kinds);
  await late.synced();
  const marks = marksOf(script);
  const different = new Set<string>();
  for (const kind of kinds) {
    for (const device of devicesOf(cast)) {
      const equal = await settles(() => same(device.doc(kind), late.doc(kind)));
      if (!equal) different.add(`${device.name}: ${kind}`);
    }
    for (const [n, { page }] of cast.pages.entries()) {
      const equal = await settles(async () =>
        same(await documentOf(page, hall.dialogueId, kind), late.doc(kind)),
      );
      if (!equal) different.add(`browser ${n + 1}: ${kind}`);
    }
  }
  const petitions = allPetitions(late.doc('board'));
  await settles(() => allPetitions(late.doc('board')).every(({ number }) => number !== ''));
  const text = {
    minutes: bodyOf(late.doc('minutes')).toString(),
    board: petitions.map(({ content }) => content).join('\n'),
  };
  const wrong = (count: (n: number) => boolean) =>
    (['minutes', 'board'] as const).flatMap((where) =>
      marks[where].filter((mark) => count(text[where].split(mark).length - 1)),
    );
  const numbers = allPetitions(late.doc('board')).map(({ number }) => number);
  // Devices that went without a word may hold something; what was typed is looked for in the record below.
  const freeze = await hall.freeze();
  const record = await (await hall.call('GET', `/freezes/${freeze}`)).text();
  late.close();
  for (const device of devicesOf(cast)) device.close();
  return {
    different: [...different],
    lost: wrong((n) => n === 0),
    doubled: wrong((n) => n > 1),
    petitions: petitions.length,
    undecided: petitions.filter(({ state }) => state === 'raised').length,
    badNumbers: numbers.filter((number, at) => number === '' || numbers.indexOf(number) !== at),
    notInRecord: [...marks.minutes, ...marks.board].filter((mark) => !record.includes(mark)),
    pageErrors: [...cast.pages, cast.chairPage, cast.screen].flatMap(({ errors }) => errors),
  };
}
