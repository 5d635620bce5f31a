import type { HttpBindings } from '@hono/node-server';
import { type Admit, createAdmission } from '../access/admission.ts';
import type { HostCheck } from '../access/hosts.ts';
import { trustNobody } from '../access/proxies.ts';
import { createApp } from '../api/app.ts';
import type { AttemptBook } from '../api/attempts.ts';
import { composeParts, type Foundation } from '../parts.ts';
import { createNoteTaker, type NoteTaker } from './notes.ts';
import { settleSeals } from './settle-seals.ts';
import type { Hosted } from './stewards.ts';

/** A commune's parts, as its steward has them. */
export interface HostedCommune extends Hosted {
  /** Answers a request of the commune. */
  fetch(request: Request, env: HttpBindings): Response | Promise<Response>;
  admit: Admit;
  notes: NoteTaker;
  loadDemo(): Promise<void>;
}

export interface HostCommuneOptions extends Foundation {
  attempts: AttemptBook;
  isOwnHost: HostCheck;
  /** Hears all that is stored in the commune's rooms, in whatever process; resolves with what ends it. */
  follow(): Promise<() => void>;
  /** Which of these rooms are sealed, by their own names. */
  sealed(rooms: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Nobody has asked for so long, ms: the parts are closed until somebody does. */
const idleAfter = 10 * 60_000;
const sweepEvery = 2_000;

/** Composes a commune's parts and brings what a steward before left half done to its end. */
export async function hostCommune({
  isOwnHost,
  attempts,
  follow,
  sealed,
  ...foundation
}: HostCommuneOptions): Promise<HostedCommune> {
  const { logger, relay, store } = foundation;
  let usedAt = performance.now();
  const used = () => {
    usedAt = performance.now();
  };
  const unfollow = await follow();
  const stopListening = relay.onStored(used);
  await settleSeals({ dialogues: await store.dialogues.list(), sealed, relay });
  const composed = await composeParts(foundation);
  const { parts } = composed;
  const app = createApp(parts, isOwnHost, trustNobody, attempts);
  const admit = createAdmission({
    access: parts.access,
    isKnownHost: isOwnHost,
    isThere: composed.isThere,
    isClosed: composed.isInArchive,
    opening: composed.opening,
    logger,
  });
  const notes = createNoteTaker({ connected: parts.devices.connected, authored: composed.authored });
  const sweeping = setInterval(() => notes.sweep(), sweepEvery).unref();
  await composed.begin();
  composed.catchUp();

  return {
    fetch(request, env) {
      used();
      return app.fetch(request, env);
    },
    admit(request) {
      used();
      return admit(request);
    },
    notes,
    isIdle: () => notes.connections === 0 && performance.now() - usedAt > idleAfter,
    loadDemo: parts.loadDemo,
    async end() {
      clearInterval(sweeping);
      stopListening();
      try {
        await composed.end();
        await composed.close();
      } catch (error) {
        // What is left undone is found by the next steward, as after a crash.
        logger.warn({ reason: String(error) }, 'the parts of a commune did not end in good order');
      }
      unfollow();
    },
  };
}
