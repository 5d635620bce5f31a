import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import * as Y from 'yjs';
import { type Dialogue, frozenKinds, parseRoom, roomName } from '../shared/dialogue.ts';
import { minutesTemplate, writeTemplate } from '../shared/minutes-template.ts';
import { createAccess } from './access/access.ts';
import { createSyncDoor } from './access/sync-door.ts';
import { createActivityWatcher } from './activity/watch.ts';
import { createApp } from './api/app.ts';
import { type Parts, Refusal } from './api/context.ts';
import { createBoardWatcher } from './board/watch.ts';
import { clientDir } from './client-build.ts';
import { serveClient } from './client-files.ts';
import type { Config } from './config.ts';
import { buildDemo } from './demo/demo.ts';
import { createPaperSources } from './documents/paper-sources.ts';
import { closeDocuments, makeDocument, renderDocument } from './documents/render.ts';
import { createArchiver } from './export/archive.ts';
import { provenSignOffs } from './export/sign-offs.ts';
import type { DocumentMaker } from './freeze/contract.ts';
import { createFreezer } from './freeze/freeze.ts';
import { openSigningKey } from './freeze/key.ts';
import { createPrinter } from './freeze/printer.ts';
import { paperFiles } from './papers/files.ts';
import { createPaperStore } from './papers/papers.ts';
import { createRelay } from './relay/relay.ts';
import { createMoments } from './review/moments.ts';
import { createReviewer } from './review/reviewer.ts';
import { createScreenProjector } from './screen/projector.ts';
import { createFinder } from './search/finder.ts';
import { createRedactors } from './search/redactors.ts';
import { createSearchWatcher } from './search/watch.ts';
import { lockStore } from './store/sqlite/database.ts';
import { openSqliteStore } from './store/sqlite/store.ts';
import { createUpdateLog } from './store/sqlite/update-log.ts';

/** How long the part of a paper waits for the device that has the rest, ms: 60 days. */
const partLife = 60 * 24 * 3_600_000;

/** A server that listens. */
export interface RunningServer {
  port: number;
  /** Makes an organizer's one-time token. */
  organizerToken(): Promise<string>;
  /** Loads the demonstration into an empty store; throws Refusal('notEmpty') on data. */
  loadDemo(): Promise<void>;
  /** Tells all connections, stores all that was accepted, closes the store. */
  close(): Promise<void>;
}

/**
 * Puts the parts together and listens: the only place that knows them all.
 * `prepareClient` runs once the data folder is claimed, before anybody is served.
 * Throws StoreInUseError, NewerDataError, and the listen error (EADDRINUSE, EACCES, EADDRNOTAVAIL).
 */
export async function startServer(
  config: Config,
  prepareClient: () => Promise<void>,
): Promise<RunningServer> {
  // To stderr: stdout is for the person at the terminal.
  const logger = pino({ level: config.logLevel, base: null }, pino.destination(2));
  const unlock = lockStore(config.dataDir);
  const store = openSqliteStore(config.dataDir, createUpdateLog);
  const signingKey = openSigningKey(config.dataDir);
  await prepareClient();
  const sealed = new Set<string>();
  const sealDialogue = (id: string) => {
    for (const kind of frozenKinds) sealed.add(roomName(id, kind));
  };
  const open: string[] = [];
  const dialogues = await store.dialogues.list();
  for (const { id, state } of dialogues) {
    if (state === 'frozen') sealDialogue(id);
    else open.push(id);
  }
  const relay = createRelay({
    log: store.updates,
    isSealed: (room) => sealed.has(room),
    // A freeze reads what was deleted from its documents; the screen is public and keeps nothing.
    keepsHistory: (room) => frozenKinds.some((kind) => kind === parseRoom(room)?.kind),
    // Whoever looks at the public screen is nobody's business there.
    isSilent: (room) => parseRoom(room)?.kind === 'screen',
    onAuthor(room, client, session) {
      activity.authored(room, client, session);
      moments.authored(room, client, session);
    },
    logger,
  });
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
  const watcher = createBoardWatcher({ relay, numbers: store.numbers, index: store.petitions, logger });
  const access = createAccess({ links: store.links, sessions: store.sessions });
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

  async function loadDemo(): Promise<void> {
    if (!(await store.isEmpty())) throw new Refusal('notEmpty', 409);
    const demo = buildDemo();
    await store.office.write(demo.office);
    await store.plans.write(demo.plan);
    for (const { dialogue, minutes, board, register, stage, preparation } of demo.dialogues) {
      await store.dialogues.write(dialogue);
      await store.preparations.write(dialogue.id, preparation);
      await relay.write(roomName(dialogue.id, 'minutes'), minutes);
      await relay.write(roomName(dialogue.id, 'register'), register);
      await relay.write(roomName(dialogue.id, 'stage'), stage);
      await relay.write(roomName(dialogue.id, 'board'), board);
      await watcher.settled(dialogue.id);
      await projector.refresh(dialogue.id);
    }
  }

  const files = paperFiles(join(config.dataDir, 'papers'));
  files.removeOldParts(Date.now() - partLife).catch((error: unknown) => {
    logger.warn({ reason: String(error) }, 'old parts of papers not removed');
  });
  const documents: DocumentMaker = {
    render: renderDocument,
    compare: (before, after, format) =>
      makeDocument({ from: 'comparison', before, after }, 'comparison', format),
  };
  const papers = createPaperStore({ files, book: store.papers });
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
    papers,
    prepareDialogue,
    dialogueChanged: refreshScreen,
    loadDemo,
    metrics: () => relay.metrics(),
    logger,
  };
  const app = createApp(parts);
  serveClient(app, clientDir);
  const door = createSyncDoor({ access, relay, logger });

  await watcher.heal(open);
  await activity.begin(open);
  for (const { id } of dialogues) refreshScreen(id);
  const http = await listen(app.fetch, config).catch(async (error: unknown) => {
    await store.close();
    unlock();
    throw error;
  });
  const caughtUp = searching.catchUp(dialogues);
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    void door(request, socket, head);
  });

  return {
    port: (http.address() as AddressInfo).port,
    async organizerToken() {
      return (await access.giveLink({ role: 'organizer', dialogueId: '', label: 'start' })).token;
    },
    loadDemo,
    async close() {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      await watcher.close();
      await activity.close();
      await moments.close();
      projector.close();
      redactors.close();
      await searching.close();
      await caughtUp;
      await relay.close();
      if ('closeAllConnections' in http) http.closeAllConnections();
      await closeDocuments();
      await closed;
      await store.close();
      unlock();
    },
  };
}

/** Listens, or rejects with the system's error. */
function listen(fetch: Parameters<typeof serve>[0]['fetch'], config: Config): Promise<Server> {
  return new Promise((resolve, reject) => {
    const http = serve({ fetch, port: config.port, hostname: config.host }, () => {
      http.off('error', reject);
      resolve(http as Server);
    });
    http.once('error', reject);
  });
}
