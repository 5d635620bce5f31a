import { readFileSync } from 'node:fs';
import type { Context } from 'hono';
import { Hono } from 'hono';
import type { AuthorityToTrust } from './certificate.ts';
import { appleProfile } from './profile.ts';
import { trustPage } from './trust-page.ts';

const asset = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

/** What the pages about trust need to know of the server. */
export interface Trust {
  /** Null: devices trust the certificate already. */
  authority: AuthorityToTrust | null;
  /** Port of https. */
  port(): number;
  /** Where devices of the hall find the trust page: an origin. */
  door(): string;
}

/** The host that a request asked for, without its port; null when what it says is no host. */
function askedHost(c: Context): string | null {
  try {
    return new URL(`http://${c.req.header('host') ?? ''}/`).hostname || null;
  } catch {
    return null;
  }
}

/** The product's origin at the host that was asked for. */
function secureOrigin(c: Context, port: number): string {
  return `https://${askedHost(c) ?? 'localhost'}${port === 443 ? '' : `:${port}`}`;
}

/** Answers with the trust page. `path`: where a device that trusts the server goes; '' to stay. */
async function showTrustPage(c: Context, authority: AuthorityToTrust, trust: Trust, path: string) {
  const origin = secureOrigin(c, trust.port());
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    'img-src data:',
    `connect-src ${origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  c.header('content-security-policy', policy.join('; '));
  c.header('cache-control', 'no-store');
  c.header('referrer-policy', 'no-referrer');
  c.header('x-content-type-options', 'nosniff');
  return c.html(
    trustPage({
      language: c.req.query('lang') === 'en' ? 'en' : 'vi',
      authority,
      secureUrl: origin + (path || '/'),
      pageUrl: `${trust.door()}/`,
      goOn: path !== '',
      userAgent: c.req.header('user-agent') ?? '',
    }),
  );
}

/** `/trust` and what it needs: style, script, the authority's certificate and Apple's profile of it. */
export function trustRoutes(trust: Trust): Hono {
  const { authority } = trust;
  if (!authority) return new Hono();
  const style = asset('trust.css');
  const script = asset('trust.js');
  const send = (type: string, body: string | Uint8Array<ArrayBuffer>) => (c: Context) =>
    c.body(body, 200, {
      'content-type': type,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
  return (
    new Hono()
      .get('/trust', (c) => showTrustPage(c, authority, trust, ''))
      // The page on plain http, another origin, asks for it over https: only a device that trusts the server gets it.
      .get('/trust/known', (c) =>
        c.body(null, 204, { 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'no-store' }),
      )
      .get('/trust/trust.css', send('text/css; charset=utf-8', style))
      .get('/trust/trust.js', send('text/javascript; charset=utf-8', script))
      .get('/trust/doi-thoai.crt', send('application/x-x509-ca-cert', authority.der))
      .get('/trust/doi-thoai.mobileconfig', send('application/x-apple-aspen-config', appleProfile(authority)))
  );
}

/**
 * What answers on plain http: the trust page to whoever opens an address in a browser; to everything else, and with a
 * certificate that devices know, a redirect to https. Nothing else: no page of the product, no session, no data.
 */
export function plainDoor(trust: Trust): Hono {
  const { authority } = trust;
  const app = new Hono().route('/', trustRoutes(trust));
  app.all('*', async (c) => {
    const { pathname, search } = new URL(c.req.url);
    const isPage = c.req.method === 'GET' && (c.req.header('accept') ?? '').includes('text/html');
    if (authority && isPage) return showTrustPage(c, authority, trust, pathname + search);
    // Kept by no browser: the office may start without https tomorrow.
    c.header('cache-control', 'no-store');
    return c.redirect(secureOrigin(c, trust.port()) + pathname + search, 307);
  });
  return app;
}
