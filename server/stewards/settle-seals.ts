import { type Dialogue, frozenKinds, roomName } from '../../shared/dialogue.ts';
import type { Relay } from '../relay/contract.ts';

export interface SettleSealsOptions {
  dialogues: readonly Pick<Dialogue, 'id' | 'state'>[];
  /** Which of these rooms are sealed. */
  sealed(rooms: readonly string[]): Promise<ReadonlySet<string>>;
  relay: Pick<Relay, 'seal' | 'unseal'>;
}

/**
 * A steward that died between a seal and its record, or between a reopening and its unsealing, left rooms that are closed
 * to everybody, or open although their dialogue is frozen. The dialogue's state decides.
 */
export async function settleSeals({ dialogues, sealed, relay }: SettleSealsOptions): Promise<void> {
  const roomsOf = (state: Dialogue['state']) =>
    dialogues
      .filter((dialogue) => dialogue.state === state)
      .flatMap(({ id }) => frozenKinds.map((kind) => roomName(id, kind)));
  const [frozen, open] = [roomsOf('frozen'), roomsOf('open')];
  const are = await sealed([...frozen, ...open]);
  const toSeal = frozen.filter((room) => !are.has(room));
  const toOpen = open.filter((room) => are.has(room));
  if (toSeal.length > 0) await relay.seal(toSeal);
  if (toOpen.length > 0) await relay.unseal(toOpen);
}
