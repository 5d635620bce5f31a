import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openRecord } from '../../../server/freeze/record.ts';
import { petitionsOf, raisePetition } from '../../../shared/docs/board.ts';
import { RawClient } from '../relay/raw-client.ts';
import { until } from '../relay/test-relay.ts';
import { freezeStand, openDialogue } from './stand.ts';

let stand: Awaited<ReturnType<typeof freezeStand>>;
beforeEach(async () => {
  stand = await freezeStand();
  await stand.store.dialogues.write({ ...openDialogue, groups: [], fields: ['Vay vốn'], secretaries: [] });
});
afterEach(() => stand.close());

/** A device that types word after word into a petition of its own and hears what was stored. */
async function typist(id: string) {
  const client = await RawClient.join(`${stand.url}/${encodeURIComponent(`${openDialogue.id}/board`)}`);
  const doc = new Y.Doc();
  let sent = 0;
  doc.on('update', (update: Uint8Array) => {
    client.update(update);
    sent += 1;
  });
  raisePetition(doc, id, 'Thư ký', '2023-06-05T02:00:00Z', { field: 'Vay vốn' });
  const text = petitionsOf(doc).get(id)?.get('content');
  if (!(text instanceof Y.Text)) throw new Error('no text');
  return {
    id,
    client,
    sent: () => sent,
    type: () => text.insert(text.length, `từ${sent} `),
    stored: () => client.saved.at(-1) ?? 0,
  };
}

test('a freeze while six type: all that was acknowledged is in the record, all the rest was refused and said so', async () => {
  const typists = await Promise.all(Array.from({ length: 6 }, (_, index) => typist(`petition000${index}`)));
  let typing = true;
  const work = (async () => {
    while (typing) {
      for (const one of typists) one.type();
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  await until(() => typists.every((one) => one.stored() > 20), 'all type and are heard');
  const { id } = await stand.freezer.freeze(openDialogue.id, 'Văn phòng');
  await until(() => typists.every(({ client }) => client.modes.at(-1) === 'sealed'), 'all are told');
  typing = false;
  await work;
  const kept = await stand.store.freezes.read(id);
  if (!kept) throw new Error('nothing stored');
  const record = openRecord(kept);
  const words = new Map(record.petitions.map((one) => [one.id, one.content.trim().split(' ')]));
  for (const one of typists) {
    const inRecord = words.get(one.id) ?? [];
    // Updates are stored in their order, the first one raised the petition.
    await until(() => one.stored() === inRecord.length + 1, 'every stored update is acknowledged');
    expect(inRecord).toEqual(inRecord.map((_, index) => `từ${index + 1}`));
    expect(one.sent()).toBeGreaterThan(one.stored());
    expect(one.client.closed).toBeNull();
  }
  // One point in time: the text, its Yjs state and the live document say the same.
  const state = new Y.Doc();
  Y.applyUpdate(state, Buffer.from(record.yjs.board, 'base64'));
  const live = new Y.Doc();
  Y.applyUpdate(live, await stand.relay.read(`${openDialogue.id}/board`));
  for (const doc of [state, live])
    for (const { id: petition, content } of record.petitions)
      expect(String(petitionsOf(doc).get(petition)?.get('content'))).toBe(content);
});
