import { createMiddleware } from 'hono/factory';
import {
  protocolHeader,
  readProtocol,
  versionHeader,
  worksWith,
  writeVersion,
} from '../../shared/version.ts';
import { type Env, type Parts, Refusal } from './context.ts';

/**
 * Tells the server's version with every answer, refusals included, and takes no change from a page that does not work
 * with it. Reading harms nobody, and an old page goes on showing what it has.
 */
export function tellVersions({ version }: Pick<Parts, 'version'>) {
  return createMiddleware<Env>(async (c, next) => {
    const own = version();
    c.header(versionHeader, writeVersion(own));
    const page = readProtocol(c.req.header(protocolHeader));
    const isReading = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!isReading && page !== null && !worksWith(page, own)) throw new Refusal('otherVersion', 426);
    await next();
  });
}
