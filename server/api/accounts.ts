import type { Context } from 'hono';
import { deleteCookie, getCookie } from 'hono/cookie';
import type { ErrorCode } from '../../shared/errors.ts';
import { AccessError } from '../access/access.ts';
import { createThrottle } from '../access/throttle.ts';
import { accountLife } from '../sign-in/accounts.ts';
import { addressOf, type Env, factory, type Parts, Refusal } from './context.ts';
import { enter, keepSecret, originOf } from './entering.ts';

/**
 * What the browser must come back with. Lax, since the way back is a redirect from the provider's site, on which
 * Strict cookies stay at home.
 */
const accountCookie = 'doithoai_account';
const path = '/api/session';

/**
 * The end of the way back. The session's cookie is Strict: on a chain of redirects that another site began, no page of
 * ours would get it. This small page is ours, so the step from it is ours, too. It needs no script (CSP).
 */
function onward(target: string): string {
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Đối Thoại</title>
<meta http-equiv="refresh" content="0;url=${target}"></head>
<body><p><a href="${target}">Tiếp tục / Continue</a></p></body></html>`;
}

/** Sign-in by the office's own accounts. */
export function accountRoutes(parts: Parts) {
  const { access, store, signIn } = parts;
  const { accounts, publicUrl } = signIn;
  const perAddress = createThrottle(60, 60_000);

  function ready(c: Context<Env>) {
    if (!accounts) throw new Refusal('notFound', 404);
    const wait = perAddress.wait(addressOf(c));
    if (wait > 0) throw new Refusal('tooMany', 429, wait);
    return accounts;
  }

  /** Both calls are steps of a browser, not of a page: what goes wrong is said on the page of signing in. */
  async function orSay(work: () => Promise<Response>, say: (code: ErrorCode) => Response): Promise<Response> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AccessError) return say(error.code);
      throw error;
    }
  }

  return factory
    .createApp()
    .get('/account', (c) => {
      const accounts = ready(c);
      const begin = async () => {
        const redirectUri = `${originOf(c, publicUrl)}${path}/account/back`;
        const { url, secret } = await accounts.begin(redirectUri, c.get('session')?.id ?? '');
        keepSecret(c, signIn, { name: accountCookie, secret, maxAge: accountLife / 1000, sameSite: 'Lax' });
        return c.redirect(url.href);
      };
      return orSay(begin, (code) => c.redirect(`/sign-in?refused=${code}`));
    })
    .get('/account/back', (c) => {
      const accounts = ready(c);
      const finish = async () => {
        const secret = getCookie(c, accountCookie);
        deleteCookie(c, accountCookie, { path });
        const { account, sessionId } = await accounts.finish(secret, new URL(c.req.url).searchParams);
        const person = await store.people.byAccount(account);
        if (!person) throw new AccessError('unknownAccount');
        await enter(c, parts, await access.signIn(person), sessionId);
        return c.html(onward('/sign-in'));
      };
      return orSay(finish, (code) => c.html(onward(`/sign-in?refused=${code}`)));
    });
}
