import { hc } from 'hono/client';
import type { Api } from '../server/api/app.ts';
import { attemptHeader } from '../shared/attempt.ts';
import { type ErrorCode, errorSentence, isErrorCode } from '../shared/errors.ts';
import type { ExchangeProblem } from '../shared/exchange/problems.ts';
import { protocolHeader } from '../shared/version.ts';
import type { UnitPetition, VillagePetition, WorkProblem } from '../shared/work.ts';
import { type Attempt, attemptOf } from './attempts.ts';
import { language } from './i18n/index.ts';
import { syncTexts } from './i18n/sync.ts';
import { hallHeard, hallMissed } from './in-reach.ts';
import { heardNobody, isFromServer, isPortal, limited, toServer } from './reach.ts';
import { hearVersion, pageVersion } from './version.ts';

/** What a refusal says besides its code, for the form to go on with. */
export interface RefusalDetails {
  problems?: WorkProblem[];
  /** The petition as it is now. */
  now?: UnitPetition | VillagePetition;
  /** What a unit prepared meanwhile. */
  prepared?: string;
  /** Why a device's file was not taken. */
  exchange?: ExchangeProblem;
}

/** A call that the server refused, or that never reached it. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly details: RefusalDetails;
  constructor(code: ErrorCode, details: RefusalDetails = {}) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.details = details;
  }
}

/** How long a question may take, ms; a change, for which somebody waits and which the server may have to write. */
const questionLimit = 15_000;
const changeLimit = 30_000;
/** Files both ways over a poor line, documents that are typeset first, backups, a freeze. */
const longLimit = 5 * 60_000;
const long =
  /\/(?:papers|history|records?|freezes|demo|backups|propose|documents|specimen|import|erasures?)\b/;

function limitOf(path: string, method: string, body: unknown): number {
  const isFile = body !== null && body !== undefined && typeof body !== 'string';
  if (isFile || long.test(path)) return longLimit;
  return method === 'GET' ? questionLimit : changeLimit;
}

interface Call {
  input: RequestInfo | URL;
  init: RequestInit | undefined;
  method: string;
  path: string;
  attempt: Attempt | null;
}

function prepare(input: RequestInfo | URL, init?: RequestInit): Call {
  const request = input instanceof Request ? input : null;
  const method = (init?.method ?? request?.method ?? 'GET').toUpperCase();
  const { pathname, search } = new URL(request?.url ?? String(input), location.href);
  const path = pathname + search;
  return { input, init, method, path, attempt: attemptOf(method, path, init?.body) };
}

function headersOf({ input, init, attempt }: Call): Headers {
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
  headers.set(protocolHeader, String(pageVersion.protocol));
  if (attempt) headers.set(attemptHeader, attempt.id);
  return headers;
}

/** Whether a call failed because the hall's server did not answer. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'unreachable';
}

/** The code of a refusal, or null. */
function codeIn(body: unknown): ErrorCode | null {
  const code = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  return isErrorCode(code) ? code : null;
}

/** The whole answer: what was cut in the middle is none. Throws when nobody answered, or not the server. */
async function wholeAnswer(call: Call): Promise<Response> {
  const { input, init, method, path } = call;
  const limit = limited(limitOf(path, method, init?.body), init?.signal);
  try {
    const headers = headersOf(call);
    const answer = await fetch(input, {
      ...toServer,
      ...init,
      headers,
      signal: limit.signal,
    });
    const isOurs = isFromServer(answer) || !path.startsWith('/api/');
    const body = await answer.arrayBuffer();
    const isJson = /\bjson\b/.test(answer.headers.get('content-type') ?? '');
    const said: unknown = isJson && body.byteLength > 0 ? JSON.parse(new TextDecoder().decode(body)) : null;
    // A host that the server does not know is refused before it says what it is.
    if (!isOurs && codeIn(said) !== 'unknownHost') throw new Error('not the server');
    const { status, statusText } = answer;
    return new Response(body.byteLength > 0 ? body : null, { status, statusText, headers: answer.headers });
  } finally {
    limit.end();
  }
}

/**
 * A call to any path of the server; every refusal is thrown as ApiError. What no server answered, what took too long,
 * what another answered and what came in part is `unreachable`; a change that is sent once more after that is done once.
 */
export async function call(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const prepared = prepare(input, init);
  let response: Response;
  try {
    response = await wholeAnswer(prepared);
  } catch (error) {
    if (error instanceof TypeError) heardNobody();
    prepared.attempt?.unanswered();
    // Who took the question back says nothing of the hall.
    if (!init?.signal?.aborted) hallMissed();
    throw new ApiError('unreachable');
  }
  hallHeard();
  hearVersion(response);
  const body: unknown = response.ok ? null : await response.json().catch(() => null);
  const code = codeIn(body);
  // A store that went away in the middle may have kept it: what is sent again is the same change.
  if (code === 'storeAway') prepared.attempt?.unanswered();
  else prepared.attempt?.answered();
  if (response.ok) return response;
  throw code ? new ApiError(code, body as RefusalDetails) : new ApiError('internal');
}

/** The server's API with its types; every refusal is thrown as ApiError. */
export const api = hc<Api>('/api', { fetch: call });

/** The sentence of an error in the user's language; reactive to the language switch. */
export function messageOf(error: unknown): string {
  const code = error instanceof ApiError ? error.code : 'internal';
  return code === 'unreachable' && isPortal() ? syncTexts().portal : errorSentence(code, language());
}
