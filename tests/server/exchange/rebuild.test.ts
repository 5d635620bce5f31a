import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { RebuildFrozenError } from '../../../server/rebuild/contract.ts';
import { takeRestored } from '../../../server/rebuild/restored.ts';
import { frozenKinds, roomName } from '../../../shared/dialogue.ts';
import { allPetitions, petitionsOf, raisePetition } from '../../../shared/docs/board.ts';
import { addPaper } from '../../../shared/docs/papers.ts';
import { ExchangeError } from '../../../shared/exchange/problems.ts';
import { plainJpeg } from '../../shared/papers/sample-files.ts';
import { Device, dialogue, newServer, office, type TestServer } from './stand.ts';

const seed = Number(process.env.SEED ?? 20261126);
const servers: TestServer[] = [];
async function server(): Promise<TestServer> {
  const made = await newServer();
  servers.push(made);
  return made;
}
/** A server that held the dialogue from the start. */
async function oldServer(): Promise<TestServer> {
  const made = await server();
  await made.store.dialogues.write(dialogue);
  await made.store.office.write(office);
  return made;
}
afterEach(async () => {
  await Promise.all(servers.splice(0).map((one) => one.close()));
});

const id = (n: number) => `petition${String(n).padStart(4, '0')}`;
const at = (minute: number) => `2026-11-26T01:${String(minute).padStart(2, '0')}:00.000Z`;
/** Raised so that the order of raising is not that of the ids. */
const raise = (device: Device, n: number, minute: number) =>
  raisePetition(device.doc('board'), id(n), 'Thư ký', at(minute), { content: `Kiến nghị ${n}` });
const say = (device: Device, words: string) => {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  device.doc('minutes').getXmlFragment('body').push([paragraph]);
};
const minutesOf = async (one: TestServer) => (await one.doc('minutes')).getXmlFragment('body').toString();

describe('a new server from what devices kept', () => {
  test('has the dialogue under its id, the office, every word, and each petition with its number', async () => {
    const lost = await oldServer();
    const [first, second] = [new Device(), new Device()];
    say(first, 'Khai mạc lúc 8 giờ.');
    raise(first, 2, 30);
    await first.meet(lost);
    raise(second, 1, 10);
    say(second, 'Ông A hỏi về vay vốn.');
    await second.meet(lost);
    await first.meet(lost);
    const numbers = await lost.numbers();
    expect(numbers).toEqual({ [id(2)]: 'KN-01', [id(1)]: 'KN-02' });
    // Typed after the end, so known to nobody.
    raise(second, 3, 5);

    const fresh = await server();
    const result = await fresh.rebuilder.take(second.file());
    expect(result).toMatchObject({ isNew: true, petitions: 3, renumbered: [], title: dialogue.title });
    expect(await fresh.store.dialogues.read(dialogue.id)).toEqual(dialogue);
    expect((await fresh.store.office.read()).signerName).toBe('Nguyễn Hữu Bảng');
    expect(await fresh.numbers()).toEqual({ ...numbers, [id(3)]: 'KN-03' });
    expect(await minutesOf(fresh)).toContain('Khai mạc lúc 8 giờ.');
    expect(await minutesOf(fresh)).toContain('vay vốn');

    const again = await fresh.rebuilder.take(first.file());
    expect(again).toMatchObject({ isNew: false, news: [], renumbered: [] });
    expect(await fresh.numbers()).toEqual({ ...numbers, [id(3)]: 'KN-03' });
    // Each word once: joined, not put beside.
    expect((await minutesOf(fresh)).split('Khai mạc').length).toBe(2);
  });

  test('a petition that a later device brings keeps its number too; one whose number is taken gets another, and it is told', async () => {
    const lost = await oldServer();
    const [early, late] = [new Device(), new Device()];
    raise(early, 1, 1);
    await early.meet(lost);
    raise(late, 2, 2);
    raise(late, 3, 3);
    await late.meet(lost);
    const fresh = await server();
    await fresh.rebuilder.take(early.file());
    // The hall went on before all devices were back.
    const typist = new Device();
    await typist.meet(fresh);
    raise(typist, 9, 9);
    await typist.meet(fresh);
    expect((await fresh.numbers())[id(9)]).toBe('KN-02');
    const result = await fresh.rebuilder.take(late.file());
    expect(result.renumbered).toEqual([{ from: 'KN-02', to: 'KN-04' }]);
    expect(await fresh.numbers()).toEqual({
      [id(1)]: 'KN-01',
      [id(9)]: 'KN-02',
      [id(3)]: 'KN-03',
      [id(2)]: 'KN-04',
    });
  });

  test('devices that come back over the wire bring their numbers along as well', async () => {
    const lost = await oldServer();
    const [first, second] = [new Device(), new Device()];
    raise(first, 5, 40);
    await first.meet(lost);
    raise(second, 4, 3);
    await second.meet(lost);
    const fresh = await server();
    await fresh.rebuilder.take(first.file());
    await fresh.comesBack(second);
    expect(await fresh.numbers()).toEqual(await lost.numbers());
  });

  test('a number that a peer forged on a server that lost nothing is not believed', async () => {
    const one = await oldServer();
    const peer = new Device();
    raise(peer, 1, 1);
    petitionsOf(peer.doc('board')).get(id(1))?.set('number', 'KN-77');
    await one.comesBack(peer);
    expect(await one.numbers()).toEqual({ [id(1)]: 'KN-01' });
  });

  test('papers are taken and those that nobody brought are named', async () => {
    const hash = createHash('sha256').update(plainJpeg).digest('hex');
    const device = new Device();
    for (const [paper, name] of [
      [hash, 'paper0000001'],
      ['f'.repeat(64), 'paper0000002'],
    ] as const)
      addPaper(device.doc('register'), {
        id: name,
        hash: paper,
        type: 'image/jpeg',
        size: 1,
        width: 16,
        height: 16,
        addedAt: at(1),
        addedBy: 'Thư ký',
        petitionId: '',
        state: 'waiting',
        note: '',
      });
    const fresh = await server();
    const result = await fresh.rebuilder.take(device.file({ papers: [{ hash, bytes: plainJpeg }] }));
    expect(result.missingPapers).toEqual(['f'.repeat(64)]);
    expect((await fresh.papers.read(dialogue.id, hash))?.bytes).toEqual(plainJpeg);
  });

  test('what is refused leaves nothing: changes only, poison, a dialogue in another shape', async () => {
    const device = new Device();
    say(device, 'Một câu.');
    raise(device, 1, 1);
    const fresh = await server();
    const refused = async (change: Parameters<Device['file']>[0]) => {
      const error = await fresh.rebuilder.take(device.file(change)).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(await fresh.store.dialogues.list()).toEqual([]);
      expect(await minutesOf(fresh)).toBe('');
      return error instanceof ExchangeError ? error.problem : String(error);
    };
    const [minutes, board] = device.file().documents;
    expect(await refused({ session: null, scope: 'waiting' })).toBe('notWhole');
    if (!minutes || !board) throw new Error('no documents');
    const poison = { ...board, update: Uint8Array.of(1, 1, 9, 9, 9, 9) };
    expect(await refused({ documents: [minutes, poison] })).toBe('poisoned');
    const odd = { ...dialogue, year: 'nay' as unknown as number };
    expect(await refused({ session: { dialogue: odd, office, preparation: null } })).toBe('notWhole');
  });

  test(`files of any devices in any order, some twice, come to the same numbers and words (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 4 }),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 59 })), { minLength: 1, maxLength: 10 }),
        fc.array(fc.nat(), { maxLength: 4 }),
        async (count, raised, order) => {
          const lost = await oldServer();
          const devices = Array.from({ length: count }, () => new Device());
          const one = (n: number) => devices[n % count] as Device;
          for (const [n, [who, minute]] of raised.entries()) {
            raise(one(who), n, minute);
            say(one(who), `Câu số ${n}.`);
            await one(who).meet(lost);
          }
          const fresh = await server();
          for (const n of order) await fresh.rebuilder.take(one(n).file());
          for (const device of devices) await fresh.rebuilder.take(device.file());
          expect(await fresh.numbers()).toEqual(await lost.numbers());
          for (const n of raised.keys()) expect(await minutesOf(fresh)).toContain(`Câu số ${n}.`);
          await Promise.all(servers.splice(0).map((made) => made.close()));
        },
      ),
      { seed, numRuns: 12 },
    );
  }, 60_000);
});

describe('rooms that come back with more than the server has', () => {
  test('a frozen dialogue takes nothing, neither by file nor over the wire', async () => {
    const one = await oldServer();
    const device = new Device();
    say(device, 'Trước khi chốt.');
    await device.meet(one);
    await one.store.dialogues.write({ ...dialogue, state: 'frozen' });
    await one.relay.seal(frozenKinds.map((kind) => roomName(dialogue.id, kind)));
    say(device, 'Sau khi chốt.');
    await expect(one.rebuilder.take(device.file())).rejects.toThrow(RebuildFrozenError);
    await expect(one.comesBack(device)).rejects.toThrow();
    expect(await minutesOf(one)).not.toContain('Sau khi chốt');
  });

  test('after a restored backup petitions that it did not know keep the numbers they had', async () => {
    const lost = await oldServer();
    const device = new Device();
    raise(device, 1, 1);
    await device.meet(lost);
    const backup = new Device();
    await backup.meet(lost);
    raise(device, 3, 50);
    await device.meet(lost);
    raise(device, 2, 2);
    await device.meet(lost);

    const restored = await oldServer();
    writeFileSync(join(restored.dir, 'restored'), '2026-11-25T00:00:00.000Z');
    await takeRestored(restored.dir, restored.store);
    expect(existsSync(join(restored.dir, 'restored'))).toBe(false);
    await restored.comesBack(backup);
    await restored.comesBack(device);
    expect(await restored.numbers()).toEqual(await lost.numbers());
    expect(allPetitions(await restored.doc('board')).map(({ number }) => number)).toEqual([
      'KN-01',
      'KN-02',
      'KN-03',
    ]);
  });
});
