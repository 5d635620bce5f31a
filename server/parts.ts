import * as Y from 'yjs';
import {
  type Dialogue,
  documentKinds,
  frozenKinds,
  parsePlanRoom,
  parseRoom,
  roomName,
} from '../shared/dialogue.ts';
import { minutesTemplate, writeTemplate } from '../shared/minutes-template.ts';
import { closeCodes } from '../shared/wire.ts';
import { createAccess } from './access/access.ts';
import { createActivityWatcher } from './activity/watch.ts';
import { type Parts, Refusal } from './api/context.ts';
import { createBoardWatcher } from './board/watch.ts';
import type { Config } from './config.ts';
import { loadDemo } from './demo/load.ts';
import { createDeviceKeeper } from './devices/keeper.ts';
import { createLateKeeper } from './devices/late.ts';
import { createPaperSources } from './documents/paper-sources.ts';
import { makeDocument, renderDocument } from './documents/render.ts';
import type { Neighbours } from './escalation/contract.ts';
import { createArchiver } from './export/archive.ts';
import { provenSignOffs } from './export/sign-offs.ts';
import { createFollowing } from './follow-up/following.ts';
import { laidOver } from './follow-up/laid-over.ts';
import type { DocumentMaker, SigningKey } from './freeze/contract.ts';
import { createFreezer } from './freeze/freeze.ts';
import { createPrinter } from './freeze/printer.ts';
import type { HallAddresses } from './https/addresses.ts';
import { createInbox } from './inbox/inbox.ts';
import { createReminders } from './mail/reminders.ts';
import { createNumbers } from './numbers/numbers.ts';
import type { PaperFiles } from './papers/contract.ts';
import { createPaperStore } from './papers/papers.ts';
import { createPlanKeeper } from './plan/keeper.ts';
import { createAudit } from './privacy/audit.ts';
import { createEraser } from './privacy/eraser.ts';
import type { ProcessParts } from './process-parts.ts';
import { createRebuilder } from './rebuild/rebuild.ts';
import { createReceipts } from './receipt/receipts.ts';
import type { Logger } from './relay/logger.ts';
import type { ObservedRelay } from './relay/relay.ts';
import { createMoments } from './review/moments.ts';
import { createReviewer } from './review/reviewer.ts';
import { createScreenProjector } from './screen/projector.ts';
import { createFinder } from './search/finder.ts';
import { createRedactors } from './search/redactors.ts';
import { createSearchWatcher } from './search/watch.ts';
import { createSignIn } from './sign-in/sign-in.ts';
import { endOldSessions } from './sign-in/sweep.ts';
import type { Session, Store } from './store/store.ts';
import { createInviter } from './work/inviter.ts';
import { createWorker } from './work/worker.ts';
import { createWriting } from './work/writing.ts';

/** How long the part of a paper waits for the device that has the rest, ms: 60 days. */
const partLife = 60 * 24 * 3_600_000;

/** What the parts of one commune stand on. */
export interface Foundation {
  config: Config;
  store: Store;
  /** Asks `isSealed` and `authored` of what is composed. */
  relay: ObservedRelay;
  signingKey: SigningKey;
  receiptKey: Buffer;
  /** The bytes of papers. */
  files: PaperFiles;
  /** The other communes of the installation; null: a hall of its own. */
  neighbours: Neighbours | null;
  /** Not closed with the parts: other communes may have them too. */
  process: Pick<ProcessParts, 'operation' | 'version'>;
  /** Where the server is found; asked for once it listens. */
  addresses(): HallAddresses;
  logger: Logger;
}

/** The parts of a server on one store, put together. */
export interface Composed {
  parts: Parts;
  /** Whether nothing may be written in a room any more. */
  isSealed(room: string): boolean;
  /** A session was first seen to write with a Yjs client id. */
  authored(room: string, client: number, session: string): void;
  /** Whether a room's dialogue is in the archive: it opens nowhere. */
  isInArchive(room: string): boolean;
  /** Whether a room is one of this store. */
  isThere(room: string): Promise<boolean>;
  /** To be waited for before somebody opens a room. */
  opening(session: Session, room: string): Promise<void>;
  /** Brings what a crash left half done to its end; before anybody is served. */
  begin(): Promise<void>;
  /** What may be done while the hall works already. */
  catchUp(): void;
  /** Ends what the parts do by themselves; relay and store stay open. */
  end(): Promise<void>;
  /** The very last, when no connection is left: what is still being noted of devices. */
  close(): Promise<void>;
}

/** Puts the parts together: the only place that knows them all. */
export async function composeParts({
  config,
  store,
  relay,
  signingKey,
  receiptKey,
  files,
  neighbours,
  process,
  addresses,
  logger,
}: Foundation): Promise<Composed> {
  const sealed = new Set<string>();
  const sealDialogue = (id: string) => {
    for (const kind of frozenKinds) sealed.add(roomName(id, kind));
  };
  const archived = new Set<string>();
  const open: string[] = [];
  const dialogues = await store.dialogues.list();
  for (const { id, state, archivedAt } of dialogues) {
    if (archivedAt) archived.add(id);
    if (state === 'frozen') sealDialogue(id);
    else open.push(id);
  }
  const sessionName = async (id: string) => (await store.sessions.byId(id))?.name ?? '';
  const activity = createActivityWatcher({
    relay,
    logger,
    async knownValues(dialogueId) {
      const dialogue = await store.dialogues.read(dialogueId);
      if (!dialogue || dialogue.state === 'frozen') return null;
      const { villages, units, authorities } = await store.office.read();
      return { fields: dialogue.fields, villages, units, authorities };
    },
    sessionName,
  });
  const moments = createMoments({ relay, book: store.moments, sessionName, logger });
  const watcher = createBoardWatcher({
    relay,
    numbers: store.numbers,
    index: laidOver(store.petitions, store.followUp),
    wasRebuilt: (dialogueId) => store.rebuilt.has(dialogueId),
    logger,
  });
  const access = createAccess(store);
  const signIn = createSignIn(store, config, logger);
  const projector = createScreenProjector({
    relay,
    logger,
    async contextOf(dialogueId) {
      const dialogue = await store.dialogues.read(dialogueId);
      if (!dialogue) return null;
      const { villages, body } = await store.office.read();
      const freezes = dialogue.state === 'frozen' ? await store.freezes.list(dialogueId) : [];
      return { dialogue, villages, body, frozenAt: freezes.at(-1)?.frozenAt ?? '' };
    },
    async opensPublicList(dialogueId, token) {
      const link = await access.opens(token);
      return link?.role === 'public' && link.dialogueId === dialogueId;
    },
  });
  const searching = createSearchWatcher({ relay, index: store.search, logger });
  const redactors = createRedactors(relay);
  const writing = createWriting({
    relay,
    dialogues: store.dialogues,
    authored: (room, client, session) => activity.authored(room, client, session),
  });
  const { dutiesNow } = access;
  const following = createFollowing({ store, relay, redactors, writing, files, dutiesNow, neighbours });
  const worker = createWorker({
    relay,
    office: store.office,
    people: store.people,
    redactors,
    followUp: following.followUp,
    writing,
  });
  const inbox = createInbox({
    book: store.inbox,
    relay,
    dialogues: store.dialogues,
    office: store.office,
    redactors,
    writing,
    standing: (dialogueId) => following.followUp.standing(dialogueId),
    settleNumbers: (dialogueId) => watcher.settled(dialogueId),
    logger,
  });
  const inviter = createInviter({
    relay,
    dialogues: store.dialogues,
    office: store.office,
    preparations: store.preparations,
    authored: (room, client, session) => activity.authored(room, client, session),
  });
  /** Where those who are not in the hall find the server. */
  function origin(): string {
    const { network, home } = addresses();
    return config.publicUrl || network[0] || home;
  }
  const receipts = createReceipts({
    key: receiptKey,
    petitions: store.petitions,
    dialogues: store.dialogues,
    office: store.office,
    reach: store.reach,
    redactors,
    settled: (dialogueId) => watcher.settled(dialogueId),
    origin,
  });
  const reminders = createReminders({
    settings: config.mail,
    letters: store.letters,
    reach: store.reach,
    office: store.office,
    petitions: store.petitions,
    dialogues: store.dialogues,
    redactors,
    origin,
    logger,
  });
  const refreshScreen = (dialogueId: string) => {
    projector.refresh(dialogueId).catch((error: unknown) => {
      logger.warn({ dialogueId, reason: String(error) }, 'screen not refreshed, the next change tries again');
    });
  };
  const reviewer = createReviewer({
    book: store.review,
    freezes: store.freezes,
    dialogues: store.dialogues,
    reopened(dialogueId) {
      const rooms = frozenKinds.map((kind) => roomName(dialogueId, kind));
      for (const room of rooms) sealed.delete(room);
      relay.unseal(rooms);
      refreshScreen(dialogueId);
    },
    logger,
  });
  const devices = createDeviceKeeper({ book: store.hallDevices, logger });
  const late = createLateKeeper({
    book: store.late,
    relay,
    reviewer,
    dialogues: store.dialogues,
    freezes: store.freezes,
    numbers: store.numbers,
    moments: store.moments,
    logger,
  });
  const freezer = createFreezer({
    relay,
    dialogues: store.dialogues,
    office: store.office,
    plans: store.plans,
    freezes: store.freezes,
    numbers: store.numbers,
    amendment: (dialogueId) => reviewer.amendment(dialogueId),
    key: signingKey,
    settleNumbers: (dialogueId) => watcher.settled(dialogueId),
    frozen(dialogueId) {
      sealDialogue(dialogueId);
      eraser.recheck(dialogueId);
      watcher.release(dialogueId);
      activity.release(dialogueId);
      void moments.release(roomName(dialogueId, 'minutes'));
      refreshScreen(dialogueId);
      searching.finish(dialogueId).catch((error: unknown) => {
        logger.warn(
          { dialogueId, reason: String(error) },
          'frozen dialogue not indexed, the next start tries again',
        );
      });
    },
    logger,
  });

  async function prepareDialogue(dialogue: Dialogue): Promise<void> {
    const doc = new Y.Doc();
    writeTemplate(doc, minutesTemplate(dialogue, await store.office.read()));
    await relay.write(roomName(dialogue.id, 'minutes'), Y.encodeStateAsUpdate(doc));
    refreshScreen(dialogue.id);
  }

  const plans = createPlanKeeper({
    ...store,
    relay,
    prepareDialogue,
    dialogueChanged: refreshScreen,
    logger,
  });

  async function loadDemoHere(): Promise<void> {
    const settled = (dialogueId: string) => watcher.settled(dialogueId);
    const refresh = (dialogueId: string) => projector.refresh(dialogueId);
    if (!(await loadDemo({ store, relay, settled, refresh }))) throw new Refusal('notEmpty', 409);
  }

  files.removeOldParts(Date.now() - partLife).catch((error: unknown) => {
    logger.warn({ reason: String(error) }, 'old parts of papers not removed');
  });
  const documents: DocumentMaker = {
    render: renderDocument,
    compare: (before, after, format) =>
      makeDocument({ from: 'comparison', before, after }, 'comparison', format),
  };
  const papers = createPaperStore({ files, book: store.papers });
  const audit = createAudit({ book: store.audit, key: signingKey });
  const eraser = createEraser({
    relay,
    dialogues: store.dialogues,
    freezes: store.freezes,
    numbers: store.numbers,
    households: store.households,
    inbox: store.inbox,
    review: store.review,
    papers,
    late,
    followUp: following.eraser,
    book: store.erasures,
    audit,
    async settled(dialogueId) {
      await watcher.settled(dialogueId);
      await searching.settled(dialogueId);
    },
    historyGone: (room) => moments.clear(room),
    logger,
  });
  const parts: Parts = {
    store,
    relay,
    access,
    freezer,
    reviewer,
    moments,
    documents,
    makeDocument,
    archiver: createArchiver({
      printer: createPrinter({ documents, signingKey, reviewer }),
      sources: createPaperSources({ store, relay, reviewer }),
      makeDocument,
      papers,
      freezes: store.freezes,
      signOffs: (dialogueId) => provenSignOffs(store.review, signingKey, dialogueId),
      logger,
    }),
    signingKey,
    finder: createFinder({
      index: store.search,
      dialogues: store.dialogues,
      office: store.office,
      redactors,
    }),
    numbers: createNumbers({
      index: store.figures,
      dialogues: store.dialogues,
      office: store.office,
      redactors,
    }),
    papers,
    plans,
    operation: process.operation,
    devices,
    late,
    audit,
    eraser,
    signIn,
    rebuilder: createRebuilder({
      store,
      relay,
      papers,
      settleNumbers: (dialogueId) => watcher.settled(dialogueId),
      changed: refreshScreen,
      logger,
    }),
    receipts,
    reminders,
    worker,
    inviter,
    inbox,
    following,
    prepareDialogue,
    dialogueChanged: refreshScreen,
    dialogueArchived(dialogueId, isArchived) {
      if (!isArchived) archived.delete(dialogueId);
      else {
        archived.add(dialogueId);
        const rooms = documentKinds.map((kind) => roomName(dialogueId, kind)).filter(isInArchive);
        relay.disconnect({ rooms }, closeCodes.notAllowed, 'archived');
      }
      refreshScreen(dialogueId);
    },
    loadDemo: loadDemoHere,
    metrics: () => relay.metrics(),
    version: process.version,
    logger,
  };
  // The screen goes on: it is written by the server, and says that the dialogue is over.
  function isInArchive(room: string): boolean {
    const parsed = parseRoom(room);
    return parsed !== null && parsed.kind !== 'screen' && archived.has(parsed.dialogueId);
  }

  let caughtUp: Promise<unknown> = Promise.resolve();
  let stopSweeping: () => void = () => undefined;
  return {
    parts,
    isSealed: (room) => sealed.has(room),
    authored(room, client, session) {
      activity.authored(room, client, session);
      moments.authored(room, client, session);
    },
    isInArchive,
    async isThere(room) {
      const planId = parsePlanRoom(room);
      if (planId !== null) return (await store.plans.read(planId)) !== null;
      const parsed = parseRoom(room);
      return parsed !== null && (await store.dialogues.read(parsed.dialogueId)) !== null;
    },
    async opening(session, room) {
      const planId = parsePlanRoom(room);
      if (planId !== null) await plans.ready(planId);
      const parsed = parseRoom(room);
      if (parsed?.kind === 'register')
        await audit.noteOnce(session, { act: 'register', dialogueId: parsed.dialogueId });
    },
    async begin() {
      stopSweeping = endOldSessions({ sessions: store.sessions, relay, devices: signIn.devices, logger });
      await watcher.heal(open);
      await activity.begin(open);
      await eraser.begin();
      await devices.begin();
      await reminders.begin();
      await inbox.begin();
      for (const { id } of dialogues) refreshScreen(id);
    },
    catchUp() {
      caughtUp = searching.catchUp(dialogues);
    },
    async end() {
      stopSweeping();
      await reminders.close();
      await watcher.close();
      await activity.close();
      await eraser.close();
      await moments.close();
      await plans.close();
      projector.close();
      redactors.close();
      worker.close();
      inviter.close();
      inbox.close();
      following.followUp.close();
      await searching.close();
      await caughtUp;
    },
    close: () => devices.close(),
  };
}
