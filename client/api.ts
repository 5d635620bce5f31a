import { hc } from 'hono/client';
import type { Api } from '../server/api/app.ts';
import { type ErrorCode, errorSentence, isErrorCode } from '../shared/errors.ts';
import { language } from './i18n/index.ts';

/** A call that the server refused, or that never reached it. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
  }
}

/** A call to any path of the server; every refusal is thrown as ApiError. */
export async function call(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(input, init);
  } catch {
    throw new ApiError('unreachable');
  }
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  const code = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  throw new ApiError(isErrorCode(code) ? code : 'internal');
}

/** The server's API with its types; every refusal is thrown as ApiError. */
export const api = hc<Api>('/api', { fetch: call });

/** The sentence of an error in the user's language; reactive to the language switch. */
export function messageOf(error: unknown): string {
  return errorSentence(error instanceof ApiError ? error.code : 'internal', language());
}
