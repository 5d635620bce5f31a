import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Role, roles } from '../../shared/access.ts';
import { roomName } from '../../shared/dialogue.ts';
import { Random } from '../server/relay/random.ts';
import { hostileJson, hostileStrings } from './hostile-values.ts';
import { allRoutes, type Route } from './routes.ts';
import { type KnownIds, prepare, type Samples } from './samples.ts';
import { type Answer, createSender, type Sent } from './send.ts';
import { openStand, plant, type Stand } from './stand.ts';

/*
 * Every route of the API, by every method, with hostile paths, bodies, headers and cookies, as every role: never a
 * 500, never a hang, nothing of the machine in an answer, nothing that belongs to somebody else.
 * FUZZ_SECONDS makes it longer; SEED makes it another one.
 */
const seed = Number(process.env.SEED ?? 20261126);
const seconds = Number(process.env.FUZZ_SECONDS ?? 8);
const random = new Random(seed);
const routes = allRoutes();

/** Stands in the register of our dialogue, and in every document of the other one. */
const ours = 'Bímậtcủata';
const theirs = 'Bímậtcủahọ';
const ascii = (text: string) => Buffer.from(text).toString('latin1');

/** Sessions are made anew before their limits are reached: the limits have tests of their own. */
const mostUses = 250;
type Who = Role | 'nobody' | 'dead' | 'nonsense';
const everybody: readonly Who[] = [...roles, 'nobody', 'dead', 'nonsense'];

let stand: Stand;
let ids: KnownIds;
let samples: Samples;
let sender: ReturnType<typeof createSender>;
const cookies = new Map<Who, { cookie: string; uses: number }>();

beforeAll(async () => {
  stand = await openStand();
  const organizer = await stand.enter('organizer');
  // The board of our own dialogue is for those who work on it; the names of its register are the secret.
  await plant(stand, organizer, roomName(stand.dialogueId, 'register'), ours);
  await plant(stand, organizer, roomName(stand.otherId, 'register'), theirs);
  await plant(stand, organizer, roomName(stand.otherId, 'board'), theirs);
  ({ ids, samples } = await prepare(stand));
  sender = createSender(stand.server.port, 20_000);
});
afterAll(async () => {
  sender?.close();
  await stand?.close();
});

async function cookieOf(who: Who): Promise<string> {
  if (who === 'nobody') return '';
  if (who === 'nonsense')
    return `doithoai_session=${encodeURIComponent(random.pick(hostileStrings).toWellFormed()).slice(0, 3000)}`;
  if (who === 'dead') return `doithoai_session=${Buffer.from(random.bytes(32)).toString('base64url')}`;
  const known = cookies.get(who);
  if (known && known.uses++ < mostUses) return known.cookie;
  const cookie = await stand.enter(who);
  cookies.set(who, { cookie, uses: 0 });
  return cookie;
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];
const files = [
  'minutes.pdf',
  'report.docx',
  'notice.pdf',
  'comparison.pdf',
  'plan.pdf',
  'minutes.exe',
  '.pdf',
  'a.b.c',
  '..',
];

function pathOf({ path }: Route): string {
  const filled = path.replace(/:(\w+)/g, (_whole, name: string) => {
    if (random.chance(0.35))
      return encodeURIComponent(random.pick(hostileStrings).slice(0, 3000).toWellFormed());
    if (name === 'file') return random.pick(files);
    if (name === 'hash')
      return random.chance(0.5) ? 'a'.repeat(64) : Buffer.from(random.bytes(32)).toString('hex');
    if (name === 'year') return random.pick(['2023', '2026', '9999', '-1']);
    return random.pick(Object.values(ids));
  });
  const mangled = random.chance(0.03)
    ? filled.replace(/\//g, random.pick(['//', '/./', '/%2e%2e/', '\\', '/;/']))
    : filled;
  if (!random.chance(0.3)) return mangled;
  const key = random.pick([
    'q',
    'dialogue',
    'kind',
    'offset',
    'view',
    'personal',
    'authority',
    'quarter',
    '__proto__',
    'a[b]',
  ]);
  return `${mangled}?${key}=${encodeURIComponent(random.pick(hostileStrings).slice(0, 3000).toWellFormed())}`;
}

function bodyOf(route: Route): { type: string; body: Sent['body'] } {
  const sample = samples.find(([path]) => path.test(route.path))?.[1];
  switch (random.below(12)) {
    case 0:
      return {
        type: random.pick(['text/plain', 'application/x-www-form-urlencoded', '', 'application/xml']),
        body: JSON.stringify(sample),
      };
    case 1:
      return { type: 'application/json', body: random.bytes(random.below(2000)) };
    case 2:
      return {
        type: `multipart/form-data; boundary=${random.pick(['x', '', 'é', '"'])}`,
        body: `--x\r\nContent-Disposition: form-data; name="${random.pick(['file', '__proto__'])}"; filename="${random.pick(['a.docx', '../../a.docx', 'a\u202excod.exe'])}"\r\n\r\nPK\x03\x04${random.pick(['', 'x'.repeat(1000)])}\r\n${random.pick(['--x--\r\n', ''])}`,
      };
    case 3:
      return {
        type: random.pick([
          'application/json; charset=utf-16',
          'application/JSON',
          'application/json-patch+json',
        ]),
        body: hostileJson(random, sample),
      };
    case 4:
      return { type: 'application/json', body: null };
    default:
      return { type: 'application/json', body: hostileJson(random, sample) };
  }
}

function headersOf(cookie: string): Record<string, string> {
  const headers: Record<string, string> = {};
  if (cookie) headers.cookie = cookie;
  if (random.chance(0.1))
    headers.origin = random.pick([stand.server.url, 'null', 'https://evil.example', 'x']);
  if (random.chance(0.05))
    headers.host = random.pick([
      'evil.example',
      'localhost',
      'a b',
      '[',
      '127.0.0.1:1',
      `${'a'.repeat(300)}`,
    ]);
  if (random.chance(0.05)) headers['sec-fetch-site'] = random.pick(['cross-site', 'same-origin', 'x']);
  if (random.chance(0.1))
    headers.range = random.pick(['bytes=0-', 'bytes=9-1', 'bytes=-1', `bytes=${'0-1,'.repeat(500)}`, 'x']);
  if (random.chance(0.1)) headers['upload-offset'] = random.pick(['0', '-1', '1e9', '999999999999', 'x']);
  if (random.chance(0.1)) headers['upload-length'] = random.pick(['0', '10', '99999999999', '-1']);
  if (random.chance(0.05)) headers.accept = random.pick(['text/html', '*/*', 'x'.repeat(3000)]);
  if (random.chance(0.05)) headers['x-forwarded-for'] = random.pick(['127.0.0.1', '::1, x']);
  if (random.chance(0.03)) headers['x-http-method-override'] = 'DELETE';
  if (random.chance(0.03)) headers['content-encoding'] = random.pick(['gzip', 'br', 'x']);
  return headers;
}

/** Nothing of the machine or of its program may be read from an answer. */
const traces =
  /\n\s+at |node_modules|file:\/\/|\/tmp\/|\/home\/|\/work\/|\/etc\/|ENOENT|SQLITE|SqliteError|TypeError|RangeError|SyntaxError|ValiError|undefined is not|Cannot read prop/;

function faultOf(who: Who, sent: Sent, answer: Answer): string {
  if (answer.hung) return 'hung';
  if (answer.status >= 500) return `status ${answer.status}`;
  // What was typed comes back from routes that store it; a refusal or a page holds nothing of it.
  const isText = /json|text|html/.test(String(answer.headers['content-type'] ?? ''));
  const isRefusal = answer.status >= 400;
  if (isText && isRefusal && traces.test(answer.body)) return 'tells of the machine';
  // The citizens' page is a page also when it found nothing.
  const isPage = /html/.test(String(answer.headers['content-type'] ?? ''));
  if (isRefusal && !isPage && answer.body.length > 1000) return 'a long refusal';
  if (
    answer.status > 0 &&
    !answer.headers['content-security-policy'] &&
    answer.status !== 400 &&
    answer.status !== 431
  )
    return 'without headers';
  if (who !== 'organizer' && answer.body.includes(ascii(theirs))) return 'tells of another dialogue';
  const seesNames = ['organizer', 'recorder', 'chair', 'village'].includes(who);
  if (!seesNames && answer.body.includes(ascii(ours))) return 'tells names';
  if (
    answer.status > 0 &&
    answer.status < 300 &&
    (who === 'nobody' || who === 'dead' || who === 'nonsense') &&
    sent.method !== 'HEAD'
  ) {
    const open = /^\/api\/(session|verification|version)/;
    if (sent.path.startsWith('/api/') && !open.test(sent.path) && sent.method !== 'OPTIONS')
      return 'opens to nobody';
  }
  return '';
}

/** Each route once at least, however slow the machine is; then any. */
const untried = [...routes];

async function attack(): Promise<{ route: Route; status: number; fault: string }> {
  const route = untried.pop() ?? random.pick(routes);
  const who = random.pick(everybody);
  const method = random.chance(0.8) ? route.method : random.pick(methods);
  const headers = headersOf(await cookieOf(who));
  const path = pathOf(route);
  const carries = method !== 'GET' && method !== 'HEAD' && method !== 'TRACE';
  const { type, body } = carries ? bodyOf(route) : { type: '', body: null };
  if (type) headers['content-type'] = Buffer.from(type).toString('latin1');
  const sent = { method, path, headers, body };
  const answer = await sender.send(sent);
  // It signed out, or its link was revoked: the next one comes in anew.
  if (answer.status === 401 && headers.cookie === cookies.get(who)?.cookie) cookies.delete(who);
  const fault = faultOf(who, sent, answer);
  const shown =
    fault &&
    `${fault}: ${who} ${method} ${path.slice(0, 200)} ${JSON.stringify(headers).slice(0, 300)} ${String(body).slice(0, 300)} -> ${answer.status} ${answer.body.slice(0, 200)}`;
  return { route, status: answer.status, fault: shown };
}

test(
  'every route bears hostile requests',
  async () => {
    const byStatus = new Map<number, number>();
    const tried = new Map<string, number>();
    const faults: string[] = [];
    const until = performance.now() + seconds * 1000;
    let sent = 0;
    // Eight at a time, as many hands would.
    const hand = async () => {
      while (performance.now() < until || untried.length > 0) {
        const { route, status, fault } = await attack();
        sent++;
        byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
        const name = `${route.method} ${route.path}`;
        tried.set(name, (tried.get(name) ?? 0) + 1);
        if (fault) faults.push(fault);
      }
    };
    await Promise.all(Array.from({ length: 8 }, hand));
    const counts = [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${status || 'ended'}: ${count}`);
    process.stdout.write(
      `API fuzz, seed ${seed}: ${sent} requests, ${tried.size} of ${routes.length} routes; ${counts.join(', ')}\n`,
    );
    expect(faults.slice(0, 10)).toEqual([]);
    expect(tried.size).toBe(routes.length);
  },
  60_000 + seconds * 1000,
);

test('after it the server serves as before, and its log holds nothing that was sent', async () => {
  const dialogues = (await (await stand.call('GET', '/dialogues')).json()) as { id: string }[];
  expect(dialogues.map(({ id }) => id)).toEqual(expect.arrayContaining([stand.dialogueId, stand.otherId]));
  expect((await stand.call('GET', `/freezes/${ids.freeze}`)).status).toBe(200);
  expect(({} as Record<string, unknown>).role).toBeUndefined();
  const output = stand.server.output();
  const errors = output.split('\n').filter((line) => line.includes('"level":50'));
  expect(errors.slice(0, 5)).toEqual([]);
  for (const secret of [
    ours,
    theirs,
    ...[...cookies.values()].map(({ cookie }) => cookie.split('=')[1] ?? '?'),
  ])
    expect(output.includes(secret)).toBe(false);
});
