import WebSocket from 'ws';
import * as Y from 'yjs';
import { writeSign } from '../../../shared/devices.ts';
import { roomName } from '../../../shared/dialogue.ts';
import { bodyOf } from '../../../shared/docs/minutes.ts';
import { newId } from '../../../shared/ids.ts';
import { openOffice } from '../privacy/kit.ts';

export type Office = Awaited<ReturnType<typeof openOffice>>;
export { openOffice };

/** What a browser of the hall calls itself. */
export function newSign(key = newId()): string {
  return writeSign({ key, visit: newId(), kind: 'computer' });
}

/** A socket to a room as a device opens it; `end` closes it. */
export async function openSocket(
  office: Office,
  cookie: string,
  dialogueId: string,
  sign: string,
  kind: 'minutes' | 'board' | 'register' = 'minutes',
): Promise<{ end(): Promise<void> }> {
  const url = office.url();
  const address = `${url.replace(/^http/, 'ws')}/sync/${roomName(dialogueId, kind)}?device=${sign}`;
  const socket = new WebSocket(address, { headers: { cookie, origin: url } });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return {
    end: () =>
      new Promise((resolve) => {
        socket.once('close', () => resolve());
        socket.close();
      }),
  };
}

/** What a device that wrote `words` into minutes of this state has and the hall lacks. */
export function lateWords(state: Uint8Array, words: string): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  const body = bodyOf(doc);
  body.insert(body.length, [paragraph]);
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVectorFromUpdate(state));
}

export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
