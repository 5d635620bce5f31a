import { readFileSync } from 'node:fs';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { runningBody } from '../../shared/documents/wording.ts';
import { addressKey, createThrottle } from '../access/throttle.ts';
import type { Logger } from '../board/contract.ts';
import type { Receipts } from './contract.ts';
import { type PageLanguage, pagePath, receiptPage, type Shown } from './page.ts';

/** Wrong codes of one address in a minute. Whoever types makes a few; a village behind one router too. */
const mostWrong = 30;
/** All tries of one address in a minute. */
const mostTries = 600;
/** Largest form, bytes. */
const largestForm = 2_000;

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface ReceiptRouteParts {
  receipts: Receipts;
  /** The address of the other side; never logged. */
  addressOf(c: Context): string;
  logger: Logger;
}

/**
 * The page on which citizens look up their petitions, for everybody and without a session. The code is sent in a form's
 * body: it is in no address, so in no history and no log.
 */
export function receiptPageRoutes({ receipts, addressOf, logger }: ReceiptRouteParts): Hono {
  const wrong = createThrottle(mostWrong, 60_000);
  const tries = createThrottle(mostTries, 60_000);
  const style = readFileSync(new URL('receipt.css', import.meta.url), 'utf8');

  async function look(typed: string, key: string): Promise<Shown> {
    const seconds = Math.max(tries.wait(key), wrong.usedUp(key));
    // Nor is a right one looked up: else guessing could go on.
    if (seconds > 0) return { kind: 'tooMany', seconds };
    const standing = await receipts.look(typed);
    if (standing) return { kind: 'petition', standing };
    wrong.wait(key);
    return { kind: 'unknown' };
  }

  async function answer(c: Context, language: PageLanguage, shown: Shown) {
    const statuses = { form: 200, petition: 200, unknown: 404, tooMany: 429, failed: 500 } as const;
    if (shown.kind === 'tooMany') c.header('retry-after', String(shown.seconds));
    c.header('content-security-policy', policy);
    c.header('cache-control', 'no-store');
    const page = receiptPage({
      language,
      body: runningBody(await receipts.office()),
      contact: await receipts.contact(),
      shown,
    });
    return c.html(page, statuses[shown.kind]);
  }

  const languageOf = (value: unknown): PageLanguage => (value === 'en' ? 'en' : 'vi');

  return new Hono()
    .get(pagePath, (c) => answer(c, languageOf(c.req.query('lang')), { kind: 'form' }))
    .get(`${pagePath}/receipt.css`, (c) =>
      c.body(style, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }),
    )
    .post(
      pagePath,
      bodyLimit({ maxSize: largestForm, onError: (c) => answer(c, 'vi', { kind: 'unknown' }) }),
      async (c) => {
        const form = await c.req.parseBody().catch((): Record<string, unknown> => ({}));
        const language = languageOf(form.lang);
        const typed = typeof form.code === 'string' ? form.code : '';
        try {
          return await answer(c, language, await look(typed, addressKey(addressOf(c))));
        } catch (error) {
          logger.error({ reason: String(error) }, 'petition not looked up');
          return answer(c, language, { kind: 'failed' });
        }
      },
    );
}
