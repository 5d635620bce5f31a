import type { Context } from 'hono';
import { errorSentence } from '../../shared/errors.ts';
import { isDiskFull, isNotStored, isOfAnother, isStoreAway } from '../disk-full.ts';
import { Refusal } from './context.ts';

/**
 * What is said of an error of the store: it is full (507), or away, as it is for a process that is no longer the commune's
 * steward (503, to be tried again in a second); else null.
 */
export function refusalByStore(error: unknown): Refusal | null {
  // The relay says that it could not store, and by what cause.
  const cause = isNotStored(error) && error instanceof Error ? error.cause : error;
  if (isStoreAway(cause) || isOfAnother(cause)) return new Refusal('storeAway', 503, 1);
  return isDiskFull(error) || isNotStored(error) ? new Refusal('storeFull', 507) : null;
}

/** A refusal on the wire: its code for our pages; for who followed a link, e.g. to a document, its sentences. */
export function answerRefusal(c: Context, { code, status, retryAfter, details }: Refusal): Response {
  if (retryAfter > 0) c.header('retry-after', String(retryAfter));
  // Of a body that did not tell its length some is left unread, so the next request needs another connection. One that
  // told it is drained: closed in the middle of sending, the other side would never see the answer.
  if (status === 413 && c.req.header('content-length') === undefined) c.header('connection', 'close');
  c.header('content-disposition', undefined);
  if (!(c.req.header('accept') ?? '').includes('text/html'))
    return c.json({ ...details, error: code }, status);
  const [vi, en] = [errorSentence(code, 'vi'), errorSentence(code, 'en')];
  return c.html(
    `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Đối Thoại</title><p>${vi}</p><p lang="en">${en}</p></html>`,
    status,
  );
}
