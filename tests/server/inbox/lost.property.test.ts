import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createInbox } from '../../../server/inbox/inbox.ts';
import { createMemoryLog } from '../../../server/relay/memory-log.ts';
import { createRelay } from '../../../server/relay/relay.ts';
import { createRedactors } from '../../../server/search/redactors.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import type { Session } from '../../../server/store/store.ts';
import { createWriting } from '../../../server/work/writing.ts';
import { type Dialogue, frozenKinds, roomName } from '../../../shared/dialogue.ts';
import { allPetitions, petitionsOf, setPetition } from '../../../shared/docs/board.ts';
import { allPrepared } from '../../../shared/docs/prepared.ts';
import { petitionersOf } from '../../../shared/docs/register.ts';
import type { Petition } from '../../../shared/petition.ts';
import { hallDialogue } from '../../e2e/kit.ts';
import { dataFolder } from '../../e2e/server.ts';

/*
 * Whatever villages, the organizer, units and a freeze do in whatever order, and wherever the server stops in between
 * (before any write to register, board or store): after the next start every petition that was handed in is in exactly one
 * state, its words stand in the inbox or on one board, and its citizen in the inbox or in that board's register.
 */
const dialogueIds = ['dialogue0001', 'dialogue0002', 'dialogue0003'];
const most = 6;

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('handsIn' as const), n: fc.nat(most - 1) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('takes' as const),
      ns: fc.uniqueArray(fc.nat(most - 1), { minLength: 1, maxLength: 3 }),
      // The last: back into the inbox.
      to: fc.nat(dialogueIds.length),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constantFrom('asks', 'replies', 'declines', 'reopens', 'prepares', 'begins' as const),
      n: fc.nat(most - 1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('joins' as const),
      n: fc.nat(most - 1),
      into: fc.nat(most - 1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('freezes' as const), to: fc.nat(dialogueIds.length - 1) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
/** What happens, and before which write of it the server stops; 0: it does not. */
const steps = fc.array(
  fc.tuple(step, fc.oneof(fc.constant(0), { weight: 2, arbitrary: fc.integer({ min: 1, max: 4 }) })),
  {
    minLength: 4,
    maxLength: 24,
  },
);

class Crash extends Error {}

const idOf = (n: number) => `handedin000${n}`;
const wordsOf = (n: number) => `Việc số ${n}: xin sửa cầu treo`;
const nameOf = (n: number) => `Y Người ${n}`;

const session = (role: Session['role'], of: Partial<Session>): Session => ({
  id: `session-${role}`,
  tokenHash: '',
  linkId: '',
  role,
  dialogueId: role === 'organizer' ? '' : 'dialogue0001',
  unit: '',
  village: '',
  personId: '',
  dutyId: '',
  name: `Người ${role}`,
  createdAt: '',
  expiresAt: '',
  ...of,
});
const head = session('village', { village: 'Đăk Vang' });
const organizer = session('organizer', {});
const officer = session('officer', { unit: 'Địa chính' });

/** A store, a relay, and an inbox that can be stopped before a write and started again. */
async function openStand() {
  const data = dataFolder();
  const store = await openSqliteStore(data.dir, createUpdateLog);
  const office = await store.office.read();
  await store.office.write({ ...office, villages: ['Đăk Vang'], units: ['Địa chính'] });
  for (const id of dialogueIds) {
    const dialogue: Dialogue = { ...hallDialogue, title: `Buổi ${id}`, id, state: 'open' };
    await store.dialogues.write(dialogue);
  }
  const sealed = new Set<string>();
  const silent = () => undefined;
  const quiet = { debug: silent, info: silent, warn: silent, error: silent };
  const relay = createRelay({ log: createMemoryLog(), isSealed: (room) => sealed.has(room), logger: quiet });
  let writesLeft = Number.POSITIVE_INFINITY;
  const writing = () => {
    writesLeft -= 1;
    if (writesLeft <= 0) throw new Crash('the server stops here');
  };
  const redactors = createRedactors(relay);
  const docOf = async (dialogueId: string, kind: 'board' | 'register') => {
    const doc = new Y.Doc();
    const state = await relay.read(roomName(dialogueId, kind));
    if (state.length > 0) Y.applyUpdate(doc, state);
    return doc;
  };
  const open = () =>
    createInbox({
      book: {
        ...store.inbox,
        async change(changes) {
          writing();
          return store.inbox.change(changes);
        },
        async add(item, citizen) {
          writing();
          return store.inbox.add(item, citizen);
        },
      },
      relay,
      writing: createWriting({
        relay: {
          read: (room) => relay.read(room),
          async write(room, update) {
            writing();
            await relay.write(room, update);
          },
        },
        dialogues: store.dialogues,
        authored: () => undefined,
      }),
      standing: async (id) => allPetitions(await docOf(id, 'board')).map((petition) => ({ petition })),
      dialogues: store.dialogues,
      office: store.office,
      redactors,
      settleNumbers: async () => undefined,
      logger: quiet,
    });
  let inbox = open();
  return {
    store,
    relay,
    docOf,
    get inbox() {
      return inbox;
    },
    /** From now on the server stops before this write; 0: it goes on. */
    stopBefore(write: number) {
      writesLeft = write === 0 ? Number.POSITIVE_INFINITY : write;
    },
    async restart() {
      writesLeft = Number.POSITIVE_INFINITY;
      inbox.close();
      inbox = open();
      await inbox.begin();
    },
    async freeze(dialogueId: string) {
      const dialogue = await store.dialogues.read(dialogueId);
      if (!dialogue || dialogue.state === 'frozen') return;
      for (const kind of frozenKinds) sealed.add(roomName(dialogueId, kind));
      await relay.seal(frozenKinds.map((kind) => roomName(dialogueId, kind)));
      await store.dialogues.write({ ...dialogue, state: 'frozen' });
    },
    async close() {
      inbox.close();
      redactors.close();
      await relay.close();
      await store.close();
      data.remove();
    },
  };
}
type Stand = Awaited<ReturnType<typeof openStand>>;

async function seenOf({ store }: Stand, n: number) {
  const item = await store.inbox.read(idOf(n));
  return { id: idOf(n), revision: item?.revision ?? 0, item };
}

/** Somebody in the hall begins on a petition wherever it is. */
async function begin(stand: Stand, n: number): Promise<void> {
  const { item } = await seenOf(stand, n);
  if (item?.state !== 'taken') return;
  const doc = await stand.docOf(item.dialogueId, 'board');
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const map = petitionsOf(doc).get(idOf(n));
  if (map) setPetition(doc, map, { state: 'answered' });
  if (updates.length > 0 && (await stand.store.dialogues.read(item.dialogueId))?.state === 'open')
    await stand.relay.write(roomName(item.dialogueId, 'board'), Y.mergeUpdates(updates));
}

async function take(stand: Stand, each: Step): Promise<void> {
  const { inbox } = stand;
  if (each.does === 'handsIn') {
    const { n } = each;
    const given = {
      content: wordsOf(n),
      field: 'Vay vốn',
      name: nameOf(n),
      phone: '0905111222',
      village: '',
    };
    await inbox.handIn(head, { id: idOf(n), ...given, category: 'poor', replyWish: 'none', wish: '' });
  } else if (each.does === 'takes') {
    await inbox.take(organizer, each.ns.map(idOf), dialogueIds[each.to] ?? '');
  } else if (each.does === 'joins') {
    await inbox.join(organizer, [idOf(each.n)], idOf(each.into));
  } else if (each.does === 'freezes') {
    await stand.freeze(dialogueIds[each.to] ?? '');
  } else {
    const { n } = each;
    const seen = await seenOf(stand, n);
    if (each.does === 'asks') await inbox.ask(organizer, seen, 'Ở đâu?');
    if (each.does === 'declines') await inbox.decline(organizer, seen, 'Đã có');
    if (each.does === 'reopens') await inbox.reopen(organizer, seen);
    if (each.does === 'begins') await begin(stand, n);
    if (each.does === 'replies') {
      const asked = seen.item?.history.findLast(({ act }) => act === 'asked');
      await inbox.reply(head, seen.id, asked?.at ?? '', 'Ở suối');
    }
    if (each.does === 'prepares') {
      await inbox.assign(organizer, [seen.id], 'Địa chính');
      await inbox.prepare(officer, seen.id, { text: `Soạn cho ${n}`, seen: '' });
    }
  }
}

const isLive = ({ state }: Petition) => state !== 'withdrawn';

/** What must hold after every start. `handed`: whose handing in was told to be done; `prepared`: likewise. */
async function check(
  stand: Stand,
  handed: ReadonlySet<number>,
  prepared: ReadonlySet<number>,
): Promise<void> {
  const items = new Map((await stand.store.inbox.list()).map((item) => [item.id, item]));
  const citizens = await stand.store.inbox.citizens();
  const boards = new Map<string, Map<string, Petition>>();
  const names = new Map<string, Y.Doc>();
  const preparations = new Map<string, ReturnType<typeof allPrepared>>();
  for (const id of dialogueIds) {
    const board = await stand.docOf(id, 'board');
    boards.set(id, new Map(allPetitions(board).map((each) => [each.id, each])));
    preparations.set(id, allPrepared(board));
    names.set(id, await stand.docOf(id, 'register'));
  }
  for (const n of handed) expect(items.has(idOf(n)), `${idOf(n)} was handed in and is gone`).toBe(true);
  for (const [id, item] of items) {
    const n = Number(id.slice(-1));
    const live = dialogueIds.filter((dialogueId) => {
      const petition = boards.get(dialogueId)?.get(id);
      return petition !== undefined && isLive(petition);
    });
    expect(item.settled, `${id} is settled after a start`).toBe(true);
    expect(live, `${id} is ${item.state}`).toEqual(item.state === 'taken' ? [item.dialogueId] : []);
    const words = item.state === 'taken' ? boards.get(item.dialogueId)?.get(id)?.content : item.content;
    expect(words, `words of ${id}`).toContain(wordsOf(n));
    const register = names.get(item.dialogueId);
    const citizen =
      item.state === 'taken' && register
        ? petitionersOf(register).get(id)?.get('name')
        : citizens.get(id)?.name;
    expect(citizen, `citizen of ${id}`).toBe(nameOf(n));
    expect(citizens.has(id), `${id} names its citizen once`).toBe(item.state !== 'taken');
    if (item.state === 'joined') {
      expect(['new', 'asked', 'taken', 'declined']).toContain(items.get(item.joinedInto)?.state);
    }
    if (prepared.has(n)) {
      const said = item.state === 'taken' ? preparations.get(item.dialogueId)?.get(id) : item.prepared;
      expect(said?.text, `what was prepared for ${id}`).toBe(`Soạn cho ${n}`);
    }
  }
}

/** At no point, also not where the server stopped, does a matter stand on a board whose redactor does not know its name. */
async function checkNamesFirst(stand: Stand): Promise<void> {
  for (const dialogueId of dialogueIds) {
    const petitions = allPetitions(await stand.docOf(dialogueId, 'board'));
    const register = await stand.docOf(dialogueId, 'register');
    for (const { id } of petitions) {
      const name = petitionersOf(register).get(id)?.get('name');
      expect(name, `the name of ${id} before its matter`).toBe(nameOf(Number(id.slice(-1))));
    }
  }
}

const seed = 20_261_126;

test(`no petition of the inbox is lost or doubled, wherever the server stops (seed ${seed})`, async () => {
  let crashes = 0;
  const states = new Set<string>();
  await fc.assert(
    fc.asyncProperty(steps, async (run) => {
      const stand = await openStand();
      const handed = new Set<number>();
      const prepared = new Set<number>();
      try {
        for (const n of [0, 1, 2, 3]) {
          await take(stand, { does: 'handsIn', n });
          handed.add(n);
        }
        for (const [each, stopsBefore] of run) {
          stand.stopBefore(stopsBefore);
          try {
            await take(stand, each);
            if (each.does === 'handsIn') handed.add(each.n);
            if (each.does === 'prepares') prepared.add(each.n);
          } catch (error) {
            if (error instanceof Crash) crashes += 1;
            // A refusal says why; anything else is a fault.
            else if (!(error instanceof Error && /^(InboxError|WorkError)$/.test(error.name))) throw error;
          }
          await checkNamesFirst(stand);
          await stand.restart();
          await check(stand, handed, prepared);
        }
        for (const { state } of await stand.store.inbox.list()) states.add(state);
      } finally {
        await stand.close();
      }
    }),
    { seed, numRuns: 40 },
  );
  // The runs went everywhere.
  expect(crashes).toBeGreaterThan(30);
  expect([...states].sort()).toEqual(['asked', 'declined', 'joined', 'new', 'taken']);
}, 120_000);
