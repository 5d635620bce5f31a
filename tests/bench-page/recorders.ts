import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { petitionsOf } from '../../shared/docs/board.ts';
import { bodyOf } from '../../shared/docs/minutes.ts';
import { blocksPerPage, pages, petitionId } from './filling.ts';

/** Other recorders at work: each with connections of its own, typing in the minutes or the board, with carets. */
export interface Recorders {
  stop(): void;
}

const keysPerSecond = 5;

/** A recorder's connection to one room: what it writes goes out, what others write is not looked at. */
function connect(url: string, cookie: string, room: string) {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/sync/${room}`, {
    headers: { cookie, origin: url },
  });
  const send = (type: number, write: (encoder: encoding.Encoder) => void) => {
    if (socket.readyState !== WebSocket.OPEN) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, type);
    write(encoder);
    socket.send(encoding.toUint8Array(encoder));
  };
  return {
    update: (update: Uint8Array) =>
      send(0, (encoder) => {
        encoding.writeVarUint(encoder, 2);
        encoding.writeVarUint8Array(encoder, update);
      }),
    presence: (update: Uint8Array) => send(1, (encoder) => encoding.writeVarUint8Array(encoder, update)),
    close: () => socket.close(),
  };
}

/**
 * Starts `count` recorders at 5 keys a second. All write through one mirror of each document under client ids
 * of their own, so that the load costs this machine little more than what the hall sees of it.
 */
export function startRecorders(
  url: string,
  cookie: string,
  dialogueId: string,
  mirrors: { minutes: Y.Doc; board: Y.Doc },
  count: number,
): Recorders {
  const stops = Array.from({ length: count }, (_, at) => {
    // Two of three in the minutes, every third in a petition.
    const inBoard = at % 3 === 2;
    const mirror = inBoard ? mirrors.board : mirrors.minutes;
    const wire = connect(url, cookie, `${dialogueId}/${inBoard ? 'board' : 'minutes'}`);
    const me = new Y.Doc();
    const awareness = new Awareness(me);
    const text = inBoard
      ? petitionText(mirror, at * 7)
      : minutesText(mirror, Math.floor(((at + 0.5) * pages) / count));
    awareness.setLocalStateField('user', { name: `Thư ký ${at + 1}`, color: '#14508c' });
    if (inBoard) awareness.setLocalStateField('where', { petition: petitionId(at * 7) });
    let keys = 0;
    const press = () => {
      const own = mirror.clientID;
      mirror.clientID = me.clientID;
      const before = Y.encodeStateVector(mirror);
      mirror.transact(
        () => text.insert(text.length, keys % 6 === 5 ? ' ' : 'ghi'.charAt(keys % 3)),
        'recorder',
      );
      wire.update(Y.encodeStateAsUpdate(mirror, before));
      mirror.clientID = own;
      keys += 1;
      if (!inBoard) {
        const place = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, text.length, -1));
        awareness.setLocalStateField('cursor', { anchor: place, head: place });
      }
      wire.presence(encodeAwarenessUpdate(awareness, [me.clientID]));
    };
    let timer: ReturnType<typeof setInterval> | undefined;
    const start = setTimeout(
      () => {
        timer = setInterval(press, 1000 / keysPerSecond);
      },
      (at * 1000) / keysPerSecond / count,
    );
    return () => {
      clearTimeout(start);
      clearInterval(timer);
      wire.close();
      awareness.destroy();
    };
  });
  return {
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

function minutesText(doc: Y.Doc, page: number): Y.XmlText {
  const body = bodyOf(doc);
  const block = body.get(body.length - (pages - page) * blocksPerPage + 3);
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error(`page ${page} has no text`);
  return text;
}

function petitionText(doc: Y.Doc, at: number): Y.Text {
  const text = petitionsOf(doc).get(petitionId(at))?.get('content');
  if (!(text instanceof Y.Text)) throw new Error(`petition ${at} has no text`);
  return text;
}
