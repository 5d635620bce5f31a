/** Why a connection or a message was refused; the label of a metric. */
export const refusalReasons = [
  'badMessage',
  'notAllowed',
  'tooLarge',
  'tooFast',
  'fellBehind',
  'silent',
  'notStored',
  'full',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Plain counters of the hot path; metrics.ts turns them into Prometheus text when somebody asks. */
export class Meters {
  connections = 0;
  messagesIn = 0;
  bytesIn = 0;
  bytesOut = 0;
  updatesStored = 0;
  updatesPending = 0;
  readonly refusals: Record<RefusalReason, number> = {
    badMessage: 0,
    notAllowed: 0,
    tooLarge: 0,
    tooFast: 0,
    fellBehind: 0,
    silent: 0,
    notStored: 0,
    full: 0,
  };
  /** Called with each stored transaction: updates in it and milliseconds it took. */
  onCommit: (updates: number, milliseconds: number) => void = () => {};
}
