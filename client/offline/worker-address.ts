import { workerPath } from './messages.ts';

interface Factory<T> {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): T };
}

const factory = (globalThis as { trustedTypes?: Factory<string> }).trustedTypes;

/**
 * The one script address that the page gives to the browser. Its policy (server/api/headers.ts) makes an address of
 * nothing else.
 */
const policy = factory?.createPolicy('own-worker', {
  createScriptURL(address) {
    if (address !== workerPath) throw new TypeError('not the page’s own worker');
    return address;
  },
});

/** The worker's address as the browser wants it. */
export const workerAddress = (): string => policy?.createScriptURL(workerPath) ?? workerPath;
