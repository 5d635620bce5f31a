import { createRequire } from 'node:module';

type YWebsocket = typeof import('y-websocket');
type Yjs = typeof import('yjs');

const require = createRequire(import.meta.url);

/** Yjs as the clients below load it. */
export const Y = require('yjs') as Yjs;

/** y-websocket's provider, unmodified, by version; installed beside the peers. */
export const providers: readonly { version: string; WebsocketProvider: YWebsocket['WebsocketProvider'] }[] = [
  'y-websocket-1',
  'y-websocket-2',
  'y-websocket-3',
].map((name) => ({
  version: (require(`${name}/package.json`) as { version: string }).version,
  WebsocketProvider: (require(name) as YWebsocket).WebsocketProvider,
}));
