import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { attemptHeader } from '../../shared/attempt.ts';
import { protocol, versionHeader, writeVersion } from '../../shared/version.ts';

/* What a call makes of what bad networks answer. */
vi.stubGlobal('location', new URL('http://hall.test/dialogues/x'));
const { ApiError, call, messageOf } = await import('../../client/api.ts');
const { isPortal } = await import('../../client/reach.ts');

const ours = { [versionHeader]: writeVersion({ build: '', protocol, least: 1 }) };
const json = { ...ours, 'content-type': 'application/json' };
const asked: RequestInit[] = [];

function answered(by: (init: RequestInit) => Response | Promise<Response>): void {
  vi.stubGlobal('fetch', async (_input: unknown, init: RequestInit) => {
    asked.push(init);
    return by(init);
  });
}

/** An answer whose connection ends in its middle. */
function halved(part: string): Response {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(part));
      controller.error(new TypeError('network error'));
    },
  });
  return new Response(body, { headers: json });
}

const codeOf = async (init?: RequestInit, path = '/api/dialogues') => {
  try {
    await call(path, init);
    return 'answered';
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error);
  }
};
const attempts = () => asked.map(({ headers }) => new Headers(headers).get(attemptHeader));

beforeEach(() => {
  asked.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a call', () => {
  test('that the server answers is what it said', async () => {
    answered(() => new Response('{"a":1}', { headers: json }));
    expect(await (await call('/api/dialogues')).json()).toEqual({ a: 1 });
    answered(() => new Response(null, { status: 204, headers: ours }));
    expect((await call('/api/dialogues')).status).toBe(204);
    answered(() => new Response('{"error":"notAllowed"}', { status: 403, headers: json }));
    expect(await codeOf()).toBe('notAllowed');
    answered(() => new Response('oops', { status: 500, headers: ours }));
    expect(await codeOf()).toBe('internal');
    expect(isPortal()).toBe(false);
  });

  test.each([
    ['a Wi-Fi’s own page', () => new Response('<h1>', { headers: { 'content-type': 'text/html' } }), true],
    ['a Wi-Fi that says what it wants', () => new Response('', { status: 511 }), true],
    ['a proxy whose server is down', () => new Response('<h1>502', { status: 502 }), false],
    ['JSON of somebody else', () => Response.json({ session: null }), false],
    ['a refusal of somebody else', () => Response.json({ error: 'noSession' }, { status: 401 }), false],
    ['half an answer', () => halved('{"title":"Đố'), false],
    ['JSON that ends too soon', () => new Response('{"title":"Đố', { headers: json }), false],
    ['a line that is cut', () => Promise.reject(new TypeError('failed')), false],
  ])('that %s answers is unreachable, and is no answer', async (_who, by, portal) => {
    answered(by);
    expect(await codeOf()).toBe('unreachable');
    expect(isPortal()).toBe(portal);
    expect(messageOf(new ApiError('unreachable'))).toMatch(portal ? /đăng nhập Wi-Fi/ : /Không kết nối được/);
  });

  test('a host that the server does not know is refused before the server says what it is', async () => {
    answered(() => Response.json({ error: 'unknownHost' }, { status: 421 }));
    expect(await codeOf()).toBe('unknownHost');
  });

  test.each([
    ['GET', '/api/dialogues', undefined, 15_000],
    ['POST', '/api/dialogues', '{}', 30_000],
    ['PATCH', '/api/dialogues/x/papers/y', new Uint8Array(3), 300_000],
    ['GET', '/api/dialogues/x/papers/y', undefined, 300_000],
  ])('%s %s that hangs ends as unreachable in its time', async (method, path, body, limit) => {
    vi.useFakeTimers();
    answered(
      ({ signal }) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    const code = codeOf({ method, body }, path);
    let isOver = false;
    void code.then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(limit - 1);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await code).toBe('unreachable');
  });

  test('whoever asks may end it sooner', async () => {
    answered(
      ({ signal }) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    const leave = new AbortController();
    const code = codeOf({ signal: leave.signal });
    leave.abort();
    expect(await code).toBe('unreachable');
  });
});

describe('a change', () => {
  const change = (body: string) => codeOf({ method: 'POST', body });

  test('goes by the same name until it is answered, and by another one after that', async () => {
    answered(() => Promise.reject(new TypeError('cut')));
    await change('{"a":1}');
    await change('{"a":2}');
    answered(() => Response.json({}, { headers: ours }));
    await change('{"a":1}');
    await change('{"a":1}');
    const [first, other, again, next] = attempts();
    expect(first).toMatch(/^[a-z2-7]{24}$/);
    expect(again).toBe(first);
    expect(new Set([first, other, next]).size).toBe(3);
  });

  test('that a store did not answer, since it went away, keeps its name', async () => {
    answered(() => Response.json({ error: 'storeAway' }, { status: 503, headers: ours }));
    expect(await change('{"b":1}')).toBe('storeAway');
    answered(() => Response.json({}, { headers: ours }));
    await change('{"b":1}');
    const [first, again] = attempts();
    expect(again).toBe(first);
  });

  test('that was refused was answered; questions and files have no name', async () => {
    answered(() => Response.json({ error: 'badInput' }, { status: 400, headers: ours }));
    await change('{}');
    await change('{}');
    const [first, second] = attempts();
    expect(first).not.toBe(second);
    asked.length = 0;
    await codeOf();
    await codeOf({ method: 'PATCH', body: new Uint8Array(1) });
    expect(attempts()).toEqual([null, null]);
  });
});
