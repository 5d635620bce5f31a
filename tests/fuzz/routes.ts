import { createApp } from '../../server/api/app.ts';
import type { Parts } from '../../server/api/context.ts';

export interface Route {
  method: string;
  /** With `:name` where a value stands. */
  path: string;
}

/** Parts that do nothing: enough to learn which routes there are. */
const nothing: unknown = new Proxy(() => nothing, { get: () => nothing });

/** Every route that the API has registered, once each; a route that is added is attacked without being named here. */
export function allRoutes(): Route[] {
  const found = new Map<string, Route>();
  for (const { method, path } of createApp(nothing as Parts).routes) {
    if (method !== 'ALL') found.set(`${method} ${path}`, { method, path });
  }
  return [...found.values()];
}
