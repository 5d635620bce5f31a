import type { Resource } from 'solid-js';

/** What was asked for, if it is here; nothing while it is on its way, or where the hall is out of reach and it was not kept. */
export function known<T>(resource: Resource<T>): T | undefined {
  return resource.error === undefined ? resource.latest : undefined;
}
