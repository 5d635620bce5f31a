import { createResource, Show } from 'solid-js';
import { type DocumentKind, frozenKinds, parseRoom } from '../../shared/dialogue.ts';
import { offlineTexts as t } from '../i18n/offline.ts';
import { hallInReach } from '../in-reach.ts';
import { holdsUnsent } from '../sync/clear-device.ts';
import { roomDatabases } from '../sync/room-database.ts';
import { Icon } from '../ui/icon.tsx';
import page from '../ui/page.module.css';

/** What this device holds of a dialogue. */
export interface Held {
  kinds: DocumentKind[];
  /** Something in it has not reached the hall. */
  waiting: boolean;
}

/** What this device holds, by dialogue; nothing where a browser does not tell. */
export async function heldHere(): Promise<Map<string, Held>> {
  const held = new Map<string, Held>();
  try {
    for (const { name, room: told } of await roomDatabases()) {
      const room = parseRoom(told);
      if (!room) continue;
      const one = held.get(room.dialogueId) ?? { kinds: [], waiting: false };
      one.kinds.push(room.kind);
      one.waiting ||= await holdsUnsent(name);
      held.set(room.dialogueId, one);
    }
  } catch {
    // Blocked storage holds nothing.
  }
  return held;
}

/** Asks once for all cards of a page. To be called inside a Solid owner. */
export function createHeld() {
  const [held] = createResource(() => ({ inReach: hallInReach() }), heldHere, {
    initialValue: new Map<string, Held>(),
  });
  return (dialogueId: string) => held.latest.get(dialogueId);
}

/** What this device holds of a dialogue, in words. */
export function HeldLine(props: { held: Held | undefined }) {
  const kinds = () => frozenKinds.filter((kind) => props.held?.kinds.includes(kind)).map((kind) => t()[kind]);
  return (
    <Show
      when={kinds().length > 0}
      fallback={
        <Show when={!hallInReach()}>
          <p class={page.muted}>{t().holdsNothing}</p>
        </Show>
      }
    >
      <p class={page.muted} data-held>
        <Icon name="device" /> {t().holds}:{' '}
        {[...kinds(), props.held?.waiting ? t().waiting : ''].filter(Boolean).join(', ')}
      </p>
    </Show>
  );
}
