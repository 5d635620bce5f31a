import { roomName } from '../../shared/dialogue.ts';
import type { Relay } from '../relay/contract.ts';
import type { Store } from '../store/store.ts';
import { buildDemo } from './demo.ts';
import { demoInbox } from './inbox.ts';

export interface DemoHall {
  store: Pick<Store, 'isEmpty' | 'office' | 'plans' | 'dialogues' | 'preparations' | 'inbox'>;
  relay: Pick<Relay, 'write'>;
  /** Resolves once the petitions of a dialogue have their numbers. */
  settled(dialogueId: string): Promise<void>;
  /** Makes the screens of a dialogue anew. */
  refresh(dialogueId: string): Promise<void>;
}

/** Loads the demonstration into an empty store; false, and nothing done, when there are data. */
export async function loadDemo({ store, relay, settled, refresh }: DemoHall): Promise<boolean> {
  if (!(await store.isEmpty())) return false;
  const demo = buildDemo();
  await store.office.write(demo.office);
  await store.plans.write(demo.plan);
  for (const { dialogue, preparation, ...documents } of demo.dialogues) {
    await store.dialogues.write(dialogue);
    await store.preparations.write(dialogue.id, preparation);
    for (const kind of ['minutes', 'register', 'stage', 'board'] as const)
      await relay.write(roomName(dialogue.id, kind), documents[kind]);
    await settled(dialogue.id);
    await refresh(dialogue.id);
  }
  const coming = demo.dialogues.at(-1)?.dialogue;
  for (const { item, citizen } of coming ? demoInbox(coming) : []) await store.inbox.add(item, citizen);
  return true;
}
