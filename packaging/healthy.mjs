// Ends with 0 when the server of this container answers. It speaks plain http, or leads from there to https.
import { get as getSecure } from 'node:https';

const answer = await fetch(`http://127.0.0.1:${process.env.PORT || 8080}/healthz`, {
  redirect: 'manual',
  signal: AbortSignal.timeout(4000),
});
if (answer.status === 200) process.exit(0);
const secure = answer.headers.get('location');
if (answer.status !== 307 || !secure) process.exit(1);
// The certificate is not looked at: this asks the own machine whether it lives, and sends nothing.
getSecure(secure, { rejectUnauthorized: false, timeout: 4000 }, ({ statusCode }) =>
  process.exit(statusCode === 200 ? 0 : 1),
).on('error', () => process.exit(1));
