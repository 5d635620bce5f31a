import { createMiddleware } from 'hono/factory';
import { parseHost } from '../access/hosts.ts';

/** Headers that a browser keeps a page by. They are on every answer: pages, files, refusals, what was not found. */

/** Features that no page of ours asks for, so that nothing that might get in can. */
const refusedFeatures = [
  'accelerometer',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

/**
 * What the screen, a sign-in and the exchange by codes ask for, and only our own pages may. One page leads to the others
 * without being loaded anew, so what one of them needs is said of all.
 */
const ownFeatures = [
  'camera',
  'fullscreen',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
];

const permissions = [
  ...refusedFeatures.map((feature) => `${feature}=()`),
  ...ownFeatures.map((feature) => `${feature}=(self)`),
].join(', ');

/**
 * Names of the policies in client/trusted-html.ts, ProseMirror asks for the default one; and of that for the address of
 * the page's own worker (client/offline/worker-address.ts).
 */
const typePolicies = 'default pasted-html own-worker';

/**
 * The policy of pages: nothing is allowed but what is named, and all of it from this server.
 * @param host the Host that was asked for, known to be ours; '' names no sockets beyond 'self'
 */
export function pagePolicy(host: string): string {
  // Safari before 15.4 does not count a WebSocket of this host as 'self'.
  const sockets = host === '' ? '' : ` ws://${host} wss://${host}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    // Icons that the stylesheet brings along, codes to scan, and pictures of papers that lie on this device.
    "img-src 'self' data: blob:",
    `connect-src 'self'${sockets}`,
    // The director's preview is the screen's own page.
    "frame-src 'self'",
    "frame-ancestors 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    `trusted-types ${typePolicies}`,
  ].join('; ');
}

/** The policy of what is no page: data, files, refusals. Nothing in it may load, run or be framed. */
export const filePolicy =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/** The policy of the worker's script: it fetches the page's files from this server, and nothing else. */
export const workerPolicy = `default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`;

const everywhere: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': permissions,
  'cross-origin-resource-policy': 'same-origin',
};

/** Headers of an answer. A route's own stricter policy, and its rule for caches, stay as they are. */
export const safeHeaders = createMiddleware(async (c, next) => {
  await next();
  const { headers } = c.res;
  const set = (name: string, value: string) => {
    if (!headers.has(name)) headers.set(name, value);
  };
  for (const [name, value] of Object.entries(everywhere)) set(name, value);
  const host = c.req.header('host') ?? '';
  const isPage = c.res.status < 300 && /^text\/html\b/.test(headers.get('content-type') ?? '');
  set('content-security-policy', isPage ? pagePolicy(parseHost(host) ? host : '') : filePolicy);
  // Only by https: elsewhere browsers ignore it, and say so in their console.
  if (new URL(c.req.url).protocol === 'https:') set('cross-origin-opener-policy', 'same-origin');
  if (c.res.status >= 400) headers.set('cache-control', 'no-store');
});
