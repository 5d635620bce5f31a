/** Weight of the newest commit in the running mean. */
const weight = 0.1;
/** A mean above this many milliseconds holds up the event loop too long. */
const slow = 5;
/** A mean below this many milliseconds, over enough commits, costs less on the event loop than in a thread. */
const quick = 2;
const enough = 200;

/** Decides from the time that commits take where the next ones are made: on the event loop or in a thread. */
export class CommitPlace {
  private mean = 0;
  private sinceChange = 0;
  private inThread = false;

  get isThread(): boolean {
    return this.inThread;
  }

  /** Notes how long a commit took, in milliseconds. */
  note(milliseconds: number): void {
    this.mean += (milliseconds - this.mean) * weight;
    this.sinceChange++;
    const changes = this.inThread ? this.mean < quick && this.sinceChange >= enough : this.mean > slow;
    if (!changes) return;
    this.inThread = !this.inThread;
    this.sinceChange = 0;
  }
}
