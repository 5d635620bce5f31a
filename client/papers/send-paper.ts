import { paperChunkBytes } from '../../shared/papers/paper-kind.ts';
import { call } from '../api.ts';

/** How much of a file the server has, bytes, and whether that is all. */
interface Standing {
  offset: number;
  whole: boolean;
}

/**
 * Sends what the server does not have yet of a paper's file, piece by piece; `told` is called before each piece with how
 * many bytes it has. Throws ApiError.
 */
export async function sendPaper(
  dialogueId: string,
  hash: string,
  bytes: Uint8Array,
  { signal, told }: { signal?: AbortSignal; told?: (offset: number) => void } = {},
): Promise<void> {
  const path = `/api/dialogues/${dialogueId}/papers/${hash}`;
  let { offset, whole }: Standing = await (await call(`${path}/offset`, { signal })).json();
  while (!whole) {
    told?.(offset);
    const answer = await call(path, {
      method: 'PATCH',
      signal,
      headers: { 'upload-offset': String(offset), 'upload-length': String(bytes.length) },
      body: bytes.slice(offset, offset + paperChunkBytes),
    });
    ({ offset, whole } = await answer.json());
  }
}
